package shell

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"filippo.io/age"
)

// PassphraseVariable names the variable with the passphrase, for scripts. There is no option for it: what stands on the command
// line everybody on the machine can read.
const PassphraseVariable = "EMPTYCHAIR_PASSPHRASE"

// minPassphrase is how many characters a new passphrase has at least: whoever has the file can try as many as they like.
const minPassphrase = 8

// newPassphrase returns the passphrase for a new file. On a terminal it is asked for twice: nobody sees what they type.
func (s *Shell) newPassphrase() (string, error) {
	typed, err := s.typedPassphrase("cli.passphrase.new", "Least", minPassphrase)
	if err != nil {
		return "", err
	}
	if utf8.RuneCountInString(typed) < minPassphrase {
		return "", WrongUse("cli.error.passphrase-short", "Least", minPassphrase)
	}
	if s.Getenv(PassphraseVariable) != "" {
		return typed, nil
	}
	again, err := s.askHidden(s.Printer().T("cli.passphrase.again"))
	if err == nil && again != typed {
		err = WrongUse("cli.error.passphrase-differs")
	}
	s.announceWait(err)
	return typed, err
}

// passphrase returns the passphrase of a file that is there.
func (s *Shell) passphrase() (string, error) {
	typed, err := s.typedPassphrase("cli.passphrase.open")
	if s.Getenv(PassphraseVariable) == "" {
		s.announceWait(err)
	}
	return typed, err
}

// announceWait says, unless a passphrase could not be asked for, that what is done with it takes a moment, as it has to.
func (s *Shell) announceWait(err error) {
	if err == nil {
		_, _ = fmt.Fprintln(s.Stderr, s.Printer().T("cli.passphrase.wait"))
	}
}

// typedPassphrase returns the passphrase that the environment holds, or else asks for it. It is never empty.
func (s *Shell) typedPassphrase(question string, pairs ...any) (string, error) {
	if typed := s.Getenv(PassphraseVariable); typed != "" {
		return typed, nil
	}
	if !s.IsTerminal(s.Stdin) {
		return "", WrongUse("cli.error.no-passphrase", "Variable", PassphraseVariable)
	}
	typed, err := s.askHidden(s.Printer().T(question, pairs...))
	if err == nil && typed == "" {
		err = WrongUse("cli.error.passphrase-empty")
	}
	return typed, err
}

// ageHeader begins every file that age encrypted, AgeSuffix ends its name, and armoredHeader begins one that went through a mail.
const (
	ageHeader     = "age-encryption.org/v1\n"
	AgeSuffix     = ".age"
	armoredHeader = "-----BEGIN AGE ENCRYPTED FILE-----"
)

// How hard a passphrase is made to guess: each step doubles the time and the memory that one guess takes. A file that asks for
// more than the most is refused: to open it would take minutes, and gigabytes.
const (
	scryptWork    = 18
	maxScryptWork = 20
)

// Lock is what documents are behind, and what opens them: a passphrase, or keys. The zero Lock is none.
type Lock struct {
	recipients []age.Recipient
	identities []age.Identity
}

// IsOpen tells whether nothing is encrypted.
func (l Lock) IsOpen() bool { return len(l.recipients) == 0 }

// passphraseLock is the lock of a passphrase.
func (s *Shell) passphraseLock(passphrase string) (l Lock, err error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return l, err
	}
	recipient.SetWorkFactor(cmp.Or(s.ScryptWork, scryptWork))
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return l, err
	}
	identity.SetMaxWorkFactor(maxScryptWork)
	return Lock{[]age.Recipient{recipient}, []age.Identity{identity}}, nil
}

// PassphraseLock is the lock of a passphrase that is asked for: a new one, twice.
func (s *Shell) PassphraseLock(isNew bool) (Lock, error) {
	ask := s.passphrase
	if isNew {
		ask = s.newPassphrase
	}
	passphrase, err := ask()
	if err != nil {
		return Lock{}, err
	}
	return s.passphraseLock(passphrase)
}

// KeyLock is the lock of public keys of age, and of the file with the private one that opens what is for them, "" for none.
func (s *Shell) KeyLock(keys []string, file string) (l Lock, err error) {
	if l.recipients, err = age.ParseRecipients(strings.NewReader(strings.Join(keys, "\n"))); err != nil {
		return l, WrongUse("cli.error.recipient")
	}
	if file == "" {
		return l, nil
	}
	f, err := os.Open(s.Absolute(file))
	if err != nil {
		return l, FailureOf(err, "cli.error.not-read", "File", file)
	}
	defer func() { _ = f.Close() }()
	if l.identities, err = age.ParseIdentities(f); err != nil {
		return l, Failure("cli.error.identity", "File", file)
	}
	return l, nil
}

// encrypt writes a document behind the lock.
func (l Lock) encrypt(w io.Writer, document func(io.Writer) error) error {
	inner, err := age.Encrypt(w, l.recipients...)
	if err != nil {
		return err
	}
	if err := document(inner); err != nil {
		return err
	}
	return inner.Close()
}

// Open returns what is in a document, which may be encrypted. That of another lock, and one that only begins like one, are errors.
func (l Lock) Open(r io.Reader) (io.Reader, error) {
	begun := bufio.NewReader(r)
	if head, _ := begun.Peek(len(ageHeader)); string(head) != ageHeader {
		return begun, nil
	}
	if len(l.identities) == 0 {
		return nil, Failure("cli.error.passphrase-wrong")
	}
	inner, err := age.Decrypt(begun, l.identities...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, Failure("cli.error.passphrase-wrong")
	case err != nil:
		return nil, Failure("cli.error.sealed-broken")
	}
	return inner, nil
}
