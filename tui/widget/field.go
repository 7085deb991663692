package widget

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// Area is a text field that wraps and grows: for answers. It never shows a cursor of its own, the terminal's stands in it.
type Area struct {
	area  textarea.Model
	Whole bool // all lines are one text, and not each an answer
	lines bool // a pasted text keeps its lines
}

// NewArea returns an empty field that has the keyboard.
func NewArea(l Look) *Area {
	a := textarea.New()
	a.ShowLineNumbers = false
	a.Prompt = ""
	a.CharLimit = 0
	a.DynamicHeight = true
	a.MinHeight, a.MaxHeight = 1, MaxFieldRows
	a.MaxContentHeight = 10_000 // rows that may be typed, beside the rows that are shown
	a.SetVirtualCursor(false)
	a.KeyMap.InsertNewline.SetEnabled(false)
	a.KeyMap.Paste.SetEnabled(false) // pasting is the terminal's; the program starts no other
	a.SetStyles(areaStyles(l))
	a.Focus()
	return &Area{area: a}
}

// areaStyles are plain: what is typed looks like what is read.
func areaStyles(l Look) textarea.Styles {
	s := textarea.Styles{Cursor: textarea.CursorStyle{Shape: tea.CursorBar}}
	s.Focused = textarea.StyleState{Text: l.Styles().Plain, Placeholder: l.Styles().Quiet, Selection: l.Styles().Marked}
	s.Blurred = s.Focused
	return s
}

// Press types a key, and refuses one for which there is no room.
func (f *Area) Press(k tea.KeyPressMsg) error {
	k.Text = checks.Clean(k.Text)
	if n := utf8.RuneCountInString(k.Text); n > 0 && f.taken()+n > checks.MaxText {
		return &checks.Error{Code: checks.CodeTextLong}
	}
	f.area, _ = f.area.Update(k)
	return nil
}

// Insert adds a text as it is.
func (f *Area) Insert(text string) {
	f.area, _ = f.area.Update(tea.PasteMsg{Content: text})
}

// Paste adds a text that is to stand on one line, unless the field takes its lines, and refuses one for which there is no room.
func (f *Area) Paste(text string) error {
	if f.lines {
		text = strings.TrimSpace(checks.Clean(text))
	} else {
		text = checks.CleanLine(text)
	}
	if f.taken()+utf8.RuneCountInString(text) > checks.MaxText {
		return &checks.Error{Code: checks.CodeTextLong}
	}
	f.Insert(text)
	return nil
}

// taken is how many characters there are of the text at the cursor: where each line becomes an answer, on its line.
func (f *Area) taken() int {
	if f.Whole {
		return utf8.RuneCountInString(f.area.Value())
	}
	return utf8.RuneCountInString(strings.Split(f.area.Value(), "\n")[f.area.Line()])
}

// Value is the text.
func (f *Area) Value() string { return f.area.Value() }

// Set puts a text in place of the one there is, with the cursor behind it.
func (f *Area) Set(text string) {
	f.area.SetValue(text)
	f.area.MoveToEnd()
	f.scroll()
}

// scroll brings the cursor into sight.
func (f *Area) scroll() { f.area, _ = f.area.Update(nil) }

// View draws the field w cells wide, with its cursor.
func (f *Area) View(w int) (string, *tea.Cursor) {
	if f.area.Width() != w {
		f.area.SetWidth(w)
		f.scroll()
	}
	lines := strings.Split(f.area.View(), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n"), f.area.Cursor()
}

// Draw puts the field on p behind the first part of its first line; where it does not have the keyboard, as much as shows while it has.
func (f *Area) Draw(p *Canvas, first string, _ int, here bool) {
	if here {
		p.Area(first, f)
		return
	}
	q := New(p.Look, p.W, 0)
	q.Indent(first, p.Styles().Plain, f.Value())
	p.Add(p.Clip(q.Lines, MaxFieldRows)...)
}

// Field is a text field of one line. What the library draws of it puts the cursor beside wide characters and long
// texts, so it draws itself.
type Field struct {
	input textinput.Model
	over  checks.Code // what is said of text for which there is no room; nothing for ""
}

// NewField returns an empty field for at most limit characters, with what is said of more.
func NewField(limit int, over checks.Code) *Field {
	in := textinput.New()
	in.CharLimit = limit
	in.KeyMap.Paste.SetEnabled(false)
	in.Focus()
	return &Field{in, over}
}

// Press types a key, Paste adds a text. Both refuse what there is no room for.
func (f *Field) Press(k tea.KeyPressMsg) error {
	k.Text = checks.Clean(k.Text)
	if key.Matches(k, f.input.KeyMap.DeleteWordForward) && f.input.Position() == utf8.RuneCountInString(f.Value())-1 {
		k = tea.KeyPressMsg{Code: tea.KeyDelete} // the library looks for the end of the word behind the end of the text
	}
	return f.take(k, k.Text)
}

// Paste is described at [Field.Press].
func (f *Field) Paste(text string) error {
	text = checks.CleanLine(text)
	return f.take(tea.PasteMsg{Content: text}, text)
}

func (f *Field) take(msg tea.Msg, text string) error {
	n := utf8.RuneCountInString(text)
	if f.over != "" && n > 0 && utf8.RuneCountInString(f.Value())+n > f.input.CharLimit {
		return &checks.Error{Code: f.over}
	}
	f.input, _ = f.input.Update(msg)
	return nil
}

// Value is the text.
func (f *Field) Value() string { return f.input.Value() }

// Set puts a text in place of the one there is, with the cursor behind it.
func (f *Field) Set(text string) {
	f.input.SetValue(text)
	f.input.CursorEnd()
}

// View draws as much of the field as fits into w cells, with its cursor; the text before the cursor has precedence.
func (f *Field) View(w int) (string, *tea.Cursor) {
	text := []rune(f.input.Value())
	before, after := string(text[:f.input.Position()]), string(text[f.input.Position():])
	if over := width(before) - (w - 1); over > 0 {
		before = ansi.TruncateLeft(before, over, "")
	}
	c := tea.NewCursor(width(before), 0)
	c.Shape = tea.CursorBar
	return ansi.Truncate(before+after, w, ""), c
}

// Draw puts the field on p behind the first part of its line; where it does not have the keyboard, its beginning in w cells.
func (f *Field) Draw(p *Canvas, first string, w int, here bool) {
	if here {
		p.Field(first, f)
		return
	}
	p.Add(first + Cut(p, f.Value(), w))
}

// inside tells whether a key moves the cursor between the rows of the text, so that it does not leave the field.
func (f *Area) inside(k tea.KeyPressMsg) bool {
	info := f.area.LineInfo()
	switch {
	case Matches(k, rowKeys.up):
		return f.area.Line() > 0 || info.RowOffset > 0
	case Matches(k, rowKeys.down):
		return f.area.Line() < f.area.LineCount()-1 || info.RowOffset < info.Height-1
	}
	return false
}
