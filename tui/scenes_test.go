package tui

import (
	"emptychair/checks"
	"emptychair/checks/demo"
)

// scene is a screen in one of its states, and the way to it. Languages, sizes and looks are the tests' own.
type scene struct {
	name  string
	store func(language string) *memory
	play  func(u *user, say words)
}

func empty(string) *memory { return newMemory() }

func withHistory(language string) *memory {
	return newMemory(lastQuarter(language), spring(language), alone())
}

// withDemo holds what the demo shows.
func withDemo(language string) *memory { return newMemory(demo.Runs(language, noon)...) }

func withUnfinished(language string) *memory {
	return newMemory(lastQuarter(language), spring(language), alone(), halfway(language))
}

// begin sets a run of the team up as it is proposed, and looks back at nothing.
func begin(u *user) *user { return lookedBack(u.press("n", "enter")) }

// lookedBack goes on to the first item where the run begins with a look back.
func lookedBack(u *user) *user {
	if u.openRun().At == checks.LookBackID {
		u.press("enter")
	}
	return u
}

// beginNew sets the first run of a team up, of six people.
func beginNew(u *user) *user {
	return u.press("n").typed("Payments").press("enter", "enter", "enter", "enter", "enter", "enter")
}

// beginSolo sets a run of one person up who has an earlier one.
func beginSolo(u *user) *user {
	return u.press("n", "up", "up", "up", "up", "right", "down", "down", "down", "enter")
}

// toQuestion goes from the first item to the first question.
func toQuestion(u *user) *user { return u.press("pgdown", "pgdown", "pgdown") }

func answered(u *user, say words) *user {
	begin(u)
	toQuestion(u)
	for _, a := range []string{say.answers[0], say.long, say.answers[1]} {
		u.paste(a).press("enter")
	}
	return u
}

// chosen is at the close, with votes, answers and an action.
func chosen(u *user, say words) *user {
	answered(u, say)
	u.press("tab", "+", "+", "up", "+", "tab").press("pgup", "pgup", "pgup")
	u.press("2344", "5", "3", "enter", "enter").press("44530", "4", "enter", "enter", "34")
	u.press("pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
	u.press("a").paste(say.action).press("enter").paste(say.owner).press("enter").typed("31.12.").press("enter")
	return u.stands(checks.ChooseID)
}

var scenes = []scene{
	{"home-empty", empty, func(*user, words) {}},
	{"home-history", withHistory, func(u *user, _ words) { u.press("tab") }},
	{"home-unfinished", withUnfinished, func(u *user, _ words) { u.press("tab") }},
	{"home-demo", withDemo, func(*user, words) {}},
	{"compare", withDemo, func(u *user, _ words) { u.press("c") }},
	{"compare-answers", withDemo, func(u *user, _ words) { u.press("c", "pgdown", "pgdown", "down", "down", "down", "down") }},
	{"compare-actions", withDemo, func(u *user, _ words) { u.press("c", "end") }},
	{"compare-changing", withDemo, func(u *user, _ words) { u.press("c", "m") }},
	{"compare-beside", withDemo, func(u *user, _ words) { u.press("c", "b", "up", "enter") }},
	{"compare-solo", withDemo, func(u *user, _ words) { u.press("c", "r", "down", "enter") }},
	{"pick-baseline", withDemo, func(u *user, _ words) { u.press("c", "b") }},
	{"pick-current", withDemo, func(u *user, _ words) { u.press("c", "r") }},
	{"trend", withDemo, func(u *user, _ words) { u.press("t") }},
	{"trend-marked", withDemo, func(u *user, _ words) { u.press("t", "left", "left", "left", "left", "left", "space", "right", "down") }},
	{"trend-solo", withDemo, func(u *user, _ words) { u.press("t", "tab") }},
	{"setup-team", empty, func(u *user, _ words) { u.press("n").typed("Payments & Billing") }},
	{"setup-begin", withHistory, func(u *user, _ words) { u.press("tab", "n") }},
	{"look-back", withWork, func(u *user, _ words) { u.press("n", "enter") }},
	{"look-back-complaints", withWork, func(u *user, _ words) { u.press("n", "enter", "d", "o", "down") }},
	{"look-back-reason", withActions, func(u *user, _ words) { u.press("n", "enter", "d", "o", "x").paste(inBetween[u.m.say.Code()].reason) }},
	{"look-back-all", withWork, func(u *user, _ words) {
		u.press("n", "enter", "d", "o", "x").paste(inBetween[u.m.say.Code()].reason).press("enter", "g", "b")
	}},
	{"look-back-nothing", func(string) *memory { return newMemory(bare()) }, func(u *user, _ words) { u.press("r") }},
	{"vote-nothing", withPayments, func(u *user, _ words) { begin(u) }},
	{"vote-some", withPayments, func(u *user, _ words) { begin(u).paste("Ana: 4\nBen 3\n👍\nmaybe later\n") }},
	{"vote-missing", withPayments, func(u *user, _ words) { begin(u).press("4405", "enter") }},
	{"vote-value", withPayments, func(u *user, _ words) { begin(u).press("pgdown", "pgdown", "44") }},
	{"reveal-first", empty, func(u *user, _ words) { beginNew(u).press("234", "4", "5", "3", "enter") }},
	{"reveal-baseline", withPayments, func(u *user, _ words) { begin(u).press("pgdown", "4453", "0", "3", "enter") }},
	{"reveal-behind", withPayments, func(u *user, say words) {
		begin(u).press("2344", "5", "3", "enter", "c", "2").paste(say.evidence).press("enter", "s").paste(say.story).press("enter")
	}},
	{"reveal-chair-step", withPayments, func(u *user, _ words) { begin(u).press("2344", "5", "3", "enter", "c") }},
	{"reveal-chair-evidence", withPayments, func(u *user, say words) { begin(u).press("2344", "5", "3", "enter", "c", "2").paste(say.evidence) }},
	{"reveal-chair-empty", withPayments, func(u *user, _ words) { begin(u).press("2344", "5", "3", "enter", "c", "2", "enter", "enter") }},
	{"reveal-tension", withWork, func(u *user, _ words) {
		u.press("n", "enter", "down", "down", "down", "b").goTo("trust").press("445453", "enter")
	}},
	{"reveal-all", withWork, func(u *user, say words) {
		u.press("n", "enter", "down", "down", "down", "b").goTo("trust").press("445453", "enter", "s", "down", "enter", "c", "2").paste(say.evidence).press("enter")
	}},
	{"reveal-stories", withWork, func(u *user, _ words) { begin(u).goTo("trust").press("445453", "enter", "s", "down") }},
	{"solo-before", withAlone, func(u *user, _ words) { beginSolo(u) }},
	{"solo-after", withAlone, func(u *user, _ words) { beginSolo(u).press("4") }},
	{"question-empty", empty, func(u *user, _ words) { toQuestion(beginNew(u)) }},
	{"question-answers", withPayments, func(u *user, say words) { answered(u, say).paste(say.long) }},
	{"question-list", withPayments, func(u *user, say words) { answered(u, say).press("tab", "+", "up", "+", "+") }},
	{"question-earlier", withPayments, func(u *user, say words) { answered(u, say).press("f3") }},
	{"question-offer", withWork, func(u *user, _ words) { begin(u).goTo("risks") }},
	{"question-stories", withWork, func(u *user, say words) {
		begin(u).goTo("risks").paste(say.answers[1]).press("enter").paste(say.answers[2]).press("f5", "down")
	}},
	{"question-many", crowded, func(u *user, _ words) { u.press("r") }},
	{"choose-answers", withPayments, func(u *user, say words) { answered(u, say).press("pgdown", "pgdown", "pgdown", "pgdown") }},
	{"choose-form", withPayments, func(u *user, say words) {
		answered(u, say).press("pgdown", "pgdown", "pgdown", "pgdown", "a").paste(say.action).press("enter").paste(say.owner)
	}},
	{"choose-actions", withPayments, func(u *user, say words) { chosen(u, say).press("tab") }},
	{"close-before", withPayments, func(u *user, say words) { chosen(u, say).press("pgdown") }},
	{"close-after", withPayments, func(u *user, say words) { chosen(u, say).press("pgdown", "f", "f") }},
	{"close-solo", withAlone, func(u *user, _ words) {
		beginSolo(u).press("4", "enter", "5", "enter", "0", "enter", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
	}},
	{"past-list", withUnfinished, func(u *user, _ words) { u.press("p", "tab", "down") }},
	{"past-asking", withUnfinished, func(u *user, _ words) { u.press("p", "tab", "down", "d") }},
	{"past-reading", withUnfinished, func(u *user, _ words) { u.press("p", "tab", "down", "down", "enter") }},
	{"help-home", withHistory, func(u *user, _ words) { u.press("?") }},
	{"help-vote", withPayments, func(u *user, _ words) { begin(u).press("?") }},
	{"help-look-back", withWork, func(u *user, _ words) { u.press("n", "enter", "?") }},
	{"help-question", withPayments, func(u *user, say words) { answered(u, say).press("f1") }},
	{"empty-chair", empty, func(u *user, _ words) { beginNew(u).press("f2") }},
	{"conflict", withPayments, func(u *user, _ words) { begin(u).intrude().press("4") }},
	{"failed-save", withPayments, func(u *user, _ words) {
		begin(u).store.fail = &checks.Error{Code: checks.CodeDiskFull}
		u.press("4")
	}},
}

// withPayments holds runs of one team only.
func withPayments(language string) *memory { return newMemory(lastQuarter(language), spring(language)) }

func withAlone(language string) *memory { return newMemory(lastQuarter(language), alone()) }

func crowded(string) *memory { return newMemory(full(200, 2000)) }

// intrude lets another program write the run that is open.
func (u *user) intrude() *user {
	u.store.put(u.openRun())
	return u
}
