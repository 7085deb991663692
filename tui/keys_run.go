package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// The keys of the stages of a run, as those of [keys.go].

// runKeys hold at every stage of a run; the arrows and letters only where no text has the keyboard.
var runKeys = struct{ next, previous, forward, backward, back, home key.Binding }{
	home:     bind("f4", "key.home", "f4"),
	next:     bind("pgdn", "key.next-stage", "pgdown"),
	previous: bind("pgup", "key.previous-stage", "pgup"),
	forward:  bind("→", "key.next-stage", "right", "l"),
	backward: bind("←", "key.previous-stage", "left", "h"),
	back:     bind("esc", "key.back", "esc"),
}

// moves returns the stage that a key of the run leads to from stage at; -1 is out of the run. While a text has the
// keyboard only the page keys and esc move.
func moves(k tea.KeyPressMsg, at int, typing bool) (int, bool) {
	switch {
	case matches(k, runKeys.next), !typing && matches(k, runKeys.forward):
		return at + 1, true
	case matches(k, runKeys.back):
		return at - 1, true
	case matches(k, runKeys.previous), !typing && matches(k, runKeys.backward):
		return max(at-1, 0), true
	}
	return 0, false
}

// withMoves are keys of a stage at which no text has the keyboard, and those that lead to the other stages.
func withMoves(keys ...key.Binding) []key.Binding {
	return append(keys, runKeys.forward, runKeys.backward, runKeys.next, runKeys.previous)
}

// stepOf returns the answer that a key stands for, on the number row or the number pad.
func stepOf(k tea.KeyPressMsg) (checks.Step, bool) {
	if matches(k, voteKeys.none) {
		return checks.NoAnswer, true
	}
	i := slices.Index(voteKeys.answer.Keys(), k.String())
	return checks.Step(i + 1), i >= 0
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

var revealKeys = struct{ on, again, rate, chair, story key.Binding }{
	on:    bind("enter", "key.on", "enter"),
	again: bind("v", "key.vote-again", "v"),
	rate:  bind("1–5", "key.rate-again", "1", "2", "3", "4", "5", "0"),
	chair: bind("c", "key.place-chair", "c"),
	story: bind("s", "key.story", "s"),
}

var entryKeys = struct{ keep, cancel key.Binding }{
	keep:   bind("enter", "key.keep", "enter"),
	cancel: bind("esc", "key.cancel", "esc"),
}

// lookKeys say what became of an action, the first three, or of a complaint that was fixed.
var lookKeys = struct{ done, open, drop, gone, returned, on key.Binding }{
	done:     bind("d", "key.look-done", "d"),
	open:     bind("o", "key.look-open", "o"),
	drop:     bind("x", "key.look-drop", "x"),
	gone:     bind("g", "key.look-gone", "g"),
	returned: bind("b", "key.look-returned", "b"),
	on:       bind("enter", "key.on", "enter"),
}

var questionKeys = struct{ add, on, list, earlier, stories key.Binding }{
	earlier: bind("f3", "key.earlier", "f3"),
	stories: bind("f5", "key.stories-about", "f5"),
	add:     bind("enter", "key.add", "enter"),
	on:      bind("enter", "key.on", "enter"),
	list:    bind("tab", "key.list", "tab"),
}

var listKeys = struct{ up, down, mark, unmark, edit, remove, moveUp, moveDown, write key.Binding }{
	up:       bind("↑", "key.up", "up", "k"),
	down:     bind("↓", "key.down", "down", "j"),
	mark:     bind("+", "key.mark", "+"),
	unmark:   bind("-", "key.unmark", "-"),
	edit:     bind("e", "key.edit", "e"),
	remove:   bind("d", "key.delete", "d"),
	moveUp:   bind("K", "key.move-up", "K", "shift+up"),
	moveDown: bind("J", "key.move-down", "J", "shift+down"),
	write:    bind("tab", "key.write", "tab", "esc", "enter"),
}

var chooseKeys = struct{ pick, actions, toAnswers, edit, remove, on key.Binding }{
	pick:      bind("a", "key.make-action", "a"),
	actions:   bind("tab", "key.to-actions", "tab"),
	toAnswers: bind("tab", "key.to-answers", "tab"),
	edit:      bind("e", "key.edit", "e"),
	remove:    bind("d", "key.delete", "d"),
	on:        bind("enter", "key.on", "enter"),
}

var formKeys = struct{ next, down, previous, keep, cancel key.Binding }{
	down:     bind("enter", "key.next-field", "enter"),
	next:     bind("tab", "key.next-field", "tab", "down"),
	previous: bind("shift+tab", "key.previous-field", "shift+tab", "up"),
	keep:     bind("enter", "key.keep", "enter"),
	cancel:   bind("esc", "key.cancel", "esc"),
}

var closeKeys = struct{ finish, home key.Binding }{
	finish: bind("f", "key.finish", "f"), // not enter, which leads through all of the run and may be held down
	home:   bind("enter", "key.home", "enter"),
}
