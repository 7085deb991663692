package tui

import "charm.land/bubbles/v2/key"

// The keys of the screens between runs, as those of [keys.go].

// fieldKeys move between the rows of a text that is typed.
var fieldKeys = struct{ up, down key.Binding }{
	up:   bind("↑", "key.up", "up"),
	down: bind("↓", "key.down", "down"),
}

var storiesKeys = struct{ open, add, search, filter, edit, remove, team, oneTeam, all, back key.Binding }{
	open:    bind("enter", "key.open", "enter"),
	add:     bind("n", "key.new-story", "n"),
	search:  bind("/", "key.search", "/"),
	filter:  bind("f", "key.filter", "f"),
	edit:    bind("e", "key.edit", "e"),
	remove:  bind("d", "key.delete", "d"),
	team:    bind("tab", "key.every-team", "tab"),
	oneTeam: bind("tab", "key.one-team", "tab"),
	all:     bind("esc", "key.show-all", "esc"),
	back:    bind("esc", "key.back", "esc", "left", "h"),
}

// searchKeys hold while the search or the filter is open.
var searchKeys = struct{ keep, clear, up, down, pageUp, pageDown key.Binding }{
	keep:     bind("enter", "key.keep", "enter"),
	clear:    bind("esc", "key.show-all", "esc"),
	up:       bind("↑", "key.up", "up"),
	down:     bind("↓", "key.down", "down"),
	pageUp:   bind("pgup", "key.page-up", "pgup"),
	pageDown: bind("pgdn", "key.page-down", "pgdown"),
}

var storyKeys = struct{ complain, why, fix, gone, back, more, fewer, edit, remove, leave key.Binding }{
	complain: bind("c", "key.complaint", "c"),
	why:      bind("w", "key.why", "w"),
	fix:      bind("f", "key.fix", "f"),
	gone:     bind("g", "key.gone", "g"),
	back:     bind("b", "key.came-back", "b"),
	more:     bind("+", "key.more-cases", "+"),
	fewer:    bind("-", "key.fewer-cases", "-"),
	edit:     bind("e", "key.edit", "e"),
	remove:   bind("d", "key.delete", "d"),
	leave:    bind("esc", "key.back", "esc", "left", "h"),
}

var whyKeys = struct{ add, end, takeBack, cancel, leave key.Binding }{
	add:      bind("enter", "key.next-why", "enter"),
	end:      bind("enter", "key.whys-end", "enter"),
	takeBack: bind("⌫", "key.last-why", "backspace"),
	cancel:   bind("esc", "key.cancel", "esc"),
	leave:    bind("esc", "key.back", "esc"),
}

var actionsKeys = struct{ add, done, reopen, drop, edit, filter, team, oneTeam, back key.Binding }{
	add:     bind("n", "key.new-action", "n"),
	done:    bind("d", "key.done", "d"),
	reopen:  bind("o", "key.reopen", "o"),
	drop:    bind("x", "key.drop", "x"),
	edit:    bind("e", "key.edit", "e"),
	filter:  bind("f", "key.other-state", "f"),
	team:    bind("tab", "key.every-team", "tab"),
	oneTeam: bind("tab", "key.one-team", "tab"),
	back:    bind("esc", "key.back", "esc", "left", "h"),
}

var voiceKeys = struct{ months, earlier, later, back key.Binding }{
	months:  bind("←→", "key.month", "left", "right"),
	earlier: bind("←", "key.month", "left", "h"),
	later:   bind("→", "key.month", "right", "l"),
	back:    bind("esc", "key.back", "esc"),
}
