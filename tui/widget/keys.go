package widget

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Bind returns a binding of keys, with the sign that names them and the id of the message that says what they do.
func Bind(sign, help string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(sign, help))
}

// Matches tells whether k is one of the keys of b.
func Matches(k tea.KeyPressMsg, b key.Binding) bool { return slices.Contains(b.Keys(), k.String()) }

// FormKeys go through the lines of a form; what they keep or cancel is for the screen to say.
var FormKeys = struct{ Next, Down, Previous, Keep, Save, Cancel, Complete key.Binding }{
	Down:     Bind("enter", "key.next-field", "enter"),
	Next:     Bind("tab", "key.next-field", "tab", "down"),
	Previous: Bind("shift+tab", "key.previous-field", "shift+tab", "up"),
	Keep:     Bind("enter", "key.keep", "enter"),
	Save:     Bind("ctrl+s", "key.keep", "ctrl+s"), // on any line
	Cancel:   Bind("esc", "key.cancel", "esc"),
	Complete: Bind("tab", "key.complete", "tab", "right"), // while a name is suggested
}

// ChangeKeys change a choice.
var ChangeKeys = struct{ Change, Less, More key.Binding }{
	Change: Bind("←→", "key.change", "left", "right"),
	Less:   Bind("←", "key.change", "left"),
	More:   Bind("→", "key.change", "right"),
}

// ListKeys move the cursor of a list.
var ListKeys = struct{ Up, Down key.Binding }{
	Up:   Bind("↑", "key.up", "up", "k"),
	Down: Bind("↓", "key.down", "down", "j"),
}

// rowKeys move between the rows of a text that is typed.
var rowKeys = struct{ up, down key.Binding }{
	up:   Bind("↑", "key.up", "up"),
	down: Bind("↓", "key.down", "down"),
}

// eraseKey empties a choice of names for another one to be typed.
var eraseKey = Bind("⌫", "key.take-back", "backspace")
