package tui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"emptychair/tui/theme"
)

var (
	sizes     = [][2]int{{60, 18}, {80, 24}, {120, 40}}
	languages = []string{"en", "de"}
)

// mostly returns the later half of a list in short tests, all of it otherwise.
func mostly[T any](list []T) []T {
	if testing.Short() {
		return list[len(list)/2:]
	}
	return list
}

// eachScene plays every scene in every language and size.
func eachScene(t *testing.T, test func(t *testing.T, u *user, w, h int)) {
	t.Helper()
	for _, sc := range scenes {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			for _, language := range mostly(languages) {
				u := newUser(t, 80, 24, language, sc.store(language))
				sc.play(u, said[language])
				for _, size := range mostly(sizes) {
					t.Run(fmt.Sprintf("%s-%dx%d", language, size[0], size[1]), func(t *testing.T) {
						u.t = t
						test(t, u.resize(size[0], size[1]), size[0], size[1])
					})
				}
			}
		})
	}
}

func TestScreens(t *testing.T) {
	t.Parallel()
	eachScene(t, func(t *testing.T, u *user, w, h int) {
		fits(t, u, w, h)
		screen := u.screen()
		framed(t, u, screen)
		golden.RequireEqual(t, screen+"\n")
	})
}

func TestScreensTooSmall(t *testing.T) {
	for _, language := range languages {
		for _, size := range [][2]int{{59, 18}, {60, 17}, {80, 5}, {20, 24}} {
			t.Run(fmt.Sprintf("%s-%dx%d", language, size[0], size[1]), func(t *testing.T) {
				u := newUser(t, size[0], size[1], language, newMemory())
				fits(t, u, size[0], size[1])
				golden.RequireEqual(t, u.screen()+"\n")
			})
		}
	}
}

// fits fails where the window is not filled exactly, or a line is wider than it. Too small a window holds fewer lines.
func fits(t tester, u *user, w, h int) {
	t.Helper()
	v := u.m.View()
	lines := strings.Split(v.Content, "\n")
	if len(lines) != h && !tooSmall(w, h) || len(lines) > h {
		t.Fatalf("%d×%d: the window has %d lines:\n%s", w, h, len(lines), u.screen())
	}
	for i, l := range lines {
		if ansi.StringWidth(l) > w {
			t.Fatalf("%d×%d: line %d is %d cells wide: %q", w, h, i+1, ansi.StringWidth(l), ansi.Strip(l))
		}
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= h) {
		t.Fatalf("%d×%d: the cursor stands outside, at %d,%d", w, h, c.X, c.Y)
	}
}

// framed fails where the header, the line under it or the keys are not in their place on a user's screen.
func framed(t tester, u *user, screen string) {
	t.Helper()
	if u.atChair() {
		return
	}
	lines := strings.Split(screen, "\n")
	line := strings.Trim(lines[1], " "+theme.Unicode.Rule+theme.Unicode.StepDone+theme.Unicode.StepOpen+theme.Unicode.StepHere)
	help := "? " + u.m.say.T("key.help")
	if u.m.View().Cursor != nil {
		help = "f1 " + u.m.say.T("key.help")
	} else if shut := "esc " + u.m.say.T("key.close"); strings.Contains(screen, shut) {
		help = shut
	}
	switch foot := lines[len(lines)-1]; {
	case !begins(lines[0]), line != "", !begins(lines[1]), lines[2] != "":
		t.Fatalf("the header is not in its place:\n%s", screen)
	case !begins(foot), !strings.Contains(foot, help):
		t.Fatalf("the keys are not in their place, or %q is not among them:\n%s", help, screen)
	}
	for _, body := range lines[3 : len(lines)-1] {
		if body != "" && !strings.HasPrefix(body, strings.Repeat(" ", margin)) {
			t.Fatalf("the margin is not free: %q", body)
		}
	}
}

// atChair tells whether the empty chair fills the window.
func (u *user) atChair() bool { return strings.Contains(u.screen(), u.m.say.T("chair.back")) }

// begins tells whether a line begins in the second cell.
func begins(line string) bool {
	return len(line) > 1 && line[0] == ' ' && line[1] != ' '
}
