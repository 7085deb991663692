package store

import (
	"errors"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// Contents says what a file holds, in figures.
type Contents struct {
	Schema     int // version
	Runs       int
	Unfinished int // of the runs
	Actions    int // of runs, and between them
	Stories    int
	Teams      []string  // by name
	Latest     time.Time // when the last run was finished, zero where none was
}

// Contents looks at every record of the file and says what there is. The file stays as it is: one with an older schema is not
// brought up to date. Where there is none it is [checks.CodeNoFile].
func (s *Store) Contents() (c Contents, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	h, err := s.open(false)
	if errors.Is(err, errMissing) {
		return Contents{}, s.fail(checks.CodeNoFile, nil)
	}
	if err != nil {
		return Contents{}, s.translate(err)
	}
	defer h.close()
	c, err = s.contentsOf(h)
	return c, s.translate(err)
}

// contentsOf does so with a file that is open.
func (s *Store) contentsOf(h *handle) (c Contents, err error) {
	err = h.guard(func() error {
		return h.db.View(func(tx *bolt.Tx) error {
			r := &reading{from: h, tx: tx, pages: h.pages}
			if err := s.sound(r); err != nil {
				return err
			}
			c, err = r.contents()
			return err
		})
	})
	if err != nil {
		return Contents{}, err
	}
	return c, nil
}

// sound looks through a file that this program can read or migrate.
func (s *Store) sound(r *reading) error {
	if err := s.checkSchema(r); err != nil && !errors.Is(err, errOlder) {
		return err
	}
	return r.intact()
}

// contents returns what a file holds that is sound.
func (r *reading) contents() (Contents, error) {
	rec, err := r.schema()
	if err != nil {
		return Contents{}, err
	}
	c := Contents{Schema: rec.Version, Runs: r.file.Runs, Unfinished: r.file.Unfinished}
	names, teams, err := r.allTeams()
	if err != nil {
		return Contents{}, err
	}
	for _, name := range names {
		t := teams[name]
		if c.Actions, c.Stories = c.Actions+t.Loose, c.Stories+t.Stories; t.Finished == 0 {
			continue
		}
		last, err := r.finishedOf(name, t, 1)
		if err != nil {
			return Contents{}, err
		}
		if last[0].Finished.After(c.Latest) {
			c.Latest = last[0].Finished
		}
	}
	c.Teams = slices.Sorted(slices.Values(names))
	ofRuns, _, err := r.count(actionsBucket)
	c.Actions += ofRuns
	return c, err
}
