package tui

import (
	"strings"
	"testing"

	"emptychair/checks"
)

// choosing is a team before what it found.
func choosing(t *testing.T) *user {
	t.Helper()
	return newUser(t, 80, 24, "en", newMemory(busy())).press("r").goTo(checks.ChooseID)
}

func TestOnePersonsRatingsStandInOneColumn(t *testing.T) {
	for _, size := range sizes[:2] {
		u := newUser(t, size[0], size[1], "de", withAlone("de"))
		beginSolo(u).press("4", "enter", "3", "enter").goTo(checks.ChooseID)
		column := func(word string) (w int) { // in the last line that has it
			for l := range strings.Lines(u.screen()) {
				if before, _, ok := strings.Cut(l, word); ok {
					w = width(before)
				}
			}
			return w
		}
		for range 2 {
			if w, unrated := column("teils, teils"), column("nicht bewertet"); w != unrated || column("überwiegend") != w || w == 0 {
				t.Errorf("words begin in cells %d and %d:\n%s", w, unrated, u.screen())
			}
			if size[0] < 80 { // otherwise there are dots before the words at the close
				u.press("pgdown")
			}
		}
	}
}

func TestTheAnswersWithTheMostMarksComeFirst(t *testing.T) {
	r := busy()
	r.Answers["risks"] = []checks.Answer{{Text: "unmarked"}, {Text: "most of all", Marks: 5}}
	u := newUser(t, 80, 24, "en", newMemory(r)).press("r").goTo(checks.ChooseID)
	for i, want := range []string{"+5 most of all", "+1 first", "• second", "• unmarked", "• Direct contact", "• Trust", "• Customer value"} {
		if !strings.Contains(line(u.screen(), 6+i), want) {
			t.Fatalf("line %d is not %q:\n%s", i, want, u.screen())
		}
	}
	u.sees("n 6 median 3½")
}

func TestAnActionRemembersWhatItCameFrom(t *testing.T) {
	u := choosing(t).press("down", "a").sees("From “Ways to each other”: second").press("esc")
	u.press("down", "a").sees("From “Direct contact”").typed("visit").press("enter", "enter", "enter")
	if a := u.openRun().Actions[1]; a.From != "contact" || a.Text != "visit" || a.Owner != "" || !a.Due.IsZero() {
		t.Errorf("the action is %+v", a)
	}
}

func TestADateThatIsNoneIsRefusedAndTheFormStays(t *testing.T) {
	u := choosing(t).press("a").typed("visit").press("enter").typed("Ana").press("enter").typed("soon").press("enter")
	u.tells(checks.CodeDay, "soon").sees("visit", "Ana")
	for range 4 {
		u.press("backspace")
	}
	u.typed("1.12.").press("enter").sees("by 1 Dec 2026")
}

func TestAnActionNeedsAText(t *testing.T) {
	u := choosing(t).press("a", "enter").tells(checks.CodeTextEmpty).press("tab").typed("Ana").press("enter", "enter").tells(checks.CodeTextEmpty)
	u.typed("visit").press("enter", "enter", "enter").sees("2 actions", "visit", "Ana")
}

func TestEscLeavesAFormWithoutAnAction(t *testing.T) {
	u := choosing(t).press("a").typed("visit").press("esc").says("entry.drop").sees("visit")
	u.press("esc").sees("One action").stands(checks.ChooseID)
	u.press("esc").stands("risks")
}

func TestLettersAreTextInAForm(t *testing.T) {
	const all = "uq?jkhlaed+- 09"
	u := choosing(t).press("a").typed(all).press("tab").typed(all).press("shift+tab", "shift+tab").typed("2027-01-31").press("enter")
	if a := u.openRun().Actions[1]; a.Text != all || a.Owner != all || a.Due.String() != "2027-01-31" {
		t.Errorf("the action is %+v", a)
	}
}

func TestAnActionIsEditedAndDeleted(t *testing.T) {
	u := choosing(t).press("tab", "e").typed("ion").press("enter").typed("Ben").press("enter", "enter").sees("action", "Ben")
	if a := u.openRun().Actions[0]; a.Text != "action" || a.Owner != "Ben" || len(u.openRun().Actions) != 1 {
		t.Errorf("the action is %+v", a)
	}
	u.press("tab", "tab", "d").says("choose.deleted").says("choose.how").press("u").sees("One action", "Ben")
}

func TestAThirdActionIsAdvisedAgainstButTaken(t *testing.T) {
	u := choosing(t)
	for range 2 {
		u.press("a").typed("more").press("enter", "enter", "enter")
	}
	u.sees("3 actions. One or two get done; more rarely do.")
	if n := len(u.store.last().Actions); n != 3 {
		t.Errorf("stored are %d", n)
	}
}

func TestEnterGoesOnToTheClose(t *testing.T) {
	choosing(t).press("enter").stands(checks.CloseID)
	choosing(t).press("tab", "enter").stands(checks.CloseID)
}

func TestFinishingRevealsHiddenAnswersAfterAsking(t *testing.T) {
	u := voting(t).press("33").goTo(checks.CloseID).sees("2 answers, not revealed")
	u.press("enter").stands(checks.CloseID).press("f").says("close.hidden")
	if u.openRun().IsFinished() {
		t.Fatal("the run is finished")
	}
	u.press("pgup", "pgdown", "f").says("close.hidden").press("f").says("close.finished").sees("n 2")
	u.press("u").says("close.ask").sees("2 answers, not revealed").press("ctrl+r").says("close.finished")
	if !u.store.last().IsFinished() {
		t.Error("stored is an unfinished run")
	}
}

func TestAFinishedRunIsTheBaselineOfTheNext(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en"))
	begin(u).press("444444", "enter").sees("19 Aug").goTo(checks.CloseID).press("f", "enter").sees("Last run 22 Nov 2026")
	u.clock = u.clock.AddDate(0, 3, 0)
	begin(u).press("333333", "enter").sees("22 Nov · Q4")
}

func TestATooLongActionIsRefusedAndNothingIsLost(t *testing.T) {
	long := strings.Repeat("a", checks.MaxText)
	u := choosing(t).press("a").paste(long + "b").tells(checks.CodeTextLong).paste(long).typed("b").tells(checks.CodeTextLong)
	u.press("tab").paste(strings.Repeat("o", checks.MaxName+1)).tells(checks.CodeOwnerLong).typed("Ana").press("enter", "enter")
	if a := u.openRun().Actions[1]; a.Text != long || a.Owner != "Ana" {
		t.Errorf("the action has %d characters, and is %q's", len(a.Text), a.Owner)
	}
}
