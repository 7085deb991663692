package store

import (
	"os"
	"time"

	berrors "go.etcd.io/bbolt/errors"
)

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
