package widget

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// Area is a text field that wraps and grows: for answers. It never shows a cursor of its own, the terminal's stands in it. The library
// breaks and styles all of its text with each key, so of many lines it has only those around the cursor.
type Area struct {
	area  textarea.Model
	above []string // lines of the text that the library does not have
	below []string
	Whole bool // all lines are one text, and not each an answer
	many  bool // a pasted text keeps its lines
}

// NewArea returns an empty field that has the keyboard.
func NewArea(l Look) *Area {
	a := textarea.New()
	a.ShowLineNumbers = false
	a.Prompt = ""
	a.CharLimit = 0
	a.DynamicHeight = true
	a.MinHeight, a.MaxHeight = 1, MaxFieldRows
	a.MaxContentHeight = math.MaxInt // rows that may be typed, beside the rows that are shown
	a.SetVirtualCursor(false)
	a.KeyMap.InsertNewline.SetEnabled(false)
	a.KeyMap.Paste.SetEnabled(false) // pasting is the terminal's; the program starts no other
	s := textarea.Styles{Cursor: textarea.CursorStyle{Shape: tea.CursorBar}}
	s.Focused = textarea.StyleState{Text: l.Styles().Plain.Whole, Placeholder: l.Styles().Quiet.Whole, Selection: l.Styles().Marked.Whole} // as what is read
	s.Blurred = s.Focused
	a.SetStyles(s)
	a.Focus()
	return &Area{area: a}
}

// Press types a key, and refuses one for which there is no room.
func (f *Area) Press(k tea.KeyPressMsg) error {
	k.Text = checks.Clean(k.Text)
	if n := utf8.RuneCountInString(k.Text); n > 0 && f.taken()+n > checks.MaxText {
		return &checks.Error{Code: checks.CodeTextLong}
	}
	switch keys := f.area.KeyMap; {
	case key.Matches(k, keys.InputBegin):
		f.hold(f.lines(), 0, 0, aroundCursor)
	case key.Matches(k, keys.InputEnd):
		f.Set(f.Value())
	case key.Matches(k, keys.LineNext) && f.fillsItsLastRow():
		if f.area.CursorEnd(); f.area.Line() == f.area.LineCount()-1 {
			f.area.ClearSelection()
			f.scroll()
			return nil
		}
	case key.Matches(k, keys.SelectAll, keys.SelectLineUp, keys.SelectLineDown, keys.SelectWordBackward, keys.SelectWordForward,
		keys.SelectCharacterBackward, keys.SelectCharacterForward) && !f.area.HasSelection():
		f.hold(f.lines(), f.row(), f.area.Column(), aroundSelection)
	}
	f.area, _ = f.area.Update(k)
	f.follow()
	return nil
}

// How many lines above and below that of the cursor the library has. What is selected must be among them, and it takes no more than
// 10,000 in all.
const (
	aroundCursor    = 2 * MaxFieldRows
	aroundSelection = 4000
)

// fillsItsLastRow tells whether the line of the cursor ends where the cursor's row of the window does. Down the library leaves such a line
// only from behind its end.
func (f *Area) fillsItsLastRow() bool {
	info, line := f.area.LineInfo(), strings.Split(f.area.Value(), "\n")[f.area.Line()]
	return info.RowOffset == info.Height-2 && info.StartColumn+info.Width == utf8.RuneCountInString(line)
}

// hold lets the library have the lines around the cursor, which stands at a place in a row. The row scrolls into sight from where the
// cursor was before.
func (f *Area) hold(lines []string, row, column, around int) {
	up := row <= f.row()
	first, end := max(0, row-around), min(len(lines), row+around+1)
	f.above, f.below = lines[:first], lines[end:]
	f.area.SetValue(strings.Join(lines[first:end], "\n"))
	if !up {
		f.area.MoveToBegin()
	}
	if f.area.Line() != row-first {
		f.scroll()
	}
	for f.area.Line() > row-first {
		f.area.CursorStart()
		f.area.CursorUp()
	}
	for f.area.Line() < row-first {
		f.area.CursorEnd() // as from any other place down leaves no line that fills its last row
		f.area.CursorDown()
	}
	f.area.SetCursorColumn(column)
	f.scroll()
}

// follow lets the library have other lines where the next key could leave those that it has, or where there are too many of them.
func (f *Area) follow() {
	before, behind := f.area.Line(), f.area.LineCount()-1-f.area.Line()
	near := before < MaxFieldRows && len(f.above) > 0 || behind < MaxFieldRows && len(f.below) > 0
	if (near || max(before, behind) > 2*aroundCursor) && !f.area.HasSelection() {
		f.hold(f.lines(), f.row(), f.area.Column(), aroundCursor)
	}
}

// lines are all lines of the text, and row is that of the cursor.
func (f *Area) lines() []string {
	return slices.Concat(f.above, strings.Split(f.area.Value(), "\n"), f.below)
}

func (f *Area) row() int { return len(f.above) + f.area.Line() }

// Insert adds a text as it is.
func (f *Area) Insert(text string) {
	if f.area.HasSelection() || !strings.Contains(text, "\n") {
		f.area, _ = f.area.Update(tea.PasteMsg{Content: text})
		f.follow()
		return
	}
	lines, row := f.lines(), f.row()
	here := []rune(lines[row])
	before, behind := string(here[:f.area.Column()]), string(here[f.area.Column():])
	put := strings.Split(before+text, "\n")
	last := len(put) - 1
	column := utf8.RuneCountInString(put[last])
	put[last] += behind
	f.hold(slices.Concat(lines[:row], put, lines[row+1:]), row+last, column, aroundCursor)
}

// Paste adds a text that is to stand on one line, unless the field takes its lines, and refuses one for which there is no room.
func (f *Area) Paste(text string) error {
	if f.many {
		text = withoutLineEnds(text)
	} else {
		text = pastedLine(text)
	}
	if f.taken()+utf8.RuneCountInString(text) > checks.MaxText {
		return &checks.Error{Code: checks.CodeTextLong}
	}
	f.Insert(text)
	return nil
}

// taken is how many characters there are of the text at the cursor, but for what is selected, which the next one replaces: where each
// line becomes an answer, on its line.
func (f *Area) taken() int {
	if f.Whole {
		return utf8.RuneCountInString(f.Value()) - utf8.RuneCountInString(f.area.SelectedText())
	}
	return utf8.RuneCountInString(strings.Split(f.area.Value(), "\n")[f.area.Line()])
}

// Value is the text.
func (f *Area) Value() string { return strings.Join(f.lines(), "\n") }

// Set puts a text in place of the one there is, with the cursor behind it.
func (f *Area) Set(text string) {
	if text == "" && f.Value() == "" {
		return
	}
	lines := strings.Split(text, "\n")
	last := len(lines) - 1
	f.hold(lines, last, utf8.RuneCountInString(lines[last]), aroundCursor)
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
	names []string    // that complete what is typed
}

// NewField returns an empty field for at most limit characters, with what is said of more.
func NewField(limit int, over checks.Code) *Field {
	in := textinput.New()
	in.CharLimit = limit
	in.KeyMap.Paste.SetEnabled(false)
	in.Focus()
	return &Field{input: in, over: over}
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
	text = pastedLine(text)
	return f.take(tea.PasteMsg{Content: text}, text)
}

// pastedLine is a pasted text on one line. The spaces at its ends stay, as it may be a piece of what is typed on a slow line.
func pastedLine(text string) string {
	const end = "|"
	return strings.TrimSuffix(strings.TrimPrefix(checks.CleanLine(end+withoutLineEnds(text)+end), end), end)
}

func withoutLineEnds(text string) string { return strings.Trim(checks.Clean(text), "\n") }

func (f *Field) take(msg tea.Msg, text string) error {
	n := utf8.RuneCountInString(text)
	if f.over != "" && n > 0 && utf8.RuneCountInString(f.Value())+n > f.input.CharLimit {
		return &checks.Error{Code: f.over, Subject: f.Value() + text}
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

// suggested is the first of the names that begins with what is typed, "" for none or where the cursor is not behind the text.
func (f *Field) suggested() string {
	typed := []rune(f.Value())
	for _, name := range f.names {
		if n := []rune(name); len(typed) > 0 && f.input.Position() == len(typed) && len(n) > len(typed) && strings.EqualFold(string(n[:len(typed)]), string(typed)) {
			return name
		}
	}
	return ""
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
