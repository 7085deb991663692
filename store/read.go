package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/store/boltfile"
)

// reading is one state of the file. It is read through the file, page by page, and not through bbolt: what is damaged ends in an error,
// and never in a wrong answer, a panic or a loop.
type reading struct {
	store *Store
	file  *boltfile.File // nil where there is none
	meta  fileRecord
}

// view runs fn with the state of the file, which holds nothing where there is none.
func (s *Store) view(fn func(*reading) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	f, err := s.openLocked(false)
	if errors.Is(err, errMissing) && !s.seen.Load() {
		return s.translate(fn(&reading{store: s}))
	}
	if err != nil {
		return s.translate(err)
	}
	defer closeLocked(f)
	r, err := s.read(s.contentOf(f))
	if err == nil {
		err = fn(r)
	}
	return s.translate(err)
}

// query returns what fn makes of the state of the file, a zero value where it fails.
func query[T any](s *Store, fn func(*reading) (T, error)) (answer T, err error) {
	err = s.view(func(r *reading) error {
		answer, err = fn(r)
		return err
	})
	if err != nil {
		return *new(T), err
	}
	return answer, nil
}

// read begins to read a file that is locked, after a look whether this program can.
func (s *Store) read(f *io.SectionReader) (*reading, error) {
	pages, err := boltfile.Open(f, f.Size())
	r, failed := &reading{store: s, file: pages}, err
	var names []string
	if err == nil {
		if err = r.readMeta(); err == nil {
			return r, nil
		}
		names, failed = r.file.Buckets()
	}
	if other := s.isOurs(f, names, failed); other != nil {
		return nil, other
	}
	if boltfile.IsForeign(err) {
		err = boltfile.Damaged("both meta pages: %w", err)
	}
	return nil, err
}

// isOurs tells another program's file, and one of an earlier schema, from one of ours that is damaged. Names are those of its buckets,
// and failed is what was in the way of reading them.
func (s *Store) isOurs(f *io.SectionReader, names []string, failed error) error {
	switch {
	case slices.Contains(names, metaBucket), failed != nil && !boltfile.IsForeign(failed):
		return nil
	case slices.Contains(names, earlierBucket):
		return s.fail(checks.CodeOlder, nil)
	case failed == nil && len(names) == 0:
		return nil
	}
	content, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	if len(bytes.Trim(content, "\x00")) == 0 || len(latestIn(content)) > 0 {
		return nil // it is as a system may leave it that lost its power, or holds a record of ours all the same
	}
	return s.fail(checks.CodeForeign, failed)
}

// errEnough ends a scan of which nobody wants to see more.
var errEnough = errors.New("no more is wanted")

// scan calls fn with the records of a team in a bucket, of all teams for "", in the order of the keys. One that is damaged, or of which fn
// says so, is left out. It returns how many those are, or may be where nobody can tell what their keys are.
func (r *reading) scan(bucket, team string, fn func(record) error) (damaged int, err error) {
	for _, prefix := range prefixes(bucket, team) {
		n, err := r.scanKeys(bucket, prefix, fn)
		if damaged += n; err != nil {
			return damaged, err
		}
	}
	return damaged, nil
}

// scanKeys is [reading.scan] of the records whose keys begin with a prefix.
func (r *reading) scanKeys(bucket, prefix string, fn func(record) error) (damaged int, err error) {
	var from, to []byte
	if prefix != "" {
		from, to = []byte(prefix), []byte(prefix+"\xff") // no key holds this byte: they are UTF-8
	}
	err = r.file.Scan(bucket, from, to, func(key, v []byte) error {
		if !strings.HasPrefix(string(key), prefix) {
			if there, _, ok := address(v); ok && there.bucket == bucket && there.key == string(key) {
				return nil // it may be damaged, and is another one: its key stands in it once more
			}
		}
		rec, err := recordAt(bucket, key, v)
		switch {
		case err != nil:
			err = recordError{err}
		case strings.HasPrefix(rec.key, prefix):
			err = fn(rec)
		}
		if isRecord(err) {
			damaged++
			r.hide(bucket, string(key))
			return nil
		}
		return err
	})
	return damaged, err
}

// recordAt returns the record that stands under a key of a bucket.
func recordAt(bucket string, key, v []byte) (record, error) {
	rec, err := open(v)
	if err == nil && (rec.bucket != bucket || rec.key != string(key) || bucket != metaBucket && !isKey(bucket, rec.key)) {
		err = errPlace
	}
	return rec, err
}

// lookup returns the record under a key, if there is one. One that is damaged is an error.
func (r *reading) lookup(bucket, key string) (rec record, found bool, err error) {
	err = r.file.Scan(bucket, []byte(key), []byte(key), func(k, v []byte) error {
		if string(k) != key {
			return nil
		}
		if rec, err = recordAt(bucket, k, v); err != nil {
			return damaged(bucket, key, err)
		}
		found = true
		return nil
	})
	return rec, found, err
}

// get is [reading.lookup] of a record that has to be there.
func (r *reading) get(bucket, key string) (record, error) {
	rec, found, err := r.lookup(bucket, key)
	if err == nil && !found {
		err = damaged(bucket, key, errors.New("it is missing"))
	}
	return rec, err
}

// find returns the record of a bucket whose key ends in an id. It looks through the keys. Where it finds none and some record is damaged, it may
// be that one.
func (r *reading) find(bucket, id string) (found record, err error) {
	unreadable, err := r.scan(bucket, "", func(rec record) error {
		if idIn(rec.key) == id {
			found = rec
			return errEnough
		}
		return nil
	})
	switch {
	case errors.Is(err, errEnough):
		return found, nil
	case err != nil:
		return record{}, err
	case unreadable > 0:
		return record{}, damaged(bucket, id, errChecksum)
	}
	return record{}, notFound(id)
}

// keys returns the keys of a team in a bucket, of all teams for "".
func (r *reading) keys(bucket, team string) (keys []string, err error) {
	_, err = r.scan(bucket, team, func(rec record) error {
		keys = append(keys, rec.key)
		return nil
	})
	return keys, err
}

// all returns the records of a team of one kind, of all teams for "", without those that are not valid.
func all[T checks.Record](r *reading, bucket, team string) (list []T, err error) {
	_, err = r.scan(bucket, team, func(rec record) error {
		v, err := read[T](r.store, rec)
		if err == nil {
			list = append(list, v)
		}
		return err
	})
	return list, err
}

// read returns the record of the domain in one of the file, which is valid, and so clean.
func read[T checks.Record](s *Store, rec record) (v T, err error) {
	if err = checks.DecodeJSON(rec.body, &v); err == nil {
		err = s.refuse(v)
	}
	if bucket, key := placeOf(v); err == nil && (bucket != rec.bucket || key != rec.key) {
		err = errPlace
	}
	return v, invalid(rec, err)
}

// readRecord is [read] of whatever kind there is in a bucket.
func readRecord(s *Store, rec record) (checks.Record, error) {
	switch rec.bucket {
	case runsBucket:
		return read[checks.Run](s, rec)
	case storiesBucket:
		return read[checks.Story](s, rec)
	case actionsBucket:
		return read[checks.Action](s, rec)
	}
	return readMarks(s, rec)
}

// readMarks is [read] of the record of a team. There may be hundreds before the first frame, so one without marks is told by its bytes, and
// another one is decoded without a check for unknown fields, which is faster.
func readMarks(s *Store, rec record) (m checks.Marks, err error) {
	if string(rec.body) != `{"team":"`+rec.key+`"}` {
		err = json.Unmarshal(rec.body, &m)
	}
	if m.Team = rec.key; err == nil {
		err = s.refuse(m)
	}
	return m, invalid(rec, err)
}

func invalid(rec record, err error) error {
	if err != nil {
		return damaged(rec.bucket, rec.key, err)
	}
	return nil
}

// hide counts a record that cannot be read.
func (r *reading) hide(bucket, key string) {
	r.store.hiddenMu.Lock()
	defer r.store.hiddenMu.Unlock()
	r.store.hidden[placeName(bucket, key)] = true
}

// Unreadable returns how many records this store has met since it was made that cannot be read. Each is left out alone: whatever else was
// asked for is there.
func (s *Store) Unreadable() int {
	s.hiddenMu.Lock()
	defer s.hiddenMu.Unlock()
	return len(s.hidden)
}

// readMeta reads what is known of the file, and refuses one that this program cannot read.
func (r *reading) readMeta() error {
	schema, err := r.get(metaBucket, schemaKey)
	if err != nil {
		return err
	}
	var rec schemaRecord
	err = json.Unmarshal(schema.body, &rec)
	switch {
	case err == nil && rec.Version > schemaVersion:
		return &checks.Error{Code: checks.CodeNewer, Subject: checks.CleanLine(rec.Program), Err: errors.New(r.store.path)}
	case err != nil || rec.Version < schemaVersion:
		return damaged(metaBucket, schemaKey, errors.Join(err, fmt.Errorf("version %d", rec.Version)))
	}
	file, err := r.get(metaBucket, fileKey)
	if err == nil {
		err = invalid(file, checks.DecodeJSON(file.body, &r.meta))
	}
	return err
}
