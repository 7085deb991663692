package tui

import (
	"testing"

	"emptychair/checks"
)

// changesBetween are changes outside a run, whose last key asks the store for something, and what tells that it is there.
var changesBetween = map[string]struct {
	open func(t tester) *user
	key  string
	done func(u *user) bool
}{
	"a complaint": {func(t tester) *user { return inStory(telling(t).press("esc"), 1) }, "c", func(u *user) bool { return u.stored("001").IsComplaint() }},
	"gone": {func(t tester) *user { return inStory(telling(t).press("esc"), 6) }, "g", func(u *user) bool {
		return u.stored("006").Complaint.State == checks.ComplaintGone
	}},
	"came back": {func(t tester) *user { return inStory(telling(t).press("esc"), 6) }, "b", func(u *user) bool {
		return u.stored("006").Complaint.State == checks.ComplaintBack
	}},
	"one case more": {func(t tester) *user { return inStory(telling(t).press("esc"), 3) }, "+", func(u *user) bool { return u.stored("003").Complaint.Cases == 4 }},
	"one case less": {func(t tester) *user { return inStory(telling(t).press("esc"), 3) }, "-", func(u *user) bool { return u.stored("003").Complaint.Cases == 2 }},
	"whys": {func(t tester) *user {
		return inStory(telling(t).press("esc"), 2).press("w").typed("One").press("enter")
	}, "enter", func(u *user) bool {
		return len(u.stored("002").Complaint.Whys) == 1
	}},
	"a deleted story": {func(t tester) *user { return telling(t).press("d") }, "y", func(u *user) bool { return len(u.store.stories) == 9 }},
	"done":            {func(t tester) *user { return doing(t).press("down") }, "d", func(u *user) bool { return u.store.loose[0].State == checks.Done }},
	"open again":      {func(t tester) *user { return doing(t).press("f") }, "o", func(u *user) bool { return u.store.loose[2].State == checks.Open }},
	"dropped": {func(t tester) *user { return doing(t).press("down", "x").typed("No time") }, "enter", func(u *user) bool {
		return u.store.loose[0].Reason == "No time"
	}},
	"leadership":    {func(t tester) *user { return newUser(t, 80, 24, "en", withStories("en")) }, "l", func(u *user) bool { return u.store.leading["Payments"] }},
	"a deleted run": {func(t tester) *user { return newUser(t, 80, 24, "en", withStories("en")).press("p", "d") }, "y", func(u *user) bool { return len(u.store.runs) == 1 }},
}

func TestAChangeOutsideARunIsOnDiskBeforeTheProgramEnds(t *testing.T) {
	for name, tt := range changesBetween {
		u := tt.open(t)
		u.slow = true
		if u.press(tt.key, "ctrl+c", "x"); u.ended {
			t.Errorf("%s: the program ended before it was saved", name)
		}
		if u.release(); !u.ended || !tt.done(u) {
			t.Errorf("%s: ended is %v, done is %v", name, u.ended, tt.done(u))
		}
	}
}

func TestAChangeOutsideARunThatIsUnderWayIsDoneAgainWhenTheProgramIsEnded(t *testing.T) {
	for name, tt := range changesBetween {
		for _, arrived := range []bool{false, true} {
			u := tt.open(t)
			u.slow = true
			u.press(tt.key)
			if arrived {
				u.waiting[0]()
			}
			if err := u.m.Close(); err != nil || !tt.done(u) || u.m.Beside() != "" {
				t.Errorf("%s: %v, done is %v, a second one is %q", name, err, tt.done(u), u.m.Beside())
			}
		}
	}
}

func TestAChangeOutsideARunThatFailsKeepsTheProgramOpen(t *testing.T) {
	for name, tt := range changesBetween {
		u := tt.open(t)
		u.slow = true
		u.press(tt.key, "ctrl+c")
		u.store.broken = &checks.Error{Code: checks.CodeBusy, Subject: "a.db"}
		if u.release().tells(checks.CodeBusy, "a.db"); u.ended || tt.done(u) {
			t.Errorf("%s: ended is %v, done is %v", name, u.ended, tt.done(u))
		}
		if u.press("ctrl+c"); !u.ended {
			t.Errorf("%s: ctrl+c does not leave", name)
		}
	}
}

func TestWhatWasTypedAheadOfLeavingIsDoneToo(t *testing.T) {
	u := inStory(telling(t).press("esc"), 3)
	u.slow = true
	u.press("+", "+", "+", "ctrl+c").release()
	if n := u.stored("003").Complaint.Cases; n != 6 || !u.ended {
		t.Errorf("%d cases, ended is %v", n, u.ended)
	}
}

func TestASignalEndsTheProgramThoughAChangeFails(t *testing.T) {
	u := inStory(telling(t).press("esc"), 6)
	u.slow = true
	u.press("g")
	u.send(EndMsg{})
	u.store.broken = &checks.Error{Code: checks.CodeBusy, Subject: "a.db"}
	if u.release(); !u.ended {
		t.Error("the program stays")
	}
	if err := u.m.Close(); checks.CodeOf(err) != checks.CodeBusy {
		t.Error(err)
	}
	u.store.broken = nil
	if err := u.m.Close(); err != nil || u.stored("006").Complaint.State != checks.ComplaintGone {
		t.Error(err)
	}
}

func TestAReasonThatIsTypedIsKeptWhenTheProgramEnds(t *testing.T) {
	u := doing(t).press("down", "x").typed("No time").press("ctrl+c")
	if err := u.m.Close(); err != nil || !u.ended || !u.m.Half() || u.store.loose[0].Reason != "No time" {
		t.Errorf("%v, %+v", err, u.store.loose[0])
	}
	u = doing(t).press("down", "x", "ctrl+c")
	if err := u.m.Close(); err != nil || u.m.Half() || u.store.loose[0].State != checks.Open {
		t.Errorf("%v, %+v", err, u.store.loose[0])
	}
}

func TestWhatIsKeptBesideAnotherProgramsIsSaid(t *testing.T) {
	u := telling(t).press("down", "e").typed(" Thank you!").press("ctrl+c")
	u.store.stories[1].About = "trust"
	if err := u.m.Close(); err != nil || len(u.store.stories) != 11 || u.m.Beside() != KeptStory {
		t.Errorf("%v, %d stories, beside %q", err, len(u.store.stories), u.m.Beside())
	}
	u = doing(t).press("down", "e").typed("!").press("ctrl+c")
	u.store.loose[0].Owner = "Cem"
	if err := u.m.Close(); err != nil || len(u.store.loose) != 5 || u.m.Beside() != KeptAction {
		t.Errorf("%v, %d actions, beside %q", err, len(u.store.loose), u.m.Beside())
	}
}
