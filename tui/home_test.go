package tui

import (
	"testing"

	"emptychair/checks"
)

func TestHomeShowsTheNextTeamOnTab(t *testing.T) {
	u := newUser(t, 80, 24, "en", withHistory("en")).sees("emptychair · Ana", "Last run 21 Aug 2026, solo")
	u.press("tab").sees("emptychair · Payments", "Last run 19 Aug 2026, 6 people")
	u.press("tab").sees("emptychair · Ana")
}

func TestKeysOfWhatIsNotThereDoNothing(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory())
	before := u.screen()
	for _, k := range []string{"r", "tab", "x", "u", "ctrl+r", "enter", "esc", "up", "+", "1"} {
		if u.press(k); u.screen() != before {
			t.Errorf("%s changes the screen:\n%s", k, u.screen())
		}
	}
	if u.ended {
		t.Error("the program ended")
	}
}

func TestQLeavesFromHomeOnly(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en"))
	begin(u).press("q")
	if u.ended {
		t.Fatal("q ends the program in a run")
	}
	if u.press("f4", "q"); !u.ended {
		t.Error("q does not end the program at home")
	}
}

func TestKeysTypedAheadReachTheScreenTheyAreMeantFor(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory(halfway("en")))
	u.slow = true
	u.press("r").typed(" too").press("enter")
	u.release()
	if got := u.stands("decisions").openRun().Answers["decisions"]; len(got) != 1 || got[0].Text != "The trade fair in spring too" {
		t.Errorf("the answers are %+v", got)
	}
}

func TestKeysWhileARunIsBeingLeftDoNoHarm(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory())
	beginNew(u).press("3")
	u.slow = true
	u.press("esc", "4", "enter", "pgdown", "u").paste("5\n5")
	u.release().says("key.resume")
	if n := u.store.last().Ratings["contact"].Answers(); n != 1 {
		t.Errorf("%d answers are stored", n)
	}
}

func TestAStoreThatCannotBeReadIsSaid(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en"))
	u.store.broken = &checks.Error{Code: checks.CodeBusy, Subject: "a.db"}
	u.press("p").tells(checks.CodeBusy, "a.db")
	u.press("n").says("setup.ask").press("esc").tells(checks.CodeBusy, "a.db").says("key.new")
}

func TestHomeListsAsManyOpenActionsAsFit(t *testing.T) {
	actions := []string{"Call one customer", "Let every new colleague", "Print the receipt"}
	for h, fit := range map[int]int{24: 3, 21: 3, 20: 2, 19: 1, 18: 0} {
		newUser(t, 80, h, "en", withStories("en")).sees("3 actions").sees(actions[:fit]...).seesNot(actions[fit:]...)
	}
}
