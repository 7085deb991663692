package store

import (
	"bytes"
	"cmp"
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

// openActions returns the open actions of a team's finished runs, what is due first first.
func (s *Store) openActions(r *reading, team string, t teamRecord) (list []checks.TeamAction, err error) {
	runs, prefix := 0, teamKey(team)
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
	slices.SortFunc(list, compareDue)
	return list, nil
}

// openOf returns the n open actions of the run whose summary has this key. It asks of the actions what is asked of those of a
// run that is read whole.
func (s *Store) openOf(r *reading, key []byte, n int) ([]checks.TeamAction, error) {
	sum, err := r.summaryAt(indexBucket, key)
	if err != nil {
		return nil, err
	}
	found, err := r.actionsOf(sum.ID)
	if err != nil {
		return nil, err
	}
	run := checks.Run{
		ID: sum.ID, Check: s.check.ID, Team: sum.Team, Kind: checks.Kind(sum.Kind), People: sum.People, Started: sum.Started,
		At: sum.At, Actions: slices.Collect(maps.Values(found)),
	}
	var open []checks.TeamAction
	for _, a := range run.Actions {
		if a.State == checks.Open {
			open = append(open, checks.TeamAction{Action: a, Run: run.ID})
		}
	}
	err = run.Validate(s.check)
	if err == nil && (len(found) != sum.Actions || len(open) != sum.Open || n != sum.Open) {
		err = fmt.Errorf("%d of %d actions, %d of them open, not %d or %d", len(found), sum.Actions, len(open), sum.Open, n)
	}
	if err != nil {
		return nil, damaged(openBucket, key, err)
	}
	return open, nil
}

func compareDue(a, b checks.TeamAction) int {
	switch {
	case a.Due.IsZero() && !b.Due.IsZero():
		return 1
	case b.Due.IsZero() && !a.Due.IsZero():
		return -1
	}
	return cmp.Or(a.Due.Time().Compare(b.Due.Time()), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Run, b.Run))
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
