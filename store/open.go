package store

import (
	"errors"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// handle is the file while one operation has it open.
type handle struct {
	db       *bolt.DB
	file     *os.File
	pages    *pages
	panicked bool
}

// open waits for the file and opens it. It fails with errMissing where there is none.
func (s *Store) open(write bool) (*handle, error) {
	deadline := time.Now().Add(s.timeout)
	f, err := s.hold(write, deadline)
	if err != nil {
		return nil, err
	}
	h, err := openBolt(f, write, deadline)
	if err != nil {
		abandon(f)
		return nil, err
	}
	return h, nil
}

// hold waits for the file and locks it; bbolt does not see it.
func (s *Store) hold(write bool, deadline time.Time) (*os.File, error) {
	for {
		f, err := s.acquire(write, deadline)
		if errors.Is(err, errReplaced) && time.Now().Before(deadline) {
			continue
		}
		return f, err
	}
}

// acquire opens and locks the file itself. Whoever waited may hold a file that has been replaced by another one meanwhile:
// what is written into it would be lost, so the path is looked at again under the lock.
func (s *Store) acquire(write bool, deadline time.Time) (*os.File, error) {
	if _, err := s.look(); err != nil {
		return nil, err
	}
	flag := os.O_RDONLY
	if write {
		flag = os.O_RDWR
	}
	f, err := os.OpenFile(s.path, flag, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errReplaced
	}
	if err != nil {
		return nil, err
	}
	if err = lockFile(f, write, deadline); err == nil {
		err = s.stillAt(f)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// look says what stands at the path before anything opens it: to open a FIFO can wait for ever, to open a dangling link can
// create a file somewhere else, and bbolt takes a file without content for a new one.
func (s *Store) look() (os.FileInfo, error) {
	info, err := os.Lstat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errMissing
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, s.fail(checks.CodeLink, nil)
	case !info.Mode().IsRegular():
		return nil, s.fail(checks.CodeNotAFile, nil)
	case info.Size() == 0:
		return nil, s.fail(checks.CodeEmptyFile, nil)
	}
	return info, nil
}

func (s *Store) stillAt(f *os.File) error {
	there, err := s.look()
	if errors.Is(err, errMissing) {
		return errReplaced
	}
	if err != nil {
		return err
	}
	held, err := f.Stat()
	if err == nil && !os.SameFile(there, held) {
		err = errReplaced
	}
	return err
}

// openBolt hands the locked file to bbolt once its pages have been looked at. bbolt waits for its own lock no longer than until
// the deadline.
func openBolt(f *os.File, write bool, deadline time.Time) (*handle, error) {
	h := &handle{file: f}
	var err error
	if h.pages, err = inspect(f, write); err != nil {
		return nil, err
	}
	if err := h.pages.checkOurs(); err != nil {
		return nil, err
	}
	err = h.guard(func() error {
		h.db, err = bolt.Open(f.Name(), fileMode, &bolt.Options{
			Timeout: max(time.Until(deadline), time.Millisecond), ReadOnly: !write, // 0 would be for ever
			OpenFile: func(string, int, os.FileMode) (*os.File, error) { return f, nil },
		})
		return err
	})
	return h, err
}

// guard runs what may meet damaged pages: a panic and a memory fault in it become an error.
func (h *handle) guard(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			h.panicked = true
			err = broken("%v", p)
		}
	}()
	return fn()
}

// close ends the operation. After a panic bbolt's own locks may be held for ever and its Close would wait for them: then only
// the file is unlocked and closed.
func (h *handle) close() {
	if h.panicked || h.db == nil {
		abandon(h.file)
		return
	}
	unlockFile(h.file)
	_ = h.db.Close()
}

func abandon(f *os.File) {
	unlockFile(f)
	_ = f.Close()
}
