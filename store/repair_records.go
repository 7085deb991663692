package store

import (
	"maps"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// rescued is how many runs are written in one transaction.
const rescued = 500

// rescue writes what can be read of a damaged file into a new one.
type rescue struct {
	store     *Store
	wreck     *wreck
	recovered string // the team of actions that belong to none
	out       Repaired
	lost      map[Loss]bool

	actions map[string][]string    // ids by run
	loose   int                    // actions that were made between runs in the old file too
	used    map[string]uint64      // the change at which a run of a team was saved last
	places  map[string]whereabouts // what the list of open actions says of runs
}

func newRescue(s *Store, w *wreck, recovered string) *rescue {
	r := &rescue{
		store: s, wreck: w, recovered: recovered, lost: map[Loss]bool{}, actions: map[string][]string{},
		used: map[string]uint64{}, places: map[string]whereabouts{},
	}
	for key := range w.records[actionsBucket] {
		run, id, _ := strings.Cut(key, sep)
		r.actions[run] = append(r.actions[run], id)
	}
	for _, ids := range r.actions {
		slices.Sort(ids)
	}
	return r
}

// isEmpty tells whether nothing can be read that somebody has entered.
func (r *rescue) isEmpty() bool {
	n := 0
	for _, bucket := range []string{fileBucket, runsBucket, indexBucket, unfinishedBucket, actionsBucket, looseBucket, storiesBucket} {
		n += len(r.wreck.records[bucket])
	}
	return n == 0
}

// lose notes a loss, once.
func (r *rescue) lose(kind LossKind, where, detail string) {
	l := Loss{kind, checks.CleanLine(where), checks.CleanLine(detail)}
	if !r.lost[l] {
		r.lost[l] = true
		r.out.Lost = append(r.out.Lost, l)
	}
}

// keys returns the keys of a bucket of which there is a record, in order.
func (r *rescue) keys(bucket string) []string {
	return slices.Sorted(maps.Keys(r.wreck.records[bucket]))
}

// read reads a record, and notes where it may not be the last version of it.
func (r *rescue) read(bucket, key string, into any) (found bool, err error) {
	at, found := r.wreck.records[bucket][key]
	if !found {
		return false, nil
	}
	v, err := r.wreck.value(at)
	if err == nil {
		_, err = unseal(bucket, []byte(key), v, into)
	}
	return true, err
}

// doubt notes where a record may not be the last version of it.
func (r *rescue) doubt(bucket, key string) {
	if r.wreck.records[bucket][key].rank == doubtful {
		r.lose(LossDoubtful, placeName(bucket, []byte(key)), "")
	}
}

// in runs fn in a transaction of the new file.
func (r *rescue) in(db *bolt.DB, fn func(w *writing) error) error {
	return db.Update(func(tx *bolt.Tx) error {
		w := newWriting(tx, nil)
		err := w.readFile()
		if err == nil {
			err = fn(w)
		}
		if err == nil {
			err = w.finish()
		}
		return err
	})
}

// begin lets changes go on where they were: a program that still has a run of the old file open is not to meet its revision.
func (r *rescue) begin(db *bolt.DB) error {
	var file fileRecord
	if found, err := r.read(fileBucket, string(fileKey), &file); err != nil || !found {
		file = fileRecord{}
		r.lose(LossLanguage, "", "")
	}
	highest := file.Change
	for _, bucket := range []string{runsBucket, indexBucket, unfinishedBucket, teamsBucket} {
		for _, at := range r.wreck.records[bucket] {
			v, err := r.wreck.value(at)
			if err != nil {
				return err
			}
			highest = max(highest, versionOf(bucket, v))
		}
	}
	return r.in(db, func(w *writing) error {
		w.file.Change, w.file.Language = r.store.unheard(highest), file.Language
		return nil
	})
}

// finish puts back what was remembered of teams, and names what is lost.
func (r *rescue) finish(db *bolt.DB) error {
	var file fileRecord
	_, _ = r.read(fileBucket, string(fileKey), &file)
	return r.in(db, func(w *writing) error {
		names, _, err := w.allTeams()
		if err != nil {
			return err
		}
		for _, name := range names {
			t, err := w.team(name)
			if err != nil {
				return err
			}
			var was teamRecord
			if found, err := r.read(teamsBucket, name, &was); err != nil || !found {
				was = teamRecord{Used: r.used[name], Since: t.Since}
				if name != r.recovered {
					r.lose(LossMarks, name, "")
				}
			}
			t.Used, t.Since, t.Changing, t.Leadership = was.Used, was.Since, was.Changing, was.Leadership
			if name == file.Team {
				w.file.Team = name
			}
		}
		return r.nameLost(w, file)
	})
}
