package store

import (
	"cmp"
	"fmt"
	"slices"

	"emptychair/checks"
)

// MarkChanging remembers whether a team's people change from run to run, for as long as anything is kept of the team. To mark a team is
// not to use it: the one used last stays so. A team of which there is nothing is [checks.CodeNotFound].
func (s *Store) MarkChanging(team string, changing bool) error {
	return s.mark(team, func(t *teamRecord) { t.Changing = changing })
}

// MarkLeadership remembers whether a team is one that leads others, as [Store.MarkChanging] does.
func (s *Store) MarkLeadership(team string, leadership bool) error {
	return s.mark(team, func(t *teamRecord) { t.Leadership = leadership })
}

func (s *Store) mark(team string, set func(*teamRecord)) error {
	if team == "" || s.isMissing() {
		return notFound(team)
	}
	return s.update(func(w *writing) error {
		there, err := w.isLeft(team)
		if err != nil {
			return err
		}
		if !there {
			return notFound(team)
		}
		t, err := w.team(team)
		if err != nil {
			return err
		}
		set(&t)
		return w.put(teamsBucket, team, t)
	})
}

// team returns what is remembered of a team.
func (r *reading) team(name string) (t teamRecord, err error) {
	rec, found, err := r.lookup(teamsBucket, name)
	if err != nil || !found {
		return t, err
	}
	return readTeam(r.store, rec)
}

// markUsed notes that a run of a team is saved. Of the team used last that is known already.
func (w *writing) markUsed(team string) error {
	if w.meta.Team == team {
		return nil
	}
	w.meta.Team = team
	t, err := w.team(team)
	if isRecord(err) {
		return nil // it stays for a repair
	}
	if err != nil {
		return err
	}
	t.Used = w.change()
	return w.put(teamsBucket, team, t)
}

// DeleteTeam removes all that is kept of a team, and then its text from the file, as [Store.DeleteRun] does with a run. It returns the
// ids of the runs, of the actions between runs, and of the stories that are gone. A team of which there is nothing is
// [checks.CodeNotFound].
func (s *Store) DeleteTeam(team string) (ids []string, err error) {
	err = s.erase(team, "", func(w *writing) error {
		ids = nil
		for _, bucket := range kinds {
			err := w.keysOf(bucket, team, func(key string) {
				w.remove(bucket, key)
				ids = append(ids, idIn(key))
			})
			if err != nil {
				return err
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
// It is [checks.CodeConflict] where they may not, or where both have a record, or a run of both an action, of one id that differs.
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
	here := map[string][]checks.Record{}
	err = w.eachRecord(to, func(rec checks.Record) error {
		for _, part := range partsOf(rec) {
			here[partID(part)] = append(here[partID(part)], part)
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	if from == to || len(here) > 0 && !join {
		return r, conflict(to)
	}
	err = w.eachRecord(from, func(rec checks.Record) error {
		r.Add(rec)
		for _, theirs := range partsOf(rec) {
			same := func(ours checks.Record) bool { return isSamePart(ours, renamed(theirs, to)) }
			if ours := here[partID(theirs)]; len(ours) > 0 && !slices.ContainsFunc(ours, same) {
				r.Conflicts = append(r.Conflicts, Conflict{ours[0], theirs, true})
			}
		}
		return w.move(rec, renamed(rec, to))
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

// partsOf are what of a record has an id: itself and, of a run, its actions. Marks have none.
func partsOf(rec checks.Record) (parts []checks.Record) {
	if run, ok := rec.(checks.Run); ok {
		for _, a := range checks.ActionsOf(run) {
			parts = append(parts, a)
		}
	}
	if bucket, _ := placeOf(rec); bucket != "" {
		parts = append(parts, rec)
	}
	return parts
}

// partID names one of these among all of its kind.
func partID(part checks.Record) string { return fmt.Sprintf("%T %s", part, part.Key()) }

// isSamePart tells whether two parts say the same; of an action it does not matter in which run.
func isSamePart(a, b checks.Record) bool {
	one, isAction := a.(checks.Action)
	other, _ := b.(checks.Action)
	return isAction && one.Own() == other.Own() || checks.Same(a, b)
}

// renamed returns a record as one of another team.
func renamed(rec checks.Record, team string) checks.Record {
	switch r := rec.(type) {
	case checks.Run:
		r.Team = team
		return r
	case checks.Story:
		r.Team = team
		return r
	case checks.Action:
		r.Team = team
		return r
	}
	return rec
}

// move puts a record in the place of another one of its kind. Marks have none.
func (w *writing) move(was, now checks.Record) error {
	bucket, key := placeOf(was)
	if bucket == "" {
		return nil
	}
	w.remove(bucket, key)
	bucket, key = placeOf(now)
	return w.put(bucket, key, now)
}

// joinMarks remembers of a team what is remembered of it and of another one, which is gone.
func (w *writing) joinMarks(from, to string) error {
	theirs, err := w.team(from)
	ours, failed := w.team(to)
	if err = cmp.Or(err, failed); err != nil {
		return err
	}
	if theirs.Used > ours.Used {
		ours, theirs = theirs, ours
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

// remembered returns what is remembered of teams, and of how many that cannot be read.
func (r *reading) remembered() (teams map[string]teamRecord, damaged int, err error) {
	teams = map[string]teamRecord{}
	damaged, err = r.scan(teamsBucket, "", func(rec record) error {
		t, err := readTeam(r.store, rec)
		if err == nil {
			teams[rec.key] = t
		}
		return err
	})
	return teams, damaged, err
}
