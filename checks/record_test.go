package checks_test

import (
	"testing"
	"time"

	"emptychair/checks"
)

func TestSameRecordsAreTheSameInAnyZoneAndWithoutEmptyLists(t *testing.T) {
	at := time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)
	r := checks.Run{ID: "R1", Started: at, Answers: map[string][]checks.Answer{"channels": {}}, Ratings: map[string]checks.Rating{}}
	o := checks.Run{ID: "R1", Started: at.In(time.FixedZone("", 7200))}
	a := checks.TeamAction{Team: "A", Made: at}
	b := checks.TeamAction{Team: "A", Made: at.Local()}
	if !checks.Same(r, o) || !checks.Same(a, b) || !checks.Same(checks.Marks{Team: "A"}, checks.Marks{Team: "A"}) {
		t.Error("not the same")
	}
}

// Each change to one of its fields makes another record.
func TestRecordsThatDifferInOneFieldAreNotTheSame(t *testing.T) {
	runs := []func(*checks.Run){
		func(r *checks.Run) { r.ID = "x" }, func(r *checks.Run) { r.Check = "x" }, func(r *checks.Run) { r.Team = "x" },
		func(r *checks.Run) { r.Kind = checks.Solo }, func(r *checks.Run) { r.People = 9 }, func(r *checks.Run) { r.ChangingTeam = true },
		func(r *checks.Run) { r.Started = time.Unix(1, 0) }, func(r *checks.Run) { r.Finished = time.Unix(1, 0) },
		func(r *checks.Run) { r.Origin = checks.OriginTable }, func(r *checks.Run) { r.LookBack = true }, func(r *checks.Run) { r.At = "x" },
		func(r *checks.Run) { r.Minutes = 9 }, func(r *checks.Run) { r.Actions = []checks.Action{{ID: "x"}} },
		func(r *checks.Run) { r.Ratings = map[string]checks.Rating{"contact": {Revision: 2}} },
		func(r *checks.Run) { r.Answers = map[string][]checks.Answer{"channels": {{Text: "x"}}} },
		func(r *checks.Run) { r.Looked = map[string]checks.Look{"x": {}} },
		func(r *checks.Run) { r.Spent = map[string]time.Duration{"x": 1} },
		func(r *checks.Run) { r.Drafts = map[string]string{"x": "y"} },
	}
	for i, change := range runs {
		var r checks.Run
		change(&r)
		if checks.Same(r, checks.Run{}) {
			t.Errorf("change %d of a run goes unnoticed", i)
		}
	}
	others := []checks.Record{
		checks.TeamAction{Team: "x"}, checks.TeamAction{Run: "x"}, checks.TeamAction{Made: time.Unix(1, 0)},
		checks.TeamAction{Action: checks.Action{Text: "x"}}, checks.Story{Text: "x"}, checks.Marks{Changing: true}, checks.Marks{Leadership: true},
	}
	for _, r := range others {
		for _, zero := range []checks.Record{checks.Run{}, checks.TeamAction{}, checks.Story{}, checks.Marks{}} {
			if checks.Same(r, zero) {
				t.Errorf("%+v is like %+v", r, zero)
			}
		}
	}
}
