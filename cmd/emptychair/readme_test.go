package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"emptychair/checks/content"
	"emptychair/cmd/emptychair/shell"
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
	dir := t.TempDir()
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	if err := fillDemo(store.New(filepath.Join(dir, "runs.db"), content.Check()), "en", now); err != nil {
		t.Fatal(err)
	}
	for command := range strings.SplitSeq(strings.TrimSpace(commands), "\n") {
		var out bytes.Buffer
		e := testEnv()
		e.Dir, e.Now = dir, func() time.Time { return now }
		e.Args, e.Environ, e.Stdout, e.Stderr = strings.Fields(command), []string{"EMPTYCHAIR_DB=runs.db"}, &out, &out
		if code := run(e); code != shell.ExitOK {
			t.Errorf("%s: exit code %d\n%s", command, code, &out)
		}
		if _, file, ok := strings.Cut(command, "-o "); ok {
			if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() == 0 {
				t.Errorf("%s: %v", command, err)
			}
		}
	}
}
