package demo_test

import (
	"slices"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/demo"
)

// holdsStories holds what is true on every day of what was noted between the runs.
func holdsStories(t failing, language string, now time.Time) {
	today := checks.DayOf(now)
	stories, actions := demo.Stories(language, now), demo.Actions(language, now)
	for i, s := range stories {
		if err := s.Validate(check); err != nil {
			t.Errorf("%v: %s, story %d: %v", now, language, i, err)
		}
		if today.Before(s.On) || i > 0 && (s.On.Before(stories[i-1].On) || s.ID <= stories[i-1].ID) {
			t.Errorf("%v: story %d is out of order", now, i)
		}
		last := s.On
		for _, step := range s.Complaint.Steps {
			if step.On.Before(last) || today.Before(step.On) {
				t.Errorf("%v: story %d is %s on %v", now, i, step.State, step.On)
			}
			last = step.On
		}
	}
	for _, a := range actions {
		if err := a.Validate(check); err != nil {
			t.Errorf("%v: %s: %v", now, language, err)
		}
	}
	holdsLookBack(t, stories, append(opened(demo.Runs(language, now)), actions...), summaries(demo.Runs(language, now)), now)
}

// holdsLookBack holds what a new run of the team looks back on: three actions and two complaints.
func holdsLookBack(t failing, stories []checks.Story, open []checks.Action, runs []checks.Run, now time.Time) {
	last := runs[len(runs)-1]
	fresh := checks.Run{Team: last.Team, Kind: checks.Team, Started: now}
	overdue, unowned, third := 0, 0, 0
	for _, a := range open {
		if a.IsOverdue(checks.DayOf(now)) {
			overdue++
		}
		if a.Owner == "" {
			unowned++
		}
		if a.Age(fresh, runs) == 3 {
			third++
		}
	}
	if len(open) != 3 || overdue != 1 || unowned != 1 || third != 1 {
		t.Errorf("%v: of %d open actions %d are overdue, %d have no owner, %d stand open for the third time", now, len(open), overdue, unowned, third)
	}
	fixed := 0
	for _, s := range stories {
		if s.Team == last.Team && s.Complaint.State == checks.ComplaintFixed {
			fixed++
			if s.Complaint.Since().Before(checks.DayOf(last.Finished)) {
				t.Errorf("%v: fixed on %v, before the last run", now, s.Complaint.Since())
			}
		}
	}
	if fixed != 2 {
		t.Errorf("%v: %d complaints are fixed", now, fixed)
	}
}

func TestStoriesAreOfEverySourceAndInEveryState(t *testing.T) {
	for _, language := range languages {
		var sources []checks.Source
		var states []checks.ComplaintState
		teams := map[string]int{}
		for _, s := range demo.Stories(language, someday) {
			teams[s.Team]++
			sources = append(sources, s.Source)
			states = append(states, s.Complaint.State)
		}
		for _, source := range checks.Sources() {
			if !slices.Contains(sources, source) {
				t.Errorf("%s: no story comes from %s", language, source)
			}
		}
		for _, state := range checks.ComplaintStates() {
			if !slices.Contains(states, state) {
				t.Errorf("%s: no complaint is %s", language, state)
			}
		}
		if n := teams[demo.Leadership(language)]; n != 3 || len(teams) != 2 {
			t.Errorf("%s: %v", language, teams)
		}
	}
}

func TestNumbersAndStoriesDisagreeSomewhere(t *testing.T) {
	runs := history(checks.Team)
	last := runs[len(runs)-1]
	stories := demo.Stories("en", someday)
	if tension := checks.TensionOf("contact", last.Ratings["contact"].Tally, stories, nil); tension != checks.HighYetOpen {
		t.Errorf("at contact: %q", tension)
	}
}
