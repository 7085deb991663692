package tui

import (
	"testing"

	"emptychair/checks"
)

// atItem is a team with stories that has answered an item.
func atItem(t *testing.T, id, votes string) *user {
	t.Helper()
	return begin(newUser(t, 80, 24, "en", withWork("en"))).goTo(id).press(votes, "enter").says("reveal.today")
}

func TestAStoryNotedSinceTheBaselineMayStandBehindTheNumber(t *testing.T) {
	u := atItem(t, "trust", "233333").press("s").says("behind.ask").sees("▸ › write a new one")
	u.sees("12 Oct 2026 · customer · complaint: open", "20 Sep 2026 · customer service · complaint: fixed").seesNot("The courier")
	u.press("down", "down", "down").sees("▸ • At the counter").press("up", "up", "enter")
	u.sees("💬 She waited nine days").seesNot("write a new one")
	if s := u.store.last().Ratings["trust"].Story; s != inBetween["en"].waited {
		t.Errorf("stored is %q", s)
	}
	u.press("s").sees("▸ › change the one that stands there").press("enter").typed(" Twice.").press("enter").sees("bought elsewhere. Twice.")
	u.press("u", "u").says("reveal.ask-story")
}

func TestAStoryToldAtAnItemIsNotedOnce(t *testing.T) {
	u := voting(t).press("123450", "enter", "s").typed("She came.").press("enter").sees("💬 She came.")
	u.press("s").typed(" Twice.").press("enter").sees("She came. Twice.")
	today := checks.DayOf(noon)
	want := checks.Story{Team: "Payments", On: today, Noted: today, Source: checks.FromElsewhere, About: "contact", Text: "She came."}
	if len(u.store.stories) != 1 {
		t.Fatalf("noted are %+v", u.store.stories)
	}
	if want.ID = u.store.stories[0].ID; !checks.Same(u.store.stories[0], want) {
		t.Errorf("noted is %+v", u.store.stories[0])
	}
	left := voting(t).press("123450", "enter", "s").typed("She ca").press("f4")
	if len(left.store.stories) > 0 || left.store.last().Ratings["contact"].Story != "She ca" {
		t.Errorf("of a story that nobody ended %+v is noted", left.store.stories)
	}
}

func TestStoriesAboutTheStatementComeFirst(t *testing.T) {
	u := atItem(t, "contact", "333333").press("s", "down").sees("▸ • A customer showed us", "shop walk")
	u.press("down").sees("▸ • At the counter").press("down").sees("▸ • She waited", "12 Oct 2026 · customer · Trust · complaint: open")
	u.press("esc").seesNot("▸").press("s").paste("x").press("v").says("behind.ask")
}

func TestAStoryOfSeveralLinesComesOnOne(t *testing.T) {
	store := withWork("en")
	store.stories[3].Text = "She came.\nShe saw.\n\nShe left."
	u := begin(newUser(t, 80, 24, "en", store)).press("333333", "enter", "s", "down", "enter")
	if s := u.openRun().Ratings["contact"].Story; s != "She came. / She saw. / She left." {
		t.Errorf("the story is %q", s)
	}
}

func TestWithoutABaselineAllStoriesAreOffered(t *testing.T) {
	store := withWork("en")
	store.runs, store.revision = map[string]checks.Run{}, map[string]uint64{}
	u := lookedBack(newUser(t, 80, 24, "en", store).press("n").typed("Payments").press("up", "enter"))
	u.press("333333", "enter", "s", "down", "down", "down", "down", "down").sees("▸ • The courier")
}

func TestANumberThatDisagreesWithTheStoriesRaisesAQuestion(t *testing.T) {
	atItem(t, "trust", "444544").sees("The number is high, and a complaint about this is open. What do we not see?")
	atItem(t, "trust", "333333").seesNot("What do we not see?")
	atItem(t, "contact", "112222").says("tension.good")
	atItem(t, "contact", "333333").seesNot("leave out?")
	atItem(t, "value", "111111").seesNot("leave out?")
}

func TestAComplaintThatCameBackCountsAsOpenAtOnce(t *testing.T) {
	u := newUser(t, 80, 24, "en", withWork("en")).press("n", "enter", "down", "down", "down", "b").goTo("trust")
	u.press("555555", "enter").sees("2 complaints about this are open").press("s", "down", "down").sees("complaint: came back")
}

func TestAnEmptyChairIsAFindingThatStays(t *testing.T) {
	for _, keys := range [][]string{{"c", "2", "enter", "enter"}, {"c", "0"}} {
		u := voting(t).press("123450", "enter").press(keys...).says("chair.no-evidence").seesNot("◇")
		u.press("x", "?", "esc", "s").typed("She came.").press("enter").says("chair.no-evidence")
		u.press("c", "2").typed("a letter").press("enter").sees("◇", "a letter").seesNot("Without evidence")
		u.press("u").says("chair.no-evidence").press("enter", "esc").says("chair.no-evidence")
		if chair := u.store.last().Ratings["contact"].Chair; chair != (checks.Chair{Empty: true}) {
			t.Errorf("kept of the chair: %+v", chair)
		}
	}
}

func TestAQuestionOffersTheStoriesThatBelongToIt(t *testing.T) {
	u := begin(newUser(t, 80, 24, "en", withWork("en"))).goTo("risks").sees("2 stories about this · f5")
	u.typed("half").press("f5").sees("▸ • She waited", "customer · complaint: open").press("x", "down", "enter")
	u.sees("› half", "The fee showed only").typed(" Still?").press("enter")
	u.sees("• half", "• The fee showed only on the last page, and he felt tricked. Still?")
	if a := u.store.last().Answers["risks"]; len(a) != 2 {
		t.Errorf("the answers are %v", a)
	}
}

func TestEscClosesTheStoriesBeforeItLeavesTheQuestion(t *testing.T) {
	u := begin(newUser(t, 80, 24, "en", withWork("en"))).goTo("risks").press("f5").seesNot("· f5").press("esc").stands("risks").sees("· f5")
	u.press("f5", "f5").sees("· f5").press("f5", "f3").seesNot("▸").press("f5").sees("▸").press("pgup").stands("unclear")
	u.press("f5").stands("unclear").typed("one").press("enter", "tab").sees("▸ • one").press("e", "f5").sees("› one").seesNot("She waited")
}
