//go:build unix

package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// clipboard is what a program asks the terminal to put there.
var clipboard = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]+)`)

func TestWhatIsFinishedIsBackedUpExportedCopiedAndDeletedWithItsBackup(t *testing.T) {
	t.Parallel()
	folder, err := os.MkdirTemp("", "out") // so short that no path breaks
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	db := filepath.Join(t.TempDir(), "runs.db")
	lastQuarter(t, db)
	cmd := call(t, "program", db, nil, "start", "--team", "payments", "--people", "3", "--on", "12.5.2026")
	cmd.Dir = folder
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.waitFor("12 May 2026, " + words("origin.later"))
	w.press("234" + enter)
	w.waitFor("12 May · Q2")
	w.press(strings.Repeat(pageDown, 8))
	w.waitFor(words("close.ask"))
	w.press("f")
	w.waitFor(words("close.finished"))
	w.until(func() bool { return len(copiesOf(t, db)) == 1 }, "the backup")

	w.press("e")
	w.waitFor(words("export.share.off"))
	for _, ending := range []string{".md", ".html", ".csv", ".json", "-2.json"} {
		w.waitFor(words("export.format.markdown"))
		w.press(enter)
		w.waitFor(words("export.done"))
		w.waitFor("2026-05-12" + ending)
		w.press(down)
	}
	w.press("c")
	w.until(func() bool { return clipboard.MatchString(w.bytes()) }, "the text for the clipboard")
	copied, err := base64.StdEncoding.DecodeString(clipboard.FindStringSubmatch(w.bytes())[1])
	if err != nil || !strings.Contains(string(copied), "Payments") {
		t.Errorf("copied is %q, %v", copied, err)
	}
	wantFiles(t, folder, "emptychair-payments-2026-05-12", ".md", ".html", ".csv", ".json", "-2.json")

	w.press("\x1b")
	w.waitFor(words("close.finished"))
	w.press(enter)
	w.waitFor("Last run")
	w.press("p" + down + "d")
	w.waitFor("12 May 2026 for good?")
	w.press("y")
	w.waitFor("The only backup still holds it.")
	w.press("y")
	w.waitFor(words("backups.dropped"))
	if left := copiesOf(t, db); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
	w.press("\x1b")
	w.waitFor("Last run")
	w.press("q")
	w.exitCode()
}

// copiesOf are the files beside a database that are copies of it.
func copiesOf(t *testing.T, db string) []string {
	t.Helper()
	files, err := filepath.Glob(db + ".backups/*")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// wantFiles holds that a folder has files of one name with these endings, which only their user can read, and no others.
func wantFiles(t *testing.T, folder, name string, endings ...string) {
	t.Helper()
	for _, ending := range endings {
		info, err := os.Stat(filepath.Join(folder, name+ending))
		if err != nil || info.Mode().Perm() != 0o600 || info.Size() == 0 {
			t.Errorf("%s: %v, %v", ending, info, err)
		}
	}
	if all, _ := os.ReadDir(folder); len(all) != len(endings) {
		t.Errorf("%d files: %v", len(all), all)
	}
}
