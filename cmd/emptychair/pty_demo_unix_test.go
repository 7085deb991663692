//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"emptychair/checks/content"
	"emptychair/store"
)

// demoCall is a call of the demo by one of the [programs], with a folder for temporary files in which nothing else is. The
// variable EMPTYCHAIR_DB names a place that holds nothing, and nothing is put there.
func demoCall(t *testing.T, program string) (cmd *exec.Cmd, temporary string) {
	t.Helper()
	temporary = t.TempDir()
	usual := filepath.Join(t.TempDir(), "runs.db")
	cmd = call(t, program, usual, []string{"TMPDIR=" + temporary, "EMPTYCHAIR_DB=" + usual})
	cmd.Args = []string{program, "demo"}
	t.Cleanup(func() {
		wantEmpty(t, temporary)
		wantEmpty(t, filepath.Dir(usual))
	})
	return cmd, temporary
}

func wantEmpty(t *testing.T, folder string) {
	t.Helper()
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("in %s there is %v, %v", folder, left, err)
	}
}

// openDemo opens the demo in a window and waits for its home.
func openDemo(t *testing.T, program string) *window {
	t.Helper()
	cmd, temporary := demoCall(t, program)
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.waitFor("Payments")
	w.waitFor("new run")
	if there, _ := filepath.Glob(filepath.Join(temporary, "*", "demo.db")); len(there) != 1 {
		t.Errorf("the database is %v", there)
	}
	return w
}

// wantGone holds that the program has ended with this code, and that all it says is that the demo is gone.
func (w *window) wantGone(code int) {
	w.t.Helper()
	w.wantExit(code)
	w.wantRestored()
	if left := strings.TrimSpace(w.screen()); !strings.HasPrefix(left, words("cli.demo-gone")) || strings.Contains(left, "resume") {
		w.t.Errorf("after the end there is\n%s", left)
	}
}

func TestADemoShowsATeamAndIsGoneAfterwards(t *testing.T) {
	t.Parallel()
	w := openDemo(t, "live")
	w.press("c")
	w.waitFor("at least 3 of 6 changed their answer")
	w.press("b")
	w.waitFor(words("pick.beside"))
	w.press(escape)
	w.waitFor("at least 3 of 6 changed their answer")
	w.press("t")
	w.waitFor("●●●▸")
	w.waitFor("‹Q")
	w.press(escape)
	w.waitFor("new run")
	w.press("q")
	w.wantGone(exitOK)
}

func TestHoweverADemoEndsNothingIsLeft(t *testing.T) {
	for name, c := range ends {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := openDemo(t, "live")
			w.beginRun()
			c.end(w)
			w.wantGone(c.code)
		})
	}
}

// beginRun begins a run of the team that is shown, as set-up proposes it.
func (w *window) beginRun() {
	w.t.Helper()
	w.press("n")
	w.waitFor(words("setup.people"))
	w.press(enter)
	w.waitFor(words("look.ask"))
}

func TestASignalAtAnyMomentOfADemoLeavesNothing(t *testing.T) {
	t.Parallel()
	n := trials(6, 24)
	for i := range n {
		wait := 120 * time.Millisecond * time.Duration(i*i) / time.Duration(n*n)
		cmd, temporary := demoCall(t, "live")
		w := openWindow(t, windowWidth, windowHeight, cmd)
		w.until(func() bool { return len(contentsOf(temporary)) > 0 }, "a folder for the demo")
		time.Sleep(wait)
		w.signal(syscall.SIGTERM)
		if code := w.exitCode(); code != exitInterrupted {
			t.Errorf("after %v: exit code %d", wait, code)
		}
	}
}

func contentsOf(folder string) []os.DirEntry {
	list, _ := os.ReadDir(folder)
	return list
}

func init() { programs["crashing in a run"] = crashingInARun }

// crashingInARun is the program with a clock that stops with a bang a moment after a run has begun: when the command that lets
// the time of the run go on reads it.
func crashingInARun() {
	e := system()
	newID := e.newID
	var begun time.Time
	e.newID = func() string {
		begun = time.Now()
		return newID()
	}
	e.now = func() time.Time {
		if !begun.IsZero() && time.Since(begun) > 500*time.Millisecond {
			panic("a mistake of ours")
		}
		return time.Now()
	}
	os.Exit(run(e))
}

func TestAPanicInADemoIsToldAndLeavesNothing(t *testing.T) {
	t.Parallel()
	w := openDemo(t, "crashing in a run")
	w.beginRun()
	w.wantExit(exitFailure)
	w.wantRestored()
	left := strings.TrimSpace(w.screen())
	if !strings.HasPrefix(left, "emptychair: "+words("cli.error.demo")) || strings.Contains(left, "resume") {
		t.Errorf("after the end there is\n%s", left)
	}
}

func TestADemoWithoutAFolderToWorkInSaysSo(t *testing.T) {
	cmd, _ := demoCall(t, "live")
	cmd.Env = append(cmd.Env, "TMPDIR=/nowhere")
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.wantExit(exitFailure)
	w.waitFor("/nowhere")
}

func TestADemoSpeaksTheRememberedLanguageAndKeepsItsOwn(t *testing.T) {
	cmd, _ := demoCall(t, "live")
	usual := filepath.Join(t.TempDir(), "runs.db")
	s := store.New(usual, content.Check())
	if err := s.SaveLanguage("de"); err != nil {
		t.Fatal(err)
	}
	cmd.Env = append(cmd.Env, "EMPTYCHAIR_DB="+usual)
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.waitFor("Zahlungen")
	w.press("n")
	w.waitFor("Sprache")
	w.press(up + right + enter + enter) // to the language, to the next one, back, and begin
	w.waitFor(words("look.ask"))
	w.press(ctrlC)
	w.exitCode()
	if code, err := s.Language(); err != nil || code != "de" {
		t.Errorf("the remembered language is %q, %v", code, err)
	}
	if list, err := s.Runs(""); err != nil || len(list) > 0 {
		t.Errorf("runs %v, %v", list, err)
	}
}
