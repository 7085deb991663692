package store

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Temporary files and folders are locked as long as a program needs them. One that is not locked was left by a program that was killed: the
// next program that makes one of the same pattern in the same folder removes it. Where that comes between the creation of a new one and its
// lock, another name is tried.

// CreateTemporary makes a file of this pattern in a folder, which is locked until it is closed, and removes what is left of others.
func CreateTemporary(folder, pattern string) (*os.File, error) {
	_ = sweep(folder, pattern, "")
	return createLocked(folder, pattern)
}

// attempts bounds how often another name is tried.
const attempts = 5

// lockName is the file in a temporary folder that is locked for it.
const lockName = "lock"

// CreateTemporaryFolder makes a folder of this pattern among the system's temporary files. It stays until the lock is closed and the folder
// removed; programs that are given the lock keep it, too.
func CreateTemporaryFolder(pattern string) (folder string, lock *os.File, err error) {
	_ = sweep(os.TempDir(), pattern, lockName)
	for range attempts {
		if folder, err = os.MkdirTemp("", pattern); err != nil {
			return "", nil, err
		}
		lock, err = os.OpenFile(filepath.Join(folder, lockName), os.O_CREATE|os.O_EXCL|os.O_RDWR, fileMode)
		if err == nil && isHeld(lock) {
			return folder, lock, nil
		}
		_, _ = lock.Close(), os.RemoveAll(folder) // which nobody could sweep
	}
	return "", nil, cmp.Or(err, errReplaced)
}

// RemoveTemporaryFolder removes a temporary folder with all that is in it.
func RemoveTemporaryFolder(folder string, lock *os.File) error {
	if runtime.GOOS == "windows" {
		_ = lock.Close() // an open file cannot be removed there
	}
	defer func() { _ = lock.Close() }()
	return os.RemoveAll(folder)
}

// KeepTemporaryFolder leaves a temporary folder to its user: without its lock nobody sweeps it.
func KeepTemporaryFolder(_ string, lock *os.File) error {
	discard(lock)
	return nil
}

// createLocked makes a file of this pattern, which is locked until it is closed.
func createLocked(folder, pattern string) (*os.File, error) {
	for range attempts {
		f, err := os.CreateTemp(folder, pattern)
		if err != nil || isHeld(f) {
			return f, err
		}
		_ = f.Close()
	}
	return nil, errReplaced
}

// isHeld locks a new file, and tells whether that was there to be locked. Where files cannot be locked nobody sweeps either.
func isHeld(f *os.File) bool {
	locked, err := tryLock(f, true)
	_, gone := os.Lstat(f.Name())
	return err != nil || locked && gone == nil
}

// discard gives up a temporary file. Its lock goes last, so that nobody takes it for one that was left.
func discard(f *os.File) {
	if runtime.GOOS == "windows" { // where an open file cannot be removed
		_ = f.Close()
	}
	_ = os.Remove(f.Name())
	_ = f.Close()
}

// sweep removes what stands in a folder under a name of this pattern and is not locked: itself or a file in it.
func sweep(folder, pattern, lock string) error {
	paths, err := matching(folder, pattern)
	for _, path := range paths {
		err = errors.Join(err, removeLeft(path, filepath.Join(path, lock)))
	}
	return err
}

// matching returns the paths of what stands in a folder under a name of a pattern, in which figures stand for the star.
func matching(folder, pattern string) (paths []string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	star := strings.LastIndex(pattern, "*")
	for _, e := range entries {
		name, begins := strings.CutPrefix(e.Name(), pattern[:star])
		name, ends := strings.CutSuffix(name, pattern[star+1:])
		if begins && ends && strings.Trim(name, "0123456789") == "" {
			paths = append(paths, filepath.Join(folder, e.Name()))
		}
	}
	return paths, nil
}

// removeLeft removes what nobody holds the lock of.
func removeLeft(path, lock string) error {
	f, err := openLeft(lock)
	if f == nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if runtime.GOOS == "windows" { // where an open file cannot be removed
		_ = f.Close()
	}
	return os.RemoveAll(path)
}

// openLeft opens and locks a file that a program left that is no more: nil where there is none, or somebody holds it.
func openLeft(path string) (*os.File, error) {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return nil, nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	left, err := tryLock(f, true)
	if _, gone := os.Lstat(path); err != nil || !left || gone != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}
