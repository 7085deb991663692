package store

import (
	"crypto/rand"
	"encoding/binary"
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

// hold waits for the file and locks it.
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
	err = lockFile(f, write, deadline)
	var there, held os.FileInfo
	if err == nil {
		there, err = s.look()
	}
	if err == nil {
		held, err = f.Stat()
	}
	if errors.Is(err, errMissing) || err == nil && !os.SameFile(there, held) {
		err = errReplaced
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

func (s *Store) isMissing() bool {
	_, err := os.Lstat(s.path)
	return errors.Is(err, fs.ErrNotExist)
}

// lockPoll is how often a busy file is tried again: bbolt's own 50 ms could be felt while typing.
const lockPoll = 2 * time.Millisecond

// lockFile locks the file before bbolt does, so that its pages can be looked at while nobody writes, and before bbolt reads
// them.
func lockFile(f *os.File, exclusive bool, deadline time.Time) error {
	for {
		locked, err := tryLock(f, exclusive)
		if locked || err != nil {
			return err
		}
		if !time.Now().Before(deadline) {
			return berrors.ErrTimeout
		}
		time.Sleep(lockPoll)
	}
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

// close ends the operation. After a panic bbolt's own locks may be held for ever and its Close would wait for them: then only the
// file is unlocked and closed.
func (h *handle) close() {
	if h.panicked || h.db == nil {
		letGo(h.file)
		return
	}
	unlockFile(h.file)
	_ = h.db.Close()
}

// letGo unlocks and closes a file.
func letGo(f *os.File) {
	unlockFile(f)
	_ = f.Close()
}

// nonce is a number that no other change has.
func nonce() uint64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return binary.BigEndian.Uint64(b[:])
}
