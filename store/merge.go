package store

import (
	"errors"
	"iter"

	"emptychair/checks"
)

// MergeOptions says how records from elsewhere are taken in.
type MergeOptions struct {
	Replace  bool           // what differs is replaced by theirs
	Try      bool           // only say what would happen
	Progress func(done int) // called after each record, if it is there
}

// Merged is what became of records from elsewhere.
type Merged struct {
	Added, Same, Replaced int
	Conflicts             []Conflict // what differs, whether it was replaced or not
	New                   Gain       // of those that were added
	Backup                string     // path of the copy from before anything was replaced, "" where nothing was
}

// Gain is how much came in. Actions are those of runs and those between runs.
type Gain struct{ Runs, Actions, Stories int }

// Conflict is a record that differs here and there. Of marks whose team is not here, Here is what a team without marks has.
type Conflict struct {
	Here, There checks.Record
	Stays       bool // what is here stays in any case: theirs cannot be here beside something else, or without its team
}

// Merge takes in records from elsewhere in one transaction: all of them, or none where one of them is not valid, where one comes
// twice ([checks.CodeTwice]), or where the sequence ends in an error, which is returned as it is. What is not here is added, what
// is here already is passed over, and what differs is a conflict: it stays as it is here or, with Replace, is replaced after a
// backup. A run that takes another one's place gets a new revision. What runs say at their look backs was said already, and is
// not said once more.
//
// An action between runs and one of a run never share an id: of two that do, the one that is here stays. Marks are taken in last;
// those of a team of which there is nothing even then stay out. To take in a run is not to use its team: the team used last stays
// the one that it is, and where there was no run before, the teams come in the order of their latest runs.
//
// With Try nothing is taken in, and at most an older file is brought up to date. Without it the file is created where there is
// none, whatever becomes of the records. What is replaced is swept out of the file, as what a finished run leaves behind.
func (s *Store) Merge(records iter.Seq2[checks.Record, error], o MergeOptions) (Merged, error) {
	m := &merge{store: s, options: o, came: map[kindKey]bool{}, gained: map[string]int{}, latest: map[string]moment{}}
	var err error
	switch {
	case o.Try:
		err = m.try(records)
	case s.inPlace:
		err = m.takeInPlace(records)
	default:
		err = m.takeInPieces(records)
	}
	if err = m.caller.end(err); err != nil {
		return Merged{}, err
	}
	return m.out, nil
}

// merge is one [Store.Merge] on its way.
type merge struct {
	store   *Store
	options MergeOptions
	reading *reading // nil where there is no file
	writing *writing // nil for a try
	pieces  *pieces  // nil for a try and for a merge in place
	caller  outside
	out     Merged
	done    int

	came    map[kindKey]bool  // what came already; true for an action of a run, of which another run may have a copy
	actions map[string]string // ids of the actions of runs that were here before, with the run
	loose   map[string][]byte // ids of the actions between runs that were here before, with their keys
	stories map[string][]byte // ids of the stories that were here before, with their keys
	marks   []checks.Marks    // taken in last
	gained  map[string]int    // how many records each team would have more than before

	fresh  bool              // there was no run before
	latest map[string]moment // of each team that came into a fresh file

	// landed looks for what was written last.
	landed func(*reading) (bool, error)
}

// kindKey is the key of a record together with the bucket for its kind.
type kindKey struct{ kind, key string }

var errCaller = errors.New("the records end in an error")

// try goes through the records without a change.
func (m *merge) try(records iter.Seq2[checks.Record, error]) error {
	called := false
	err := m.store.view(func(r *reading) error {
		m.reading, called = r, true
		return m.takeAll(records)
	})
	if err == nil && !called {
		err = m.store.translate(m.takeAll(records))
	}
	return err
}

// takeInPlace takes the records in with one transaction of bbolt's, all of which is in memory until it is committed.
func (m *merge) takeInPlace(records iter.Seq2[checks.Record, error]) error {
	return m.store.update(func(w *writing) error {
		m.writing, m.reading = w, &w.reading
		return m.takeAll(records)
	}, func(r *reading) (bool, error) {
		if m.landed == nil { // nothing was to be written
			return true, nil
		}
		return m.landed(r)
	})
}

// takeInPieces takes the records into a copy of the file, so that there may be any number of them. What was replaced is swept out
// of the copy once it has taken the file's place.
func (m *merge) takeInPieces(records iter.Seq2[checks.Record, error]) error {
	err := m.store.updateInPieces(func(p *pieces) error {
		m.pieces, m.writing, m.reading = p, p.writing, &p.writing.reading
		err := m.takeAll(records)
		if err == nil && m.out.Added+m.out.Replaced == 0 {
			err = errNoChange
		}
		return err
	})
	if err == nil && m.out.Replaced > 0 {
		_ = m.store.updateOnce(func(w *writing) error { // what stays is noted, and another write tries again
			w.leaves = earlierStates
			return nil
		})
	}
	return err
}

// turn goes on with another piece where the present one is full.
func (m *merge) turn() error {
	if m.pieces == nil {
		return nil
	}
	err := m.pieces.next()
	m.writing, m.reading = m.pieces.writing, &m.pieces.writing.reading
	return err
}

func (m *merge) takeAll(records iter.Seq2[checks.Record, error]) error {
	if err := m.lookAround(); err != nil {
		return err
	}
	var own error
	m.caller.run(func() error {
		for rec, err := range records {
			if err != nil {
				return err
			}
			m.caller.pause(func() {
				if own = m.take(rec); own == nil {
					own = m.turn()
				}
			})
			if own != nil {
				return own
			}
			if _, later := rec.(checks.Marks); !later {
				m.progress()
			}
		}
		return nil
	})
	switch {
	case own != nil:
		m.caller.err = nil
		return own
	case m.caller.err != nil, m.caller.panicked != nil:
		return errCaller
	}
	if err := m.takeMarks(); err != nil {
		return err
	}
	return m.orderTeams()
}

// progress says that one record more was taken in.
func (m *merge) progress() {
	if m.done++; m.options.Progress != nil {
		m.options.Progress(m.done)
	}
}

// take takes in a record, marks later.
func (m *merge) take(rec checks.Record) error {
	switch rec := rec.(type) {
	case checks.Run:
		return m.takeRun(rec)
	case checks.TeamAction:
		return m.takeAction(rec)
	case checks.Story:
		return m.takeStory(rec)
	case checks.Marks:
		m.marks = append(m.marks, rec)
		return m.first(teamsBucket, rec.Team, false)
	}
	return nil
}

// first refuses what came already.
func (m *merge) first(kind, key string, ofRun bool) error {
	wasOfRun, twice := m.came[kindKey{kind, key}]
	if twice && (!wasOfRun || !ofRun) {
		return &checks.Error{Code: checks.CodeTwice, Subject: checks.CleanLine(key)}
	}
	m.came[kindKey{kind, key}] = ofRun
	return nil
}

// differ notes a conflict, and replaces what is here where that is wanted and possible.
func (m *merge) differ(c Conflict, replace func() error) error {
	m.out.Conflicts = append(m.out.Conflicts, c)
	if c.Stays || !m.options.Replace {
		return nil
	}
	m.out.Replaced++
	if m.writing != nil {
		if err := m.keep(); err != nil {
			return err
		}
		m.writing.file.Sweep, m.writing.leaves = true, earlierStates
	}
	return replace()
}

// keep makes a backup before the first change of what is here.
func (m *merge) keep() error {
	if m.out.Backup != "" {
		return nil
	}
	made, err := m.store.backUpBefore(m.writing.from, ForImport)
	m.out.Backup = made.Path
	return err
}
