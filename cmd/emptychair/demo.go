package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/demo"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
	"emptychair/tui"
	"emptychair/tui/line"
)

const demoName = "demo"

func (a *app) demoCommand() *cli.Command {
	return a.Command(demoName, nil, nil, func([]string) error {
		if err := shell.Together("--db", a.Flags.DB != "", demoName); err != nil {
			return err
		}
		return a.demo()
	})
}

// demo opens the full-screen program on a database that is gone when demo returns, whatever the program met and whatever
// signals came.
func (a *app) demo() error {
	signals, stop := shell.Signals()
	defer stop()
	s, err := newTemporaryStore(a.Printer().Code(), a.Now())
	if err != nil {
		return err
	}
	var o tui.Options
	err = s.ChangeSettings(func(now *checks.Settings) { *now = a.settings() })
	if err == nil {
		o, err = a.programOptions(s, atHome)
	}
	if err == nil {
		_, err = a.showProgram(o, signals, stop)
	}
	if s.remove() != nil {
		return shell.Failure("cli.error.demo-remains", "Folder", s.folder)
	}
	return a.afterDemo(err)
}

// afterDemo says that the demo is deleted, or what ended it. A [shell.Problem] advises how to go on with the own data, so another message
// takes its place.
func (a *app) afterDemo(err error) error {
	var p *shell.Problem
	switch {
	case errors.As(err, &p):
		return shell.Failure("cli.error.demo")
	case errors.Is(err, line.ErrEnded):
		return a.afterDemo(nil) // of which nothing is to be kept
	case err == nil, errors.Is(err, shell.ErrInterrupted):
		_, _ = fmt.Fprintln(a.Stdout, a.Printer().T("cli.demo-gone"))
	}
	return err
}

// temporaryStore is a store in a folder of its own that is removed with all in it. The program that used the store may have left
// writes under way when it ended: they would create folder and file anew if the store were not closed before.
type temporaryStore struct {
	stored
	folder string
	lock   *os.File
}

// newTemporaryStore returns a store with what the demo shows on a day.
func newTemporaryStore(language string, now time.Time) (*temporaryStore, error) {
	folder, lock, err := store.CreateTemporaryFolder("emptychair-demo-*")
	if err != nil {
		return nil, shell.Failure("cli.error.demo-folder", "Folder", os.TempDir())
	}
	s := &temporaryStore{stored: stored{store.New(filepath.Join(folder, "demo.db"), content.Check())}, folder: folder, lock: lock}
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

// remove lets nothing be written any more and removes the folder.
func (s *temporaryStore) remove() error {
	s.Close()
	return store.RemoveTemporaryFolder(s.folder, s.lock)
}

// BackUp does nothing: of what is thrown away no copies are kept.
func (s *temporaryStore) BackUp() error { return nil }
