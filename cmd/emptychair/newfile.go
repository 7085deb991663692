package main

import (
	"errors"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
)

// newFile is a file that comes to be: under a name of its own until all of it is on the disk, and then at once whole at its path.
// Only its user can read it. A signal that ends the program ends the writing, and nothing is left of it.
type newFile struct {
	*os.File
	path    string
	force   bool // what is at the path goes
	signals chan os.Signal
	ended   bool // a signal came
}

// tempPattern names files that are not whole yet.
const tempPattern = ".emptychair-*"

// beginFile begins the file at path.
func beginFile(path string, force bool) (*newFile, error) {
	f, err := os.CreateTemp(filepath.Dir(path), tempPattern)
	if err != nil {
		return nil, err
	}
	n := &newFile{f, path, force, make(chan os.Signal, 1), false}
	signal.Notify(n.signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return n, nil
}

// Write fails with [errInterrupted] once a signal came.
func (n *newFile) Write(p []byte) (int, error) {
	if n.interrupted() {
		return 0, errInterrupted
	}
	return n.File.Write(p)
}

// interrupted tells whether a signal came.
func (n *newFile) interrupted() bool {
	select {
	case <-n.signals:
		n.ended = true
	default:
	}
	return n.ended
}

// drop ends the writing and leaves nothing, unless finish was called before.
func (n *newFile) drop() {
	signal.Stop(n.signals)
	_ = n.Close()
	_ = os.Remove(n.Name())
}

// finish puts the whole file at its path. Something that came to stand there meanwhile is an error, unless it is to go.
func (n *newFile) finish() error {
	err := n.Sync()
	if closing := n.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if n.force {
		err = os.Rename(n.Name(), n.path)
	} else {
		err = place(n.Name(), n.path)
	}
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(n.path))
}

// place gives a file another name, under which there is nothing yet.
func place(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return claim(from, to)
}

// claim does what place does where the file system knows no links: an empty file keeps others from the name until the whole one
// is there.
func claim(from, to string) error {
	empty, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err = empty.Close(); err == nil {
		err = os.Rename(from, to)
	}
	if err != nil {
		_ = os.Remove(to)
	}
	return err
}

// syncFolder makes a new name durable where the system can do that.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }()
	return folder.Sync()
}
