//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"emptychair/checks/content"
	"emptychair/store"
)

func TestAPassphraseIsNeverShown(t *testing.T) {
	db := filepath.Join(t.TempDir(), "runs.db")
	if err := store.New(db, content.Check()).SaveRuns(seedRuns()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "all.json.age")
	w := newWindow(t, db, nil, "export", "--encrypt", "-o", file)
	w.waitFor(words("cli.passphrase.new"))
	w.press("correct horse" + enter)
	w.waitFor(words("cli.passphrase.again"))
	w.press("correct horse" + enter)
	if code := w.exitCode(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	if strings.Contains(w.screen(), "horse") {
		t.Error("the passphrase is on the screen")
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(b), sealedHeader) || openAll(b, "correct horse") != nil {
		t.Error("the file does not open with it")
	}
}

func TestAnInterruptedPassphraseLeavesTheTerminalAsItWas(t *testing.T) {
	folder := t.TempDir()
	w := newWindow(t, filepath.Join(folder, "runs.db"), nil, "export", "--encrypt", "-o", filepath.Join(folder, "all.json.age"))
	w.waitFor(words("cli.passphrase.new"))
	w.press("corr\x03")
	if code := w.exitCode(); code != exitInterrupted {
		t.Errorf("exit code %d", code)
	}
	wantFolder(t, folder, nil)
}
