package shell

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"emptychair/checks"
)

// Stdin is the argument that stands for what stdin says.
const Stdin = "-"

// Document is what somebody brought to be read: a file, or all that stdin said. It can be read as often as needed.
type Document struct {
	Name   string // as typed
	Open   func() (io.ReadCloser, error)
	begins string // its first headSize bytes, which say what it is
}

// Document looks at what is to be read, at most limit bytes of it where it can be read only once or is encrypted: then it asks for
// the passphrase.
func (s *Shell) Document(name string, limit int64) (Document, error) {
	d, path := Document{Name: name}, s.Absolute(name)
	info, err := os.Stat(path)
	switch {
	case name == Stdin:
		d, err = d.copied(s.Stdin, limit, "cli.error.input")
	case errors.Is(err, fs.ErrNotExist):
		return d, NotFound("cli.error.no-file", "File", name)
	case err == nil && info.IsDir():
		return d, WrongUse("cli.error.input-folder", "File", name)
	case err != nil:
		return d, Failure("cli.error.not-read", "File", name)
	case info.Mode().IsRegular():
		d.Open = func() (io.ReadCloser, error) { return os.Open(path) }
	default:
		f, opened := os.Open(path)
		if opened != nil {
			return d, Failure("cli.error.not-read", "File", name)
		}
		defer func() { _ = f.Close() }()
		d, err = d.copied(f, limit, "cli.error.input")
	}
	if err != nil {
		return d, err
	}
	return s.decrypted(d, limit)
}

// copied is the document as a reader has it, in memory. Where that breaks off the error has the message with this id.
func (d Document) copied(r io.Reader, limit int64, broken string) (Document, error) {
	var b Blocks
	n, err := io.Copy(&b, io.LimitReader(r, limit+1))
	if err != nil {
		return d, Failure(broken)
	}
	if n > limit {
		return d, Failure("cli.error.input-long", "File", d.Name)
	}
	d.Open = func() (io.ReadCloser, error) { return io.NopCloser(b.Reader()), nil }
	return d, nil
}

// decrypted returns the document as it was before it was encrypted, if it was.
func (s *Shell) decrypted(d Document, limit int64) (_ Document, err error) {
	if d.begins, err = d.head(); err != nil || !strings.HasPrefix(d.begins, ageHeader) {
		return d, err
	}
	passphrase, err := s.passphrase()
	if err != nil {
		return d, err
	}
	f, err := d.Open()
	if err != nil {
		return d, d.ReadError(err)
	}
	defer func() { _ = f.Close() }()
	r, err := decrypt(f, passphrase)
	if err != nil {
		return d, err
	}
	if d, err = d.copied(r, limit, "cli.error.sealed-broken"); err != nil {
		return d, err
	}
	d.begins, err = d.head()
	return d, err
}

// headSize is how much of a document says what it is.
const headSize = 512

// head reads the beginning of a document.
func (d Document) head() (string, error) {
	f, err := d.Open()
	if err != nil {
		return "", d.ReadError(err)
	}
	defer func() { _ = f.Close() }()
	head, err := io.ReadAll(io.LimitReader(f, headSize))
	if err != nil {
		return "", d.ReadError(err)
	}
	return string(head), nil
}

// ReadError says that the document could not be read, unless the error has words of its own: what the store could not do is not the
// document's fault.
func (d Document) ReadError(err error) error {
	var system *fs.PathError
	var ours *checks.Error
	if !errors.As(err, &ours) && errors.As(err, &system) {
		return Failure("cli.error.not-read", "File", d.Name)
	}
	return err
}

// begun is how a document begins, without what may stand before its first sign.
func (d Document) begun() string {
	return strings.TrimLeft(strings.TrimPrefix(d.begins, "\ufeff"), " \t\r\n")
}

// IsTable tells whether the document is a table, by its name or, where that says nothing, by how it begins.
func (d Document) IsTable() bool {
	switch strings.ToLower(filepath.Ext(strings.TrimSuffix(d.Name, AgeSuffix))) {
	case ".csv":
		return true
	case ".json":
		return false
	}
	begun := d.begun()
	return begun != "" && begun[0] != '{' && begun[0] != '['
}

// What a database has behind the header of its first page.
const (
	databaseMark   = "\xed\xda\x0c\xed"
	databaseMarkAt = 16
)

// reportBegins is how what "emptychair export" wrote for people and spreadsheets begins.
var reportBegins = []string{"run,finished,", "run;finished;", "<", "# "}

// Refuse says what a document is that is taken for one to import and cannot be one; nil where it may be.
func (d Document) Refuse() error {
	begun := strings.ToLower(d.begun())
	switch {
	case len(d.begins) > databaseMarkAt && strings.HasPrefix(d.begins[databaseMarkAt:], databaseMark):
		return Failure("cli.error.input-database", "File", d.Name)
	case begun == "" && len(d.begins) < headSize:
		return Failure("cli.error.input-empty", "File", d.Name)
	case strings.HasPrefix(begun, strings.ToLower(armoredHeader)):
		return Failure("cli.error.input-armored", "File", d.Name)
	}
	for _, begin := range reportBegins {
		if strings.HasPrefix(begun, begin) {
			return Failure("cli.error.input-report", "File", d.Name)
		}
	}
	return nil
}
