//go:build unix

package main

import (
	"strings"
	"testing"

	"emptychair/store"
)

// backedUpSeed returns the path of a database of which there is a backup.
func backedUpSeed(t *testing.T) (db string, s stored) {
	t.Helper()
	s = seeded(t)
	if _, err := s.BackUpFor(store.ForAsked); err != nil {
		t.Fatal(err)
	}
	return s.Path(), s
}

// What is typed while nothing is asked yet is no answer: here it waits in the terminal before the program begins.
func TestARestoreTakesNoAnswerFromBeforeItsQuestion(t *testing.T) {
	db, s := backedUpSeed(t)
	w, tty := emptyWindow(t, windowWidth, windowHeight)
	w.press("y" + enter)
	w.start(call(t, "program", db, nil, "restore", "1"), tty)
	w.waitFor(words("cli.restore.question"))
	w.press("n" + enter)
	w.wantExit(exitOK)
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
	w.wantExit(exitOK)
	if list, err := s.Backups(); err != nil || len(list) != 1 {
		t.Error(list, err)
	}
}
