package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"emptychair/checks/content"
	"emptychair/store"
)

func TestTheReadmesCommandsDoWhatTheySay(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begun := strings.Cut(string(text), "<!-- data -->\n```\n")
	commands, _, ended := strings.Cut(rest, "```\n<!-- /data -->")
	if !begun || !ended {
		t.Fatal("the README has no commands between its marks")
	}
	t.Chdir(t.TempDir())
	db := filepath.Join(t.TempDir(), "runs.db")
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	if err := fillDemo(store.New(db, content.Check()), "en", now); err != nil {
		t.Fatal(err)
	}
	for command := range strings.SplitSeq(strings.TrimSpace(commands), "\n") {
		var out bytes.Buffer
		e := testEnv()
		e.now = func() time.Time { return now }
		e.args, e.environ, e.stdout, e.stderr = strings.Fields(command), []string{"EMPTYCHAIR_DB=" + db}, &out, &out
		if code := run(e); code != exitOK {
			t.Errorf("%s: exit code %d\n%s", command, code, &out)
		}
		if _, file, ok := strings.Cut(command, "-o "); ok {
			if info, err := os.Stat(file); err != nil || info.Size() == 0 {
				t.Errorf("%s: %v", command, err)
			}
		}
	}
}
