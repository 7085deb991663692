package tui

import (
	"fmt"
	"testing"

	"emptychair/checks"
)

// lookingBack is a team at its look back.
func lookingBack(t *testing.T) *user {
	t.Helper()
	return start(t, withWork("en")).press("n", "enter").stands(checks.LookBackID)
}

func TestARunBeginsWithALookBackOnlyWhereSomethingIsOpen(t *testing.T) {
	u := lookingBack(t).sees("1 of 10 · Look back")
	u.sees("Call one customer a week", "Direct contact · Ana · by 30 Sep 2026 · overdue", "Write the three delivery mails anew", "Ben · by 31 Dec 2026")
	u.sees("Sit beside customer service", "Trust · nobody yet · second time open")
	u.sees("2 complaints were fixed. Have they come back?")

	voting(t).stands("contact").sees("1 of 9")
}

func TestEnterGoesOnThoughNothingWasSaid(t *testing.T) {
	u := lookingBack(t).press("enter").stands("contact")
	equal(t, u.openRun().Looked, nil)
	u.press("esc").stands(checks.LookBackID).press("right").stands("contact")
}

func TestWhatBecameOfEachIsSaidWithOneKeyAndStored(t *testing.T) {
	u := lookingBack(t).press("d").sees("✓ Call one customer a week", "▸ • Write the three")
	u.press("o").sees("→ Write the three", "still open · Ben").press("x").says("look.reason")
	u.press("the courier does it now", "enter").sees("× Sit beside", "dropped: the courier does it now")
	u.press("g").press("b").sees("↻ The courier never rang", "came back, and is open again").says("look.all")

	today := checks.DayOf(noon)
	want := map[string]checks.Look{
		"01J5MMV0000000000000000009": {Outcome: checks.OutcomeDone, On: today},
		"01KA0000000000000000000A02": {Outcome: checks.OutcomeOpen, On: today},
		"01HX0000000000000000000A01": {Outcome: checks.OutcomeDropped, Reason: "the courier does it now", On: today},
		"01KA0000000000000000000S02": {Outcome: checks.OutcomeGone, On: today},
		"01KA0000000000000000000S01": {Outcome: checks.OutcomeCameBack, On: today},
	}
	equal(t, u.store.last().Looked, want)
	if open := u.store.open("Payments"); len(open) != 1 || open[0].Owner != "Ben" {
		t.Errorf("open are %v", open)
	}
	for _, st := range u.store.stories[:2] {
		if back := st.ID == "01KA0000000000000000000S01"; st.Complaint.BackOn().IsZero() == back || st.Complaint.IsOpen() != back {
			t.Errorf("the complaint is %+v", st.Complaint)
		}
	}
}

func TestAReasonIsNeededToDropAnAction(t *testing.T) {
	u := lookingBack(t).press("x", "enter").tells(checks.CodeReasonEmpty).says("look.reason")
	u.press("d o", "esc").says("entry.drop").press("esc").seesNot("Why do we drop it?")
	equal(t, len(u.openRun().Looked), 0)
	u.press("x", "too late", "enter").sees("dropped: too late").press("up", "x").sees("› too late")
}

func TestAReasonThatNobodyEndedDropsNothingAndIsTypedOn(t *testing.T) {
	for _, way := range []string{"f4", "ctrl+c"} {
		u := lookingBack(t).press("x", "too la", way)
		equal(t, len(u.store.last().Looked), 0, way)
		u.opens().press("r").says("look.reason").sees("› too la").press("te", "enter").sees("dropped: too late")
		if r := u.store.last(); r.Looked["01J5MMV0000000000000000009"].Reason != "too late" || len(r.Drafts) > 0 {
			t.Errorf("%s: stored is %v beside %v", way, r.Looked, r.Drafts)
		}
	}
}

func TestTheCursorGoesOnToTheNextOfWhichNothingIsSaid(t *testing.T) {
	u := lookingBack(t).press("down", "down", "down", "down").sees("▸ • The courier").press("g").sees("▸ ✓ The courier")
	u.press("up", "g").sees("▸ ✓ The fee").press("up", "up", "d").sees("▸ • Sit beside").press("o").sees("▸ → Sit beside", "• Call one")
	u.press("up", "up", "o").sees("→ Call one", "▸ → Call one").says("look.all")
}

func TestAnActionKeepsItsDateOnceItIsDone(t *testing.T) {
	lookingBack(t).press("d").sees("done · Direct contact · Ana · by 30 Sep 2026").press("x", "?", "enter").sees("dropped: ? · Ben · by 31 Dec 2026")
}

func TestUndoTakesBackWhatWasSaidAndGoesThere(t *testing.T) {
	u := lookingBack(t).press("d", "o", "u").sees("▸ • Write").press("u").sees("▸ • Call one").press("ctrl+r").sees("▸ ✓ Call one")
	equal(t, len(u.store.open("Payments")), 2)
	u.press("u")
	equal(t, len(u.store.open("Payments")), 3)
	equal(t, u.openRun().Looked, nil)
}

func TestKeysOfTheOtherKindOfRowDoNothing(t *testing.T) {
	u := lookingBack(t).press("g", "b").seesNot("gone", "came back,")
	u.press("down", "down", "down", "d", "o", "x").seesNot("✓", "→", "Why do we drop it?")
}

func TestARunThatIsResumedStillListsWhatWasSaid(t *testing.T) {
	u := lookingBack(t).press("d", "down", "down", "b").opens().sees("at “Look back”").press("r").stands(checks.LookBackID)
	u.sees("✓ Call one customer a week", "▸ • Write", "came back, and is open again", "nobody looks after it")
	u.press("down", "down", "g").sees("✓ The fee")
	if c := u.store.stories[1].Complaint; c.State != checks.ComplaintGone || c.Cases != 1 {
		t.Errorf("the complaint is %+v", c)
	}
}

func TestALookBackAtNothingSaysSoInOneLine(t *testing.T) {
	u := lookingBack(t).press("d", "f4")
	u.store.loose, u.store.stories = nil, nil
	for id, r := range u.store.runs {
		if r.IsFinished() {
			r.Actions = nil
			u.store.runs[id] = r
		}
	}
	u.press("r").says("look.nothing").press("d", "g", "down", "u").says("look.nothing").press("enter").stands("contact")
}

func TestARunGoesOnThoughNothingOfItsLookBackCanBeRead(t *testing.T) {
	u := start(t, newMemory(bare()))
	u.store.missing = 8
	u.press("r").says("look.nothing").sees(u.m.say.N("missing", 8, "Call", "emptychair")).press("enter").stands("contact")
}

func TestARunDoesNotBeginWhereWhatIsOpenCannotBeRead(t *testing.T) {
	u := start(t, withWork("en")).press("n")
	u.store.unread = busyFile
	u.press("enter").isBusy().says("setup.ask")
	u.store.unread = nil
	u.press("enter").stands(checks.LookBackID)
}

func TestAMoreThanFullLookBackScrollsToItsEnd(t *testing.T) {
	store := withWork("en")
	for i := range 60 {
		a := store.loose[0]
		a.ID, a.Text = fmt.Sprintf("01KA000000000000000000B%03d", i), fmt.Sprintf("Call shop number %d", i)
		store.loose = append(store.loose, a)
	}
	u := newUser(t, 60, 18, "en", store).press("n", "enter")
	for range 65 {
		u.press("down").fits()
	}
	u.sees("▸ • The courier never rang", "65 of 65").press("b").sees("▸ ↻ The courier never rang")
}
