package store

import (
	"maps"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// writeRuns writes the runs, each with those of its actions that can be read.
func (r *rescue) writeRuns(db *bolt.DB) error {
	r.readPlaces()
	summaries := r.summaries()
	known := map[string]bool{}
	for id := range summaries {
		known[id] = true
	}
	for id := range r.wreck.records[runsBucket] {
		known[id] = true
	}
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(known)), rescued) {
		err := r.in(db, func(w *writing) error {
			for _, id := range ids {
				if err := r.writeRun(w, id, summaries[id]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// summed is a summary that can be read.
type summed struct {
	bucket, key string
	revision    uint64
}

// summaries returns where the latest summary of each run is.
func (r *rescue) summaries() map[string]summed {
	found := map[string]summed{}
	for _, bucket := range []string{indexBucket, unfinishedBucket} {
		for _, key := range r.keys(bucket) {
			var s summaryRecord
			_, err := r.read(bucket, key, &s)
			if err == nil {
				err = s.validate(bucket, []byte(key))
			}
			if err == nil && s.Revision >= found[s.ID].revision {
				found[s.ID] = summed{bucket, key, s.Revision}
			}
		}
	}
	return found
}

// whereabouts says to whom a run belongs, and when it was finished.
type whereabouts struct {
	team     string
	finished time.Time
}

// readPlaces notes the team and the finish of the runs in the list of open actions.
func (r *rescue) readPlaces() {
	for key := range r.wreck.records[openBucket] {
		team, _, _ := strings.Cut(key, sep)
		if id, ok := indexedID([]byte(key)); ok {
			r.places[id] = whereabouts{team, indexedTime([]byte(key))}
		}
	}
}

// writeRun writes a run: as it was saved last, or where that cannot be read with the ratings that its summary has.
func (r *rescue) writeRun(w *writing, id string, from summed) error {
	var rec runRecord
	found, err := r.read(runsBucket, id, &rec)
	run := rec.decode(id, nil)
	if found {
		run.Actions = r.actionsFor(id, rec.Actions)
		delete(r.actions, id)
	}
	switch {
	case found && (err != nil || r.store.checkRun(run) != nil):
		r.lose(LossInvalid, placeName(runsBucket, []byte(id)), "")
		return nil
	case found && from.revision > rec.Revision:
		r.lose(LossEarlier, id, "")
	case found:
		r.doubt(runsBucket, id)
	default:
		if run, rec.Revision = r.summedUp(from); r.store.checkRun(run) != nil {
			r.lose(LossRun, id, "")
			return nil
		}
		delete(r.actions, id)
		r.lose(LossAnswers, id, "")
		r.doubt(from.bucket, from.key)
	}
	r.used[run.Team] = max(r.used[run.Team], rec.Revision)
	r.out.Runs++
	r.out.Actions += len(run.Actions)
	_, err = w.write(run, 0)
	return err
}

// actionsFor returns those actions that a run lists which can be read.
func (r *rescue) actionsFor(run string, ids []string) (list []checks.Action) {
	for _, id := range ids {
		key := string(actionKey(run, id))
		var rec actionRecord
		found, err := r.read(actionsBucket, key, &rec)
		var a checks.Action
		if found && err == nil {
			a, err = rec.decode(id)
		}
		switch {
		case !found:
			r.lose(LossAction, id, run)
		case err != nil:
			r.lose(LossInvalid, placeName(actionsBucket, []byte(key)), "")
		default:
			r.doubt(actionsBucket, key)
			list = append(list, a)
		}
	}
	return list
}

// summedUp returns a run with what its summary says of it, and the actions that are stored with it.
func (r *rescue) summedUp(from summed) (checks.Run, uint64) {
	var s summaryRecord
	if _, err := r.read(from.bucket, from.key, &s); err != nil {
		return checks.Run{}, 0
	}
	run := checks.Run{
		ID: s.ID, Check: r.store.check.ID, Team: s.Team, Kind: checks.Kind(s.Kind), People: s.People, Started: s.Started,
		Finished: s.Finished, Origin: checks.Origin(s.Origin), LookBack: s.LookBack, At: s.At, Ratings: map[string]checks.Rating{},
	}
	for item, rated := range s.Ratings {
		was := rated.decode()
		run.Ratings[item] = checks.Rating{
			Tally: was.Tally, Revision: was.Revision, Revealed: true, Chair: checks.Chair{Step: checks.Step(s.Chairs[item])},
		}
	}
	run.Actions = r.actionsFor(s.ID, r.actions[s.ID])
	return run, s.Revision
}
