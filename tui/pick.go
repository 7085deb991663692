package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// pickScreen lets one choose either run of a comparison.
type pickScreen struct {
	still
	*context
	from     *compareScreen
	baseline bool // the earlier run is chosen, otherwise the later one
	runs     []checks.Summary
	list     widget.List
}

// newPickScreen lists the runs that can take the place of one of a comparison's, with the cursor on that one.
func newPickScreen(from *compareScreen, baseline bool) *pickScreen {
	s := &pickScreen{context: from.context, from: from, baseline: baseline}
	current := checks.Summarize(from.c.Current)
	chosen := current.ID
	if baseline {
		chosen = from.c.Baseline.ID
		s.runs = append(checks.Besides(current, from.history.Runs, s.now.Location()), checks.Earlier(current, from.history.Runs)...)
	} else {
		for _, r := range from.history.Runs {
			if r.IsFinished() && len(checks.Earlier(r, from.history.Runs)) > 0 {
				s.runs = append(s.runs, r)
			}
		}
	}
	for i, r := range s.runs {
		if r.ID == chosen {
			s.list.At = i
		}
	}
	return s
}

func (s *pickScreen) help() string    { return "help.pick" }
func (s *pickScreen) heading() string { return s.from.heading() }

func (s *pickScreen) keys() []key.Binding {
	return []key.Binding{pickKeys.choose, pickKeys.down, pickKeys.up, pickKeys.back}
}

func (s *pickScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, pickKeys.back):
		return show(s.from)
	case s.list.Press(k, len(s.runs)):
	case matches(k, pickKeys.choose) && len(s.runs) > 0:
		return s.choose(s.runs[s.list.At].ID)
	}
	return nil
}

// choose compares anew; a later run is held against what it is held against by itself.
func (s *pickScreen) choose(id string) action {
	team, from := s.from.history.Team, s.from.from
	if s.baseline {
		return openCompare(team, s.from.c.Current.ID, id, from)
	}
	return openCompare(team, id, "", from)
}

func (s *pickScreen) draw(p *widget.Canvas) {
	ask := "pick.current"
	if s.baseline {
		ask = "pick.baseline"
	}
	p.Text(s.theme.Strong, s.say.T(ask, "Day", s.say.Day(s.local(s.from.c.Current.When()))))
	p.Space()
	legend := s.originLegend(s.runs)
	if legend == "" || p.W >= narrow {
		s.list.Draw(p, len(s.runs), p.Left(), true, s.row)
		return
	}
	s.list.Draw(p, len(s.runs), p.Left()-1, true, s.row)
	p.Add(s.theme.Quiet.Render("  " + legend))
}

// row draws one run: when, in which quarter, and how many took part; the time where two were on one day.
func (s *pickScreen) row(i, w int, here bool) []string {
	r := s.runs[i]
	lead, style := s.pointed("  ", here)
	q := checks.QuarterOf(s.local(r.When()))
	who := s.who(r.Kind, r.People)
	switch word := s.origin(r.Origin); {
	case w < narrow:
		who = s.marked(who, r.Origin)
	case word != "":
		who += " " + s.signs.Dot + " " + word
	}
	if s.baseline && r.Kind != s.from.c.Current.Kind {
		who += " " + s.signs.Dot + " " + s.say.T("pick.beside")
	}
	clock := ""
	if s.crowdedDay(s.runs, i) || s.sameDay(r.When(), s.from.c.Current.When()) && s.baseline {
		clock = s.padded(s.timeOf(r.When()), 7)
	}
	line := lead + s.padded(s.say.Day(s.local(r.When())), 15) + clock + s.padded(s.say.Quarter(q.Year, q.Number), 10) + who
	return []string{style.Render(s.cut(line, w))}
}
