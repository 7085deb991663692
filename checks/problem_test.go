package checks_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

// found returns the paths and codes of what is wrong with a record.
func found(r checks.Record) []string {
	var list []string
	for _, p := range r.Problems(check) {
		list = append(list, p.Path.String()+" "+string(p.Err.Code))
	}
	return list
}

func TestEverythingThatIsWrongIsFoundAtItsPlace(t *testing.T) {
	r := newRun(6)
	r.ID, r.Kind, r.Minutes = "", "crowd", -1
	r.Ratings = map[string]checks.Rating{
		"trust":   {Tally: checks.Tally{Counts: [5]int{2: 100}}, Chair: checks.Chair{Step: 6}},
		"contact": {Tally: checks.Tally{Counts: [5]int{4: 7}}, Revision: -1},
	}
	r.Answers = map[string][]checks.Answer{"risks": {{Text: "a"}, {Marks: 100}}}
	r.Looked = map[string]checks.Look{"a.b": {Outcome: checks.OutcomeDropped}}
	r.Actions = []checks.Action{{ID: "a", From: "risks", Text: "Call", State: "later"}}
	want := []string{
		"id id", "kind kind", "minutes minutes", "ratings.contact.revision want-number", "ratings.contact people-voted",
		"ratings.trust.counts[2] count", "ratings.trust.chair.step step", "answers.risks[1].text text-empty", "answers.risks[1].marks marks",
		"look_back contradicts", `looked["a.b"].on day`, `looked["a.b"].reason reason-empty`, "actions[0].state unknown-word",
	}
	if diff := cmp.Diff(want, found(r)); diff != "" {
		t.Error(diff)
	}
	if got := checks.CodeOf(r.Validate(check)); got != checks.CodeID {
		t.Errorf("the first is %s", got)
	}
	s := checks.Story{ID: "S1", Team: "Ops", Source: checks.FromReport, Text: "x", Complaint: checks.Complaint{
		State: checks.ComplaintGone, Cases: 1, Before: []checks.Attempt{{Whys: []string{""}}},
	}}
	want = []string{
		"on day", "complaint.steps invalid-story", "complaint.cause invalid-story", "complaint.fix invalid-story",
		"complaint.before[0].whys[0] text-empty", "complaint.before[0].fix text-empty",
	}
	if diff := cmp.Diff(want, found(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"team team-empty"}, found(checks.Marks{})); diff != "" {
		t.Error(diff)
	}
	between := checks.Action{ID: "a", Team: "Ops", Text: "Call", State: checks.Open}
	ofRun := between
	ofRun.Run = "R1"
	if diff := cmp.Diff([][]string{{"made missing-field"}, {"from unknown-item"}}, [][]string{found(between), found(ofRun)}); diff != "" {
		t.Error(diff)
	}
}
