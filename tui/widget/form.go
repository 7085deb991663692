package widget

import (
	"encoding/json"
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// Form asks for several things on lines below each other.
type Form struct {
	Lines    []*Line
	At       int
	Optional bool // the first line may stay without a text; what stands below it is about that, unless Below
	Below    bool // what is filled in stands below what a line asks for, not beside it
	Grows    bool // behind the last line that is filled in no more than one empty one shows
}

// Line is one line of a form: a text that wraps, a short text, or a value that the arrow keys change.
type Line struct {
	input
	label  string  // id of the message beside it
	number int     // behind the message, 0 for none
	Pick   *Choice // the value that the arrow keys change, nil for a text
	Hint   string  // id of the message that stands in an empty field, "" for none
	was    string
	Check  func(text string) error  // says what is wrong with the line when it is left; nil for nothing
	Echo   func(text string) string // how the line writes what it says once it was left, nil for as it was typed
	Usual  func(text string) string // what it says beside the text of the first line until somebody changes it; nil for the same
}

// input is what a line is filled in with. It refuses keys and texts for which there is no room.
type input interface {
	Press(k tea.KeyPressMsg) error
	Paste(text string) error
	Set(text string)
	// Value is what it says, in words.
	Value() string
	// Draw puts it behind the first part of its line, in w cells; here tells whether the line is open.
	Draw(p *Canvas, first string, w int, here bool)
}

// AreaLine asks for a long text; lines tells whether one that is pasted keeps its lines.
func AreaLine(look Look, label, text string, lines bool) *Line {
	a := NewArea(look)
	a.Whole, a.many = true, lines
	a.Set(text)
	return &Line{input: a, label: label, was: text}
}

// Select marks all of a long text, so that the next key replaces it.
func (l *Line) Select() { l.input.(*Area).area.SelectAll() }

// FieldLine asks for a short text of at most limit characters; over is what is said of more.
func FieldLine(label, text, hint string, limit int, over checks.Code) *Line {
	f := NewField(limit, over)
	f.Set(text)
	return &Line{input: f, label: label, Hint: hint, was: text}
}

// Completing completes a short text to the first of some names that begins as it does, where a key asks for that.
func (l *Line) Completing(names []string) *Line {
	l.input.(*Field).names = names
	return l
}

// Numbered puts a number behind what the line asks for.
func (l *Line) Numbered(n int) *Line {
	l.number = n
	return l
}

// Asks is what the line asks for, in words.
func (l *Line) Asks(say *lang.Printer) string {
	if l.number == 0 {
		return say.T(l.label)
	}
	return say.T(l.label) + " " + strconv.Itoa(l.number)
}

// TakesLines tells whether what is asked for may be of several lines.
func (l *Line) TakesLines() bool {
	a, ok := l.input.(*Area)
	return ok && a.many
}

// Fill puts a text in place of the one there is, unless it is refused.
func (l *Line) Fill(text string) error {
	was := l.Value()
	l.Set("")
	err := l.Paste(text)
	if err == nil && l.Check != nil && l.Changed() {
		err = l.Check(l.Value())
	}
	if err != nil {
		l.Set(was)
	}
	return err
}

// PickLine asks for one of several words.
func PickLine(label string, at int, words ...string) *Line {
	c := PickFrom(label, at, words...)
	return &Line{input: c, label: label, Pick: c, was: c.Value()}
}

// Typing tells whether the keys go into a text.
func (f *Form) Typing() bool { return f.Lines[f.At].Pick == nil }

// Changed tells whether anything says something else than at first.
func (f *Form) Changed() bool {
	return slices.ContainsFunc(f.Lines, (*Line).Changed)
}

// Changed tells whether the line says something else than at first.
func (l *Line) Changed() bool { return l.Value() != l.was }

// Typed are the lines that say something else than at first, by their places, as one text, and SetTyped fills such in again, in whichever
// language: what is picked is kept by its place.
func (f *Form) Typed() string {
	typed := map[int]string{}
	for i, l := range f.Lines {
		switch {
		case !l.Changed():
		case l.Pick != nil:
			typed[i] = strconv.Itoa(l.Pick.At)
		default:
			typed[i] = l.Value()
		}
	}
	text, _ := json.Marshal(typed) // which cannot fail
	return string(text)
}

// SetTyped is described at [Form.Typed].
func (f *Form) SetTyped(text string) {
	typed := map[int]string{}
	_ = json.Unmarshal([]byte(text), &typed) // of a text that is none nothing is filled in
	for i, l := range f.Lines {
		value, ok := typed[i]
		follow(f.Lines)
		switch at, err := strconv.Atoi(value); {
		case ok && l.Pick == nil:
			l.Set(value)
		case ok && err == nil && at >= 0 && at < len(l.Pick.Words):
			l.Pick.At = at
		}
	}
}

// Renew takes other lines in place of those in which nothing was changed.
func (f *Form) Renew(lines []*Line) {
	for i, l := range f.Lines[:min(len(f.Lines), len(lines))] {
		if follow(lines); l.Changed() {
			l.was, l.Usual, lines[i] = lines[i].was, lines[i].Usual, l
		}
	}
	f.Lines, f.At = lines, min(f.At, len(lines)-1)
}

// follow has lines that nobody changed say what is usual beside the text in the first one.
func follow(lines []*Line) {
	for _, l := range lines {
		if l.Usual == nil || l.Changed() {
			continue
		}
		if usual := l.Usual(lines[0].Value()); usual != l.was {
			l.Set(usual)
			l.was = usual
		}
	}
}

// IsBare tells whether there is no text in the first line yet, where there must be one.
func (f *Form) IsBare() bool { return !f.Optional && f.Lines[0].isEmpty() }

// Ends tells whether nothing more is to be asked once the line that is open stays as it is, without a text.
func (f *Form) Ends() bool {
	return f.Lines[f.At].isEmpty() && (f.Grows || f.Optional && !f.Below && f.At == 0)
}

func (l *Line) isEmpty() bool { return checks.CleanLine(l.Value()) == "" }

// OnLast tells whether there is no line below.
func (f *Form) OnLast() bool { return f.At == len(f.shown())-1 }

// ToLast goes to that line.
func (f *Form) ToLast() { f.At = len(f.shown()) - 1 }

// shown are the lines that show.
func (f *Form) shown() []*Line {
	if !f.Grows {
		return f.Lines
	}
	n := len(f.Lines)
	for n > 0 && f.Lines[n-1].isEmpty() {
		n--
	}
	return f.Lines[:min(max(n, f.At)+1, len(f.Lines))]
}

// Move goes on by d lines, from the last to the first, unless something is wrong with the line that is open.
func (f *Form) Move(d int) error {
	n, l := len(f.shown()), f.Lines[f.At]
	if l.Check != nil && l.Changed() {
		if err := l.Check(l.Value()); err != nil {
			return err
		}
		if field, ok := l.input.(*Field); ok && l.Echo != nil {
			field.Set(l.Echo(l.Value()))
		}
	}
	f.At = (f.At + n + d) % n
	return nil
}

// Press answers a key on the line that is open, and Paste adds a text to it. Both refuse what there is no room for.
func (f *Form) Press(k tea.KeyPressMsg) error {
	l := f.Lines[f.At]
	area, ok := l.input.(*Area)
	field, isField := l.input.(*Field)
	switch {
	case ok && area.inside(k):
	case isField && Matches(k, FormKeys.Complete) && field.suggested() != "":
		field.Set(field.suggested())
		return nil
	case Matches(k, FormKeys.Next):
		return f.Move(1)
	case Matches(k, FormKeys.Previous):
		return f.Move(-1)
	}
	defer follow(f.Lines)
	return l.Press(k)
}

// Paste is described at [Form.Press].
func (f *Form) Paste(text string) error {
	defer follow(f.Lines)
	return f.Lines[f.At].Paste(text)
}

// Next goes on to the line below, without a look at what is wrong with the one that is open, or behind the last one.
func (f *Form) Next() {
	follow(f.Lines)
	f.At++
}

// Keys are the bindings that hold on the line that is open.
func (f *Form) Keys() []key.Binding {
	keys := []key.Binding{FormKeys.Down, FormKeys.Cancel, FormKeys.Save, FormKeys.Previous}
	if f.OnLast() {
		keys = []key.Binding{FormKeys.Keep, FormKeys.Cancel, FormKeys.Previous}
	}
	switch field, ok := f.Lines[f.At].input.(*Field); {
	case !f.Typing():
		keys = append([]key.Binding{ChangeKeys.Change}, keys...)
	case ok && field.suggested() != "":
		keys = append([]key.Binding{FormKeys.Complete}, keys...)
	}
	return keys
}

// Draw puts the lines on p, what they ask for in a column of its own.
func (f *Form) Draw(p *Canvas) {
	w := 0
	for i, l := range f.shown() {
		if f.Below {
			l.drawBelow(p, i == f.At)
			continue
		}
		w = max(w, width(l.Asks(p.Words()))+Gutter)
	}
	for i, l := range f.shown() {
		if !f.Below {
			l.draw(p, w, i == f.At)
		}
	}
}

// draw puts the line on p, with its label in w cells; the cursor stands in the line that is open.
func (l *Line) draw(p *Canvas, w int, here bool) {
	lead, style := "   ", p.Styles().Quiet
	if here {
		lead, style = " "+p.Signs().Prompt+" ", p.Styles().Now
	}
	first, row := style.Render(Pad(p, lead+l.Asks(p.Words()), w)), len(p.Lines)
	l.Draw(p, first, TextWidth(p.W)-w, here)
	if l.Hint != "" && l.Value() == "" {
		p.Lines[row] = first + p.Styles().Quiet.Render(p.Words().T(l.Hint))
	}
}

// drawBelow is [Line.draw] with the label, a question, on a line of its own.
func (l *Line) drawBelow(p *Canvas, here bool) {
	lead, style := "   ", p.Styles().Quiet
	if here {
		lead, style = " "+p.Signs().Prompt+" ", p.Styles().Now
	}
	p.Text(style, l.Asks(p.Words()))
	l.Draw(p, style.Render(lead), TextWidth(p.W)-width(lead), here)
	p.ExtraSpace()
}
