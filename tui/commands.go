package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks/content"
)

// HomeRuns is how many finished runs the first screen asks for at most: so many that the run of last quarter is among them even
// where somebody goes through the check alone every week.
const HomeRuns = 16

func tick(after Ticker, now func() time.Time) tea.Cmd {
	return after(time.Second, func(time.Time) tea.Msg { return tickedMsg{now()} })
}

// readHome reads what the first screen shows of a team, or of the one used last where nothing is kept of the team any more; show
// tells whether that screen is to be opened with it.
func readHome(s Store, team string, show bool) tea.Cmd {
	return func() tea.Msg {
		t, err := s.Snapshot(team)
		if err == nil && t.Team != "" && !slices.Contains(t.Teams, t.Team) {
			t, err = s.Snapshot("")
		}
		return homeReadMsg{t.Home(HomeRuns), show, err}
	}
}

// readTeam reads the team of a run that is about to begin.
func readTeam(s Store, a beginRun) tea.Cmd {
	return func() tea.Msg {
		t, err := s.Snapshot(a.setup.Team)
		return teamReadMsg{a, t, err}
	}
}

// readOne reads a run with its team, to go on with it or only to be looked at; from is the screen to which esc returns from the
// latter. Where the run is not among those of the team, the store says why.
func readOne(s Store, id, team string, resume bool, from screen) tea.Cmd {
	return func() tea.Msg {
		t, err := s.Snapshot(team)
		r, revision, ok := t.Run(id)
		if err == nil && !ok {
			r, revision, err = s.Run(id)
		}
		return runReadMsg{r, revision, t, resume, from, err}
	}
}

// readComparison reads the two runs that are to be held against each other.
func readComparison(s Store, a goCompare, loc *time.Location) tea.Cmd {
	return func() tea.Msg {
		t, err := s.Snapshot(a.team)
		if err != nil {
			return comparisonReadMsg{err: err}
		}
		c, err := t.Compare(content.Check(), a.current, a.baseline, loc)
		return comparisonReadMsg{t.History(), c, a.from, err}
	}
}

// readTrend reads all runs of a team.
func readTrend(s Store, a goTrend) tea.Cmd {
	return func() tea.Msg {
		t, err := s.Snapshot(a.team)
		return trendReadMsg{t.History(), a.kind, err}
	}
}

func markTeam(s Store, a markChanging) tea.Cmd {
	return func() tea.Msg { return teamMarkedMsg{a.changing, s.MarkChanging(a.team, a.changing)} }
}

func readRuns(s Store, team string) tea.Cmd {
	return func() tea.Msg {
		runs, err := s.Runs(team)
		return runsReadMsg{team, runs, err}
	}
}

func removeRun(s Store, id string) tea.Cmd {
	return func() tea.Msg {
		err := s.DeleteRun(id)
		return runDeletedMsg{id, err, backupsWith(s, id, err)}
	}
}

func saveLanguage(s Store, code string) tea.Cmd {
	return func() tea.Msg { return languageSavedMsg{s.SaveLanguage(code)} }
}
