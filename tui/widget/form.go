package widget

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// Form asks for several things on lines below each other.
type Form struct {
	Lines []*Line
	At    int
}

// Line is one line of a form: a text that wraps, a short text, or a value that the arrow keys change.
type Line struct {
	label string // id of the message beside it
	Area  *Area
	Field *Field
	Pick  *Choice
	hint  string // id of the message that stands in an empty field, "" for none
	was   string
	Check func(text string) error // says what is wrong with the line when it is left; nil for nothing
}

// AreaLine asks for a long text.
func AreaLine(look Look, label, text string) *Line {
	l := &Line{label: label, Area: NewArea(look), was: text}
	l.Area.Whole = true
	l.Area.Set(text)
	return l
}

// FieldLine asks for a short text of at most limit characters; over is what is said of more.
func FieldLine(label, text, hint string, limit int, over checks.Code) *Line {
	l := &Line{label: label, Field: NewField(limit, over), hint: hint, was: text}
	l.Field.Set(text)
	return l
}

// PickLine asks for one of several words.
func PickLine(label string, at int, words ...string) *Line {
	l := &Line{label: label, Pick: PickFrom(label, at, words...)}
	l.was = l.Value()
	return l
}

// Value is what the line says, in words.
func (l *Line) Value() string {
	switch {
	case l.Area != nil:
		return l.Area.Value()
	case l.Field != nil:
		return l.Field.Value()
	}
	return l.Pick.Value()
}

// Typing tells whether the keys go into a text.
func (f *Form) Typing() bool { return f.Lines[f.At].Pick == nil }

// Changed tells whether anything says something else than at first.
func (f *Form) Changed() bool {
	return slices.ContainsFunc(f.Lines, (*Line).Changed)
}

// Changed tells whether the line says something else than at first.
func (l *Line) Changed() bool { return l.Value() != l.was }

// Renew takes other lines in place of those in which nothing was changed.
func (f *Form) Renew(lines []*Line) {
	for i, l := range f.Lines[:min(len(f.Lines), len(lines))] {
		if l.Changed() {
			l.was, lines[i] = lines[i].was, l
		}
	}
	f.Lines, f.At = lines, min(f.At, len(lines)-1)
}

// IsBare tells whether there is no text in the first line yet.
func (f *Form) IsBare() bool { return checks.CleanLine(f.Lines[0].Value()) == "" }

// OnLast tells whether there is no line below.
func (f *Form) OnLast() bool { return f.At == len(f.Lines)-1 }

// Move goes on by d lines, from the last to the first, unless something is wrong with the line that is open.
func (f *Form) Move(d int) error {
	n, l := len(f.Lines), f.Lines[f.At]
	if l.Check != nil && l.Changed() {
		if err := l.Check(l.Value()); err != nil {
			return err
		}
	}
	f.At = (f.At + n + d) % n
	return nil
}

// Press answers a key on the line that is open, and Paste adds a text to it. Both refuse what there is no room for.
func (f *Form) Press(k tea.KeyPressMsg) error {
	l := f.Lines[f.At]
	switch {
	case l.Area != nil && l.Area.inside(k):
		return l.Area.Press(k)
	case Matches(k, FormKeys.Next):
		return f.Move(1)
	case Matches(k, FormKeys.Previous):
		return f.Move(-1)
	case l.Area != nil:
		return l.Area.Press(k)
	case l.Field != nil:
		return l.Field.Press(k)
	}
	return l.Pick.Press(k)
}

// Paste is described at [Form.Press].
func (f *Form) Paste(text string) error {
	switch l := f.Lines[f.At]; {
	case l.Area != nil:
		return l.Area.PasteLine(text)
	case l.Field != nil:
		return l.Field.Paste(text)
	}
	return nil
}

// Keys are the bindings that hold on the line that is open.
func (f *Form) Keys() []key.Binding {
	keys := []key.Binding{FormKeys.Down, FormKeys.Cancel, FormKeys.Previous}
	if f.OnLast() {
		keys[0] = FormKeys.Keep
	}
	if !f.Typing() {
		keys = append([]key.Binding{ChangeKeys.Change}, keys...)
	}
	return keys
}

// Draw puts the lines on p, what they ask for in a column of its own.
func (f *Form) Draw(p *Canvas) {
	w := 0
	for _, l := range f.Lines {
		w = max(w, width(p.Words().T(l.label))+Gutter)
	}
	for i, l := range f.Lines {
		l.Draw(p, w, i == f.At)
	}
}

// Draw puts the line on p, with its label in w cells; the cursor stands in the line that is open.
func (l *Line) Draw(p *Canvas, w int, here bool) {
	lead, style := "   ", p.Styles().Quiet
	if here {
		lead, style = " "+p.Signs().Prompt+" ", p.Styles().Now
	}
	first, row := style.Render(Pad(p, lead+p.Words().T(l.label), w)), len(p.Lines)
	switch {
	case l.Pick != nil:
		l.Pick.Draw(p, first, TextWidth(p.W)-w, here)
	case here && l.Area != nil:
		p.Area(first, l.Area)
	case here:
		p.Field(first, l.Field)
	case l.Area != nil:
		q := New(p.Look, p.W, 0)
		q.Indent(first, p.Styles().Plain, l.Value())
		p.Add(p.Clip(q.Lines, MaxFieldRows)...)
	default:
		p.Add(first + Cut(p, l.Value(), TextWidth(p.W)-w))
	}
	if l.hint != "" && l.Value() == "" {
		p.Lines[row] = first + p.Styles().Quiet.Render(p.Words().T(l.hint))
	}
}
