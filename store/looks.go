package store

import (
	"bytes"

	"emptychair/checks"
)

// applyLooks says of actions and complaints what a run says of them at its look back, where that is something else than what
// its state before said. What is no longer there is passed over: the run keeps what was said.
func (s *Store) applyLooks(w *writing, before, after checks.Run) error {
	for _, id := range checks.LookedDiffer(before, after) {
		if err := s.applyLook(w, after, id, before.Looked[id], after.Looked[id]); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) applyLook(w *writing, run checks.Run, id string, before, now checks.Look) error {
	a, found, err := s.actionOf(&w.reading, run.Team, id)
	if err != nil {
		return err
	}
	if found {
		if a.Run == run.ID {
			return nil // what a run decides it does not look back on
		}
		return s.putAction(w, checks.ActionAfter(a, before, now))
	}
	key, found, err := w.storyKeyOf(run.Team, id)
	if err != nil || !found {
		return err
	}
	story, _, err := s.storyAt(&w.reading, key)
	if err != nil {
		return err
	}
	if err := w.removeStory(story); err != nil {
		return err
	}
	story.Complaint = checks.ComplaintAfter(story.Complaint, before, now)
	return s.addStory(w, story)
}

// actionOf returns the action of a team with this id, made in one of its runs or between them.
func (s *Store) actionOf(r *reading, team, id string) (checks.TeamAction, bool, error) {
	a, found, err := s.looseAt(r, team, id)
	if err != nil || found {
		return a, found, err
	}
	b, err := r.bucket(actionsBucket)
	if err != nil {
		return checks.TeamAction{}, false, err
	}
	end := []byte(sep + id)
	c := b.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		if !bytes.HasSuffix(k, end) {
			continue
		}
		run, _, err := s.readRun(r, string(k[:len(k)-len(end)]))
		if err != nil {
			return checks.TeamAction{}, false, err
		}
		for _, a := range checks.ActionsOf(run) {
			if a.ID == id && run.Team == team {
				return a, true, nil
			}
		}
	}
	return checks.TeamAction{}, false, nil
}

// putAction writes an action over the one with its id.
func (s *Store) putAction(w *writing, a checks.TeamAction) error {
	if a.Run == "" {
		return s.putLoose(w, a)
	}
	run, revision, err := s.readRun(&w.reading, a.Run)
	if err != nil {
		return err
	}
	for i := range run.Actions {
		if run.Actions[i].ID == a.ID {
			run.Actions[i] = a.Action
		}
	}
	_, err = s.save(w, run, revision)
	return err
}
