package tui

import (
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// entry is a text that is typed below what it belongs to.
type entry struct {
	field *longField
	was   string      // what stood there before
	sure  bool        // esc was pressed on a text that was changed; once more drops it
	bare  bool        // enter was pressed without evidence for the chair; once more leaves it empty
	story bool        // at an item: the story behind the number, otherwise what the chair rests on,
	step  checks.Step // which stands on this step
}

// newEntry begins a text over the one that stood there.
func newEntry(g *ground, was string) *entry {
	e := &entry{field: newLongField(g), was: was}
	e.field.set(was)
	return e
}

// mayDrop tells whether esc drops the text; where something was typed only the second time.
func (e *entry) mayDrop() bool {
	asked := e.sure
	e.sure = true
	return asked || e.field.value() == e.was
}

// press types a key.
func (e *entry) press(k tea.KeyPressMsg) error {
	e.sure, e.bare = false, false
	return e.field.press(k)
}
