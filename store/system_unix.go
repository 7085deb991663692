//go:build !windows

package store

import (
	"errors"
	"os"
	"syscall"
)

// tryLock takes the lock that bbolt takes. bbolt then takes it on the same open file once more, which changes nothing.
func tryLock(f *os.File, exclusive bool) (locked bool, err error) {
	how := syscall.LOCK_SH
	if exclusive {
		how = syscall.LOCK_EX
	}
	err = syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
		return false, nil
	}
	return err == nil, err
}

// unlockFile gives the lock up. To close the file is not enough where bbolt could not take its memory map away: the map keeps
// the open file, and so the lock, until the program ends.
func unlockFile(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }

// keepOwner gives a file or folder the owner and the group of another one, as far as this user may, and a mode. Where the group is another
// one that gets no rights: they were for the first.
func keepOwner(f *os.File, like os.FileInfo, mode os.FileMode) {
	if of, ok := like.Sys().(*syscall.Stat_t); ok && f.Chown(int(of.Uid), int(of.Gid)) != nil && f.Chown(-1, int(of.Gid)) != nil {
		mode &^= 0o070
	}
	_ = f.Chmod(mode) // which not all file systems know
}
