package store

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"emptychair/checks"
)

// sumSize is how much of a hash is kept of a summary.
const sumSize = 16

func (e *examination) lookAtIndexed(key, v []byte) error {
	s, err := readSummary(indexBucket, key, v)
	if err != nil {
		return errors.Unwrap(err)
	}
	t := e.team(s.Team)
	if t.stored && t.run != s.ID {
		e.found(FindingIndex, indexBucket, key, errChain)
	}
	t.run = s.Older
	t.met.Finished++
	listed := e.open[string(key)]
	delete(e.open, string(key))
	if e.schema() >= 2 && listed != s.Open {
		e.found(FindingIndex, indexBucket, key, errUnlisted)
	}
	if listed > 0 {
		t.met.Open++
	}
	e.expect(indexBucket, key, s)
	return nil
}

func (e *examination) lookAtUnfinished(key, v []byte) error {
	s, err := readSummary(unfinishedBucket, key, v)
	if err != nil {
		return errors.Unwrap(err)
	}
	e.counted.unfinished++
	e.expect(unfinishedBucket, key, s)
	return nil
}

// expect notes what a summary says of its run.
func (e *examination) expect(bucket string, key []byte, s summaryRecord) {
	e.counted.runs++
	e.team(s.Team).met.Runs++
	if _, twice := e.runs[s.ID]; twice {
		e.found(FindingStray, bucket, key, errTwice)
		return
	}
	e.runs[s.ID] = &examinedRun{sum: e.sumOf(s)}
}

// sumOf returns a hash of what a summary says of its run alone. Files of an older schema say less.
func (e *examination) sumOf(s summaryRecord) (sum [sumSize]byte) {
	s.Older = ""
	if e.schema() < 2 {
		s.Open = 0
	}
	if e.schema() < 3 || len(s.Chairs) == 0 {
		s.Chairs = nil
	}
	b, err := json.Marshal(s)
	if err != nil {
		return sum // it came from JSON
	}
	all := sha256.Sum256(b)
	copy(sum[:], all[:])
	return sum
}

func (e *examination) lookAtRun(key, v []byte) error {
	id := string(key)
	actions := e.actions[id]
	delete(e.actions, id)
	summary := e.runs[id]
	if summary == nil {
		e.found(FindingStray, runsBucket, key, errStray)
	} else {
		summary.seen = true
	}
	var rec runRecord
	parts, err := unseal(runsBucket, key, v, &rec)
	if err == nil && parts != len(rec.Actions) {
		err = fmt.Errorf("%d of %d actions", len(rec.Actions), parts)
	}
	if err != nil {
		return err
	}
	run := rec.decode(id, e.actionsOf(id, rec.Actions, actions))
	if err := run.Validate(e.store.check); err != nil {
		return err
	}
	if summary != nil && summary.sum != e.sumOf(encodeSummary(checks.Summarize(run), rec.Revision)) {
		e.found(FindingIndex, runsBucket, key, errDiffers)
	}
	return nil
}

// actionsOf returns those actions that a run lists, of all that are stored with it, and says which are missing or too many.
func (e *examination) actionsOf(run string, ids []string, stored []examinedAction) (list []checks.Action) {
	byID := map[string]actionRecord{}
	for _, a := range stored {
		byID[a.id] = a.rec
	}
	for _, id := range ids {
		rec, found := byID[id]
		if !found {
			e.found(FindingMissing, actionsBucket, actionKey(run, id), errAbsent)
			continue
		}
		delete(byID, id)
		a, err := rec.decode(id)
		if err != nil {
			e.found(FindingContent, actionsBucket, actionKey(run, id), err)
			continue
		}
		list = append(list, a)
	}
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		e.found(FindingStray, actionsBucket, actionKey(run, id), errStray)
	}
	return list
}
