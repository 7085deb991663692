package tui

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/lang"
)

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

func TestHelpIsForTheScreenUnderIt(t *testing.T) {
	for message, play := range map[string]func(u *user) *user{
		"help.home":     func(u *user) *user { return u },
		"help.setup":    func(u *user) *user { return u.press("n") },
		"help.vote":     begin,
		"help.reveal":   func(u *user) *user { return begin(u).press("4", "enter", "enter") },
		"help.question": func(u *user) *user { return toQuestion(begin(u)) },
		"help.choose":   func(u *user) *user { return begin(u).goTo("choose") },
		"help.close":    func(u *user) *user { return begin(u).goTo("close") },
		"help.past":     func(u *user) *user { return u.press("p") },
		"help.reading":  func(u *user) *user { return u.press("p", "enter") },
	} {
		u := play(start(t, withPayments("en")))
		before := u.screen()
		u.press("f1").says(message).press("esc")
		equal(t, u.screen(), before, message)
	}
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
	u := voting(t).press("４", "٤", "०").sees("3 of 6")
	equal(t, u.rating().Tally, tally(1, 0, 0, 0, 2))
}

func TestTheNameOfATeamMayBeginWithAnySign(t *testing.T) {
	start(t, withPayments("en")).press("n", "up", "up", "up", "up", "up", "?", "u", "q").sees("?uq")
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
		"answer deleted":  func(u *user) *user { return toQuestion(begin(u)).press("one", "enter", "two", "enter", "tab", "d") },
		"answers deleted": func(u *user) *user { return toQuestion(begin(u)).press("one", "enter", "tab", "d") },
		"answers joined": func(u *user) *user {
			return toQuestion(begin(u)).press("one", "enter", "two", "enter", "tab", "m", "enter")
		},
		"action deleted": func(u *user) *user {
			return begin(u).goTo(checks.ChooseID).press("n", "call", "enter", "enter", "enter", "tab", "d")
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
