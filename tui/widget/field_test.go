package widget_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// field is something in which a text is edited.
type field interface {
	Press(k tea.KeyPressMsg) error
	Value() string
	Place(text string, before int)
}

// inForm is the first line of a form, which leads out of it by some keys and around to it again.
type inForm struct{ *widget.Form }

func (f inForm) Value() string { return f.Lines[0].Value() }

func (f inForm) Press(k tea.KeyPressMsg) error {
	defer func() { f.At = 0 }()
	return f.Form.Press(k)
}

// drawn draws a field eight cells wide, where it can be drawn.
func drawn(f field) {
	p := widget.New(look{}, 9, 4)
	switch f := f.(type) {
	case inForm:
		p.W += len("What") + widget.Gutter - len("> ")
		f.Draw(p)
	case interface {
		Draw(p *widget.Canvas, first string, w int, here bool)
	}:
		f.Draw(p, "> ", 7, true)
	}
}

func TestATextThatComesInPiecesKeepsTheSpacesBetweenThem(t *testing.T) {
	for name, l := range map[string]interface {
		Paste(text string) error
		Value() string
	}{
		"field": widget.NewField(20, ""), "area": widget.NewArea(look{}), "name": widget.NameFrom("", "", nil), "area with lines": widget.AreaLine(look{}, "", "", true),
	} {
		for _, piece := range []string{"Hello", " wide ", "\tworld\n"} {
			if err := l.Paste(piece); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got := checks.CleanLine(l.Value()); got != "Hello wide world" || name == "field" && l.Value() != "Hello wide  world" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// editingKeys are the keys of the library's fields.
func editingKeys() (names []string) {
	for _, all := range []any{textinput.DefaultKeyMap(), textarea.DefaultKeyMap()} {
		for bindings, i := reflect.ValueOf(all), 0; i < bindings.NumField(); i++ {
			names = append(names, bindings.Field(i).Interface().(key.Binding).Keys()...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// isRest tells whether a text is what is left of another one; in which case its letters are, and in which order, does not matter.
func isRest(text, of string) bool {
	left := []rune(strings.ToLower(of))
	for _, r := range strings.ToLower(text) {
		i := slices.Index(left, r)
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return true
}

func TestEveryEditingKeyWorksAtEveryPlaceOfEveryField(t *testing.T) {
	texts := []string{"", "ë 👍 x", "a b\nc", "a", " a b ", "Zoë 👍🏽 x", "three rows of a\ntext"}
	if testing.Short() {
		texts = texts[:3]
	}
	keys := editingKeys()
	for name, f := range map[string]field{
		"field":           widget.NewField(20, ""),
		"area":            widget.NewArea(look{}),
		"name":            widget.NameFrom("", "", nil),
		"number":          widget.NumberFrom("", 1, 0, 99, 1, checks.CodePeople),
		"field of a form": inForm{&widget.Form{Lines: []*widget.Line{widget.FieldLine("form.source", "", "", 20, ""), widget.PickLine("form.source", 0, "a", "b")}}},
		"area of a form":  inForm{&widget.Form{Lines: []*widget.Line{widget.AreaLine(look{}, "form.text", "", true), widget.FieldLine("form.source", "b", "", 20, "")}}},
	} {
		of := texts
		if name == "number" {
			of = []string{"12"}
		}
		for _, text := range of {
			f.Place(text, 0)
			text = f.Value() // which may be on one line
			for at := range utf8.RuneCountInString(text) + 1 {
				for _, k := range keys {
					f.Place(text, at)
					if err := f.Press(pressed(t, k)); err != nil || !isRest(f.Value(), text) && name != "number" {
						t.Errorf("%s: %s, %d from the end of %q: %q, %v", name, k, at, text, f.Value(), err)
					}
					if last := k == "alt+d" && at == 1 && name != "number"; last && checks.CleanLine(f.Value()) != checks.CleanLine(string([]rune(text)[:utf8.RuneCountInString(text)-1])) {
						t.Errorf("%s: %s on the last character of %q leaves %q", name, k, text, f.Value())
					}
					drawn(f)
					_ = f.Press(pressed(t, "z"))
				}
			}
		}
	}
}

// Of a text with many lines the field lets the library have only some; with keys of all kinds it is to be as if it had all. Keys that
// go to another row do so from the beginning of one: which column the cursor seeks there is the library's memory.
func TestAFieldOfManyLinesIsEditedAsOneOfFew(t *testing.T) {
	keys := []string{
		"x", "backspace", "left", "right", "delete", "home up", "home down", "home" + strings.Repeat(" up", 9), "home" + strings.Repeat(" down", 9),
		"end", "ctrl+home", "ctrl+end", "alt+backspace", "ctrl+k", "home shift+down", "home shift+up shift+up", "shift+left", "ctrl+home shift+down shift+down", "paste",
	}
	for seed := range uint64(2) {
		random := rand.New(rand.NewPCG(seed, 0))
		f, whole := widget.NewArea(look{}), textarea.New()
		whole.ShowLineNumbers, whole.Prompt, whole.CharLimit, whole.DynamicHeight, whole.MaxContentHeight = false, "", 0, true, 1<<30
		whole.MinHeight, whole.MaxHeight = 1, widget.MaxFieldRows
		whole.SetVirtualCursor(false)
		whole.Focus()
		const width = 24
		whole.SetWidth(width)
		f.View(width)
		for i := range 100 {
			name := keys[random.IntN(len(keys))]
			if i == 0 || name == "paste" {
				text := strings.Repeat("one, two\nthree words and more than fit\n\n", 1+random.IntN(10))
				f.Insert(text)
				whole, _ = whole.Update(tea.PasteMsg{Content: text})
				continue
			}
			for _, k := range strings.Fields(name) {
				_ = f.Press(pressed(t, k))
				whole, _ = whole.Update(pressed(t, k))
			}
			view, at := f.View(width)
			row, want := strings.Split(view, "\n")[at.Y], strings.Split(whole.View(), "\n")[whole.Cursor().Y]
			if f.Value() != whole.Value() || at.X != whole.Cursor().X || strings.TrimRight(ansi.Strip(row), " ") != strings.TrimRight(ansi.Strip(want), " ") {
				t.Fatalf("seed %d, after %d keys and %q: in %q, %d, not in %q, %d, of\n%s", seed, i, name, row, at.X, want, whole.Cursor().X, whole.Value())
			}
		}
	}
}

// The library stands still on a line that fills the last of its rows.
func TestALineThatFillsItsLastRowIsLeftAsAnyOther(t *testing.T) {
	const width = 24
	for _, rows := range []int{1, 3} {
		for _, below := range []string{"", "\n"} {
			line, f := strings.Repeat("x", rows*width), widget.NewArea(look{})
			f.View(width)
			f.Insert(line + below)
			for _, k := range append([]string{"ctrl+home"}, slices.Repeat([]string{"down"}, rows)...) {
				_ = f.Press(pressed(t, k))
			}
			_ = f.Press(pressed(t, "z"))
			if got := f.Value(); got != line+below+"z" {
				t.Errorf("%d rows: %q", rows, got)
			}
			for _, k := range []string{"backspace", "ctrl+home", "shift+right", "down", "z"} {
				_ = f.Press(pressed(t, k))
			}
			if got := f.Value(); len(got) != len(line+below)+1 {
				t.Errorf("%d rows, selected: %q", rows, got)
			}
		}
	}
}

// pressed is a key by its name.
func pressed(t *testing.T, name string) tea.KeyPressMsg {
	t.Helper()
	parts := strings.Split(name, "+")
	last := parts[len(parts)-1]
	k := tea.KeyPressMsg{Code: map[string]rune{
		"right": tea.KeyRight, "left": tea.KeyLeft, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome, "end": tea.KeyEnd, "enter": tea.KeyEnter,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "tab": tea.KeyTab, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	}[last]}
	for _, mod := range parts[:len(parts)-1] {
		k.Mod |= map[string]tea.KeyMod{"alt": tea.ModAlt, "ctrl": tea.ModCtrl, "shift": tea.ModShift}[mod]
	}
	if k.Code == 0 {
		k.Code = rune(last[0])
	}
	if k.Mod == 0 && len(last) == 1 {
		k.Text = last
	}
	if k.String() != name {
		t.Fatalf("%q is pressed for %q", k, name)
	}
	return k
}
