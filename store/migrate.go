package store

import (
	"encoding/json"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// SchemaVersion is the schema version of the files that this program writes.
func SchemaVersion() int { return len(steps) }

// schemaRecord says who can read the file. Its name, its place and its envelope never change; fields may be added, so it is
// read without regard to unknown ones.
type schemaRecord struct {
	Version int    `json:"version"`
	Program string `json:"program"`
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

// migrateFrom returns what brings a file of schema version n to the present one in a transaction. The pages are those of the
// file, nil for one that is being made.
func (s *Store) migrateFrom(n int, p *pages) func(*bolt.Tx) error {
	return func(tx *bolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte(fileBucket))
		if err != nil {
			return err
		}
		for _, st := range s.steps[n:] {
			if err := st.migrate(newWriting(tx, p)); err != nil {
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

// migrate brings the file to the present schema, all in one transaction. Where another program has done so meanwhile there is
// nothing left to do.
func (s *Store) migrate() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	h, err := s.open(true)
	if err != nil {
		return err
	}
	defer h.close()
	return h.guard(func() error {
		return s.migrateIn(h, func(h *handle) error {
			_, err := s.backUpAsItIs(h, ForMigration)
			return err
		})
	})
}

// migrateIn brings a file to the present schema. Keep, if it is there, backs up what was before, right before the transaction is
// committed and only then: a file that cannot be migrated would get another backup with each try.
func (s *Store) migrateIn(h *handle, keep func(*handle) error) error {
	tx, err := h.db.Begin(true)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	r := &reading{tx: tx, pages: h.pages}
	if err := s.checkSchema(r); !errors.Is(err, errOlder) {
		return err
	}
	rec, err := r.schema()
	if err != nil {
		return err
	}
	if err := s.migrateFrom(rec.Version, h.pages)(tx); err != nil {
		return err
	}
	if keep != nil {
		if err := keep(h); err != nil {
			return err
		}
	}
	return tx.Commit()
}
