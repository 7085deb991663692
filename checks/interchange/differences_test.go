package interchange_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"emptychair/checks"
)

func TestDifferencesAreNamedAsInADocument(t *testing.T) {
	here := everything()[0].(checks.Run)
	there := here.Clone()
	there.Team, there.Origin = "Ops", checks.OriginLater
	rating := there.Ratings["contact"]
	rating.Counts, rating.Chair.Evidence = [5]int{0, 2, 2, 2, 0}, ""
	there.Ratings["contact"] = rating
	delete(there.Ratings, "trust")
	there.Answers["channels"][1].Marks = 4
	there.Answers["unclear"] = []checks.Answer{{Text: "who decides"}}
	there.Actions[0].State = checks.Done
	want := []checks.Difference{
		{Path: "team", Here: "Payments", There: "Ops"},
		{Path: "ratings.contact.counts", Here: "0 2 3 1 0", There: "0 2 2 2 0"},
		{Path: "ratings.contact.chair.evidence", Here: "three calls in July"},
		{Path: "ratings.trust", Here: "1 0 0 0 0"},
		{Path: "answers.channels[1].marks", Here: "0", There: "4"},
		{Path: "answers.unclear[0]", There: "who decides"},
		{Path: "origin", There: "later"},
		{Path: "actions." + here.Actions[0].ID + ".state", Here: "open", There: "done"},
	}
	if diff := cmp.Diff(want, checks.Differences(here, there)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatOnlyOneSideHasIsOneDifference(t *testing.T) {
	here := checks.Story{ID: "S1", Team: "Ops", On: checks.Day{Year: 2026, Month: 7, Day: 2}, Source: checks.FromCustomer, Text: "Two forms"}
	there := here
	there.Complaint = checks.Complaint{State: checks.ComplaintOpen, Cases: 1, Steps: []checks.ComplaintStep{{State: checks.ComplaintOpen, On: here.On}}}
	want := []checks.Difference{{Path: "complaint", There: "open"}}
	if diff := cmp.Diff(want, checks.Differences(here, there)); diff != "" {
		t.Error(diff)
	}
	more := there
	more.Complaint.Cases = 3
	want = []checks.Difference{{Path: "complaint.cases", Here: "1", There: "3"}}
	if diff := cmp.Diff(want, checks.Differences(there, more)); diff != "" {
		t.Error(diff)
	}
}

func TestActionsAreHeldAgainstEachOtherByTheirIds(t *testing.T) {
	action := func(id, text string) checks.Action { return checks.Action{ID: id, Text: text, State: checks.Open} }
	here := checks.Run{ID: "R1", Actions: []checks.Action{action("A1", "Call"), action("A2", "Write")}}
	there := checks.Run{ID: "R1", Actions: []checks.Action{action("A3", "Visit"), action("A1", "Call"), action("A2", "Write")}}
	want := []checks.Difference{{Path: "actions.A3", There: "Visit"}}
	if diff := cmp.Diff(want, checks.Differences(here, there)); diff != "" {
		t.Error(diff)
	}
	there = here.Clone()
	there.Looked = map[string]checks.Look{"A0": {Outcome: checks.OutcomeDone, On: checks.Day{Year: 2026, Month: 7, Day: 2}}}
	want = []checks.Difference{{Path: "looked.A0", There: "done"}}
	if diff := cmp.Diff(want, checks.Differences(here, there)); diff != "" {
		t.Error(diff)
	}
	there = here.Clone()
	there.Actions = []checks.Action{here.Actions[1], here.Actions[0]}
	want = []checks.Difference{{Path: "actions", Here: "A1 A2", There: "A2 A1"}}
	if diff := cmp.Diff(want, checks.Differences(here, there)); diff != "" {
		t.Error(diff)
	}
}

// drawRecord draws any valid record.
func drawRecord(t *rapid.T) checks.Record {
	switch rapid.IntRange(1, 4).Draw(t, "kind") {
	case 1:
		return drawRun(t, 0)
	case 2:
		return drawBetween(t, 0)
	case 3:
		return drawStory(t, 0)
	}
	return checks.Marks{Team: name.Draw(t, "team"), Changing: true, Leadership: chance(t, "leadership")}
}

// changed returns a record that differs in a little from r, or in nothing.
func changed(t *rapid.T, r checks.Record) checks.Record {
	switch r := r.(type) {
	case checks.Run:
		o := drawRun(t, 0)
		return rapid.SampledFrom([]func(checks.Run) checks.Run{
			func(r checks.Run) checks.Run { return r.Clone() },
			func(r checks.Run) checks.Run { r.Ratings = o.Ratings; return r },
			func(r checks.Run) checks.Run { r.Answers = o.Answers; return r },
			func(r checks.Run) checks.Run { r.Actions = o.Actions; return r },
			func(r checks.Run) checks.Run { r.Looked = o.Looked; return r },
			func(r checks.Run) checks.Run { r.Spent = o.Spent; return r },
			func(r checks.Run) checks.Run { r.Drafts = o.Drafts; return r },
			func(r checks.Run) checks.Run { r.Started, r.Finished, r.At = o.Started, o.Finished, o.At; return r },
			func(r checks.Run) checks.Run { r.Started = r.Started.UTC(); return r },
		}).Draw(t, "change")(r)
	case checks.Action:
		o := drawBetween(t, 0)
		o.Team, o.Made = r.Team, r.Made
		r = o
		return r
	case checks.Story:
		o := drawStory(t, 0)
		r.Complaint = o.Complaint
		return r
	}
	return r
}

func TestRecordsWithoutDifferencesAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawRecord(t)
		b := drawRecord(t)
		if rapid.Bool().Draw(t, "near") {
			b = changed(t, a)
		}
		found := checks.Differences(a, b)
		if same := checks.Same(a, b); same != (len(found) == 0) {
			t.Fatalf("same %v, yet %v", same, found)
		}
		if back := checks.Differences(b, a); len(back) != len(found) {
			t.Fatalf("%v one way, %v the other", found, back)
		}
		for _, d := range found {
			if d.Path == "" {
				t.Fatalf("%v", found)
			}
		}
	})
}
