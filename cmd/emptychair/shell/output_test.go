package shell

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"emptychair/store"
)

// must ends a test at an error that the test is not about.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// writes is a document of a text.
func writes(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// wantFolder holds that a folder has these files and no others.
func wantFolder(t *testing.T, folder string, want map[string]string) {
	t.Helper()
	list, err := os.ReadDir(folder)
	must(t, err)
	for _, entry := range list {
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if known, ok := want[entry.Name()]; !ok || err != nil || string(text) != known {
			t.Errorf("%s holds %q, %v; want %q", entry.Name(), text, err, known)
		}
	}
	if len(list) != len(want) {
		t.Errorf("%d files, not %d", len(list), len(want))
	}
}

func TestWhatAKilledProgramLeftIsRemovedAndNothingElse(t *testing.T) {
	folder := t.TempDir()
	living, err := store.CreateTemporary(folder, filePattern)
	must(t, err)
	for _, name := range []string{".emptychair-123.tmp", ".emptychair-12x.tmp", ".emptychair-notes", "other.tmp"} {
		must(t, os.WriteFile(filepath.Join(folder, name), nil, 0o600))
	}
	must(t, Output{Path: filepath.Join(folder, "runs.json")}.Write(writes("one")))
	kept := map[string]string{filepath.Base(living.Name()): "", ".emptychair-12x.tmp": "", ".emptychair-notes": "", "other.tmp": "", "runs.json": "one"}
	wantFolder(t, folder, kept)
	_ = living.Close() // as if its program had been killed
	must(t, Output{Path: filepath.Join(folder, "runs.json"), Force: true}.Write(writes("two")))
	delete(kept, filepath.Base(living.Name()))
	kept["runs.json"] = "two"
	wantFolder(t, folder, kept)
}

func TestAFileIsThereAsAWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "runs.json")
	must(t, Output{Path: path}.Write(writes("one")))
	wantFolder(t, folder, map[string]string{"runs.json": "one"})
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 && os.PathSeparator == '/' {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	broken := errors.New("broken")
	for _, force := range []bool{false, true} {
		err := (Output{Path: path, Force: force}).Write(func(w io.Writer) error {
			_, _ = io.WriteString(w, strings.Repeat("half of it ", blockSize))
			return broken
		})
		if !errors.Is(err, broken) {
			t.Errorf("the error is %v", err)
		}
		wantFolder(t, folder, map[string]string{"runs.json": "one"})
	}
	must(t, Output{Path: path, Force: true}.Write(writes("two")))
	wantFolder(t, folder, map[string]string{"runs.json": "two"})
}

func TestAFileThatCameMeanwhileIsNotWrittenOver(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "runs.json")
	err := (Output{Path: path}).Write(func(w io.Writer) error {
		if err := os.WriteFile(path, []byte("another's"), 0o600); err != nil {
			return err
		}
		return writes("ours")(w)
	})
	if problemOf(err) != "cli.error.exists" {
		t.Errorf("the error is %v", err)
	}
	wantFolder(t, folder, map[string]string{"runs.json": "another's"})
}

func TestASignalEndsTheWriting(t *testing.T) {
	var out bytes.Buffer
	signals := make(chan os.Signal, 1)
	signals <- syscall.SIGTERM
	text := strings.Repeat("half of it ", blockSize)
	if err := (Output{}).writeBlocks(interruptible{&out, signals}, writes(text)); !errors.Is(err, ErrInterrupted) || out.Len() > 0 {
		t.Errorf("%d bytes, and the error is %v", out.Len(), err)
	}
}

func TestOnlyANewRegularFileIsWritten(t *testing.T) {
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	for _, name := range []string{"there", "runs.db", "backup"} {
		must(t, os.WriteFile(in(name), nil, 0o600))
	}
	if err := errors.Join(os.Link(in("runs.db"), in("hard")), os.Symlink(in("there"), in("link")), os.Symlink(in("loop"), in("loop")), os.Mkdir(in("folder"), 0o700)); err != nil {
		t.Skip(err)
	}
	own := Reserved{File: in("runs.db"), Folder: in("runs.db.backups"), Others: []string{in("backup"), in("not-there-yet.db")}}
	for name, want := range map[string][2]string{ // without and with --force
		"new": {}, "there": {"exists", ""}, "link": {"output-link", "output-link"}, "folder": {"output-folder", "output-folder"},
		"runs.db": {"own-file", "own-file"}, "backup": {"own-file", "own-file"}, "hard": {"own-file", "own-file"},
		"not-there-yet.db": {"own-file", "own-file"}, "folder/../runs.db": {"own-file", "own-file"}, "none/new": {"no-folder", "no-folder"},
		"there/new": {"no-folder", "no-folder"}, "loop/new": {"not-written", "not-written"},
	} {
		for i, force := range []bool{false, true} {
			if err := mayWrite(in(name), force, own); strings.TrimPrefix(problemOf(err), "cli.error.") != want[i] {
				t.Errorf("%s with force %v: %v, want %q", name, force, err, want[i])
			}
		}
	}
}

// slow is a consumer that takes what it gets only after a while.
type slow struct {
	bytes.Buffer
	before func()
}

func (s *slow) Write(p []byte) (int, error) {
	s.before()
	return s.Buffer.Write(p)
}

func TestADocumentIsCompleteBeforeStdoutGetsIt(t *testing.T) {
	done := false
	s := &slow{before: func() {
		if !done {
			t.Error("the document is not complete")
		}
	}}
	text := strings.Repeat("a line of it\n", 3*blockSize/13)
	err := (Output{shell: &Shell{Env: Env{Stdout: s}}}).Write(func(w io.Writer) error {
		defer func() { done = true }()
		return writes(text)(w)
	})
	if err != nil || s.String() != text {
		t.Errorf("%d of %d bytes, %v", s.Len(), len(text), err)
	}
}

func TestAnEncryptedDocumentOpensWithItsPassphraseOnly(t *testing.T) {
	text := strings.Repeat("what people wrote\n", 10_000)
	var out bytes.Buffer
	lock, err := (&Shell{Env: Env{ScryptWork: 4}}).passphraseLock("correct horse")
	must(t, err)
	must(t, Output{shell: &Shell{Env: Env{Stdout: &out}}, For: lock}.Write(writes(text)))
	whole := out.Bytes()
	if got, err := openAll(whole, "correct horse"); err != nil || got != text {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	changed := bytes.Clone(whole)
	changed[len(changed)/2] ^= 1
	for name, doc := range map[string][]byte{"half": whole[:len(whole)/2], "changed": changed, "header": []byte(ageHeader)} {
		if _, err := openAll(doc, "correct horse"); problemOf(err) != "cli.error.sealed-broken" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := openAll(whole, "battery staple"); problemOf(err) != "cli.error.passphrase-wrong" {
		t.Errorf("another passphrase: %v", err)
	}
}

func TestWhatTheSystemSaysHasAdviceOfItsOwn(t *testing.T) {
	s := &Shell{Env: Env{Environ: []string{"LANG=en"}}, Remembered: nothing}
	for errno, own := range map[syscall.Errno]string{
		syscall.EIO: "io", syscall.EDQUOT: "quota", syscall.ENOSPC: "disk-full", syscall.EMFILE: "open-files",
		syscall.EACCES: "", syscall.EROFS: "", syscall.ENOTDIR: "",
	} {
		system := &fs.PathError{Op: "do", Path: "x", Err: errno}
		stream := &Document{in: bufio.NewReader(breaking{iotest.ErrReader(system), "cli.error.input"})}
		_, err := io.ReadAll(stream.Reader())
		if err = stream.ReadError(err); own != "" && problemOf(err) != "cli.error.not-read" {
			t.Errorf("%v: a stream that breaks off is %v", errno, err)
		}
		failed := map[string]error{"cli.error.not-read": Document{Name: "x"}.ReadError(system), "cli.error.not-written": notWritten(system, "x")}
		for id, err := range failed {
			want := id + ".do"
			if own != "" {
				want = "error." + own + ".do"
			}
			if what, do := s.Words(err); problemOf(err) != id || do != s.Printer().T(want) {
				t.Errorf("%v is %q, %q", errno, what, do)
			}
		}
	}
}

// openAll returns what is in an encrypted document, as a command reads it.
func openAll(doc []byte, passphrase string) (string, error) {
	s := &Shell{Env: Env{Stdin: bytes.NewReader(doc), Environ: []string{PassphraseVariable + "=" + passphrase}}}
	d, err := s.Document(Stdin)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(d.Reader())
	return string(text), err
}

// problemOf returns the id of a problem, and of another error what it says.
func problemOf(err error) string {
	var p *Problem
	switch {
	case errors.As(err, &p):
		return p.ID
	case err != nil:
		return err.Error()
	}
	return ""
}

func TestAFileThatWouldTakeMinutesToOpenIsRefused(t *testing.T) {
	doc := []byte("age-encryption.org/v1\n-> scrypt b9hCo0/RNJ3vF2jTxcXNLw 24\nZ0u7ZJSUiqC2jHJLT/gtJbbh9EVhTQbWF7OyDLDRDAM\n" +
		"--- gxhoSa5BciRDt8lOpYNcx4EYtKpS0CJ06F3ZwN82VaM\n")
	if _, err := openAll(doc, "correct horse"); problemOf(err) != "cli.error.sealed-broken" {
		t.Errorf("the error is %v", err)
	}
}
