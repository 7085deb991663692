package store

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"emptychair/checks"
)

// Snapshot reads all that is kept of a team, "" for the one used last, from one state of the file. How much there is of other teams
// hardly matters.
func (s *Store) Snapshot(team string) (snap checks.Snapshot, err error) {
	snap.Team, snap.Marks.Team = team, team
	err = s.view(func(r *reading) error {
		snap, err = r.snapshot(team)
		return err
	})
	if err != nil {
		return checks.Snapshot{}, err
	}
	return snap, nil
}

func (r *reading) snapshot(team string) (snap checks.Snapshot, err error) {
	snap.Language = checks.CleanLine(r.meta.Language)
	var remembered map[string]teamRecord
	if snap.Teams, snap.Begun, remembered, err = r.teams(); err != nil {
		return snap, err
	}
	if team == "" && len(snap.Teams) > 0 {
		team = snap.Teams[0]
	}
	if team == "" {
		return snap, nil
	}
	of, err := r.snapshotOf(team)
	of.Marks, of.Teams, of.Begun, of.Language = remembered[team].marks(team), snap.Teams, snap.Begun, snap.Language
	return of, err
}

// snapshotOf reads the records of a team alone, of all teams for "".
func (r *reading) snapshotOf(team string) (snap checks.Snapshot, err error) {
	snap.Team = team
	snap.Revisions = map[string]uint64{}
	err = each(r, runsBucket, team, func(run checks.Run, version uint64) {
		snap.Runs, snap.Revisions[run.ID] = append(snap.Runs, run), version
	})
	if err != nil {
		return snap, err
	}
	checks.SortRuns(snap.Runs)
	if snap.Made, err = all[checks.Action](r, actionsBucket, team); err != nil {
		return snap, err
	}
	snap.Stories, err = all[checks.Story](r, storiesBucket, team)
	checks.SortStories(snap.Stories)
	return snap, err
}

// teams returns the names of all teams, the one used last first and those that never were by their names, and their unfinished runs, the
// latest first. Each has a record in its bucket; where one of these is damaged the keys of all others say which teams there are.
func (r *reading) teams() (names []string, begun []checks.Summary, remembered map[string]teamRecord, err error) {
	remembered, damaged, err := r.remembered()
	names = slices.Collect(maps.Keys(remembered))
	for _, bucket := range kinds {
		if err == nil && damaged > 0 {
			err = r.keysOf(bucket, "", func(key string) { names = append(names, teamIn(key)) })
		}
	}
	if err != nil {
		return nil, nil, nil, err
	}
	used := func(team string) uint64 {
		if team == r.meta.Team {
			return r.meta.Change // also where its record is damaged
		}
		return remembered[team].Used
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(used(b), used(a)), cmp.Compare(a, b)) })
	names = slices.Compact(names)
	_, err = r.scanKeys(runsBucket, sep, func(rec record, _ []byte) error {
		if run, err := read[checks.Run](r.store, rec); err == nil {
			begun = append(begun, checks.Summarize(run))
		} else {
			r.store.miss(placeName(runsBucket, rec.key))
		}
		return nil
	})
	checks.SortLatest(begun)
	return names, begun, remembered, err
}

// Run reads one run and the revision under which it is stored.
func (s *Store) Run(id string) (run checks.Run, revision uint64, err error) {
	missing := true
	err = s.view(func(r *reading) error {
		missing = false
		run, revision, err = r.run(id)
		return err
	})
	if err == nil && missing {
		err = notFound(id)
	}
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
func (s *Store) Runs(team string) (list []checks.Summary, err error) {
	err = s.view(func(r *reading) error {
		return each(r, runsBucket, team, func(run checks.Run, _ uint64) {
			list = append(list, checks.Summarize(run))
		})
	})
	checks.SortLatest(list)
	return list, err
}

// Actions lists the actions of a team's finished runs and those made between runs, of all teams for "", in the order of
// [checks.SortDue].
func (s *Store) Actions(team string) (list []checks.Action, err error) {
	err = s.view(func(r *reading) error {
		snap, err := r.snapshotOf(team)
		list = snap.Actions()
		return err
	})
	return list, err
}

// Stories lists the stories of a team, of all teams for "", the latest day first: at most n, all for 0.
func (s *Store) Stories(team string, n int) (list []checks.Story, err error) {
	err = s.view(func(r *reading) error {
		list, err = all[checks.Story](r, storiesBucket, team)
		return err
	})
	checks.SortStories(list)
	if n > 0 && n < len(list) {
		list = list[:n]
	}
	return list, err
}

// Find returns the id of the one run whose id starts with prefix, letters of either case alike. A whole id is found even where
// another one starts with it. So is that of a run that is damaged: only [Store.Run] says so.
func (s *Store) Find(prefix string) (id string, err error) {
	var found []string
	err = s.view(func(r *reading) error {
		return r.allKeysOf(runsBucket, func(key string) {
			if id := idIn(key); len(id) >= len(prefix) && strings.EqualFold(id[:len(prefix)], prefix) {
				found = append(found, id)
			}
		})
	})
	switch {
	case err != nil:
		return "", err
	case len(found) == 0 || prefix == "":
		return "", notFound(prefix)
	case slices.Contains(found, prefix):
		return prefix, nil
	case len(found) > 1:
		return "", &checks.Error{Code: checks.CodeAmbiguous, Subject: prefix}
	}
	return found[0], nil
}

// Language returns the remembered language, "" where nobody chose one.
func (s *Store) Language() (code string, err error) {
	err = s.view(func(r *reading) error {
		code = checks.CleanLine(r.meta.Language)
		return nil
	})
	return code, err
}

// Records calls fn with all that is kept of a team, of all teams for "", from one state of the file, in the order of the keys: all runs
// with their actions, then the actions that were made between runs, then the stories, then the marks; of each kind team by team the earliest day
// first, of runs after the unfinished ones. What cannot be read ends the sequence with an error. What fn ends in is returned as it
// is.
//
// The records are read one by one, as they are asked for. Until fn returns no other program can write to the file, so whoever hands the
// records on to somebody slow, to a pipe for example, collects first what is to be handed on. Within fn this [Store] may neither be read
// nor written otherwise, and after it the sequence is over.
func (s *Store) Records(team string, fn func(iter.Seq2[checks.Record, error]) error) error {
	var failed, callers error
	called := false
	err := s.view(func(r *reading) error {
		called = true
		callers = fn(func(yield func(checks.Record, error) bool) {
			failed = r.eachRecord(team, yield)
		})
		return failed
	})
	if err == nil && !called {
		callers = fn(func(func(checks.Record, error) bool) {})
	}
	if callers != nil {
		return callers
	}
	return err
}

// eachRecord hands all records to the caller until that one has enough.
func (r *reading) eachRecord(team string, yield func(checks.Record, error) bool) error {
	err := r.recordsOf(team, func(rec checks.Record) error {
		if !yield(rec, nil) {
			return errEnough
		}
		return nil
	})
	if err == nil || errors.Is(err, errEnough) {
		return nil
	}
	err = r.store.translate(err)
	yield(nil, err)
	return err
}

func (r *reading) recordsOf(team string, fn func(checks.Record) error) error {
	if team == "" {
		if err := r.verify(); err != nil {
			return err
		}
	}
	for _, bucket := range kinds {
		damagedOnes, err := r.scan(bucket, team, func(rec record, _ []byte) error {
			v, err := readRecord(r.store, rec)
			if err != nil {
				return err
			}
			return fn(v)
		})
		if err == nil && damagedOnes > 0 {
			err = r.store.fail(checks.CodeDamaged, fmt.Errorf("%d of %s: %w", damagedOnes, bucket, errChecksum))
		}
		if err != nil {
			return err
		}
	}
	return r.eachMarks(team, fn)
}

// readRecord is [read] of whatever kind there is in a bucket.
func readRecord(s *Store, rec record) (checks.Record, error) {
	switch rec.bucket {
	case runsBucket:
		return read[checks.Run](s, rec)
	case storiesBucket:
		return read[checks.Story](s, rec)
	}
	return read[checks.Action](s, rec)
}

// eachMarks calls fn with the marks of a team that has some, of all teams for "".
func (r *reading) eachMarks(team string, fn func(checks.Record) error) error {
	if team != "" {
		if _, err := r.team(team); err != nil {
			return err
		}
	}
	teams, _, err := r.remembered()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(teams)) {
		m := teams[name].marks(name)
		if m == (checks.Marks{Team: name}) || team != "" && team != name {
			continue
		}
		if err := fn(m); err != nil {
			return err
		}
	}
	return nil
}
