package store

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"slices"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// writing is a change of the file: what it reads is the state before it, its edits are written at its end, all at once.
type writing struct {
	*reading
	edits   []record // those that are removed have no envelope
	deletes bool     // somebody is to know whether the text is gone
	over    uint64   // revision over which a run is written
	then    func()   // what follows the change while the file is locked, nil for nothing
	unsure  error    // in which the commit ended: whether the change is in the file is not known
}

// change is the number of this change, and the version of what it writes.
func (w *writing) change() uint64 { return w.meta.Change + 1 }

// put writes a record.
func (w *writing) put(bucket, key string, body any) error {
	rec, err := newRecord(bucket, key, w.change(), body)
	w.edits = append(w.edits, rec)
	return err
}

// save writes a record of the domain, which must be valid, under its key.
func (w *writing) save(rec checks.Record) error {
	if err := w.store.refuse(rec); err != nil {
		return err
	}
	bucket, key := placeOf(rec)
	if err := w.ensureTeam(teamIn(key)); err != nil {
		return err
	}
	return w.put(bucket, key, rec)
}

// ensureTeam writes an empty record for a team that has none: teams are listed by these.
func (w *writing) ensureTeam(team string) error {
	if team == w.meta.Team {
		return nil
	}
	_, found, err := w.lookup(teamsBucket, team)
	if found || isRecord(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return w.put(teamsBucket, team, checks.Marks{Team: team})
}

// remove takes a record away.
func (w *writing) remove(bucket, key string) {
	w.edits = append(w.edits, record{bucket: bucket, key: key})
}

// update makes a change of the file, which it creates where there is none. When it returns nil the change is on the disk.
func (s *Store) update(fn func(*writing) error) error {
	var w *writing
	err := s.withFile(func() (err error) {
		w, err = s.updateOnce(fn)
		return err
	})
	if w != nil && w.unsure != nil {
		return s.settle(w)
	}
	return s.translate(err)
}

// withFile runs fn, and once more on a new file where there is none.
func (s *Store) withFile(fn func() error) error {
	if err := fn(); !errors.Is(err, errMissing) {
		return err
	}
	if err := s.create(); err != nil {
		return err
	}
	return fn()
}

func (s *Store) updateOnce(fn func(*writing) error) (*writing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, os.ErrClosed
	}
	f, err := s.openLocked(true)
	if err != nil {
		return nil, err
	}
	h := &handle{file: f}
	defer h.close()
	r, err := s.read(s.contentOf(f))
	if err != nil {
		return nil, err
	}
	w, before := &writing{reading: r}, r.meta
	w.meta.Sweep = w.meta.Sweep || w.meta.Open && !s.written // a program that left no run open was killed, or works on one just now
	if err = fn(w); err == nil {
		err = w.forgetTeams()
	}
	if err == nil {
		err = w.commit(h, before)
	}
	s.written = s.written || err == nil
	if err == nil && w.then != nil {
		w.then()
	}
	if err == nil && w.meta.Sweep {
		err = w.sweepAfter(f)
	}
	return w, err
}

// erase makes a change that removes something for good, text and all, and what is being typed about it. In a file in which anything is
// damaged or missing that cannot be promised, and nothing is removed. A team whose name is removed gets another one, unless that is "".
func (s *Store) erase(id, name string, fn func(*writing) error) error {
	if id == "" || s.isMissing() {
		return notFound(id)
	}
	err := s.update(func(w *writing) error {
		if err := w.verify(); err != nil {
			return err
		}
		w.meta.Sweep, w.deletes = true, true
		return fn(w)
	})
	if err != nil && checks.CodeOf(err) != checks.CodeTextRemains {
		return err
	}
	s.draftMu.Lock()
	defer s.draftMu.Unlock()
	if left := s.takeOver(id, name); left != nil && err == nil {
		err = s.fail(checks.CodeTextRemains, s.translate(left))
	}
	return err
}

// forgetTeams lets go of what is remembered of teams whose last record is removed.
func (w *writing) forgetTeams() error {
	gone := map[string]bool{}
	for _, e := range w.edits {
		if e.envelope == nil {
			gone[teamIn(e.key)] = true
		}
	}
	for _, team := range slices.Sorted(maps.Keys(gone)) {
		left, err := w.isLeft(team)
		if err != nil {
			return err
		}
		if left {
			continue
		}
		w.remove(teamsBucket, team)
		if w.meta.Team == team {
			w.meta.Team = ""
		}
	}
	return nil
}

// isLeft tells whether anything of a team is there after the change.
func (w *writing) isLeft(team string) (left bool, err error) {
	changed := map[string]bool{}
	for _, e := range w.edits {
		changed[e.bucket+sep+e.key] = true
		left = left || e.envelope != nil && e.bucket != teamsBucket && teamIn(e.key) == team
	}
	for _, bucket := range kinds {
		keys, err := w.keys(bucket, team)
		if err != nil {
			return false, err
		}
		left = left || slices.ContainsFunc(keys, func(key string) bool { return !changed[bucket+sep+key] })
	}
	return left, nil
}

// commit writes all that was put, with the sum over all records, in one transaction. A change of nothing writes nothing but a meta page.
func (w *writing) commit(h *handle, before fileRecord) error {
	if len(w.edits) > 0 || w.meta != before {
		w.meta.Change, w.meta.Nonce = w.change(), w.store.nonce()
	}
	keys := map[string][][]byte{metaBucket: {[]byte(fileKey)}}
	for _, e := range w.edits {
		keys[e.bucket] = append(keys[e.bucket], []byte(e.key))
	}
	if err := w.file.CheckForWrite(keys); err != nil {
		return err
	}
	return h.guard(func() error {
		if err := h.open(w.store.timeout); err != nil {
			return err
		}
		tx, err := h.db.Begin(true)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // does nothing after the commit
		if err := w.apply(tx, before); err != nil {
			return err
		}
		w.unsure = w.store.commit(tx)
		return w.unsure
	})
}

// apply makes the change in a transaction.
func (w *writing) apply(tx *bolt.Tx, before fileRecord) error {
	for _, e := range w.edits {
		b := tx.Bucket([]byte(e.bucket))
		if old := b.Get([]byte(e.key)); old != nil {
			w.meta.count(old, -1)
		}
		var err error
		if e.envelope == nil {
			err = b.Delete([]byte(e.key))
		} else {
			w.meta.count(e.envelope, 1)
			err = b.Put([]byte(e.key), e.envelope)
		}
		if err != nil {
			return err
		}
	}
	if w.meta == before {
		return nil
	}
	rec, err := newRecord(metaBucket, fileKey, w.meta.Change, w.meta)
	if err != nil {
		return err
	}
	return tx.Bucket([]byte(metaBucket)).Put([]byte(fileKey), rec.envelope)
}

// settle finds out what became of a change whose commit failed. bbolt's first sync is for the pages, its second for the meta page that
// makes them count. So where the change can be seen its pages are on the disk, and only the meta page is in doubt: a commit without a
// change, which writes another one, makes it certain. The number of the change and its nonce tell whose change is seen.
func (s *Store) settle(lost *writing) error {
	_, again := s.updateOnce(func(w *writing) error {
		w.deletes = lost.deletes
		switch {
		case w.meta.Change == lost.meta.Change && w.meta.Nonce == lost.meta.Nonce:
			return nil
		case w.meta.Change < lost.meta.Change:
			return errNotThere
		}
		return errors.New("another program has written since")
	})
	switch {
	case again == nil, checks.CodeOf(again) == checks.CodeTextRemains:
		return again
	case errors.Is(again, errNotThere):
		return s.translate(lost.unsure)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unsure = lost
	return s.fail(checks.CodeUnsure, errors.Join(lost.unsure, again))
}

// isOwn tells whether a stored record is what this store wrote over the same revision in a change of which nobody knows whether it is in the
// file. To save once more is then no conflict.
func (w *writing) isOwn(rec record) bool {
	lost := w.store.unsure
	return lost != nil && lost.over == w.over && slices.ContainsFunc(lost.edits, func(e record) bool {
		return e.envelope != nil && bytes.Equal(e.envelope, rec.envelope)
	})
}

// hasOwn tells whether what is stored under the key of a record is what this store wrote in a change whose outcome is unknown.
func (w *writing) hasOwn(of checks.Record) bool {
	bucket, key := placeOf(of)
	rec, found, err := w.lookup(bucket, key)
	return err == nil && found && w.isOwn(rec)
}

// sweepAfter rewrites the file where free pages hold what should not stay there. Where that does not work the next write tries again.
func (w *writing) sweepAfter(f *os.File) error {
	err := w.store.rewrite(f)
	if err == nil || !w.deletes {
		return nil
	}
	if !errors.Is(err, errInUse) {
		err = w.store.translate(err)
	}
	return w.store.fail(checks.CodeTextRemains, err)
}
