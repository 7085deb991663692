package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"emptychair/checks"
)

// An action that was made between runs stands in a bucket of its own, by team, and among those of a team by whether it is open.
// How many a team has, and how many of them are open, stands in its record.

var errUntold = errors.New("an action whose key says something else")

// looseOf returns the actions of a team that were made between runs.
func (s *Store) looseOf(r *reading, team string, t teamRecord) ([]checks.TeamAction, error) {
	list, err := s.looseSpan(r, team, teamKey(team), t.Loose)
	if err != nil {
		return nil, err
	}
	open := 0
	for _, a := range list {
		if isOpen(a) {
			open++
		}
	}
	if open != t.LooseOpen {
		return nil, damaged(teamsBucket, []byte(team), fmt.Errorf("%d of %d open actions", open, t.LooseOpen))
	}
	return list, nil
}

// openLoose returns the open ones of them.
func (s *Store) openLoose(r *reading, team string, t teamRecord) ([]checks.TeamAction, error) {
	return s.looseSpan(r, team, append(teamKey(team), looseOpen), t.LooseOpen)
}

// looseSpan returns those whose keys begin with prefix, of which there are n.
func (s *Store) looseSpan(r *reading, team string, prefix []byte, n int) (list []checks.TeamAction, err error) {
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
	if len(list) != n {
		return nil, damaged(teamsBucket, []byte(team), fmt.Errorf("%d of %d actions", len(list), n))
	}
	return list, nil
}

// looseAt returns the action between runs of a team with this id, if there is one.
func (s *Store) looseAt(r *reading, team, id string) (checks.TeamAction, bool, error) {
	for _, state := range []byte{looseOpen, looseSettled} {
		if a, found, err := s.looseAtKey(r, looseKey(team, state, id)); found || err != nil {
			return a, found, err
		}
	}
	return checks.TeamAction{}, false, nil
}

// looseAtKey returns the action between runs under a key, if there is one.
func (s *Store) looseAtKey(r *reading, key []byte) (checks.TeamAction, bool, error) {
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

// readLoose returns the action in a record, which is valid, and so clean.
func (s *Store) readLoose(key, v []byte) (checks.TeamAction, error) {
	var rec looseRecord
	_, err := unseal(looseBucket, key, v, &rec)
	var a checks.TeamAction
	if err == nil {
		a, err = rec.decode(key)
	}
	if err == nil {
		err = s.checkAction(a)
	}
	if err == nil && !bytes.Equal(key, looseKeyOf(a)) {
		err = errUntold
	}
	if err != nil {
		return checks.TeamAction{}, damaged(looseBucket, key, err)
	}
	return a, nil
}

// SaveAction puts now in place of was, or adds it as an action between runs where was is zero. Another one in the file than was
// is a conflict, and nothing is written; so is an action to be added whose id is taken. An action of a run is changed in that
// run, which gets another revision by it. The action is on the disk when SaveAction returns.
func (s *Store) SaveAction(was, now checks.TeamAction) error {
	if err := s.checkAction(now); err != nil {
		return err
	}
	if was.ID == "" {
		return s.addAction(now)
	}
	if was.ID != now.ID || was.Team != now.Team || was.Run != now.Run || s.isMissing() {
		return conflict(now.ID)
	}
	return s.update(func(w *writing) error {
		there, found, err := s.actionAt(&w.reading, was)
		if err == nil && (!found || there.Action != was.Action) {
			err = conflict(now.ID)
		}
		if err != nil {
			return err
		}
		return s.replaceAction(w, there, now)
	}, func(r *reading) (bool, error) {
		there, found, err := s.actionAt(r, now)
		return found && there.Action == now.Action, err
	})
}

// addAction writes a new action between runs.
func (s *Store) addAction(a checks.TeamAction) error {
	if a.Run != "" {
		return conflict(a.ID)
	}
	return s.update(func(w *writing) error {
		taken, err := w.hasAction(a.ID)
		if err == nil && taken {
			err = conflict(a.ID)
		}
		if err != nil {
			return err
		}
		w.file.Change++
		return w.addLoose(a)
	}, func(r *reading) (bool, error) {
		there, found, err := s.actionAt(r, a)
		return found && there.Action == a.Action, err
	})
}

// checkAction refuses an action that could not be read back.
func (s *Store) checkAction(a checks.TeamAction) error {
	if err := a.Validate(s.check); err != nil {
		return err
	}
	if !validID(a.ID) || !validDay(a.Due) || !validYear(a.Made) {
		return &checks.Error{Code: checks.CodeInvalidRun, Subject: checks.CleanLine(a.ID)}
	}
	return nil
}

// actionAt returns the action that stands where another one says it does: between runs, or in a finished run of its team.
func (s *Store) actionAt(r *reading, where checks.TeamAction) (checks.TeamAction, bool, error) {
	if where.Run == "" {
		return s.looseAt(r, where.Team, where.ID)
	}
	run, _, err := s.readRun(r, where.Run)
	if checks.CodeOf(err) == checks.CodeNotFound {
		return checks.TeamAction{}, false, nil
	}
	if err != nil || !run.IsFinished() || run.Team != where.Team {
		return checks.TeamAction{}, false, err
	}
	a, found := actionIn(run, where.ID)
	return a, found, nil
}

// actionIn returns the action of a run with this id, if it has one.
func actionIn(run checks.Run, id string) (checks.TeamAction, bool) {
	for _, a := range checks.ActionsOf(run) {
		if a.ID == id {
			return a, true
		}
	}
	return checks.TeamAction{}, false
}

// replaceAction puts an action in place of one that is in the file.
func (s *Store) replaceAction(w *writing, was, now checks.TeamAction) error {
	if was.Action == now.Action {
		return nil
	}
	w.file.Change++
	if was.Run == "" {
		if err := w.removeLoose(was); err != nil {
			return err
		}
		return w.addLoose(now)
	}
	run, revision, err := s.readRun(&w.reading, was.Run)
	if err != nil {
		return err
	}
	run.Actions[slices.Index(run.Actions, was.Action)] = now.Action
	_, err = w.write(run, revision)
	return err
}

// hasAction tells whether any action has this id. It reads keys alone.
func (r *reading) hasAction(id string) (bool, error) {
	for _, place := range []struct {
		bucket string
		end    []byte
	}{{actionsBucket, actionKey("", id)}, {looseBucket, looseKey("", looseOpen, id)}, {looseBucket, looseKey("", looseSettled, id)}} {
		b, err := r.bucket(place.bucket)
		if err != nil {
			return false, err
		}
		c := b.Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			if bytes.HasSuffix(k, place.end) {
				return true, nil
			}
		}
	}
	return false, nil
}

// addLoose writes an action between runs.
func (w *writing) addLoose(a checks.TeamAction) error {
	t, err := w.joined(a.Team)
	if err != nil {
		return err
	}
	t.Loose++
	if isOpen(a) {
		t.LooseOpen++
	}
	return w.put(looseBucket, looseKeyOf(a), 0, looseRecord{encodeAction(a.Action), a.Made.UTC(), w.file.Change})
}

// removeLoose takes an action between runs away that was read from the file.
func (w *writing) removeLoose(a checks.TeamAction) error {
	t, err := w.team(a.Team)
	if err != nil {
		return err
	}
	if t.Loose < 1 || isOpen(a) && t.LooseOpen < 1 {
		return damaged(teamsBucket, []byte(a.Team), fmt.Errorf("%d actions, %d open", t.Loose, t.LooseOpen))
	}
	t.Loose--
	if isOpen(a) {
		t.LooseOpen--
	}
	return w.remove(looseBucket, looseKeyOf(a))
}
