//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"

	"emptychair/checks/content"
	"emptychair/store"
)

// backedUpSeed returns the path of a database of which there is a backup.
func backedUpSeed(t *testing.T) (db string, s *store.Store) {
	t.Helper()
	db = filepath.Join(t.TempDir(), "runs.db")
	s = store.New(db, content.Check())
	if err := s.SaveRuns(seedRuns()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.BackUp(store.ForAsked); err != nil {
		t.Fatal(err)
	}
	return db, s
}

// What is typed while nothing is asked yet is no answer: here it waits in the terminal before the program begins.
func TestARestoreTakesNoAnswerFromBeforeItsQuestion(t *testing.T) {
	db, s := backedUpSeed(t)
	w, tty := emptyWindow(t, windowWidth, windowHeight)
	w.press("y" + enter)
	w.start(call(t, "program", db, nil, "restore", "1"), tty)
	w.waitFor(words("cli.restore.question"))
	w.press("n" + enter)
	if code := w.exitCode(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(w.screen(), words("cli.restore.kept")) {
		t.Error(w.screen())
	}
	if list, err := s.Backups(); err != nil || len(list) != 1 {
		t.Error(list, err)
	}
}

func TestADeletionAsksAboutBackupsAfresh(t *testing.T) {
	db, s := backedUpSeed(t)
	w := newWindow(t, db, nil, "delete", "01M75")
	w.waitFor("Delete the run of")
	w.press("y" + enter + "y" + enter)
	w.waitFor("Delete that backup, too")
	w.press("n" + enter)
	if code := w.exitCode(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	if list, err := s.Backups(); err != nil || len(list) != 1 {
		t.Error(list, err)
	}
}
