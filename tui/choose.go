package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// chooseScreen shows all answers by their marks, and turns one or two of them, or an item, into actions.
type chooseScreen struct {
	inStage
	newID     func() string
	sources   []source
	list      list
	actions   list
	inActions bool // the actions have the keyboard
	form      *actionForm
	sure      bool // esc was pressed on a form with text; once more drops it
}

// source is an answer, or an item, that an action can come from.
type source struct {
	from   string // id of the item or question
	answer checks.Answer
}

func newChooseScreen(g *ground, s *session, newID func() string) *chooseScreen {
	c := &chooseScreen{inStage: inStage{g, s}, newID: newID}
	c.refresh()
	return c
}

// refresh lists the sources anew: the answers, most marks first, then the items.
func (s *chooseScreen) refresh() {
	r, check := s.run.flow.Run(), s.run.flow.Check()
	s.sources = nil
	for _, q := range check.Questions {
		for _, a := range r.Answers[q.ID] {
			s.sources = append(s.sources, source{q.ID, a})
		}
	}
	slices.SortStableFunc(s.sources, func(a, b source) int { return b.answer.Marks - a.answer.Marks })
	for _, it := range check.Items {
		s.sources = append(s.sources, source{from: it.ID})
	}
	s.list.clamp(len(s.sources))
	s.actions.clamp(len(r.Actions))
	s.inActions = s.inActions && len(r.Actions) > 0
	s.form = nil
}

func (s *chooseScreen) heading() string { return s.title(checks.ChooseID) }
func (s *chooseScreen) help() string    { return "help.choose" }
func (s *chooseScreen) typing() bool    { return s.form != nil }
func (s *chooseScreen) holdsText() bool { return s.form != nil }
func (s *chooseScreen) undone(bool)     { s.refresh() }

func (s *chooseScreen) keys() []key.Binding {
	switch {
	case s.form != nil:
		return s.form.keys()
	case s.inActions:
		return withMoves(chooseKeys.on, chooseKeys.edit, chooseKeys.remove, chooseKeys.toAnswers, runKeys.back, listKeys.up, listKeys.down, everywhere.undo)
	case len(s.run.flow.Run().Actions) > 0:
		return withMoves(chooseKeys.on, chooseKeys.pick, chooseKeys.actions, runKeys.back, listKeys.up, listKeys.down, everywhere.undo)
	}
	return withMoves(chooseKeys.pick, chooseKeys.on, runKeys.back, listKeys.up, listKeys.down, everywhere.undo)
}

func (s *chooseScreen) paste(text string) action {
	if s.form != nil {
		return typed(s.form.paste(text))
	}
	return nil
}

func (s *chooseScreen) press(k tea.KeyPressMsg) action {
	if s.form != nil {
		return s.pressForm(k)
	}
	l, n := &s.list, len(s.sources)
	if s.inActions {
		l, n = &s.actions, len(s.run.flow.Run().Actions)
	}
	switch {
	case matches(k, listKeys.up):
		l.move(-1, n)
	case matches(k, listKeys.down):
		l.move(1, n)
	case matches(k, chooseKeys.actions):
		s.inActions = !s.inActions && len(s.run.flow.Run().Actions) > 0
	case matches(k, chooseKeys.on):
		return moveTo(s.run.flow.At() + 1)
	case s.inActions && matches(k, chooseKeys.edit):
		s.form = newActionForm(s.ground, s.run.flow.Run().Actions[l.at])
	case s.inActions && matches(k, chooseKeys.remove):
		err := s.run.flow.DeleteAction(s.run.flow.Run().Actions[l.at].ID)
		s.refresh()
		return changed(s.say.T("choose.deleted"), err)
	case !s.inActions && matches(k, chooseKeys.pick):
		s.form = newActionForm(s.ground, checks.Action{From: s.sources[l.at].from})
	default:
		if stage, ok := moves(k, s.run.flow.At(), false); ok {
			return moveTo(stage)
		}
	}
	return nil
}

// pressForm fills the form in; enter on its last line keeps the action.
func (s *chooseScreen) pressForm(k tea.KeyPressMsg) action {
	sure := s.sure
	s.sure = false
	switch {
	case matches(k, formKeys.cancel) && s.form.changed() && !sure:
		s.sure = true
		return tell(s.say.T("entry.drop"))
	case matches(k, formKeys.cancel):
		s.form = nil
	case matches(k, formKeys.keep) && s.form.at == formText && s.form.isBare():
		return refuse(errNoText)
	case matches(k, formKeys.keep) && s.form.onLast():
		err := s.keep()
		note := ""
		if n := len(s.run.flow.Run().Actions); n > 2 {
			note = s.say.N("choose.many", n)
		}
		return changed(note, err)
	case matches(k, formKeys.keep):
		return typed(s.form.move(1))
	default:
		return typed(s.form.press(k))
	}
	return nil
}

// settle keeps an action that is being typed, before the screen is left; a date that is none is left out.
func (s *chooseScreen) settle() bool {
	if s.form == nil {
		return false
	}
	if _, err := s.form.due(s.run.today(s.ground)); err != nil {
		s.form.lines[formDue].short.set("")
	}
	return s.keep() == nil
}

// keep adds the action of the form, or puts it in place of the one that was edited.
func (s *chooseScreen) keep() error {
	due, err := s.form.due(s.run.today(s.ground))
	if err != nil {
		s.form.at = formDue
		return err
	}
	a := s.form.action(due)
	if a.ID == "" {
		a.ID = s.newID()
		err = s.run.flow.AddAction(a)
	} else {
		err = s.run.flow.EditAction(a)
	}
	if err != nil {
		s.form.at = formText
		return err
	}
	s.refresh()
	return nil
}
