package main

import (
	"os"
	"path/filepath"
	"sync"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/demo"
	"emptychair/store"
)

// throwaway is a store in a folder of its own that is removed with all in it. The program that used the store may have left
// writes under way when it ended: remove waits for the one that has begun, and the others find that the store is gone, where
// they would otherwise create folder and file anew.
type throwaway struct {
	stored
	folder string

	mu   sync.Mutex // held by whoever writes
	gone bool
}

// newThrowaway returns a throwaway with what the demo shows on a day.
func newThrowaway(language string, now time.Time) (*throwaway, error) {
	folder, err := os.MkdirTemp("", "emptychair-demo-")
	if err != nil {
		return nil, failure("cli.error.demo-folder", "Folder", os.TempDir())
	}
	s := &throwaway{stored: stored{store.New(filepath.Join(folder, "demo.db"), content.Check())}, folder: folder}
	if err := fillDemo(s.Store, language, now); err != nil {
		_ = s.remove() // that there is no room, for example, is what is to be told
		return nil, err
	}
	return s, nil
}

// fillDemo puts into a store what the demo shows on a day.
func fillDemo(s *store.Store, language string, now time.Time) error {
	return saveAll(s, demo.Records(language, now)...)
}

// saveAll saves records in one write.
func saveAll[T checks.Record](s *store.Store, list ...T) error {
	_, err := s.Merge(func(yield func(checks.Record, error) bool) {
		for _, rec := range list {
			if !yield(rec, nil) {
				return
			}
		}
	}, store.MergeOptions{})
	return err
}

// remove ends the writing and removes the folder.
func (s *throwaway) remove() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone = true
	return os.RemoveAll(s.folder)
}

// write lets one write through as long as the store is there.
func (s *throwaway) write(f func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.gone {
		return errInterrupted
	}
	return f()
}

func (s *throwaway) SaveRun(r checks.Run, revision uint64) (saved uint64, err error) {
	err = s.write(func() error {
		saved, err = s.Store.SaveRun(r, revision)
		return err
	})
	return saved, err
}

func (s *throwaway) DeleteRun(id string) error {
	return s.write(func() error { return s.Store.DeleteRun(id) })
}

func (s *throwaway) SaveLanguage(code string) error {
	return s.write(func() error { return s.Store.SaveLanguage(code) })
}

func (s *throwaway) MarkChanging(team string, changing bool) error {
	return s.write(func() error { return s.Store.MarkChanging(team, changing) })
}

func (s *throwaway) MarkLeadership(team string, leadership bool) error {
	return s.write(func() error { return s.Store.MarkLeadership(team, leadership) })
}

func (s *throwaway) SaveAction(was, now checks.Action) error {
	return s.write(func() error { return s.Store.SaveAction(was, now) })
}

func (s *throwaway) SaveStory(was, now checks.Story) error {
	return s.write(func() error { return s.Store.SaveStory(was, now) })
}

func (s *throwaway) DeleteStory(id string) error {
	return s.write(func() error { return s.Store.DeleteStory(id) })
}

// BackUp does nothing: of what is thrown away no copies are kept.
func (s *throwaway) BackUp() error { return nil }

func (s *throwaway) RemoveBackupsOf(ids []string) error {
	return s.write(func() error { return s.stored.RemoveBackupsOf(ids) })
}
