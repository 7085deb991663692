package store

import (
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
	err = s.erase(team, func(w *writing) error {
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
