package tui

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textarea"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// maxFieldRows is how many lines a long text field shows at once; more scroll inside it.
const maxFieldRows = 5

// longField is a text field that wraps and grows: for answers. It never shows a cursor of its own, the terminal's stands in it.
type longField struct {
	area  textarea.Model
	whole bool // all lines are one text, and not each an answer
	lines bool // a pasted text keeps its lines
}

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
	return &longField{area: a}
}

// areaStyles are plain: what is typed looks like what is read.
func areaStyles(g *ground) textarea.Styles {
	s := textarea.Styles{Cursor: textarea.CursorStyle{Shape: tea.CursorBar}}
	s.Focused = textarea.StyleState{Text: g.theme.Plain, Placeholder: g.theme.Quiet, Selection: g.theme.Marked}
	s.Blurred = s.Focused
	return s
}

// press types a key, and refuses one for which there is no room.
func (f *longField) press(k tea.KeyPressMsg) error {
	k.Text = checks.Clean(k.Text)
	if n := utf8.RuneCountInString(k.Text); n > 0 && f.taken()+n > checks.MaxText {
		return &checks.Error{Code: checks.CodeTextLong}
	}
	f.area, _ = f.area.Update(k)
	return nil
}

func (f *longField) paste(text string) {
	f.area, _ = f.area.Update(tea.PasteMsg{Content: text})
}

// pasteLine adds a text that is to stand on one line, unless the field takes its lines, and refuses one for which there is no room.
func (f *longField) pasteLine(text string) error {
	if f.lines {
		text = strings.TrimSpace(checks.Clean(text))
	} else {
		text = checks.CleanLine(text)
	}
	if f.taken()+utf8.RuneCountInString(text) > checks.MaxText {
		return &checks.Error{Code: checks.CodeTextLong}
	}
	f.paste(text)
	return nil
}

// taken is how many characters there are of the text at the cursor: where each line becomes an answer, on its line.
func (f *longField) taken() int {
	if f.whole {
		return utf8.RuneCountInString(f.area.Value())
	}
	return utf8.RuneCountInString(strings.Split(f.area.Value(), "\n")[f.area.Line()])
}

func (f *longField) value() string { return f.area.Value() }

func (f *longField) set(text string) {
	f.area.SetValue(text)
	f.area.MoveToEnd()
	f.scroll()
}

// scroll brings the cursor into sight.
func (f *longField) scroll() { f.area, _ = f.area.Update(nil) }

// view draws the field w cells wide, with its cursor.
func (f *longField) view(w int) (string, *tea.Cursor) {
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

// shortField is a text field of one line. What the library draws of it puts the cursor beside wide characters and long
// texts, so it draws itself.
type shortField struct {
	input textinput.Model
	over  checks.Code // what is said of text for which there is no room; nothing for ""
}

func newShortField(limit int, over checks.Code) *shortField {
	in := textinput.New()
	in.CharLimit = limit
	in.KeyMap.Paste.SetEnabled(false)
	in.Focus()
	return &shortField{in, over}
}

// press types a key, paste adds a text. Both refuse what there is no room for.
func (f *shortField) press(k tea.KeyPressMsg) error {
	k.Text = checks.Clean(k.Text)
	return f.take(k, k.Text)
}

func (f *shortField) paste(text string) error {
	text = checks.CleanLine(text)
	return f.take(tea.PasteMsg{Content: text}, text)
}

func (f *shortField) take(msg tea.Msg, text string) error {
	n := utf8.RuneCountInString(text)
	if f.over != "" && n > 0 && utf8.RuneCountInString(f.value())+n > f.input.CharLimit {
		return &checks.Error{Code: f.over}
	}
	f.input, _ = f.input.Update(msg)
	return nil
}

func (f *shortField) value() string { return f.input.Value() }

func (f *shortField) set(text string) {
	f.input.SetValue(text)
	f.input.CursorEnd()
}

// view draws as much of the field as fits into w cells, with its cursor; the text before the cursor has precedence.
func (f *shortField) view(w int) (string, *tea.Cursor) {
	text := []rune(f.input.Value())
	before, after := string(text[:f.input.Position()]), string(text[f.input.Position():])
	if over := width(before) - (w - 1); over > 0 {
		before = ansi.TruncateLeft(before, over, "")
	}
	c := tea.NewCursor(width(before), 0)
	c.Shape = tea.CursorBar
	return ansi.Truncate(before+after, w, ""), c
}

// inside tells whether a key moves the cursor between the rows of the text, so that it does not leave the field.
func (f *longField) inside(k tea.KeyPressMsg) bool {
	info := f.area.LineInfo()
	switch {
	case matches(k, fieldKeys.up):
		return f.area.Line() > 0 || info.RowOffset > 0
	case matches(k, fieldKeys.down):
		return f.area.Line() < f.area.LineCount()-1 || info.RowOffset < info.Height-1
	}
	return false
}
