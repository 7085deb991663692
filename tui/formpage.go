package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

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
