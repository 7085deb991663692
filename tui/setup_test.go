package tui

import (
	"strings"
	"testing"

	"emptychair/checks"
)

// settingUp is at the set-up of a first run, with the team's name to be typed.
func settingUp(t *testing.T) *user {
	t.Helper()
	return newUser(t, 80, 24, "en", newMemory()).press("n").says("setup.ask")
}

func TestTheTeamIsTypedLetterByLetter(t *testing.T) {
	u := settingUp(t).typed("u?q j+K 名前").press("enter", "enter", "enter", "enter", "enter", "enter")
	if team := u.stands("contact").openRun().Team; team != "u?q j+K 名前" {
		t.Errorf("the team is %q", team)
	}
}

func TestTheTeamIsPickedByTheArrowsOrTypedOver(t *testing.T) {
	u := newUser(t, 80, 24, "en", withUnfinished("en")).press("n").sees("Team Checkout", "▸ Begin")
	u.press("down").sees("▸ Team ‹ Checkout ›")
	u.press("right").sees("‹ Ana ›").press("right").sees("‹ Payments ›").press("right").sees("‹ Checkout ›").press("left").sees("‹ Payments ›")
	u.press("x").sees("▸ Team x").seesNot("Payments").typed("yz").press("up", "enter")
	if team := u.openRun().Team; team != "xyz" {
		t.Errorf("the team is %q", team)
	}
}

func TestATeamNeedsAName(t *testing.T) {
	u := settingUp(t).press("up", "enter").says("setup.first-name").typed("A").press("up", "enter")
	u.stands("contact")
	newUser(t, 80, 24, "en", withPayments("en")).press("n", "down", "backspace", "up", "enter").tells(checks.CodeTeamEmpty)
}

func TestANameOfTooManyCharactersIsNotTaken(t *testing.T) {
	u := settingUp(t).paste(strings.Repeat("ä", checks.MaxName+1)).tells(checks.CodeTeamLong).seesNot("ää")
	long := strings.Repeat("ä", checks.MaxName)
	u.paste(long).typed("b").tells(checks.CodeTeamLong).press("up", "enter")
	if team := u.openRun().Team; team != long {
		t.Errorf("the team is %q", team)
	}
	fits(t, u, 80, 24)
}

func TestNumbersAreTypedOverOrStepped(t *testing.T) {
	tests := []struct {
		name            string
		keys            []string
		people, minutes int
	}{
		{"left alone", nil, 6, 45},
		{"stepped", []string{"down", "right", "right", "left", "down", "left"}, 7, 40},
		{"typed over", []string{"down", "1", "2", "down", "9", "0"}, 12, 90},
		{"no clock", []string{"down", "down", "0"}, 6, 0},
		{"letters are no numbers", []string{"down", "x", "4", "e", "down", "-", "5", "5"}, 4, 55},
		{"emptied", []string{"down", "backspace", "backspace", "down", "backspace", "backspace", "backspace"}, 6, 45},
		{"stepped to the end", []string{"down", "left", "left", "left", "left", "left", "left", "left"}, 1, 45},
		{"corrected", []string{"down", "1", "backspace", "8"}, 8, 45},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := settingUp(t).typed("A").press("down").press(tt.keys...)
			for range setupLines {
				if strings.Contains(u.screen(), "▸ Begin") {
					break
				}
				u.press("down")
			}
			u.press("enter")
			if r := u.openRun(); r.People != tt.people || r.Minutes != tt.minutes {
				t.Errorf("%d people and %d minutes, want %d and %d", r.People, r.Minutes, tt.people, tt.minutes)
			}
		})
	}
}

const setupLines = setupBegin + 1

func TestAloneNobodyCountsPeople(t *testing.T) {
	u := settingUp(t).typed("A").press("down", "right").sees("one person, alone", "People –")
	u.press("down").sees("▸ Minutes").press("up").sees("▸ Who takes part")
	u.press("left").sees("the team").press("down").sees("▸ People")
}

func TestAnotherLanguageChangesAllWordsAtOnceAndIsRemembered(t *testing.T) {
	u := settingUp(t).typed("Payments").press("up", "up").sees("▸ Language ‹ English ›")
	u.press("right").sees("Wer ist dabei?", "Sprache ‹ Deutsch ›", "das Team", "Personen", "esc zurück", "neuer Durchgang")
	u.seesNot("Who", "People", "Begin", "change")
	if u.store.language != "de" {
		t.Errorf("remembered is %q", u.store.language)
	}
	u.press("down", "enter").sees("Unser Team ist mit seinen Kunden direkt im Gespräch.", "1 von 9")
	u.press("esc").sees("weitermachen", "Unfertig: Payments")
}

func TestEscLeavesTheSetUpWithoutARun(t *testing.T) {
	u := settingUp(t).typed("A").press("esc").says("home.welcome")
	if len(u.store.runs) > 0 {
		t.Error("a run was stored")
	}
}

func TestTheLanguageOfTheSetUpIsRememberedWhereNobodyChangedIt(t *testing.T) {
	u := newUser(t, 80, 24, "de", withPayments("de"))
	if u.store.language != "" {
		t.Errorf("before a run begins %q is remembered", u.store.language)
	}
	if begin(u); u.store.language != "de" {
		t.Errorf("remembered is %q", u.store.language)
	}
}

func TestANumberOutOfBoundsIsRefusedAndStays(t *testing.T) {
	for _, k := range []string{"enter", "down", "up", "tab"} {
		u := settingUp(t).typed("A").press("down", "down").typed("0").press(k).tells(checks.CodePeople, "0").sees("▸ People 0").press("backspace").typed("7")
		u.press("down").typed("999").press(k).tells(checks.CodeMinutes, "999").sees("▸ Minutes 999").press("right").sees("▸ Minutes 480")
		u.press("down", "down", "enter").sees("0 of 7")
	}
}
