package tui

import (
	"slices"
	"testing"
)

func TestAnyKeyReturnsFromTheEmptyChair(t *testing.T) {
	for _, k := range []string{"x", "enter", "esc", "f2", "5", "up", "q", "space", "u"} {
		u := voting(t).press("44")
		before := u.screen()
		if u.press("f2").says("chair.back"); u.screen() == before {
			t.Fatal("no chair shows")
		}
		if u.press(k); u.screen() != before {
			t.Errorf("%s leads to\n%s", k, u.screen())
		}
	}
}

func TestTheChairAsksSomethingElseAtEachStage(t *testing.T) {
	u := voting(t)
	var asked []string
	for range 5 {
		asked = append(asked, u.press("f2").words())
		u.press("esc", "pgdown")
	}
	slices.Sort(asked)
	if n := len(slices.Compact(asked)); n != 5 {
		t.Errorf("only %d questions", n)
	}
}

func TestTheChairComesFromATextFieldToo(t *testing.T) {
	asking(t).typed("half").press("f2").says("chair.back").press("x", "enter").holds("half")
}

func TestTheQuestionMarkIsTextInAFieldAndHelpElsewhere(t *testing.T) {
	asking(t).press("?").sees("› ?").press("f1").says("help.question").sees("f1 help").seesNot("? help", "u undo").press("esc", "enter").holds("?")
	voting(t).press("?").says("help.vote").sees("u undo").press("pgdown").sees("? help").press("?").says("vote.how")
}

func TestHelpNamesTheKeysThatLeadToOtherStages(t *testing.T) {
	ways := []string{"→ next step", "← step before", "pgdn next step", "pgup step before", "f4 home", "ctrl+r redo"}
	for name, u := range map[string]*user{
		"vote": voting(t), "reveal": voting(t).press("444444", "enter"), "list": asking(t).typed("x").press("enter", "tab"), "choose": voting(t).goTo("choose"),
	} {
		if u.resize(80, 50).press("?").sees(ways...); name == "list" {
			u.sees("tab back to typing")
		}
	}
	newUser(t, 80, 24, "en", newMemory()).press("n", "f1").sees("←→ change", "↓ next", "↑ previous", "esc back")
}

func TestHelpIsForTheScreenUnderIt(t *testing.T) {
	tests := []struct {
		message string
		play    func(u *user)
	}{
		{"help.home", func(*user) {}},
		{"help.setup", func(u *user) { u.press("n") }},
		{"help.vote", func(u *user) { begin(u) }},
		{"help.reveal", func(u *user) { begin(u).press("4", "enter", "enter") }},
		{"help.question", func(u *user) { toQuestion(begin(u)) }},
		{"help.choose", func(u *user) { begin(u).goTo("choose") }},
		{"help.close", func(u *user) { begin(u).goTo("close") }},
		{"help.past", func(u *user) { u.press("p") }},
		{"help.reading", func(u *user) { u.press("p", "enter") }},
	}
	for _, tt := range tests {
		u := newUser(t, 80, 24, "en", withPayments("en"))
		tt.play(u)
		before := u.screen()
		if u.press("f1").says(tt.message).press("esc"); u.screen() != before {
			t.Errorf("%s: after help stands\n%s", tt.message, u.screen())
		}
	}
}

func TestHelpScrollsToItsEndAndNoFurther(t *testing.T) {
	u := begin(newUser(t, 60, 18, "en", withPayments("en"))).press("?")
	for range 40 {
		u.press("down")
	}
	u.sees("ctrl+c")
	end := u.screen()
	if u.press("up"); u.screen() == end {
		t.Error("the first key upwards does nothing")
	}
	fits(t, u, 60, 18)
}

func TestAnOverlayHidesTheRunFromKeys(t *testing.T) {
	u := voting(t).press("?", "4").sees("0 of 6")
	u.press("?").paste("4\n4").press("esc").sees("0 of 6")
	u.press("?", "ctrl+c")
	if !u.ended {
		t.Error("ctrl+c does not leave from help")
	}
}
