package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockedByte is the offset of the one byte that is locked. Locks on Windows belong to a range of bytes and shut out reads and
// writes there, and a second lock shuts out the first even on the same open file: so it lies beyond any content, and is not
// bbolt's, which is the last one that an offset can name.
const lockedByte = 1 << 62

// tryLock takes a lock of this package's own. bbolt takes another one later, so a program that knows bbolt alone can write until
// then.
func tryLock(f *os.File, exclusive bool) (locked bool, err error) {
	var flags uint32 = windows.LOCKFILE_FAIL_IMMEDIATELY
	if exclusive {
		flags |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	err = windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, lockedRange())
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

// unlockFile gives the lock up at once; closing the file does so at some time.
func unlockFile(f *os.File) {
	_ = windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, lockedRange())
}

func lockedRange() *windows.Overlapped { return &windows.Overlapped{OffsetHigh: lockedByte >> 32} }

// keepOwner does nothing where a new file belongs to whom its folder says.
func keepOwner(*os.File, os.FileInfo, os.FileMode) {}
