//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

func TestARunOfAnEarlierDayIsEnteredResumedAndFinishedAsOne(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	lastQuarter(t, db)
	w := newWindow(t, db, nil, "start", "--team", "payments", "--people", "3", "--on", "12.5.2026")
	w.waitFor("12 May 2026, " + words("origin.later"))
	w.press("234" + enter)
	w.waitFor("12 May · Q2")
	w.waitFor(words("saved"))
	w.press("\x03")
	w.exitCode()

	w = newWindow(t, db, nil, "resume")
	w.waitFor("12 May 2026, " + words("origin.later"))
	w.press(strings.Repeat(pageDown, 8))
	w.waitFor(words("close.ask"))
	w.press("f")
	w.waitFor(words("close.finished"))
	w.waitFor(words("saved"))
	w.press(enter)
	w.waitFor("Last run")
	w.press("q")
	w.exitCode()

	runs, err := store.New(db, content.Check()).Runs("Payments")
	if err != nil || len(runs) != 2 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	noon := time.Date(2026, time.May, 12, 12, 0, 0, 0, today.Location())
	if r := runs[1]; r.Origin != checks.OriginLater || !r.Started.Equal(noon) || !r.Finished.Equal(noon) {
		t.Errorf("stored is %+v", r)
	}
}
