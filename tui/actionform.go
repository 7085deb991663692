package tui

import (
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// The lines of the form.
const (
	formText = iota
	formOwner
	formDue
	formLines
)

// maxDue is how many characters a date may take as it is typed.
const maxDue = 20

// actionForm asks for an action: what, who, until when.
type actionForm struct {
	edited checks.Action
	fields [formLines]*shortField
	at     int
}

func newActionForm(a checks.Action) *actionForm {
	f := &actionForm{edited: a}
	limits := [formLines]int{checks.MaxText, checks.MaxName, maxDue}
	over := [formLines]checks.Code{checks.CodeTextLong, checks.CodeOwnerLong, ""}
	values := [formLines]string{a.Text, a.Owner, a.Due.String()}
	for i := range f.fields {
		f.fields[i] = newShortField(limits[i], over[i])
		f.fields[i].set(values[i])
	}
	return f
}

func (f *actionForm) press(k tea.KeyPressMsg) error {
	switch {
	case matches(k, formKeys.next):
		f.at = (f.at + 1) % formLines
	case matches(k, formKeys.previous):
		f.at = (f.at + formLines - 1) % formLines
	default:
		return f.fields[f.at].press(k)
	}
	return nil
}

func (f *actionForm) paste(text string) error { return f.fields[f.at].paste(text) }

// changed tells whether something was typed.
func (f *actionForm) changed() bool {
	a := f.edited
	return f.fields[formText].value() != a.Text || f.fields[formOwner].value() != a.Owner || f.fields[formDue].value() != a.Due.String()
}

// next goes to the line below and tells whether there was one.
func (f *actionForm) next() bool {
	if f.at == formLines-1 {
		return false
	}
	f.at++
	return true
}

// action returns what was filled in; the due date is counted from today.
func (f *actionForm) action(today checks.Day) (checks.Action, error) {
	a := f.edited
	a.Text, a.Owner = f.fields[formText].value(), f.fields[formOwner].value()
	var err error
	a.Due, err = checks.ParseDay(f.fields[formDue].value(), today)
	return a, err
}

// draw puts the form on p, with what the action comes from above it.
func (f *actionForm) draw(p *page, from string) {
	p.text(p.theme.Quiet, from)
	labels := [formLines]string{p.say.T("action.text"), p.say.T("action.owner"), p.say.T("action.due")}
	w := 0
	for _, l := range labels {
		w = max(w, width(l)+5)
	}
	for i, field := range f.fields {
		lead, style := "   ", p.theme.Quiet
		if i == f.at {
			lead, style = " "+p.signs.Prompt+" ", p.theme.Now
		}
		first := style.Render(p.padded(lead+labels[i], w))
		if i == f.at {
			p.field(first, field)
		} else {
			p.add(first + p.cut(field.value(), textWidth(p.w)-w))
		}
		if i == formDue && field.value() == "" {
			p.lines[len(p.lines)-1] = first + p.theme.Quiet.Render(p.say.T("action.due-like"))
		}
	}
}
