//go:build unix

package main

import (
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// wantRestored holds that the terminal is as it was before the program: its modes, its screen, its cursor, its paste.
func (w *window) wantRestored() {
	w.t.Helper()
	if after := w.modes(); !reflect.DeepEqual(w.before, after) {
		w.t.Errorf("the terminal's modes are %+v and were %+v", after, w.before)
	}
	out := w.bytes()
	for _, m := range []struct{ what, set, reset string }{
		{"the program's screen", ansi.SetModeAltScreenSaveCursor, ansi.ResetModeAltScreenSaveCursor},
		{"the hidden cursor", ansi.ResetModeTextCursorEnable, ansi.SetModeTextCursorEnable},
		{"bracketed paste", ansi.SetModeBracketedPaste, ansi.ResetModeBracketedPaste},
		{"grapheme clusters", ansi.SetModeUnicodeCore, ansi.ResetModeUnicodeCore},
		{"a synchronized frame", ansi.SetModeSynchronizedOutput, ansi.ResetModeSynchronizedOutput},
		{"the other keyboard", ansi.SetModifyOtherKeys2, ansi.ResetModifyOtherKeys},
		{"the full keyboard", ansi.PushKittyKeyboard(1), ansi.PopKittyKeyboard(1)},
	} {
		if set := strings.LastIndex(out, m.set); set < 0 || set > strings.LastIndex(out, m.reset) {
			w.t.Errorf("%s was never entered or not left", m.what)
		}
	}
}

// typing goes to the first question of a new run, adds an answer and types half of another.
func typing(t testing.TB, cmd *exec.Cmd) *window {
	t.Helper()
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.waitFor("0 of 3")
	w.press(pageDown + pageDown + pageDown)
	w.waitFor(question("channels"))
	w.add("a call each month")
	w.press("and half of")
	w.waitFor("› and half of")
	if reflect.DeepEqual(w.before, w.modes()) {
		t.Error("the program works in the terminal's usual modes")
	}
	return w
}

// beginning is a call of one of the [programs] that begins a run at once.
func beginning(t testing.TB, program, db string) *exec.Cmd {
	return call(t, program, db, nil, "start", "--team", "Payments", "--people", "3", "--minutes", "0")
}

// ends are the ways in which a person or the system ends the program, with the exit code of each.
var ends = map[string]struct {
	end  func(w *window)
	code int
}{
	"ctrl+c":  {func(w *window) { w.press(ctrlC) }, exitOK},
	"SIGINT":  {func(w *window) { w.signal(syscall.SIGINT) }, exitInterrupted},
	"SIGTERM": {func(w *window) { w.signal(syscall.SIGTERM) }, exitInterrupted},
	"SIGHUP":  {func(w *window) { w.signal(syscall.SIGHUP) }, exitInterrupted},
}

// wantTyped holds that the next start offers the run that [typing] began, and that nothing of it is lost.
func wantTyped(t testing.TB, db string) {
	t.Helper()
	w := live(t, db)
	w.waitFor("Unfinished: Payments")
	w.press("r")
	w.waitFor("› and half of")
	w.waitFor("• a call each month")
	w.waitFor(question("channels"))
	w.press(ctrlC)
	w.exitCode()
}

func TestHoweverItEndsTheTerminalIsRestoredAndTheTextSaved(t *testing.T) {
	for name, c := range ends {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := filepath.Join(t.TempDir(), "runs.db")
			w := typing(t, beginning(t, "live", db))
			c.end(w)
			w.wantExit(c.code)
			w.wantRestored()
			wantTyped(t, db)
		})
	}
}

func TestAClosedWindowSavesWhatWasTyped(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	w := typing(t, beginning(t, "live", db))
	began := time.Now()
	if err := w.pty.Close(); err != nil {
		t.Fatal(err)
	}
	w.exitCode()
	if took := time.Since(began); took > patience {
		t.Errorf("the program took %v to notice", took)
	}
	wantTyped(t, db)
}

func TestAPanicInACommandRestoresSavesAndTells(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	w := typing(t, beginning(t, "crashing while typing", db))
	w.press(crashWord)
	w.wantExit(exitFailure)
	w.wantRestored()
	left := strings.TrimSpace(w.screen())
	if lines := strings.Split(left, "\n"); len(lines) != 2 || !strings.HasPrefix(left, "emptychair: ") {
		t.Errorf("after the end there is\n%s", left)
	}
	for _, inside := range []string{"goroutine", "panic", ".go:"} {
		if strings.Contains(w.bytes(), inside) {
			t.Errorf("%q was printed", inside)
		}
	}
	wantTyped(t, db)
}

func TestASuspendedProgramLeavesTheTerminalAndComesBack(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	program := beginning(t, "live", db)
	shell := call(t, "jobs", db, nil)
	shell.Args = append([]string{"jobs"}, program.Args...)
	w := typing(t, shell)
	before := w.screen()
	w.press(ctrlZ)
	w.waitFor(stoppedNotice)
	w.wantRestored()
	if left := w.screen(); strings.Contains(left, "a call each month") {
		t.Errorf("the program's screen was not left:\n%s", left)
	}
	w.press("fg" + enter)
	w.until(func() bool { return w.screen() == before }, "the screen as it was:\n"+before)
	w.press(" another" + enter)
	w.waitFor("• and half of another")
	w.press("and half of")
	w.waitFor("› and half of")
	w.press(ctrlC)
	w.wantExit(exitOK)
	w.wantRestored()
	wantTyped(t, db)
}
