package store

import (
	"errors"
	"io"
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
	name := func(from string) error { return s.place(from, s.path) }
	return s.fill(new(handle), filepath.Dir(s.path), name, func(db *bolt.DB) error { return db.Update(s.migrateFrom(0, nil)) })
}

// fill makes a database under a temporary name in a folder, and has it named when write is done with it. It is locked until
// then: who finds it under its name waits until the folder's entry is on the disk too. What write reads from may be the database
// of h: whichever of the two panics, neither is closed through bbolt.
func (s *Store) fill(h *handle, folder string, name func(from string) error, write func(*bolt.DB) error) error {
	f, err := s.createTemporary(folder)
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
	return name(f.Name())
}

// createTemporary creates a file that only this user can read, and locks it: as long as it is held nobody sweeps it away.
func (s *Store) createTemporary(folder string) (*os.File, error) {
	f, err := os.CreateTemp(folder, "."+filepath.Base(s.path)+".*"+temporary)
	if err != nil {
		return nil, err
	}
	if _, err = tryLock(f, true); err != nil {
		discard(f)
		return nil, err
	}
	return f, nil
}

// discard gives up a temporary file.
func discard(f *os.File) {
	_ = f.Close()
	_ = os.Remove(f.Name())
}

// place gives a file its name unless there is one of that name already, which then stays.
func (s *Store) place(from, to string) error {
	err := s.claim(from, to)
	if errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return nil // another program was faster, or has swept the temporary name away because it was
	}
	return err
}

// claim gives a file one more name, or fails with [fs.ErrExist] where there is one of that name already. Where there are no hard
// links the file loses its first name, and an empty one keeps others from the new name meanwhile.
func (s *Store) claim(from, to string) error {
	err := s.link(from, to)
	switch {
	case err == nil:
		return syncFolder(filepath.Dir(to))
	case errors.Is(err, fs.ErrExist), errors.Is(err, fs.ErrNotExist):
		return err
	}
	empty, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if err != nil {
		return err
	}
	if err = empty.Close(); err == nil {
		err = s.rename(from, to)
	}
	if err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return syncFolder(filepath.Dir(to))
}

// claimCopy gives a copy of a file a name, or fails as [Store.claim] does.
func (s *Store) claimCopy(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }()
	f, err := s.createTemporary(filepath.Dir(to))
	if err != nil {
		return err
	}
	defer discard(f)
	if _, err = io.Copy(f, source); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return s.claim(f.Name(), to)
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

// sweepFolders removes temporary files that a crash has left behind, here and among the backups. Those that another program
// still works on are locked.
func (s *Store) sweepFolders() error {
	return errors.Join(s.sweepFolder(filepath.Dir(s.path)), s.sweepFolder(s.BackupFolder()))
}

func (s *Store) sweepFolder(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err = nil
	for _, e := range entries {
		number, ok := strings.CutPrefix(e.Name(), "."+filepath.Base(s.path)+".")
		number, ours := strings.CutSuffix(number, temporary)
		if ok && ours && strings.Trim(number, "0123456789") == "" && e.Type().IsRegular() {
			err = errors.Join(err, removeLeft(filepath.Join(folder, e.Name())))
		}
	}
	return err
}

// removeLeft removes a temporary file unless it is held.
func removeLeft(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	left, err := tryLock(f, true)
	_ = f.Close() // before it is removed: not everywhere can an open file be
	if err != nil || !left {
		return err
	}
	return os.Remove(path)
}
