package tui

import (
	"fmt"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/lang"
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
		"0", "1", "2", "3", "4", "5", "+", "-", "a", "b", "c", "d", "D", "e", "J", "K", "n", "p", "r", "s", "u", "v", "y", "q", "?", "名", "👍", "long words and more",
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
		"   ▸ Team         Pay 名": func(u *user) *user { return u.press("n", "Pay 名") },
		"      › Calls 👍":         func(u *user) *user { return asked(u).press("Calls 👍") },
		"      › Cal":             func(u *user) *user { return asked(u).press("Calls", "left", "left") },
		"      › ":                asked,
		"   💬 She":                func(u *user) *user { return told(u).press("She") },
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
	names := []string{"home-history", "vote-some", "reveal-behind", "question-list", "choose-actions", "close-after", "past-list", "help-question", "empty-chair"}
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
		{160, 45, 89, 38, 2, false},
		{200, 60, 89, 51, 2, false},
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

func TestTheManualNamesEveryKeyOfTheTables(t *testing.T) {
	named, tables := map[string]bool{}, slices.Concat(keysOfRuns(), keysBetween())
	for _, table := range tables {
		for _, k := range table.keys {
			named[k.Help().Desc] = true
		}
	}
	source, err := os.ReadFile("keys.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`bind\((?:"[^"]*"|spaceKey), "([^"]+)"`).FindAllStringSubmatch(string(source), -1) {
		if !named[m[1]] {
			t.Errorf("the manual names no key that means %q", m[1])
		}
	}
	for _, code := range lang.Codes {
		for i, table := range Keys(lang.New(code), false) {
			equal(t, len(table.Keys), len(tables[i].keys))
		}
	}
	equal(t, Keys(lang.New("en"), true)[4].Keys[0], "left/right change")
	english := regexp.MustCompile(`(?i)\b(ctrl|space|backspace|paste|home|end|pg(up|dn)|shift|left|right|up|down)\b`)
	for _, ascii := range []bool{false, true} {
		for _, table := range Keys(lang.New("de"), ascii) {
			equal(t, english.FindAllString(strings.Join(table.Keys, "\n"), -1), nil)
		}
	}
}

func TestAnyKeyReturnsFromTheEmptyChair(t *testing.T) {
	for _, k := range []string{"x", "enter", "esc", "f2", "5", "up", "q", "space", "u"} {
		u := voting(t).press("44")
		before := u.screen()
		u.press("f2").says("chair.back").press(k)
		equal(t, u.screen(), before)
	}
	asking(t).press("half", "f2").says("chair.back").press("x", "enter").holds("half")
	// The chair is there at any moment, over the help too.
	asking(t).press("f1", "f2").says("chair.back").press("x").says("question.type-here")
}

func TestTheChairAsksSomethingElseAtEachStage(t *testing.T) {
	u := voting(t)
	var asked []string
	for range 5 {
		asked = append(asked, u.press("f2").words())
		u.press("esc", "pgdown")
	}
	slices.Sort(asked)
	equal(t, len(slices.Compact(asked)), 5)
}

func TestTheQuestionMarkIsTextInAFieldAndHelpElsewhere(t *testing.T) {
	asking(t).press("?").sees("› ?").press("f1").says("help.question").sees("f1 help").seesNot("? help", "u undo").press("esc", "enter").holds("?")
	voting(t).press("?").says("help.vote").sees("u undo").press("pgdown").sees("? help").press("?").says("vote.how")
}

func TestHelpNamesTheKeysThatLeadToOtherStages(t *testing.T) {
	ways := []string{"→ next step", "← previous step", "pgdn next step", "pgup previous step", "f4 home", "ctrl+r redo"}
	for _, u := range []*user{voting(t), voting(t).press("444444", "enter"), voting(t).goTo("choose")} {
		u.resize(80, 50).press("?").sees(ways...)
	}
	asking(t).resize(80, 50).press("x", "enter", "tab", "?").sees(ways...).sees("tab back to typing")
	start(t, newMemory()).press("n", "f1").sees("←→ change", "↓ next", "↑ previous", "esc back")
}

func TestHelpNamesTheKeyThatSuspendsOnlyWhereSomebodyCanBringTheProgramBack(t *testing.T) {
	start(t, newMemory()).press("?").sees("ctrl+z")
	start(t, newMemory(), func(o *Options) { o.Suspend = nil }).press("?").seesNot("ctrl+z").press("esc", "ctrl+z").says("suspend.nobody")
}

func TestHelpIsForTheScreenUnderItAndLeavesThatAsItWas(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, _ scene) {
		if u.m.overlay != nil {
			return
		}
		before := u.press("f1", "esc").screen() // without a notice
		u.press("f1").says(u.m.screen.help()).press("esc")
		equal(t, u.screen(), before)
	})
}

// scrollsTo scrolls down to an end that shows the text, from which the first key upwards leads.
func (u *user) scrollsTo(key, text string) *user {
	u.t.Helper()
	end := u.times(100, key).sees(text).fits().screen()
	if u.press("up"); u.screen() == end {
		u.t.Errorf("the first key upwards does nothing:\n%s", end)
	}
	return u
}

func TestHelpScrollsToItsEndAndNoFurther(t *testing.T) {
	begin(newUser(t, 60, 18, "en", withPayments("en"))).press("?").scrollsTo("down", "ctrl+c")
}

func TestAnOverlayHidesTheRunFromKeys(t *testing.T) {
	u := voting(t).press("?", "4").sees("0 of 6").press("?").paste("4\n4").press("esc").sees("0 of 6")
	u.press("?", "ctrl+c").ends()
}

func TestEnterInHasteLeavesNoStep(t *testing.T) {
	for _, to := range []func(u *user) *user{
		func(u *user) *user { return u.press("4", "f4", "n", "enter").stands(checks.LookBackID) },
		func(u *user) *user { return u.goTo("contact").press("234512", "enter").sees("median") },
		func(u *user) *user { return toQuestion(u).press("monthly", "enter").sees("monthly") },
		func(u *user) *user { return toQuestion(u).press("enter").stands("decisions") },
		func(u *user) *user {
			return u.goTo(checks.ChooseID).press("a", "call", "enter", "enter", "enter").sees("One action")
		},
		func(u *user) *user { return u.goTo(checks.ChooseID).press("enter", "f", "f").says("close.finished") },
	} {
		u := to(lookingBack(t))
		at := u.openRun().At
		u.hasty = true
		u.times(9, "enter").stands(at)
		u.hasty = false
		u.send(tea.KeyPressMsg{Code: tea.KeyEnter, IsRepeat: true}).stands(at)
		if u.press("enter"); u.inRun() && u.openRun().At == at {
			t.Errorf("an enter that is meant does not leave %s", at)
		}
	}
}

func TestEnterInHasteRevealsNothingThatIsAskedAbout(t *testing.T) {
	u := voting(t).press("44", "enter").sees("4 answers are missing")
	u.hasty = true
	u.times(9, "enter").sees("4 answers are missing", "2 of 6")
	u.hasty = false
	equal(t, u.press("enter").rating().Revealed, true)
}

func TestLettersLeadToNoOtherStep(t *testing.T) {
	for _, u := range []*user{voting(t), revealed(t), toQuestion(voting(t)).press("one", "enter", "tab"), voting(t).goTo(checks.ChooseID)} {
		at := u.openRun().At
		for _, letter := range "hljkHLJKqwrtyiopxzbnQWERTZ" {
			u.typed(string(letter)).stands(at)
		}
	}
}

func TestADigitThatIsNoAnswerSaysSo(t *testing.T) {
	for _, k := range []string{"6", "9", "７", "٨"} {
		voting(t).press("4", k).says("vote.beyond").sees("1 of 6")
		revealed(t).press("c", k).says("vote.beyond", "chair.step")
	}
}

// namedKey is a key as a message names it: in quotation marks or brackets, or by its name where that is no other word.
var namedKey = regexp.MustCompile(`[“„(](\pL|\+)[”“)]|[ (](enter|esc|tab|ctrl\+\w|f\d)\b|(?:[.,;] |and |und )([ur+]) `)

// namesOnlyKeysShown fails where a message on the screen names a key that stands neither in the footer nor in the list of keys on home.
func namesOnlyKeysShown(t *testing.T, u *user) {
	t.Helper()
	words := strings.ReplaceAll(u.resize(60, 18).words(), "Enter", "enter")
	for _, named := range namedKey.FindAllStringSubmatch(words, -1) {
		k := named[1] + named[2] + named[3]
		if !slices.ContainsFunc(u.m.withClockKey(u.m.screen.keys()), func(b key.Binding) bool {
			return u.m.keyName(b) == k && strings.Contains(words, " "+k+" "+u.m.say.T(b.Help().Desc))
		}) && k != everywhere.f1.Help().Key {
			t.Errorf("%s: %q is named:\n%s", u.language, k, u.screen())
		}
	}
}

func TestNoMessageNamesAKeyThatTheFooterDoesNotShow(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, _ scene) {
		if u.m.overlay == nil { // the help names all keys, the chair takes any
			namesOnlyKeysShown(t, u)
		}
	})
	for name, play := range map[string]func(u *user) *user{
		"all in":          func(u *user) *user { return begin(u).press("4444444") },
		"started again":   func(u *user) *user { return begin(u).press("44", "v") },
		"voted again":     func(u *user) *user { return begin(u).press("444444", "enter", "v") },
		"missing":         func(u *user) *user { return begin(u).press("44", "enter") },
		"chair":           func(u *user) *user { return begin(u).press("444444", "enter", "c", "2", "enter") },
		"entry":           func(u *user) *user { return begin(u).press("444444", "enter", "s", "x", "esc") },
		"answer deleted":  func(u *user) *user { return toQuestion(begin(u)).press("one", "enter", "two", "enter", "tab", "D") },
		"answers deleted": func(u *user) *user { return toQuestion(begin(u)).press("one", "enter", "tab", "D") },
		"answers joined": func(u *user) *user {
			return toQuestion(begin(u)).press("one", "enter", "two", "enter", "tab", "m", "enter")
		},
		"action deleted": func(u *user) *user {
			return begin(u).goTo(checks.ChooseID).press("n", "call", "enter", "enter", "enter", "tab", "D")
		},
		"hidden at close":  func(u *user) *user { return begin(u).goTo(checks.CloseID).press("45", "enter") },
		"hidden at finish": func(u *user) *user { return begin(u).goTo(checks.CloseID).press("45", "f") },
		"finished":         func(u *user) *user { return begin(u).goTo(checks.CloseID).press("f", "f") },
		"after the end":    func(u *user) *user { return begin(u).goTo(checks.CloseID).press("f", "f", "4") },
		"unfinished":       func(u *user) *user { return begin(u).press("4", "f4", "n", "enter") },
		"form":             func(u *user) *user { return u.press("a", "n", "x", "esc") },
		"story":            func(u *user) *user { return u.press("s", "n", "x", "esc") },
		"action done":      func(u *user) *user { return u.press("a", "n", "x", "enter", "enter", "enter", "enter", "d") },
		"action dropped": func(u *user) *user {
			return u.press("a", "n", "x", "enter", "enter", "enter", "enter", "x", "y", "enter")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, language := range languages {
				namesOnlyKeysShown(t, play(newUser(t, 80, 24, language, withPayments(language))))
			}
		})
	}
}
