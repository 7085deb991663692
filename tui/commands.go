package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// HomeRuns is how many finished runs the first screen shows at most.
const HomeRuns = 8

// retryAfter is how long a save that failed waits for the next try.
const retryAfter = 2 * time.Second

func tick(after Ticker, now func() time.Time) tea.Cmd {
	return after(time.Second, func(time.Time) tea.Msg { return tickedMsg{now()} })
}

// readHome reads what the first screen shows of a team; show tells whether that screen is to be opened with it.
func readHome(s Store, team string, show bool) tea.Cmd {
	return func() tea.Msg {
		h, err := s.Home(team, HomeRuns)
		return homeReadMsg{h, show, err}
	}
}

func readOne(s Store, id string, resume bool) tea.Cmd {
	return func() tea.Msg {
		r, revision, err := s.Run(id)
		return runReadMsg{r, revision, resume, err}
	}
}

func readRuns(s Store, team string) tea.Cmd {
	return func() tea.Msg {
		runs, err := s.Runs(team)
		return runsReadMsg{team, runs, err}
	}
}

// readEarlier reads the runs among which the baseline of run r is found.
func readEarlier(s Store, r checks.Run) tea.Cmd {
	id, team := r.ID, r.Team
	return func() tea.Msg {
		runs, err := s.Runs(team)
		return earlierReadMsg{id, runs, err}
	}
}

func readBaseline(s Store, id string) tea.Cmd {
	return func() tea.Msg {
		r, _, err := s.Run(id)
		return baselineReadMsg{r, err}
	}
}

func removeRun(s Store, id string) tea.Cmd {
	return func() tea.Msg { return runDeletedMsg{id, s.DeleteRun(id)} }
}

func saveLanguage(s Store, code string) tea.Cmd {
	return func() tea.Msg { return languageSavedMsg{s.SaveLanguage(code)} }
}

// saveRun writes a state of the session's run; number is the number of its latest change.
func saveRun(s *session, r checks.Run, number int) tea.Cmd {
	return func() tea.Msg { return runSavedMsg{s, number, s.saver.save(r)} }
}

func saveLater(s *session, after Ticker) tea.Cmd {
	return after(retryAfter, func(time.Time) tea.Msg { return saveDueMsg{s} })
}
