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
	planned := get(caused.NotePlan("a new label", "Ben", nov(4)))
	fixed := get(planned.NoteFix("a new label", "Ben", nov(4)))
	return map[checks.ComplaintState]checks.Complaint{
		checks.NoComplaint: {}, checks.ComplaintOpen: open, checks.ComplaintCaused: caused,
		checks.ComplaintPlanned: planned, checks.ComplaintFixed: fixed,
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
			"explain", "!no-complaint cause-known cause-known planned !fixed !fixed cause-known",
			func(c complaint) (complaint, error) { return c.Explain([]string{"why"}, on) },
		},
		{
			"explain with nothing", "!no-complaint !no-cause !no-cause !no-cause !fixed !fixed !no-cause",
			func(c complaint) (complaint, error) { return c.Explain([]string{" ", ""}, on) },
		},
		{
			"explain six times", "!no-complaint !whys-full !whys-full !whys-full !fixed !fixed !whys-full",
			func(c complaint) (complaint, error) { return c.Explain(strings.Split("abcdef", ""), on) },
		},
		{
			"plan", "!no-complaint !no-cause planned planned !fixed !fixed !no-cause",
			func(c complaint) (complaint, error) { return c.NotePlan("plan", "Ana", on) },
		},
		{
			"plan nothing", "!no-complaint !no-cause !text-empty !text-empty !fixed !fixed !no-cause",
			func(c complaint) (complaint, error) { return c.NotePlan(" ", "Ana", on) },
		},
		{
			"note a remedy", "!no-complaint open cause-known planned fixed gone came-back",
			func(c complaint) (complaint, error) { return c.NoteRemedy("called her", on) },
		},
		{"note a fix", "!no-complaint !no-cause fixed fixed fixed !fixed !no-cause", func(c complaint) (complaint, error) { return c.NoteFix("fix", "Ana", on) }},
		{
			"note no fix", "!no-complaint !no-cause !text-empty !text-empty !text-empty !fixed !no-cause",
			func(c complaint) (complaint, error) { return c.NoteFix(" ", "Ana", on) },
		},
		{
			"gone", "!no-complaint !no-cause !not-fixed !not-fixed gone !fixed !no-cause",
			func(c complaint) (complaint, error) { return c.Confirm(checks.ComplaintGone, on) },
		},
		{
			"came back", "!no-complaint !no-cause !not-fixed !not-fixed came-back came-back !no-cause",
			func(c complaint) (complaint, error) { return c.Confirm(checks.ComplaintBack, on) },
		},
		{"confirm as open", strings.Repeat("!unknown-word ", 7), func(c complaint) (complaint, error) { return c.Confirm(checks.ComplaintOpen, on) }},
		{"count", "!no-complaint open cause-known planned fixed gone came-back", func(c complaint) (complaint, error) { return c.WithCases(7) }},
		{"count none", "!no-complaint !cases !cases !cases !cases !cases !cases", func(c complaint) (complaint, error) { return c.WithCases(0) }},
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
	switch rapid.IntRange(0, 6).Draw(t, "operation") {
	case 4:
		return c.NotePlan(rapid.StringMatching(`[a-z ]{0,5}`).Draw(t, "plan"), rapid.String().Draw(t, "owner"), on)
	case 5:
		return c.NoteRemedy(rapid.StringMatching(`[a-z ]{0,5}`).Draw(t, "remedy"), on)
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

func TestWhatDoesNotHoldTogetherIsRefused(t *testing.T) {
	good := inState()[checks.ComplaintFixed]
	tests := []struct {
		name   string
		change func(*checks.Complaint)
		want   checks.Code
	}{
		{"no state but whys", func(c *checks.Complaint) { c.State = checks.NoComplaint }, checks.CodeInvalid},
		{"a strange state", func(c *checks.Complaint) { c.State = "lost" }, checks.CodeUnknownWord},
		{"no steps", func(c *checks.Complaint) { c.Steps = nil }, checks.CodeInvalid},
		{"another last step", func(c *checks.Complaint) { c.State = checks.ComplaintGone }, checks.CodeInvalid},
		{"a first step that is none", func(c *checks.Complaint) { c.Steps = c.Steps[1:] }, checks.CodeInvalid},
		{"a step without a day", func(c *checks.Complaint) { c.Steps = slices.Clone(c.Steps); c.Steps[1].On = checks.Day{} }, checks.CodeDay},
		{"no cause", func(c *checks.Complaint) { c.Whys = nil }, checks.CodeInvalid},
		{"an empty why", func(c *checks.Complaint) { c.Whys = []string{"a", ""} }, checks.CodeTextEmpty},
		{"six whys", func(c *checks.Complaint) { c.Whys = strings.Split("abcdef", "") }, checks.CodeWhysFull},
		{"no plan", func(c *checks.Complaint) {
			c.State, c.Plan, c.Steps = checks.ComplaintPlanned, "", c.Steps[:3]
		}, checks.CodeInvalid},
		{"a remedy without a day", func(c *checks.Complaint) { c.Remedy.Text = "called" }, checks.CodeDay},
		{"a remedy without a text", func(c *checks.Complaint) { c.Remedy.On = nov(3) }, checks.CodeTextEmpty},
		{"no state but a remedy", func(c *checks.Complaint) {
			*c = checks.Complaint{Remedy: checks.Remedy{Text: "called", On: nov(3)}}
		}, checks.CodeInvalid},
		{"no fix", func(c *checks.Complaint) { c.Fix = "" }, checks.CodeInvalid},
		{"a long owner", func(c *checks.Complaint) { c.Owner = strings.Repeat("x", checks.MaxName+1) }, checks.CodeOwnerLong},
		{"an unclean owner", func(c *checks.Complaint) { c.Owner = " Ben" }, checks.CodeInvalid},
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
	want := []checks.Attempt{{Whys: []string{"the label is old", "nobody asked"}, Plan: "a new label", Fix: "a new label", Owner: "Ben"}}
	if !reflect.DeepEqual(again.Before, want) || again.Plan+again.Fix+again.Owner != "" || again.Cause() != "the new label peels off" {
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

func TestAFixThatIsSaidAnewKeepsTheOneBefore(t *testing.T) {
	fixed := inState()[checks.ComplaintFixed] // on the 4th
	for _, tt := range []struct {
		name, fix, want string // the fix, its day, how often it was fixed, and the ones before
		on              checks.Day
	}{
		{"another day, another change", "a bell", "a bell 2026-11-09 2 [a new label]", nov(9)},
		{"another day before that one", "a bell", "a bell 2026-11-03 2 [a new label]", nov(3)},
		{"the same day, another change", "a bell", "a bell 2026-11-04 2 [a new label]", nov(4)},
		{"the same day corrects a slip", "a newer label", "a newer label 2026-11-04 1 []", nov(4)},
		{"the same day adds to it", "a new label, and a bell", "a new label, and a bell 2026-11-04 1 []", nov(4)},
		{"the same words correct the day", " a new  label ", "a new label 2026-11-07 1 []", nov(7)},
	} {
		c := get(fixed.NoteFix(tt.fix, "Ana", tt.on))
		n, before := 0, []string{}
		for _, s := range c.Steps {
			if s.State == checks.ComplaintFixed {
				n++
			}
		}
		for _, a := range c.Before {
			before = append(before, a.Fix)
		}
		if got := fmt.Sprint(c.Fix, " ", c.FixedOn(), " ", n, " ", before); got != tt.want || c.Owner != "Ana" || fixed.FixedOn() != nov(4) {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	for fix, want := range map[string]checks.Day{"a new label": nov(4), "a bell": nov(20)} {
		if got := fixed.FixDay(fix, nov(20)); got != want {
			t.Errorf("without a day, %q is of %v", fix, got)
		}
	}
}

func TestWhatLedToAFixWasKnownByItsDay(t *testing.T) {
	caused := get(checks.NewComplaint(nov(2)).Explain([]string{"why"}, nov(9)))
	again := get(get(get(caused.NoteFix("a bell", "", nov(10))).Confirm(checks.ComplaintBack, nov(12))).Explain([]string{"why"}, nov(15)))
	for _, tt := range []struct {
		name     string
		c        checks.Complaint
		on       checks.Day
		code     checks.Code
		wantDays string
	}{
		{"earlier than the cause was noted", caused, nov(5), "", "2 5 5"},
		{"before it happened", caused, nov(2), checks.CodeTooEarly, ""},
		{"earlier than the second cause was noted", again, nov(13), "", "2 9 10 12 13 13"},
		{"before it came back", again, nov(11), checks.CodeTooEarly, ""},
	} {
		s := goodStory() // of the 3rd
		got, err := s.Followed(tt.c.NoteFix("a light", "", tt.on))
		wantCode(t, err, tt.code)
		var days []string
		for _, step := range got.Complaint.Steps {
			days = append(days, fmt.Sprint(step.On.Day))
		}
		if strings.Join(days, " ") != tt.wantDays {
			t.Errorf("%s: the steps are of %v, want %s", tt.name, days, tt.wantDays)
		}
	}
}

func TestAComplaintStandsAsItStoodOnEachDay(t *testing.T) {
	c := get(checks.NewComplaint(nov(1)).Explain([]string{"first why"}, nov(2)))
	c = get(get(c.NotePlan("a plan", "Ana", nov(4))).NoteFix("a fix", "Ben", nov(6)))
	c = get(get(c.NoteFix("more", "", nov(8))).Confirm(checks.ComplaintBack, nov(10)))
	c = get(get(c.Explain([]string{"second why"}, nov(12))).NoteFix("at last", "Eva", nov(14)))
	for day, want := range []string{
		1: "open [] ", 2: "cause-known [first why] ", 4: "planned [first why] a plan", 6: "fixed [first why] a plan a fix",
		8: "fixed [first why] more", 10: "came-back [first why] more", 12: "cause-known [second why] ", 14: "fixed [second why] at last",
	} {
		if at := c.At(nov(day)); want != "" {
			if got := fmt.Sprintf("%s %v %s", at.State, at.Whys, strings.TrimSpace(at.Plan+" "+at.Fix)); got != want {
				t.Errorf("on the %d: %q, want %q", day, got, want)
			}
		}
	}
}
