package store

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"emptychair/checks"
)

// Snapshot reads all that is kept of a team, "" for the one used last, from one state of the file. How much there is of other teams
// hardly matters.
func (s *Store) Snapshot(team string) (checks.Snapshot, error) {
	return query(s, func(r *reading) (snap checks.Snapshot, err error) {
		teams, marks, err := r.teams()
		if err != nil {
			return snap, err
		}
		if team == "" && len(teams) > 0 {
			team = teams[0]
		}
		if team != "" {
			if snap, err = r.snapshotOf(team); err != nil {
				return snap, err
			}
		}
		snap.Teams, snap.Marks, snap.Settings = teams, marks[team], r.settings()
		snap.Marks.Team = team
		if r.meta.Apart > 0 {
			if _, ofFile := s.stateOf(r.meta.Synced); ofFile {
				snap.Apart = r.meta.Apart
			}
		}
		snap.Unfinished, err = r.begun()
		return snap, err
	})
}

// snapshotOf reads the records of a team alone, of all teams for "".
func (r *reading) snapshotOf(team string) (snap checks.Snapshot, err error) {
	snap.Team = team
	snap.Revisions = map[string]uint64{}
	_, err = r.scan(runsBucket, team, func(rec record) error {
		run, err := read[checks.Run](r.store, rec)
		if err == nil {
			snap.Runs, snap.Revisions[run.ID] = append(snap.Runs, run), rec.version
		}
		return err
	})
	if err != nil {
		return snap, err
	}
	checks.SortRuns(snap.Runs)
	if snap.ActionsBetween, err = all[checks.Action](r, actionsBucket, team); err != nil {
		return snap, err
	}
	snap.Stories, err = all[checks.Story](r, storiesBucket, team)
	checks.SortStories(snap.Stories)
	return snap, err
}

// teams returns the names of all teams, the one used last first, and what is remembered of them. Each has a record in its bucket; where one
// of these is damaged the keys of all others say which teams there are.
func (r *reading) teams() (names []string, marks map[string]checks.Marks, err error) {
	marks, damaged, err := r.marks()
	names = slices.Collect(maps.Keys(marks))
	for _, bucket := range kinds {
		if err == nil && damaged > 0 {
			var keys []string
			keys, err = r.keys(bucket, "")
			for _, key := range keys {
				names = append(names, teamIn(key))
			}
		}
	}
	if err != nil {
		return nil, nil, err
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if last, found := slices.BinarySearch(names, r.meta.Team); found {
		names = slices.Insert(slices.Delete(names, last, last+1), 0, r.meta.Team)
	}
	return names, marks, nil
}

// begun returns the unfinished runs of all teams, the latest first.
func (r *reading) begun() (list []checks.Run, err error) {
	_, err = r.scanKeys(runsBucket, sep, func(rec record) error {
		run, err := read[checks.Run](r.store, rec)
		if err == nil {
			list = append(list, run)
		}
		return err
	})
	checks.SortRuns(list)
	return list, err
}

// Run reads one run and the revision under which it is stored.
func (s *Store) Run(id string) (run checks.Run, revision uint64, err error) {
	err = s.view(func(r *reading) error {
		run, revision, err = r.run(id)
		return err
	})
	if err != nil {
		return checks.Run{}, 0, err
	}
	return run, revision, nil
}

func (r *reading) run(id string) (run checks.Run, revision uint64, err error) {
	rec, err := r.find(runsBucket, id)
	if err == nil {
		run, err = read[checks.Run](r.store, rec)
	}
	return run, rec.version, err
}

// Runs lists the runs of a team, of all teams for "", latest first.
func (s *Store) Runs(team string) ([]checks.Run, error) {
	return query(s, func(r *reading) ([]checks.Run, error) {
		list, err := all[checks.Run](r, runsBucket, team)
		checks.SortRuns(list)
		return list, err
	})
}

// Actions lists the actions of a team's finished runs and those made between runs, of all teams for "", in the order of
// [checks.SortDue].
func (s *Store) Actions(team string) ([]checks.Action, error) {
	return query(s, func(r *reading) ([]checks.Action, error) {
		snap, err := r.snapshotOf(team)
		return snap.Actions(), err
	})
}

// Stories lists the stories of a team, of all teams for "", the latest day first.
func (s *Store) Stories(team string) ([]checks.Story, error) {
	return query(s, func(r *reading) ([]checks.Story, error) {
		list, err := all[checks.Story](r, storiesBucket, team)
		checks.SortStories(list)
		return list, err
	})
}

// Find returns the id of the run that a prefix means, as [checks.PickID] does. That a run is damaged only [Store.Run] says.
func (s *Store) Find(prefix string) (id string, err error) {
	var ids []string
	err = s.view(func(r *reading) error {
		return r.file.Scan(runsBucket, nil, nil, func(k, _ []byte) error {
			if isKey(runsBucket, string(k)) {
				ids = append(ids, idIn(string(k)))
			}
			return nil
		})
	})
	if err != nil {
		return "", err
	}
	return checks.PickID(prefix, ids)
}

// Settings returns what is remembered of how people like the program.
func (s *Store) Settings() (checks.Settings, error) {
	return query(s, func(r *reading) (checks.Settings, error) { return r.settings(), nil })
}

// settings leaves out what no setting can be.
func (r *reading) settings() checks.Settings {
	s := r.meta.Settings
	s.Language = checks.CleanLine(s.Language)
	if s.Minutes < 0 || s.Minutes > checks.MaxMinutes {
		s.Minutes = 0
	}
	if s.Year < 0 || s.Year > 12 {
		s.Year = 0
	}
	return s
}

// Records is all that is kept of a team, of all teams for "", in the order of the keys: all runs with their actions, then the actions that
// were made between runs, then the stories, then the marks; of each kind team by team the earliest day first, of runs after the unfinished
// ones. What cannot be read ends the sequence with an error.
//
// The records are read one by one, as they are asked for, from the state that the file has when the loop begins. Until it ends no other
// program can write to the file, so whoever hands the records on to somebody slow, to a pipe for example, collects first what is to be
// handed on. Within the loop this [Store] may neither be read nor written otherwise.
func (s *Store) Records(team string) iter.Seq2[checks.Record, error] {
	return func(yield func(checks.Record, error) bool) {
		err := s.view(func(r *reading) error {
			return r.eachRecord(team, func(rec checks.Record) error {
				if !yield(rec, nil) {
					return errEnough
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(nil, err)
		}
	}
}

// eachRecord calls fn with all that is kept of a team, of all teams for "". Where something of it cannot be read it fails.
func (r *reading) eachRecord(team string, fn func(checks.Record) error) error {
	if team == "" {
		if err := r.verify(); err != nil {
			return err
		}
	}
	for _, bucket := range kinds {
		unreadable, err := r.scan(bucket, team, func(rec record) error {
			v, err := readRecord(r.store, rec)
			if err != nil {
				return err
			}
			return fn(v)
		})
		if err == nil && unreadable > 0 {
			err = r.store.fail(checks.CodeDamaged, fmt.Errorf("%d of %s: %w", unreadable, bucket, errChecksum))
		}
		if err != nil {
			return err
		}
	}
	if _, _, err := r.marksOf(team); err != nil { // which may be the ones that are damaged
		return err
	}
	marks, _, err := r.marks()
	for _, name := range slices.Sorted(maps.Keys(marks)) {
		if m := marks[name]; err == nil && m != (checks.Marks{Team: name}) && (team == "" || team == name) {
			err = fn(m)
		}
	}
	return err
}
