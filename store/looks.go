package store

import (
	"maps"
	"slices"

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
	a, found, err := s.actionWith(w, run.Team, id)
	switch {
	case err != nil:
		return err
	case found && a.Run == run.ID:
		return nil // what a run decides it does not look back on
	case found:
		return s.replaceAction(w, a, checks.ActionAfter(a, before, now))
	}
	keys, _, err := w.storyKeys(run.Team, id)
	if err != nil || keys[id] == nil {
		return err
	}
	was, _, err := s.storyAt(&w.reading, keys[id])
	if err != nil {
		return err
	}
	story := was
	story.Complaint = checks.ComplaintAfter(was.Complaint, before, now)
	return w.replaceStory(was, story)
}

// forgetLooks takes out of the runs of a team what they said at their look backs of something that is deleted.
func (s *Store) forgetLooks(w *writing, team string, about func(id string, l checks.Look) bool) error {
	t, err := w.team(team)
	if err != nil {
		return err
	}
	runs, err := w.runsOf(team, t.teamRecord)
	if err != nil {
		return err
	}
	for _, sum := range runs {
		if !sum.LookBack {
			continue
		}
		run, revision, err := s.readRun(&w.reading, sum.ID)
		if err != nil {
			return err
		}
		had := len(run.Looked)
		maps.DeleteFunc(run.Looked, about)
		if len(run.Looked) == had {
			continue
		}
		if _, err := w.write(run, revision); err != nil {
			return err
		}
	}
	return nil
}

// actionWith returns the action of a team with this id: first a look at those that are open, where it most likely is.
func (s *Store) actionWith(w *writing, team, id string) (checks.TeamAction, bool, error) {
	t, err := w.team(team)
	if err != nil {
		return checks.TeamAction{}, false, err
	}
	for _, read := range []func(*reading, string, teamRecord) ([]checks.TeamAction, error){s.openActions, s.actionsOfTeam} {
		list, err := read(&w.reading, team, t.teamRecord)
		if err != nil {
			return checks.TeamAction{}, false, err
		}
		if i := slices.IndexFunc(list, func(a checks.TeamAction) bool { return a.ID == id }); i >= 0 {
			return list[i], true, nil
		}
	}
	return checks.TeamAction{}, false, nil
}
