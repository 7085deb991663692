package tui

import (
	"testing"

	"emptychair/checks"
)

func TestTheVoiceGoesThroughTheMonthsUpToNow(t *testing.T) {
	u := newUser(t, 80, 24, "en", withStories("en")).press("v").sees("Nov 2026 · Voice of the Customer · Payments", "4 stories this month")
	u.press("right").says("voice.no-later").press("left").sees("Oct 2026 · Voice", "5 stories this month").press("right").sees("Nov 2026")
	for range 200 {
		u.press("down")
	}
	u.sees("Customer value").seesNot("4 stories this month").press("esc").sees("emptychair · Payments")
}

func TestAVoiceThatCannotBeReadIsSaid(t *testing.T) {
	u := newUser(t, 80, 24, "en", withStories("en"))
	u.store.broken = &checks.Error{Code: checks.CodeBusy, Subject: "a.db"}
	u.press("v").tells(checks.CodeBusy, "a.db").sees("emptychair · Payments")
}

func TestATeamIsMarkedAsLeadershipAndUnmarked(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en")).press("l").says("home.marked.leading").sees("Payments · leadership")
	if !u.store.leading["Payments"] {
		t.Error("it is not remembered")
	}
	if u.press("l").says("home.marked.other").seesNot("leadership"); u.store.leading["Payments"] {
		t.Error("it is remembered still")
	}
}

func TestHomeOfNobodyStaysSimple(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory())
	before := u.seesNot("stories", "actions", "voice").screen()
	for _, k := range []string{"s", "a", "v", "l"} {
		if u.press(k); u.screen() != before {
			t.Errorf("%s leads to\n%s", k, u.screen())
		}
	}
}
