package tui

import (
	"regexp"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"

	"emptychair/checks"
)

// essential is what a screen must show in a window of 80×24, in every language.
type essential struct {
	scene string
	texts func(e shown) []string
	keys  []key.Binding // on the screen with what they do
}

// shown is the window in which essentials are looked for.
type shown struct {
	*user
	said words
}

func (e shown) messages(ids ...string) []string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = e.m.say.T(id)
	}
	return texts
}

// hidden is all there is to read before the reveal of an item.
func (e shown) hidden(id string) []string {
	it := e.m.texts.Items[id]
	return []string{it.Statement, it.Low, it.High, it.Why, "👎 1", "👍 5"}
}

// revealed is all there is to read after it.
func (e shown) revealed(id string) []string {
	head := "👎 1 2 3 4 5 👍"
	return append(e.messages("reveal.today", "figures.head.n", "figures.head.range", "figures.head.median"), e.m.texts.Items[id].Statement, head)
}

func (e shown) agreement(word string) []string {
	return e.messages("agreement."+word, "agreement."+word+".question")
}

func (e shown) question() []string {
	q := e.m.texts.Questions["channels"]
	return []string{q.Text, q.Hint}
}

func join(lists ...[]string) []string {
	var all []string
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

var (
	homeWays    = []key.Binding{homeKeys.begin, homeKeys.past, homeKeys.team, homeKeys.leave}
	lookWays    = []key.Binding{lookKeys.done, lookKeys.open, lookKeys.drop, lookKeys.on}
	hiddenWays  = []key.Binding{voteKeys.answer, voteKeys.reveal, voteKeys.none, voteKeys.takeBack}
	openWays    = []key.Binding{revealKeys.on, revealKeys.again, revealKeys.chair, revealKeys.story}
	soloWays    = []key.Binding{revealKeys.on, revealKeys.rate, revealKeys.chair, revealKeys.story}
	listWays    = []key.Binding{listKeys.mark, listKeys.edit, listKeys.remove, listKeys.write}
	chooseWays  = []key.Binding{chooseKeys.pick, chooseKeys.on, runKeys.back}
	actionWays  = []key.Binding{chooseKeys.on, chooseKeys.edit, chooseKeys.remove, chooseKeys.toAnswers}
	formWays    = []key.Binding{formKeys.down, formKeys.cancel}
	compareWays = []key.Binding{compareKeys.baseline, compareKeys.current, compareKeys.trend, exportKeys.open}
	pickWays    = []key.Binding{pickKeys.choose, pickKeys.back}
	trendWays   = []key.Binding{trendKeys.runs, trendKeys.open, trendKeys.mark}
	pastWays    = []key.Binding{pastKeys.open, pastKeys.remove, pastKeys.compare, exportKeys.open}
	overlayWays = []key.Binding{overlayKeys.shut}
)

var essentials = []essential{
	{"home-empty", func(e shown) []string { return e.messages("home.welcome", "home.what", "home.private") }, []key.Binding{homeKeys.begin, homeKeys.leave}},
	{"home-history", shown.lastRun, homeWays},
	{"home-unfinished", shown.unfinished, append(homeWays, homeKeys.resume)},
	{"home-demo", shown.homeDemo, append(homeWays, homeKeys.compare, homeKeys.trend)},
	{"compare", shown.compared, compareWays},
	{"compare-answers", func(shown) []string {
		return []string{"Q3 2026 +5", "+4", "+3"}
	}, compareWays},
	{"compare-actions", func(e shown) []string {
		return append(e.messages("action.done", "action.open"), e.m.say.T("compare.actions", "Run", "Q2 2026"))
	}, compareWays},
	{"compare-changing", func(e shown) []string {
		return append(e.messages("compare.marked.changing", "compare.changing", "change.perhaps.others"), "Q2")
	}, []key.Binding{compareKeys.same}},
	{"compare-beside", func(e shown) []string { return e.messages("compare.view.solo", "compare.view.team") }, compareWays},
	{"compare-solo", func(e shown) []string {
		return []string{e.m.texts.Scale[3], e.m.say.N("change.alone.up", 2, "In", "in Q2"), e.m.say.T("change.alone.hardly")}
	}, compareWays},
	{"pick-baseline", func(e shown) []string {
		return append(e.messages("pick.beside"), e.m.say.Day(on(5, 18)), "Q2 2026", e.m.say.N("past.people", 6))
	}, pickWays},
	{"pick-current", func(e shown) []string { return []string{e.m.say.Day(on(8, 18)), e.m.say.Day(on(8, 14))} }, pickWays},
	{"trend", func(e shown) []string {
		return []string{e.m.texts.TitleOf("contact"), e.m.texts.TitleOf("trust"), "●●●▸", "Q1/25 Q2/25 Q3/25 Q4/25 ┊ Q2/26 ‹Q3/26›", e.m.say.Day(on(8, 18)), "n 6"}
	}, trendWays},
	{"trend-marked", func(e shown) []string { return []string{"•Q1/25 ‹Q2/25›", "│", e.m.texts.TitleOf("value")} }, trendWays},
	{"trend-solo", func(e shown) []string { return []string{e.m.say.T("kind.solo"), "● ┊ ● ·", e.m.texts.Scale[3]} }, trendWays},
	{"setup-team", shown.setup, []key.Binding{setupKeys.change, setupKeys.next, setupKeys.previous, setupKeys.back}},
	{"setup-begin", shown.setup, []key.Binding{setupKeys.begin, setupKeys.previous, setupKeys.back}},
	{"look-back", func(e shown) []string {
		return append(e.lookBack(), e.m.say.T("look.overdue"), e.m.say.T("listed.nobody"), e.m.say.T("look.age", "N", 2), "Ana", "Ben")
	}, lookWays},
	{"look-back-complaints", func(e shown) []string {
		h := inBetween[e.m.say.Code()]
		return append(e.messages("complaint.nobody"), h.courier, h.fee, h.label, h.mail, e.m.say.N("look.fixed", 2), e.m.say.T("complaint.owner", "Owner", "Ana"))
	}, []key.Binding{lookKeys.gone, lookKeys.returned, lookKeys.on}},
	{"look-back-reason", func(e shown) []string {
		return append(e.messages("look.reason"), inBetween[e.m.say.Code()].action, inBetween[e.m.say.Code()].reason)
	}, []key.Binding{entryKeys.keep, entryKeys.cancel}},
	{"look-back-all", func(e shown) []string {
		return e.messages("look.ask", "look.all", "look.said.came-back", "look.said.gone")
	}, []key.Binding{lookKeys.on}},
	{"look-back-nothing", func(e shown) []string { return e.messages("look.nothing") }, []key.Binding{lookKeys.on, runKeys.back}},
	{"vote-nothing", func(e shown) []string {
		return append(e.hidden("contact"), e.m.say.T("vote.how"), "○ ○ ○ ○ ○ ○", e.m.say.T("vote.count", "In", 0, "People", 6))
	}, hiddenWays},
	{"vote-some", func(e shown) []string {
		return append(e.hidden("contact"), "● ● ● ○ ○ ○", e.m.say.N("vote.read", 3), e.m.say.N("vote.unread", 1))
	}, hiddenWays},
	{"vote-missing", func(e shown) []string { return append(e.hidden("contact"), e.m.say.N("vote.missing", 2)) }, hiddenWays},
	{"vote-value", func(e shown) []string { return append(e.hidden("value"), e.m.say.T("vote.how")) }, hiddenWays},
	{"reveal-first", func(e shown) []string {
		return join(e.revealed("contact"), e.agreement("spread"), e.messages("reveal.ask-chair", "reveal.ask-story"), []string{"6 2–5 3½"})
	}, openWays},
	{"reveal-baseline", func(e shown) []string {
		return join(e.revealed("trust"), e.agreement("close"), e.messages("figures.head.no-answer"), []string{"5 1 2–4 4", "5 1 3–5 4", "· Q3"})
	}, openWays},
	{"reveal-behind", func(e shown) []string {
		return join(e.revealed("contact"), e.agreement("spread"), e.messages("reveal.chair"), []string{e.said.evidence, e.said.story, "◇"})
	}, openWays},
	{"reveal-chair-step", func(e shown) []string { return e.messages("chair.step") }, []key.Binding{voteKeys.answer, entryKeys.cancel}},
	{"reveal-chair-evidence", func(e shown) []string { return []string{e.m.say.T("chair.evidence", "Step", 2), e.said.evidence} }, []key.Binding{entryKeys.keep, entryKeys.cancel}},
	{"reveal-chair-empty", func(e shown) []string {
		return append(e.revealed("contact"), e.messages("chair.no-evidence", "reveal.ask-story")...)
	}, openWays},
	{"reveal-tension", func(e shown) []string {
		return join(e.revealed("trust"), e.agreement("close"), []string{e.m.say.N("tension.complaints", 2)})
	}, openWays},
	{"reveal-all", func(e shown) []string {
		return join(e.revealed("trust"), e.agreement("close"), []string{"◇", e.said.evidence, inBetween[e.m.say.Code()].waited, e.m.say.N("tension.complaints", 2)})
	}, openWays},
	{"reveal-stories", func(e shown) []string {
		return append(e.messages("behind.ask", "behind.write", "source.customer"), inBetween[e.m.say.Code()].waited)
	}, pickWays},
	{"solo-before", func(e shown) []string { return append(e.hidden("contact"), e.m.say.T("rate.how")) }, []key.Binding{voteKeys.answer, voteKeys.none}},
	{"solo-after", func(e shown) []string {
		return append(e.messages("reveal.today", "reveal.ask-chair"), "· Q3", e.m.texts.Scale[1], e.m.texts.Scale[3])
	}, soloWays},
	{"close-solo", func(e shown) []string {
		return append(e.messages("close.ask", "close.how"), e.m.texts.Scale[3], e.m.texts.Scale[4], e.m.texts.NoAnswer)
	}, []key.Binding{closeKeys.finish, runKeys.back}},
	{"question-empty", func(e shown) []string { return append(e.question(), e.m.say.T("question.type-here")) }, []key.Binding{questionKeys.on, runKeys.back}},
	{"question-answers", func(e shown) []string {
		return append(e.question(), e.said.answers[0], e.said.answers[1], e.said.long)
	}, []key.Binding{questionKeys.add, questionKeys.list, runKeys.back}},
	{"question-list", func(e shown) []string {
		return append(e.question(), "+2 "+e.said.long, "+1 "+e.said.answers[1])
	}, listWays},
	{"question-earlier", func(e shown) []string { return append(e.question(), e.said.long, "○ "+e.said.answers[0]) }, []key.Binding{questionKeys.on, questionKeys.list, questionKeys.earlier}},
	{"question-offer", func(e shown) []string {
		q := e.m.texts.Questions["risks"]
		return []string{q.Text, q.Hint, e.m.say.N("question.stories", 2) + " · f5"}
	}, []key.Binding{questionKeys.on, questionKeys.stories}},
	{"question-stories", func(e shown) []string {
		h := inBetween[e.m.say.Code()]
		return []string{h.waited, h.fee, e.said.answers[1], e.said.answers[2], e.m.say.T("complaint.fixed")}
	}, pickWays},
	{"choose-answers", func(e shown) []string {
		return append(e.messages("choose.ask", "choose.advice", "choose.how", "item.unrated"), e.said.answers[0], e.m.texts.Items["value"].Title)
	}, chooseWays},
	{"choose-form", func(e shown) []string {
		return append(e.messages("action.text", "action.owner", "action.due"), e.said.action)
	}, formWays},
	{"choose-actions", func(e shown) []string { return append(e.messages("choose.ask"), e.said.action, e.said.owner, "31") }, actionWays},
	{"close-before", func(e shown) []string {
		return append(e.closing(), e.m.say.N("item.hidden", 2), e.m.say.T("close.how"))
	}, []key.Binding{closeKeys.finish, runKeys.back}},
	{"close-after", func(e shown) []string { return append(e.closing(), e.messages("close.finished", "close.home")...) }, []key.Binding{closeKeys.home, runKeys.back}},
	{"past-list", func(e shown) []string { return append(e.messages("past.unfinished"), "Checkout", "Payments", "2026") }, pastWays},
	{"past-asking", func(e shown) []string {
		return []string{e.m.say.T("past.ask", "Team", "Ana", "Day", e.m.say.Day(on(8, 21))), map[string]string{"en": "y yes", "de": "j ja"}[e.m.say.Code()]}
	}, []key.Binding{askKeys.no}},
	{"past-reading", func(e shown) []string { return []string{e.m.texts.Items["contact"].Statement, e.said.story, "n 6"} }, []key.Binding{readingKeys.down, readingKeys.back}},
	{"help-home", func(e shown) []string { return e.messages("help.home") }, append(overlayWays, homeWays...)},
	{"help-vote", func(e shown) []string { return e.messages("help.vote") }, append(overlayWays, hiddenWays...)},
	{"help-look-back", func(e shown) []string { return e.messages("help.look-back") }, append(overlayWays, lookWays...)},
	{"help-question", func(e shown) []string { return e.messages("help.question") }, []key.Binding{overlayKeys.shut, questionKeys.on, questionKeys.list}},
	{"empty-chair", func(e shown) []string { return e.messages("chair.question.1", "chair.back") }, nil},
	{"conflict", func(e shown) []string { return e.messages("conflict.what", "help.conflict") }, []key.Binding{conflictKeys.reload, conflictKeys.keep}},
	{"failed-save", func(e shown) []string { return append(e.failure(), e.hidden("contact")...) }, hiddenWays},
}

func (e shown) lastRun() []string {
	return append(e.itemTitles(), e.m.say.N("home.last-run", 6, "Day", e.m.say.Day(on(8, 19))), "👎 · ●● ●●● ● · 👍")
}

// homeDemo is home with all that it can show of a team.
func (e shown) homeDemo() []string {
	return append(e.itemTitles(), e.m.say.T("home.due", "Month", e.m.say.MonthYear(on(11, 18))), e.m.say.T("change.brief.up", "N", 3),
		e.m.say.T("change.brief.same"), e.m.say.T("change.brief.down", "N", 3), e.m.say.T("home.against", "Day", e.m.say.Day(on(5, 18))),
		e.m.say.N("home.open", 2), e.m.say.N("home.late", 1))
}

// compared is what the first window of a comparison shows.
func (e shown) compared() []string {
	it := e.m.texts.Items["contact"]
	return append(e.agreement("spread"), it.Statement, "Q2 2026 · ○○ ○○○ ○ · 6 2–4 3", "Q3 2026 · ● ● ●●● ● 6 2–5 4",
		e.m.say.N("change.people", 3, "Of", 6, "Steps", e.m.say.N("change.steps", 5)), e.m.say.T("change.hardly.same"))
}

func (e shown) unfinished() []string {
	return append(e.lastRun(), "Checkout", e.m.texts.TitleOf("decisions"))
}

func (e shown) setup() []string {
	return append(e.messages("setup.ask", "setup.team", "setup.kind", "setup.kind.team", "setup.people", "setup.minutes", "setup.language", "setup.begin"), "Payments", "45")
}

// lookBack is what stands open before anything was said of it.
func (e shown) lookBack() []string {
	h := inBetween[e.m.say.Code()]
	return append(e.messages("look.ask"), e.said.action, h.action, h.loose)
}

// closing is what the closing page holds in either of its states.
func (e shown) closing() []string {
	return append(e.itemTitles(), "👎 · ● ●● ●● ● 👍 n 6", "👎 · ○○ ○○○ ○ · 👍 n 6", "3½", e.m.say.N("close.answers", 3), e.said.action, e.said.owner)
}

func (e shown) itemTitles() []string {
	var titles []string
	for _, it := range e.m.texts.Items {
		titles = append(titles, it.Title)
	}
	return titles
}

func (e shown) failure() []string {
	what, do := e.m.say.Error(&checks.Error{Code: checks.CodeDiskFull})
	return append(e.messages("save.failed"), what, do)
}

func TestNothingEssentialIsCut(t *testing.T) {
	t.Parallel()
	by := map[string]essential{}
	for _, e := range essentials {
		by[e.scene] = e
	}
	for _, sc := range scenes {
		e, ok := by[sc.name]
		if !ok && sc.name != "question-many" {
			t.Errorf("nobody says what is essential on %s", sc.name)
		}
		if !ok {
			continue
		}
		for _, language := range mostly(languages) {
			t.Run(sc.name+"-"+language, func(t *testing.T) {
				u := newUser(t, 80, 24, language, sc.store(language))
				sc.play(u, said[language])
				u.sees(e.texts(shown{u, said[language]})...)
				for _, b := range e.keys {
					u.sees(u.m.keyName(b) + " " + u.m.say.T(b.Help().Desc))
				}
				if strings.Contains(u.screen(), "…") {
					t.Errorf("something is cut:\n%s", u.screen())
				}
			})
		}
	}
}

// forward are the scenes of stages that lead on; there the keys of the stage come before the one that leads back. From home, out of
// the empty chair and out of a conflict no such key leads.
var forward = regexp.MustCompile("^(vote|reveal|solo|look-back|home)|^(failed-save|conflict|empty-chair)$")

func TestTheWayBackIsNamedInTheSmallestWindow(t *testing.T) {
	t.Parallel()
	for _, sc := range scenes {
		for _, language := range mostly(languages) {
			t.Run(sc.name+"-"+language, func(t *testing.T) {
				u := newUser(t, 60, 18, language, sc.store(language))
				sc.play(u, said[language])
				back := " esc | n " + u.m.say.T("key.no") + "| tab " + u.m.say.T(listKeys.write.Help().Desc)
				if foot := line(u.screen(), 17); !regexp.MustCompile(back).MatchString(foot) && (!forward.MatchString(sc.name) || u.m.View().Cursor != nil) {
					t.Errorf("the keys are %q", foot)
				}
			})
		}
	}
}
