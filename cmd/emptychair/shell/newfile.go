package shell

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// newFile is a file that comes to be: under a name of its own until all of it is on the disk, and then at once whole at its path.
// Only its user can read it. A signal that ends the program ends the writing, and nothing is left of it.
type newFile struct {
	*os.File
	path    string
	force   bool // what is at the path goes
	signals chan os.Signal
	stop    func() // ends the listening for signals
	ended   bool   // a signal came
}

// tempPattern names files that are not whole yet.
const tempPattern = ".emptychair-*"

// beginFile begins the file at path.
func beginFile(path string, force bool) (*newFile, error) {
	f, err := os.CreateTemp(filepath.Dir(path), tempPattern)
	if err != nil {
		return nil, err
	}
	signals, stop := Signals()
	return &newFile{f, path, force, signals, stop, false}, nil
}

// Write fails with [ErrInterrupted] once a signal came.
func (n *newFile) Write(p []byte) (int, error) {
	select {
	case <-n.signals:
		n.ended = true
	default:
	}
	if n.ended {
		return 0, ErrInterrupted
	}
	return n.File.Write(p)
}

// drop ends the writing and leaves nothing, unless finish was called before.
func (n *newFile) drop() {
	n.stop()
	_ = n.Close()
	_ = os.Remove(n.Name())
}

// finish puts the whole file at its path. Something that came to stand there meanwhile is an error, unless it is to go.
func (n *newFile) finish() error {
	if err := errors.Join(n.Sync(), n.Close()); err != nil {
		return err
	}
	rename := renameToFree
	if n.force {
		rename = os.Rename
	}
	if err := rename(n.Name(), n.path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(n.path))
}

// renameToFree gives a file another name, under which there is nothing yet.
func renameToFree(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return renameWithoutLinks(from, to)
}

// renameWithoutLinks is [renameToFree] where the file system knows no links: an empty file keeps others from the name until the
// whole one is there.
func renameWithoutLinks(from, to string) error {
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
