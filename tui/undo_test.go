package tui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

// changing is a change of each kind, with the stage at which it is made and how it is made there.
var changing = []struct {
	name  string
	stage string
	keys  []string
}{
	{"a vote", "contact", []string{"4"}},
	{"a vote taken back", "contact", []string{"backspace"}},
	{"one person more", "contact", []string{"+"}},
	{"a vote started again", "contact", []string{"v"}},
	{"a chair", "trust", []string{"c", "3", "they told us", "enter"}},
	{"a story", "trust", []string{"s", "they told us", "enter"}},
	{"a vote again", "trust", []string{"v"}},
	{"an answer", "channels", []string{"third", "enter", "tab"}},
	{"several answers", "channels", []string{"x", "enter", "y", "enter", "tab"}},
	{"a mark", "channels", []string{"tab", "+"}},
	{"an edit", "channels", []string{"tab", "e", "!", "enter"}},
	{"a delete", "channels", []string{"tab", "d"}},
	{"a move", "channels", []string{"tab", "K"}},
	{"an action", "choose", []string{"a", "do it", "enter", "enter", "enter"}},
	{"an edited action", "choose", []string{"tab", "e", "!", "enter", "enter", "enter"}},
	{"a deleted action", "choose", []string{"tab", "d"}},
	{"the finish", "close", []string{"f", "f"}},
}

// same compares two states of a run, but for its clock, its drafts and where it stands.
func same(a, b checks.Run) string {
	a.Spent, b.Spent, a.Drafts, b.Drafts, a.At, b.At = nil, nil, nil, nil, "", ""
	return cmp.Diff(a, b)
}

func TestUndoTakesEveryKindOfChangeBackWhereItWasMade(t *testing.T) {
	for _, c := range changing {
		t.Run(c.name, func(t *testing.T) {
			u := start(t, newMemory(busy())).press("r", "3", "2")
			u.goTo(c.stage)
			before := u.openRun().Clone()
			u.press(c.keys...)
			after := u.openRun().Clone()
			if same(before, after) == "" {
				t.Fatalf("nothing changed:\n%s", u.screen())
			}

			changes := 1
			if c.name == "several answers" {
				changes = 2
			}
			elsewhere(u)
			if u.openRun().At != c.stage {
				u.press("u").sees("The last change was made at “" + u.m.title(c.stage) + "”")
			}
			for range changes {
				u.press("u").stands(c.stage)
			}
			if d := same(before, u.openRun()); d != "" {
				t.Fatalf("undo left:\n%s", d)
			}
			undone := u.screen()
			elsewhere(u)
			if u.openRun().At != c.stage {
				u.press("ctrl+r").sees("The last change was made at “" + u.m.title(c.stage) + "”")
			}
			for range changes {
				u.press("ctrl+r").stands(c.stage)
			}
			if d := same(after, u.openRun()); d != "" {
				t.Fatalf("redo left:\n%s", d)
			}
			if u.screen() == undone {
				t.Error("the screen does not show what was done again")
			}
			if d := same(after, u.store.last()); d != "" {
				t.Errorf("stored is something else:\n%s", d)
			}
		})
	}
}

// elsewhere goes to a stage where no text has the keyboard, other than the one that is open if it can be.
func elsewhere(u *user) {
	if u.m.View().Cursor != nil || u.openRun().At != "value" {
		for u.openRun().At != "contact" {
			u.press("pgup")
		}
	}
	if u.openRun().At == "contact" {
		u.press("pgdown", "pgdown")
	}
}

func TestUndoReachesBackToWhereTheRunWasOpened(t *testing.T) {
	u := start(t, newMemory(busy())).press("r", "u").tells(checks.CodeNothingToUndo)
	u.press("4", "u", "ctrl+r").sees("1 of 6").press("ctrl+r").tells(checks.CodeNothingToRedo)
	u.press("u", "3").press("ctrl+r").tells(checks.CodeNothingToRedo).sees("1 of 6")
}

func TestLettersAreNoTextAfterUndoOfTheLastAnswer(t *testing.T) {
	u := toQuestion(voting(t)).press("only", "enter", "tab", "u").holds().says("question.tab-back").press("u").tells(checks.CodeNothingToUndo)
	u.typed("de+-JKx").says("question.tab-back").press("ctrl+r").holds("only").press("u")
	u.press("tab").typed("u").press("enter").holds("u")
	u.press("tab", "d").says("question.deleted").holds().press("u").holds("u")
}

func TestUndoDoesNotReachTheRunBehindWhatIsOpenOverIt(t *testing.T) {
	tests := map[string][]string{"the stories of a statement": {"s"}, "the step of a chair": {"c"}}
	for name, keys := range tests {
		t.Run(name, func(t *testing.T) {
			u := begin(start(t, withStories("en"))).goTo("contact").press("234453", "enter", "c", "3").typed("They told us.").press("enter")
			u.press(keys...)
			before, run := u.screen(), u.openRun()
			if u.press("ctrl+r", "f1").seesNot("u undo", "ctrl+r redo").press("esc"); u.screen() != before {
				t.Errorf("ctrl+r leads to\n%s", u.screen())
			}
			if u.press("u"); same(run, u.openRun()) != "" {
				t.Errorf("u undoes what lies behind:\n%s", u.screen())
			}
			if u.press("esc", "f1").sees("u undo", "ctrl+r redo").press("esc", "u"); u.openRun().Ratings["contact"].Chair.Step > 0 {
				t.Errorf("u does not undo afterwards:\n%s", u.screen())
			}
		})
	}
}

func TestUndoDoesNotReachTheAnswersBehindTheStoriesOfAQuestion(t *testing.T) {
	u := begin(start(t, withStories("en"))).goTo("risks")
	u.typed("only").press("enter", "f5", "u", "ctrl+r").says("key.choose").press("f1").seesNot("u undo").press("esc", "esc").says("question.type-here")
	if given := u.openRun().Answers["risks"]; len(given) != 1 {
		t.Errorf("the answers are %v", given)
	}
}

func TestUndoClosesAFormWhoseActionIsGone(t *testing.T) {
	u := start(t, newMemory(busy())).press("r").goTo("choose")
	u.press("a").typed("x").press("enter", "enter", "enter").press("tab", "down", "u").sees("One action")
	u.press("d").says("choose.deleted").says("choose.how").press("tab", "e", "d", "u").sees("One action")
}
