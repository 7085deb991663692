package tui

import (
	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/tui/widget"
)

// The lines of the form of an action.
const (
	formText = iota
	formOwner
	formDue
	formAbout // only between runs
)

// actionLines ask for an action: what, who, until when.
func actionLines(g *context, a checks.Action) []*widget.Line {
	return []*widget.Line{
		widget.FieldLine("action.text", a.Text, "", checks.MaxText, checks.CodeTextLong),
		widget.FieldLine("action.owner", a.Owner, "", checks.MaxName, checks.CodeOwnerLong),
		dayLine(g, "action.due", a.Due, "action.due-like", checks.ParseDue),
	}
}

// readAction is an action as it was filled in, and the line that an error is about. Its date is counted from a day on; where lenient it
// stays as it was where it is none.
func readAction(a checks.Action, f *widget.Form, today checks.Day, lenient bool) (checks.Action, int, error) {
	due, err := checks.ParseDue(f.Lines[formDue].Value(), today)
	if err != nil && !lenient {
		return a, formDue, err
	}
	if err == nil {
		a.Due = due
	}
	a.Text, a.Owner = f.Lines[formText].Value(), f.Lines[formOwner].Value()
	return a, formText, nil
}

// newActionForm asks for a new action of a team where was has no id, and otherwise shows what was is. What an action of a run came from
// is settled.
func newActionForm(list *actionsScreen, team string, was checks.Action) screen {
	s := &formScreen[checks.Action]{context: list.context, kind: actions, from: list, was: was}
	id := was.ID
	if id == "" {
		id = list.newID()
	}
	s.about, s.note = "help.action-form", s.say.T("actions.saved")
	s.header = func() string { return s.newOr("actions.new", "actions.edit", team) }
	s.lines = func(was checks.Action) []*widget.Line {
		lines := actionLines(s.context, was)
		if was.Run == "" {
			lines = append(lines, s.aboutLine(was.From))
		}
		return lines
	}
	s.form = &widget.Form{Lines: s.lines(was)}
	s.read = func(lenient bool) (checks.Action, int, error) {
		now, line, err := readAction(s.was, s.form, checks.DayOf(s.now), lenient)
		if err != nil {
			return now, line, err
		}
		if len(s.form.Lines) > formAbout {
			now.From = s.abouts()[s.form.Lines[formAbout].Pick.At]
		}
		if now.ID, now.Team = id, team; now.Made.IsZero() {
			now.Made, now.State = s.now, checks.Open
		}
		now, err = checks.NewAction(content.Check(), now)
		if checks.CodeOf(err) == checks.CodeOwnerLong {
			line = formOwner
		}
		return now, line, err
	}
	s.above = func(p *widget.Canvas) {
		p.Text(s.theme.Strong, s.say.T("actions.ask"))
		if s.was.Run != "" {
			p.Text(s.theme.Quiet, s.say.T("action.from", "Title", s.title(s.was.From)))
		}
		p.Space()
	}
	return s
}

// newDropForm asks why an action is dropped.
func newDropForm(list *actionsScreen, was checks.Action) screen {
	s := &formScreen[checks.Action]{context: list.context, kind: actions, from: list, was: was}
	s.header, s.about, s.note = list.heading, "help.drop", s.say.T("actions.dropped")
	s.lines = func(checks.Action) []*widget.Line {
		return []*widget.Line{widget.FieldLine("drop.reason", "", "", checks.MaxText, checks.CodeTextLong)}
	}
	s.form = &widget.Form{Lines: s.lines(was)}
	s.needs = func(fresh checks.Action) bool { return fresh.State == checks.Open }
	s.read = func(bool) (checks.Action, int, error) {
		now, err := s.was.Drop(s.form.Lines[0].Value())
		return now, 0, err
	}
	s.above = func(p *widget.Canvas) {
		p.Text(s.theme.Strong, s.say.T("drop.ask"))
		p.Space()
		p.Quote(s.theme.Plain, s.was.Text, widget.MaxFieldRows-2)
		p.Space()
	}
	return s
}
