package tui

import (
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
)

// HomeRuns is how many finished runs the first screen asks for at most: so many that the run of last quarter is among them even
// where somebody goes through the check alone every week.
const HomeRuns = 16

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

// readOne reads a run, to go on with it or only to be looked at; from is the screen to which esc returns from the latter.
func readOne(s Store, id string, resume bool, from screen) tea.Cmd {
	return func() tea.Msg {
		r, revision, err := s.Run(id)
		var w work
		if err == nil && r.LookBack {
			w.Work, w.err = s.Work(r.Team, slices.Sorted(maps.Keys(r.Looked)))
		}
		return runReadMsg{r, revision, resume, from, err, w}
	}
}

// readWork reads what a team has open, before a run of it begins.
func readWork(s Store, setup checks.Setup) tea.Cmd {
	return func() tea.Msg {
		w, err := s.Work(setup.Team, nil)
		return workReadMsg{setup, w, err}
	}
}

// readComparison reads the two runs that are to be held against each other.
func readComparison(s Store, a goCompare, loc *time.Location) tea.Cmd {
	return func() tea.Msg {
		h, err := s.History(a.team)
		if err != nil {
			return comparisonReadMsg{err: err}
		}
		c, err := comparison(s, h, a, loc)
		return comparisonReadMsg{h, c, a.from, err}
	}
}

func comparison(s Store, h checks.History, a goCompare, loc *time.Location) (checks.Comparison, error) {
	current, _, err := s.Run(a.current)
	if err != nil {
		return checks.Comparison{}, err
	}
	id, chosen := a.baseline, checks.ChosenRun
	if id == "" {
		b, how, ok := checks.Baseline(checks.Summarize(current), h.Runs, loc)
		if !ok {
			return checks.Comparison{}, &checks.Error{Code: checks.CodeNoBaseline, Subject: h.Team}
		}
		id, chosen = b.ID, how
	}
	baseline, _, err := s.Run(id)
	if err != nil {
		return checks.Comparison{}, err
	}
	return checks.Compare(content.Check(), baseline, current, chosen, h.Changing), nil
}

// readTrend reads all runs of a team in short.
func readTrend(s Store, a goTrend) tea.Cmd {
	return func() tea.Msg {
		h, err := s.History(a.team)
		return trendReadMsg{h, a.kind, err}
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

// readEarlier reads the runs among which the baseline of run r is found.
func readEarlier(s Store, r checks.Run) tea.Cmd {
	id, team := r.ID, r.Team
	return func() tea.Msg {
		h, err := s.History(team)
		return earlierReadMsg{id, h, err}
	}
}

func readBaseline(s Store, id string) tea.Cmd {
	return func() tea.Msg {
		r, _, err := s.Run(id)
		return baselineReadMsg{r, err}
	}
}

// readNoted reads the stories that may stand behind what run r says.
func readNoted(s Store, r checks.Run) tea.Cmd {
	id, team := r.ID, r.Team
	return func() tea.Msg {
		stories, err := s.Stories(team, 0)
		return notedReadMsg{id, stories, err}
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

// saveRun writes a state of the session's run; number is the number of its latest change.
func saveRun(s *session, r checks.Run, number int) tea.Cmd {
	return func() tea.Msg { return runSavedMsg{s, number, s.saver.save(r), r.IsFinished()} }
}

func saveLater(s *session, after Ticker) tea.Cmd {
	return after(retryAfter, func(time.Time) tea.Msg { return saveDueMsg{s} })
}
