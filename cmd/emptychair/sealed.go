package main

import (
	"errors"
	"io"

	"filippo.io/age"
)

// sealedHeader begins every file that age encrypted.
const sealedHeader = "age-encryption.org/v1\n"

// How hard a passphrase is made to guess: each step doubles the time and the memory that one guess takes. A file that asks for
// more than the most is refused: to open it would take minutes, and gigabytes.
const (
	scryptWork    = 18
	maxScryptWork = 20
)

// seal encrypts a document with a passphrase, in the format of age.
func seal(w io.Writer, passphrase string, work int, document func(io.Writer) error) error {
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

// key opens sealed documents. It reckons with the passphrase once for each of them, however often that is read.
type key struct {
	passphrase string
	found      []byte
}

// Unwrap returns the key of a file, as [age.Identity] says.
func (k *key) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	if k.found != nil {
		return k.found, nil
	}
	identity, err := age.NewScryptIdentity(k.passphrase)
	if err != nil {
		return nil, err
	}
	identity.SetMaxWorkFactor(maxScryptWork)
	k.found, err = identity.Unwrap(stanzas)
	return k.found, err
}

// open returns what is in a sealed document. That of another passphrase, and one that only begins like a sealed one, are errors.
func (k *key) open(r io.Reader) (io.Reader, error) {
	inner, err := age.Decrypt(r, k)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, failure("cli.error.passphrase-wrong")
	case err != nil:
		return nil, failure("cli.error.sealed-broken")
	}
	return unsealed{inner}, nil
}

// unsealed reads what is in a sealed document. Where that breaks off or was changed it says so.
type unsealed struct{ io.Reader }

func (u unsealed) Read(p []byte) (int, error) {
	n, err := u.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = failure("cli.error.sealed-broken")
	}
	return n, err
}
