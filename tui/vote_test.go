package tui

import (
	"strings"
	"testing"

	"emptychair/checks"
)

// voting is a team of six before its first item.
func voting(t *testing.T) *user {
	t.Helper()
	return beginNew(newUser(t, 80, 24, "en", newMemory()))
}

func TestAVoteOnlyCountsBeforeTheReveal(t *testing.T) {
	u := voting(t).sees("○ ○ ○ ○ ○ ○ 0 of 6")
	u.press("4").sees("● ○ ○ ○ ○ ○ 1 of 6")
	u.press("0").sees("● ● ○ ○ ○ ○ 2 of 6")
	u.press("backspace").sees("● ○ ○ ○ ○ ○ 1 of 6")
	u.press("6", "7", "9", "x").sees("1 of 6")
}

func TestEnterAsksOnceWhenAnswersAreMissing(t *testing.T) {
	u := voting(t).press("44", "enter").sees("4 answers are missing. Enter once more reveals without them.", "2 of 6")
	u.press("3", "enter").sees("3 answers are missing")
	u.press("enter").sees("today", "median")
	if r := u.openRun().Ratings["contact"]; r.N() != 3 || !r.Revealed {
		t.Errorf("the rating is %+v", r)
	}
}

func TestEnterRevealsAtOnceWhenAllAnswersAreIn(t *testing.T) {
	voting(t).press("123450", "enter").sees("today", "5 1 1–5 3")
}

func TestNothingIsRevealedWhereNobodyAnswered(t *testing.T) {
	voting(t).press("enter").tells(checks.CodeNoVotes).sees("0 of 6")
}

func TestMoreAnswersThanPeopleAreRefused(t *testing.T) {
	u := voting(t).press("123451").press("4").tells(checks.CodeAllIn).sees("6 of 6")
	u.press("+").sees("6 of 7").press("4").sees("7 of 7")
	u.press("backspace", "backspace").paste("4\n4\n4").tells(checks.CodeTooManyVotes).sees("5 of 7")
}

func TestPeopleComeAndGoWhileVoting(t *testing.T) {
	u := voting(t).press("4", "3").press("-", "-", "-").sees("2 of 3")
	u.press("-").sees("2 of 2").press("-").tells(checks.CodePeopleVoted).sees("2 of 2")
	u.press("+", "+").sees("2 of 4").press("u").sees("2 of 3")
	if p := u.store.last().People; p != 3 {
		t.Errorf("stored are %d people", p)
	}
}

func TestAPastedChatShowsCountsAndNoValues(t *testing.T) {
	u := voting(t).paste("Ana: 4\nBen 👍\nZoë – 2\nwhich one?\n1\n").sees("● ● ● ● ○ ○ 4 of 6", "4 answers read, 1 line not understood")
	u.seesNot("Ana", "Ben", "Zoë", "which")
	if r := u.openRun().Ratings["contact"].Tally; r != tally(0, 1, 1, 0, 1, 1) {
		t.Errorf("read was %+v", r)
	}
	u.press("backspace").sees("3 of 6").seesNot("read")
	u.press("u", "u").sees("0 of 6")
}

func TestAChatWithoutAnyAnswerSaysSo(t *testing.T) {
	voting(t).paste("hello\nall of you").sees("2 lines not understood", "0 of 6")
}

func TestPastingAfterTheRevealChangesNothing(t *testing.T) {
	u := voting(t).press("123450", "enter")
	before := u.openRun().Ratings["contact"]
	if u.paste("4\n4\n4").tells(checks.CodeRevealed); u.openRun().Ratings["contact"] != before {
		t.Errorf("the answers are %+v", u.openRun().Ratings["contact"])
	}
}

func TestVotingAgainBringsTheOldVoteBackOnUndo(t *testing.T) {
	u := voting(t).press("123450", "enter", "v").says("vote.again").sees("0 of 6")
	u.press("555", "u", "u", "u", "u").sees("today", "5 1 1–5 3")
	u.press("ctrl+r", "ctrl+r").sees("1 of 6")
}

func TestTheChairStandsApartFromTheAnswers(t *testing.T) {
	u := voting(t).press("123450", "enter")
	u.press("c").says("chair.step").press("esc").seesNot("◇")
	u.press("c", "2", "enter").says("chair.empty-sure").sees("2 – and how").press("enter").says("chair.no-evidence").seesNot("◇")
	u.press("c", "2").typed("a letter, 1/3 read it").press("enter").sees("◇", "a letter, 1/3 read it", "5 1 1–5 3")
	u.press("c", "0").seesNot("◇", "a letter")
	u.press("u").sees("◇", "a letter")
}

func TestAChairIsNotEmptiedWithoutBeingAsked(t *testing.T) {
	u := voting(t).press("123450", "enter", "c", "2").typed("a letter").press("enter", "c", "4", "ctrl+u", "enter").says("chair.empty-sure")
	u.typed("x").press("backspace", "enter").says("chair.empty-sure")
	if chair := u.openRun().Ratings["contact"].Chair; chair != (checks.Chair{Step: 2, Evidence: "a letter"}) {
		t.Errorf("the chair is %+v", chair)
	}
}

func TestAStoryCanBeWrittenAndChanged(t *testing.T) {
	u := voting(t).press("123450", "enter", "s").typed("u? She+ came").press("enter").sees("💬 u? She+ came")
	u.press("s").typed(" back").press("enter").sees("💬 u? She+ came back")
	u.press("s").typed("!!").press("esc").says("entry.drop").press("esc").sees("came back").seesNot("back!")
}

func TestManyPeopleFitOnTheLine(t *testing.T) {
	u := beginNew(newUser(t, 60, 18, "en", newMemory()))
	for range 93 {
		u.press("+")
	}
	u.press("4").sees("1 of 99")
	fits(t, u, 60, 18)
	for range 98 {
		u.press("3")
	}
	u.press("enter").sees("98 ●")
	if strings.Contains(u.screen(), "…") {
		t.Errorf("something is cut:\n%s", u.screen())
	}
	u.press("v").press("+").tells(checks.CodePeople, "100")
}

func TestATooLongStoryIsRefusedAndNothingIsLost(t *testing.T) {
	for _, keys := range [][]string{{"s"}, {"c", "2"}} {
		u := voting(t).press("123450", "enter").press(keys...)
		u.typed("She ").paste(strings.Repeat("a", checks.MaxText)).tells(checks.CodeTextLong).seesNot("aaa").sees("She")
		u.paste(strings.Repeat("a", checks.MaxText-4)).typed("b").tells(checks.CodeTextLong).press("enter")
		r := u.openRun().Ratings["contact"]
		if n := len(r.Story + r.Chair.Evidence); n != checks.MaxText {
			t.Errorf("kept are %d characters", n)
		}
	}
}
