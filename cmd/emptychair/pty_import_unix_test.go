//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnImportShowsHowFarItIsOnATerminal(t *testing.T) {
	folder := t.TempDir()
	db, file := filepath.Join(folder, "runs.db"), filepath.Join(folder, "all.json")
	lastQuarter(t, db)
	if err := os.WriteFile(file, []byte(printed(t, db, "export")), 0o600); err != nil {
		t.Fatal(err)
	}
	w := newWindow(t, filepath.Join(folder, "other.db"), nil, "import", file)
	w.wantExit(exitOK)
	bar := strings.Index(w.bytes(), "·  1 of ")
	if gone := strings.LastIndex(w.bytes(), "\r\x1b[K"); bar < 0 || gone < bar {
		t.Errorf("it shows %q", w.bytes())
	}
}
