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

// ageHeader begins every file that age encrypted, AgeSuffix ends its name.
const (
	ageHeader = "age-encryption.org/v1\n"
	AgeSuffix = ".age"
)

// How hard a passphrase is made to guess: each step doubles the time and the memory that one guess takes. A file that asks for
// more than the most is refused: to open it would take minutes, and gigabytes.
const (
	scryptWork    = 18
	maxScryptWork = 20
)

// ErrOtherLock says that a document is behind another lock.
var ErrOtherLock = Failure("cli.error.passphrase-wrong")

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

// PassphraseLock is the lock of the passphrase that the environment holds, or that is asked for: of an existing file once, for a new one
// twice. Nobody sees what is typed.
func (s *Shell) PassphraseLock(isNew bool) (l Lock, err error) {
	typed := s.Getenv(PassphraseVariable)
	asks := typed == ""
	if asks {
		typed, err = s.askPassphrase(isNew)
	}
	if err == nil && isNew && utf8.RuneCountInString(typed) < minPassphrase {
		err = WrongUse("cli.error.passphrase-short", "Least", minPassphrase)
	}
	if err == nil && isNew && asks {
		err = s.askPassphraseAgain(typed)
	}
	if err != nil {
		return l, err
	}
	if asks {
		_, _ = fmt.Fprintln(s.Stderr, s.Printer().T("cli.passphrase.wait"))
	}
	return s.passphraseLock(typed)
}

// askPassphrase asks for a passphrase, which is not empty.
func (s *Shell) askPassphrase(isNew bool) (string, error) {
	if !s.IsTerminal(s.Stdin) {
		return "", WrongUse("cli.error.no-passphrase", "Variable", PassphraseVariable)
	}
	question := "cli.passphrase.open"
	if isNew {
		question = "cli.passphrase.new"
	}
	typed, err := s.askHidden(s.Printer().T(question, "Least", minPassphrase))
	if err == nil && typed == "" {
		err = WrongUse("cli.error.passphrase-empty")
	}
	return typed, err
}

// askPassphraseAgain asks for a new passphrase once more, so that a slip does not lock the file for ever.
func (s *Shell) askPassphraseAgain(typed string) error {
	again, err := s.askHidden(s.Printer().T("cli.passphrase.again"))
	if err == nil && again != typed {
		err = WrongUse("cli.error.passphrase-differs")
	}
	return err
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
		return nil, ErrOtherLock
	}
	inner, err := age.Decrypt(begun, l.identities...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, ErrOtherLock
	case err != nil:
		return nil, Failure("cli.error.sealed-broken")
	}
	return inner, nil
}
