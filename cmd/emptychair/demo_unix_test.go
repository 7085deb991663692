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

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

// demoCall is a call of the demo by one of the [programs], with a folder for temporary files in which nothing else is. The
// variable EMPTYCHAIR_DB names a place that holds nothing, and nothing is put there.
func demoCall(t *testing.T, program string) (cmd *exec.Cmd, temporary string) {
	t.Helper()
	temporary = t.TempDir()
	usual := newDB(t)
	cmd = call(t, program, usual)
	cmd.Args = []string{program, "demo"}
	cmd.Env = append(cmd.Env, "TMPDIR="+temporary, "EMPTYCHAIR_DB="+usual)
	t.Cleanup(func() {
		wantEmpty(t, temporary)
		wantEmpty(t, filepath.Dir(usual))
	})
	return cmd, temporary
}

// openDemo opens the demo in a window and waits for its home.
func openDemo(t *testing.T, program string) *window {
	t.Helper()
	cmd, temporary := demoCall(t, program)
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.waitFor("Payments", "new run")
	if there, _ := filepath.Glob(filepath.Join(temporary, "*", "demo.db")); len(there) != 1 {
		t.Errorf("the database is %v", there)
	}
	return w
}

// beginRun begins a run of the team that is shown, as set-up proposes it.
func (w *window) beginRun() {
	w.t.Helper()
	w.press("n", words("setup.people"))
	w.press(enter, words("look.ask"))
}

// wantGone holds that the program ends with this code, and that all it says begins with these words.
func (w *window) wantGone(code int, says string) {
	w.t.Helper()
	w.wantExit(code)
	w.wantRestored()
	if left := strings.TrimSpace(w.screen()); !strings.HasPrefix(left, says) || strings.Contains(left, "resume") {
		w.t.Errorf("after the end there is\n%s", left)
	}
}

func TestADemoShowsATeamAndIsGoneAfterwards(t *testing.T) {
	t.Parallel()
	w := openDemo(t, "live")
	w.press("c", "at least 3 of 6 changed their answer")
	w.press("b", words("pick.beside"))
	w.press(escape, "at least 3 of 6 changed their answer")
	w.press("t", "●●●▸", "‹Q")
	w.press(escape, "new run")
	w.press("q")
	w.wantGone(shell.ExitOK, words("cli.demo-gone"))
}

func TestHoweverADemoEndsNothingIsLeft(t *testing.T) {
	for name, c := range ends {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := openDemo(t, "live")
			w.beginRun()
			c.end(w)
			w.wantGone(c.code, words("cli.demo-gone"))
		})
	}
}

func TestAPanicInADemoIsToldAndLeavesNothing(t *testing.T) {
	t.Parallel()
	w := openDemo(t, "crashing in a run")
	w.beginRun()
	w.wantGone(shell.ExitFailure, "emptychair: "+words("cli.error.demo"))
}

func TestASignalAtAnyMomentOfADemoLeavesNothing(t *testing.T) {
	t.Parallel()
	n := trials(6, 24)
	for i := range n {
		wait := 120 * time.Millisecond * time.Duration(i*i) / time.Duration(n*n)
		cmd, temporary := demoCall(t, "live")
		w := openWindow(t, windowWidth, windowHeight, cmd)
		w.until(func() bool {
			list, _ := os.ReadDir(temporary)
			return len(list) > 0
		}, "a folder for the demo")
		time.Sleep(wait)
		w.signal(syscall.SIGTERM)
		if code := w.exitCode(); code != shell.ExitInterrupted {
			t.Errorf("after %v: exit code %d", wait, code)
		}
	}
}

func TestADemoWithoutAFolderToWorkInSaysSo(t *testing.T) {
	cmd, _ := demoCall(t, "live")
	cmd.Env = append(cmd.Env, "TMPDIR=/nowhere")
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.wantExit(shell.ExitFailure)
	w.waitFor("/nowhere")
}

func TestADemoSpeaksTheRememberedLanguageAndKeepsItsOwn(t *testing.T) {
	cmd, _ := demoCall(t, "live")
	s := store.New(newDB(t), content.Check())
	if err := s.ChangeSettings(func(s *checks.Settings) { s.Language = "de" }); err != nil {
		t.Fatal(err)
	}
	cmd.Env = append(cmd.Env, "EMPTYCHAIR_DB="+s.Path())
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.waitFor("Zahlungen")
	w.press("n", "Sprache")
	w.press(up+right+enter+enter, words("look.ask")) // to the language, to the next one, back, and begin
	w.leave(ctrlC)
	if settings, err := s.Settings(); err != nil || settings.Language != "de" {
		t.Errorf("the remembered language is %v, %v", settings, err)
	}
	if runs := everyRun(t, s.Path()); len(runs) > 0 {
		t.Errorf("runs %v", runs)
	}
}

// wantEmpty holds that there is nothing in a folder.
func wantEmpty(t *testing.T, folder string) {
	t.Helper()
	if list, err := os.ReadDir(folder); err != nil || len(list) > 0 {
		t.Errorf("in %s there are %v, %v", folder, list, err)
	}
}
