package checks_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"emptychair/checks"

	"pgregory.net/rapid"
)

func nov(day int) checks.Day { return checks.Day{2026, 11, day} }

// inState are complaints in every state, on the way through all of them.
func inState() map[checks.ComplaintState]checks.Complaint {
	open := checks.NewComplaint(nov(2))
	caused := get(open.Explain([]string{"the label is old", "nobody asked"}, nov(3)))
	fixed := get(caused.NoteFix("a new label", "Ben", nov(4)))
	return map[checks.ComplaintState]checks.Complaint{
		checks.NoComplaint: {}, checks.ComplaintOpen: open, checks.ComplaintCaused: caused, checks.ComplaintFixed: fixed,
		checks.ComplaintGone: get(fixed.Confirm(checks.ComplaintGone, nov(5))), checks.ComplaintBack: get(fixed.Confirm(checks.ComplaintBack, nov(6))),
	}
}

// wrongIn returns what is wrong with a complaint.
func wrongIn(c checks.Complaint) error {
	s := goodStory()
	s.Complaint = c
	return s.Validate(check)
}

func TestEveryStateOfAComplaintAllowsWhatComesNext(t *testing.T) {
	type complaint = checks.Complaint
	on, states := nov(20), append([]checks.ComplaintState{checks.NoComplaint}, checks.ComplaintStates()...)
	for _, op := range []struct {
		name, want string // for each of the states: the one that it leads to, or ! and the code with which it is refused
		do         func(c complaint) (complaint, error)
	}{
		{
			"explain", "!no-complaint cause-known cause-known !fixed !fixed cause-known",
			func(c complaint) (complaint, error) { return c.Explain([]string{"why"}, on) },
		},
		{
			"explain with nothing", "!no-complaint !no-cause !no-cause !fixed !fixed !no-cause",
			func(c complaint) (complaint, error) { return c.Explain([]string{" ", ""}, on) },
		},
		{
			"explain six times", "!no-complaint !whys-full !whys-full !fixed !fixed !whys-full",
			func(c complaint) (complaint, error) { return c.Explain(strings.Split("abcdef", ""), on) },
		},
		{"note a fix", "!no-complaint !no-cause fixed fixed !fixed !no-cause", func(c complaint) (complaint, error) { return c.NoteFix("fix", "Ana", on) }},
		{
			"note no fix", "!no-complaint !no-cause !text-empty !text-empty !fixed !no-cause",
			func(c complaint) (complaint, error) { return c.NoteFix(" ", "Ana", on) },
		},
		{
			"gone", "!no-complaint !not-fixed !not-fixed gone !not-fixed !not-fixed",
			func(c complaint) (complaint, error) { return c.Confirm(checks.ComplaintGone, on) },
		},
		{
			"came back", "!no-complaint !not-fixed !not-fixed came-back came-back !not-fixed",
			func(c complaint) (complaint, error) { return c.Confirm(checks.ComplaintBack, on) },
		},
		{"confirm as open", strings.Repeat("!complaint-state ", 6), func(c complaint) (complaint, error) { return c.Confirm(checks.ComplaintOpen, on) }},
		{"count", "!no-complaint open cause-known fixed gone came-back", func(c complaint) (complaint, error) { return c.WithCases(7) }},
		{"count none", "!no-complaint !cases !cases !cases !cases !cases", func(c complaint) (complaint, error) { return c.WithCases(0) }},
	} {
		for i, want := range strings.Fields(op.want) {
			c := inState()[states[i]]
			before := fmt.Sprintf("%+v", c)
			after, err := op.do(c)
			got := string(after.State)
			if err != nil {
				got = "!" + string(checks.CodeOf(err))
			}
			if got != want || err == nil && after.Since() != c.Since() && after.Since() != on {
				t.Errorf("%s of %q: %s, want %s", op.name, states[i], got, want)
			}
			if now := fmt.Sprintf("%+v", c); now != before {
				t.Errorf("%s of %q changed what it was: %s, then %s", op.name, states[i], before, now)
			}
		}
	}
}

func TestAComplaintThatCameBackIsOpenAgainAndOneCaseMore(t *testing.T) {
	c := inState()[checks.ComplaintBack]
	if !c.IsOpen() || !c.LacksCause() || c.BackOn().IsZero() || c.Cases != 2 || c.Cause() != "" || len(c.WhysToGoOn()) > 0 || c.Age(nov(8)) != 2 {
		t.Errorf("%+v", c)
	}
	if c := inState()[checks.ComplaintCaused]; c.Cause() != "nobody asked" || len(c.WhysToGoOn()) != 2 || c.Age(nov(8)) != 6 || c.LacksCause() {
		t.Errorf("%+v", c)
	}
	if c := inState()[checks.ComplaintGone]; c.IsOpen() || !c.BackOn().IsZero() {
		t.Errorf("%+v", c)
	}
}

// anyComplaint is a complaint after any number of operations, each of which may be refused.
func anyComplaint(t *rapid.T) checks.Complaint {
	day := nov(1)
	c := checks.NewComplaint(day)
	for range rapid.IntRange(0, 30).Draw(t, "operations") {
		day = checks.DayOf(day.Time().AddDate(0, 0, rapid.IntRange(0, 9).Draw(t, "days")))
		after, err := anyOperation(t, c, day)
		if err == nil {
			c = after
		}
	}
	return c
}

func anyOperation(t *rapid.T, c checks.Complaint, on checks.Day) (checks.Complaint, error) {
	switch rapid.IntRange(0, 4).Draw(t, "operation") {
	case 0:
		return c.Explain(rapid.SliceOfN(rapid.StringMatching(`[a-z \t]{0,5}`), 0, 7).Draw(t, "whys"), on)
	case 1:
		return c.NoteFix(rapid.StringMatching(`[a-z ]{0,5}`).Draw(t, "fix"), rapid.String().Draw(t, "owner"), on)
	case 2:
		return c.Confirm(rapid.SampledFrom(checks.ComplaintStates()).Draw(t, "state"), on)
	case 3:
		return c.WithCases(rapid.IntRange(-1, checks.MaxCases+1).Draw(t, "cases"))
	}
	return c.Unconfirm(), nil
}

func TestNoOperationLeavesAComplaintThatDoesNotHoldTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyComplaint(t)
		if err := wrongIn(c); err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if c.IsOpen() == (c.State == checks.ComplaintFixed || c.State == checks.ComplaintGone) {
			t.Fatalf("%+v is open: %v", c, c.IsOpen())
		}
	})
}

func TestUnconfirmTakesBackWhatConfirmSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyComplaint(t)
		state := rapid.SampledFrom([]checks.ComplaintState{checks.ComplaintGone, checks.ComplaintBack}).Draw(t, "said")
		confirmed, err := c.Confirm(state, nov(30))
		if err != nil || c.Cases == checks.MaxCases {
			return
		}
		if got := confirmed.Unconfirm(); fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", c) {
			t.Fatalf("%+v, then %+v", c, got)
		}
	})
}

func TestWhatDoesNotHoldTogetherIsRefused(t *testing.T) {
	good := inState()[checks.ComplaintFixed]
	tests := []struct {
		name   string
		change func(*checks.Complaint)
		want   checks.Code
	}{
		{"no state but whys", func(c *checks.Complaint) { c.State = checks.NoComplaint }, checks.CodeInvalidStory},
		{"a strange state", func(c *checks.Complaint) { c.State = "lost" }, checks.CodeComplaintState},
		{"no steps", func(c *checks.Complaint) { c.Steps = nil }, checks.CodeInvalidStory},
		{"another last step", func(c *checks.Complaint) { c.State = checks.ComplaintGone }, checks.CodeInvalidStory},
		{"a first step that is none", func(c *checks.Complaint) { c.Steps = c.Steps[1:] }, checks.CodeInvalidStory},
		{"a step without a day", func(c *checks.Complaint) { c.Steps = slices.Clone(c.Steps); c.Steps[1].On = checks.Day{} }, checks.CodeDay},
		{"no cause", func(c *checks.Complaint) { c.Whys = nil }, checks.CodeInvalidStory},
		{"an empty why", func(c *checks.Complaint) { c.Whys = []string{"a", ""} }, checks.CodeTextEmpty},
		{"six whys", func(c *checks.Complaint) { c.Whys = strings.Split("abcdef", "") }, checks.CodeWhysFull},
		{"no fix", func(c *checks.Complaint) { c.Fix = "" }, checks.CodeInvalidStory},
		{"a long owner", func(c *checks.Complaint) { c.Owner = strings.Repeat("x", checks.MaxName+1) }, checks.CodeOwnerLong},
		{"an unclean owner", func(c *checks.Complaint) { c.Owner = " Ben" }, checks.CodeInvalidStory},
		{"no case", func(c *checks.Complaint) { c.Cases = 0 }, checks.CodeCases},
	}
	for _, tt := range tests {
		c := good
		tt.change(&c)
		if err := wrongIn(c); checks.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestWhatWasFoundBeforeAComplaintCameBackIsKept(t *testing.T) {
	back := inState()[checks.ComplaintBack]
	again := get(back.Explain([]string{"the new label peels off"}, nov(7)))
	want := []checks.Attempt{{Whys: []string{"the label is old", "nobody asked"}, Fix: "a new label", Owner: "Ben"}}
	if !reflect.DeepEqual(again.Before, want) || again.Fix != "" || again.Owner != "" || again.Cause() != "the new label peels off" {
		t.Errorf("%+v", again)
	}
	if corrected := get(again.Explain([]string{"the glue is too thin"}, nov(8))); len(corrected.Before) != 1 || len(back.Before) > 0 {
		t.Errorf("corrected %+v, as it came back %v", corrected, back.Before)
	}
	broken := again
	broken.Before = []checks.Attempt{{Whys: []string{"why"}}}
	if wrongIn(broken) == nil {
		t.Error("an attempt without a change is valid")
	}
}
