package store

import (
	"fmt"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// reading is a transaction that reads.
type reading struct {
	from  *handle // nil in a file that is being made
	tx    *bolt.Tx
	pages *pages // nil in a file that is being made
	file  fileRecord
}

// writing is a transaction that changes. What many records of one transaction share is kept here and written at its end.
type writing struct {
	reading
	teams  map[string]*teamEntry
	leaves residue
}

func newWriting(tx *bolt.Tx, p *pages) *writing {
	return &writing{reading: reading{tx: tx, pages: p}, teams: map[string]*teamEntry{}}
}

// residue is what a change leaves in free pages that should not stay there.
type residue int

const (
	nothing       residue = iota
	earlierStates         // of a run that is finished: its tallies in the order of the answers; of a story: words taken back
	deletedText
)

type teamEntry struct {
	teamRecord
	stored bool
}

// bucket returns a bucket once the pages that lead to its records have been looked at.
func (r *reading) bucket(name string) (*bolt.Bucket, error) {
	if r.pages != nil {
		if err := r.pages.enter(name); err != nil {
			return nil, err
		}
	}
	return r.existing(name)
}

// bucketSpan returns a bucket once the pages that lead to the keys with a prefix have been looked at.
func (r *reading) bucketSpan(name string, prefix []byte) (*bolt.Bucket, error) {
	if r.pages != nil {
		if err := r.pages.span(name, prefix); err != nil {
			return nil, err
		}
	}
	return r.existing(name)
}

func (r *reading) existing(name string) (*bolt.Bucket, error) {
	b := r.tx.Bucket([]byte(name))
	if b == nil {
		return nil, broken("bucket %s is missing", name)
	}
	return b, nil
}

// bucketFor returns a bucket once the pages that lead to a key, and the one where it belongs, have been looked at.
func (r *reading) bucketFor(name string, key []byte) (*bolt.Bucket, error) {
	if r.pages != nil {
		if err := r.pages.approach(name, key); err != nil {
			return nil, err
		}
	}
	return r.existing(name)
}

// get reads a record. Nothing of it points into the file any more.
func (r *reading) get(bucket string, key []byte, into any) (parts int, found bool, err error) {
	b, err := r.bucketFor(bucket, key)
	if err != nil {
		return 0, false, err
	}
	v := b.Get(key)
	if v == nil {
		return 0, false, nil
	}
	if parts, err = unseal(bucket, key, v, into); err != nil {
		return 0, false, damaged(bucket, key, err)
	}
	return parts, true, nil
}

func (r *reading) readFile() error {
	parts, found, err := r.get(fileBucket, fileKey, &r.file)
	if err != nil {
		return err
	}
	if !found || parts != r.file.Runs {
		return damaged(fileBucket, fileKey, fmt.Errorf("%d of %d runs", parts, r.file.Runs))
	}
	return nil
}

// put writes a record unless it stands there already.
func (w *writing) put(bucket string, key []byte, parts int, body any) error {
	v, err := seal(bucket, key, parts, body)
	if err != nil {
		return err
	}
	b, err := w.bucketFor(bucket, key)
	if err != nil || slices.Equal(b.Get(key), v) {
		return err
	}
	return b.Put(key, v)
}

func (w *writing) remove(bucket string, key []byte) error {
	b, err := w.bucketFor(bucket, key)
	if err != nil {
		return err
	}
	return b.Delete(key)
}

// finish writes the records that count others.
func (w *writing) finish() error {
	for _, team := range slices.Sorted(maps.Keys(w.teams)) {
		if err := w.finishTeam(team, w.teams[team]); err != nil {
			return err
		}
	}
	return w.writeFile()
}

// finishTeam writes a team's record, or removes that of a team without anything: nothing is to be left of what was deleted.
func (w *writing) finishTeam(team string, t *teamEntry) error {
	if t.members() == 0 {
		if t.stored {
			w.file.Teams--
		}
		if w.file.Team == team {
			w.file.Team = ""
		}
		return w.remove(teamsBucket, []byte(team))
	}
	if !t.stored {
		w.file.Teams++
	}
	return w.put(teamsBucket, []byte(team), t.members(), t.teamRecord)
}

func (w *writing) writeFile() error { return w.put(fileBucket, fileKey, w.file.Runs, w.file) }
