package tui

import (
	"slices"
	"strings"
	"testing"

	"emptychair/checks"
)

func TestAComplaintIsFollowedToItsEndAndBack(t *testing.T) {
	u := inStory(newUser(t, 80, 24, "en", withStories("en")), 1).press("c").says("complaint.saved").says("story.next.open")
	u.press("f").tells(checks.CodeNoCause).press("g").tells(checks.CodeNotFixed)
	u.press("w").typed("The label is old").press("enter").typed("Nobody asked").press("enter", "enter").says("complaint.saved-cause").says("story.next.cause-known")
	u.press("f").typed("A new label").press("enter").typed("Ben").press("enter").says("complaint.saved-fix").sees("Changed A new label", "Ben looks after it")
	u.press("w").tells(checks.CodeFixed).press("g").says("complaint.saved-gone").press("f").tells(checks.CodeFixed)
	u.press("b").says("complaint.saved-back").sees("2 like cases", "22 Nov 2026 came back")
	u.press("+", "+").sees("4 like cases").press("-").sees("3 like cases")
	today := checks.DayOf(noon)
	want := []checks.ComplaintStep{
		{State: checks.ComplaintOpen, On: today}, {State: checks.ComplaintCaused, On: today}, {State: checks.ComplaintFixed, On: today},
		{State: checks.ComplaintGone, On: today}, {State: checks.ComplaintBack, On: today},
	}
	if c := u.stored("001").Complaint; !slices.Equal(c.Steps, want) || c.Cases != 3 || c.Owner != "Ben" || len(c.Whys) != 2 {
		t.Errorf("%+v", c)
	}
	u.press("esc").sees("▸ 14 Nov 2026 · report · Customer value · complaint: came back, open again")
}

func TestOneCaseIsTheLeast(t *testing.T) {
	u := inStory(newUser(t, 80, 24, "en", withStories("en")), 2).press("-", "-").sees("One case, or the rule?").seesNot("one less")
	if n := u.stored("002").Complaint.Cases; n != 1 {
		t.Errorf("%d cases", n)
	}
}

func TestKeysOfComplaintsDoNothingToAStoryThatIsNone(t *testing.T) {
	u := inStory(newUser(t, 80, 24, "en", withStories("en")), 1)
	before := u.screen()
	for _, k := range []string{"w", "f", "g", "b", "+", "-"} {
		if u.press(k); u.screen() != before {
			t.Errorf("%s leads to\n%s", k, u.screen())
		}
	}
}

func TestFiveWhysAreEnough(t *testing.T) {
	u := inStory(newUser(t, 80, 24, "en", withStories("en")), 2).press("w", "enter").tells(checks.CodeNoCause)
	for _, why := range []string{"one", "two", "three", "four", "five"} {
		u.typed(why).press("enter")
	}
	u.says("why.full").typed("s").tells(checks.CodeWhysFull).press("backspace").sees("› five").press("backspace", "enter").sees("Why 5 fiv").press("enter")
	if whys := u.says("complaint.saved-cause").stored("002").Complaint.Whys; strings.Join(whys, " ") != "one two three four fiv" {
		t.Errorf("%q", whys)
	}
}

func TestAWhyThatWasTypedIsNotDroppedWithoutAQuestion(t *testing.T) {
	u := inStory(newUser(t, 80, 24, "en", withStories("en")), 2).press("w").typed("one").press("esc").says("entry.drop").press("esc").says("story.next.open")
	if c := u.stored("002").Complaint; c.State != checks.ComplaintOpen {
		t.Errorf("%+v", c)
	}
	u.press("w", "esc").says("story.next.open").press("w").typed("one").press("enter").typed("two")
	if err := u.m.Close(); err != nil || len(u.stored("002").Complaint.Whys) != 2 {
		t.Errorf("%v, %+v", err, u.stored("002").Complaint)
	}
}

func TestEscLosesNoWhyThatWasEnded(t *testing.T) {
	u := inStory(newUser(t, 80, 24, "en", withStories("en")), 2).press("w").typed("one").press("enter").typed("two").press("enter")
	u.typed("thr").press("esc").says("entry.drop").press("esc").says("complaint.saved-cause")
	want := []string{"one", "two"}
	if c := u.stored("002").Complaint; !slices.Equal(c.Whys, want) {
		t.Errorf("%+v", c)
	}
	saves := len(u.came)
	u.press("w", "backspace").typed("!").press("esc").says("entry.drop").press("esc").says("story.next.cause-known")
	u.press("w", "backspace", "esc").says("story.next.cause-known").press("w", "esc").says("story.next.cause-known")
	if c := u.stored("002").Complaint; !slices.Equal(c.Whys, want) || len(u.came) > saves {
		t.Errorf("%+v, and then %v", c, u.came[saves:])
	}
}

func TestAComplaintThatAnotherProgramMovedIsShownAsItIs(t *testing.T) {
	u := inStory(newUser(t, 80, 24, "en", withStories("en")), 6)
	st := &u.store.stories[6]
	st.Complaint = must(st.Complaint.Settle(checks.ComplaintBack, checks.DayOf(noon)))
	u.press("g").says("story.changed-meanwhile").says("story.next.came-back")
	u.store.stories = slices.Delete(u.store.stories, 6, 7)
	u.press("+").says("story.gone-meanwhile").sees("8 stories")
}

func TestALongStoryScrollsAboveWhatIsToBeDone(t *testing.T) {
	u := inStory(newUser(t, 60, 18, "en", withStories("en")), 0).sees("lines 1 to", "Press “w”.")
	for range 30 {
		u.press("down")
	}
	end := u.sees("20 Nov 2026 came back", "Press “w”.").screen()
	if u.press("up"); u.screen() == end {
		t.Error("the first key upwards does nothing")
	}
}

func TestTheWhysBeginAnewAfterAComplaintCameBack(t *testing.T) {
	u := inStory(newUser(t, 80, 24, "en", withStories("en")), 0).press("w").says("why.last-time").says("why.first").sees("Why 3 " + tales["en"].whys[2])
	u.press("esc").says("story.next.came-back").press("w").typed("The driver is new").press("enter", "enter").says("complaint.saved-cause")
	if whys := u.stored("000").Complaint.Whys; !slices.Equal(whys, []string{"The driver is new"}) {
		t.Errorf("%q", whys)
	}
	u.press("w").says("why.next").seesNot(u.m.say.T("why.last-time"), tales["en"].whys[2])
}

func TestWhatWasFoundLastTimeLeavesRoomForWhatIsAsked(t *testing.T) {
	store := withStories("en")
	store.stories[0].Complaint.Whys = slices.Repeat([]string{strings.Repeat("because ", 30)}, checks.MaxWhys)
	u := inStory(newUser(t, 60, 18, "en", store), 0).press("w").says("why.last-time").says("why.first").says("why.how")
	for range checks.MaxWhys - 1 {
		fits(t, u, 60, 18)
		u.typed("Why").press("enter")
	}
	u.says("why.next")
}
