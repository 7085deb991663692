package store

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"emptychair/checks"
)

// errEnough ends a walk of which nobody wants to see more.
var errEnough = errors.New("no more is wanted")

// Records calls fn with all that is kept of a team, of all teams for "", from one state of the file. The order depends on what
// is kept alone: all runs with their actions, then the actions that were made between runs, then the stories, then the marks; of
// each kind team by team in the order of their names. A team's finished runs come the latest first, then its unfinished ones by
// id; its actions the open ones first, by id; its stories the latest day first. What cannot be read ends the sequence with an
// error. What fn ends in is returned as it is.
//
// The records are read one by one, as they are asked for: no more is in memory than what one team has between its runs. Until fn
// returns no other program can write to the file, so whoever hands the records on to somebody slow, to a pipe for example,
// collects first what is to be handed on. Within fn nothing may be written to this [Store], and after it the sequence is over.
func (s *Store) Records(team string, fn func(iter.Seq2[checks.Record, error]) error) error {
	var caller outside
	var failed error
	called := false
	err := s.view(func(r *reading) error {
		called = true
		caller.run(func() error {
			return fn(func(yield func(checks.Record, error) bool) {
				caller.pause(func() { failed = s.walk(r, team, &caller, yield) })
				if failed != nil {
					yield(nil, failed)
				}
			})
		})
		return nil
	})
	if err == nil && !called {
		caller.run(func() error { return fn(func(func(checks.Record, error) bool) {}) })
	}
	if err == nil {
		err = failed
	}
	return caller.end(err)
}

// walk hands all records to the caller until that one has enough.
func (s *Store) walk(r *reading, team string, caller *outside, yield func(checks.Record, error) bool) error {
	err := s.eachRecord(r, team, func(rec checks.Record) error {
		more := false
		if caller.resume(func() { more = yield(rec, nil) }); !more {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return s.translate(err)
}

// eachRecord calls fn with the records of a team, of all teams for "".
func (s *Store) eachRecord(r *reading, team string, fn func(checks.Record) error) error {
	names, teams, err := r.teamsNamed(team)
	if err != nil {
		return err
	}
	slices.Sort(names)
	unfinished := map[string][]summaryRecord{}
	list, err := r.unfinishedOfAll()
	if err != nil {
		return err
	}
	for _, sum := range list {
		unfinished[sum.Team] = append(unfinished[sum.Team], sum)
	}
	for _, name := range names {
		if err := s.eachRun(r, name, teams[name], unfinished[name], fn); err != nil {
			return err
		}
	}
	for _, of := range []func(*reading, string, teamRecord, func(checks.Record) error) error{s.eachLoose, s.eachStory, eachMarks} {
		for _, name := range names {
			if err := of(r, name, teams[name], fn); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachRun calls fn with the runs of a team, of which those are unfinished.
func (s *Store) eachRun(r *reading, team string, t teamRecord, unfinished []summaryRecord, fn func(checks.Record) error) error {
	if n := t.Finished + len(unfinished); n != t.Runs {
		return damaged(teamsBucket, []byte(team), fmt.Errorf("%d of %d runs", n, t.Runs))
	}
	visit := func(sum summaryRecord) error {
		run, err := s.readSummed(r, sum)
		if err != nil {
			return err
		}
		return fn(run)
	}
	if err := r.eachFinished(team, t, everything, visit); err != nil {
		return err
	}
	for _, sum := range unfinished {
		if err := visit(sum); err != nil {
			return err
		}
	}
	return nil
}

// eachLoose calls fn with the actions that a team made between runs.
func (s *Store) eachLoose(r *reading, team string, t teamRecord, fn func(checks.Record) error) error {
	list, err := s.looseOf(r, team, t)
	if err != nil {
		return err
	}
	return eachOf(list, fn)
}

// eachStory calls fn with the stories of a team.
func (s *Store) eachStory(r *reading, team string, t teamRecord, fn func(checks.Record) error) error {
	list, err := s.storiesOf(r, team, t, everything)
	if err != nil {
		return err
	}
	return eachOf(list, fn)
}

// eachMarks calls fn with the marks of a team that has some.
func eachMarks(_ *reading, team string, t teamRecord, fn func(checks.Record) error) error {
	if m := t.marks(team); m != (checks.Marks{Team: team}) {
		return fn(m)
	}
	return nil
}

func eachOf[R checks.Record](list []R, fn func(checks.Record) error) error {
	for _, rec := range list {
		if err := fn(rec); err != nil {
			return err
		}
	}
	return nil
}
