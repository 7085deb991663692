package store

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"emptychair/checks"
)

// The finished runs that have open actions are listed, each under the key that its summary has in the index, with the number of
// these actions; how many runs of a team are listed stands in the team's record. So whoever wants the open actions of a team
// reads those of the listed runs, and notices when one is missing.

// listOpen lists a finished run if some of its actions are open.
func (w *writing) listOpen(t *teamEntry, key []byte, open int) error {
	if open == 0 {
		return nil
	}
	t.Open++
	return w.put(openBucket, key, open, struct{}{})
}

// unlistOpen takes a finished run off the list, where it is if some of its actions are open.
func (w *writing) unlistOpen(t *teamEntry, key []byte, open int) error {
	if open == 0 {
		return nil
	}
	listed, _, err := w.get(openBucket, key, nil)
	if err != nil {
		return err
	}
	if listed != open || t.Open < 1 {
		return damaged(openBucket, key, fmt.Errorf("%d of %d open actions, %d runs", listed, open, t.Open))
	}
	t.Open--
	return w.remove(openBucket, key)
}

// Actions lists the actions of a team's finished runs and those made between runs, of all teams for "", what is due first first.
func (s *Store) Actions(team string) (list []checks.TeamAction, err error) {
	err = s.view(func(r *reading) error {
		names, teams, err := r.teamsNamed(team)
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

// actionsOfTeam returns all actions of a team's finished runs and those made between runs, in no order that means anything.
func (s *Store) actionsOfTeam(r *reading, team string, t teamRecord) ([]checks.TeamAction, error) {
	list, err := s.looseOf(r, team, t)
	if err != nil {
		return nil, err
	}
	runs, err := r.finishedOf(team, t, everything)
	if err != nil {
		return nil, err
	}
	for _, sum := range runs {
		if sum.Actions == 0 {
			continue
		}
		of, err := s.actionsIn(r, sum.key(), sum)
		if err != nil {
			return nil, err
		}
		list = append(list, of...)
	}
	return list, nil
}

// isOpen tells whether an action is neither done nor dropped.
func isOpen(a checks.TeamAction) bool { return a.State == checks.Open }

// openActions returns the open actions of a team's finished runs and those made between runs, what is due first first.
func (s *Store) openActions(r *reading, team string, t teamRecord) (list []checks.TeamAction, err error) {
	runs, prefix := 0, teamKey(team)
	if list, err = s.openLoose(r, team, t); err != nil {
		return nil, err
	}
	b, err := r.bucketSpan(openBucket, prefix)
	if err != nil {
		return nil, err
	}
	c := b.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		n, err := unseal(openBucket, k, v, nil)
		if err != nil {
			return nil, damaged(openBucket, k, err)
		}
		open, err := s.openOf(r, k, n)
		if err != nil {
			return nil, err
		}
		runs, list = runs+1, append(list, open...)
	}
	if runs != t.Open {
		return nil, damaged(teamsBucket, []byte(team), fmt.Errorf("%d of %d runs with open actions", runs, t.Open))
	}
	checks.SortDue(list)
	return list, nil
}

// openOf returns the n open actions of the run whose summary has this key.
func (s *Store) openOf(r *reading, key []byte, n int) ([]checks.TeamAction, error) {
	sum, err := r.summaryAt(indexBucket, key)
	if err != nil {
		return nil, err
	}
	list, err := s.actionsIn(r, key, sum)
	if err != nil {
		return nil, err
	}
	open := slices.DeleteFunc(list, func(a checks.TeamAction) bool { return !isOpen(a) })
	if len(open) != n {
		return nil, damaged(openBucket, key, fmt.Errorf("%d of %d open actions", len(open), n))
	}
	return open, nil
}

// actionsIn returns the actions of the finished run with this summary. It asks of them what is asked of those of a run that is
// read whole.
func (s *Store) actionsIn(r *reading, key []byte, sum summaryRecord) ([]checks.TeamAction, error) {
	found, err := r.actionsOf(sum.ID)
	if err != nil {
		return nil, err
	}
	run := checks.Run{
		ID: sum.ID, Check: s.check.ID, Team: sum.Team, Kind: checks.Kind(sum.Kind), People: sum.People, Started: sum.Started,
		Finished: sum.Finished, LookBack: sum.LookBack, At: sum.At, Actions: slices.Collect(maps.Values(found)),
	}
	list, open := checks.ActionsOf(run), 0
	for _, a := range list {
		if isOpen(a) {
			open++
		}
	}
	err = run.Validate(s.check)
	if err == nil && (len(list) != sum.Actions || open != sum.Open) {
		err = fmt.Errorf("%d of %d actions, %d of them open, not %d", len(list), sum.Actions, open, sum.Open)
	}
	if err != nil {
		return nil, damaged(indexBucket, key, err)
	}
	return list, nil
}

// actions reads the actions of a run, which are exactly those with these ids, in this order.
func (r *reading) actions(run string, ids []string) ([]checks.Action, error) {
	found, err := r.actionsOf(run)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if _, ok := found[id]; !ok || len(found) != len(ids) {
			return nil, damaged(actionsBucket, actionKey(run, id), fmt.Errorf("%d of %d actions", len(found), len(ids)))
		}
	}
	if len(found) != len(ids) {
		return nil, damaged(runsBucket, []byte(run), fmt.Errorf("%d actions too many", len(found)-len(ids)))
	}
	return mapSlice(ids, func(id string) checks.Action { return found[id] }), nil
}

// actionsOf reads all actions of a run, by id.
func (r *reading) actionsOf(run string) (map[string]checks.Action, error) {
	found, prefix := map[string]checks.Action{}, actionsKey(run)
	b, err := r.bucketSpan(actionsBucket, prefix)
	if err != nil {
		return nil, err
	}
	c := b.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		var rec actionRecord
		_, err := unseal(actionsBucket, k, v, &rec)
		id := string(k[len(prefix):])
		if err == nil {
			found[id], err = rec.decode(id)
		}
		if err != nil {
			return nil, damaged(actionsBucket, k, err)
		}
	}
	return found, nil
}

// saveActions writes the actions of a run and removes those that it had and has no more.
func (w *writing) saveActions(run checks.Run, had []string) error {
	for _, a := range run.Actions {
		if err := w.put(actionsBucket, actionKey(run.ID, a.ID), 0, encodeAction(a)); err != nil {
			return err
		}
	}
	for _, id := range had {
		if slices.ContainsFunc(run.Actions, func(a checks.Action) bool { return a.ID == id }) {
			continue
		}
		if err := w.remove(actionsBucket, actionKey(run.ID, id)); err != nil {
			return err
		}
	}
	return nil
}
