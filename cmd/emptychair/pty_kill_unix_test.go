//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

func TestNobodyCanSeeAnAnswerBeforeTheReveal(t *testing.T) {
	var first string
	for _, chat := range []string{"1 1 1 1 1 1", "Ana: 5\nBen 👍\n5\n5/5\n0\n👍🏿"} {
		w := newWindow(t, filepath.Join(t.TempDir(), "runs.db"), nil, "start", "--team", "Payments", "--people", "6")
		w.waitFor("0 of 6")
		w.paste(chat)
		w.waitFor("6 of 6")
		w.press(f2) // and back, so that nothing is left of the note on what was read
		w.waitFor("any key goes back")
		w.press(escape)
		w.waitFor("6 of 6")
		w.waitFor("saved")
		got := w.drawn() + fmt.Sprint(w.cursor())
		if first == "" {
			first = got
		} else if got != first {
			t.Errorf("the answers show:\n%q\n%q", first, got)
		}
	}
}

func TestAKilledProgramGoesOnWhereItStood(t *testing.T) {
	db := filepath.Join(t.TempDir(), "runs.db")
	w := live(t, db, "start", "--team", "Payments", "--people", "6", "--minutes", "0")
	w.waitFor("0 of 6")
	w.paste("4 3 5 5 2 1")
	w.waitFor("6 of 6")
	w.press(enter)
	w.waitFor("median")
	w.press(pageDown + pageDown + pageDown)
	w.answerAll("channels", "a call each month", "tickets 🎫 of the week")
	w.waitFor(question("decisions"))
	w.press("the new fee" + enter)
	w.waitFor("type an answer")
	w.waitFor("saved")
	w.press("and then, in the middle of")
	w.waitFor("in the middle of")
	before := w.screen()
	waitForDraft(t, db, "and then, in the middle of")
	w.signal(syscall.SIGKILL)
	w.exitCode()

	w = live(t, db)
	w.waitFor("Unfinished: Payments")
	w.press("r")
	w.waitFor("in the middle of")
	w.until(func() bool { return w.screen() == before }, "the screen as it was:\n"+before)
	w.press(pageUp)
	w.waitFor("tickets 🎫 of the week")
	w.press(pageUp + pageUp + pageUp)
	w.waitFor("6")
	w.waitFor("median")
}

// waitForDraft waits until what stands in the text field is in the database, which takes up to a second.
func waitForDraft(t testing.TB, db, draft string) {
	t.Helper()
	s := store.New(db, content.Check())
	for end := time.Now().Add(longEnough); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		for _, text := range onlyRun(t, s).Drafts {
			if text == draft {
				return
			}
		}
	}
	t.Fatalf("the database has no draft %q", draft)
}

// onlyRun returns the one run of a database.
func onlyRun(t testing.TB, s *store.Store) checks.Run {
	t.Helper()
	list, err := s.Runs("")
	if err != nil || len(list) != 1 {
		t.Fatalf("runs %v, %v", list, err)
	}
	r, _, err := s.Run(list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// watch keeps which answers a window showed when it last said that all was saved.
type watch struct {
	mu    sync.Mutex
	saved []string
}

func (w *watch) look(screen string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var shown []string
	saved := false
	for line := range strings.Lines(screen) {
		line = strings.TrimSpace(line)
		if text, ok := strings.CutPrefix(line, "• "); ok {
			shown = append(shown, text)
		}
		saved = saved || line == "saved"
	}
	if saved {
		w.saved = shown
	}
}

func TestWhatTheScreenCalledSavedOutlivesAnyKill(t *testing.T) {
	db := filepath.Join(t.TempDir(), "runs.db")
	w := live(t, db, "start", "--team", "Payments", "--people", "6", "--minutes", "0")
	w.waitFor("0 of 6")
	w.press(pageDown + pageDown + pageDown)
	w.waitFor(question("channels"))
	w.waitFor("saved")
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	var seen watch
	for round := range 6 {
		w.waitFor(question("channels"))
		w.mu.Lock()
		w.frame = seen.look
		w.mu.Unlock()
		go typeAnswers(w, round)
		time.Sleep(time.Duration(random.IntN(120)) * time.Millisecond)
		w.signal(syscall.SIGKILL)
		w.exitCode()
		w = live(t, db, "resume")
		w.waitFor(question("channels"))
		kept := onlyRun(t, store.New(db, content.Check())).Answers["channels"]
		for _, text := range seen.saved {
			if !slices.ContainsFunc(kept, func(a checks.Answer) bool { return a.Text == text }) {
				t.Errorf("round %d: %q was called saved, but is lost", round, text)
			}
		}
	}
	if len(seen.saved) == 0 {
		t.Error("no answer was ever saved")
	}
}

// typeAnswers types short answers as fast as the program reads them, until there is nobody to read.
func typeAnswers(w *window, round int) {
	for i := range 30 {
		if _, err := fmt.Fprintf(w.pty, "%d of round %d"+enter, i, round); err != nil {
			return
		}
		time.Sleep(time.Millisecond)
	}
}
