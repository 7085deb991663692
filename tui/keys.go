package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// The keys of the program, one table a screen. The help of a binding is the id of a message; the same tables feed the
// footer, the help and, by [Keys], the manual.

const spaceKey = "space"

// wordedKeys are the keys whose names are words, which each language has of its own.
var wordedKeys = []string{
	spaceKey, "backspace", "paste", "ctrl+c", "ctrl+r", "ctrl+s", "ctrl+z", "home", "end", "pgup", "pgdn", "shift+tab",
	"left", "right", "up", "down", "left/right", "up/down", // where arrows cannot be drawn
}

// bind, matches and the keys of forms are those of the widgets, whose keys stand in widget/keys.go.
var bind, matches, formKeys = widget.Bind, widget.Matches, widget.FormKeys

// backKey leaves what arrows or letters mean something else to than on a page.
var backKey = bind("esc", "key.back", "esc")

// everywhere are the keys that hold on every screen; undo and redo only at a stage of a run.
var everywhere = struct{ help, f1, chair, undo, redo, leave, suspend key.Binding }{
	help:    bind("?", "key.help", "?", "f1"),
	f1:      bind("f1", "key.help", "f1"),
	chair:   bind("f2", "key.chair", "f2"),
	undo:    bind("u", "key.undo", "u"),
	redo:    bind("ctrl+r", "key.redo", "ctrl+r"),
	leave:   bind("ctrl+c", "key.leave", "ctrl+c"),
	suspend: bind("ctrl+z", "key.suspend", "ctrl+z"),
}

var homeKeys = struct {
	begin, resume, drop, compare, trend, stories, story, walk, demo, actions, voice, past, team, settings, leading, following, apart, leave key.Binding
}{
	begin:     bind("n", "key.new", "n"),
	resume:    bind("r", "key.resume", "r"),
	drop:      bind("x", "key.drop-run", "x"),
	compare:   bind("c", "key.compare", "c"),
	trend:     bind("t", "key.trend", "t"),
	past:      bind("p", "key.past", "p"),
	stories:   bind("s", "key.stories", "s"),
	story:     bind("s", "key.first-story", "s"),
	walk:      bind("w", "key.walk", "w"),
	demo:      bind("d", "key.demo", "d"),
	actions:   bind("a", "key.actions", "a"),
	voice:     bind("v", "key.voice", "v"),
	leading:   bind("l", "key.leading-team", "l"),
	following: bind("l", "key.other-kind-of-team", "l"),
	team:      bind("tab", "key.other-team", "tab"),
	settings:  bind(",", "key.settings", ","),
	apart:     bind("m", "key.apart", "m"),
	leave:     bind("q", "key.quit", "q"),
}

var setupKeys = struct{ next, previous, begin key.Binding }{
	next:     bind("↓", "key.next-field", "down", "tab"),
	previous: bind("↑", "key.previous-field", "up", "shift+tab"),
	begin:    bind("enter", "key.begin", "enter"),
}

// pageKeys are alike on all pages that list something, or have more to read than there is room for.
var pageKeys = struct {
	up, down, pageUp, pageDown, first, last, open, choose, edit, remove, everyTeam, oneTeam, back key.Binding
}{
	up:        widget.ListKeys.Up,
	down:      widget.ListKeys.Down,
	pageUp:    bind("pgup", "key.page-up", "pgup"),
	pageDown:  bind("pgdn", "key.page-down", "pgdown", spaceKey),
	first:     bind("home", "key.first-line", "home"),
	last:      bind("end", "key.last-line", "end"),
	open:      bind("enter", "key.open", "enter"),
	choose:    bind("enter", "key.choose", "enter"),
	edit:      bind("e", "key.edit", "e"),
	remove:    bind("D", "key.delete", "D", "delete"), // not d, which says that an action is done
	everyTeam: bind("tab", "key.every-team", "tab"),
	oneTeam:   bind("tab", "key.one-team", "tab"),
	back:      bind("esc", "key.back", "esc", "left", "h"),
}

// scrolling are the keys that move through a page.
func scrolling() []key.Binding {
	return []key.Binding{pageKeys.down, pageKeys.up, pageKeys.pageDown, pageKeys.pageUp}
}

var pastKeys = struct{ compare, correct, team key.Binding }{
	correct: bind("o", "key.correct", "o"),
	compare: bind("c", "key.compare", "c"),
	team:    bind("tab", "key.all-teams", "tab"),
}

// apartNext shows the next of what was changed on several machines.
var apartNext = bind("tab", "key.next-apart", "tab")

var compareKeys = struct{ baseline, current, changing, same, trend key.Binding }{
	baseline: bind("b", "key.other-baseline", "b"),
	current:  bind("r", "key.other-run", "r"),
	changing: bind("m", "key.changing-team", "m"),
	same:     bind("m", "key.same-team", "m"),
	trend:    bind("t", "key.trend", "t"),
}

var exportKeys = struct{ open, write, share, all, own, copy key.Binding }{
	open:  bind("e", "key.export", "e"),
	write: bind("enter", "key.write-file", "enter"),
	share: bind("s", "key.share", "s"),
	all:   bind("s", "key.share-not", "s"),
	own:   bind("o", "key.own-ratings", "o"),
	copy:  bind("c", "key.copy", "c"),
}

var trendKeys = struct{ runs, earlier, later, items, up, down, mark, open, team, solo key.Binding }{
	runs:    bind("←→", "key.run", "left", "right"),
	items:   bind("↑↓", "key.statement", "up", "down"),
	earlier: bind("←", "key.run", "left", "h"),
	later:   bind("→", "key.run", "right", "l"),
	up:      bind("↑", "key.statement", "up", "k"),
	down:    bind("↓", "key.statement", "down", "j"),
	mark:    bind(spaceKey, "key.mark-run", spaceKey),
	open:    bind("enter", "key.read", "enter"),
	team:    bind("tab", "kind.team", "tab"),
	solo:    bind("tab", "kind.solo", "tab"),
}

// askKeys answer a question, where yes is said by y, or by the letter that begins the word in the language of the question.
var askKeys = struct{ yes, no key.Binding }{
	yes: bind("y", "key.yes", "y", "Y"),
	no:  bind("n", "key.no", "n", "esc", "N"),
}

// arrowKeys move through a list as those of a page do, and hold no letter: somebody may be typing.
var arrowKeys = struct{ up, down, pageDown key.Binding }{
	up:       bind("↑", "key.up", "up"),
	down:     bind("↓", "key.down", "down"),
	pageDown: bind("pgdn", "key.page-down", "pgdown"),
}

var overlayKeys = struct{ shut key.Binding }{
	shut: bind("esc", "key.close", "esc"),
}

// The keys of the stages of a run.

// runKeys hold at every stage of a run; the arrows only where no text has the keyboard.
var runKeys = struct{ on, next, previous, forward, backward, home, more, invite key.Binding }{
	on:       bind("enter", "key.on", "enter"),
	home:     bind("f4", "key.home", "f4"),
	more:     bind("f6", "key.more-time", "f6"),
	next:     bind("pgdn", "key.next-stage", "pgdown"),
	previous: bind("pgup", "key.previous-stage", "pgup"),
	forward:  bind("→", "key.next-stage", "right"),
	backward: bind("←", "key.previous-stage", "left"),
	invite:   bind("f7", "key.invite", "f7"), // in a team's, where people answer in a chat
}

// withMoves are keys of a stage at which no text has the keyboard, and those that lead to the other stages.
func withMoves(keys ...key.Binding) []key.Binding {
	return append(keys, runKeys.forward, runKeys.backward, runKeys.next, runKeys.previous)
}

// stepOf returns the answer that a key stands for, on the number row or the number pad, in digits of any script.
func stepOf(k tea.KeyPressMsg) (checks.Step, bool) {
	digit := strings.Map(checks.LatinDigit, k.String())
	if slices.Contains(voteKeys.none.Keys(), digit) {
		return checks.NoAnswer, true
	}
	i := slices.Index(voteKeys.answer.Keys(), digit)
	return checks.Step(i + 1), i >= 0
}

// beyond tells whether a key is a digit that is no answer.
func beyond(k tea.KeyPressMsg) bool {
	digit := strings.Map(checks.LatinDigit, k.String())
	return len(digit) == 1 && digit > "5" && digit <= "9"
}

var voteKeys = struct{ answer, none, takeBack, paste, more, fewer, reveal, again key.Binding }{
	answer:   bind("1–5", "key.answer", "1", "2", "3", "4", "5"),
	none:     bind("0", "key.no-answer", "0"),
	takeBack: bind("⌫", "key.take-back", "backspace"),
	paste:    bind("paste", "key.paste-chat"),
	more:     bind("+", "key.more-people", "+"),
	fewer:    bind("-", "key.fewer-people", "-"),
	reveal:   bind("enter", "key.reveal", "enter"),
	again:    bind("v", "key.start-again", "v"),
}

var pasteKeys = struct{ replace, add key.Binding }{
	replace: bind("r", "key.replace-answers", "r"),
	add:     bind("+", "key.add", "+"),
}

// chairEmpty leaves the chair empty, where its step is asked for.
var chairEmpty = bind("0", "key.leave-empty", "0")

var revealKeys = struct{ again, rate, chair, story, late key.Binding }{
	late:  bind("+", "key.late-answer", "+"),
	again: bind("v", "key.vote-again", "v"),
	rate:  bind("1–5", "key.rate-again", "1", "2", "3", "4", "5", "0"),
	chair: bind("c", "key.place-chair", "c"),
	story: bind("s", "key.story", "s"),
}

// lookKeys say what became of an action, the first three, or of a complaint that was fixed.
var lookKeys = struct{ done, open, drop, gone, returned key.Binding }{
	done:     bind("d", "key.look-done", "d"),
	open:     bind("o", "key.look-open", "o"),
	drop:     bind("x", "key.look-drop", "x"),
	gone:     bind("g", "key.look-gone", "g"),
	returned: bind("b", "key.look-returned", "b"),
}

var questionKeys = struct{ add, list, earlier, stories key.Binding }{
	earlier: bind("f3", "key.earlier", "f3"),
	stories: bind("f5", "key.stories-about", "f5"),
	add:     bind("enter", "key.add", "enter"),
	list:    bind("tab", "key.list", "tab"),
}

// answerKeys hold in the list of answers.
var answerKeys = struct{ mark, unmark, number, space, join, joinHere, moveUp, moveDown, write key.Binding }{
	mark:     bind("+", "key.mark", "+"),
	unmark:   bind("-", "key.unmark", "-"),
	number:   bind("1–9", "key.choose"),    // digits of any script
	space:    bind(spaceKey, "", spaceKey), // as people type "12 +"
	join:     bind("m", "key.join", "m"),
	joinHere: bind("enter", "key.join", "enter"), // while the other one is chosen
	moveUp:   bind("K", "key.move-up", "K", "shift+up"),
	moveDown: bind("J", "key.move-down", "J", "shift+down"),
	write:    bind("tab", "key.write", "tab", "esc", "enter"),
}

var chooseKeys = struct{ pick, free, actions, toAnswers key.Binding }{
	pick:      bind("a", "key.make-action", "a"),
	free:      bind("n", "key.free-action", "n"),
	actions:   bind("tab", "key.to-actions", "tab"),
	toAnswers: bind("tab", "key.to-answers", "tab"),
}

var closeKeys = struct{ finish, home, held key.Binding }{
	held:   bind("d", "key.held", "d"),
	finish: bind("f", "key.finish", "f"), // not enter, which leads through all of the run and may be held down
	home:   bind("enter", "key.home", "enter"),
}

// The keys of the screens between runs.

var forgetKey = bind("a", "key.forget-setting", "a")

var storiesKeys = struct{ add, search, filter, all, list key.Binding }{
	list:   bind("esc", "key.list", "esc"),
	add:    bind("n", "key.new-story", "n"),
	search: bind("/", "key.search", "/"),
	filter: bind("f", "key.filter", "f"),
	all:    bind("esc", "key.show-all", "esc"),
}

var storyKeys = struct{ complain, remedy, why, plan, fix, gone, back, more, fewer, answer key.Binding }{
	complain: bind("c", "key.complaint", "c"),
	remedy:   bind("r", "key.remedy", "r"),
	why:      bind("w", "key.why", "w"),
	plan:     bind("f", "key.plan", "f"),
	fix:      bind("x", "key.fix", "x"),
	gone:     bind("g", "key.gone", "g"),
	back:     bind("b", "key.came-back", "b"),
	more:     bind("+", "key.more-cases", "+"),
	fewer:    bind("-", "key.fewer-cases", "-"),
	answer:   bind("a", "key.make-action", "a"),
}

// complaintKeys are those that say what became of a complaint in each of its states, what is likely first. What was done for the customer
// can be said in all of them.
var complaintKeys = map[checks.ComplaintState][]key.Binding{
	checks.NoComplaint:      {storyKeys.complain, storyKeys.answer},
	checks.ComplaintOpen:    {storyKeys.why},
	checks.ComplaintCaused:  {storyKeys.plan, storyKeys.fix, storyKeys.why},
	checks.ComplaintPlanned: {storyKeys.fix, storyKeys.answer, storyKeys.plan, storyKeys.why},
	checks.ComplaintFixed:   {storyKeys.gone, storyKeys.back, storyKeys.fix},
	checks.ComplaintGone:    {storyKeys.back},
	checks.ComplaintBack:    {storyKeys.why},
}

var actionsKeys = struct{ add, done, reopen, drop, filter key.Binding }{
	add:    bind("n", "key.new-action", "n"),
	done:   bind("d", "key.done", "d"),
	reopen: bind("o", "key.reopen", "o"),
	drop:   bind("x", "key.drop", "x"),
	filter: bind("f", "key.other-state", "f"),
}

var voiceKeys = struct{ months, earlier, later key.Binding }{
	months:  bind("←→", "key.month", "left", "right"),
	earlier: bind("←", "key.month", "left", "h"),
	later:   bind("→", "key.month", "right", "l"),
}

// when is keys that hold only where something is so.
func when(so bool, keys ...key.Binding) []key.Binding {
	if so {
		return keys
	}
	return nil
}

// distinct leaves bindings out that stand in the list already.
func distinct(keys []key.Binding) []key.Binding {
	var out []key.Binding
	seen := map[key.Help]bool{}
	for _, b := range keys {
		if !seen[b.Help()] {
			out = append(out, b)
		}
		seen[b.Help()] = true
	}
	return out
}
