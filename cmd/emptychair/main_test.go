package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
	"github.com/rogpeppe/go-internal/testscript"

	"emptychair/cmd/emptychair/shell"
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
// "program" the clock stands; "live" is the program as it is.
var programs = map[string]func(){
	"program": func() { os.Exit(run(testEnv())) },
	"live":    main,
}

// TestMain lets twice as many tests run at once as there are processors: those with a window wait most of the time.
func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0))); err != nil {
		panic(err)
	}
	testscript.Main(m, programs)
}

// longEnough is how long anything may take at most.
const longEnough = 20 * time.Second

// today is when every call of the program in a test takes place, where nothing else is said.
var today = time.Date(2026, 11, 12, 10, 0, 0, 0, time.FixedZone("CET", 3600))

// A script can set the clock: what is made at another time has another id.
const (
	clockVariable = "TEST_NOW"
	clockLayout   = "2006-01-02T15:04"
)

// testEnv is the system's env with a clock that stands.
func testEnv() shell.Env { return standing(shell.System()) }

// emptyEnv is an env with these variables, in which nothing else can be found but a clock that stands.
func emptyEnv(variables ...string) shell.Env {
	return standing(shell.Env{Stdin: strings.NewReader(""), Environ: variables, LockWait: 50 * time.Millisecond})
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
