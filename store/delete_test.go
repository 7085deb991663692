package store_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
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

var errNoRoom = fmt.Errorf("rename: %w", syscall.ENOSPC)

func TestDeletionWhoseTextRemainsIsADeletion(t *testing.T) {
	s := newStore(t)
	secret := typical("A", 1)
	secret.Answers["risks"][0].Text = "unmistakable answer"
	save(t, s, secret, typical("A", 2))
	full := store.New(s.Path(), check, store.WithReplace(func(string, string) error { return errNoRoom }))
	err := full.DeleteRun(secret.ID)
	wantCode(t, err, checks.CodeTextRemains)
	if !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("%v does not say why", err)
	}
	_, _, err = s.Run(secret.ID)
	wantCode(t, err, checks.CodeNotFound)
	if !contains(t, s.Path(), "unmistakable") {
		t.Fatal("nothing remains")
	}
	if err := s.SaveLanguage("de"); err != nil {
		t.Fatal(err)
	}
	if contains(t, s.Path(), "unmistakable") {
		t.Error("the first write of another store did not take it out")
	}
	wantRun(t, s, typical("A", 2))
}

func TestCommitThatFailsDoesNotHideThatTextRemains(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	failing := store.New(s.Path(), check, store.WithReplace(func(string, string) error { return errNoRoom }),
		store.WithCommit(failOnce()))
	wantCode(t, failing.DeleteRun(typical("A", 1).ID), checks.CodeTextRemains)
}

// failOnce returns a commit that takes place but ends in an error the first time.
func failOnce() func(*bolt.Tx) error {
	n := 0
	return func(tx *bolt.Tx) error {
		err := tx.Commit()
		if n++; n == 1 {
			return errors.Join(errors.New("input/output error"), err)
		}
		return err
	}
}

// Each try copies the whole file.
func TestRewritingThatFailsIsNotTriedWithEverySave(t *testing.T) {
	s := newStore(t)
	run := unfinished(typical("A", 1))
	save(t, s, typical("A", 2), typical("A", 3), run)
	tries, room := 0, false
	full := store.New(s.Path(), check, store.WithReplace(func(from, to string) error {
		if tries++; room {
			return os.Rename(from, to)
		}
		return errNoRoom
	}))
	want := func(n int, after string) {
		t.Helper()
		if tries != n {
			t.Errorf("%d tries after %s, want %d", tries, after, n)
		}
	}
	wantCode(t, full.DeleteRun(typical("A", 2).ID), checks.CodeTextRemains)
	want(1, "a deletion")
	_, revision, err := full.Run(run.ID)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if revision, err = full.SaveRun(run, revision); err != nil {
			t.Fatal(err)
		}
	}
	want(1, "saves")
	run.Finished = run.Started.Add(time.Hour)
	if _, err = full.SaveRun(run, revision); err != nil {
		t.Fatal(err)
	}
	want(2, "the save that finishes a run")
	room = true
	if err := full.DeleteRun(typical("A", 3).ID); err != nil {
		t.Fatal(err)
	}
	want(3, "the next deletion")
	save(t, full, typical("A", 4))
	want(3, "a save when nothing is left to do")
}

// The database that is rewritten panics, not the one that is being made.
func TestPanicWhileRewritingIsOneOfTheFileItself(t *testing.T) {
	c := known(t)
	b := bytes.Clone(c.file)
	leaf := leafOf(t, b, "Run 7, answer 2")
	copy(b[leaf+pageHead+4:], "\xf0\xff\xff\xff\xf0\xff\xff\xff") // its first key lies far beyond the memory map
	s := store.New(writeFile(t, b), check, store.WithTimeout(time.Second))
	if panicked, err := store.Rewrite(s); !panicked || checks.CodeOf(err) != checks.CodeDamaged {
		t.Fatalf("panicked: %v, %v", panicked, err)
	}
	if now, _ := os.ReadFile(s.Path()); !bytes.Equal(now, b) {
		t.Error("the file was changed")
	}
	if _, err := s.Home("", 1); err != nil { // it is free again
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), ".*.tmp")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

const pageHead = 16

// leafOf returns where the leaf begins that holds the text.
func leafOf(t *testing.T, file []byte, text string) int {
	t.Helper()
	size := os.Getpagesize()
	at := bytes.Index(file, []byte(text))
	for at = at / size * size; at > 0; at -= size { // it may have begun some pages earlier
		if page := file[at:]; binary.NativeEndian.Uint64(page) == uint64(at/size) && page[8] == 2 {
			return at
		}
	}
	t.Fatal("the file has no such leaf")
	return 0
}
