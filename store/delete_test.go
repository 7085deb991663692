package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

func TestDeletedTextIsNowhereInTheFile(t *testing.T) {
	s := newStore(t)
	secret := typical("Secret team", 1)
	secret.Answers["risks"][0].Text = "unmistakable answer"
	secret.Actions[0].Text = "unmistakable action"
	revision, err := s.SaveRun(unfinished(secret), 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveRun(secret, revision); err != nil {
		t.Fatal(err)
	}
	rest := []checks.Run{typical("Rest", 2), unfinished(typical("Rest", 3)), typical("Rest", 4)}
	save(t, s, rest...)
	if !contains(t, s.Path(), "unmistakable") {
		t.Fatal("this test does not find what is there")
	}
	if err := s.DeleteRun(secret.ID); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"unmistakable", "Secret team", secret.ID} {
		if contains(t, s.Path(), text) {
			t.Errorf("%q is still in the file", text)
		}
	}
	for _, r := range rest {
		wantRun(t, s, r)
	}
	if info, err := os.Stat(s.Path()); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
}

// Saves leave earlier states of a run in free pages: tallies in the order in which the answers came, words taken back.
func TestAFinishedRunLeavesNoEarlierStateInTheFile(t *testing.T) {
	s := newStore(t)
	run := unfinished(typical("A", 1))
	final := run.Answers["risks"][0].Text
	run.Answers["risks"][0].Text = "taken back"
	revision, err := s.SaveRun(run, 0)
	if err != nil {
		t.Fatal(err)
	}
	run.Answers["risks"][0].Text = final
	if revision, err = s.SaveRun(run, revision); err != nil {
		t.Fatal(err)
	}
	if !contains(t, s.Path(), "taken back") {
		t.Fatal("this test does not find what is there")
	}
	run.Finished = run.Started.Add(time.Hour)
	if _, err := s.SaveRun(run, revision); err != nil {
		t.Fatal(err)
	}
	if contains(t, s.Path(), "taken back") {
		t.Error("what was taken back is still in the file")
	}
	wantRun(t, s, run)
}

// A program that dies between a deletion and the new file leaves it to the next write to sweep the text out.
func TestInterruptedDeletionIsFinishedByTheNextWrite(t *testing.T) {
	s := newStore(t)
	secret := typical("A", 1)
	secret.Answers["risks"][0].Text = "unmistakable answer"
	save(t, s, secret, typical("A", 2))
	whole, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	dying := store.New(s.Path(), check, store.WithCommit(func(tx *bolt.Tx) error {
		defer panic("power cut")
		return tx.Commit()
	}))
	if err := dying.DeleteRun(secret.ID); err == nil {
		t.Fatal("it did not die")
	}
	left := filepath.Join(filepath.Dir(s.Path()), ".chair.db.4711.tmp")
	foreign := filepath.Join(filepath.Dir(s.Path()), ".chair.db.2.4711.tmp")
	for _, name := range []string{left, foreign} {
		if err := os.WriteFile(name, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if !contains(t, s.Path(), "unmistakable") {
		t.Fatal("nothing left to sweep")
	}
	save(t, s, typical("A", 3))
	if contains(t, s.Path(), "unmistakable") {
		t.Error("the text is still in the file")
	}
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Error("the temporary file is still there")
	}
	if err := os.Remove(foreign); err != nil {
		t.Error("the temporary file of another database is gone")
	}
	_, _, err = s.Run(secret.ID)
	wantCode(t, err, checks.CodeNotFound)
	wantRun(t, s, typical("A", 2))
}
