package tui

import (
	"charm.land/bubbles/v2/textarea"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"emptychair/checks"
)

// maxFieldRows is how many lines a long text field shows at once; more scroll inside it.
const maxFieldRows = 5

// longField is a text field that wraps and grows: for answers. It never shows a cursor of its own, the terminal's stands in it.
type longField struct{ area textarea.Model }

func newLongField(g *ground) *longField {
	a := textarea.New()
	a.ShowLineNumbers = false
	a.Prompt = ""
	a.CharLimit = 0
	a.DynamicHeight = true
	a.MinHeight, a.MaxHeight = 1, maxFieldRows
	a.MaxContentHeight = 10_000 // rows that may be typed, beside the rows that are shown
	a.SetVirtualCursor(false)
	a.KeyMap.InsertNewline.SetEnabled(false)
	a.KeyMap.Paste.SetEnabled(false) // pasting is the terminal's; the program starts no other
	a.SetStyles(areaStyles(g))
	a.Focus()
	return &longField{a}
}

// areaStyles are plain: what is typed looks like what is read.
func areaStyles(g *ground) textarea.Styles {
	s := textarea.Styles{Cursor: textarea.CursorStyle{Shape: tea.CursorBar}}
	s.Focused = textarea.StyleState{Text: g.theme.Plain, Placeholder: g.theme.Quiet}
	s.Blurred = s.Focused
	return s
}

func (f *longField) press(k tea.KeyPressMsg) {
	k.Text = checks.Clean(k.Text)
	if f.full(len([]rune(k.Text))) {
		return
	}
	f.area, _ = f.area.Update(k)
}

func (f *longField) paste(text string) {
	f.area, _ = f.area.Update(tea.PasteMsg{Content: text})
}

// full tells whether n characters more would be too many for one answer.
func (f *longField) full(n int) bool {
	return n > 0 && f.area.Length()+n > checks.MaxText
}

func (f *longField) value() string { return f.area.Value() }

func (f *longField) set(text string) {
	f.area.SetValue(text)
	f.area.MoveToEnd()
}

// view draws the field w cells wide, with its cursor.
func (f *longField) view(w int) (string, *tea.Cursor) {
	if f.area.Width() != w {
		f.area.SetWidth(w)
	}
	return f.area.View(), f.area.Cursor()
}

// shortField is a text field of one line.
type shortField struct{ input textinput.Model }

func newShortField(g *ground, limit int) *shortField {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = limit
	in.SetVirtualCursor(false)
	in.KeyMap.Paste.SetEnabled(false)
	plain := textinput.StyleState{Text: g.theme.Plain, Placeholder: g.theme.Quiet, Suggestion: g.theme.Quiet}
	in.SetStyles(textinput.Styles{Focused: plain, Blurred: plain, Cursor: textinput.CursorStyle{Shape: tea.CursorBar}})
	in.Focus()
	return &shortField{in}
}

func (f *shortField) press(k tea.KeyPressMsg) {
	k.Text = checks.Clean(k.Text)
	f.input, _ = f.input.Update(k)
}

func (f *shortField) paste(text string) {
	f.input, _ = f.input.Update(tea.PasteMsg{Content: checks.CleanLine(text)})
}

func (f *shortField) value() string { return f.input.Value() }

func (f *shortField) set(text string) {
	f.input.SetValue(text)
	f.input.CursorEnd()
}

func (f *shortField) view(w int) (string, *tea.Cursor) {
	if f.input.Width() != w-1 {
		f.input.SetWidth(w - 1) // the cursor may stand behind the last cell
	}
	return lipgloss.NewStyle().MaxWidth(w).Render(f.input.View()), f.input.Cursor()
}
