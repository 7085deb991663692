package store

import (
	"time"

	"emptychair/checks"
)

// Voice gathers what customers said to a team in a month, as [checks.VoiceOf] does, from one state of the file. It reads the
// summaries of the team's runs and the one run whose figures belong to the month, the stories, and the open actions.
func (s *Store) Voice(team string, month checks.Month, today checks.Day, loc *time.Location) (checks.Voice, error) {
	h := checks.History{Team: team}
	var stories []checks.Story
	var actions []checks.TeamAction
	var latest *checks.Run
	err := s.view(func(r *reading) error {
		t, _, err := r.readTeam(team)
		if err != nil {
			return err
		}
		if h, err = r.historyOf(team, t); err != nil {
			return err
		}
		if stories, err = s.storiesOf(r, team, t, everything); err != nil {
			return err
		}
		if actions, err = s.openActions(r, team, t); err != nil {
			return err
		}
		if sum, ok := checks.VoiceRun(h.Runs, month, loc); ok {
			run, _, err := s.readRun(r, sum.ID)
			latest = &run
			return err
		}
		return nil
	})
	if err != nil {
		return checks.Voice{}, err
	}
	return checks.VoiceOf(s.check, month, team, stories, actions, h, latest, today, loc), nil
}
