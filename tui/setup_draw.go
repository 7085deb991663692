package tui

import "strings"

func (s *setupScreen) draw(p *page) {
	ask := s.say.T("setup.ask")
	if !s.on.IsZero() {
		ask = s.say.T("origin.setup", "Day", s.say.Day(s.on.Time()))
	}
	p.text(s.theme.Strong, ask)
	p.gap()
	label := 0
	for _, c := range s.choices {
		label = max(label, width(s.say.T(c.label))+4)
	}
	for i, c := range s.choices {
		if i == setupPeople && s.solo() {
			p.add(s.theme.Quiet.Render(s.padded("  "+s.say.T(c.label), label) + s.signs.Dash))
			continue
		}
		s.drawChoice(p, c, label, i == s.at)
	}
	p.gap()
	begin := "  " + s.say.T("setup.begin")
	style := s.theme.Plain
	if s.at == setupBegin {
		begin, style = s.signs.Pointer+" "+s.say.T("setup.begin"), s.theme.Now
	}
	p.add(style.Render(begin))
	p.gap()
	if p.left() > 1 {
		p.text(s.theme.Quiet, s.say.T(s.advice()))
	}
}

// relabel puts the words of the choices into the language that is spoken now.
func (s *setupScreen) relabel() {
	s.choices[setupKind].picks = []string{s.say.T("setup.kind.team"), s.say.T("setup.kind.solo")}
	s.choices[setupLanguage].picks = languageNames(s.say)
}

// advice is one line about the choice that is open.
func (s *setupScreen) advice() string {
	if s.at == setupTeam && len(s.home.Teams) == 0 {
		return "setup.about.first-team"
	}
	return [...]string{
		"setup.about.team", "setup.about.kind", "setup.about.people", "setup.about.minutes", "setup.about.language", "setup.about.begin",
	}[s.at]
}

func (s *setupScreen) drawChoice(p *page, c *choice, label int, here bool) {
	lead, style := "  ", s.theme.Quiet
	if here {
		lead, style = s.signs.Pointer+" ", s.theme.Now
	}
	first := style.Render(s.padded(lead+s.say.T(c.label), label))
	switch {
	case here && c.at < 0 && c.field != nil:
		p.field(first, c.field)
	case here:
		p.add(first + s.theme.Now.Render(s.signs.Before) + " " + s.theme.Strong.Render(s.cut(c.value(), p.w-label-4)) + " " + s.theme.Now.Render(s.signs.After))
	default:
		p.add(first + s.cut(strings.TrimSpace(c.value()), p.w-label))
	}
}
