//go:build unix

package main

import (
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

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
	w.waitFor("saved")
	return w
}

// add adds an answer and waits until it is saved.
func (w *window) add(text string) {
	w.t.Helper()
	w.press(text + enter)
	w.waitFor("• " + text)
	w.waitFor("type an answer")
	w.waitFor("saved")
}

// channels returns the answers to the first question, by run, of all runs there are.
func channels(t testing.TB, db string) [][]string {
	t.Helper()
	s := store.New(db, content.Check())
	list, err := s.Runs("")
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for _, sum := range list {
		r, _, err := s.Run(sum.ID)
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, a := range r.Answers["channels"] {
			texts = append(texts, a.Text)
		}
		all = append(all, texts)
	}
	slices.SortFunc(all, slices.Compare)
	return all
}

func wantChannels(t testing.TB, db string, want ...[]string) {
	t.Helper()
	if got := channels(t, db); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("the runs hold %q, not %q", got, want)
	}
}

func TestOtherProgramsPrintWhileOneIsOpen(t *testing.T) {
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
	second.waitFor("Another program changed this run meanwhile.")
	wantChannels(t, db, []string{"of both", "of the first"})
	return first, second
}

func TestTheSecondWriterCanTakeOverWhatTheFirstWrote(t *testing.T) {
	db := filepath.Join(t.TempDir(), "runs.db")
	first, second := conflict(t, db)
	second.press("r")
	second.waitFor("• of the first")
	second.waitFor(question("channels"))
	second.add("after all")
	wantChannels(t, db, []string{"of both", "of the first", "after all"})
	first.press(ctrlC) // has changed nothing since, and overwrites nothing
	if code := first.exitCode(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	wantChannels(t, db, []string{"of both", "of the first", "after all"})
}

func TestTheSecondWriterCanKeepARunOfItsOwn(t *testing.T) {
	db := filepath.Join(t.TempDir(), "runs.db")
	first, second := conflict(t, db)
	second.press("k")
	second.waitFor("• of the second")
	second.waitFor("saved")
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
			db := filepath.Join(t.TempDir(), "runs.db")
			_, second := conflict(t, db)
			end(second)
			second.exitCode()
			wantChannels(t, db, []string{"of both", "of the first"}, []string{"of both", "of the second"})
		})
	}
}
