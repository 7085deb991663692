package widget_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"emptychair/tui/widget"
)

func TestEveryEditingKeyWorksAtEveryPlaceOfALine(t *testing.T) {
	var names []string
	for bindings, i := reflect.ValueOf(textinput.DefaultKeyMap()), 0; i < bindings.NumField(); i++ {
		names = append(names, bindings.Field(i).Interface().(key.Binding).Keys()...)
	}
	texts := []string{"", "a", " ", "ab", "a b", " a ", "two  words ", "Zoë 👍🏽 x"}
	for _, name := range names {
		for _, text := range texts {
			for at := range utf8.RuneCountInString(text) + 1 {
				f := widget.NewField(20, "")
				f.Set(text)
				for range at {
					_ = f.Press(tea.KeyPressMsg{Code: tea.KeyLeft})
				}
				k := pressed(name)
				if k.String() != name {
					t.Fatalf("%q is pressed for %q", k, name)
				}
				if err := f.Press(k); err != nil || utf8.RuneCountInString(f.Value()) > utf8.RuneCountInString(text) {
					t.Errorf("%s, %d from the end of %q: %q, %v", name, at, text, f.Value(), err)
				}
				if strings.HasSuffix(name, "+d") && at == 1 && f.Value() != string([]rune(text)[:utf8.RuneCountInString(text)-1]) {
					t.Errorf("%s on the last character of %q leaves %q", name, text, f.Value())
				}
				f.View(8)
			}
		}
	}
}

// pressed is a key by its name.
func pressed(name string) tea.KeyPressMsg {
	parts := strings.Split(name, "+")
	last := parts[len(parts)-1]
	k := tea.KeyPressMsg{Code: map[string]rune{
		"right": tea.KeyRight, "left": tea.KeyLeft, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome, "end": tea.KeyEnd,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "tab": tea.KeyTab,
	}[last]}
	for _, mod := range parts[:len(parts)-1] {
		k.Mod |= map[string]tea.KeyMod{"alt": tea.ModAlt, "ctrl": tea.ModCtrl}[mod]
	}
	if k.Code == 0 {
		k.Code = rune(last[0])
	}
	return k
}
