package checks_test

import (
	"slices"
	"testing"
	"time"

	"emptychair/checks"
)

// baseline is the run that a run is held against by itself.
func baseline(r checks.Run, earlier []checks.Summary, loc *time.Location) (checks.Summary, bool) {
	s, _, ok := checks.Baseline(checks.Summarize(r), earlier, loc)
	return s, ok
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
			got, ok := baseline(run, tt.earlier, time.UTC)
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
	if got, _ := baseline(run, earlier, time.UTC); got.ID != "q4" {
		t.Errorf("got %q", got.ID)
	}
}

func TestBaselineCountsAFinishedRunWhereItWasFinished(t *testing.T) {
	run := newRun(6)
	run.Started, run.Finished = at("2026-09-30"), at("2026-10-01")
	earlier := []checks.Summary{finished("q2", "2026-06-30"), finished("q3", "2026-07-01")}
	if got, _ := baseline(run, earlier, time.UTC); got.ID != "q3" {
		t.Errorf("got %q", got.ID)
	}
}

func TestZoneDecidesInWhichQuarterARunFalls(t *testing.T) {
	run := newRun(6)
	run.Started = at("2026-12-31 23:30") // in Berlin it is January already
	earlier := []checks.Summary{finished("july", "2026-07-10"), finished("october", "2026-10-05")}
	if got, _ := baseline(run, earlier, time.UTC); got.ID != "july" {
		t.Errorf("in UTC: %q", got.ID)
	}
	if got, _ := baseline(run, earlier, time.FixedZone("CET", 3600)); got.ID != "october" {
		t.Errorf("in Berlin: %q", got.ID)
	}
}

func TestZoneDecidesInWhichQuarterABaselineFalls(t *testing.T) {
	run := newRun(6)
	earlier := []checks.Summary{finished("edge", "2026-09-30 23:30"), finished("july", "2026-07-10")}
	if got, _ := baseline(run, earlier, time.UTC); got.ID != "edge" {
		t.Errorf("in UTC: %q", got.ID)
	}
	if got, _ := baseline(run, earlier, time.FixedZone("CET", 3600)); got.ID != "july" {
		t.Errorf("in Berlin: %q", got.ID)
	}
}

func TestBaselineSaysHowItWasChosen(t *testing.T) {
	run := checks.Summarize(newRun(6)) // on 22 November 2026
	for want, earlier := range map[checks.Choice][]checks.Summary{
		checks.ChosenLastQuarter: {finished("oct", "2026-10-20"), finished("aug", "2026-08-19")},
		checks.ChosenPrevious:    {finished("oct", "2026-10-20"), finished("june", "2026-06-30")},
	} {
		if s, chosen, ok := checks.Baseline(run, earlier, time.UTC); !ok || chosen != want {
			t.Errorf("%q is chosen as %q, want %q", s.ID, chosen, want)
		}
	}
}

func TestOfTwoRunsOfTheSameMomentTheOneWithTheLaterIDIsHeldAgainstTheOther(t *testing.T) {
	a, b := finished("a", "2026-08-19"), finished("b", "2026-08-19")
	runs := []checks.Summary{a, b}
	if got := checks.Earlier(b, runs); len(got) != 1 || got[0].ID != "a" {
		t.Errorf("before the later one: %v", got)
	}
	if got := checks.Earlier(a, runs); len(got) != 0 {
		t.Errorf("before the earlier one: %v", got)
	}
}

func TestEarlierRunsStandWithTheLatestFirst(t *testing.T) {
	run := checks.Summarize(newRun(6)) // on 22 November 2026
	runs := []checks.Summary{finished("a", "2026-02-01"), finished("b2", "2026-08-19"), finished("c", "2026-10-20"), finished("b1", "2026-08-19"), finished("d", "2026-12-01")}
	for range len(runs) {
		var got []string
		for _, s := range checks.Earlier(run, runs) {
			got = append(got, s.ID)
		}
		if want := []string{"c", "b2", "b1", "a"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		runs = append(runs[1:], runs[0]) // in whatever order they come
	}
}

func TestAnotherViewIsOfTheSameQuarterAndOfTheOtherKind(t *testing.T) {
	solo := func(id, day string) checks.Summary {
		s := finished(id, day)
		s.Kind = checks.Solo
		return s
	}
	unfinished, otherTeam := solo("unfinished", "2026-11-01"), solo("other team", "2026-11-01")
	unfinished.Finished, otherTeam.Team = time.Time{}, "payments"
	runs := []checks.Summary{
		solo("a", "2026-10-02"), solo("b1", "2026-12-01"), finished("team", "2026-11-01"), unfinished, otherTeam,
		solo("b2", "2026-12-01"), solo("edge", "2026-09-30 23:30"), solo("before", "2026-09-30"),
	}
	for zone, want := range map[*time.Location][]string{time.UTC: {"b2", "b1", "a"}, time.FixedZone("CET", 3600): {"b2", "b1", "a", "edge"}} {
		var got []string
		for _, s := range checks.Besides(checks.Summarize(newRun(6)), runs, zone) { // on 22 November 2026
			got = append(got, s.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("in %v: got %v, want %v", zone, got, want)
		}
	}
}
