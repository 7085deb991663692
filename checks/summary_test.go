package checks_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

func TestSummaryLeavesOutHiddenTallies(t *testing.T) {
	f := newFlow(6, votes("contact", 4, 5), reveal("contact"), votes("trust", 1, 2, 3), answers("channels", "calls", "tickets"), answers("risks", "price"), action("a"), action("b"), action("c"))
	f.Go(1)
	run := f.Run()
	run.Actions[1].State, run.Actions[2].State = checks.Done, checks.Dropped
	want := checks.Summary{
		ID: run.ID, Team: "Payments", Kind: checks.Team, People: 6, Started: start, At: "trust", Answers: 3, Actions: 3, Open: 1,
		Ratings: map[string]checks.Rated{"contact": {Tally: checks.Tally{Counts: [5]int{0, 0, 0, 1, 1}}, Revision: 1}},
	}
	got := checks.Summarize(run)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.IsFinished() || got.When() != start {
		t.Errorf("finished: %v, when: %v", got.IsFinished(), got.When())
	}
}

func TestARunCountsForTheMomentItWasFinished(t *testing.T) {
	end := start.Add(45 * time.Minute)
	f := newFlow(6, func(f *checks.Flow) error { return f.Finish(end) })
	run := f.Run()
	if s := checks.Summarize(run); !s.IsFinished() || s.When() != end || !run.IsFinished() || run.When() != end {
		t.Errorf("summary %v, run %v", s.When(), run.When())
	}
}
