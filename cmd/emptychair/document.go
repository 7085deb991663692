package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"emptychair/checks"
)

// document is what somebody brought to be read: a file, or all that stdin said. It can be read as often as needed.
type document struct {
	name   string // as typed
	open   func() (io.ReadCloser, error)
	begins string // its first headSize bytes, which say what it is
}

// sealedSuffix ends the names of files that age encrypted.
const sealedSuffix = ".age"

// document looks at what is to be read, at most limit bytes of it where it can be read only once. For what is encrypted it asks
// for the passphrase.
func (a *app) document(name string, limit int64) (document, error) {
	d, path := document{name: name}, a.absolute(name)
	info, err := os.Stat(path)
	switch {
	case name == fromStdin:
		return a.unsealed(d.kept(a.stdin, limit))
	case errors.Is(err, fs.ErrNotExist):
		return document{}, missing("cli.error.no-file", "File", name)
	case err == nil && info.IsDir():
		return document{}, wrongUse("cli.error.input-folder", "File", name)
	case err != nil:
		return document{}, failure("cli.error.not-read", "File", name)
	case info.Mode().IsRegular():
		d.open = func() (io.ReadCloser, error) { return os.Open(path) }
		return a.unsealed(d, nil)
	}
	f, err := os.Open(path)
	if err != nil {
		return document{}, failure("cli.error.not-read", "File", name)
	}
	defer func() { _ = f.Close() }()
	return a.unsealed(d.kept(f, limit))
}

// kept is a document that can be read only once, in memory.
func (d document) kept(r io.Reader, limit int64) (document, error) {
	var c chunks
	n, err := io.Copy(&c, io.LimitReader(r, limit+1))
	if err != nil {
		return document{}, failure("cli.error.input")
	}
	if n > limit {
		return document{}, failure("cli.error.input-long", "File", d.name)
	}
	d.open = func() (io.ReadCloser, error) { return io.NopCloser(c.reader()), nil }
	return d, nil
}

// unsealed returns the document as it was before it was encrypted, if it was.
func (a *app) unsealed(d document, err error) (document, error) {
	if err != nil {
		return document{}, err
	}
	if d.begins, err = d.head(); err != nil || !strings.HasPrefix(d.begins, sealedHeader) {
		return d, err
	}
	passphrase, err := a.passphrase("cli.passphrase.open")
	if err != nil {
		return document{}, err
	}
	k, closed := &key{passphrase: passphrase}, d.open
	d.open = func() (io.ReadCloser, error) {
		f, err := closed()
		if err != nil {
			return nil, err
		}
		r, err := k.open(f)
		if err != nil {
			_ = f.Close()
			return nil, err
		}
		return opened{r, f}, nil
	}
	d.begins, err = d.head()
	return d, err
}

// opened is what is in a sealed file, and that file.
type opened struct {
	io.Reader
	io.Closer
}

// headSize is how much of a document says what it is.
const headSize = 512

// head reads the beginning of a document.
func (d document) head() (string, error) {
	f, err := d.open()
	if err != nil {
		return "", d.notRead(err)
	}
	defer func() { _ = f.Close() }()
	head, err := io.ReadAll(io.LimitReader(f, headSize))
	if err != nil {
		return "", d.notRead(err)
	}
	return string(head), nil
}

// notRead says that the document could not be read, unless the error has words of its own: what the store could not do is not the
// document's fault.
func (d document) notRead(err error) error {
	var system *fs.PathError
	var ours *checks.Error
	if !errors.As(err, &ours) && errors.As(err, &system) {
		return failure("cli.error.not-read", "File", d.name)
	}
	return err
}

// isTable tells whether the document is a table, by its name or, where that says nothing, by how it begins.
func (d document) isTable() bool {
	switch strings.ToLower(filepath.Ext(strings.TrimSuffix(d.name, sealedSuffix))) {
	case ".csv":
		return true
	case ".json":
		return false
	}
	begun := strings.TrimLeft(strings.TrimPrefix(d.begins, "\ufeff"), " \t\r\n")
	return begun != "" && begun[0] != '{' && begun[0] != '['
}
