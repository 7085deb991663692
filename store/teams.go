package store

import (
	"cmp"
	"slices"

	"emptychair/checks"
)

// MarkChanging remembers whether a team's people change from run to run, for as long as anything is kept of the team. To mark a team is
// not to use it: the one used last stays so. A team of which there is nothing is [checks.CodeNotFound].
func (s *Store) MarkChanging(team string, changing bool) error {
	return s.mark(team, func(m *checks.Marks) { m.Changing = changing })
}

// MarkLeadership remembers whether a team is one that leads others, as [Store.MarkChanging] does.
func (s *Store) MarkLeadership(team string, leadership bool) error {
	return s.mark(team, func(m *checks.Marks) { m.Leadership = leadership })
}

func (s *Store) mark(team string, set func(*checks.Marks)) error {
	if team == "" || s.isMissing() {
		return notFound(team)
	}
	return s.update(func(w *writing) error {
		m, found, err := w.marksOf(team)
		switch {
		case err != nil:
			return err
		case !found:
			return notFound(team)
		}
		set(&m)
		return w.put(teamsBucket, team, m)
	})
}

// marksOf returns what is remembered of a team, and whether there is such a team.
func (r *reading) marksOf(team string) (m checks.Marks, found bool, err error) {
	rec, found, err := r.lookup(teamsBucket, team)
	if m.Team = team; found {
		m, err = readMarks(r.store, rec)
	}
	return m, found, err
}

// marks returns what is remembered of all teams, and how many records of teams cannot be read.
func (r *reading) marks() (marks map[string]checks.Marks, damaged int, err error) {
	marks = map[string]checks.Marks{}
	damaged, err = r.scan(teamsBucket, "", func(rec record) error {
		m, err := readMarks(r.store, rec)
		if err == nil {
			marks[rec.key] = m
		}
		return err
	})
	return marks, damaged, err
}

// DeleteTeam removes all that is kept of a team, and then its text from the file, as [Store.DeleteRun] does with a run. It returns the
// ids of the runs, of the actions between runs, and of the stories that are gone. A team of which there is nothing is
// [checks.CodeNotFound].
func (s *Store) DeleteTeam(team string) (ids []string, err error) {
	err = s.erase(team, "", func(w *writing) error {
		ids = nil
		for _, bucket := range kinds {
			keys, err := w.keys(bucket, team)
			if err != nil {
				return err
			}
			for _, key := range keys {
				w.remove(bucket, key)
				ids = append(ids, idIn(key))
			}
		}
		if len(ids) == 0 {
			return notFound(team)
		}
		return nil
	})
	if err != nil && checks.CodeOf(err) != checks.CodeTextRemains {
		return nil, err
	}
	return ids, err
}

// Renamed is what became of a team under another name.
type Renamed struct {
	Counts               // of what has the other name
	Conflicts []Conflict // of what is in both teams and differs: then nothing was changed
}

// RenameTeam gives all that is kept of a team another name, and then takes the old one out of the file, as [Store.DeleteRun] does with
// what is deleted: but for backups it remains only in texts that people wrote. Each run gets another revision. Where there is a team of
// the other name the two become one if they may: one that is used last where either was, with the marks of both and all unfinished runs.
// It is [checks.CodeConflict] where they may not, or where runs of both have an action of one id that differs.
func (s *Store) RenameTeam(from, to string, join bool) (r Renamed, err error) {
	if err := s.refuse(checks.Marks{Team: to}); err != nil {
		return r, err
	}
	err = s.erase(from, to, func(w *writing) (err error) {
		r, err = w.renameTeam(from, to, join)
		return err
	})
	return r, err
}

func (w *writing) renameTeam(from, to string, join bool) (r Renamed, err error) {
	isThere, here := false, map[string][]checks.Action{}
	err = w.eachRecord(to, func(rec checks.Record) error {
		isThere = true
		for _, a := range actionsIn(rec) {
			here[a.ID] = append(here[a.ID], a)
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	if from == to || isThere && !join {
		return r, conflict(to)
	}
	err = w.eachRecord(from, func(rec checks.Record) error {
		r.Add(rec)
		for _, theirs := range actionsIn(rec) {
			same := func(ours checks.Action) bool { return ours.Own() == theirs.Own() }
			if ours := here[theirs.ID]; len(ours) > 0 && !slices.ContainsFunc(ours, same) {
				r.Conflicts = append(r.Conflicts, Conflict{ours[0], theirs, true})
			}
		}
		return w.move(rec, to)
	})
	switch {
	case err != nil:
		return r, err
	case r.Counts == Counts{}:
		return r, notFound(from)
	case len(r.Conflicts) > 0:
		return r, conflict(to)
	}
	return r, w.joinMarks(from, to)
}

// actionsIn returns the actions of a run, none of any other record.
func actionsIn(rec checks.Record) []checks.Action {
	run, _ := rec.(checks.Run)
	return checks.ActionsOf(run)
}

// move makes a record one of another team. Marks are joined when all else has moved.
func (w *writing) move(rec checks.Record, team string) error {
	bucket, key := placeOf(rec)
	switch r := rec.(type) {
	case checks.Run:
		r.Team = team
		rec = r
	case checks.Story:
		r.Team = team
		rec = r
	case checks.Action:
		r.Team = team
		rec = r
	default:
		return nil
	}
	w.remove(bucket, key)
	_, key = placeOf(rec)
	return w.put(bucket, key, rec)
}

// joinMarks remembers of a team what is remembered of it and of another one, which is gone.
func (w *writing) joinMarks(from, to string) error {
	theirs, _, err := w.marksOf(from)
	ours, _, failed := w.marksOf(to)
	if err = cmp.Or(err, failed); err != nil {
		return err
	}
	if w.meta.Team == from {
		w.meta.Team = to
	}
	ours.Changing, ours.Leadership = ours.Changing || theirs.Changing, ours.Leadership || theirs.Leadership
	return w.put(teamsBucket, to, ours)
}

// ChangeSettings remembers other settings. Change may be called more than once.
func (s *Store) ChangeSettings(change func(*checks.Settings)) error {
	return s.update(func(w *writing) error {
		change(&w.meta.Settings)
		return nil
	})
}
