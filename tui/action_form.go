package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/tui/widget"
)

// actionPage asks for an action between runs, or for what shall be different about one.
type actionPage struct {
	*formPage
	list *actionsScreen
	was  checks.Action // its id is empty where it is new
	id   string
	ask  *actionForm
}

// newActionPage asks for a new action where was has no id, and otherwise shows what was is.
func newActionPage(list *actionsScreen, was checks.Action) *actionPage {
	s := &actionPage{list: list, was: was, id: was.ID, ask: formFor(list.context, was)}
	if s.id == "" {
		s.id = list.newID()
	}
	s.formPage = &formPage{context: list.context, from: list, form: s.ask.Form}
	return s
}

// formFor is the form for an action; what one of a run came from is settled.
func formFor(g *context, a checks.Action) *actionForm {
	if a.Run != "" {
		return newActionForm(g, a)
	}
	return newLooseForm(g, a)
}

func (s *actionPage) help() string { return "help.action-form" }

func (s *actionPage) heading() string {
	id := "actions.edit"
	if s.was.ID == "" {
		id = "actions.new"
	}
	return s.say.T(id) + " " + s.signs.Dot + " " + s.was.Team
}

func (s *actionPage) press(k tea.KeyPressMsg) action { return s.pressForm(k, s.keep) }

// action is what was filled in, due on a day.
func (s *actionPage) action(due checks.Day) (checks.Action, error) {
	now := s.ask.action(due)
	now.ID = s.id
	if now.Made.IsZero() {
		now.Made, now.State = s.now, checks.Open
	}
	return checks.NewAction(content.Check(), now)
}

func (s *actionPage) keep() action {
	due, err := s.ask.due(checks.DayOf(s.now))
	if err != nil {
		return s.refused(err, formDue)
	}
	now, err := s.action(due)
	switch checks.CodeOf(err) {
	case "":
	case checks.CodeOwnerLong:
		return s.refused(err, formOwner)
	default:
		return s.refused(err, formText)
	}
	if now == s.was {
		return show(s.from)
	}
	return alter(actions.saving(s.before(), now, s.say.T("actions.saved")))
}

// before is the action that stands in the store, the zero one where there is none yet.
func (s *actionPage) before() checks.Action {
	if s.was.ID == "" {
		return checks.Action{}
	}
	return s.was
}

func (s *actionPage) took(was, now checks.Action) screen { return s.list.took(was, now) }

// renewAction keeps what was typed and shows the rest as it is now. An action that another program deleted is added anew.
func (s *actionPage) renew(asked, fresh checks.Action) screen {
	s.list.renew(asked, fresh)
	if fresh.ID == "" {
		fresh = checks.Action{Team: asked.Team}
	}
	s.was = fresh
	renewed := formFor(s.context, fresh)
	s.form.Renew(renewed.Lines)
	renewed.Form, s.ask = s.form, renewed
	return s
}

func (s *actionPage) unsaved() *change {
	due, err := s.ask.due(checks.DayOf(s.now))
	if err != nil {
		due = s.was.Due
	}
	now, err := s.action(due)
	if err != nil || !s.form.Changed() {
		return nil
	}
	return actions.saving(s.before(), now, "")
}

func (s *actionPage) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.say.T("actions.ask"))
	if s.was.Run != "" {
		p.Text(s.theme.Quiet, s.say.T("action.from", "Title", s.title(s.was.From)))
	}
	p.Space()
	s.form.Draw(p)
}

// dropForm asks why an action is dropped.
type dropForm struct {
	*formPage
	list *actionsScreen
	was  checks.Action
}

func newDropForm(list *actionsScreen, was checks.Action) *dropForm {
	f := &widget.Form{Lines: []*widget.Line{widget.FieldLine("drop.reason", "", "", checks.MaxText, checks.CodeTextLong)}}
	return &dropForm{formPage: &formPage{context: list.context, form: f, from: list}, list: list, was: was}
}

func (s *dropForm) help() string                   { return "help.drop" }
func (s *dropForm) heading() string                { return s.list.heading() }
func (s *dropForm) press(k tea.KeyPressMsg) action { return s.pressForm(k, s.keep) }

func (s *dropForm) keep() action {
	now, err := s.was.Drop(s.form.Lines[0].Value())
	if err != nil {
		return refuse(err)
	}
	return alter(actions.saving(s.was, now, s.say.T("actions.dropped")))
}

func (s *dropForm) took(was, now checks.Action) screen { return s.list.took(was, now) }

// renewAction keeps the reason, as long as there is an action to drop.
func (s *dropForm) renew(asked, fresh checks.Action) screen {
	next := s.list.renew(asked, fresh)
	if fresh.State != checks.Open {
		return next
	}
	s.was = fresh
	return s
}

func (s *dropForm) unsaved() *change {
	now, err := s.was.Drop(s.form.Lines[0].Value())
	if err != nil {
		return nil
	}
	return actions.saving(s.was, now, "")
}

func (s *dropForm) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.say.T("drop.ask"))
	p.Space()
	p.Quote(s.theme.Plain, s.was.Text, widget.MaxFieldRows-2)
	p.Space()
	s.form.Draw(p)
}

// The lines of the form.
const (
	formText = iota
	formOwner
	formDue
	formAbout // only between runs
)

// maxDue is how many characters a date may take as it is typed.
const maxDue = 20

// actionForm asks for an action: what, who, until when, and between runs what it is about.
type actionForm struct {
	*widget.Form
	edited checks.Action
	abouts []string // what it can be about, nil where that is settled
}

func newActionForm(g *context, a checks.Action) *actionForm {
	return &actionForm{edited: a, Form: &widget.Form{Lines: []*widget.Line{
		widget.FieldLine("action.text", a.Text, "", checks.MaxText, checks.CodeTextLong),
		widget.FieldLine("action.owner", a.Owner, "", checks.MaxName, checks.CodeOwnerLong),
		dayLine(g, "action.due", a.Due, "action.due-like", checks.ParseDue),
	}}}
}

// newLooseForm is [newActionForm] of an action between runs.
func newLooseForm(g *context, a checks.Action) *actionForm {
	f := newActionForm(g, a)
	f.abouts = g.abouts()
	f.Lines = append(f.Lines, g.aboutLine(a.From))
	return f
}

// due is the due date that was filled in, counted from a day on.
func (f *actionForm) due(today checks.Day) (checks.Day, error) {
	return checks.ParseDue(f.Lines[formDue].Value(), today)
}

// action returns what was filled in, due on a day.
func (f *actionForm) action(due checks.Day) checks.Action {
	a := f.edited
	a.Due = due
	a.Text, a.Owner = f.Lines[formText].Value(), f.Lines[formOwner].Value()
	if f.abouts != nil {
		a.From = f.abouts[f.Lines[formAbout].Pick.At]
	}
	return a
}

// abouts are what a story or an action between runs can be about: nothing of the check, an item or a question.
func (g *context) abouts() []string {
	return slices.Concat([]string{""}, g.itemIDs(), g.questionIDs())
}

// aboutLine is the line of a form that asks for one of [context.abouts].
func (g *context) aboutLine(id string) *widget.Line {
	var words []string
	for _, about := range g.abouts() {
		if about == "" {
			words = append(words, g.say.T("about.nothing"))
		} else {
			words = append(words, g.texts.TitleOf(about))
		}
	}
	return widget.PickLine("form.about", max(0, slices.Index(g.abouts(), id)), words...)
}
