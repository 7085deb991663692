package tui

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// nasty are texts that a terminal would act on.
var nasty = []string{
	"\x1b]0;title", "\x1b[2J", "\x1b[31mred", "\x9b31m", "\x07", "\x00", "\x08\x08", "\x7f", "\u0085", "a\rb", "a\tb", "\u202eabc\u202c", "\u2066x\u2069",
	"\u200e\u200f\u061c", "\x1b", "\x1bP1;2q", "\x1b_G", "\ufeff", "\xff\xfe", "\u2028",
}

// odd are clean texts that are hard to draw.
var odd = []string{
	"名前", "👩‍🚀🇩🇪👍🏽", "Zoe\u0308", strings.Repeat("\u0301", 30), strings.Repeat("x", 300), "\u00a0", "a\u200bb", "قهوة", "\ufffd", "% d {{.N}} <b>&", "♻️☎️",
}

var sgr = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// clean fails where a frame holds anything that a terminal acts on, other than styles and line ends.
func (u *user) clean() *user {
	u.t.Helper()
	v := u.m.View()
	for _, r := range sgr.ReplaceAllString(v.Content, "") {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff' || r == '\u2028' || r == '\u2029') {
			u.t.Fatalf("%U reaches the terminal:\n%q", r, v.Content)
		}
	}
	equal(u.t, v.WindowTitle, "emptychair")
	return u
}

// withBusy goes on with [busy] and goes to a stage.
func withBusy(stage string, keys ...string) func(t tester) *user {
	return func(t tester) *user { return start(t, newMemory(busy())).press("r").goTo(stage).press(keys...) }
}

// fieldsOf are all places where text is typed or pasted, and the way there.
var fieldsOf = map[string]func(t tester) *user{
	"team":                func(t tester) *user { return start(t, newMemory()).press("n") },
	"number":              func(t tester) *user { return start(t, newMemory()).press("n", "down", "down") },
	"chat":                func(t tester) *user { return beginNew(start(t, newMemory())) },
	"story":               withBusy("trust", "s"),
	"evidence":            withBusy("trust", "c", "3"),
	"look back":           func(t tester) *user { return start(t, withWork("en")).press("n", "enter", "x") },
	"question":            withBusy("channels"),
	"edit":                withBusy("channels", "tab", "e"),
	"action":              withBusy("choose", "a"),
	"owner":               withBusy("choose", "a", "tab"),
	"due":                 withBusy("choose", "a", "x", "tab", "tab"),
	"story between runs":  amongStories("s", "esc", "n"),
	"day":                 amongStories("s", "esc", "n", "x", "tab", "tab", "tab"),
	"search":              amongStories("s", "esc", "/"),
	"why":                 atStory(2, "w"),
	"fix":                 atStory(3, "f"),
	"action between runs": amongStories("a", "n"),
	"reason of an action": amongStories("a", "x"),
}

func TestNothingTypedOrPastedReachesTheTerminalOrTheStoreUncleaned(t *testing.T) {
	t.Parallel()
	for name, open := range fieldsOf {
		t.Run(name, func(t *testing.T) {
			u := open(t)
			for _, text := range nasty {
				u.paste("x" + text + "y")
				u.send(tea.KeyPressMsg{Code: tea.KeyExtended, Text: text})
				u.typed(text).clean().press("ctrl+u")
			}
			u.paste("a\x1b]\u202e\x07b").press("enter", "enter", "enter").clean()
			for _, text := range texts(reflect.ValueOf([]any{u.store.runs, u.store.stories, u.store.loose})) {
				equal(t, checks.Clean(text), text)
			}
		})
	}
}

// texts are all that stand in a value, however deep.
func texts(v reflect.Value) (all []string) {
	switch v.Kind() {
	case reflect.String:
		all = append(all, v.String())
	case reflect.Interface:
		all = texts(v.Elem())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			all = append(all, texts(v.Index(i))...)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			all = append(all, texts(v.MapIndex(k))...)
		}
	case reflect.Struct:
		for _, f := range v.Fields() {
			all = append(all, texts(f)...)
		}
	}
	return all
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
		keys := []string{"p", "down", "enter", "pgdown", "pgdown", "pgdown", "esc", "esc", "n", "esc", "r"}
		for _, k := range append(keys, slices.Repeat([]string{"pgdown"}, 9)...) {
			u.press(k).clean().fits()
		}
		u.stands(checks.CloseID)
	}
}

func TestOddTextOfWhatIsOpenKeepsTheWindowWhole(t *testing.T) {
	t.Parallel()
	for _, text := range mostly(odd) {
		store := withWork("de")
		store.loose[0].Text, store.loose[0].Owner = "act"+text+".", checks.CleanLine("A"+string([]rune(text)[:1]))
		for i := range store.stories {
			st := &store.stories[i]
			st.Text = "story" + text + ".\n" + text + "."
			if st.Complaint.Fix != "" {
				st.Complaint.Fix, st.Complaint.Owner = "fix"+text+".", "A"
			}
		}
		u := newUser(t, 60, 18, "de", store)
		for _, k := range []string{
			"n", "enter", "down", "x", "1", "enter", "down", "b", "g", "enter", "pgdown", "444444", "enter", "s", "down", "down", "enter",
			"pgdown", "pgdown", "f5", "enter", "pgdown", "pgdown", "pgdown", "f5", "down", "enter", "enter",
		} {
			u.press(k).clean().fits()
		}
		u.stands("risks")
	}
}

func TestWhatComesFromOutsideReachesTheTerminalClean(t *testing.T) {
	for _, text := range nasty {
		u := voting(t)
		for _, err := range []error{&checks.Error{Code: checks.CodeIO, Subject: "/home/" + text + ".db"}, fmt.Errorf("strange: %s", text)} {
			u.store.fail = err
			u.press("4").says("save.failed").clean()
		}
		u = exporting(t)
		u.store.folder = "/srv/" + text
		u.press("enter").clean().slow = true
		u.press("enter", "esc").release().clean()
	}
}

func TestAnyTextIsTypedWithoutHarm(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		u := fieldsOf[rapid.SampledFrom(slices.Sorted(maps.Keys(fieldsOf))).Draw(t, "field")](t)
		u.resize(rapid.IntRange(minWidth, 100).Draw(t, "width"), rapid.IntRange(minHeight, 40).Draw(t, "height"))
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[\x{0300}-\x{0310}a-z👩‍🚀🇩🇪\x{fe0f}\x{200d}名 ]{0,40}`)).Draw(t, "text")
		u.paste(text).fits().typed(strings.ToValidUTF8(text, "")).clean().fits().press("left", "left", "enter").clean().fits()
	})
}

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
			u.resize(rapid.IntRange(1, 200).Draw(t, "width"), rapid.IntRange(1, 60).Draw(t, "height")).fits()
			u.press(rapid.SliceOfN(anyKey, 0, 5).Draw(t, "keys")...)
			if rapid.Bool().Draw(t, "a while") {
				u.passes(2 * time.Second)
			}
			if u.fits().clean(); !tooSmall(u.width, u.height) {
				u.framed()
			}
			if u.ended {
				return
			}
		}
	})
}

func TestBeforeTheFirstSizeNothingIsDrawn(t *testing.T) {
	u := newUser(t, 0, 0, "en", newMemory())
	equal(t, u.m.View().Content, "")
	u.resize(80, 24).says("home.welcome")
}

func TestTheCursorStandsWhereTextIsTyped(t *testing.T) {
	asked := func(u *user) *user { return toQuestion(beginNew(u)) }
	told := func(u *user) *user { return beginNew(u).press("4", "enter", "enter", "s") }
	for want, play := range map[string]func(u *user) *user{ // the line up to the cursor
		"   ▸ Team            Pay 名": func(u *user) *user { return u.press("n", "Pay 名") },
		"      › Calls 👍":            func(u *user) *user { return asked(u).press("Calls 👍") },
		"      › Cal":                func(u *user) *user { return asked(u).press("Calls", "left", "left") },
		"      › ":                   asked,
		"   💬 She":                   func(u *user) *user { return told(u).press("She") },
		"      2345678901234567": func(u *user) *user {
			return told(u).press(strings.Repeat("0123456789", 9), "left", "left")
		},
		"    › Who   Ana": func(u *user) *user { return beginNew(u).goTo(checks.ChooseID).press("a", "tab", "Ana") },
	} {
		u := play(start(t, newMemory()))
		c := u.m.View().Cursor
		if c == nil {
			t.Fatalf("there is no cursor:\n%s", u.screen())
		}
		equal(t, ansi.Truncate(line(u.screen(), c.Y), c.X, ""), want)
		if c.Blink || c.Shape != tea.CursorBar {
			t.Errorf("the cursor is %+v", c)
		}
	}
}

func TestNoCursorShowsWhereNothingIsTyped(t *testing.T) {
	names := []string{"home-history", "vote-some", "reveal-behind", "question-list", "choose-actions", "close-after", "past-list", "help-vote", "empty-chair"}
	for _, sc := range scenes {
		if slices.Contains(names, sc.name) {
			u := start(t, sc.store("en"))
			if sc.play(u, said["en"]); u.m.View().Cursor != nil {
				t.Errorf("%s: a cursor stands on\n%s", sc.name, u.screen())
			}
		}
	}
}

func TestMarksJoinTheirLettersButNoEscapeSequence(t *testing.T) {
	for frame, want := range map[string]string{
		"plain \x1b[1mbold\x1b[m":                "plain \x1b[1mbold\x1b[m",
		"fu\u0308r \x1b[38;5;2mcafe\u0301":       "f\u00fcr \x1b[38;5;2mcaf\u00e9",
		"\x1b[1m\u0301alone":                     "\x1b[1m\u0301alone",
		"e\u0301\x1b[1m\u0301\x1b[me\u0301\n👩‍🚀": "\u00e9\x1b[1m\u0301\x1b[m\u00e9\n👩‍🚀",
	} {
		equal(t, composed(frame), want)
	}
}

func TestATerminalThatJoinsCharactersGetsANewFrameWhereThatMatters(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory()).press("n")
	report := tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset}
	if _, cmd := u.m.Update(report); cmd != nil {
		t.Error("a frame without such characters is drawn anew")
	}
	u.paste("हिन्दी में")
	if _, cmd := u.m.Update(report); cmd == nil {
		t.Error("a frame with such characters is not drawn anew")
	}
}

func TestTheWindowIsSharedOut(t *testing.T) {
	tests := []struct {
		width, height               int
		bodyWidth, bodyHeight, note int
		tooSmall                    bool
	}{
		{60, 18, 54, 13, 1, false},
		{60, 21, 54, 16, 1, false},
		{80, 22, 74, 16, 2, false},
		{80, 24, 74, 18, 2, false},
		{99, 24, 93, 18, 2, false},
		{100, 24, 89, 18, 2, false},
		{200, 60, 89, 54, 2, false},
		{59, 18, 53, 13, 1, true},
		{60, 17, 54, 12, 1, true},
		{1, 1, 1, 1, 1, true},
		{0, 0, 1, 1, 1, true},
	}
	for _, tt := range tests {
		l := newLayout(tt.width, tt.height)
		if l.bodyWidth() != tt.bodyWidth || l.bodyHeight(l.noticeRows) != tt.bodyHeight || l.noticeRows != tt.note || tooSmall(tt.width, tt.height) != tt.tooSmall {
			t.Errorf("%d×%d: %+v, body %d wide, too small %v", tt.width, tt.height, l, l.bodyWidth(), tooSmall(tt.width, tt.height))
		}
		if !tt.tooSmall && l.bodyTop+l.bodyHeight(l.noticeRows)+l.noticeRows+footRows != tt.height {
			t.Errorf("%d×%d: the parts are %+v", tt.width, tt.height, l)
		}
	}
}

func TestFromAHundredColumnsOnTheBodyStandsInTheMiddleBetweenAHeaderAndAFooterThatStay(t *testing.T) {
	for w, left := range map[int]int{80: 3, 99: 3, 100: 5, 120: 15, 160: 35, 200: 55} {
		screen := newUser(t, w, 40, "en", withPayments("en")).press("n").screen()
		if got := len(line(screen, 3)) - len(strings.TrimLeft(line(screen, 3), " ")); got != left || !begins(line(screen, 0)) || !begins(line(screen, 39)) {
			t.Errorf("in %d columns the body begins at %d, not at %d:\n%s", w, got, left, screen)
		}
	}
}

// The wheel sends arrow keys. Not in a text field: there the arrows move the cursor.
func TestTheWheelChangesNoValueAndLeavesNoStep(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, _ scene) {
		before, heading := fmt.Sprint(u.store.runs, u.store.stories), u.header()
		var run string
		if u.inRun() {
			run = fmt.Sprint(u.m.session.flow.Run())
		}
		if u.atChair() {
			return // any key leaves it
		}
		u.times(7, "down").times(12, "up").times(3, "down")
		if u.inRun() && fmt.Sprint(u.m.session.flow.Run()) != run {
			t.Errorf("the run is %+v, and was %s", u.m.session.flow.Run(), run)
		}
		if after := fmt.Sprint(u.store.runs, u.store.stories); after != before || u.header() != heading {
			t.Errorf("the wheel led from %q to %q, and to\n%s", heading, u.header(), u.screen())
		}
	})
}

func TestAColumnOfTextStaysNarrowEnoughToRead(t *testing.T) {
	for _, w := range []int{1, 54, 84, 85, 194} {
		if got := widget.TextWidth(w); got != min(w, 84) || got >= 90 {
			t.Errorf("in %d cells a column is %d wide", w, got)
		}
	}
}

// BenchmarkKeyInQuestion measures from a key to its frame in a question with 200 answers of 2,000 characters, and how often
// it takes as long as in an empty question. The two take turns, so that what else the machine does hits both.
func BenchmarkKeyInQuestion(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, typed := range []int{0, 1500} {
			b.Run(fmt.Sprintf("%dx%d/typed=%d", size[0], size[1], typed), func(b *testing.B) {
				long := inQuestion(b, size, checks.MaxAnswers, typed)
				empty := inQuestion(b, size, 0, typed)
				var times [2][]time.Duration
				for b.Loop() {
					for i, u := range []*user{long, empty} {
						times[i] = append(times[i], keyToFrame(u, 'x'), keyToFrame(u, tea.KeyBackspace))
					}
				}
				b.ReportMetric(float64(median(times[0]))/float64(median(times[1])), "x-empty")
				b.ReportMetric(float64(median(times[0])), "ns/key")
			})
		}
	}
}

// inQuestion is in a question with n answers and so many characters in its field.
func inQuestion(b *testing.B, size [2]int, n, typed int) *user {
	u := newUser(b, size[0], size[1], "en", newMemory(full(n, checks.MaxText))).press("r")
	u.paste(strings.Repeat("and what they say ", typed/18+1)[:typed])
	u.slow = true
	u.m.View()
	return u
}

// keyToFrame is how long a key takes until its frame is drawn.
func keyToFrame(u *user, code rune) time.Duration {
	key := tea.KeyPressMsg{Code: code}
	if code != tea.KeyBackspace {
		key.Text = string(code)
	}
	start := time.Now()
	u.send(key)
	u.m.View()
	return time.Since(start)
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// BenchmarkSearch measures from a key in the search to its frame over 5,000 stories of half a thousand characters, and how
// often it takes as long as over ten. Of a hundred keys all but one at most are to be answered within a frame of the terminal.
func BenchmarkSearch(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			var times [2][]time.Duration
			long, few := seeking(b, size, 5000), seeking(b, size, 10)
			for b.Loop() {
				for i, u := range []*user{long, few} {
					for _, code := range "the case\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f" {
						times[i] = append(times[i], keyToFrame(u, code))
					}
				}
			}
			b.ReportMetric(float64(median(times[0]))/float64(median(times[1])), "x-few")
			b.ReportMetric(float64(times[0][len(times[0])-1]), "ns/slowest-key") // sorted by median
			b.ReportMetric(float64(median(times[0])), "ns/key")
			if slow := times[0][len(times[0])*99/100]; slow > time.Second/60 {
				b.Errorf("one key in a hundred takes %v or more, of at most %v", slow, time.Second/60)
			}
		})
	}
}

// BenchmarkStoriesOpen measures from the key on home to the first frame of the stories, and how often 5,000 take as long as those
// that are read first.
func BenchmarkStoriesOpen(b *testing.B) {
	var times [2][]time.Duration
	users := []*user{newUser(b, 80, 24, "en", many(5000)), newUser(b, 80, 24, "en", many(30))}
	for b.Loop() {
		for i, u := range users {
			u.slow = true
			u.press("s")
			read := u.waiting[0]() // the store is not what is measured
			u.waiting, u.slow = nil, false
			start := time.Now()
			u.m.Update(read)
			u.m.View()
			times[i] = append(times[i], time.Since(start))
			u.press("esc", "esc")
		}
	}
	b.ReportMetric(float64(median(times[0]))/float64(median(times[1])), "x-few")
	b.ReportMetric(float64(median(times[0])), "ns/open")
}

// seeking is in the search over n stories.
func seeking(b *testing.B, size [2]int, n int) *user {
	u := newUser(b, size[0], size[1], "en", many(n)).press("s", "esc").passes(time.Second).press("/")
	u.slow = true
	return u
}
