package main

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/urfave/cli/v3"
)

// outputOptions say where a command puts the document that it makes, as typed.
type outputOptions struct {
	file    string // "" and "-" for stdout
	force   bool   // over a file that is there
	encrypt bool
}

func (o *outputOptions) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Destination: &o.file, TakesFile: true},
		&cli.BoolFlag{Name: "force", Destination: &o.force},
		&cli.BoolFlag{Name: "encrypt", Destination: &o.encrypt},
	}
}

// toFile tells whether the document goes into a file.
func (o outputOptions) toFile() bool { return o.file != "" && o.file != fromStdin }

// output is where a document goes.
type output struct {
	path       string // "" for stdout
	force      bool
	passphrase string // "" where nothing is encrypted
	work       int    // how hard that is made to guess
	stdout     io.Writer
}

// output looks at where a document is to go, and asks for the passphrase, before anything is read. The files that belong to the
// database are never written over.
func (a *app) output(o outputOptions, own ownFiles) (output, error) {
	to := output{force: o.force, work: a.scryptWork, stdout: a.stdout}
	switch {
	case o.toFile():
		to.path = a.absolute(o.file)
		if err := mayWrite(to.path, o.force, own); err != nil {
			return output{}, err
		}
	case o.force:
		return output{}, wrongUse("cli.error.force-nothing")
	case isClosed(a.stdout):
		return output{}, failure("cli.error.output")
	case o.encrypt && a.isTerminal(a.stdout):
		return output{}, wrongUse("cli.error.not-to-terminal")
	}
	if !o.encrypt {
		return to, nil
	}
	var err error
	to.passphrase, err = a.newPassphrase()
	return to, err
}

// mayWrite returns why nothing may be written at path.
func mayWrite(path string, force bool, own ownFiles) error {
	if own.holds(path) {
		return wrongUse("cli.error.own-file", "File", path)
	}
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return mayCreate(path)
	case info.IsDir():
		return wrongUse("cli.error.output-folder", "File", path)
	case info.Mode()&fs.ModeSymlink != 0:
		return wrongUse("cli.error.output-link", "File", path)
	case !info.Mode().IsRegular():
		return wrongUse("cli.error.output-no-file", "File", path)
	case !force:
		return notWritten(fs.ErrExist, path)
	}
	return nil
}

// mayCreate returns why there can be no new file at path.
func mayCreate(path string) error {
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	if err != nil || !info.IsDir() {
		return failure("cli.error.no-folder", "Folder", folder)
	}
	return nil
}

// write lets a document be written. What goes to stdout is collected first: whoever reads it may be slow, and the database is not
// to wait for that. What goes into a file is there as a whole or not at all.
func (to output) write(document func(io.Writer) error) error {
	if to.path != "" {
		return notWritten(to.writeFile(document), to.path)
	}
	var c chunks
	if err := to.sealed(&c, document); err != nil {
		return err
	}
	_, err := c.WriteTo(to.stdout)
	return written(err)
}

func (to output) writeFile(document func(io.Writer) error) error {
	f, err := beginFile(to.path, to.force)
	if err != nil {
		return err
	}
	defer f.drop()
	w := bufio.NewWriterSize(f, chunkSize)
	if err := to.sealed(w, document); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.finish()
}

// sealed writes a document, behind the passphrase where there is one.
func (to output) sealed(w io.Writer, document func(io.Writer) error) error {
	if to.passphrase == "" {
		return document(w)
	}
	return seal(w, to.passphrase, to.work, document)
}

// notWritten says why a file could not be written, where the system knows it.
func notWritten(err error, path string) error {
	var system *fs.PathError
	var link *os.LinkError
	switch {
	case errors.Is(err, fs.ErrExist):
		return failure("cli.error.exists", "File", path)
	case isFull(err):
		return failure("cli.error.not-written", "File", path)
	case errors.As(err, &system), errors.As(err, &link):
		return failure("cli.error.write-denied", "File", path)
	}
	return err
}

// isFull tells whether there was no room for a file, or the disk itself failed.
func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EIO)
}
