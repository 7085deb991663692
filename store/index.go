package store

import (
	"bytes"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// The finished runs of a team form a chain: the team's record names the run that finished last, each summary the one that
// finished before it. So whoever reads the latest few notices when one of them is missing, without a look at the others.

var (
	errChain = errors.New("a run that belongs here is missing")
	errTwice = errors.New("the place is taken")
)

// enlist adds a run's summary.
func (w *writing) enlist(s summaryRecord) error {
	t, err := w.team(s.Team)
	if err != nil {
		return err
	}
	t.Runs++
	w.file.Runs++
	if s.Finished.IsZero() {
		w.file.Unfinished++
		return w.put(unfinishedBucket, []byte(s.ID), 0, s)
	}
	return w.enlistFinished(t, s)
}

func (w *writing) enlistFinished(t *teamEntry, s summaryRecord) error {
	t.Finished++
	newer, older, err := w.neighbours(indexBucket, s.key(), false)
	if err != nil {
		return err
	}
	s.Older, _ = indexedID(older)
	if err := w.link(t, newer, s.ID); err != nil {
		return err
	}
	if err := w.put(indexBucket, s.key(), 0, s); err != nil {
		return err
	}
	return w.listOpen(t, s.key(), s.Open)
}

// delist removes a run's summary.
func (w *writing) delist(s summaryRecord) error {
	t, err := w.team(s.Team)
	if err != nil {
		return err
	}
	if t.Runs < 1 || s.Finished.IsZero() && t.Finished == t.Runs || !s.Finished.IsZero() && t.Finished == 0 {
		return damaged(teamsBucket, []byte(s.Team), fmt.Errorf("%d of %d runs are finished", t.Finished, t.Runs))
	}
	t.Runs--
	w.file.Runs--
	if s.Finished.IsZero() {
		w.file.Unfinished--
		return w.remove(unfinishedBucket, []byte(s.ID))
	}
	return w.delistFinished(t, s)
}

func (w *writing) delistFinished(t *teamEntry, s summaryRecord) error {
	t.Finished--
	newer, older, err := w.neighbours(indexBucket, s.key(), true)
	if err != nil {
		return err
	}
	id, _ := indexedID(older)
	if err := w.link(t, newer, id); err != nil {
		return err
	}
	if err := w.unlistOpen(t, s.key(), s.Open); err != nil {
		return err
	}
	return w.remove(indexBucket, s.key())
}

// neighbours returns the keys before and after one in a bucket that is sorted by team, nil where the team has none there. Listed
// says whether the key itself stands between them.
func (w *writing) neighbours(bucket string, key []byte, listed bool) (newer, older []byte, err error) {
	b, err := w.bucket(bucket)
	if err != nil {
		return nil, nil, err
	}
	prefix := key[:bytes.Index(key, []byte(sep))+1]
	c := b.Cursor()
	k, _ := c.Seek(key)
	if bytes.Equal(k, key) != listed {
		return nil, nil, damaged(bucket, key, errTwice)
	}
	if listed {
		k, _ = c.Next()
	}
	if bytes.HasPrefix(k, prefix) {
		older = bytes.Clone(k)
	}
	if k, _ = c.Seek(key); k == nil {
		k, _ = c.Last()
	} else {
		k, _ = c.Prev()
	}
	if bytes.HasPrefix(k, prefix) {
		newer = bytes.Clone(k)
	}
	return newer, older, nil
}

// link makes the summary at key newer, or where there is none the team's record, name the run with this id as the next older.
func (w *writing) link(t *teamEntry, newer []byte, id string) error {
	if newer == nil {
		t.Latest = id
		return nil
	}
	s, err := w.summaryAt(indexBucket, newer)
	if err != nil {
		return err
	}
	s.Older = id
	return w.put(indexBucket, newer, 0, s)
}

// summary reads the summary of a run of which team and finish are known.
func (r *reading) summary(run checks.Run) (summaryRecord, error) {
	bucket, key := summaryPlace(run)
	return r.summaryAt(bucket, key)
}

// each calls fn for the records of a bucket.
func each(b *bolt.Bucket, name string, fn func(k, v []byte) error) error {
	return b.ForEach(func(k, v []byte) error {
		if v == nil {
			return damaged(name, k, errShort)
		}
		return fn(k, v)
	})
}

// ids calls fn with the id of each run, and fails where one is missing. It reads the index alone, so it stays far from the
// runs themselves.
func (r *reading) ids(fn func(id string)) error {
	n := 0
	for _, name := range []string{indexBucket, unfinishedBucket} {
		b, err := r.bucket(name)
		if err != nil {
			return err
		}
		err = each(b, name, func(k, v []byte) error {
			id, ok := string(k), true
			if name == indexBucket {
				id, ok = indexedID(k)
			}
			if _, err := unseal(name, k, v, nil); err != nil {
				return damaged(name, k, err)
			}
			if !ok || !cleanID(id) {
				return damaged(name, k, errPlace)
			}
			n++
			fn(id)
			return nil
		})
		if err != nil {
			return err
		}
	}
	if n != r.file.Runs {
		return damaged(indexBucket, nil, fmt.Errorf("%d of %d runs", n, r.file.Runs))
	}
	return nil
}

// summaryPlace returns where the summary of a run stands.
func summaryPlace(r checks.Run) (bucket string, key []byte) {
	if r.IsFinished() {
		return indexBucket, indexKey(r.Team, r.Finished, r.ID)
	}
	return unfinishedBucket, []byte(r.ID)
}
