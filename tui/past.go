package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/report"
)

// pastScreen lists runs, latest first: read one, go on with an unfinished one, delete one after being asked.
type pastScreen struct {
	still
	*ground
	team   string // whose runs are listed; "" for all
	other  string // the team that tab lists alone
	runs   []checks.Summary
	list   list
	asking bool // whether the run under the cursor shall be deleted
}

func newPastScreen(g *ground, team, other string, runs []checks.Summary) *pastScreen {
	return &pastScreen{ground: g, team: team, other: other, runs: runs}
}

func (s *pastScreen) help() string { return "help.past" }

func (s *pastScreen) heading() string {
	whose := s.team
	if whose == "" {
		whose = s.say.T("past.all-teams")
	}
	return s.say.T("past.title") + " " + s.signs.Dot + " " + whose
}

func (s *pastScreen) keys() []key.Binding {
	if s.asking {
		return []key.Binding{askKeys.yes, askKeys.no}
	}
	if len(s.runs) == 0 {
		return []key.Binding{pastKeys.back}
	}
	keys := []key.Binding{pastKeys.open, pastKeys.remove, pastKeys.back, pastKeys.up, pastKeys.down}
	if s.other != "" {
		keys = slices.Insert(keys, 2, pastKeys.team)
	}
	return keys
}

// remove takes a run that was deleted out of the list.
func (s *pastScreen) remove(id string) {
	s.runs = slices.DeleteFunc(s.runs, func(r checks.Summary) bool { return r.ID == id })
	s.list.clamp(len(s.runs))
}

func (s *pastScreen) press(k tea.KeyPressMsg) action {
	if s.asking {
		return s.answer(k)
	}
	switch {
	case matches(k, pastKeys.back):
		return goHome{s.other}
	case len(s.runs) == 0:
		return nil
	case matches(k, pastKeys.up):
		s.list.move(-1, len(s.runs))
	case matches(k, pastKeys.down):
		s.list.move(1, len(s.runs))
	case matches(k, runKeys.previous):
		s.list.move(-10, len(s.runs))
	case matches(k, runKeys.next):
		s.list.move(10, len(s.runs))
	case matches(k, pastKeys.team) && s.other != "":
		if s.team == "" {
			return goPast{s.other}
		}
		return goPast{}
	case matches(k, pastKeys.remove):
		s.asking = true
	case matches(k, pastKeys.open):
		if r := s.runs[s.list.at]; !r.IsFinished() {
			return resumeRun{r.ID}
		}
		return readRun{s.runs[s.list.at].ID}
	}
	return nil
}

// answer deletes only on a plain yes.
func (s *pastScreen) answer(k tea.KeyPressMsg) action {
	switch {
	case matches(k, askKeys.yes):
		s.asking = false
		return deleteRun{s.runs[s.list.at].ID}
	case matches(k, askKeys.no):
		s.asking = false
	}
	return nil
}

func (s *pastScreen) draw(p *page) {
	if len(s.runs) == 0 {
		p.text(s.theme.Plain, s.say.T("past.none"))
		return
	}
	rows := p.h
	if s.asking {
		rows -= 3
	}
	s.list.draw(p, len(s.runs), rows, true, s.row)
	if s.asking {
		r := s.runs[s.list.at]
		p.gap()
		p.text(s.theme.Now, s.say.T("past.ask", "Team", r.Team, "Day", s.say.Day(s.local(r.When()))))
	}
}

// row draws one run: when, who, what it holds; the team last, since its name may be of any width.
func (s *pastScreen) row(i, w int, here bool) []string {
	r := s.runs[i]
	lead, style := "  ", s.theme.Plain
	if here {
		lead, style = s.theme.Now.Render(s.signs.Pointer)+" ", s.theme.Strong
	}
	who := report.KindName(s.say, r.Kind)
	if r.Kind == checks.Team {
		who = s.say.N("past.people", r.People)
	}
	what := s.say.N("past.answers", r.Answers)
	if !r.IsFinished() {
		what = s.say.T("past.unfinished")
	}
	line := lead + s.padded(s.say.Day(s.local(r.When())), 15) + s.padded(who, 13) + s.padded(what, 15) + r.Team
	return []string{style.Render(s.cut(line, w))}
}
