package tui

import (
	"slices"
	"strings"
	"testing"

	"emptychair/checks"
)

// asking is a team in its first question.
func asking(t *testing.T) *user {
	t.Helper()
	return toQuestion(begin(newUser(t, 80, 24, "en", withPayments("en")))).stands("channels")
}

// texts are the answers that the open run holds to the question.
func (u *user) texts() []string {
	var all []string
	for _, a := range u.openRun().Answers["channels"] {
		all = append(all, a.Text)
	}
	return all
}

func (u *user) holds(want ...string) *user {
	u.t.Helper()
	if got := u.texts(); !slices.Equal(got, want) {
		u.t.Fatalf("the answers are %q, want %q:\n%s", got, want, u.screen())
	}
	return u
}

func TestEnterAddsAndEnterOnAnEmptyLineGoesOn(t *testing.T) {
	u := asking(t).typed("Calls").press("enter").holds("Calls")
	u.typed("   ").press("enter").stands("decisions")
	u.press("esc").holds("Calls")
}

func TestLettersAreTextInAQuestion(t *testing.T) {
	const all = "uq?jkhlvcsaedbnrJK+-*0123456789 /.,;:'\"ßÄöé名前👍e\u0301"
	u := asking(t).typed(all)
	u.press("enter").holds(all).sees("• " + strings.Replace(all, "e\u0301", "é", 1))
}

func TestAPasteOfSeveralLinesBecomesSeveralAnswers(t *testing.T) {
	u := asking(t).paste("Calls\r\n\r\n  Tickets \nThe fair\n").press("enter").holds("Calls", "Tickets", "The fair")
	u.press("tab", "u").holds()
}

func TestAnAnswerOfTooManyCharactersIsRefusedAndStaysInTheField(t *testing.T) {
	long := strings.Repeat("a", checks.MaxText)
	u := asking(t).paste(long + "b").press("enter").tells(checks.CodeTextLong).holds()
	u.press("backspace", "enter").holds(long)
}

func TestTypingBeyondTheLimitSaysWhyNothingIsAdded(t *testing.T) {
	for _, letter := range []string{"a", "名"} {
		long := strings.Repeat(letter, checks.MaxText)
		u := asking(t).paste(long)
		u.typed("b").tells(checks.CodeTextLong).press("enter").holds(long)
	}
}

func TestTheAnswerThatIsOneTooManyIsRefusedAndStaysInTheField(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory(full(checks.MaxAnswers, 20)))
	u.press("r").typed("one more").press("enter").tells(checks.CodeAnswersFull)
	if n := len(u.texts()); n != checks.MaxAnswers {
		t.Fatalf("there are %d answers", n)
	}
	u.sees("› one more").press("tab", "d", "tab", "enter").sees("200 of 200").sees("• one more")
}

func TestTabGoesIntoTheListAndOut(t *testing.T) {
	u := asking(t).typed("Calls").press("enter").typed("Tick")
	u.press("tab").sees("› Tick", "▸ • Calls").press("x", "z")
	u.press("tab").typed("ets").press("enter").holds("Calls", "Tickets")
	u.press("tab").says("question.tab-back").press("esc").typed("The fair").press("enter").holds("Calls", "Tickets", "The fair")
}

func TestTabStaysInTheFieldWhereThereIsNoList(t *testing.T) {
	u := toQuestion(beginNew(newUser(t, 80, 24, "en", newMemory())))
	u.press("tab").typed("Calls").press("enter").holds("Calls")
}

func TestAnswersAreMarkedMovedEditedAndDeleted(t *testing.T) {
	u := asking(t).paste("one\ntwo\nthree").press("enter").typed("dra").press("tab")
	u.press("up", "up", "+", "+", "+", "-").sees("+2 one")
	u.press("J").holds("two", "one", "three").press("K", "K").holds("one", "two", "three")
	u.press("down", "e").typed("nd").press("enter").holds("one", "twond", "three")
	u.press("e").typed("xyz").press("esc").says("entry.drop").press("esc").holds("one", "twond", "three").sees("› dra")
	u.press("d").says("question.deleted").holds("one", "three").press("u").holds("one", "twond", "three")
	u.press("tab").typed("ft").press("enter").holds("one", "twond", "three", "draft")
}

func TestNobodyMarksMoreThanOnce(t *testing.T) {
	u := asking(t).typed("one").press("enter", "tab", "-").tells(checks.CodeMarks)
	u.press("++++++").sees("+6 one").press("+").tells(checks.CodeMarks).sees("+6 one")
}

func TestAnEditedAnswerKeepsItsTextOnTheWayOut(t *testing.T) {
	for _, way := range []string{"pgdown", "pgup", "ctrl+c"} {
		u := asking(t).typed("one").press("enter").typed("draft").press("tab", "e").typed(" two").press(way)
		if way == "ctrl+c" {
			u.opens().press("r")
		} else {
			u.press(map[string]string{"pgdown": "pgup", "pgup": "pgdown"}[way])
		}
		u.stands("channels").sees("one two", "draft")
	}
}

func TestTheBaselinesAnswersAreClosedAtFirst(t *testing.T) {
	u := asking(t).seesNot("The trade fair").press("f3").sees("Answers of 19 Aug 2026", "○ A monthly call")
	u.press("f3").seesNot("○ A monthly call")
}

func TestAnAnswerLongerThanTheWindowCanBeReadToItsEnd(t *testing.T) {
	r := full(1, 10)
	r.Answers["channels"][0].Text = strings.Repeat("word ", 390) + "the last words"
	u := newUser(t, 60, 18, "en", newMemory(r)).press("r", "tab")
	for range 60 {
		if strings.Contains(u.words(), "the last words") {
			return
		}
		u.press("down")
	}
	u.press("e").sees("the last words")
}

func TestTextThatTheNextKeyReplacesIsMarked(t *testing.T) {
	u := asking(t).typed("Calls")
	before := u.m.View().Content
	if u.press("ctrl+g"); u.m.View().Content == before {
		t.Error("all is selected, and nothing shows it")
	}
	u.typed("x").press("enter").holds("x")
}

func TestEscClosesTheEarlierAnswersBeforeItLeavesTheQuestion(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en"))
	answered(u, said["en"]).press("f3").sees("Answers of 19 Aug 2026").press("esc").seesNot("Answers of 19 Aug 2026").stands("channels")
	u.press("esc").stands("value")
}
