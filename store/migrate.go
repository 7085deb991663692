package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// step brings a file from one schema version to the next.
type step struct {
	program string // the first version of the program that can read the result
	migrate func(*bolt.Tx) error
}

// steps is append-only: a file with schema version n has gone through the first n of them, a new file goes through all. What
// has been released is never changed.
var steps = []step{
	{program: "0.1.0", migrate: createBuckets},
}

// SchemaVersion is the schema version of the files that this program writes.
func SchemaVersion() int { return len(steps) }

// schemaRecord says who can read the file. Its name, its place and its envelope never change; fields may be added, so it is
// read without regard to unknown ones.
type schemaRecord struct {
	Version int    `json:"version"`
	Program string `json:"program"`
}

func createBuckets(tx *bolt.Tx) error {
	for _, name := range []string{runsBucket, actionsBucket, indexBucket, unfinishedBucket, teamsBucket} {
		if _, err := tx.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	w := writing{reading: reading{tx: tx}}
	return w.writeFile()
}

// checkSchema fails with errOlder where the file has to be migrated first, and with [checks.CodeNewer] where it is beyond
// this program.
func (s *Store) checkSchema(r *reading) error {
	rec, err := r.schema()
	switch {
	case err != nil:
		return err
	case rec.Version > len(s.steps):
		return &checks.Error{Code: checks.CodeNewer, Subject: checks.CleanLine(rec.Program), Err: errors.New(s.path)}
	case rec.Version < 1:
		return damaged(fileBucket, schemaKey, fmt.Errorf("version %d", rec.Version))
	case rec.Version < len(s.steps):
		return errOlder
	}
	return nil
}

func (r *reading) schema() (rec schemaRecord, err error) {
	b, err := r.bucket(fileBucket)
	if err != nil {
		return rec, err
	}
	v := b.Get(schemaKey)
	if _, err = unseal(fileBucket, schemaKey, v, nil); err == nil {
		err = json.Unmarshal(v[envelopeHead:], &rec)
	}
	if err != nil {
		return rec, damaged(fileBucket, schemaKey, err)
	}
	return rec, nil
}

// migrateFrom returns the transaction that brings a file of schema version n to the present one.
func (s *Store) migrateFrom(n int) func(*bolt.Tx) error {
	return func(tx *bolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte(fileBucket))
		if err != nil {
			return err
		}
		for _, st := range s.steps[n:] {
			if err := st.migrate(tx); err != nil {
				return err
			}
		}
		rec := schemaRecord{Version: len(s.steps), Program: s.steps[len(s.steps)-1].program}
		v, err := seal(fileBucket, schemaKey, 0, rec)
		if err != nil {
			return err
		}
		return b.Put(schemaKey, v)
	}
}

// migrate brings the file to the present schema, all in one transaction, after a copy of it was put beside it. Where another
// program has done so meanwhile there is nothing left to do.
func (s *Store) migrate() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	h, err := s.open(true)
	if err != nil {
		return err
	}
	defer h.close()
	return h.guard(func() error {
		var rec schemaRecord
		err := h.db.View(func(tx *bolt.Tx) error {
			r := &reading{tx: tx, pages: h.pages}
			if err := s.checkSchema(r); !errors.Is(err, errOlder) {
				return err
			}
			if rec, err = r.schema(); err != nil {
				return err
			}
			return s.backUp(tx, rec.Version)
		})
		if err != nil || rec.Version == 0 {
			return err
		}
		return h.db.Update(s.migrateFrom(rec.Version))
	})
}

// backUp puts a copy of the file beside it: emptychair.db.schema-1, or emptychair.db.schema-1.2 where that is taken.
func (s *Store) backUp(tx *bolt.Tx, version int) error {
	name := fmt.Sprintf("%s.schema-%d", s.path, version)
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			break
		}
		name = fmt.Sprintf("%s.schema-%d.%d", s.path, version, n)
	}
	f, err := s.createTemporary()
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = tx.WriteTo(f)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return place(f.Name(), name)
}
