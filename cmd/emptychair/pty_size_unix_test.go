//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"emptychair/checks/content"
	"emptychair/checks/demo"
	"emptychair/store"
)

// exotic are answers of characters that are two cells wide, or that are made of several.
var exotic = []string{
	"日本語のメニュー, two cells each",
	"한국어 and ｆｕｌｌ width",
	"fu\u0308r cafe\u0301 and nai\u0308ve with combining marks",
	"👍 👎 🪑 two cells each",
	"👩‍👩‍👧‍👦 a family, 👍🏽 a tone, 🇦🇹 a flag, ❤️ a variant",
	"हिन्दी में जवाब, ภาษาไทย",
	"a tail of marks a\u0300\u0301\u0302\u0303 and the end",
}

// asker is a window at the first question, with [exotic] answers. The clock stands.
func asker(t testing.TB) (w *window, db string) {
	t.Helper()
	db = filepath.Join(t.TempDir(), "runs.db")
	w = newWindow(t, db, nil, "start", "--team", "Payments", "--people", "3", "--minutes", "0") // no clock, which would tell two windows apart
	w.waitFor("0 of 3")
	w.press(pageDown + pageDown + pageDown)
	w.waitFor(question("channels"))
	for _, text := range exotic {
		w.press(text + enter)
		w.waitFor("• " + norm.NFC.String(text))
	}
	w.waitFor(words("question.type-here"))
	w.waitFor(words("saved"))
	return w, db
}

// wantAsIfFresh waits until a window shows what another one of its size does that opens the same run only now, after keys.
func (w *window) wantAsIfFresh(db, keys string) {
	w.t.Helper()
	width, height := w.size()
	other := openWindow(w.t, width, height, call(w.t, "program", db, nil, "resume"))
	other.waitFor(words("question.type-here"))
	other.waitFor(words("saved"))
	other.press(keys)
	w.until(func() bool { return w.drawn() == other.drawn() && w.cursor() == other.cursor() },
		"the same frame as on the screen before it, at "+fmt.Sprint(width, height))
	other.signal(syscall.SIGKILL) // so that it saves nothing
	other.exitCode()
}

func TestAfterAWindowHasGrownTheNextScreenIsWhole(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	if err := saveAll(store.New(db, content.Check()), demo.Runs("en", time.Now())...); err != nil {
		t.Fatal(err)
	}
	open := func(width, height int) *window {
		w := openWindow(t, width, height, call(t, "program", db, nil))
		w.waitFor(words("key.new"))
		return w
	}
	grown, fresh := open(windowWidth, windowHeight), open(120, 40)
	grown.resize(120, 40)
	grown.settle()
	for _, w := range []*window{grown, fresh} {
		w.press("c")
		w.waitFor("changed their answer")
	}
	grown.until(func() bool { return grown.drawn() == fresh.drawn() }, "the same frame as in a window that was large from the beginning")
}

func TestAfterAnyResizeTheFrameIsAsIfDrawnAfresh(t *testing.T) {
	for name, keys := range map[string]string{"a question": "", "the empty chair": f2} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, db := asker(t)
			w.press(keys)
			random := rand.New(rand.NewPCG(1, 2))
			for range 30 {
				w.resize(1+random.IntN(180), 1+random.IntN(60))
			}
			w.resize(windowWidth, windowHeight)
			w.wantAsIfFresh(db, keys)
			w.resize(60, 18)
			w.wantAsIfFresh(db, keys)
			w.resize(200, 60)
			w.wantAsIfFresh(db, keys)
			w.resize(1, 1)
			w.until(func() bool { return strings.TrimSpace(w.screen()) == "e" }, "the first letter of “emptychair needs 60 × 18 cells”")
			w.resize(143, 41)
			w.wantAsIfFresh(db, keys)
		})
	}
}

func TestATooSmallWindowLosesNothing(t *testing.T) {
	t.Parallel()
	w, db := asker(t)
	w.press("half of an")
	w.waitFor("› half of an")
	w.resize(40, 10)
	w.waitFor("emptychair needs 60 × 18")
	w.resize(windowWidth, windowHeight)
	w.waitFor("› half of an")
	w.press(" answer" + enter)
	w.waitFor("• half of an answer")
	w.waitFor(words("saved"))
	if out := printed(t, db, "show", "latest"); !strings.Contains(out, "half of an answer") {
		t.Errorf("show prints\n%s", out)
	}
}

func TestCharactersOfAnyWidthStayAligned(t *testing.T) {
	t.Parallel()
	w, db := asker(t)
	w.wantAsIfFresh(db, "")
	for _, text := range exotic {
		y, line := w.row(norm.NFC.String(text))
		before, _, _ := strings.Cut(line, "•")
		if at := ansi.StringWidth(before); at != 6 {
			t.Errorf("row %d begins in cell %d: %q", y, at, line)
		}
		for x := range windowWidth { // the cells behind the answer are free
			c := w.cell(x, y)
			if free := x >= 8+ansi.StringWidth(text); free && strings.TrimSpace(c) != "" {
				t.Errorf("row %d, cell %d holds %q: %q", y, x, c, line)
			}
		}
	}
	w.press("日本👍e\u0301")
	w.waitFor("日本👍é")
	y, _ := w.row("日本👍é")
	if at := w.cursor(); at.X != 8+7 || at.Y != y {
		t.Errorf("the cursor stands at %v, not behind the text", at)
	}
	w.press("\x7f\x7f\x7f\x7f")
	w.until(func() bool { return w.cursor().X == 8+2 }, "the cursor behind the first character")
}

func TestATerminalMaySayLateThatItJoinsCharacters(t *testing.T) {
	t.Parallel()
	w, db := asker(t)
	late := openSilentWindow(t, windowWidth, windowHeight, call(t, "program", db, nil, "resume"))
	late.waitFor(words("saved"))
	late.press("\x1b[?2026;2$y\x1b[?2027;2$y")
	late.until(func() bool { return late.drawn() == w.drawn() }, "the same frame as on the screen before it")
	late.add("👩‍🚀 flew by")
	late.wantAsIfFresh(db, "")
}

// row returns where on the screen a text stands, and its line.
func (w *window) row(text string) (y int, line string) {
	w.t.Helper()
	lines := strings.Split(w.screen(), "\n")
	for y, line := range lines {
		if strings.Contains(line, text) {
			return y, line
		}
	}
	w.t.Fatalf("nowhere stands %q", text)
	return 0, ""
}

// cell returns what a cell of the screen holds.
func (w *window) cell(x, y int) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.view.CellAt(x, y); c != nil {
		return c.Content
	}
	return ""
}
