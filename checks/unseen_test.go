package checks_test

import (
	"testing"
	"time"

	"emptychair/checks"
)

// A mark without a width at the ends of a text is nothing that somebody wrote.
func TestWhatNobodySeesIsNoTextBetweenRuns(t *testing.T) {
	const unseen = "\u200b"
	today := checks.Day{Year: 2026, Month: time.November, Day: 12}
	action := checks.Action{ID: "a", Text: unseen + "call" + unseen, State: checks.Open, Team: "A", Made: today.Time()}
	made, err := checks.NewAction(check, action)
	if err != nil || made.Text != "call" {
		t.Errorf("%q, %v", made.Text, err)
	}
	action.Text = unseen
	if _, err := checks.NewAction(check, action); checks.CodeOf(err) != checks.CodeTextEmpty {
		t.Error(err)
	}
	if _, err := made.Drop(unseen); checks.CodeOf(err) != checks.CodeReasonEmpty {
		t.Error(err)
	}
	if dropped, err := made.Drop("others do it" + unseen); err != nil || dropped.Validate(check) != nil {
		t.Error(err, dropped.Validate(check))
	}
	c := checks.NewComplaint(today)
	if _, err := c.Explain([]string{unseen}, today); checks.CodeOf(err) != checks.CodeNoCause {
		t.Error(err)
	}
	if c, err := c.Explain([]string{unseen + "no bell", unseen}, today); err != nil || c.Cause() != "no bell" || len(c.Whys) != 1 {
		t.Error(c, err)
	}
}
