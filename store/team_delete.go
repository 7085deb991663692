package store

import (
	"emptychair/checks"
)

// DeleteTeam removes all that is kept of a team, and then its text from the file, as [Store.DeleteRun] does with a run. It returns
// the ids of the runs, of the actions between runs, and of the stories that are gone. A team of which there is nothing is
// [checks.CodeNotFound].
func (s *Store) DeleteTeam(team string) (ids []string, err error) {
	if s.isMissing() {
		return nil, notFound(team)
	}
	err = s.update(func(w *writing) error {
		ids, err = s.deleteTeam(w, team)
		return err
	}, func(r *reading) (bool, error) {
		_, found, err := r.readTeam(team)
		return !found, err
	})
	if err != nil && checks.CodeOf(err) != checks.CodeTextRemains {
		return nil, err
	}
	return ids, err
}

func (s *Store) deleteTeam(w *writing, team string) (ids []string, err error) {
	t, err := w.team(team)
	if err != nil {
		return nil, err
	}
	if !t.stored {
		return nil, w.noTeam(team)
	}
	w.file.Change++
	w.file.Sweep, w.leaves = true, deletedText
	runs, err := w.runsOf(team, t.teamRecord)
	if err != nil {
		return nil, err
	}
	actions, err := s.looseOf(&w.reading, team, t.teamRecord)
	if err != nil {
		return nil, err
	}
	stories, err := s.storiesOf(&w.reading, team, t.teamRecord, everything)
	if err != nil {
		return nil, err
	}
	for _, run := range runs { // the latest first: so each of them is the first one that is left
		if _, err := s.deleteRun(w, run.ID); err != nil {
			return nil, err
		}
		ids = append(ids, run.ID)
	}
	for _, a := range actions {
		if err := w.removeLoose(a); err != nil {
			return nil, err
		}
		ids = append(ids, a.ID)
	}
	for _, story := range stories {
		if err := w.removeStory(story); err != nil {
			return nil, err
		}
		ids = append(ids, story.ID)
	}
	return ids, nil
}
