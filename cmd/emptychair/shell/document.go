package shell

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"emptychair/checks"
	"emptychair/store"
)

// Stdin is the argument that stands for what stdin says.
const Stdin = "-"

// Document is what somebody brought to be read: a file, or what stdin says.
type Document struct {
	Name   string // as typed
	file   *os.File
	in     *bufio.Reader
	begins string // its first headSize bytes, which say what it is, as UTF-8 where a byte order mark says what they are
}

// Reader reads the document, once.
func (d Document) Reader() io.Reader { return d.in }

// Close ends the reading.
func (d Document) Close() { _ = d.file.Close() } // which a file that is none takes, too

// Document looks at what is to be read. Of what is encrypted it asks for the passphrase.
func (s *Shell) Document(name string) (Document, error) {
	d, path := Document{Name: name}, s.Absolute(name)
	info, err := os.Stat(path)
	switch {
	case name == Stdin:
		d.readFrom(s.Stdin, "cli.error.input")
		err = nil
	case errors.Is(err, fs.ErrNotExist):
		return d, NotFound("cli.error.no-file", "File", name)
	case err == nil && info.IsDir():
		return d, WrongUse("cli.error.input-folder", "File", name)
	case err == nil:
		if d.file, err = os.Open(path); err != nil {
			return d, d.ReadError(err)
		}
		d.in = bufio.NewReader(d.file)
	}
	if err == nil {
		err = s.decrypt(&d)
	}
	if err != nil {
		d.Close()
	}
	return d, d.ReadError(err)
}

// readFrom makes the document what a stream has. Where that breaks off the error has the message with this id.
func (d *Document) readFrom(r io.Reader, broken string) {
	d.in = bufio.NewReader(breaking{r, broken})
}

// breaking is a reader whose errors, but for those of the system, become the failure with this message.
type breaking struct {
	io.Reader
	id string
}

func (b breaking) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) && store.SystemCode(err) == "" {
		err = Failure(b.id)
	}
	return n, err
}

// decrypt makes an encrypted document what it was before. One that is not encrypted stays as it is.
func (s *Shell) decrypt(d *Document) error {
	if err := d.readHead(); err != nil || !strings.HasPrefix(d.begins, ageHeader) {
		return err
	}
	lock, err := s.PassphraseLock(false)
	if err != nil {
		return err
	}
	r, err := lock.Open(d.Reader())
	if err != nil {
		return err
	}
	d.readFrom(r, "cli.error.sealed-broken")
	return d.readHead()
}

// headSize is how much of a document says what it is.
const headSize = 512

func (d *Document) readHead() error {
	head, err := d.in.Peek(headSize)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if marked, _, wrong := transform.Bytes(unicode.BOMOverride(encoding.Nop.NewDecoder()), head); wrong == nil {
		head = marked
	}
	d.begins = string(head)
	return err
}

// ReadError says that the document could not be read, unless the error has words of its own: what the store could not do is not the
// document's fault.
func (d Document) ReadError(err error) error {
	var system *fs.PathError
	var ours *checks.Error
	if err != nil && !errors.As(err, &ours) && (errors.As(err, &system) || store.SystemCode(err) != "") {
		return FailureOf(err, "cli.error.not-read", "File", d.Name)
	}
	return err
}

// begun is how a document begins, without the white space before its first sign.
func (d Document) begun() string { return strings.TrimLeft(d.begins, " \t\r\n") }

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
	}
	for _, begin := range reportBegins {
		if strings.HasPrefix(begun, begin) {
			return Failure("cli.error.input-report", "File", d.Name)
		}
	}
	return nil
}
