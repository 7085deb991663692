package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// The keys of the program, one table a screen. The help of a binding is the id of a message; the same tables feed the
// footer, the help and the README.

// spaceKey is named otherwise in each language.
const spaceKey = "space"

func bind(sign, help string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(sign, help))
}

// matches tells whether k is one of the keys of b.
func matches(k tea.KeyPressMsg, b key.Binding) bool { return slices.Contains(b.Keys(), k.String()) }

var everywhere = globalKeys{
	help:    bind("?", "key.help", "?", "f1"),
	f1:      bind("f1", "key.help", "f1"),
	chair:   bind("f2", "key.chair", "f2"),
	undo:    bind("u", "key.undo", "u"),
	redo:    bind("ctrl+r", "key.redo", "ctrl+r"),
	leave:   bind("ctrl+c", "key.leave", "ctrl+c"),
	suspend: bind("ctrl+z", "key.suspend", "ctrl+z"),
}

// globalKeys hold on every screen; undo and redo only at a stage of a run, where no text has the keyboard and nothing is open over it.
type globalKeys struct{ help, f1, chair, undo, redo, leave, suspend key.Binding }

// on are the keys that hold in a run or outside of one, where undo does, and while a text field has the keyboard or not.
func (g globalKeys) on(run, undo, typing bool) []key.Binding {
	var keys []key.Binding
	if undo {
		keys = append(keys, g.undo, g.redo)
	}
	if run {
		keys = append(keys, runKeys.home)
	}
	help := g.help
	if typing {
		help = g.f1
	}
	return append(keys, help, g.chair, g.suspend, g.leave)
}

var homeKeys = struct {
	begin, resume, compare, trend, stories, actions, voice, past, team, leading, following, leave key.Binding
}{
	begin:     bind("n", "key.new", "n"),
	resume:    bind("r", "key.resume", "r"),
	compare:   bind("c", "key.compare", "c"),
	trend:     bind("t", "key.trend", "t"),
	past:      bind("p", "key.past", "p"),
	stories:   bind("s", "key.stories", "s"),
	actions:   bind("a", "key.actions", "a"),
	voice:     bind("v", "key.voice", "v"),
	leading:   bind("l", "key.leading-team", "l"),
	following: bind("l", "key.other-kind-of-team", "l"),
	team:      bind("tab", "key.other-team", "tab"),
	leave:     bind("q", "key.quit", "q"),
}

var setupKeys = struct{ next, previous, change, less, more, begin, back key.Binding }{
	next:     bind("↓", "key.next-field", "down", "tab"),
	previous: bind("↑", "key.previous-field", "up", "shift+tab"),
	change:   bind("←→", "key.change", "left", "right"),
	less:     bind("←", "key.change", "left"),
	more:     bind("→", "key.change", "right"),
	begin:    bind("enter", "key.begin", "enter"),
	back:     bind("esc", "key.back", "esc"),
}

var pastKeys = struct{ up, down, pageUp, pageDown, open, compare, remove, team, back key.Binding }{
	pageUp:   bind("pgup", "key.page-up", "pgup"),
	pageDown: bind("pgdn", "key.page-down", "pgdown"),
	up:       bind("↑", "key.up", "up", "k"),
	down:     bind("↓", "key.down", "down", "j"),
	open:     bind("enter", "key.open", "enter"),
	compare:  bind("c", "key.compare", "c"),
	remove:   bind("d", "key.delete", "d"),
	team:     bind("tab", "key.all-teams", "tab"),
	back:     bind("esc", "key.back", "esc", "left", "h"),
}

var readingKeys = struct{ up, down, pageUp, pageDown, first, last, back key.Binding }{
	up:       bind("↑", "key.up", "up", "k"),
	down:     bind("↓", "key.down", "down", "j"),
	pageUp:   bind("pgup", "key.page-up", "pgup"),
	pageDown: bind("pgdn", "key.page-down", "pgdown", spaceKey),
	first:    bind("home", "key.first-line", "home"),
	last:     bind("end", "key.last-line", "end"),
	back:     bind("esc", "key.back", "esc", "left", "h", "q"),
}

var compareKeys = struct{ baseline, current, changing, same, trend, up, down, pageUp, pageDown, back key.Binding }{
	baseline: bind("b", "key.other-baseline", "b"),
	current:  bind("r", "key.other-run", "r"),
	changing: bind("m", "key.changing-team", "m"),
	same:     bind("m", "key.same-team", "m"),
	trend:    bind("t", "key.trend", "t"),
	up:       readingKeys.up,
	down:     readingKeys.down,
	pageUp:   readingKeys.pageUp,
	pageDown: readingKeys.pageDown,
	back:     bind("esc", "key.back", "esc", "left", "h"),
}

var exportKeys = struct{ open, write, share, all, copy, up, down, back key.Binding }{
	open:  bind("e", "key.export", "e"),
	write: bind("enter", "key.write-file", "enter"),
	share: bind("s", "key.share", "s"),
	all:   bind("s", "key.share-not", "s"),
	copy:  bind("c", "key.copy", "c"),
	up:    readingKeys.up,
	down:  readingKeys.down,
	back:  bind("esc", "key.back", "esc", "left", "h"),
}

var pickKeys = struct{ up, down, choose, back key.Binding }{
	up:     readingKeys.up,
	down:   readingKeys.down,
	choose: bind("enter", "key.choose", "enter"),
	back:   bind("esc", "key.back", "esc", "left", "h"),
}

var trendKeys = struct{ runs, earlier, later, items, up, down, mark, open, team, solo, back key.Binding }{
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
	back:    bind("esc", "key.back", "esc"),
}

// askKeys answer a question; j is a yes only where the question is asked in German.
var askKeys = struct{ yes, ja, no key.Binding }{
	yes: bind("y", "key.yes", "y", "Y"),
	ja:  bind("j", "key.yes", "j", "J"),
	no:  bind("n", "key.no", "n", "esc", "N"),
}

// conflictKeys hold no letter: somebody may be typing when the screen comes, and what enter chooses loses nothing.
var conflictKeys = struct{ reload, keep key.Binding }{
	reload: bind("ctrl+r", "key.reload", "ctrl+r"),
	keep:   bind("enter", "key.keep-copy", "enter"),
}

var overlayKeys = struct{ shut key.Binding }{
	shut: bind("esc", "key.close", "esc"),
}
