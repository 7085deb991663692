package checks_test

import (
	"testing"

	"emptychair/checks"
)

func TestComparisonHoldsEachItemOfTheCheck(t *testing.T) {
	then := newFlow(6, votes("contact", 2, 2, 3, 3, 3, 4), reveal("contact"), votes("trust", 1, 2), reveal("trust")).Run()
	now := newFlow(6, votes("contact", 2, 3, 4, 4, 4, 5), reveal("contact"), votes("trust", 5, 5)).Run()
	c := checks.Compare(check, then, now, checks.ChosenMonth, false)
	if c.Beside() || c.Chosen != checks.ChosenMonth || c.Changing || len(c.Items) != len(check.Items) {
		t.Fatalf("%+v", c)
	}
	want := []checks.Verdict{checks.VerdictUp, checks.VerdictNoAnswer, checks.VerdictNoAnswer} // the second is hidden yet, the third not rated
	for i, it := range c.Items {
		if it.ID != check.Items[i].ID || it.Change.Verdict != want[i] {
			t.Errorf("%d: %q, %q", i, it.ID, it.Change.Verdict)
		}
	}
	if contact := c.Items[0]; contact.Baseline.Counts != [5]int{0, 2, 3, 1, 0} || contact.Current.Counts != [5]int{0, 1, 1, 3, 1} {
		t.Errorf("%+v", contact)
	}
	if got := checks.Compare(check, then, now, checks.ChosenMonth, true); !got.Changing || got.Items[0].Change.Verdict != checks.VerdictSame {
		t.Errorf("of a changing team: %+v", got.Items[0].Change)
	}
}

func TestOnePersonBesideATeamIsNoChange(t *testing.T) {
	team := newFlow(6, votes("contact", 1, 1, 1, 1, 1, 1), reveal("contact")).Run()
	solo := newFlow(1, votes("contact", 5)).Run()
	for _, c := range []checks.Comparison{
		checks.Compare(check, team, solo, checks.ChosenRun, false), checks.Compare(check, solo, team, checks.ChosenRun, false),
	} {
		contact := c.Items[0]
		if !c.Beside() || contact.Change != (checks.Change{}) || contact.Change.Compared() {
			t.Errorf("%+v", contact.Change)
		}
		if contact.Baseline.N()+contact.Current.N() != 7 {
			t.Errorf("%v beside %v", contact.Baseline, contact.Current)
		}
	}
}

func TestOnePersonIsTheSameThoughTheTeamChanges(t *testing.T) {
	then, now := newFlow(1, votes("contact", 2)).Run(), newFlow(1, votes("contact", 4)).Run()
	got := checks.Compare(check, then, now, checks.ChosenPrevious, true)
	if contact := got.Items[0].Change; got.Changing || contact.Verdict != checks.VerdictUp || !contact.SamePeople {
		t.Errorf("%+v", contact)
	}
}
