package store

import (
	"errors"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"emptychair/checks"
	"emptychair/store/boltfile"
)

// lockPoll is how often a busy file is tried again: bbolt's own 50 ms could be felt while typing.
const lockPoll = 500 * time.Microsecond

// openLocked opens the file and locks it, so that its pages can be looked at before bbolt reads them. It waits for whoever has it.
func (s *Store) openLocked(write bool) (*os.File, error) {
	for deadline := time.Now().Add(s.timeout); ; time.Sleep(lockPoll) {
		f, err := s.tryOpen(write)
		if retry := errors.Is(err, berrors.ErrTimeout) || errors.Is(err, errReplaced); !retry || !time.Now().Before(deadline) {
			return f, err
		}
	}
}

func (s *Store) tryOpen(write bool) (*os.File, error) {
	if _, err := s.stat(); err != nil {
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
	if err := s.lock(f, write); err != nil {
		_ = f.Close()
		return nil, err
	}
	s.seen.Store(true)
	return f, nil
}

// lock locks a file that was opened at the path. Another one may have taken its place meanwhile: what is written into the first one
// would be lost, so the path is looked at again under the lock.
func (s *Store) lock(f *os.File, write bool) error {
	locked, err := tryLock(f, write)
	if err == nil && !locked {
		err = berrors.ErrTimeout
	}
	if err != nil {
		return err
	}
	atPath, err := s.stat()
	if errors.Is(err, errMissing) {
		return errReplaced
	}
	if err != nil {
		return err
	}
	opened, err := f.Stat()
	if err == nil && !os.SameFile(atPath, opened) {
		err = errReplaced
	}
	return err
}

// stat says what stands at the path before anything opens it: to open a FIFO can wait for ever, to open a dangling link can
// create a file somewhere else, and bbolt takes a file without content for a new one.
func (s *Store) stat() (os.FileInfo, error) {
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

func (s *Store) isMissing() bool {
	_, err := os.Lstat(s.path)
	return errors.Is(err, fs.ErrNotExist)
}

// handle is the file while bbolt writes to it.
type handle struct {
	db       *bolt.DB
	file     *os.File
	panicked bool
}

// open hands the locked file to bbolt.
func (h *handle) open(timeout time.Duration) (err error) {
	h.db, err = bolt.Open(h.file.Name(), fileMode, &bolt.Options{
		Timeout:  max(timeout, time.Millisecond), // 0 would be for ever
		OpenFile: func(string, int, os.FileMode) (*os.File, error) { return h.file, nil },
	})
	return err
}

// guard runs what may meet damaged pages: a panic and a memory fault in it become an error.
func (h *handle) guard(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			h.panicked = true
			err = boltfile.Damaged("%v", p)
		}
	}()
	return fn()
}

// close ends the operation. After a panic bbolt's Close may wait for ever for its own locks: then only the file is unlocked and closed.
func (h *handle) close() {
	if h.panicked || h.db == nil {
		closeLocked(h.file)
		return
	}
	unlockFile(h.file)
	_ = h.db.Close()
}

// closeLocked unlocks and closes a file.
func closeLocked(f *os.File) {
	unlockFile(f)
	_ = f.Close()
}
