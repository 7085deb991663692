package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// errNoText is said of a form that is to be left without one.
var errNoText = &checks.Error{Code: checks.CodeTextEmpty}

// dayLine asks for a day, which is written as people do in the language. read is what makes a day of what was typed.
func dayLine(g *context, label string, day checks.Day, hint string, read func(s string, today checks.Day) (checks.Day, error)) *widget.Line {
	l := widget.FieldLine(label, g.dayField(day), hint, maxDue, "")
	l.Check = func(text string) error {
		_, err := read(text, checks.DayOf(g.now))
		return err
	}
	return l
}

// dayField is a day as it stands in a field, so that it can be read again; "" for no date.
func (g *context) dayField(day checks.Day) string {
	if day.IsZero() {
		return ""
	}
	return day.Time().Format(g.say.T("form.day-layout"))
}

// formPage is the part of a screen that is a form on a page of its own.
type formPage struct {
	*context
	form *widget.Form
	from screen // to which esc returns
	sure bool   // esc was pressed on a form with something in it; once more drops it
}

func (s *formPage) typing() bool             { return s.form.Typing() }
func (s *formPage) keys() []key.Binding      { return s.form.Keys() }
func (s *formPage) paste(text string) action { return typed(s.form.Paste(text)) }

// pressForm fills the form in; enter on its last line keeps what it says. A first line without a text is asked for at once.
func (s *formPage) pressForm(k tea.KeyPressMsg, keep func() action) action {
	sure := s.sure
	s.sure = false
	switch {
	case matches(k, formKeys.cancel) && s.form.Changed() && !sure:
		s.sure = true
		return tell(s.say.T("entry.drop"))
	case matches(k, formKeys.cancel):
		return show(s.from)
	case matches(k, formKeys.keep) && s.form.At == 0 && s.form.IsBare():
		return refuse(errNoText)
	case matches(k, formKeys.keep) && s.form.OnLast():
		return keep()
	case matches(k, formKeys.keep):
		return typed(s.form.Move(1))
	}
	return typed(s.form.Press(k))
}

// refused goes to the line that an error is about.
func (s *formPage) refused(err error, line int) action {
	s.form.At = line
	return refuse(err)
}

// entry is a text that is typed below what it belongs to.
type entry struct {
	field *widget.Area
	was   string      // what stood there before
	sure  bool        // esc was pressed on a text that was changed; once more drops it
	bare  bool        // enter was pressed without evidence for the chair; once more leaves it empty
	story bool        // at an item: the story behind the number, otherwise what the chair rests on,
	step  checks.Step // which stands on this step
}

// newEntry begins a text over the one that stood there.
func newEntry(g *context, was string) *entry {
	e := &entry{field: widget.NewArea(g), was: was}
	e.field.Set(was)
	return e
}

// mayDrop tells whether esc drops the text; where something was typed only the second time.
func (e *entry) mayDrop() bool {
	asked := e.sure
	e.sure = true
	return asked || e.field.Value() == e.was
}

// press types a key.
func (e *entry) press(k tea.KeyPressMsg) error {
	e.sure, e.bare = false, false
	return e.field.Press(k)
}
