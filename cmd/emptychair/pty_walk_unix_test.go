//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// wantNoStory holds that nothing was noted.
func wantNoStory(t *testing.T, db string) {
	t.Helper()
	if out := printed(t, db, "stories", "--all-teams"); !strings.HasPrefix(out, "No story has been noted yet.") {
		t.Errorf("there is a story: %s", out)
	}
}

func TestAWalkThatIsInterruptedNotesNothing(t *testing.T) {
	for name, interrupt := range map[string]func(*window){
		"by ctrl+c":  func(w *window) { w.press("\x03") },
		"by SIGTERM": func(w *window) { w.signal(syscall.SIGTERM) },
	} {
		t.Run(name, func(t *testing.T) {
			db := filepath.Join(t.TempDir(), "runs.db")
			w := live(t, db, "walk", "--team", "Payments")
			w.waitFor("What did I try?")
			w.press("to order\r")
			w.waitFor("What did I notice?")
			w.press("the button is grey\r")
			w.waitFor("What would be a step closer?")
			w.press("half of an ans")
			interrupt(w)
			w.waitFor("Nothing was noted.")
			w.wantExit(exitInterrupted)
			wantNoStory(t, db)
		})
	}
}

func TestAWalkWhoseInputEndsKeepsWhatWasNoticed(t *testing.T) {
	db := filepath.Join(t.TempDir(), "runs.db")
	w := live(t, db, "walk", "--team", "Payments")
	w.waitFor("What did I try?")
	w.press("\r")
	w.waitFor("What did I notice?")
	w.press("the button is grey\r")
	w.waitFor("What would be a step closer?")
	w.press("\x04")
	w.waitFor("Noted for Payments")
	w.wantExit(exitOK)
	if out := printed(t, db, "stories"); !strings.Contains(out, "the button is grey\n") {
		t.Errorf("it is not listed: %s", out)
	}
}

// A signal that ends this program ends the editor, and what was begun there is gone with its file.
func TestAnEditorThatIsEndedLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	editor := filepath.Join(dir, "editor")
	script := "#!/bin/sh\necho begun > \"$1\"\necho it runs\nread line\n"
	if err := os.WriteFile(editor, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	files := filepath.Join(dir, "tmp")
	if err := os.Mkdir(files, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, sent := range map[string]syscall.Signal{"by SIGTERM": syscall.SIGTERM, "by SIGHUP": syscall.SIGHUP} {
		t.Run(name, func(t *testing.T) {
			db := filepath.Join(t.TempDir(), "runs.db")
			cmd := call(t, "live", db, []string{"EDITOR=" + editor, "TMPDIR=" + files}, "stories", "add", "--team", "Payments")
			w := openWindow(t, windowWidth, windowHeight, cmd)
			w.waitFor("it runs")
			w.signal(sent)
			w.wantExit(exitInterrupted)
			if left, err := os.ReadDir(files); err != nil || len(left) > 0 {
				t.Errorf("left: %v, %v", left, err)
			}
			wantNoStory(t, db)
		})
	}
}
