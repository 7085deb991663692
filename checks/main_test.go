package checks_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/content"
)

var long = flag.Bool("long", false, "try more")

// TestMain draws the same examples in every run; -rapid.seed or RAPID_SEED draws others.
func TestMain(m *testing.M) {
	if f := flag.Lookup("rapid.seed"); f.Value.String() == "0" {
		must(f.Value.Set("20261122"))
	}
	must(flag.Set("rapid.nofailfile", "true"))
	os.Exit(m.Run())
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// get returns a value that there must be.
func get[T any](v T, err error) T {
	must(err)
	return v
}

var (
	check = content.Check()
	start = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
)

// newRun returns a fresh run of n people; one is a solo run.
func newRun(n int) checks.Run {
	s := checks.Setup{Team: "Payments", Kind: checks.Team, People: n, Minutes: 45}
	if n == 1 {
		s.Kind = checks.Solo
	}
	return get(checks.NewRun(check, s, "run-1", start))
}

// newFlow returns a flow through a fresh run of n people after the given operations, all of which must succeed.
func newFlow(n int, ops ...func(*checks.Flow) error) *checks.Flow {
	f := get(checks.NewFlow(check, newRun(n)))
	for i, op := range ops {
		if err := op(f); err != nil {
			panic(fmt.Sprintf("operation %d: %v", i, err))
		}
	}
	return f
}

func votes(item string, steps ...checks.Step) func(*checks.Flow) error {
	return func(f *checks.Flow) error { return f.Vote(item, steps...) }
}

func reveal(item string) func(*checks.Flow) error {
	return func(f *checks.Flow) error { return f.Reveal(item) }
}

func answers(question string, texts ...string) func(*checks.Flow) error {
	return func(f *checks.Flow) (err error) {
		for _, s := range texts {
			err = errors.Join(err, f.AddAnswers(question, []string{s}))
		}
		return err
	}
}

func action(id string) func(*checks.Flow) error {
	return func(f *checks.Flow) error {
		return f.AddAction(checks.Action{ID: id, From: "contact", Text: "Call one customer a week"})
	}
}

// at is a moment in UTC, with or without a time of day.
func at(day string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", day)
	if err != nil {
		t = get(time.Parse(time.DateOnly, day))
	}
	return t
}

// date reads 2026-11-22, "" is no date.
func date(s string) checks.Day {
	var d checks.Day
	must(d.UnmarshalText([]byte(s)))
	return d
}

// ids returns the ids of runs, actions or stories.
func ids[T checks.Record](list []T) (keys []string) {
	for _, r := range list {
		keys = append(keys, r.Key())
	}
	return keys
}

// finished is a team run that ended at a moment.
func finished(id, day string) checks.Run {
	return checks.Run{ID: id, Team: "Payments", Kind: checks.Team, Day: checks.DayOf(at(day)), Started: at(day).Add(-time.Hour), Finished: at(day)}
}

// same demands that two values are equal.
func same(t interface {
	Helper()
	Error(args ...any)
}, want, got any,
) {
	t.Helper()
	if !reflect.DeepEqual(want, got) { // which is faster than a look for differences
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func wantCode(t *testing.T, err error, want checks.Code) {
	t.Helper()
	if got := checks.CodeOf(err); got != want || (err == nil) != (want == "") {
		t.Errorf("error %v, want code %q", err, want)
	}
}

// A team of six votes on the first item of the check, hidden until all answers are in.
func ExampleFlow() {
	check := content.Check()
	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45}
	run, err := checks.NewRun(check, setup, "01J5N3", time.Date(2026, 8, 19, 9, 0, 0, 0, time.UTC))
	if err != nil {
		panic(err) // a setup without a team, for example
	}
	flow, err := checks.NewFlow(check, run)
	if err != nil {
		panic(err)
	}
	fmt.Println("at", flow.Stage().ID)
	fmt.Println(flow.Vote("contact", 2, 2, 3, 3, 4), flow.Run().Hidden("contact"), "hidden")
	fmt.Println(flow.Vote("contact", 3, 3))
	fmt.Println(flow.Vote("contact", checks.NoAnswer), flow.Reveal("contact"))

	rating := flow.Run().Ratings["contact"]
	median, _ := rating.Median()
	low, high, _ := rating.Range()
	fmt.Printf("%d rated, %d to %d, median %v, %s\n", rating.N(), low, high, median, rating.Agreement())
	// Output:
	// at contact
	// <nil> 5 hidden
	// too-many-votes (contact)
	// <nil> <nil>
	// 5 rated, 2 to 4, median 3, close
}

// Two runs of the same team, one in each quarter: what may be said of the difference.
func ExampleCompare() {
	check := content.Check()
	held := func(id string, on time.Time, votes ...checks.Step) checks.Run {
		run, _ := checks.NewRun(check, checks.Setup{Team: "Payments", Kind: checks.Team, People: len(votes)}, id, on)
		flow, _ := checks.NewFlow(check, run)
		_ = flow.Vote("contact", votes...)
		_ = flow.Finish(on.Add(time.Hour)) // which reveals what is hidden
		return flow.Run()
	}
	august := held("A", time.Date(2026, 8, 19, 9, 0, 0, 0, time.UTC), 2, 2, 3, 3, 3, 4)
	november := held("B", time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), 2, 3, 4, 4, 4, 5)

	history := []checks.Run{november, august}
	baseline, chosen, _ := checks.Baseline(history[0], history, 0)
	fmt.Println(baseline.ID, "is the baseline:", chosen)

	contact := checks.Compare(check, august, november, chosen, false).Items[0]
	fmt.Printf("%s: at least %d of %d changed their answer\n", contact.Change.Verdict, contact.Change.People, contact.Change.Of)
	// Output:
	// A is the baseline: last-quarter
	// up: at least 3 of 6 changed their answer
}
