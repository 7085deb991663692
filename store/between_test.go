package store_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/store"
)

// day returns a day in autumn.
func day(i int) checks.Day { return checks.DayOf(noon.AddDate(0, 0, i)) }

// story returns a story as somebody writes it down.
func story(id, team string, on checks.Day) checks.Story {
	return checks.Story{ID: id, Team: team, On: on, Source: checks.FromNeighbour, About: "trust", Text: "The courier of " + id + " never rang."}
}

// complaintOn returns a story that was followed from the beginning and whose fix is in.
func complaintOn(id, team string, on checks.Day) checks.Story {
	s := story(id, team, on)
	c := checks.NewComplaint(on)
	c, _ = c.Explain([]string{"The bell was not on the list.", "Nobody asks for it."}, on)
	s.Complaint, _ = c.Mend("We ask for it.", "Ana", on)
	return s
}

// between returns an action that was made between runs.
func between(id, team string) checks.TeamAction {
	return checks.TeamAction{
		Action: checks.Action{ID: id, Text: "Ring the bell of " + id, Owner: "Ana", Due: day(9), State: checks.Open}, Team: team, Made: noon,
	}
}

func tell(t testing.TB, s *store.Store, list ...checks.Story) {
	t.Helper()
	for _, story := range list {
		if err := s.SaveStory(checks.Story{}, story); err != nil {
			t.Fatal(err)
		}
	}
}

func act(t testing.TB, s *store.Store, list ...checks.TeamAction) {
	t.Helper()
	for _, a := range list {
		if err := s.SaveAction(checks.TeamAction{}, a); err != nil {
			t.Fatal(err)
		}
	}
}

// The generators of what the domain calls valid between runs.
var (
	anyComplaint = rapid.Custom(func(t *rapid.T) checks.Complaint {
		c, on := checks.NewComplaint(anyDay.Draw(t, "noted")), anyDay.Draw(t, "then")
		steps := rapid.IntRange(0, 5).Draw(t, "steps")
		if steps > 0 {
			c, _ = c.Explain(rapid.SliceOfN(anyText, 1, checks.MaxWhys).Draw(t, "whys"), on)
		}
		if steps > 1 {
			c, _ = c.Mend(anyText.Draw(t, "fix"), rapid.SampledFrom([]string{"", "Ana", "Jürgen"}).Draw(t, "owner"), on)
		}
		if steps > 2 {
			c, _ = c.Settle(checks.ComplaintGone, on)
		}
		if steps > 3 {
			c, _ = c.Settle(checks.ComplaintBack, on)
		}
		if steps > 4 {
			c, _ = c.Explain(rapid.SliceOfN(anyText, 1, checks.MaxWhys).Draw(t, "whys again"), on)
		}
		return c
	})
	storyIDs  = rapid.SampledFrom([]string{"S1", "S2", "S10", "S11"})
	actionIDs = rapid.SampledFrom([]string{"L1", "L2", "L10"})
)

func anyStory(t *rapid.T, id string) checks.Story {
	s := checks.Story{
		ID: id, Team: anyTeam.Draw(t, "team"), On: anyDay.Draw(t, "on"), Source: rapid.SampledFrom(checks.Sources()).Draw(t, "source"),
		About: rapid.SampledFrom([]string{"", "trust", "risks"}).Draw(t, "about"), Text: anyText.Draw(t, "text"),
		Noted: rapid.OneOf(rapid.Just(checks.Day{}), anyDay).Draw(t, "noted"),
	}
	if rapid.Bool().Draw(t, "complaint") {
		s.Complaint = anyComplaint.Draw(t, "followed")
	}
	return s
}

func anyLoose(t *rapid.T, id string) checks.TeamAction {
	a := between(id, anyTeam.Draw(t, "team"))
	a.Text, a.State = anyText.Draw(t, "text"), anyState.Draw(t, "state")
	a.Due = rapid.OneOf(rapid.Just(checks.Day{}), anyDay).Draw(t, "due")
	return a
}

// anyLooks lets a run look back on actions and complaints that are there or not.
func anyLooks(t *rapid.T, r checks.Run) checks.Run {
	var ids []string
	for i := range 3 {
		ids = append(ids, fmt.Sprint("act", i), fmt.Sprint("S", i), fmt.Sprint("L", i))
	}
	r.LookBack = true
	for _, id := range rapid.SliceOfN(rapid.SampledFrom(ids), 0, 5).Draw(t, "looked at") {
		l := checks.Look{On: anyDay.Draw(t, "said on"), Outcome: rapid.SampledFrom([]checks.Outcome{
			checks.OutcomeDone, checks.OutcomeOpen, checks.OutcomeDropped, checks.OutcomeGone, checks.OutcomeCameBack,
		}).Draw(t, "outcome")}
		if l.Outcome == checks.OutcomeDropped {
			l.Reason = "No longer ours."
		}
		r.Looked = put(r.Looked, id, l)
	}
	return r
}
