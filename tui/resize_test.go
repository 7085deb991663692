package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"
)

var anyKey = rapid.OneOf(
	rapid.SampledFrom([]string{
		"enter", "esc", "tab", "shift+tab", "backspace", "up", "down", "left", "right", "pgup", "pgdown", "home", "end", "delete", "space",
		"f1", "f2", "ctrl+r",
	}),
	rapid.SampledFrom([]string{
		"0", "1", "2", "3", "4", "5", "+", "-", "a", "b", "c", "d", "e", "J", "K", "n", "p", "r", "s", "u", "v", "y", "q", "?", "名", "👍", "long words and more",
	}),
)

func TestAnyKeysAtAnySizeKeepTheWindowWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		sc := rapid.SampledFrom(scenes).Draw(t, "scene")
		language := rapid.SampledFrom(languages).Draw(t, "language")
		u := newUser(t, 80, 24, language, sc.store(language))
		sc.play(u, said[language])
		for range rapid.IntRange(1, 8).Draw(t, "turns") {
			w, h := rapid.IntRange(1, 200).Draw(t, "width"), rapid.IntRange(1, 60).Draw(t, "height")
			u.resize(w, h)
			fits(t, u, w, h)
			for _, k := range rapid.SliceOfN(anyKey, 0, 5).Draw(t, "keys") {
				u.press(k)
			}
			if rapid.Bool().Draw(t, "a while") {
				u.passes(2 * time.Second)
			}
			fits(t, u, w, h)
			clean(t, u)
			if !tooSmall(w, h) {
				framed(t, u, u.screen())
			}
			if u.ended {
				return
			}
		}
	})
}

func TestEverySizeHoldsEveryScreen(t *testing.T) {
	t.Parallel()
	for _, sc := range scenes {
		u := newUser(t, 80, 24, "de", sc.store("de"))
		sc.play(u, said["de"])
		for _, size := range mostly([][2]int{{1, 1}, {2, 60}, {200, 1}, {59, 17}, {60, 18}, {61, 19}, {69, 21}, {70, 22}, {76, 18}, {99, 23}, {106, 24}, {200, 60}}) {
			u.resize(size[0], size[1])
			fits(t, u, size[0], size[1])
		}
	}
}

func TestBeforeTheFirstSizeNothingIsDrawn(t *testing.T) {
	u := newUser(t, 0, 0, "en", newMemory())
	if c := u.m.View().Content; c != "" {
		t.Errorf("drawn is %q", c)
	}
	u.resize(80, 24).says("home.welcome")
}

func TestTooSmallAndBackLosesNothing(t *testing.T) {
	for _, sc := range scenes {
		t.Run(sc.name, func(t *testing.T) {
			u := newUser(t, 80, 24, "en", sc.store("en"))
			sc.play(u, said["en"])
			before := u.m.View()
			u.resize(40, 10).sees("emptychair needs")
			u.paste("4\n4")
			u.resize(80, 24)
			after := u.m.View()
			if before.Content != after.Content {
				t.Errorf("before:\n%s\nafter:\n%s", before.Content, after.Content)
			}
			if (before.Cursor == nil) != (after.Cursor == nil) || before.Cursor != nil && *before.Cursor != *after.Cursor {
				t.Errorf("the cursor was at %+v, and is at %+v", before.Cursor, after.Cursor)
			}
		})
	}
}

func TestTheCursorStandsWhereTextIsTyped(t *testing.T) {
	tests := []struct {
		name string
		play func(u *user) *user
		line string // up to the cursor
	}{
		{"team", func(u *user) *user { return u.press("n").typed("Pay 名") }, "   ▸ Team            Pay 名"},
		{"answer", func(u *user) *user { return toQuestion(beginNew(u)).typed("Calls 👍") }, "      › Calls 👍"},
		{"answer, in its middle", func(u *user) *user { return toQuestion(beginNew(u)).typed("Calls").press("left", "left") }, "      › Cal"},
		{"answer, empty", func(u *user) *user { return toQuestion(beginNew(u)) }, "      › "},
		{"story", func(u *user) *user { return beginNew(u).press("4", "enter", "enter", "s").typed("She") }, "   💬 She"},
		{"story, longer than the line", func(u *user) *user {
			return beginNew(u).press("4", "enter", "enter", "s").typed(strings.Repeat("0123456789", 9)).press("left", "left")
		}, "      " + "2345678901234567"},
		{"owner", func(u *user) *user {
			return beginNew(u).press("pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "a", "tab").typed("Ana")
		}, "    › Who   Ana"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := tt.play(newUser(t, 80, 24, "en", newMemory()))
			c := u.m.View().Cursor
			if c == nil {
				t.Fatalf("there is no cursor:\n%s", u.screen())
			}
			if got := cells(line(u.screen(), c.Y), c.X); got != tt.line {
				t.Errorf("the cursor stands behind %q, want %q", got, tt.line)
			}
			if c.Blink || c.Shape != tea.CursorBar {
				t.Errorf("the cursor is %+v", c)
			}
		})
	}
}

func TestNoCursorShowsWhereNothingIsTyped(t *testing.T) {
	for _, name := range []string{"home-history", "vote-some", "reveal-behind", "question-list", "choose-actions", "close-after", "past-list", "help-vote", "empty-chair"} {
		for _, sc := range scenes {
			if sc.name != name {
				continue
			}
			u := newUser(t, 80, 24, "en", sc.store("en"))
			sc.play(u, said["en"])
			if c := u.m.View().Cursor; c != nil {
				t.Errorf("%s: a cursor stands at %d,%d", name, c.X, c.Y)
			}
		}
	}
}
