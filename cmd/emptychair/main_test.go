package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	"github.com/rogpeppe/go-internal/testscript"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

var (
	update = flag.Bool("update", false, "write the output of the commands into the scripts")
	long   = flag.Bool("long", false, "make the trials at random moments long")
)

// trials is how often something is tried at random moments.
func trials(usual, many int) int {
	if *long {
		return many
	}
	return usual
}

// programs are what the scripts, and every test, can call by these names as processes; each is this test's own binary. On
// "program" the clock stands; "live" has the system's. Where an enter may be one too many, "hurried" is "program".
var programs = map[string]func(){
	"program": func() { os.Exit(run(testEnv())) },
	"hurried": func() { os.Exit(run(standing(shell.System()))) },
	"live":    func() { os.Exit(run(unhurried(shell.System()))) },
}

func TestMain(m *testing.M) { testscript.Main(brisk{m}, programs) }

// brisk is the tests, run in little time.
type brisk struct{ *testing.M }

// Run lets four times as many tests run at once as there are processors, as those with a window wait most of the time, and has garbage
// collected late. It has files in memory, where there is such a place, and nobody measures how long a sync takes.
func (b brisk) Run() int {
	debug.SetGCPercent(400)
	flag.Parse()
	folder, err := os.MkdirTemp("/dev/shm", "ec")
	if err != nil || !canStartIn(folder) || flag.Lookup("test.bench").Value.String() != "" {
		_ = os.RemoveAll(folder)
		folder, err = os.MkdirTemp(usualTemp, "ec")
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err = errors.Join(err, os.Setenv("TMPDIR", folder), flag.Set("test.parallel", strconv.Itoa(4*runtime.GOMAXPROCS(0)))); err != nil {
		panic(err)
	}
	return b.M.Run()
}

// canStartIn tells whether programs can be started from a folder: in a container that of files in memory is often small, and none can.
func canStartIn(folder string) bool {
	script := filepath.Join(folder, "script")
	return os.WriteFile(script, []byte("#!/bin/sh\n"), 0o700) == nil && exec.Command(script).Run() == nil
}

// onDisk returns a folder where a sync takes its time, for what is to be met in the middle of one.
func onDisk(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp(usualTemp, "emptychair")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

// usualTemp is where temporary files are usually.
var usualTemp = os.TempDir()

// longEnough is how long anything may take at most.
const longEnough = time.Minute

// today is when every call of the program in a test takes place, where nothing else is said.
var today = time.Date(2026, 11, 12, 10, 0, 0, 0, time.FixedZone("CET", 3600))

// A script can set the clock: what is made at another time has another id.
const (
	clockVariable = "TEST_NOW"
	clockLayout   = "2006-01-02T15:04"
)

// testEnv is the system's env with a clock that stands.
func testEnv() shell.Env { return standing(unhurried(shell.System())) }

// emptyEnv is an env with these variables, in which nothing else can be found but a clock that stands.
func emptyEnv(variables ...string) shell.Env {
	return standing(shell.Env{Stdin: strings.NewReader(""), Environ: variables, LockWait: 50 * time.Millisecond})
}

// unhurried returns an env in which nobody presses enter in haste, however soon after the last one.
func unhurried(e shell.Env) shell.Env {
	pressed := time.Now()
	e.Pressed = func() time.Time {
		pressed = pressed.Add(time.Minute)
		return pressed
	}
	return e
}

// standing returns an env with a clock that stands, ids that everybody knows, and passphrases that cost little.
func standing(e shell.Env) shell.Env {
	now := today
	if said, err := time.ParseInLocation(clockLayout, e.Getenv(clockVariable), today.Location()); err == nil {
		now = said
	}
	e.Now = func() time.Time { return now }
	e.ScryptWork = 4
	n := 0
	e.NewID = func() string {
		n++
		return testID(now, n)
	}
	return e
}

// result is what a call of the program came to.
type result struct {
	code           int
	stdout, stderr string
}

// called calls the program in this process.
func called(e shell.Env, args ...string) result {
	var stdout, stderr strings.Builder
	e.Args, e.Stdout, e.Stderr = append([]string{"emptychair"}, args...), &stdout, &stderr
	code := run(e)
	return result{code, stdout.String(), stderr.String()}
}

// printed is what a call prints in English about a database, on the day [today].
func printed(t testing.TB, db string, args ...string) string {
	t.Helper()
	e := emptyEnv()
	e.LockWait = longEnough // others may write meanwhile
	c := called(e, append([]string{"--db", db, "--lang", "en"}, args...)...)
	if c.code != shell.ExitOK {
		t.Errorf("%v: exit code %d\n%s", args, c.code, c.stderr)
	}
	return c.stdout
}

// testID is the id of number n of the things that were made at this time.
func testID(at time.Time, n int) string {
	var id ulid.ULID
	if err := id.SetTime(ulid.Timestamp(at)); err != nil {
		panic(fmt.Sprint(at, err))
	}
	id[15] = byte(n)
	return id.String()
}

// quickExit is the variable that keeps the race detector from sleeping a second at the end of every call.
func quickExit() (key, value string) { return "GORACE", "atexit_sleep_ms=0" }

func tally(noAnswer int, counts ...int) checks.Tally {
	t := checks.Tally{NoAnswer: noAnswer}
	copy(t.Counts[:], counts)
	return t
}

func rated(t checks.Tally) checks.Rating {
	return checks.Rating{Tally: t, Revision: 1, Revealed: true}
}

// seedRuns are what the scripts look at: a finished run of a team, the team's next one that stands at its second item with
// hidden votes, and one person's.
func seedRuns() []checks.Run {
	return []checks.Run{finishedRun(), openRun(), soloRun()}
}

// must ends a test at an error that the test is not about.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newDB is where a test can have a database of its own.
func newDB(t testing.TB) string { return filepath.Join(t.TempDir(), "runs.db") }

// newStore returns a store of its own that is empty.
func newStore(t testing.TB) stored { return stored{store.New(newDB(t), content.Check())} }

// seeded returns a store of its own with these runs, or else with [seedRuns].
func seeded(t testing.TB, runs ...checks.Run) stored {
	t.Helper()
	if len(runs) == 0 {
		runs = seedRuns()
	}
	s := newStore(t)
	must(t, saveInOrder(s.Store, runs...))
	return s
}

// demoStore returns a store of its own with what the demo shows on a day.
func demoStore(t testing.TB, day time.Time) stored {
	t.Helper()
	s := newStore(t)
	must(t, fillDemo(s.Store, "en", day))
	return s
}

// saveInOrder saves runs one after another, so that the team of the last one is the one used last.
func saveInOrder(s *store.Store, runs ...checks.Run) error {
	for _, r := range runs {
		if _, err := s.SaveRun(r, 0); err != nil {
			return err
		}
	}
	return nil
}

func finishedRun() checks.Run {
	began := time.Date(2026, 8, 19, 9, 0, 0, 0, time.UTC)
	contact := rated(tally(0, 0, 2, 3, 1, 0))
	contact.Chair = checks.Chair{Step: 2, Evidence: "three calls in July"}
	contact.Story = "A customer came by to show us how she closes her month. Nobody had ever asked her to."
	return checks.Run{
		ID: testID(began, 0), Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45,
		Day: checks.DayOf(began), Started: began, Finished: began.Add(41 * time.Minute), At: checks.CloseID,
		Ratings: map[string]checks.Rating{
			"contact": contact, "trust": rated(tally(1, 0, 1, 0, 4, 0)), "value": rated(tally(0, 1, 2, 0, 2, 1)),
		},
		Answers: map[string][]checks.Answer{
			"channels":  {{Text: "monthly call", Marks: 3}, {Text: "tickets"}},
			"decisions": {{Text: "the new fee, announced two days before it came", Marks: 4}},
			"unclear":   {{Text: "the dashboard that nobody asked for", Marks: 1}},
			"risks":     {{Text: "refunds that take three weeks", Marks: 5}, {Text: "two | many <b>letters</b>"}},
		},
		Actions: []checks.Action{
			{ID: testID(began, 1), From: "contact", Text: "Call one customer a week", Due: checks.Day{Year: 2026, Month: 9, Day: 30}, State: checks.Open},
			{ID: testID(began, 2), From: "risks", Text: "Refund within five days", State: checks.Done},
		},
	}
}

func openRun() checks.Run {
	began := time.Date(2026, 11, 11, 13, 30, 0, 0, time.UTC)
	return checks.Run{
		ID: testID(began, 0), Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45,
		Day: checks.DayOf(began), Started: began, At: "trust",
		Ratings: map[string]checks.Rating{
			"contact": rated(tally(0, 0, 1, 1, 3, 1)), "trust": {Tally: tally(1, 0, 0, 2, 1, 0), Revision: 1},
		},
	}
}

func soloRun() checks.Run {
	began := time.Date(2026, 5, 12, 16, 0, 0, 0, time.UTC)
	return checks.Run{
		ID: testID(began, 0), Check: "customer-obsession", Team: "Suche & Empfehlung", Kind: checks.Solo, People: 1,
		Day: checks.DayOf(began), Started: began, Finished: began.Add(20 * time.Minute), At: checks.CloseID,
		Ratings: map[string]checks.Rating{"contact": rated(tally(0, 0, 0, 0, 1, 0)), "trust": rated(tally(1, 0, 0, 0, 0, 0))},
		Answers: map[string][]checks.Answer{"channels": {{Text: "der Stammtisch"}}},
	}
}
