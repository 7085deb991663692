package checks

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func november(day int) Day { return Day{2026, 11, day} }

// inState are complaints in every state, on the way through all of them.
func inState(t *testing.T) map[ComplaintState]Complaint {
	t.Helper()
	must := func(c Complaint, err error) Complaint {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	open := NewComplaint(november(2))
	caused := must(open.Explain([]string{"the label is old", "nobody asked"}, november(3)))
	fixed := must(caused.Mend("a new label", "Ben", november(4)))
	return map[ComplaintState]Complaint{
		NoComplaint: {}, ComplaintOpen: open, ComplaintCaused: caused, ComplaintFixed: fixed,
		ComplaintGone: must(fixed.Settle(ComplaintGone, november(5))), ComplaintBack: must(fixed.Settle(ComplaintBack, november(6))),
	}
}

func TestEveryStateOfAComplaintAllowsWhatComesNext(t *testing.T) {
	const none, open, caused, fixed, gone, back = NoComplaint, ComplaintOpen, ComplaintCaused, ComplaintFixed, ComplaintGone, ComplaintBack
	on := november(20)
	operations := []struct {
		name string
		do   func(Complaint) (Complaint, error)
		want map[ComplaintState]any // the state that it leads to, or the code with which it is refused
	}{
		{"explain", func(c Complaint) (Complaint, error) { return c.Explain([]string{"why"}, on) },
			map[ComplaintState]any{none: CodeNoComplaint, open: caused, caused: caused, fixed: CodeFixed, gone: CodeFixed, back: caused}},
		{"explain with nothing", func(c Complaint) (Complaint, error) { return c.Explain([]string{" ", ""}, on) },
			map[ComplaintState]any{none: CodeNoComplaint, open: CodeNoCause, caused: CodeNoCause, fixed: CodeFixed, gone: CodeFixed, back: CodeNoCause}},
		{"explain six times", func(c Complaint) (Complaint, error) { return c.Explain(strings.Split("abcdef", ""), on) },
			map[ComplaintState]any{none: CodeNoComplaint, open: CodeWhysFull, caused: CodeWhysFull, fixed: CodeFixed, gone: CodeFixed, back: CodeWhysFull}},
		{"mend", func(c Complaint) (Complaint, error) { return c.Mend("fix", "Ana", on) },
			map[ComplaintState]any{none: CodeNoComplaint, open: CodeNoCause, caused: fixed, fixed: fixed, gone: CodeFixed, back: CodeNoCause}},
		{"mend with nothing", func(c Complaint) (Complaint, error) { return c.Mend(" ", "Ana", on) },
			map[ComplaintState]any{none: CodeNoComplaint, open: CodeNoCause, caused: CodeTextEmpty, fixed: CodeTextEmpty, gone: CodeFixed, back: CodeNoCause}},
		{"gone", func(c Complaint) (Complaint, error) { return c.Settle(gone, on) },
			map[ComplaintState]any{none: CodeNoComplaint, open: CodeNotFixed, caused: CodeNotFixed, fixed: gone, gone: CodeNotFixed, back: CodeNotFixed}},
		{"came back", func(c Complaint) (Complaint, error) { return c.Settle(back, on) },
			map[ComplaintState]any{none: CodeNoComplaint, open: CodeNotFixed, caused: CodeNotFixed, fixed: back, gone: back, back: CodeNotFixed}},
		{"settle as open", func(c Complaint) (Complaint, error) { return c.Settle(open, on) },
			map[ComplaintState]any{none: CodeComplaintState, open: CodeComplaintState, caused: CodeComplaintState, fixed: CodeComplaintState, gone: CodeComplaintState, back: CodeComplaintState}},
		{"count", func(c Complaint) (Complaint, error) { return c.WithCases(7) },
			map[ComplaintState]any{none: CodeNoComplaint, open: open, caused: caused, fixed: fixed, gone: gone, back: back}},
		{"count none", func(c Complaint) (Complaint, error) { return c.WithCases(0) },
			map[ComplaintState]any{none: CodeNoComplaint, open: CodeCases, caused: CodeCases, fixed: CodeCases, gone: CodeCases, back: CodeCases}},
	}
	for _, op := range operations {
		for state, c := range inState(t) {
			before := fmt.Sprintf("%+v", c)
			after, err := op.do(c)
			switch want := op.want[state].(type) {
			case Code:
				if CodeOf(err) != want {
					t.Errorf("%s of %q: %v, want %s", op.name, state, err, want)
				}
			case ComplaintState:
				if err != nil || after.State != want || after.Since() != c.Since() && after.Since() != on {
					t.Errorf("%s of %q: %+v, %v", op.name, state, after, err)
				}
			}
			if now := fmt.Sprintf("%+v", c); now != before {
				t.Errorf("%s of %q changed what it was: %s, then %s", op.name, state, before, now)
			}
		}
	}
}

func TestAComplaintThatCameBackIsOpenAgainAndOneCaseMore(t *testing.T) {
	c := inState(t)[ComplaintBack]
	if !c.IsOpen() || !c.LacksCause() || c.BackOn().IsZero() || !c.IsFollowed() || c.Cases != 2 || c.Cause() != "" || c.Age(november(8)) != 2 {
		t.Errorf("%+v", c)
	}
	if c := inState(t)[ComplaintCaused]; c.Cause() != "nobody asked" || c.Age(november(8)) != 6 || c.LacksCause() {
		t.Errorf("%+v", c)
	}
	if c := inState(t)[ComplaintGone]; c.IsOpen() || c.IsFollowed() || !c.BackOn().IsZero() {
		t.Errorf("%+v", c)
	}
}

// anyComplaint is a complaint after any number of operations, each of which may be refused.
func anyComplaint(t *rapid.T) Complaint {
	day := november(1)
	c := NewComplaint(day)
	for range rapid.IntRange(0, 30).Draw(t, "operations") {
		day = DayOf(day.Time().AddDate(0, 0, rapid.IntRange(0, 9).Draw(t, "days")))
		after, err := anyOperation(t, c, day)
		if err == nil {
			c = after
		}
	}
	return c
}

func anyOperation(t *rapid.T, c Complaint, on Day) (Complaint, error) {
	switch rapid.IntRange(0, 4).Draw(t, "operation") {
	case 0:
		return c.Explain(rapid.SliceOfN(rapid.StringMatching(`[a-z \t]{0,5}`), 0, 7).Draw(t, "whys"), on)
	case 1:
		return c.Mend(rapid.StringMatching(`[a-z ]{0,5}`).Draw(t, "fix"), rapid.String().Draw(t, "owner"), on)
	case 2:
		return c.Settle(rapid.SampledFrom(ComplaintStates()).Draw(t, "state"), on)
	case 3:
		return c.WithCases(rapid.IntRange(-1, MaxCases+1).Draw(t, "cases"))
	}
	return c.Unsettle(), nil
}

func TestNoOperationLeavesAComplaintThatDoesNotHoldTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyComplaint(t)
		if err := first(problemsOf(c.check)); err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if c.IsOpen() == (c.State == ComplaintFixed || c.State == ComplaintGone) {
			t.Fatalf("%+v is open: %v", c, c.IsOpen())
		}
	})
}

func TestTheWhysBeginAnewAfterAComplaintCameBack(t *testing.T) {
	for state, c := range inState(t) {
		got := c.WhysToGoOn()
		if want := c.IsFollowed() && !c.LacksCause() || state == ComplaintGone; want != slices.Equal(got, []string{"the label is old", "nobody asked"}) || !want && len(got) > 0 {
			t.Errorf("%s: %q", state, got)
		}
	}
}

func TestUnsettleTakesBackWhatSettleSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyComplaint(t)
		state := rapid.SampledFrom([]ComplaintState{ComplaintGone, ComplaintBack}).Draw(t, "said")
		settled, err := c.Settle(state, november(30))
		if err != nil || c.Cases == MaxCases {
			return
		}
		if got := settled.Unsettle(); fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", c) {
			t.Fatalf("%+v, then %+v", c, got)
		}
	})
}

func TestWhatDoesNotHoldTogetherIsRefused(t *testing.T) {
	good := inState(t)[ComplaintFixed]
	tests := []struct {
		name   string
		change func(*Complaint)
		want   Code
	}{
		{"no state but whys", func(c *Complaint) { c.State = NoComplaint }, CodeInvalidStory},
		{"a strange state", func(c *Complaint) { c.State = "lost" }, CodeComplaintState},
		{"no steps", func(c *Complaint) { c.Steps = nil }, CodeInvalidStory},
		{"another last step", func(c *Complaint) { c.State = ComplaintGone }, CodeInvalidStory},
		{"a first step that is none", func(c *Complaint) { c.Steps = c.Steps[1:] }, CodeInvalidStory},
		{"a step without a day", func(c *Complaint) { c.Steps = slices.Clone(c.Steps); c.Steps[1].On = Day{} }, CodeDay},
		{"no cause", func(c *Complaint) { c.Whys = nil }, CodeInvalidStory},
		{"an empty why", func(c *Complaint) { c.Whys = []string{"a", ""} }, CodeTextEmpty},
		{"six whys", func(c *Complaint) { c.Whys = strings.Split("abcdef", "") }, CodeWhysFull},
		{"no fix", func(c *Complaint) { c.Fix = "" }, CodeInvalidStory},
		{"a long owner", func(c *Complaint) { c.Owner = strings.Repeat("x", MaxName+1) }, CodeOwnerLong},
		{"an unclean owner", func(c *Complaint) { c.Owner = " Ben" }, CodeInvalidStory},
		{"no case", func(c *Complaint) { c.Cases = 0 }, CodeCases},
	}
	for _, tt := range tests {
		c := good
		tt.change(&c)
		if err := first(problemsOf(c.check)); CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}
func TestWhatWasFoundBeforeAComplaintCameBackIsKept(t *testing.T) {
	back := inState(t)[ComplaintBack]
	again, err := back.Explain([]string{"the new label peels off"}, november(7))
	if err != nil {
		t.Fatal(err)
	}
	want := []Attempt{{Whys: []string{"the label is old", "nobody asked"}, Fix: "a new label", Owner: "Ben"}}
	if !reflect.DeepEqual(again.Before, want) || again.Fix != "" || again.Owner != "" || again.Cause() != "the new label peels off" {
		t.Errorf("%+v", again)
	}
	corrected, err := again.Explain([]string{"the glue is too thin"}, november(8))
	if err != nil || len(corrected.Before) != 1 {
		t.Errorf("%+v, %v", corrected, err)
	}
	if len(back.Before) > 0 {
		t.Errorf("the complaint as it was holds %v", back.Before)
	}
	broken := again
	broken.Before = []Attempt{{Whys: []string{"why"}}}
	if first(problemsOf(broken.check)) == nil {
		t.Error("an attempt without a change is valid")
	}
}
