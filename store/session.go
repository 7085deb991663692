package store

import (
	"errors"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// attempts bounds how often an operation starts over because the file was created or migrated under it.
const attempts = 5

// view runs fn in a transaction that reads; where there is no file fn does not run.
func (s *Store) view(fn func(*reading) error) error {
	err := s.viewOnce(fn)
	if errors.Is(err, errOlder) {
		if err = s.migrate(); err == nil {
			err = s.viewOnce(fn)
		}
	}
	if errors.Is(err, errMissing) {
		return nil
	}
	return s.translate(err)
}

func (s *Store) viewOnce(fn func(*reading) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	h, err := s.open(false)
	if err != nil {
		return err
	}
	defer h.close()
	return h.guard(func() error {
		return h.db.View(func(tx *bolt.Tx) error {
			r := &reading{from: h, tx: tx, pages: h.pages}
			if err := s.begin(r); err != nil {
				return err
			}
			return fn(r)
		})
	})
}

// update runs fn in a transaction that changes the file, which it creates where there is none. When it returns nil the change
// is on the disk. Where a commit fails nobody knows whether it took place: then landed looks for the change in the file.
func (s *Store) update(fn func(*writing) error, landed func(*reading) (bool, error)) error {
	return s.again(func() error { return s.updateOnce(fn) }, func(err error) error { return s.settle(err, landed) })
}

// again makes a change, once more where the file had to be created or brought up to date first, and hands what became of it to end.
func (s *Store) again(change func() error, end func(error) error) error {
	var err error
	for range attempts {
		err = change()
		switch {
		case errors.Is(err, errMissing):
			err = s.create()
		case errors.Is(err, errOlder):
			err = s.migrate()
		default:
			return end(err)
		}
		if err != nil {
			return s.translate(err)
		}
	}
	return s.translate(errReplaced)
}

func (s *Store) updateOnce(fn func(*writing) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	h, err := s.open(true)
	if err != nil {
		return err
	}
	defer h.close()
	w := newWriting(nil, h.pages)
	w.from = h
	if err := h.guard(func() error { return s.change(h, w, fn) }); err != nil {
		return err
	}
	if err := s.sweep(h, w); err != nil && w.leaves == deletedText {
		return s.fail(checks.CodeTextRemains, s.translate(err))
	}
	return nil
}

// sweep rewrites the file where free pages hold what should not stay there. Where that does not work it is not tried with
// every write, each of which would copy the whole file: only when something more has to go, or in another program.
func (s *Store) sweep(h *handle, w *writing) error {
	if !w.file.Sweep || s.stuck && w.leaves == nothing {
		return nil
	}
	err := s.compact(h)
	s.stuck = err != nil
	return err
}

func (s *Store) change(h *handle, w *writing, fn func(*writing) error) error {
	tx, err := h.db.Begin(true)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	w.tx = tx
	if err := s.begin(&w.reading); err != nil {
		return err
	}
	if err := fn(w); err != nil {
		return err
	}
	if err := w.finish(); err != nil {
		return err
	}
	if err := s.commit(tx); err != nil {
		return &commitError{err, w.leaves}
	}
	return nil
}

// settle finds out what became of a transaction whose commit failed. bbolt's first sync is for the pages, its second for the
// meta page that makes them count. So where the change can be seen its pages are on the disk, and only the meta page is in
// doubt: a commit without a change, which writes another one, makes it certain.
func (s *Store) settle(err error, landed func(*reading) (bool, error)) error {
	var unknown *commitError
	if !errors.As(err, &unknown) {
		return s.translate(err)
	}
	again := s.updateOnce(func(w *writing) error {
		w.leaves = unknown.leaves
		there, err := landed(&w.reading)
		if err == nil && !there {
			err = errNotThere
		}
		return err
	})
	switch {
	case again == nil, checks.CodeOf(again) == checks.CodeTextRemains:
		return again
	case errors.Is(again, errNotThere):
		return s.translate(unknown.err)
	}
	return s.fail(checks.CodeUnsure, errors.Join(unknown.err, again))
}

// begin checks that the file is of a kind this program knows.
func (s *Store) begin(r *reading) error {
	if err := s.checkSchema(r); err != nil {
		return err
	}
	return r.readFile()
}
