package tui

import (
	"slices"

	"emptychair/checks"
)

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
	*form
	edited checks.Action
	abouts []string // what it can be about, nil where that is settled
}

func newActionForm(g *ground, a checks.Action) *actionForm {
	return &actionForm{edited: a, form: &form{lines: []*formLine{
		shortLine("action.text", a.Text, "", checks.MaxText, checks.CodeTextLong),
		shortLine("action.owner", a.Owner, "", checks.MaxName, checks.CodeOwnerLong),
		dayLine(g, "action.due", a.Due, "action.due-like", checks.ParseDue),
	}}}
}

// newLooseForm is [newActionForm] of an action between runs.
func newLooseForm(g *ground, a checks.Action) *actionForm {
	f := newActionForm(g, a)
	f.abouts = g.abouts()
	f.lines = append(f.lines, g.aboutLine(a.From))
	return f
}

// due is the due date that was filled in, counted from a day on.
func (f *actionForm) due(today checks.Day) (checks.Day, error) {
	return checks.ParseDue(f.lines[formDue].value(), today)
}

// action returns what was filled in, due on a day.
func (f *actionForm) action(due checks.Day) checks.Action {
	a := f.edited
	a.Due = due
	a.Text, a.Owner = f.lines[formText].value(), f.lines[formOwner].value()
	if f.abouts != nil {
		a.From = f.abouts[f.lines[formAbout].pick.at]
	}
	return a
}

// abouts are what a story or an action between runs can be about: nothing of the check, an item or a question.
func (g *ground) abouts() []string {
	return slices.Concat([]string{""}, g.itemIDs(), g.questionIDs())
}

// aboutLine is the line of a form that asks for one of [ground.abouts].
func (g *ground) aboutLine(id string) *formLine {
	var words []string
	for _, about := range g.abouts() {
		if about == "" {
			words = append(words, g.say.T("about.nothing"))
		} else {
			words = append(words, g.texts.TitleOf(about))
		}
	}
	return pickLine("form.about", max(0, slices.Index(g.abouts(), id)), words...)
}
