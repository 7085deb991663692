//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package store

import (
	"errors"
	"os"
	"syscall"
	"time"

	berrors "go.etcd.io/bbolt/errors"
)

// lockPoll is how often a busy file is tried again: bbolt's own 50 ms could be felt while typing.
const lockPoll = 2 * time.Millisecond

// lockFile takes the lock that bbolt takes, before bbolt does: so the pages can be looked at while nobody writes, and before
// bbolt reads them. bbolt then takes the same lock on the same open file once more, which changes nothing.
func lockFile(f *os.File, exclusive bool, deadline time.Time) error {
	how := syscall.LOCK_SH
	if exclusive {
		how = syscall.LOCK_EX
	}
	for {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		if err == nil || !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return err
		}
		if !time.Now().Before(deadline) {
			return berrors.ErrTimeout
		}
		time.Sleep(lockPoll)
	}
}

// unlockFile gives the lock up. To close the file is not enough where bbolt could not take its memory map away: the map keeps
// the open file, and so the lock, until the program ends.
func unlockFile(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
