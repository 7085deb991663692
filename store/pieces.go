package store

import (
	"errors"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

// usualPiece is how many records a transaction of a change in pieces holds in memory.
const usualPiece = 250

// pieces is a change that would be too large for the memory of one transaction: it is made in a copy of the file, a piece at a
// time, and the copy takes the file's place when all of it is there.
type pieces struct {
	store   *Store
	from    *handle // the file, as it was before
	db      *bolt.DB
	writing *writing
	records int // in the present piece
}

// updateInPieces is [Store.update] for such a change. What fails before the copy has the file's name leaves the file as it is, and
// so does errNoChange.
func (s *Store) updateInPieces(fn func(*pieces) error) error {
	return s.again(func() error { return s.updateInPiecesOnce(fn) }, func(err error) error {
		if errors.Is(err, errNoChange) {
			return nil
		}
		return s.translate(err)
	})
}

func (s *Store) updateInPiecesOnce(fn func(*pieces) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	h, err := s.open(true)
	if err != nil {
		return err
	}
	defer h.close()
	if err := h.guard(func() error {
		return h.db.View(func(tx *bolt.Tx) error { return s.begin(&reading{from: h, tx: tx, pages: h.pages}) })
	}); err != nil {
		return err
	}
	_ = s.sweepFolders() // what a crash has left behind takes room, and no more
	name := func(from string) error { return s.replace(from, s.path) }
	return s.fill(h, filepath.Dir(s.path), name, func(db *bolt.DB) error {
		return h.copyChanged(db, func() error { return (&pieces{store: s, from: h, db: db}).run(fn) })
	})
}

// run makes the change.
func (p *pieces) run(fn func(*pieces) error) error {
	defer p.giveUp()
	if err := p.begin(); err != nil {
		return err
	}
	if err := fn(p); err != nil {
		return err
	}
	return p.end()
}

// next begins another piece where the present one is full.
func (p *pieces) next() error {
	if p.records++; p.records < p.store.piece {
		return nil
	}
	if err := p.end(); err != nil {
		return err
	}
	return p.begin()
}

func (p *pieces) begin() error {
	tx, err := p.db.Begin(true)
	if err != nil {
		return err
	}
	p.writing, p.records = newWriting(tx, nil), 0
	p.writing.from = p.from
	return p.store.begin(&p.writing.reading)
}

func (p *pieces) end() error {
	if err := p.writing.finish(); err != nil {
		return err
	}
	return p.store.commit(p.writing.tx)
}

// giveUp ends a piece that was not ended: after a commit it does nothing.
func (p *pieces) giveUp() {
	if p.writing != nil {
		_ = p.writing.tx.Rollback()
	}
}
