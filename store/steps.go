package store

import (
	"bytes"
	"strings"

	"emptychair/checks"
)

// step brings a file from one schema version to the next.
type step struct {
	program string // the first version of the program that can read the result
	migrate func(*writing) error
}

// steps is append-only: a file with schema version n has gone through the first n of them, a new file goes through all. What
// has been released is never changed.
var steps = []step{
	{program: "0.1.0", migrate: createBuckets},
	{program: "0.2.0", migrate: countOpen},
	{program: "0.3.0", migrate: makeRoomForStories},
	{program: "0.4.0", migrate: nothingToChange}, // runs may have an origin; stories and actions between runs say when they were written
}

// bucketSince says with which schema version a bucket came, where that was not the first.
var bucketSince = map[string]int{openBucket: 2, looseBucket: 3, storiesBucket: 3, followedBucket: 3}

func createBuckets(w *writing) error {
	for _, name := range []string{runsBucket, actionsBucket, indexBucket, unfinishedBucket, teamsBucket} {
		if err := w.createBucket(name); err != nil {
			return err
		}
	}
	return w.writeFile()
}

// countOpen writes into each summary how many actions of the run are open, and lists the finished runs that have some. What
// cannot be read stays as it is: for one damaged record the others are not to be refused, and whoever wants it will notice.
func countOpen(w *writing) error {
	if err := w.createBucket(openBucket); err != nil {
		return err
	}
	if err := w.readFile(); err != nil {
		return err
	}
	for _, bucket := range []string{indexBucket, unfinishedBucket} {
		keys, err := w.keys(bucket)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if err := w.countOpenAt(bucket, key); err != nil && !isRecord(err) {
				return err
			}
		}
	}
	return w.finish()
}

// countOpenAt does so for the run whose summary has this key. What the key says is enough for the list: it holds open actions
// even where the summary is damaged, so that they are not passed over without a word.
func (w *writing) countOpenAt(bucket string, key []byte) error {
	id := string(key)
	if bucket == indexBucket {
		id, _ = indexedID(key)
	}
	open, err := w.openAmong(id)
	if err != nil || open == 0 {
		return err
	}
	if bucket == indexBucket {
		team, _, _ := strings.Cut(string(key), sep)
		t, err := w.team(team)
		if err != nil {
			return err
		}
		if err := w.listOpen(t, key, open); err != nil {
			return err
		}
	}
	s, err := w.summaryAt(bucket, key)
	if err != nil {
		return err
	}
	s.Open = min(open, s.Actions)
	return w.put(bucket, key, 0, s)
}

// makeRoomForStories adds what keeps stories and actions between runs, and writes into each summary where the empty chair stands.
// What cannot be read stays as it is, as in [countOpen].
func makeRoomForStories(w *writing) error {
	for _, name := range []string{looseBucket, storiesBucket, followedBucket} {
		if err := w.createBucket(name); err != nil {
			return err
		}
	}
	for _, bucket := range []string{indexBucket, unfinishedBucket} {
		keys, err := w.keys(bucket)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if err := w.noteChairs(bucket, key); err != nil && !isRecord(err) {
				return err
			}
		}
	}
	return nil
}

// nothingToChange is for a version in which records got fields that may be missing: no older program is to read them.
func nothingToChange(*writing) error { return nil }

// noteChairs does so in the summary with this key.
func (w *writing) noteChairs(bucket string, key []byte) error {
	s, err := w.summaryAt(bucket, key)
	if err != nil {
		return err
	}
	var rec runRecord
	if _, _, err := w.get(runsBucket, []byte(s.ID), &rec); err != nil || rec.Revision != s.Revision {
		return err
	}
	s.Chairs = map[string]int{}
	for item, rating := range rec.Ratings {
		if _, listed := s.Ratings[item]; listed && rating.Chair != 0 {
			s.Chairs[item] = rating.Chair
		}
	}
	if s.validate(bucket, key) != nil {
		return nil // no chair of ours: the run is damaged, and its summary is not to be
	}
	return w.put(bucket, key, 0, s)
}

// openAmong counts the actions of a run that are open or cannot be read.
func (w *writing) openAmong(run string) (open int, err error) {
	b, err := w.bucket(actionsBucket)
	if err != nil {
		return 0, err
	}
	prefix := actionsKey(run)
	c := b.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		var a actionRecord
		if _, err := unseal(actionsBucket, k, v, &a); err != nil || a.State == string(checks.Open) {
			open++
		}
	}
	return open, nil
}

// keys returns the keys of a bucket, for whoever changes its records: a cursor does not bear that.
func (w *writing) keys(bucket string) (keys [][]byte, err error) {
	b, err := w.bucket(bucket)
	if err != nil {
		return nil, err
	}
	err = each(b, bucket, func(k, _ []byte) error {
		keys = append(keys, bytes.Clone(k))
		return nil
	})
	return keys, err
}

// createBucket makes a bucket.
func (w *writing) createBucket(name string) error {
	if _, err := w.tx.CreateBucket([]byte(name)); err != nil {
		return err
	}
	if w.pages != nil {
		w.pages.buckets[name] = 0 // it has none yet that could be looked at
	}
	return nil
}
