package shell

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/store"
)

// OutputOptions say where a command puts the document that it makes, as typed.
type OutputOptions struct {
	File    string // "" and [Stdin] for stdout
	force   bool   // over a file that is there
	Encrypt bool
}

// Flags are the options of the command line for these.
func (o *OutputOptions) Flags() []cli.Flag {
	return []cli.Flag{
		Text("output", &o.File).Short("o"),
		&cli.BoolFlag{Name: "force", Destination: &o.force},
		&cli.BoolFlag{Name: "encrypt", Destination: &o.Encrypt},
	}
}

// ToFile tells whether the document goes into a file.
func (o OutputOptions) ToFile() bool { return o.File != "" && o.File != Stdin }

// Output is where a document goes.
type Output struct {
	Path    string // "" for stdout
	Force   bool
	For     Lock   // behind which it is
	Pattern string // of the name of the file until it is whole, "" for the usual
	shell   *Shell
}

// Output looks at where a document is to go, and asks for the passphrase, before anything is read. Reserved places are never
// written over.
func (s *Shell) Output(o OutputOptions, reserved Reserved) (Output, error) {
	to := Output{Force: o.force, shell: s}
	s.toFile = o.ToFile()
	switch {
	case o.ToFile():
		to.Path = s.Absolute(o.File)
		if err := mayWrite(to.Path, o.force, reserved); err != nil {
			return Output{}, err
		}
	case o.force:
		return Output{}, WrongUse("cli.error.force-nothing")
	case isClosed(s.Stdout):
		return Output{}, Failure("cli.error.output")
	case o.Encrypt && s.IsTerminal(s.Stdout):
		return Output{}, WrongUse("cli.error.not-to-terminal")
	}
	var err error
	if o.Encrypt {
		to.For, err = s.PassphraseLock(true)
	}
	return to, err
}

// mayWrite returns why nothing may be written at path.
func mayWrite(path string, force bool, reserved Reserved) error {
	if reserved.Has(path) {
		return WrongUse("cli.error.own-file", "File", path)
	}
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		folder := filepath.Dir(path)
		info, err := os.Stat(folder)
		switch {
		case errors.Is(err, fs.ErrNotExist), err == nil && !info.IsDir():
			return Failure("cli.error.no-folder", "Folder", folder)
		case err != nil:
			return notWritten(err, path)
		}
	case info.IsDir():
		return WrongUse("cli.error.output-folder", "File", path)
	case info.Mode()&fs.ModeSymlink != 0:
		return WrongUse("cli.error.output-link", "File", path)
	case !info.Mode().IsRegular():
		return WrongUse("cli.error.output-no-file", "File", path)
	case !force:
		return notWritten(fs.ErrExist, path)
	}
	return nil
}

// blockSize is how many bytes are written at once.
const blockSize = 256 << 10

// Write lets a document be written. What goes to stdout is collected first: whoever reads it may be slow, and the database is not
// to wait for that. What goes into a file is there as a whole or not at all.
func (to Output) Write(document func(io.Writer) error) error {
	if to.Path != "" {
		return notWritten(to.WriteFile(document), to.Path)
	}
	var all blocks
	if err := to.writeBlocks(&all, document); err != nil {
		return err
	}
	return to.shell.Paged(func() error {
		for _, block := range all {
			if _, err := to.shell.Stdout.Write(block); err != nil {
				return OutputError(err)
			}
		}
		return nil
	})
}

// blocks is a document in memory, in the pieces in which it was written: it grows without being copied.
type blocks [][]byte

// Write keeps a copy of p. It never fails.
func (b *blocks) Write(p []byte) (int, error) {
	*b = append(*b, bytes.Clone(p))
	return len(p), nil
}

// filePattern names files that are not whole yet.
const filePattern = ".emptychair-*.tmp"

// WriteFile writes a document into the file, which only its user can read: under another name until all of it is on the disk. A signal
// that ends the program ends the writing, and nothing is left of it. The other errors are those of the system.
func (to Output) WriteFile(document func(io.Writer) error) error {
	f, err := store.CreateTemporary(filepath.Dir(to.Path), cmp.Or(to.Pattern, filePattern))
	if err != nil {
		return err
	}
	signals, stop := Signals()
	defer func() {
		stop()
		_ = f.Close()
		_ = os.Remove(f.Name())
	}()
	if err := to.writeBlocks(interruptible{f, signals}, document); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if runtime.GOOS == "windows" {
		_ = f.Close() // an open file cannot be renamed there
	}
	if to.Force {
		return store.RenameOver(f.Name(), to.Path)
	}
	return store.RenameNew(f.Name(), to.Path)
}

// interruptible is a writer that fails with [ErrInterrupted] where a signal came.
type interruptible struct {
	io.Writer
	signals <-chan os.Signal
}

func (w interruptible) Write(p []byte) (int, error) {
	select {
	case <-w.signals:
		return 0, ErrInterrupted
	default:
		return w.Writer.Write(p)
	}
}

// writeBlocks writes a document, encrypted where there is a lock.
func (to Output) writeBlocks(w io.Writer, document func(io.Writer) error) (err error) {
	b := bufio.NewWriterSize(w, blockSize)
	if to.For.IsOpen() {
		err = document(b)
	} else {
		err = to.For.encrypt(b, document)
	}
	if err != nil {
		return err
	}
	return b.Flush()
}

// notWritten says why a file could not be written, where the system knows it.
func notWritten(err error, path string) error {
	var system *fs.PathError
	var link *os.LinkError
	switch {
	case errors.Is(err, fs.ErrExist):
		return Failure("cli.error.exists", "File", path)
	case errors.As(err, &system), errors.As(err, &link):
		return FailureOf(err, "cli.error.not-written", "File", path)
	}
	return err
}

// Reserved are the places that belong to a database, where no document is put.
type Reserved struct {
	File   string   // and those beside it whose names begin with this one and [damagedSuffix]
	Folder string   // of its backups, whether or not it is there yet, with all that is in it
	Others []string // further files
}

// damagedSuffix is what the names of files that the store keeps beside its own begin with, behind the name of that.
const damagedSuffix = ".damaged-"

// Has tells whether a path is one of these places, by whatever name.
func (r Reserved) Has(path string) bool {
	path = filepath.Clean(path)
	name, file := strings.ToLower(filepath.Base(path)), strings.ToLower(filepath.Base(r.File))
	return slices.ContainsFunc(append(r.Others, r.File), func(reserved string) bool { return isSamePlace(path, reserved) }) ||
		strings.HasPrefix(name, file+damagedSuffix) && isSamePlace(filepath.Dir(path), filepath.Dir(r.File)) ||
		isWithin(path, r.Folder)
}

// isWithin tells whether a path is a folder or lies anywhere in it.
func isWithin(path, folder string) bool {
	if isSamePlace(path, folder) {
		return true
	}
	parent := filepath.Dir(path)
	return parent != path && isWithin(parent, folder)
}

// isSamePlace tells whether two paths lead to the same file or folder, or would if there were one.
func isSamePlace(a, b string) bool {
	if filepath.Clean(a) == filepath.Clean(b) {
		return true
	}
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}
