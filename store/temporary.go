package store

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"emptychair/checks"
)

// DraftPath returns the path of the file of what is being typed outside runs. It may not exist. It is no part of the database, so that no
// backup and no export holds it.
func (s *Store) DraftPath() string { return s.path + ".typed" }

// Drafts returns what was being typed outside runs when a program was killed, by its place.
func (s *Store) Drafts() map[string]string {
	drafts := map[string]string{}
	if info, err := os.Lstat(s.DraftPath()); err != nil || !info.Mode().IsRegular() {
		return drafts
	}
	if b, err := os.ReadFile(s.DraftPath()); err == nil {
		_ = json.Unmarshal(b, &drafts) // what is damaged is as good as nothing
	}
	for place, text := range drafts {
		drafts[place] = checks.Clean(text)
	}
	return drafts
}

// KeepDraft keeps what is being typed at a place until it is saved or left: then "" forgets it. A line of the place for each id, and for the
// team, that it is about says with what it is deleted.
func (s *Store) KeepDraft(place, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return os.ErrClosed
	}
	f, err := s.openLocked(true) // two programs write one after the other
	if err != nil && (!errors.Is(err, errMissing) || s.seen.Load()) {
		return s.translate(err)
	}
	if err == nil {
		defer closeLocked(f)
	}
	drafts := s.Drafts()
	if drafts[place] = text; text == "" {
		delete(drafts, place)
	}
	return s.translate(s.writeDrafts(drafts))
}

// dropDrafts forgets what is being typed about what is deleted: teams, or what has an id.
func (s *Store) dropDrafts(deleted []string) error {
	drafts := s.Drafts()
	before := len(drafts)
	maps.DeleteFunc(drafts, func(place, _ string) bool {
		return slices.ContainsFunc(strings.Split(place, "\n"), func(about string) bool { return slices.Contains(deleted, about) })
	})
	if len(drafts) == before {
		return nil
	}
	return s.writeDrafts(drafts)
}

// writeDrafts puts the file of drafts in the place of the present one, or removes that where there are none.
func (s *Store) writeDrafts(drafts map[string]string) error {
	folder := filepath.Dir(s.path)
	if len(drafts) == 0 {
		err := os.Remove(s.DraftPath())
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return errors.Join(err, syncFolder(folder))
	}
	if err := s.makeFolder(folder); err != nil {
		return err
	}
	f, err := s.createTemporary(folder)
	if err != nil {
		return err
	}
	defer discard(f)
	if err := json.NewEncoder(f).Encode(drafts); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // where an open file keeps its name
		_ = f.Close()
	}
	return RenameOver(f.Name(), s.DraftPath())
}

// What is only for a while is locked as long as somebody needs it. What is not locked is left of a program that was killed, and whoever
// makes something of the kind in the same folder removes it. Who does so just when something is made can be faster than its lock: then
// another name is tried.

// CreateTemporary makes a file of this pattern in a folder, which is locked until it is closed, and removes what is left of others.
func CreateTemporary(folder, pattern string) (*os.File, error) {
	_ = sweep(folder, pattern, "")
	return createLocked(folder, pattern)
}

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
		_ = lock.Close()
	}
	return "", nil, errReplaced
}

// RemoveTemporaryFolder removes a temporary folder with all that is in it.
func RemoveTemporaryFolder(folder string, lock *os.File) error {
	if runtime.GOOS == "windows" {
		_ = lock.Close() // an open file cannot be removed there
	}
	defer func() { _ = lock.Close() }()
	return os.RemoveAll(folder)
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

// discard gives up a temporary file.
func discard(f *os.File) {
	_ = f.Close()
	_ = os.Remove(f.Name())
}

// sweep removes what stands in a folder under a name of this pattern, in which figures stand for the star, and is not locked: itself or
// a file in it.
func sweep(folder, pattern, lock string) error {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err = nil
	star := strings.LastIndex(pattern, "*")
	for _, e := range entries {
		name, begins := strings.CutPrefix(e.Name(), pattern[:star])
		name, ends := strings.CutSuffix(name, pattern[star+1:])
		if begins && ends && strings.Trim(name, "0123456789") == "" {
			path := filepath.Join(folder, e.Name())
			err = errors.Join(err, removeLeft(path, filepath.Join(path, lock)))
		}
	}
	return err
}

// removeLeft removes what nobody holds the lock of.
func removeLeft(path, lock string) error {
	if info, err := os.Lstat(lock); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := os.Open(lock)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	left, err := tryLock(f, true)
	if err != nil || !left {
		return err
	}
	if runtime.GOOS == "windows" { // where an open file cannot be removed
		_ = f.Close()
	}
	return os.RemoveAll(path)
}
