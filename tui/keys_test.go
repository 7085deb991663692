package tui

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// keyTables are the tables of bindings as the README shows them.
func keyTables() []struct {
	where string
	keys  []key.Binding
} {
	h, s, r, v, w, q, l, c, f, p, a, d := homeKeys, setupKeys, runKeys, voteKeys, revealKeys, questionKeys, answerKeys, chooseKeys, formKeys, pastKeys, askKeys, pageKeys
	x, y, z, b := compareKeys, pickKeys, trendKeys, lookKeys
	st, sy, ac, o := storiesKeys, storyKeys, actionsKeys, exportKeys
	return []struct {
		where string
		keys  []key.Binding
	}{
		{"Everywhere", []key.Binding{everywhere.f1, everywhere.chair, everywhere.suspend, everywhere.leave}},
		{"Wherever no text is typed", []key.Binding{everywhere.help}},
		{"Home", []key.Binding{h.begin, h.resume, h.drop, h.compare, h.trend, h.stories, h.actions, h.voice, h.past, h.team, h.leading, h.following, h.leave}},
		{"Set-up", []key.Binding{s.change, s.next, s.previous, s.begin, s.back}},
		{"In a run", []key.Binding{r.back, r.previous, r.next, r.home, r.more, r.invite, everywhere.undo, everywhere.redo}},
		{"Look back", []key.Binding{b.done, b.open, b.drop, b.gone, b.returned, d.up, d.down, r.on}},
		{"Vote", []key.Binding{v.answer, v.none, v.takeBack, v.reveal, v.paste, v.more, v.fewer, v.again, r.backward, r.forward}},
		{"Pasted answers", []key.Binding{pasteKeys.replace, pasteKeys.add, pasteKeys.cancel}},
		{"Reveal", []key.Binding{r.on, w.again, w.chair, w.story, w.late, v.fewer, r.backward, r.forward}},
		{"Solo", []key.Binding{v.answer, v.none, r.on, w.rate}},
		{"Question", []key.Binding{q.add, q.list, q.stories, q.earlier}},
		{"Its list", []key.Binding{d.up, d.down, l.number, l.mark, l.unmark, v.paste, l.join, d.edit, d.remove, l.moveUp, l.moveDown, l.write}},
		{"Choose", []key.Binding{c.pick, c.free, c.actions, d.edit, d.remove, r.on}},
		{"An action", []key.Binding{f.down, f.next, f.previous, f.keep, f.cancel}},
		{"Close", []key.Binding{closeKeys.finish, v.answer, exportKeys.copy, exportKeys.open, closeKeys.home, closeKeys.held}},
		{"Export", []key.Binding{o.write, o.share, o.all, o.own, o.copy, d.down, d.up, d.back}},
		{"Compare", []key.Binding{x.baseline, x.current, x.changing, x.same, x.trend, o.open, x.down, x.up, x.pageDown, x.pageUp, x.back}},
		{"Choosing a run or a story", []key.Binding{y.choose, y.down, y.up, y.back}},
		{"Trend", []key.Binding{z.runs, z.items, z.open, z.mark, z.solo, z.team, z.back}},
		{"Past runs", []key.Binding{d.open, p.compare, p.correct, o.open, d.remove, p.team, d.back, a.yes, a.ja, a.no, d.down, d.up, d.pageDown, d.pageUp, d.first, d.last}},
		{"Stories", []key.Binding{d.open, st.add, st.search, st.filter, d.edit, sy.answer, d.remove, d.everyTeam, d.oneTeam, d.back, st.all}},
		{"Search, filter", []key.Binding{s.change, s.next, s.previous, searchKeys.keep, searchKeys.clear}},
		{"A story", []key.Binding{sy.complain, sy.remedy, sy.why, sy.plan, sy.fix, sy.gone, sy.back, sy.more, sy.fewer, sy.answer, d.edit, d.remove, d.back}},
		{"Why?", []key.Binding{whyKeys.add, whyKeys.end, whyKeys.takeBack, whyKeys.cancel, whyKeys.leave}},
		{"Actions", []key.Binding{ac.done, ac.drop, ac.reopen, ac.add, d.edit, ac.remove, ac.filter, d.everyTeam, h.team, d.oneTeam, d.back}},
		{"The customer’s voice", []key.Binding{voiceKeys.months, d.down, d.up, d.pageDown, d.pageUp, voiceKeys.back}},
	}
}

func TestTheReadmeNamesTheKeysOfTheTables(t *testing.T) {
	say := lang.New("en")
	var b strings.Builder
	b.WriteString("| where | keys |\n|---|---|\n")
	for _, table := range keyTables() {
		var cells []string
		for _, k := range table.keys {
			cells = append(cells, fmt.Sprintf("`%s` %s", k.Help().Key, say.T(k.Help().Desc)))
		}
		fmt.Fprintf(&b, "| %s | %s |\n", table.where, strings.Join(cells, " · "))
	}
	equal(t, between(t, readme(t), "<!-- keys -->\n", "<!-- /keys -->"), b.String())
}

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// between returns what stands between two marks.
func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, from)
	inside, _, closed := strings.Cut(rest, to)
	if !ok || !closed {
		t.Fatalf("nothing between %q and %q", from, to)
	}
	return inside
}

func TestTheReadmeShowsAReveal(t *testing.T) {
	golden, err := os.ReadFile("testdata/TestScreens/reveal-behind/en-80x24.golden")
	if err != nil {
		t.Fatal(err)
	}
	want := "```\n" + compact(string(golden)) + "```\n"
	equal(t, between(t, readme(t), "<!-- reveal -->\n", "<!-- /reveal -->"), want)
}

// compact leaves out white space at the ends of lines, and all but one of several empty lines.
func compact(frame string) string {
	var b strings.Builder
	empty := false
	for line := range strings.Lines(frame) {
		line = strings.TrimRight(line, " \n")
		if line == "" && empty {
			continue
		}
		empty = line == ""
		b.WriteString(line + "\n")
	}
	return b.String()
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
	ways := []string{"→ next step", "← step before", "pgdn next step", "pgup step before", "f4 home", "ctrl+r redo"}
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
		func(u *user) *user { return u.press("f4", "n", "enter").stands(checks.LookBackID) },
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
