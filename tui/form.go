package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// form asks for several things on lines below each other.
type form struct {
	lines []*formLine
	at    int
}

// formLine is one line of a form: a text that wraps, a short text, or a value that the arrow keys change.
type formLine struct {
	label string // id of the message beside it
	long  *longField
	short *shortField
	pick  *choice
	hint  string // id of the message that stands in an empty field, "" for none
	was   string
	check func(text string) error // says what is wrong with the line when it is left; nil for nothing
}

func longLine(g *ground, label, text string) *formLine {
	l := &formLine{label: label, long: newLongField(g), was: text}
	l.long.whole = true
	l.long.set(text)
	return l
}

func shortLine(label, text, hint string, limit int, over checks.Code) *formLine {
	l := &formLine{label: label, short: newShortField(limit, over), hint: hint, was: text}
	l.short.set(text)
	return l
}

// dayLine asks for a day, which is written as people do in the language. read is what makes a day of what was typed.
func dayLine(g *ground, label string, day checks.Day, hint string, read func(s string, today checks.Day) (checks.Day, error)) *formLine {
	l := shortLine(label, g.dayField(day), hint, maxDue, "")
	l.check = func(text string) error {
		_, err := read(text, checks.DayOf(g.now))
		return err
	}
	return l
}

// dayField is a day as it stands in a field, so that it can be read again; "" for no date.
func (g *ground) dayField(day checks.Day) string {
	if day.IsZero() {
		return ""
	}
	return day.Time().Format(g.say.T("form.day-layout"))
}

func pickLine(label string, at int, words ...string) *formLine {
	l := &formLine{label: label, pick: pickFrom(label, at, words...)}
	l.was = l.value()
	return l
}

// value is what the line says, in words.
func (l *formLine) value() string {
	switch {
	case l.long != nil:
		return l.long.value()
	case l.short != nil:
		return l.short.value()
	}
	return l.pick.value()
}

// typing tells whether the keys go into a text.
func (f *form) typing() bool { return f.lines[f.at].pick == nil }

// changed tells whether anything says something else than at first.
func (f *form) changed() bool {
	return slices.ContainsFunc(f.lines, (*formLine).changed)
}

func (l *formLine) changed() bool { return l.value() != l.was }

// renew takes other lines in place of those in which nothing was changed.
func (f *form) renew(lines []*formLine) {
	for i, l := range f.lines[:min(len(f.lines), len(lines))] {
		if l.changed() {
			l.was, lines[i] = lines[i].was, l
		}
	}
	f.lines, f.at = lines, min(f.at, len(lines)-1)
}

// isBare tells whether there is no text in the first line yet.
func (f *form) isBare() bool { return checks.CleanLine(f.lines[0].value()) == "" }

// errNoText is said of a form that is to be left without one.
var errNoText = &checks.Error{Code: checks.CodeTextEmpty}

// onLast tells whether there is no line below.
func (f *form) onLast() bool { return f.at == len(f.lines)-1 }

// move goes on by d lines, from the last to the first, unless something is wrong with the line that is open.
func (f *form) move(d int) error {
	n, l := len(f.lines), f.lines[f.at]
	if l.check != nil && l.changed() {
		if err := l.check(l.value()); err != nil {
			return err
		}
	}
	f.at = (f.at + n + d) % n
	return nil
}

func (f *form) press(k tea.KeyPressMsg) error {
	l := f.lines[f.at]
	switch {
	case l.long != nil && l.long.inside(k):
		return l.long.press(k)
	case matches(k, formKeys.next):
		return f.move(1)
	case matches(k, formKeys.previous):
		return f.move(-1)
	case l.long != nil:
		return l.long.press(k)
	case l.short != nil:
		return l.short.press(k)
	}
	return l.pick.press(k)
}

func (f *form) paste(text string) error {
	switch l := f.lines[f.at]; {
	case l.long != nil:
		return l.long.pasteLine(text)
	case l.short != nil:
		return l.short.paste(text)
	}
	return nil
}

// keys are the bindings that hold on the line that is open.
func (f *form) keys() []key.Binding {
	keys := []key.Binding{formKeys.down, formKeys.cancel, formKeys.previous}
	if f.onLast() {
		keys[0] = formKeys.keep
	}
	if !f.typing() {
		keys = append([]key.Binding{setupKeys.change}, keys...)
	}
	return keys
}

// draw puts the lines on p, what they ask for in a column of its own.
func (f *form) draw(p *page) {
	w := 0
	for _, l := range f.lines {
		w = max(w, width(p.say.T(l.label))+gutter)
	}
	for i, l := range f.lines {
		l.draw(p, w, i == f.at)
	}
}

// draw puts the line on p, with its label in w cells; the cursor stands in the line that is open.
func (l *formLine) draw(p *page, w int, here bool) {
	lead, style := "   ", p.theme.Quiet
	if here {
		lead, style = " "+p.signs.Prompt+" ", p.theme.Now
	}
	first, row := style.Render(p.padded(lead+p.say.T(l.label), w)), len(p.lines)
	switch {
	case l.pick != nil:
		p.add(first + l.picked(p, textWidth(p.w)-w, here))
	case here && l.long != nil:
		p.longField(first, l.long)
	case here:
		p.field(first, l.short)
	case l.long != nil:
		q := newPage(p.ground, p.w, 0)
		q.indented(first, p.theme.Plain, l.value())
		p.add(p.broken(q.lines, maxFieldRows)...)
	default:
		p.add(first + p.cut(l.value(), textWidth(p.w)-w))
	}
	if l.hint != "" && l.value() == "" {
		p.lines[row] = first + p.theme.Quiet.Render(p.say.T(l.hint))
	}
}

// picked is the value that the arrow keys change, in w cells.
func (l *formLine) picked(p *page, w int, here bool) string {
	if !here {
		return p.cut(l.value(), w)
	}
	return p.theme.Now.Render(p.signs.Before) + " " + p.theme.Strong.Render(p.cut(l.value(), w-4)) + " " + p.theme.Now.Render(p.signs.After)
}

// formPage is the part of a screen that is a form on a page of its own.
type formPage struct {
	*ground
	form *form
	from screen // to which esc returns
	sure bool   // esc was pressed on a form with something in it; once more drops it
}

func (s *formPage) typing() bool             { return s.form.typing() }
func (s *formPage) keys() []key.Binding      { return s.form.keys() }
func (s *formPage) paste(text string) action { return typed(s.form.paste(text)) }

// pressForm fills the form in; enter on its last line keeps what it says. A first line without a text is asked for at once.
func (s *formPage) pressForm(k tea.KeyPressMsg, keep func() action) action {
	sure := s.sure
	s.sure = false
	switch {
	case matches(k, formKeys.cancel) && s.form.changed() && !sure:
		s.sure = true
		return tell(s.say.T("entry.drop"))
	case matches(k, formKeys.cancel):
		return show(s.from)
	case matches(k, formKeys.keep) && s.form.at == 0 && s.form.isBare():
		return refuse(errNoText)
	case matches(k, formKeys.keep) && s.form.onLast():
		return keep()
	case matches(k, formKeys.keep):
		return typed(s.form.move(1))
	}
	return typed(s.form.press(k))
}

// refused goes to the line that an error is about.
func (s *formPage) refused(err error, line int) action {
	s.form.at = line
	return refuse(err)
}

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
