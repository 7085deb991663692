package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// The first of 9 stages gets 4 of 43 parts of 45 minutes, 4:11; a question 6 parts.

func TestTheClockCountsDownAndThenOver(t *testing.T) {
	u := voting(t).sees("4:11")
	u.passes(11 * time.Second).sees("4:00")
	u.passes(4*time.Minute + 11*time.Second).sees("0:10 over, 8 more at 5:04")
	u.passes(20*time.Minute).sees("20:10 over", "8 more at")
	u.passes(30 * time.Minute).sees("8 more at 0:00")
	fits(t, u, 80, 24)
}

func TestWhatAnOverrunTookIsSplitOverTheRest(t *testing.T) {
	u := voting(t).passes(14 * time.Minute).sees("9:48 over, 8 more at 3:52")
	u.press("pgdown").sees("3:10").seesNot("over")
	u.press("pgup").sees("9:48 over")
}

func TestOneLineSaysWhenHalfOfAQuestionsTimeIsGone(t *testing.T) {
	u := asking(t).sees("8:42").passes(4 * time.Minute).seesNot("Half of the time")
	u.passes(22 * time.Second).says("clock.half")
	u.typed("we").says("clock.half").passes(5 * time.Minute).seesNot("Half of the time").sees("over")
}

func TestAVoteHasNoHalfTime(t *testing.T) {
	u := voting(t)
	for range 25 {
		u.passes(10 * time.Second).seesNot("Half of the time")
	}
}

func TestNoMinutesMeanNoClock(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory()).press("n").typed("A").press("down", "down", "down", "0", "down", "down", "enter")
	if r := u.stands("contact").openRun(); r.Minutes != 0 {
		t.Fatalf("the run has %d minutes", r.Minutes)
	}
	for range 9 {
		u.passes(10 * time.Minute)
		if strings.Contains(u.header(), ":") {
			t.Fatalf("the header shows a clock: %q", u.header())
		}
		u.seesNot("Half of the time").press("pgdown")
	}
}

func TestTimeAsleepOrSuspendedIsNotCounted(t *testing.T) {
	u := voting(t).passes(11 * time.Second).sees("4:00")
	u.clock = u.clock.Add(3 * time.Hour)
	u.passes(2 * time.Second).sees("3:59")

	u.clock = u.clock.Add(time.Hour)
	u.send(tea.ResumeMsg{})
	u.passes(time.Second).sees("3:58")

	u.clock = u.clock.Add(-2 * time.Hour) // somebody set the clock back
	u.passes(2 * time.Second).sees("3:57")
}

func TestTheClockGoesOnWhereTheRunWasLeft(t *testing.T) {
	u := voting(t).passes(71 * time.Second).sees("3:00").press("esc")
	u.clock = u.clock.Add(24 * time.Hour)
	u.press("r").sees("3:00").passes(time.Second).sees("2:59")
}

func TestOnlyOneClockTicksAfterAResume(t *testing.T) {
	u := voting(t).press("esc", "r", "esc", "r")
	if n := u.pending(time.Second); n != 1 {
		t.Errorf("%d clocks tick", n)
	}
	if u.press("esc").passes(time.Second); u.pending(time.Second) > 0 {
		t.Error("the clock ticks at home")
	}
	if u.press("r"); u.pending(time.Second) != 1 {
		t.Error("the clock does not start again")
	}
}

func TestAFinishedRunHasNoClock(t *testing.T) {
	u := voting(t)
	for range 8 {
		u.press("pgdown")
	}
	u.press("f").says("close.finished")
	if strings.Contains(u.header(), ":") {
		t.Errorf("the header shows a clock: %q", u.header())
	}
	spent := u.openRun().Spent["close"]
	if u.passes(time.Minute); u.openRun().Spent["close"] != spent {
		t.Error("time is counted")
	}
}

func TestTheClockLeavesRoomForTheTeam(t *testing.T) {
	u := newUser(t, 60, 18, "de", newMemory()).press("n").typed(strings.Repeat("Zahlungsverkehr ", 4))
	u.press("up", "enter").passes(90 * time.Minute)
	u.sees("drüber, noch 8 à 0:00")
	if !strings.HasPrefix(u.header(), " Zahlungs") {
		t.Errorf("the header is %q", u.header())
	}
	fits(t, u, 60, 18)
}
