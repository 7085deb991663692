package demo_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // so that every machine knows the zones

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/demo"
)

// TestMain draws the same examples in every run; -rapid.seed or RAPID_SEED draws others.
func TestMain(m *testing.M) {
	if f := flag.Lookup("rapid.seed"); f.Value.String() == "0" {
		_ = f.Value.Set("20261112")
	}
	_ = flag.Set("rapid.nofailfile", "true")
	os.Exit(m.Run())
}

var (
	check     = content.Check()
	languages = []string{"en", "de"}
	someday   = time.Date(2026, 11, 12, 10, 0, 0, 0, time.FixedZone("CET", 3600))
)

// zones are those with the least and the greatest distance from UTC, and some that change their clocks.
func zones(t *testing.T) []*time.Location {
	t.Helper()
	list := []*time.Location{time.UTC}
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe"} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, loc)
	}
	return list
}

// On any day of a hundred years, and in the first and the last second of any month.
func TestRunsAreInOrderWheneverSomebodyLooks(t *testing.T) {
	places := zones(t)
	second := rapid.OneOf(rapid.Just(0), rapid.Just(-1), rapid.IntRange(0, 31*24*60*60))
	rapid.Check(t, func(t *rapid.T) {
		month := time.Month(rapid.IntRange(1, 1200).Draw(t, "month"))
		now := time.Date(2000, month, 1, 0, 0, second.Draw(t, "second"), 0, rapid.SampledFrom(places).Draw(t, "zone"))
		holdsOn(t, rapid.SampledFrom(languages).Draw(t, "language"), now)
	})
}

// failing is a test, or one example of a property.
type failing interface{ Errorf(string, ...any) }

// holdsOn holds what is true of the runs on every day.
func holdsOn(t failing, language string, now time.Time) {
	runs := demo.Runs(language, now)
	for i, r := range runs {
		if err := r.Validate(check); err != nil {
			t.Errorf("%v: %s, run %d: %v", now, language, i, err)
		}
		holdsTimes(t, r, now)
		if i > 0 && (runs[i-1].ID >= r.ID || !runs[i-1].Finished.Before(r.Started)) {
			t.Errorf("%v: run %d is not behind the one before it", now, i)
		}
	}
	last := runs[len(runs)-1]
	if quarter := quarterOf(last.Day); quarter != quarterOf(checks.DayOf(now)).Previous() {
		t.Errorf("%v: the last run took place in %v", now, quarter)
	}
	open := opened(runs)
	if len(open) != 2 || checks.Overdue(open, checks.DayOf(now)) != 1 {
		t.Errorf("%v: open actions %v", now, open)
	}
	holdsStories(t, language, now)
	fresh := checks.Run{Team: last.Team, Kind: checks.Team, Day: checks.DayOf(now), Started: now}
	if s, chosen, _ := checks.Baseline(fresh, runs, 0); s.ID != last.ID || chosen != checks.ChosenLastQuarter {
		t.Errorf("%v: a new run is held against %s, %s", now, s.ID, chosen)
	}
}

func quarterOf(d checks.Day) checks.Quarter { return checks.FiscalYear(0).Quarter(d) }

// holdsTimes holds that a run took place on a working day, before now, and has ids of that time.
func holdsTimes(t failing, r checks.Run, now time.Time) {
	began, took := r.Started, r.Finished.Sub(r.Started)
	if began.Location() != now.Location() || began.Weekday() == time.Saturday || began.Weekday() == time.Sunday || began.Hour() < 8 || r.Finished.Hour() > 17 {
		t.Errorf("%v: a run from %v to %v", now, began, r.Finished)
	}
	if r.Kind == checks.Team && (took < 35*time.Minute || took > 50*time.Minute) {
		t.Errorf("%v: a run took %v", now, took)
	}
	for _, a := range append(checks.ActionsOf(r), checks.Action{ID: r.ID}) {
		if id, err := ulid.ParseStrict(a.ID); err != nil || id.Time() != ulid.Timestamp(began) {
			t.Errorf("%v: id %s, %v", now, a.ID, err)
		}
	}
}

// opened returns the open actions of the runs.
func opened(runs []checks.Run) []checks.Action {
	return slices.DeleteFunc(checks.Snapshot{Runs: runs}.Actions(), func(a checks.Action) bool { return a.State != checks.Open })
}

func TestSameDayGivesTheSameRecords(t *testing.T) {
	for _, language := range languages {
		if diff := cmp.Diff(demo.Records(language, someday), demo.Records(language, someday)); diff != "" {
			t.Errorf("%s:\n%s", language, diff)
		}
	}
	if !cmp.Equal(demo.Records("fr", someday), demo.Records("en", someday)) {
		t.Error("a language that is not spoken is not English")
	}
}

func TestLanguagesDifferInAllTextsAndNothingElse(t *testing.T) {
	texts := []string{"team", "text", "story", "evidence", "owner", "reason", "plan", "fix"}
	german := demo.Records("de", someday)
	for i, english := range demo.Records("en", someday) {
		want := map[string]int{"text": 1, "team": 1}
		if run, ok := english.(checks.Run); ok {
			want["text"] = len(run.Actions)
			for _, list := range run.Answers {
				want["text"] += len(list)
			}
		}
		if story, ok := english.(checks.Story); ok && story.Complaint.Remedy.Text != "" {
			want["text"]++
		}
		if _, ok := english.(checks.Marks); ok {
			want["text"] = 0
		}
		for _, d := range checks.Differences(english, german[i]) {
			path := d.Path.String()
			field := path[strings.LastIndexByte(path, '.')+1:]
			if !slices.Contains(texts, field) && !strings.HasPrefix(field, "whys") || d.Stored == "" || d.Incoming == "" {
				t.Errorf("record %d: %+v", i, d)
			}
			want[field]--
		}
		if want["text"] != 0 {
			t.Errorf("record %d says something in one language in the other, too", i)
		}
	}
}
