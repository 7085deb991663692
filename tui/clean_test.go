package tui

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"emptychair/checks"
)

// nasty are texts that a terminal would act on.
var nasty = []string{
	"\x1b]0;title", "\x1b[2J", "\x1b[31mred", "\x9b31m", "\x07", "\x00", "\x08\x08", "\x7f", "\u0085", "a\rb", "a\tb", "\u202eabc\u202c", "\u2066x\u2069",
	"\u200e\u200f\u061c", "\x1b", "\x1bP1;2q", "\x1b_G", "\ufeff", "\xff\xfe", "\u2028",
}

var sgr = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// clean fails where a frame holds anything that a terminal acts on, other than styles and line ends.
func clean(t tester, u *user) {
	t.Helper()
	v := u.m.View()
	for _, r := range sgr.ReplaceAllString(v.Content, "") {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff' || r == '\u2028' || r == '\u2029') {
			t.Fatalf("%U reaches the terminal:\n%q", r, v.Content)
		}
	}
	if v.WindowTitle != "emptychair" {
		t.Fatalf("the title of the window is %q", v.WindowTitle)
	}
}

// fieldsOf are all places where text is typed or pasted, and the way there.
var fieldsOf = map[string]func(t tester) *user{
	"team":   func(t tester) *user { return newUser(t, 80, 24, "en", newMemory()).press("n") },
	"number": func(t tester) *user { return newUser(t, 80, 24, "en", newMemory()).press("n", "down", "down") },
	"chat":   func(t tester) *user { return beginNew(newUser(t, 80, 24, "en", newMemory())) },
	"story":  func(t tester) *user { return newUser(t, 80, 24, "en", newMemory(busy())).press("r", "pgdown", "s") },
	"evidence": func(t tester) *user {
		return newUser(t, 80, 24, "en", newMemory(busy())).press("r", "pgdown", "c", "3")
	},
	"look back": func(t tester) *user { return newUser(t, 80, 24, "en", withWork("en")).press("n", "enter", "x") },
	"question":  func(t tester) *user { return newUser(t, 80, 24, "en", newMemory(busy())).press("r").goTo("channels") },
	"edit": func(t tester) *user {
		return newUser(t, 80, 24, "en", newMemory(busy())).press("r").goTo("channels").press("tab", "e")
	},
	"action": func(t tester) *user {
		return newUser(t, 80, 24, "en", newMemory(busy())).press("r").goTo("choose").press("a")
	},
	"owner": func(t tester) *user {
		return newUser(t, 80, 24, "en", newMemory(busy())).press("r").goTo("choose").press("a", "tab")
	},
	"story between runs":  func(t tester) *user { return telling(t).press("n") },
	"day":                 func(t tester) *user { return telling(t).press("n", "x", "tab", "tab", "tab") },
	"search":              func(t tester) *user { return telling(t).press("/") },
	"why":                 func(t tester) *user { return inStory(telling(t).press("esc"), 2).press("w") },
	"fix":                 func(t tester) *user { return inStory(telling(t).press("esc"), 3).press("f") },
	"action between runs": func(t tester) *user { return doing(t).press("n") },
	"reason of an action": func(t tester) *user { return doing(t).press("x") },
	"due": func(t tester) *user {
		return newUser(t, 80, 24, "en", newMemory(busy())).press("r").goTo("choose").press("a", "x", "tab", "tab")
	},
}

func TestNothingTypedOrPastedReachesTheTerminalUncleaned(t *testing.T) {
	t.Parallel()
	for name, open := range fieldsOf {
		t.Run(name, func(t *testing.T) {
			u := open(t)
			for _, text := range nasty {
				u.paste("x" + text + "y")
				u.send(tea.KeyPressMsg{Code: tea.KeyExtended, Text: text})
				for _, r := range text {
					u.send(tea.KeyPressMsg{Code: r, Text: string(r)})
				}
				clean(t, u)
				u.press("ctrl+u")
			}
			u.paste("a\x1b]\u202e\x07b").press("enter", "enter", "enter")
			clean(t, u)
			if dirt := dirtyNote(u.store); dirt != "" {
				t.Fatalf("%q was stored", dirt)
			}
			for _, r := range u.store.runs {
				if dirt := dirty(r); dirt != "" {
					t.Fatalf("%q was stored", dirt)
				}
			}
		})
	}
}

// dirty returns a text of the run that is not clean, "" where all are.
func dirty(r checks.Run) string {
	texts := []string{r.Team}
	for _, rating := range r.Ratings {
		texts = append(texts, rating.Story, rating.Chair.Evidence)
	}
	for _, answers := range r.Answers {
		for _, a := range answers {
			texts = append(texts, a.Text)
		}
	}
	for _, a := range r.Actions {
		texts = append(texts, a.Text, a.Owner)
	}
	for _, l := range r.Looked {
		texts = append(texts, l.Reason)
	}
	for _, d := range r.Drafts {
		texts = append(texts, d)
	}
	for _, s := range texts {
		if checks.Clean(s) != s {
			return s
		}
	}
	return ""
}

// dirtyNote is [dirty] for stories and actions between runs.
func dirtyNote(m *memory) string {
	var texts []string
	for _, st := range m.stories {
		texts = append(append(texts, st.Team, st.Text, st.Complaint.Fix, st.Complaint.Owner), st.Complaint.Whys...)
	}
	for _, a := range m.loose {
		texts = append(texts, a.Team, a.Text, a.Owner, a.Reason)
	}
	for _, s := range texts {
		if checks.Clean(s) != s {
			return s
		}
	}
	return ""
}

// odd are clean texts that are hard to draw.
var odd = []string{
	"名前", "👩‍🚀🇩🇪👍🏽", "Zoe\u0308", strings.Repeat("\u0301", 30), strings.Repeat("x", 300), "\u00a0", "a\u200bb", "قهوة", "\ufffd", "% d {{.N}} <b>&", "♻️☎️",
}

func TestOddTextOfALoadedRunKeepsTheWindowWhole(t *testing.T) {
	t.Parallel()
	for i, text := range odd {
		r := busy()
		r.Team = checks.CleanLine("T" + string([]rune(text)[:min(len([]rune(text)), checks.MaxName-1)]))
		r.Answers = map[string][]checks.Answer{"channels": {{Text: "answer" + text + "."}}}
		r.Actions[0].Text, r.Actions[0].Owner = "act"+text+".", checks.CleanLine("A"+string([]rune(text)[:1]))
		r.Drafts = map[string]string{"channels": "draft" + text + "."}
		rating := r.Ratings["trust"]
		rating.Story, rating.Chair = "story"+text+".", checks.Chair{Step: 2, Evidence: "evidence" + text + "."}
		r.Ratings["trust"] = rating
		done := r.Clone()
		done.ID, done.Started, done.Finished = fmt.Sprintf("01J5MMV00000000000000000%02d", i), on(8, 19), on(8, 19)

		u := newUser(t, 60, 18, "de", newMemory(r, done))
		for _, k := range []string{"p", "down", "enter", "pgdown", "pgdown", "pgdown", "esc", "esc", "n", "esc", "r"} {
			u.press(k)
			clean(t, u)
			fits(t, u, 60, 18)
		}
		for range 9 {
			u.press("pgdown")
			clean(t, u)
			fits(t, u, 60, 18)
		}
		u.stands(checks.CloseID)
	}
}

func TestAnErrorFromOutsideReachesTheTerminalClean(t *testing.T) {
	for _, text := range nasty {
		u := voting(t)
		u.store.fail = &checks.Error{Code: checks.CodeIO, Subject: "/home/" + text + ".db"}
		u.press("4").says("save.failed")
		clean(t, u)
		u.store.fail = fmt.Errorf("strange: %s", text)
		u.press("4").says("save.failed")
		clean(t, u)
	}
}

func TestAnyTextIsTypedWithoutHarm(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		u := fieldsOf[rapid.SampledFrom(slices.Sorted(maps.Keys(fieldsOf))).Draw(t, "field")](t)
		w, h := rapid.IntRange(minWidth, 100).Draw(t, "width"), rapid.IntRange(minHeight, 40).Draw(t, "height")
		u.resize(w, h)
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[\x{0300}-\x{0310}a-z👩‍🚀🇩🇪\x{fe0f}\x{200d}名 ]{0,40}`)).Draw(t, "text")
		u.paste(text)
		fits(t, u, w, h)
		for _, r := range strings.ToValidUTF8(text, "") {
			u.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
		clean(t, u)
		fits(t, u, w, h)
		u.press("left", "left", "enter")
		clean(t, u)
		fits(t, u, w, h)
	})
}
