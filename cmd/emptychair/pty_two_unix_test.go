//go:build unix

package main

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

// asking starts a run that stands at its first question.
func asking(t testing.TB, db string) *window {
	t.Helper()
	w := live(t, db, "start", "--team", "Payments", "--people", "3", "--minutes", "0")
	w.waitFor("0 of 3")
	w.press(pageDown + pageDown + pageDown)
	w.waitFor(question("channels"))
	w.waitFor(words("saved"))
	return w
}

// everyRun returns all runs of a database.
func everyRun(t testing.TB, db string) (runs []checks.Run) {
	t.Helper()
	s := store.New(db, content.Check())
	list, err := s.Runs("")
	if err != nil {
		t.Fatal(err)
	}
	for _, sum := range list {
		r, _, err := s.Run(sum.ID)
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, r)
	}
	return runs
}

// channels returns the answers to the first question, by run.
func channels(t testing.TB, db string) (all [][]string) {
	t.Helper()
	for _, r := range everyRun(t, db) {
		var texts []string
		for _, a := range r.Answers["channels"] {
			texts = append(texts, a.Text)
		}
		all = append(all, texts)
	}
	slices.SortFunc(all, slices.Compare)
	return all
}

// drafts returns what stands in the text fields of all runs.
func drafts(t testing.TB, db string) (all []string) {
	t.Helper()
	for _, r := range everyRun(t, db) {
		all = append(all, slices.Sorted(maps.Values(r.Drafts))...)
	}
	return all
}

func wantChannels(t testing.TB, db string, want ...[]string) {
	t.Helper()
	if got := channels(t, db); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("the runs hold %q, not %q", got, want)
	}
}

func TestOtherProgramsPrintWhileOneIsOpen(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	w := asking(t, db)
	for _, text := range []string{"a call each month", "tickets"} {
		w.add(text)
		if out := printed(t, db, "runs"); !strings.Contains(out, "Payments") {
			t.Errorf("runs prints\n%s", out)
		}
		if out := printed(t, db, "show", "latest"); !strings.Contains(out, text) {
			t.Errorf("show prints no %q:\n%s", text, out)
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 8 {
			printed(t, db, "show", "latest", "--format", "markdown")
		}
	}()
	for _, text := range []string{"the counter", "a survey", "reviews", "the phone"} {
		w.add(text)
	}
	<-done
	wantChannels(t, db, []string{"a call each month", "tickets", "the counter", "a survey", "reviews", "the phone"})
}

// conflict lets two windows answer the same question: the second one was opened before the first one's answer.
func conflict(t testing.TB, db string) (first, second *window) {
	t.Helper()
	first = asking(t, db)
	first.add("of both")
	second = live(t, db, "resume")
	second.waitFor("• of both")
	first.add("of the first")
	second.press("of the second" + enter)
	second.waitFor(words("conflict.what"))
	wantChannels(t, db, []string{"of both", "of the first"})
	return first, second
}

func TestTheSecondWriterCanTakeOverWhatTheFirstWrote(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	first, second := conflict(t, db)
	second.press(ctrlR)
	second.waitFor("• of the first")
	second.waitFor(question("channels"))
	second.add("after all")
	wantChannels(t, db, []string{"of both", "of the first", "after all"})
	first.press(ctrlC) // has changed nothing since, and overwrites nothing
	first.wantExit(exitOK)
	wantChannels(t, db, []string{"of both", "of the first", "after all"})
}

func TestTheSecondWriterCanKeepARunOfItsOwn(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	first, second := conflict(t, db)
	second.press(enter)
	second.waitFor("• of the second")
	second.waitFor(words("saved"))
	second.add("and more")
	first.add("of the first, again")
	wantChannels(t, db, []string{"of both", "of the first", "of the first, again"}, []string{"of both", "of the second", "and more"})
	if out := printed(t, db, "runs"); strings.Count(out, "Payments") != 2 {
		t.Errorf("runs prints\n%s", out)
	}
}

func TestAConflictAtTheEndLosesNeitherEdit(t *testing.T) {
	for name, end := range map[string]func(w *window){
		"a signal":             func(w *window) { w.signal(syscall.SIGTERM) },
		"the window is closed": func(w *window) { _ = w.pty.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := filepath.Join(t.TempDir(), "runs.db")
			_, second := conflict(t, db)
			end(second)
			second.exitCode()
			wantChannels(t, db, []string{"of both", "of the first"}, []string{"of both", "of the second"})
		})
	}
}

func TestHalfAnAnswerIsNotLostToAConflict(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	first := asking(t, db)
	first.add("of both")
	second := live(t, db, "resume")
	second.waitFor("• of both")
	first.add("of the first")
	second.press("half of the second")
	second.waitFor("› half of the second")
	second.press(ctrlC)
	second.waitFor(words("conflict.what"))
	second.press(enter)
	second.waitFor("› half of the second")
	second.press(ctrlC)
	second.wantExit(exitOK)
	wantChannels(t, db, []string{"of both"}, []string{"of both", "of the first"})
	if out := drafts(t, db); !slices.Equal(out, []string{"half of the second"}) {
		t.Errorf("the drafts are %q", out)
	}
}
