package tui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

// changing are changes of each kind, with the stage at which each is made and how it is made there.
var changing = map[string]struct {
	stage string
	keys  []string
}{
	"a vote":               {"contact", []string{"4"}},
	"a vote taken back":    {"contact", []string{"backspace"}},
	"one person more":      {"contact", []string{"+"}},
	"a vote started again": {"contact", []string{"v"}},
	"a chair":              {"trust", []string{"c", "3", "they told us", "enter"}},
	"a story":              {"trust", []string{"s", "they told us", "enter"}},
	"a vote again":         {"trust", []string{"v"}},
	"an answer":            {"channels", []string{"third", "enter", "tab"}},
	"several answers":      {"channels", []string{"x", "enter", "y", "enter", "tab"}},
	"a mark":               {"channels", []string{"tab", "+"}},
	"an edit":              {"channels", []string{"tab", "e", "!", "enter"}},
	"a delete":             {"channels", []string{"tab", "d"}},
	"a move":               {"channels", []string{"tab", "K"}},
	"an action":            {"choose", []string{"a", "do it", "enter", "enter", "enter"}},
	"an edited action":     {"choose", []string{"tab", "e", "!", "enter", "enter", "enter"}},
	"a deleted action":     {"choose", []string{"tab", "d"}},
	"the finish":           {"close", []string{"f", "f"}},
}

// same compares two states of a run, but for its clock, its drafts and where it stands.
func same(a, b checks.Run) string {
	a.Spent, b.Spent, a.Drafts, b.Drafts, a.At, b.At = nil, nil, nil, nil, "", ""
	return cmp.Diff(a, b)
}

func TestUndoTakesEveryKindOfChangeBackWhereItWasMade(t *testing.T) {
	for name, c := range changing {
		t.Run(name, func(t *testing.T) {
			u := start(t, newMemory(busy())).press("r", "3", "2").goTo(c.stage)
			before := u.openRun().Clone()
			after := u.press(c.keys...).openRun().Clone()
			if same(before, after) == "" {
				t.Fatalf("nothing changed:\n%s", u.screen())
			}
			u.travels("u", c.stage, before)
			undone := u.screen()
			if u.travels("ctrl+r", c.stage, after); u.screen() == undone {
				t.Error("the screen does not show what was done again")
			}
			equal(t, same(after, u.store.last()), "")
		})
	}
}

// travels undoes or redoes one change or two, from another stage if it can, and fails where that does not lead to a state.
func (u *user) travels(key, stage string, want checks.Run) {
	u.t.Helper()
	for u.openRun().At != "contact" && (u.m.View().Cursor != nil || u.openRun().At != "value") {
		u.press("pgup")
	}
	if u.openRun().At == "contact" {
		u.press("pgdown", "pgdown")
	}
	if u.openRun().At != stage {
		u.press(key).sees("The last change was made at “" + u.m.title(stage) + "”")
	}
	for n := 0; n < 2 && same(want, u.openRun()) != ""; n++ {
		u.press(key).stands(stage)
	}
	equal(u.t, same(want, u.openRun()), "")
}

func TestUndoReachesBackToWhereTheRunWasOpened(t *testing.T) {
	u := start(t, newMemory(busy())).press("r", "u").tells(checks.CodeNothingToUndo)
	u.press("4", "u", "ctrl+r").sees("1 of 6").press("ctrl+r").tells(checks.CodeNothingToRedo)
	u.press("u", "3").press("ctrl+r").tells(checks.CodeNothingToRedo).sees("1 of 6")
}

func TestLettersAreNoTextAfterUndoOfTheLastAnswer(t *testing.T) {
	u := toQuestion(voting(t)).press("only", "enter", "tab", "u").holds().says("question.tab-back").press("u").tells(checks.CodeNothingToUndo)
	u.press("de+-JKx").says("question.tab-back").press("ctrl+r").holds("only").press("u", "tab", "u", "enter").holds("u")
	u.press("tab", "d").says("question.deleted").holds().press("u").holds("u")
}

func TestUndoDoesNotReachTheRunBehindWhatIsOpenOverIt(t *testing.T) {
	for _, over := range []string{"s", "c"} { // the stories of a statement, and the step of a chair
		u := begin(start(t, withStories("en"))).press("234453", "enter", "c", "3", "They told us.", "enter", over)
		before, run := u.screen(), u.openRun()
		u.press("ctrl+r", "f1").seesNot("u undo", "ctrl+r redo").press("esc")
		equal(t, u.screen(), before)
		u.press("u")
		equal(t, same(run, u.openRun()), "")
		if u.press("esc", "f1").sees("u undo", "ctrl+r redo").press("esc", "u"); u.rating().Chair.Step > 0 {
			t.Errorf("u does not undo afterwards:\n%s", u.screen())
		}
	}
	u := begin(start(t, withStories("en"))).goTo("risks").press("only", "enter", "f5", "u", "ctrl+r").says("key.choose")
	u.press("f1").seesNot("u undo").press("esc", "esc").says("question.type-here")
	equal(t, len(u.openRun().Answers["risks"]), 1)
}

func TestUndoClosesAFormWhoseActionIsGone(t *testing.T) {
	u := choosing(t).press("a", "x", "enter", "enter", "enter", "tab", "down", "u").sees("One action")
	u.press("d").says("choose.deleted", "choose.how").press("tab", "e", "d", "u").sees("One action")
}
