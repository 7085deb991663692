package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// homeScreen is where the program opens: the last run of a team, what is unfinished, and where one can go.
type homeScreen struct {
	still
	*ground
	home checks.Home
}

// newHomeScreen shows what there is of a team; its own unfinished runs stand before those of others.
func newHomeScreen(g *ground, h checks.Home) *homeScreen {
	h.Unfinished = slices.Clone(h.Unfinished)
	others := func(s checks.Summary) int {
		if s.Team == h.Team {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(h.Unfinished, func(a, b checks.Summary) int { return others(a) - others(b) })
	return &homeScreen{ground: g, home: h}
}

func (s *homeScreen) help() string { return "help.home" }

func (s *homeScreen) heading() string {
	if s.home.Team == "" {
		return "emptychair " + s.signs.Dot + " " + s.texts.Title
	}
	heading := "emptychair " + s.signs.Dot + " " + s.home.Team
	if s.home.Leadership {
		heading += " " + s.signs.Dot + " " + s.say.T("home.leadership")
	}
	return heading
}

// keys are where one can go, and at last what is said of the team.
func (s *homeScreen) keys() []key.Binding {
	keys := s.places()
	switch {
	case s.home.Team == "":
	case s.home.Leadership:
		keys = append(keys, homeKeys.following)
	default:
		keys = append(keys, homeKeys.leading)
	}
	return keys
}

// places are where one can go. Where there is no team yet nothing stands beside the first run.
func (s *homeScreen) places() []key.Binding {
	keys := []key.Binding{s.likely()}
	if len(s.home.Unfinished) > 0 {
		keys = append(keys, homeKeys.begin)
	}
	if _, ok := s.baseline(); ok {
		keys = append(keys, homeKeys.compare)
	}
	if len(s.home.Last) > 0 {
		keys = append(keys, homeKeys.trend)
	}
	if s.home.Team != "" {
		keys = append(keys, homeKeys.stories, homeKeys.actions, homeKeys.voice)
	}
	if len(s.home.Last)+len(s.home.Unfinished) > 0 {
		keys = append(keys, homeKeys.past)
	}
	if len(s.home.Teams) > 1 {
		keys = append(keys, homeKeys.team)
	}
	return append(keys, homeKeys.leave)
}

func (s *homeScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, homeKeys.begin):
		return s.openSetup
	case matches(k, homeKeys.resume) && len(s.home.Unfinished) > 0:
		return openRun(s.home.Unfinished[0], true, nil)
	case matches(k, homeKeys.past):
		return openPast(s.home.Team)
	case matches(k, homeKeys.compare) && len(s.home.Last) > 0:
		return openCompare(s.home.Team, s.home.Last[0].ID, "", nil)
	case matches(k, homeKeys.trend) && len(s.home.Last) > 0:
		return openTrend(s.home.Team, s.home.Last[0].Kind)
	case matches(k, homeKeys.team) && len(s.home.Teams) > 1:
		return goHome(s.nextTeam())
	case matches(k, homeKeys.leave):
		return leaveProgram
	case s.home.Team != "":
		return s.pressOfTeam(k)
	}
	return nil
}

// pressOfTeam answers the keys that are about the team that is shown.
func (s *homeScreen) pressOfTeam(k tea.KeyPressMsg) action {
	switch team := s.home.Team; {
	case matches(k, homeKeys.stories):
		return openStories(storiesShown{team: team, home: team})
	case matches(k, homeKeys.actions):
		return openActions(team, team, checks.Open)
	case matches(k, homeKeys.voice):
		return openVoice(team, checks.MonthOf(s.now))
	case matches(k, homeKeys.leading):
		return s.markLeading(!s.home.Leadership)
	}
	return nil
}

// openSetup opens the set-up of a new run.
func (s *homeScreen) openSetup(m *Model) tea.Cmd {
	m.screen = newSetupScreen(m.ground, m.home, Begin{Team: m.home.Team, Minutes: -1})
	return nil
}

// markLeading remembers whether the team is one that leads others.
func (s *homeScreen) markLeading(leading bool) action {
	return remember(func(st Store) error { return st.MarkLeadership(s.home.Team, leading) }, func(m *Model) string {
		m.home.Leadership, s.home.Leadership = leading, leading
		if leading {
			return "home.marked.leading"
		}
		return "home.marked.other"
	})
}

// nextTeam is the team after the one that is shown, in the order of their names, so that tab goes through all of them.
func (s *homeScreen) nextTeam() string {
	first, next := "", ""
	for _, t := range s.home.Teams {
		if first == "" || t < first {
			first = t
		}
		if t > s.home.Team && (next == "" || t < next) {
			next = t
		}
	}
	if next == "" {
		return first
	}
	return next
}

// likely is what most people come for: the unfinished run, or else a new one.
func (s *homeScreen) likely() key.Binding {
	if len(s.home.Unfinished) > 0 {
		return homeKeys.resume
	}
	return homeKeys.begin
}

// baseline is the run that the last one is held against.
func (s *homeScreen) baseline() (checks.Summary, bool) {
	if len(s.home.Last) == 0 {
		return checks.Summary{}, false
	}
	b, _, ok := checks.Baseline(s.home.Last[0], s.home.Last, s.now.Location())
	return b, ok
}
