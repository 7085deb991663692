package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

// withStates returns the run with one action in each of the states.
func withStates(r checks.Run, states ...checks.State) checks.Run {
	r = r.Clone()
	r.Actions = nil
	for i, s := range states {
		r.Actions = append(r.Actions, checks.Action{
			ID: fmt.Sprintf("%s-%d", r.ID, i), From: "contact", Text: "Call one customer a week", Owner: "Ana", State: s,
		})
	}
	return r
}

// openIn returns the open actions of runs in the order of the first screen, reckoned from the whole runs.
func openIn(runs ...checks.Run) []checks.TeamAction {
	var list []checks.TeamAction
	for _, r := range runs {
		for _, a := range r.Actions {
			if r.IsFinished() && a.State == checks.Open {
				list = append(list, checks.TeamAction{Action: a, Team: r.Team, Run: r.ID, Made: r.When()})
			}
		}
	}
	place := func(a checks.TeamAction) []string {
		if a.Due.IsZero() {
			return []string{"later", a.ID, a.Run}
		}
		return []string{a.Due.String(), a.ID, a.Run}
	}
	slices.SortFunc(list, func(a, b checks.TeamAction) int { return slices.Compare(place(a), place(b)) })
	return list
}

func TestHomeShowsAllOpenActionsOfTheTeamsFinishedRuns(t *testing.T) {
	s := newStore(t)
	due := func(r checks.Run, days ...checks.Day) checks.Run {
		for i, d := range days {
			r.Actions[i].Due = d
		}
		return r
	}
	may, june, july := checks.Day{Year: 2026, Month: 5, Day: 9}, checks.Day{Year: 2026, Month: 6, Day: 1}, checks.Day{Year: 2027, Month: 7, Day: 1}
	oldest := due(withStates(typical("A", 1), checks.Open, checks.Open, checks.Open), july, checks.Day{}, may)
	settled := due(withStates(typical("A", 2), checks.Done, checks.Dropped), may, may)
	latest := due(withStates(typical("A", 9), checks.Done, checks.Open), may, june)
	ongoing := unfinished(typical("A", 10))
	ongoing.Actions = []checks.Action{{ID: "x", From: "risks", Text: "Call", State: checks.Open}}
	save(t, s, oldest, settled, latest, typical("AB", 3), ongoing)
	home, err := s.Home("A", 1)
	if err != nil {
		t.Fatal(err)
	}
	of := func(r checks.Run, i int) checks.TeamAction {
		return checks.TeamAction{Action: r.Actions[i], Team: r.Team, Run: r.ID, Made: r.When()}
	}
	want := []checks.TeamAction{of(oldest, 2), of(latest, 1), of(oldest, 0), of(oldest, 1)}
	if diff := cmp.Diff(want, home.Open); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestActionThatIsDoneOrDeletedIsNotOpen(t *testing.T) {
	s := newStore(t)
	run, other := withStates(typical("A", 1), checks.Open, checks.Open), withStates(typical("A", 2), checks.Open)
	revision, err := s.SaveRun(run, 0)
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, other)
	for i := range run.Actions {
		wantTeam(t, s, "A", run, other)
		run.Actions[i].State = checks.Done
		if revision, err = s.SaveRun(run, revision); err != nil {
			t.Fatal(err)
		}
	}
	wantTeam(t, s, "A", run, other)
	run.Actions[0].State = checks.Open
	if _, err = s.SaveRun(run, revision); err != nil {
		t.Fatal(err)
	}
	wantTeam(t, s, "A", run, other)
	if err := s.DeleteRun(other.ID); err != nil {
		t.Fatal(err)
	}
	wantTeam(t, s, "A", run)
}

func TestOpenWorkThatDoesNotFitIsDamage(t *testing.T) {
	for name, tc := range map[string]struct {
		bucket string
		change func(*record)
	}{
		"a summary with fewer":           {"index", func(r *record) { r.body["open"] = 1 }},
		"a summary with none":            {"index", func(r *record) { delete(r.body, "open") }},
		"a summary with more actions":    {"index", func(r *record) { r.body["actions"] = 4 }},
		"a team with fewer runs":         {"teams", func(r *record) { delete(r.body, "open") }},
		"a team with more runs":          {"teams", func(r *record) { r.body["open"] = 2 }},
		"a list with fewer":              {"open", func(r *record) { r.parts = 1 }},
		"a list without the run":         {"open", func(r *record) { r.key = nil }},
		"a list with a run of no team":   {"open", func(r *record) { r.key[len(r.key)-2] ^= 1 }},
		"an action that is not open":     {"actions", func(r *record) { r.body["state"] = "done" }},
		"an action in no known state":    {"actions", func(r *record) { r.body["state"] = "opened" }},
		"an action that is missing":      {"actions", func(r *record) { r.key = nil }},
		"an action too many":             {"actions", func(r *record) { r.key = append(r.key, 'x') }},
		"an action with an escape":       {"actions", func(r *record) { r.key = append(r.key, "\u001b[2J"...) }},
		"an action without words":        {"actions", func(r *record) { r.body["text"] = "" }},
		"an action from nowhere":         {"actions", func(r *record) { r.body["from"] = "\u001b[2J" }},
		"an action due on no day at all": {"actions", func(r *record) { r.body["due"] = "2026-02-30" }},
	} {
		s := newStore(t)
		save(t, s, withStates(typical("A", 1), checks.Open, checks.Open, checks.Done), withStates(typical("A", 2), checks.Done))
		if tc.bucket == "index" { // where the latest comes first
			if err := s.DeleteRun(typical("A", 2).ID); err != nil {
				t.Fatal(err)
			}
		}
		forge(t, s, tc.bucket, tc.change)
		if _, err := s.Home("A", 1); checks.CodeOf(err) != checks.CodeDamaged {
			t.Errorf("%s: home gives %v", name, err)
		}
	}
}

// A change that meets a list which does not fit does not make it worse.
func TestRunThatIsNotListedAsItShouldBeIsNotChanged(t *testing.T) {
	for name, change := range map[string]func(*record){
		"not listed": func(r *record) { r.key = nil },
		"with fewer": func(r *record) { r.parts = 1 },
	} {
		s := newStore(t)
		run := typical("A", 1)
		revision, err := s.SaveRun(run, 0)
		if err != nil {
			t.Fatal(err)
		}
		forge(t, s, "open", change)
		if _, err := s.SaveRun(run, revision); checks.CodeOf(err) != checks.CodeDamaged {
			t.Errorf("%s: a save gives %v", name, err)
		}
		wantCode(t, s.DeleteRun(run.ID), checks.CodeDamaged)
		wantRun(t, s, run)
	}
}

func TestDamagedListIsNamedAndNotRewritten(t *testing.T) {
	s := newStore(t)
	run := typical("A", 1)
	save(t, s, run, typical("B", 2))
	flip(t, s.Path(), "open", 0)
	_, err := s.Home("A", 1)
	wantCode(t, err, checks.CodeDamaged)
	if !strings.Contains(err.Error(), "open/"+run.ID) {
		t.Errorf("the error does not name the record: %v", err)
	}
	wantCode(t, s.DeleteRun(typical("B", 2).ID), checks.CodeTextRemains)
}
