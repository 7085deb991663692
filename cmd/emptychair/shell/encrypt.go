package shell

import (
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"filippo.io/age"
)

// passphraseVariable names the variable with the passphrase, for scripts. There is no option for it: what stands on the command
// line everybody on the machine can read.
const passphraseVariable = "EMPTYCHAIR_PASSPHRASE"

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
	if s.Getenv(passphraseVariable) != "" {
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
	if s.Getenv(passphraseVariable) == "" {
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
	if typed := s.Getenv(passphraseVariable); typed != "" {
		return typed, nil
	}
	if !s.IsTerminal(s.Stdin) {
		return "", WrongUse("cli.error.no-passphrase", "Variable", passphraseVariable)
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

// encrypt writes a document encrypted with a passphrase, in the format of age.
func encrypt(w io.Writer, passphrase string, work int, document func(io.Writer) error) error {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return err
	}
	recipient.SetWorkFactor(work)
	inner, err := age.Encrypt(w, recipient)
	if err != nil {
		return err
	}
	if err := document(inner); err != nil {
		return err
	}
	return inner.Close()
}

// decrypt returns what is in an encrypted document. That of another passphrase, and one that only begins like one, are errors.
func decrypt(r io.Reader, passphrase string) (io.Reader, error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, err
	}
	identity.SetMaxWorkFactor(maxScryptWork)
	inner, err := age.Decrypt(r, identity)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, Failure("cli.error.passphrase-wrong")
	case err != nil:
		return nil, Failure("cli.error.sealed-broken")
	}
	return inner, nil
}
