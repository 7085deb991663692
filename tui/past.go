package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
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

// openPast lists the runs of a team, of all teams for "".
func openPast(team string) action {
	return open(func(s Store) ([]checks.Summary, error) { return s.Runs(team) }, func(m *Model, runs []checks.Summary) screen {
		return &pastScreen{ground: m.ground, team: team, other: m.home.Team, runs: runs}
	})
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
		return []key.Binding{s.yes(), askKeys.no}
	}
	var keys []key.Binding
	if len(s.runs) > 0 {
		keys = append(keys, pastKeys.open, pastKeys.remove)
	}
	keys = append(keys, pastKeys.back)
	if len(s.runs) > 0 {
		keys = append(keys, exportKeys.open, pastKeys.compare)
	}
	if s.other != "" {
		keys = append(keys, pastKeys.team)
	}
	if len(s.runs) > 0 {
		keys = append(keys, pastKeys.up, pastKeys.down, pastKeys.pageDown, pastKeys.pageUp)
	}
	return keys
}

// yes is the key that deletes.
func (g *ground) yes() key.Binding {
	if g.say.Code() == "de" {
		return askKeys.ja
	}
	return askKeys.yes
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
		return goHome(s.other)
	case matches(k, pastKeys.team) && s.other != "":
		if s.team == "" {
			return openPast(s.other)
		}
		return openPast("")
	case len(s.runs) == 0:
		return nil
	case matches(k, pastKeys.up):
		s.list.move(-1, len(s.runs))
	case matches(k, pastKeys.down):
		s.list.move(1, len(s.runs))
	case matches(k, pastKeys.pageUp):
		s.list.move(1-s.bodyH, len(s.runs))
	case matches(k, pastKeys.pageDown):
		s.list.move(s.bodyH-1, len(s.runs))
	case matches(k, pastKeys.remove):
		s.asking = true
	case matches(k, pastKeys.compare):
		return s.compare(s.runs[s.list.at])
	case matches(k, exportKeys.open):
		return s.exportRun(s, s.runs[s.list.at])
	case matches(k, pastKeys.open):
		r := s.runs[s.list.at]
		return openRun(r, !r.IsFinished(), s)
	}
	return nil
}

func (s *pastScreen) compare(r checks.Summary) action {
	if !r.IsFinished() {
		return refuse(&checks.Error{Code: checks.CodeUnfinished})
	}
	return openCompare(r.Team, r.ID, "", s)
}

// answer deletes only on a plain yes.
func (s *pastScreen) answer(k tea.KeyPressMsg) action {
	switch {
	case matches(k, askKeys.yes), matches(k, s.yes()):
		s.asking = false
		id := s.runs[s.list.at].ID
		return deletion(s, id, func(st Store) error { return st.DeleteRun(id) }, func(m *Model) tea.Cmd {
			return m.readHome(m.home.Team, false)
		})
	case matches(k, askKeys.no):
		s.asking = false
	}
	return nil
}
