package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	bolt "go.etcd.io/bbolt"
)

// What people say in a check is for their eyes only.
const (
	fileMode   = 0o600
	folderMode = 0o700
)

const temporary = ".tmp"

// create makes a new database. It gets its content under a temporary name and its own name only when all of it is on the
// disk, so that a crash leaves either nothing or a whole database. Where another program was faster, its file stays.
func (s *Store) create() error {
	if err := makeFolder(filepath.Dir(s.path)); err != nil {
		return err
	}
	return s.fill(new(handle), place, func(db *bolt.DB) error { return db.Update(s.migrateFrom(0, nil)) })
}

// fill makes a database under a temporary name beside the file, and gives it the file's name when write is done with it. It is
// locked until then: who finds it under that name waits until the folder's entry is on the disk too. What write reads from may
// be the database of h: whichever of the two panics, neither is closed through bbolt.
func (s *Store) fill(h *handle, name func(from, to string) error, write func(*bolt.DB) error) error {
	f, err := s.createTemporary()
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	own := &handle{file: f}
	defer own.close()
	err = h.guard(func() error {
		own.db, err = bolt.Open(f.Name(), fileMode, &bolt.Options{
			Timeout:  s.timeout,
			OpenFile: func(string, int, os.FileMode) (*os.File, error) { return f, nil },
		})
		if err != nil {
			return err
		}
		return write(own.db)
	})
	own.panicked = h.panicked
	if err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // where an open file keeps the name that it has
		own.close()
	}
	return name(f.Name(), s.path)
}

// createTemporary creates a file beside the database that only this user can read.
func (s *Store) createTemporary() (*os.File, error) {
	folder, base := filepath.Split(s.path)
	return os.CreateTemp(filepath.Clean(folder+"."), "."+base+".*"+temporary)
}

// place gives a file its name unless there is one of that name already, which then stays. Without hard links only a look
// before the rename protects the other file; no file system that people keep their home on is without them.
func place(from, to string) error {
	err := os.Link(from, to)
	switch {
	case err == nil:
		return syncFolder(filepath.Dir(to))
	case errors.Is(err, fs.ErrExist), errors.Is(err, fs.ErrNotExist):
		return nil // another program was faster, or has swept the temporary name away because it was
	}
	if _, there := os.Lstat(to); there == nil {
		return nil
	}
	return replace(from, to)
}

// replace gives a file its name in place of the one that has it.
func replace(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(to))
}

// makeFolder creates the folder, and those above it that do not exist yet, and puts them on the disk.
func makeFolder(folder string) error {
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(folder)
	if err := makeFolder(parent); err != nil {
		return err
	}
	if err := os.Mkdir(folder, folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(parent)
}

// syncFolder puts the entries of a folder on the disk.
func syncFolder(folder string) error {
	if runtime.GOOS == "windows" { // where folders cannot be synced
		return nil
	}
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return f.Sync()
}

// sweepFolder removes temporary files that a crash has left behind. It runs under the lock of the file, when no other program
// can be about to replace it; who is about to create one finds that it exists.
func (s *Store) sweepFolder() error {
	folder, base := filepath.Split(s.path)
	entries, err := os.ReadDir(filepath.Clean(folder + "."))
	if err != nil {
		return err
	}
	for _, e := range entries {
		number, ok := strings.CutPrefix(e.Name(), "."+base+".")
		number, ours := strings.CutSuffix(number, temporary)
		if ok && ours && strings.Trim(number, "0123456789") == "" && e.Type().IsRegular() {
			err = errors.Join(err, os.Remove(filepath.Join(folder, e.Name())))
		}
	}
	return err
}
