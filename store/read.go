package store

import (
	"errors"
	"fmt"
	"strings"

	"emptychair/checks"
)

// Run reads one run and the revision under which it is stored.
func (s *Store) Run(id string) (run checks.Run, revision uint64, err error) {
	missing := true
	err = s.view(func(r *reading) error {
		missing = false
		run, revision, err = s.readRun(r, id)
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

// Find returns the id of the one run whose id starts with prefix, letters of either case alike. A whole id is found even
// where another one starts with it.
func (s *Store) Find(prefix string) (id string, err error) {
	var found []string
	err = s.view(func(r *reading) error {
		return r.ids(func(id string) {
			if len(id) >= len(prefix) && strings.EqualFold(id[:len(prefix)], prefix) {
				found = append(found, id)
			}
		})
	})
	for _, candidate := range found {
		if candidate == prefix || len(found) == 1 && prefix != "" {
			return candidate, err
		}
	}
	switch {
	case err != nil:
		return "", err
	case len(found) == 0 || prefix == "":
		return "", notFound(prefix)
	}
	return "", &checks.Error{Code: checks.CodeAmbiguous, Subject: prefix}
}

// Language returns the remembered language, "" where nobody chose one.
func (s *Store) Language() (code string, err error) {
	err = s.view(func(r *reading) error {
		code = checks.CleanLine(r.file.Language)
		return nil
	})
	return code, err
}

func notFound(id string) error {
	return &checks.Error{Code: checks.CodeNotFound, Subject: checks.CleanLine(id)}
}

// readRun reads a run with all that belongs to it, and compares it with its summary, which was written with it.
func (s *Store) readRun(r *reading, id string) (checks.Run, uint64, error) {
	run, revision, err := s.readWithActions(r, id)
	if err != nil {
		return checks.Run{}, 0, err
	}
	sum, err := r.summary(run)
	if err == nil && sum.Revision != revision {
		err = unlike(id, revision, sum)
	}
	return run, revision, err
}

// readSummed reads the run that a summary is of.
func (s *Store) readSummed(r *reading, sum summaryRecord) (checks.Run, error) {
	run, revision, err := s.readWithActions(r, sum.ID)
	if err == nil && (revision != sum.Revision || run.Team != sum.Team || !run.Finished.Equal(sum.Finished)) {
		err = unlike(sum.ID, revision, sum)
	}
	return run, err
}

// unlike says that a run and its summary were not written together.
func unlike(id string, revision uint64, sum summaryRecord) error {
	return damaged(runsBucket, []byte(id), fmt.Errorf("revision %d beside a summary of %d", revision, sum.Revision))
}

// readWithActions reads a run with all that belongs to it, and the revision under which it is stored.
func (s *Store) readWithActions(r *reading, id string) (checks.Run, uint64, error) {
	var rec runRecord
	parts, found, err := r.get(runsBucket, []byte(id), &rec)
	if err != nil {
		return checks.Run{}, 0, err
	}
	if !found {
		return checks.Run{}, 0, r.absent(id)
	}
	if parts != len(rec.Actions) {
		return checks.Run{}, 0, damaged(runsBucket, []byte(id), fmt.Errorf("%d of %d actions", len(rec.Actions), parts))
	}
	actions, err := r.actions(id, rec.Actions)
	if err != nil {
		return checks.Run{}, 0, err
	}
	run := rec.decode(id, actions)
	if err := run.Validate(s.check); err != nil {
		return checks.Run{}, 0, damaged(runsBucket, []byte(id), err)
	}
	return run, rec.Revision, nil
}

// absent says that there is no run with this id, after a look whether one should be there.
func (r *reading) absent(id string) error {
	listed := false
	if err := r.ids(func(other string) { listed = listed || other == id }); err != nil {
		return err
	}
	if listed {
		return damaged(runsBucket, []byte(id), errors.New("the run is missing"))
	}
	return notFound(id)
}
