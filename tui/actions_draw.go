package tui

import "emptychair/checks"

func (s *actionsScreen) draw(p *page) {
	if len(s.all) == 0 {
		p.text(s.theme.Strong, s.say.T("actions.none"))
		p.gap()
		p.text(s.theme.Plain, s.say.T("actions.begin"))
		return
	}
	p.text(s.theme.Quiet, s.count())
	p.gap()
	apart := p.apart(len(s.shown))
	s.list.draw(p, len(s.shown), p.left(), true, func(i, w int, here bool) []string { return s.row(i, w, here, apart) })
}

// count says how many actions are in the state that is listed, and how many of them are overdue.
func (s *actionsScreen) count() string {
	id := "actions.all"
	if s.state != anyState {
		id = "actions.state." + string(s.state)
	}
	text := s.say.N(id, len(s.shown))
	if late := checks.Overdue(s.shown, checks.DayOf(s.now)); late > 0 {
		text += ", " + s.say.N("home.late", late)
	}
	return text
}

// row draws one action: what, until when, who, what it came from, and for how long there has been it.
func (s *actionsScreen) row(i, w int, here, apart bool) []string {
	a := s.shown[i]
	lead, style := "  ", s.theme.Plain
	if here {
		lead, style = s.theme.Now.Render(s.signs.Pointer)+" ", s.theme.Strong
	}
	p := newPage(s.ground, w, 0)
	p.indented(lead, style, a.Text)
	p.lines = p.broken(p.lines, storyRows)
	p.parts("    ", s.theme.Quiet, s.actionFacts(a))
	if apart && i < len(s.shown)-1 {
		p.add("")
	}
	return p.lines
}

// actionFacts are what is known of an action beside its text.
func (s *actionsScreen) actionFacts(a checks.Action) []string {
	parts := []string{s.fate(a)}
	if s.team == "" {
		parts = append(parts, a.Team)
	}
	if a.Owner != "" {
		parts = append(parts, a.Owner)
	} else if a.State == checks.Open {
		parts = append(parts, s.say.T("listed.nobody"))
	}
	if a.From != "" {
		parts = append(parts, s.texts.TitleOf(a.From))
	}
	if a.State == checks.Open {
		parts = append(parts, s.say.T("actions.open-for", "Span", s.span(a.OpenFor(checks.DayOf(s.now), s.now.Location()))))
	}
	return parts
}

// fate says until when an open action is due, and of another one what became of it.
func (s *actionsScreen) fate(a checks.Action) string {
	today := checks.DayOf(s.now)
	switch {
	case a.State == checks.Dropped:
		return s.say.T("action.dropped") + ": " + a.Reason
	case a.State != checks.Open:
		return s.say.T("action." + string(a.State))
	case a.Due.IsZero():
		return s.say.T("actions.no-date")
	case a.IsOverdue(today):
		return s.say.T("actions.overdue", "Day", s.say.Day(a.Due.Time()))
	}
	return s.say.T("action.until", "Day", s.say.Day(a.Due.Time()))
}
