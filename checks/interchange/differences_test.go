package interchange_test

import (
	"testing"

	"pgregory.net/rapid"

	"emptychair/checks"
)

func TestDifferencesAreNamedAsInADocument(t *testing.T) {
	run := everything()[0].(checks.Run)
	other := run.Clone()
	other.Team, other.Origin = "Ops", checks.OriginLater
	rating := other.Ratings["contact"]
	rating.Counts, rating.Chair.Evidence = [5]int{0, 2, 2, 2, 0}, ""
	other.Ratings["contact"] = rating
	delete(other.Ratings, "trust")
	other.Answers["channels"][1].Marks = 4
	other.Answers["unclear"] = []checks.Answer{{Text: "who decides"}}
	other.Actions[0].State = checks.Done

	story := checks.Story{ID: "S1", Team: "Ops", On: on(7, 2), Source: checks.FromCustomer, Text: "Two forms"}
	complaint := story
	complaint.Complaint = checks.Complaint{State: checks.ComplaintOpen, Cases: 1, Steps: []checks.ComplaintStep{{State: checks.ComplaintOpen, On: story.On}}}
	again := complaint
	again.Complaint.Cases = 3

	action := func(id, text string) checks.Action { return checks.Action{ID: id, Text: text, State: checks.Open} }
	call, write, visit := action("A1", "Call"), action("A2", "Write"), action("A3", "Visit")
	two := checks.Run{ID: "R1", Actions: []checks.Action{call, write}}
	looked := two.Clone()
	looked.Looked = map[string]checks.Look{"A0": {Outcome: checks.OutcomeDone, On: on(7, 2)}}
	for _, tc := range []struct {
		here, there checks.Record
		want        []checks.Difference
	}{
		{run, other, []checks.Difference{
			{Path: checks.Path{"team"}, Stored: "Payments", Incoming: "Ops"},
			{Path: checks.Path{"ratings", "contact", "counts"}, Stored: "0 2 3 1 0", Incoming: "0 2 2 2 0"},
			{Path: checks.Path{"ratings", "contact", "chair", "evidence"}, Stored: "three calls in July"},
			{Path: checks.Path{"ratings", "trust"}, Stored: "1 0 0 0 0"},
			{Path: checks.Path{"answers", "channels", 1, "marks"}, Stored: "0", Incoming: "4"},
			{Path: checks.Path{"answers", "unclear", 0}, Incoming: "who decides"},
			{Path: checks.Path{"origin"}, Incoming: "later"},
			{Path: checks.Path{"actions", run.Actions[0].ID, "state"}, Stored: "open", Incoming: "done"},
		}},
		{story, complaint, []checks.Difference{{Path: checks.Path{"complaint"}, Incoming: "open"}}}, // what only one side has is one difference
		{complaint, again, []checks.Difference{{Path: checks.Path{"complaint", "cases"}, Stored: "1", Incoming: "3"}}},
		{two, checks.Run{ID: "R1", Actions: []checks.Action{visit, call, write}}, []checks.Difference{{Path: checks.Path{"actions", "A3"}, Incoming: "Visit"}}},
		{two, looked, []checks.Difference{{Path: checks.Path{"looked", "A0"}, Incoming: "done"}}},
		{two, checks.Run{ID: "R1", Actions: []checks.Action{write, call}}, []checks.Difference{{Path: checks.Path{"actions"}, Stored: "A1 A2", Incoming: "A2 A1"}}},
	} {
		wantEqual(t, tc.want, checks.Differences(tc.here, tc.there))
	}
}

// changed returns a record that differs in a little from r, or in nothing.
func changed(t *rapid.T, r checks.Record) checks.Record {
	switch r := r.(type) {
	case checks.Run:
		o := drawRun(t, 0)
		return rapid.SampledFrom([]func(checks.Run) checks.Run{
			func(r checks.Run) checks.Run { r.Ratings = o.Ratings; return r },
			func(r checks.Run) checks.Run { r.Answers, r.Drafts = o.Answers, o.Drafts; return r },
			func(r checks.Run) checks.Run { r.Actions, r.Looked = o.Actions, o.Looked; return r },
			func(r checks.Run) checks.Run {
				r.Started, r.Finished, r.At, r.Spent = o.Started, o.Finished, o.At, o.Spent
				return r
			},
			func(r checks.Run) checks.Run { r.Started = r.Started.UTC(); return r },
		}).Draw(t, "change")(r)
	case checks.Action:
		o := drawBetween(t, 0)
		o.Team, o.Made = r.Team, r.Made
		return o
	case checks.Story:
		r.Complaint = drawStory(t, 0).Complaint
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
			if len(d.Path) == 0 {
				t.Fatalf("%v", found)
			}
		}
	})
}
