package checks_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

func at(day string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", day)
	if err != nil {
		t, err = time.Parse("2006-01-02", day)
	}
	must(err)
	return t
}

func finished(id, day string) checks.Summary {
	return checks.Summary{ID: id, Team: "Payments", Kind: checks.Team, Started: at(day).Add(-time.Hour), Finished: at(day)}
}

func TestBaselineIsLastQuartersRunOrElseThePreviousOne(t *testing.T) {
	unfinished := finished("unfinished", "2026-09-20")
	unfinished.Finished = time.Time{}
	otherTeam := finished("other team", "2026-09-20")
	otherTeam.Team = "payments"
	solo := finished("solo", "2026-09-20")
	solo.Kind = checks.Solo

	run := newRun(6) // on 22 November 2026
	tests := []struct {
		name    string
		earlier []checks.Summary
		want    string
	}{
		{"no run", nil, ""},
		{"the only run", []checks.Summary{finished("a", "2025-01-10")}, "a"},
		{"last quarter before this quarter", []checks.Summary{finished("this", "2026-10-20"), finished("last", "2026-08-19")}, "last"},
		{"the latest of last quarter", []checks.Summary{finished("early", "2026-07-01"), finished("late", "2026-09-30"), finished("mid", "2026-08-19")}, "late"},
		{"previous where last quarter has none", []checks.Summary{finished("old", "2026-03-01"), finished("newer", "2026-06-30")}, "newer"},
		{"earlier in this quarter is still previous", []checks.Summary{finished("old", "2026-03-01"), finished("oct", "2026-10-02")}, "oct"},
		{"the same quarter of another year does not count", []checks.Summary{finished("year ago", "2025-08-19"), finished("oct", "2026-10-02")}, "oct"},
		{"later runs do not count", []checks.Summary{finished("later", "2026-12-01"), finished("a", "2026-02-01")}, "a"},
		{"nor does the run itself", []checks.Summary{finished(run.ID, "2026-09-30"), finished("a", "2026-02-01")}, "a"},
		{"nor others' runs", []checks.Summary{unfinished, otherTeam, solo, finished("a", "2026-02-01")}, "a"},
		{"only others' runs", []checks.Summary{unfinished, otherTeam, solo}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := checks.Baseline(run, tt.earlier, time.UTC)
			if got.ID != tt.want || ok != (tt.want != "") {
				t.Errorf("got %q, %v; want %q", got.ID, ok, tt.want)
			}
		})
	}
}

func TestBaselineOfAFirstQuarterIsInTheYearBefore(t *testing.T) {
	run := newRun(6)
	run.Started = at("2027-02-01")
	earlier := []checks.Summary{finished("q4", "2026-11-22"), finished("january", "2027-01-05")}
	if got, _ := checks.Baseline(run, earlier, time.UTC); got.ID != "q4" {
		t.Errorf("got %q", got.ID)
	}
}

func TestBaselineCountsAFinishedRunWhereItWasFinished(t *testing.T) {
	run := newRun(6)
	run.Started, run.Finished = at("2026-09-30"), at("2026-10-01")
	earlier := []checks.Summary{finished("q2", "2026-06-30"), finished("q3", "2026-07-01")}
	if got, _ := checks.Baseline(run, earlier, time.UTC); got.ID != "q3" {
		t.Errorf("got %q", got.ID)
	}
}

func TestZoneDecidesInWhichQuarterARunFalls(t *testing.T) {
	run := newRun(6)
	run.Started = at("2026-12-31 23:30") // in Berlin it is January already
	earlier := []checks.Summary{finished("july", "2026-07-10"), finished("october", "2026-10-05")}
	if got, _ := checks.Baseline(run, earlier, time.UTC); got.ID != "july" {
		t.Errorf("in UTC: %q", got.ID)
	}
	if got, _ := checks.Baseline(run, earlier, time.FixedZone("CET", 3600)); got.ID != "october" {
		t.Errorf("in Berlin: %q", got.ID)
	}
}

func TestZoneDecidesInWhichQuarterABaselineFalls(t *testing.T) {
	run := newRun(6)
	earlier := []checks.Summary{finished("edge", "2026-09-30 23:30"), finished("july", "2026-07-10")}
	if got, _ := checks.Baseline(run, earlier, time.UTC); got.ID != "edge" {
		t.Errorf("in UTC: %q", got.ID)
	}
	if got, _ := checks.Baseline(run, earlier, time.FixedZone("CET", 3600)); got.ID != "july" {
		t.Errorf("in Berlin: %q", got.ID)
	}
}

func TestQuartersFollowEachOther(t *testing.T) {
	for month, want := range map[time.Month]int{1: 1, 3: 1, 4: 2, 6: 2, 7: 3, 9: 3, 10: 4, 12: 4} {
		if q := checks.QuarterOf(time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC)); q != (checks.Quarter{Year: 2026, Number: want}) {
			t.Errorf("%v: %v", month, q)
		}
	}
	q := checks.Quarter{Year: 2027, Number: 2}
	for _, want := range []checks.Quarter{{Year: 2027, Number: 1}, {Year: 2026, Number: 4}, {Year: 2026, Number: 3}} {
		if q = q.Previous(); q != want {
			t.Errorf("got %v, want %v", q, want)
		}
	}
}

func TestSummaryLeavesOutHiddenTallies(t *testing.T) {
	f := newFlow(6, votes("contact", 4, 5), reveal("contact"), votes("trust", 1, 2, 3), answers("channels", "calls", "tickets"), answers("risks", "price"), action("a"))
	f.Go(1)
	run := f.Run()
	want := checks.Summary{
		ID: run.ID, Team: "Payments", Kind: checks.Team, People: 6, Started: start, At: "trust", Answers: 3, Actions: 1,
		Ratings: map[string]checks.Rated{"contact": {Tally: checks.Tally{Counts: [5]int{0, 0, 0, 1, 1}}, Revision: 1}},
	}
	got := checks.Summarize(run)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.IsFinished() || got.When() != start {
		t.Errorf("finished: %v, when: %v", got.IsFinished(), got.When())
	}
}

func TestARunCountsForTheMomentItWasFinished(t *testing.T) {
	end := start.Add(45 * time.Minute)
	f := newFlow(6, func(f *checks.Flow) error { return f.Finish(end) })
	run := f.Run()
	if s := checks.Summarize(run); !s.IsFinished() || s.When() != end || !run.IsFinished() || run.When() != end {
		t.Errorf("summary %v, run %v", s.When(), run.When())
	}
}
