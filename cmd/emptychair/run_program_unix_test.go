//go:build unix

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
	"emptychair/tui"
)

// voting starts a run of three people in a new database and gives the first answer.
func voting(t *testing.T) (w *window, db string) {
	t.Helper()
	db = filepath.Join(t.TempDir(), "runs.db")
	w = newWindow(t, db, nil, "start", "--team", "Payments", "--people", "3")
	w.waitFor("Our team talks with its customers directly.")
	w.press("4")
	w.waitFor("1 of 3")
	return w, db
}

// wantHidden holds that the database has one unfinished run with so many hidden answers to the first item.
func wantHidden(t *testing.T, db string, n int) {
	t.Helper()
	s := store.New(db, content.Check())
	list, err := s.Runs("")
	if err != nil || len(list) != 1 {
		t.Fatalf("runs %v, %v", list, err)
	}
	r, _, err := s.Run(list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if r.IsFinished() || r.Hidden("contact") != n {
		t.Errorf("finished %v, %d hidden answers, not %d", r.IsFinished(), r.Hidden("contact"), n)
	}
}

func TestLeavingFromHomeSaysNothing(t *testing.T) {
	w := newWindow(t, filepath.Join(t.TempDir(), "runs.db"), nil)
	w.waitFor("emptychair")
	w.until(w.colour.Load, "the colour of the background")
	w.press("q")
	w.wantExit(exitOK)
	if left := strings.TrimSpace(w.screen()); left != "" {
		t.Errorf("after the end there is %q", left)
	}
}

func TestResumeGoesOnWhereTheRunStood(t *testing.T) {
	w, db := voting(t)
	w.press("\x03")
	w.exitCode()
	w = newWindow(t, db, nil, "resume")
	w.waitFor("1 of 3")
	w.press("\x03")
	w.exitCode()
}

func TestResumeWithoutAnUnfinishedRunIsNotFound(t *testing.T) {
	w := newWindow(t, filepath.Join(t.TempDir(), "runs.db"), nil, "resume")
	w.wantExit(exitNotFound)
	w.waitFor("There is no unfinished run.")
}

func TestADamagedDatabaseIsToldBeforeTheScreenOpens(t *testing.T) {
	db := seeded(t).Path()
	if err := cutInHalf(db); err != nil {
		t.Fatal(err)
	}
	w := newWindow(t, db, nil)
	w.wantExit(exitDamaged)
	if strings.Contains(w.bytes(), "\x1b[?1049h") {
		t.Error("the program's screen was opened")
	}
}

// colour matches what sets a colour; bold and reset are none.
var colour = regexp.MustCompile(`\x1b\[(?:[0-9;:]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;:0-9]*m`)

func TestColourIsAsAskedFor(t *testing.T) {
	cases := map[string]struct {
		environ, args []string
		want          bool
	}{
		"a terminal with colours":      {nil, nil, true},
		"NO_COLOR in any words":        {[]string{"NO_COLOR=please"}, nil, false},
		"--color beats NO_COLOR":       {[]string{"NO_COLOR=1"}, []string{"--color", "always"}, true},
		"--color never":                {[]string{"FORCE_COLOR=1"}, []string{"--color", "never"}, false},
		"NO_COLOR beats FORCE_COLOR":   {[]string{"FORCE_COLOR=1", "NO_COLOR=1"}, nil, false},
		"an empty NO_COLOR is not one": {[]string{"NO_COLOR="}, nil, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWindow(t, filepath.Join(t.TempDir(), "runs.db"), c.environ, c.args...)
			w.waitFor("new run")
			w.press("q")
			w.exitCode()
			if got := colour.MatchString(w.bytes()); got != c.want {
				t.Errorf("colour %v, not %v", got, c.want)
			}
		})
	}
}

// A program that runs over a store that is out of order.
func init() {
	programs["hanging"] = func() { vote(func(s stored) tui.Store { return hanging{s} }) }
}

// vote is the program as it votes over the database that --db names, through a store that is put in front of it.
func vote(front func(stored) tui.Store) {
	a := &app{env: testEnv(), flags: globals{lang: "en"}}
	err := a.runProgram(tui.Options{
		Store: front(stored{store.New(a.args[2], content.Check())}), Now: a.now, NewID: a.newID, Language: "en", Home: checks.Home{},
		Entry: tui.Entry{Begin: &tui.Begin{Team: "Payments", People: 3, Minutes: 0}},
	})
	if err == nil {
		os.Exit(exitOK)
	}
	a.complain(err)
	os.Exit(exitCode(err))
}

// hanging is a store whose saves of answers never end.
type hanging struct{ stored }

func (h hanging) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	if r.Hidden("contact") > 0 {
		select {}
	}
	return h.stored.SaveRun(r, revision)
}

func TestASecondSignalLeavesTheScreenWhileASaveHangs(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	w := openWindow(t, windowWidth, windowHeight, call(t, "hanging", db, nil))
	w.waitFor("0 of 3")
	w.press("4")
	w.waitFor("1 of 3")
	for range 2 {
		w.signal(syscall.SIGTERM)
		time.Sleep(50 * time.Millisecond) // two at once are one to the system
	}
	w.until(func() bool { return strings.Contains(w.bytes(), "\x1b[?1049l") }, "the end of the program's screen")
	w.signal(syscall.SIGTERM) // nobody catches a third one
	w.exitCode()
	wantHidden(t, db, 0)
}
