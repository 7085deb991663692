package checks_test

import (
	"testing"
	"time"

	"emptychair/checks"
)

func TestActionIsOverdueFromTheDayAfterItsDate(t *testing.T) {
	due := func(days ...string) (list []checks.Action) {
		for _, s := range days {
			d, err := checks.ParseDay(s, checks.Day{})
			must(err)
			list = append(list, checks.Action{ID: s, Due: d, State: checks.Open})
		}
		return list
	}
	today := checks.Day{Year: 2026, Month: 11, Day: 22}
	tests := []struct {
		name string
		list []checks.Action
		want int
	}{
		{"none", nil, 0},
		{"yesterday", due("2026-11-21"), 1},
		{"today", due("2026-11-22"), 0},
		{"tomorrow", due("2026-11-23"), 0},
		{"no date", due("", ""), 0},
		{"some of them", due("2025-12-31", "2026-11-21", "2026-11-22", "2027-01-01", ""), 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := checks.Overdue(tt.list, today); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

func TestNextRunIsDueThreeMonthsLater(t *testing.T) {
	for day, want := range map[string]string{
		"2026-08-19": "2026-11-19",
		"2026-11-22": "2027-02-22",
		"2026-10-01": "2027-01-01",
		"2026-12-31": "2027-03-31",
		"2026-08-31": "2026-11-30", // November has no 31st
		"2026-11-30": "2027-02-28",
		"2027-11-30": "2028-02-29",
		"2027-11-29": "2028-02-29",
		"2028-02-29": "2028-05-29",
		"2099-11-30": "2100-02-28", // no leap year
	} {
		if got := checks.NextDue(at(day)); got.String() != want {
			t.Errorf("after %s: %v, want %s", day, got, want)
		}
	}
}

func TestZoneDecidesFromWhichDayTheNextRunIsCounted(t *testing.T) {
	late := at("2026-11-30 23:30")
	if got := checks.NextDue(late.In(time.FixedZone("CET", 3600))); got.String() != "2027-03-01" {
		t.Errorf("in Berlin: %v", got)
	}
}

func TestHistoryIsATeamsWhereItHasFinishedATeamRun(t *testing.T) {
	team, solo := finished("team", "2026-02-01"), finished("solo", "2026-08-19")
	solo.Kind = checks.Solo
	begun, soloBegun := team, solo
	begun.Finished, soloBegun.Finished = time.Time{}, time.Time{}
	tests := []struct {
		name string
		runs []checks.Summary
		want checks.Kind
	}{
		{"no run", nil, checks.Team},
		{"a team's", []checks.Summary{team}, checks.Team},
		{"one person's", []checks.Summary{solo}, checks.Solo},
		{"both", []checks.Summary{solo, team, solo}, checks.Team},
		{"a team's that is not finished", []checks.Summary{begun, solo}, checks.Solo},
		{"one person's that is not finished", []checks.Summary{soloBegun}, checks.Team},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := checks.KindOf(tt.runs); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
