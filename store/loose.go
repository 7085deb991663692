package store

import (
	"bytes"
	"fmt"
	"slices"

	"emptychair/checks"
)

// An action that was made between runs stands in a bucket of its own, by team. How many a team has stands in its record.

// Actions lists the actions of a team's finished runs and those made between runs, of all teams for "", what is due first first.
func (s *Store) Actions(team string) (list []checks.TeamAction, err error) {
	err = s.view(func(r *reading) error {
		if team != "" {
			t, _, err := r.readTeam(team)
			if err != nil {
				return err
			}
			list, err = s.actionsOfTeam(r, team, t)
			return err
		}
		names, teams, err := r.allTeams()
		if err != nil {
			return err
		}
		for _, name := range names {
			of, err := s.actionsOfTeam(r, name, teams[name])
			if err != nil {
				return err
			}
			list = append(list, of...)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	checks.SortDue(list)
	return list, nil
}

// actionsOfTeam returns all actions of a team's finished runs and those made between runs.
func (s *Store) actionsOfTeam(r *reading, team string, t teamRecord) ([]checks.TeamAction, error) {
	list, err := s.looseOf(r, team, t)
	if err != nil || t.Finished == 0 {
		return list, err
	}
	prefix := teamKey(team)
	b, err := r.bucketSpan(indexBucket, prefix)
	if err != nil {
		return nil, err
	}
	c := b.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		sum, err := readSummary(indexBucket, k, v)
		if err != nil {
			return nil, err
		}
		if sum.Actions == 0 {
			continue
		}
		of, err := s.actionsIn(r, k, sum)
		if err != nil {
			return nil, err
		}
		list = append(list, of...)
	}
	checks.SortDue(list)
	return list, nil
}

// looseOf returns the actions of a team that were made between runs.
func (s *Store) looseOf(r *reading, team string, t teamRecord) (list []checks.TeamAction, err error) {
	if t.Loose == 0 {
		return nil, nil
	}
	prefix := teamKey(team)
	b, err := r.bucketSpan(looseBucket, prefix)
	if err != nil {
		return nil, err
	}
	c := b.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		a, err := s.readLoose(k, v)
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	if len(list) != t.Loose {
		err = damaged(teamsBucket, []byte(team), fmt.Errorf("%d of %d actions", len(list), t.Loose))
	}
	return list, err
}

// looseAt returns the action between runs of a team with this id, if there is one.
func (s *Store) looseAt(r *reading, team, id string) (checks.TeamAction, bool, error) {
	key := looseKey(team, id)
	b, err := r.bucketFor(looseBucket, key)
	if err != nil {
		return checks.TeamAction{}, false, err
	}
	v := b.Get(key)
	if v == nil {
		return checks.TeamAction{}, false, nil
	}
	a, err := s.readLoose(key, v)
	return a, err == nil, err
}

func (s *Store) readLoose(key, v []byte) (checks.TeamAction, error) {
	var rec looseRecord
	_, err := unseal(looseBucket, key, v, &rec)
	var a checks.TeamAction
	if err == nil {
		a, err = rec.decode(key)
	}
	if err == nil {
		err = a.Validate(s.check)
	}
	if err != nil {
		return checks.TeamAction{}, damaged(looseBucket, key, err)
	}
	return a, nil
}

// SaveAction puts now in place of was, or adds it as an action between runs where was is zero. Another one in the file than was
// is a conflict, and nothing is written. The action is on the disk when SaveAction returns.
func (s *Store) SaveAction(was, now checks.TeamAction) error {
	if err := s.checkAction(now); err != nil {
		return err
	}
	fresh := was.ID == ""
	if !fresh && (was.ID != now.ID || was.Team != now.Team || was.Run != now.Run || s.isMissing()) || fresh && now.Run != "" {
		return conflict(now.ID)
	}
	return s.update(func(w *writing) error {
		w.file.Change++
		if fresh {
			return s.addLoose(w, now)
		}
		there, found, err := s.actionOf(&w.reading, was.Team, was.ID)
		if err == nil && (!found || there.Action != was.Action) {
			err = conflict(now.ID)
		}
		if err != nil {
			return err
		}
		return s.putAction(w, now)
	}, func(r *reading) (bool, error) {
		there, found, err := s.actionOf(r, now.Team, now.ID)
		return found && there.Action == now.Action, err
	})
}

// checkAction refuses an action that could not be read back.
func (s *Store) checkAction(a checks.TeamAction) error {
	if err := a.Validate(s.check); err != nil {
		return err
	}
	if _, err := encodeAction(a.Action).decode(a.ID); err != nil || !validID(a.ID) || !validYear(a.Made) {
		return &checks.Error{Code: checks.CodeInvalidRun, Subject: checks.CleanLine(a.ID)}
	}
	return nil
}

// addLoose writes an action between runs that is new.
func (s *Store) addLoose(w *writing, a checks.TeamAction) error {
	_, taken, err := s.actionOf(&w.reading, a.Team, a.ID)
	if err == nil && taken {
		err = conflict(a.ID)
	}
	if err != nil {
		return err
	}
	t, err := w.team(a.Team)
	if err != nil {
		return err
	}
	if !t.stored && t.members() == 0 {
		t.Used = w.file.Change
	}
	t.Loose++
	return s.putLoose(w, a)
}

func (s *Store) putLoose(w *writing, a checks.TeamAction) error {
	rec := looseRecord{actionRecord: encodeAction(a.Action), Made: a.Made.UTC()}
	return w.put(looseBucket, looseKey(a.Team, a.ID), 0, rec)
}

// isOpen tells whether an action is neither done nor dropped.
func isOpen(a checks.TeamAction) bool { return a.State == checks.Open }

// openLoose returns the open ones of those that were made between runs.
func (s *Store) openLoose(r *reading, team string, t teamRecord) ([]checks.TeamAction, error) {
	list, err := s.looseOf(r, team, t)
	return slices.DeleteFunc(list, func(a checks.TeamAction) bool { return !isOpen(a) }), err
}
