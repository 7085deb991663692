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
)

func TestAKilledProgramGoesOnWhereItStood(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	w := live(t, db, "start", "--team", "Payments", "--people", "6", "--minutes", "0")
	w.waitFor("0 of 6")
	w.paste("4 3 5 5 2 1")
	w.waitFor("6 of 6")
	w.press(enter)
	w.waitFor(words("figures.head.median"))
	w.press(pageDown + pageDown + pageDown)
	w.answerAll("channels", "a call each month", "tickets 🎫 of the week")
	w.waitFor(question("decisions"))
	w.press("the new fee" + enter)
	w.waitFor(words("question.type-here"))
	w.waitFor(words("saved"))
	w.press("and then, in the middle of")
	w.waitFor("in the middle of")
	before := w.screen()
	w.until(func() bool { return slices.Contains(drafts(t, db), "and then, in the middle of") }, "a saved draft")
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
	w.waitFor(words("figures.head.median"))
}

// watch keeps which answers a window showed while it said that all was saved.
type watch struct {
	mu    sync.Mutex
	saved map[string]bool
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
		saved = saved || line == words("saved")
	}
	for _, text := range shown {
		w.saved[text] = w.saved[text] || saved
	}
}

// called returns the answers that were called saved.
func (w *watch) called() (list []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for text, saved := range w.saved {
		if saved {
			list = append(list, text)
		}
	}
	return list
}

func TestWhatTheScreenCalledSavedOutlivesAnyKill(t *testing.T) {
	t.Parallel()
	for range trials(1, 6) {
		wantSavedAfterKills(t)
	}
}

// wantSavedAfterKills holds that a run of which the program is killed again and again has all that a screen called saved.
func wantSavedAfterKills(t *testing.T) {
	t.Helper()
	db := filepath.Join(t.TempDir(), "runs.db")
	w := live(t, db, "start", "--team", "Payments", "--people", "6", "--minutes", "0")
	w.waitFor("0 of 6")
	w.press(pageDown + pageDown + pageDown)
	w.waitFor(question("channels"))
	w.waitFor(words("saved"))
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	seen := watch{saved: map[string]bool{}}
	for round := range 3 {
		w.mu.Lock()
		w.frame = seen.look
		w.mu.Unlock()
		before := len(seen.called())
		go typeAnswers(w, round)
		if round%2 == 0 {
			w.until(func() bool { return len(seen.called()) > before }, "a saved answer")
		}
		time.Sleep(time.Duration(random.IntN(100)) * time.Millisecond)
		w.signal(syscall.SIGKILL)
		w.exitCode()
		w = live(t, db, "resume")
		w.waitFor(question("channels"))
		kept := channels(t, db)[0]
		for _, text := range seen.called() {
			if !slices.Contains(kept, text) {
				t.Errorf("round %d: %q was called saved, but is lost", round, text)
			}
		}
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
