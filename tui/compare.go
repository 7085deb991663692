package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

// compareScreen holds a run against an earlier one: the items, the questions, the actions of the earlier one.
type compareScreen struct {
	still
	*context
	history checks.History
	c       checks.Comparison
	from    screen // where one came from, nil for home
	scroll  widget.Scroll
}

// openCompare holds a run against another: the baseline as chosen, "" for the one by itself. From is the screen to which esc returns,
// nil for home.
func openCompare(team, current, baseline string, from screen) action {
	return func(m *Model) tea.Cmd {
		loc := m.now.Location()
		return open(func(s Store) (*compareScreen, error) {
			t, err := s.Snapshot(team)
			if err != nil {
				return nil, err
			}
			c, err := t.Compare(content.Check(), current, baseline, loc)
			return &compareScreen{history: t.History(), c: c, from: from}, err
		}, func(m *Model, s *compareScreen) screen {
			s.context = m.context
			return s
		})(m)
	}
}

func (s *compareScreen) help() string { return "help.compare" }

func (s *compareScreen) heading() string {
	return s.say.T("compare.title") + " " + s.signs.Dot + " " + s.c.Current.Team
}

func (s *compareScreen) keys() []key.Binding {
	keys := []key.Binding{compareKeys.baseline, compareKeys.current, compareKeys.back}
	switch {
	case s.canMark() && s.history.Changing:
		keys = append(keys, compareKeys.same, exportKeys.open, compareKeys.trend)
	case s.canMark():
		keys = append(keys, exportKeys.open, compareKeys.trend, compareKeys.changing)
	default:
		keys = append(keys, exportKeys.open, compareKeys.trend)
	}
	return append(keys, compareKeys.down, compareKeys.up, compareKeys.pageDown, compareKeys.pageUp)
}

// canMark tells whether it matters that the team's people change: of one person it cannot.
func (s *compareScreen) canMark() bool { return !s.c.Beside() && s.c.Current.Kind == checks.Team }

func (s *compareScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, compareKeys.back):
		if s.from == nil {
			return goHome(s.c.Current.Team)
		}
		return show(s.from)
	case matches(k, compareKeys.baseline):
		return show(newPickScreen(s, true))
	case matches(k, compareKeys.current):
		return show(newPickScreen(s, false))
	case matches(k, compareKeys.changing) && s.canMark():
		return s.markChanging(!s.history.Changing)
	case matches(k, exportKeys.open):
		what := Export{Team: s.c.Current.Team, Run: s.c.Current.ID, Baseline: s.c.Baseline.ID}
		return show(newExportScreen(s.context, s, what, s.held()))
	case matches(k, compareKeys.trend):
		return openTrend(s.c.Current.Team, s.c.Current.Kind)
	}
	s.scroll.Move(s.scrollBy(k), len(s.lines(s.bodyW(), s.bodyH())), s.bodyH())
	return nil
}

// markChanging remembers whether the team's people change from run to run, and compares anew.
func (s *compareScreen) markChanging(changing bool) action {
	return remember(func(st Store) error { return st.MarkChanging(s.c.Current.Team, changing) }, func(*Model) string {
		s.history.Changing = changing
		s.c = checks.Compare(content.Check(), s.c.Baseline, s.c.Current, s.c.Chosen, changing)
		if changing {
			return "compare.marked.changing"
		}
		return "compare.marked.same"
	})
}

// sides are the short names of the two runs.
func (s *compareScreen) sides() report.Sides { return report.SidesOf(s.reportOptions(), s.c) }

// reportOptions say how reports name things on the screen.
func (g *context) reportOptions() report.Options {
	return report.Options{Printer: g.say, Location: g.now.Location(), Bold: true}
}
