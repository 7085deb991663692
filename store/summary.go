package store

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"emptychair/checks"
)

type summaryRecord struct {
	Revision uint64                 `json:"revision"` // of the run that it sums up
	ID       string                 `json:"id"`
	Team     string                 `json:"team"`
	Kind     string                 `json:"kind"`
	People   int                    `json:"people"`
	Started  time.Time              `json:"started"`
	Finished time.Time              `json:"finished,omitzero"`
	Origin   string                 `json:"origin,omitempty"`
	At       string                 `json:"at"`
	Ratings  map[string]ratedRecord `json:"ratings"`
	Answers  int                    `json:"answers"`
	Actions  int                    `json:"actions"`
	Open     int                    `json:"open,omitempty"`
	LookBack bool                   `json:"look_back,omitempty"`
	Chairs   map[string]int         `json:"chairs,omitempty"`
	Older    string                 `json:"older,omitempty"` // id of the run of the team that finished before this one
}

var (
	errPlace   = errors.New("a summary that belongs somewhere else")
	errSummary = errors.New("a summary that no run has")
)

func encodeSummary(s checks.Summary, revision uint64) summaryRecord {
	return summaryRecord{
		Revision: revision, ID: s.ID, Team: s.Team, Kind: string(s.Kind), People: s.People, At: s.At,
		Started: s.Started.UTC(), Finished: s.Finished.UTC(), Origin: string(s.Origin), Answers: s.Answers, Actions: s.Actions, Open: s.Open,
		Ratings:  mapValues(s.Ratings, func(r checks.Rated) ratedRecord { return encodeRated(r.Tally, r.Revision) }),
		LookBack: s.LookBack, Chairs: mapValues(s.Chairs, func(step checks.Step) int { return int(step) }),
	}
}

// decode returns a summary that is valid, and so clean.
func (rec summaryRecord) decode() checks.Summary {
	return checks.Summary{
		ID: rec.ID, Team: rec.Team, Kind: checks.Kind(rec.Kind), People: rec.People, At: rec.At,
		Started: rec.Started, Finished: rec.Finished, Origin: checks.Origin(rec.Origin), Answers: rec.Answers, Actions: rec.Actions, Open: rec.Open,
		Ratings:  mapValues(rec.Ratings, ratedRecord.decode),
		LookBack: rec.LookBack, Chairs: mapValues(rec.Chairs, func(step int) checks.Step { return checks.Step(step) }),
	}
}

func (rec summaryRecord) key() []byte { return indexKey(rec.Team, rec.Finished, rec.ID) }

// readSummary returns the summary in a record.
func readSummary(bucket string, key, v []byte) (s summaryRecord, err error) {
	if _, err = unseal(bucket, key, v, &s); err == nil {
		err = s.validate(bucket, key)
	}
	if err != nil {
		return summaryRecord{}, damaged(bucket, key, err)
	}
	return s, nil
}

// summaryAt returns the summary at a key.
func (r *reading) summaryAt(bucket string, key []byte) (s summaryRecord, err error) {
	_, found, err := r.get(bucket, key, &s)
	if err != nil {
		return s, err
	}
	if !found {
		err = errChain
	} else {
		err = s.validate(bucket, key)
	}
	if err != nil {
		return summaryRecord{}, damaged(bucket, key, err)
	}
	return s, nil
}

// validate returns what is wrong with a summary in this place. Whoever reads summaries does not read the runs, so it asks of
// them what [checks.Run.Validate] asks of a run; only that ids are those of the check it leaves to whoever reads the run.
func (rec summaryRecord) validate(bucket string, key []byte) error {
	place, want := summaryPlace(checks.Run{ID: rec.ID, Team: rec.Team, Finished: rec.Finished})
	switch {
	case place != bucket, !bytes.Equal(want, key):
		return errPlace
	case !cleanID(rec.ID), !checks.Origin(rec.Origin).Known(), !cleanID(rec.At), rec.Started.IsZero(), rec.Answers < 0, rec.Open < 0, rec.Actions < rec.Open:
		return errSummary
	}
	for item, rated := range rec.Ratings {
		if !cleanID(item) || !rated.fits(rec.People) {
			return fmt.Errorf("%w: %q", errSummary, item)
		}
	}
	for item, step := range rec.Chairs {
		if !cleanID(item) || step < 1 || step > checks.Steps {
			return fmt.Errorf("%w: chair at %q", errSummary, item)
		}
	}
	return checks.Setup{Team: rec.Team, Kind: checks.Kind(rec.Kind), People: rec.People}.Validate()
}

// fits tells whether the answers can be those of so many people, of whom at least one has answered.
func (rec ratedRecord) fits(people int) bool {
	n := 0
	for _, c := range append(rec.Counts[:], rec.NoAnswer) {
		if c < 0 || c > checks.MaxPeople {
			return false
		}
		n += c
	}
	return n >= 1 && n <= people
}
