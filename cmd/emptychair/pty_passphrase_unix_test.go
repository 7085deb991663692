//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPassphraseIsNeverShown(t *testing.T) {
	db := seeded(t).Path()
	file := filepath.Join(t.TempDir(), "all.json.age")
	w := newWindow(t, db, nil, "export", "--encrypt", "-o", file)
	w.waitFor(words("cli.passphrase.new"))
	w.press("correct horse" + enter)
	w.waitFor(words("cli.passphrase.again"))
	w.press("correct horse" + enter)
	w.wantExit(exitOK)
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
	w.wantExit(exitInterrupted)
	wantFolder(t, folder, nil)
}
