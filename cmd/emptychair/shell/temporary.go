package shell

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"emptychair/store"
)

// What is only for a while is locked as long as somebody needs it. What is not locked is left of a program that was killed, and whoever
// makes something of the kind in the same folder removes it.
const (
	filePattern = ".emptychair-*.tmp" // the names of files that are not whole yet
	lockName    = "lock"              // the file in a folder that is locked for it
	attempts    = 10                  // to make something before another program sweeps it away
)

// temporaryFile makes a file that is locked until it is closed.
func temporaryFile(folder string) (f *os.File, err error) {
	sweep(folder, filePattern, "")
	for range attempts {
		if f, err = os.CreateTemp(folder, filePattern); err != nil || isHeld(f) {
			return f, err
		}
		_ = f.Close()
	}
	return nil, &fs.PathError{Op: "create", Path: folder, Err: fs.ErrExist}
}

// TemporaryFolder makes a folder of this pattern among the system's temporary files. It stays until the lock is closed and the folder
// removed; programs that are given the lock keep it, too.
func TemporaryFolder(pattern string) (folder string, lock *os.File, err error) {
	sweep(os.TempDir(), pattern, lockName)
	for range attempts {
		if folder, err = os.MkdirTemp("", pattern); err != nil {
			return "", nil, err
		}
		lock, err = os.OpenFile(filepath.Join(folder, lockName), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
		if err == nil && isHeld(lock) {
			return folder, lock, nil
		}
		_ = lock.Close()
	}
	return "", nil, &fs.PathError{Op: "mkdir", Path: os.TempDir(), Err: fs.ErrExist}
}

// RemoveFolder removes a temporary folder with all that is in it.
func RemoveFolder(folder string, lock *os.File) error {
	if runtime.GOOS == "windows" {
		_ = lock.Close() // an open file cannot be removed there
	}
	defer func() { _ = lock.Close() }()
	return os.RemoveAll(folder)
}

// isHeld locks a new file, and tells whether that was there to be locked: who sweeps just then can be faster. Where files cannot be locked
// nobody sweeps either.
func isHeld(f *os.File) bool {
	locked, err := store.TryLock(f)
	if err != nil {
		return true
	}
	_, gone := os.Lstat(f.Name())
	return locked && gone == nil
}

// sweep removes what stands in a folder under a name of this pattern, in which figures stand for the star, and is not locked: itself or
// a file in it.
func sweep(folder, pattern, lock string) {
	entries, _ := os.ReadDir(folder) // where nothing can be read nothing can be removed
	before, behind, _ := strings.Cut(pattern, "*")
	for _, e := range entries {
		name, begins := strings.CutPrefix(e.Name(), before)
		name, ends := strings.CutSuffix(name, behind)
		if begins && ends && strings.Trim(name, "0123456789") == "" {
			path := filepath.Join(folder, e.Name())
			removeLeft(path, filepath.Join(path, lock))
		}
	}
}

// removeLeft removes what nobody holds the lock of.
func removeLeft(path, lock string) {
	if info, err := os.Lstat(lock); err != nil || !info.Mode().IsRegular() {
		return
	}
	f, err := os.Open(lock)
	if err != nil {
		return
	}
	if locked, err := store.TryLock(f); err == nil && locked {
		if runtime.GOOS == "windows" {
			_ = f.Close()
		}
		_ = os.RemoveAll(path)
	}
	_ = f.Close()
}
