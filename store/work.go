package store

import (
	"slices"

	"emptychair/checks"
)

// Work reads what a team has open: its actions, and its complaints whose fix is in; beside these whatever has one of the ids in
// also, whatever became of it. Where all of that is open still, how much is settled does not matter.
func (s *Store) Work(team string, also []string) (work checks.Work, err error) {
	err = s.view(func(r *reading) error {
		t, _, err := r.readTeam(team)
		if err != nil {
			return err
		}
		work, err = s.work(r, team, t, also)
		return err
	})
	if err != nil {
		return checks.Work{}, err
	}
	return work, nil
}

func (s *Store) work(r *reading, team string, t teamRecord, also []string) (work checks.Work, err error) {
	if work.Actions, err = s.openActions(r, team, t); err != nil {
		return work, err
	}
	if work.Complaints, err = s.followedOf(r, team, t); err != nil {
		return work, err
	}
	settled := slices.DeleteFunc(slices.Clone(also), func(id string) bool {
		return slices.ContainsFunc(work.Actions, func(a checks.TeamAction) bool { return a.ID == id }) ||
			slices.ContainsFunc(work.Complaints, func(story checks.Story) bool { return story.ID == id })
	})
	work.Complaints = slices.DeleteFunc(work.Complaints, func(story checks.Story) bool {
		return story.Complaint.State != checks.ComplaintFixed && !slices.Contains(also, story.ID)
	})
	if len(settled) == 0 {
		return work, nil
	}
	return work, s.addSettled(r, team, t, &work, settled)
}

// addSettled adds the actions and stories that have one of the ids. It reads stories only where no action has it.
func (s *Store) addSettled(r *reading, team string, t teamRecord, work *checks.Work, ids []string) error {
	actions, err := s.actionsOfTeam(r, team, t)
	if err != nil {
		return err
	}
	rest := slices.Clone(ids)
	for _, a := range actions {
		if slices.Contains(ids, a.ID) {
			work.Actions = append(work.Actions, a)
			rest = slices.DeleteFunc(rest, func(id string) bool { return id == a.ID })
		}
	}
	checks.SortDue(work.Actions)
	if len(rest) == 0 {
		return nil
	}
	stories, err := s.storiesWith(r, team, t, rest)
	work.Complaints = append(work.Complaints, stories...)
	checks.SortStories(work.Complaints)
	return err
}
