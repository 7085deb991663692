package checks_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

func TestALookBackIsToldInOrderWithoutWhatWasDeleted(t *testing.T) {
	look := func(o checks.Outcome, reason string) checks.Look {
		return checks.Look{Outcome: o, Reason: reason, On: date("2026-11-22")}
	}
	r := newRun(6)
	r.Looked = map[string]checks.Look{
		"b": look(checks.OutcomeDone, ""), "a": look(checks.OutcomeDropped, "no time"), "deleted": look(checks.OutcomeOpen, ""),
		"y": look(checks.OutcomeGone, ""), "x": look(checks.OutcomeCameBack, ""),
	}
	action := func(id string) checks.Action {
		return checks.Action{ID: id, Text: id, From: "contact"}
	}
	got := checks.LookedOf(r, []checks.Action{action("b"), action("not looked at"), action("a")}, []checks.Story{
		told("y", "2026-11-01", "trust", checks.FromCustomer), told("x", "2026-11-02", "", checks.FromCustomer),
		told("another", "2026-11-03", "", checks.FromCustomer),
	})
	want := []checks.Looked{
		{Look: r.Looked["a"], ID: "a", Text: "a", From: "contact"}, {Look: r.Looked["b"], ID: "b", Text: "b", From: "contact"},
		{Look: r.Looked["x"], ID: "x", Text: "x", Complaint: true}, {Look: r.Looked["y"], ID: "y", Text: "y", From: "trust", Complaint: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if none := checks.LookedOf(newRun(6), []checks.Action{action("a")}, nil); len(none) != 0 {
		t.Errorf("a run without a look back said %v", none)
	}
}
