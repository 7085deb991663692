//go:build unix

package main

import (
	"maps"
	"slices"
	"strings"
	"syscall"
	"testing"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

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

// drafts returns what stands in the text fields of all runs, draftsOf in those of one.
func drafts(t testing.TB, db string) (all []string) {
	t.Helper()
	for _, r := range everyRun(t, db) {
		all = append(all, draftsOf(r)...)
	}
	return all
}

func draftsOf(r checks.Run) []string { return slices.Sorted(maps.Values(r.Drafts)) }

func wantChannels(t testing.TB, db string, want ...[]string) {
	t.Helper()
	if got := channels(t, db); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("the runs hold %q, not %q", got, want)
	}
}

// twoWindows opens a run in two windows, of which the first one adds an answer that the second one does not know of.
func twoWindows(t testing.TB, db string) (first, second *window) {
	t.Helper()
	first = asking(t, call(t, "live", db, threePeople...))
	first.add("of both")
	second = live(t, db, "resume")
	second.waitFor("• of both")
	first.add("of the first")
	return first, second
}

// conflict lets the second one of [twoWindows] answer the same question.
func conflict(t testing.TB, db string) (first, second *window) {
	t.Helper()
	first, second = twoWindows(t, db)
	second.press("of the second"+enter, words("conflict.what"))
	wantChannels(t, db, []string{"of both", "of the first"})
	return first, second
}

func TestOtherProgramsPrintWhileOneIsOpen(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	w := asking(t, call(t, "live", db, threePeople...))
	for _, text := range []string{"a call each month", "tickets"} {
		w.add(text)
		if out := printed(t, db, "runs") + printed(t, db, "show", "latest"); strings.Count(out, "Payments") < 2 || !strings.Contains(out, text) {
			t.Errorf("printed is\n%s", out)
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 8 {
			printed(t, db, "show", "latest", "--format", "markdown")
		}
	}()
	w.add("the counter", "a survey", "reviews", "the phone")
	<-done
	wantChannels(t, db, []string{"a call each month", "tickets", "the counter", "a survey", "reviews", "the phone"})
}

func TestTheSecondWriterCanTakeOverWhatTheFirstWrote(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	first, second := conflict(t, db)
	second.press(ctrlR, "• of the first", question("channels"))
	second.add("after all")
	wantChannels(t, db, []string{"of both", "of the first", "after all"})
	first.leave(ctrlC) // has changed nothing since, and overwrites nothing
	wantChannels(t, db, []string{"of both", "of the first", "after all"})
}

func TestTheSecondWriterCanKeepARunOfItsOwn(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	first, second := conflict(t, db)
	second.press(enter, "• of the second", words("saved"))
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
			db := newDB(t)
			_, second := conflict(t, db)
			end(second)
			second.exitCode()
			wantChannels(t, db, []string{"of both", "of the first"}, []string{"of both", "of the second"})
		})
	}
}

func TestHalfAnAnswerIsNotLostToAConflict(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	_, second := twoWindows(t, db)
	second.press("half of the second", "› half of the second")
	second.press(ctrlC, words("conflict.what"))
	second.press(enter, "› half of the second")
	second.leave(ctrlC)
	wantChannels(t, db, []string{"of both"}, []string{"of both", "of the first"})
	if out := drafts(t, db); !slices.Equal(out, []string{"half of the second"}) {
		t.Errorf("the drafts are %q", out)
	}
}
