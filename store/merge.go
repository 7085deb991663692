package store

import (
	"errors"
	"iter"
	"path/filepath"

	"emptychair/checks"
)

// MergeOptions says how records from elsewhere are taken in.
type MergeOptions struct {
	Replace bool // what differs is replaced by theirs
	Try     bool // only say what would happen
}

// Merged is what became of records from elsewhere. Of a run that differs its actions are not counted.
type Merged struct {
	Added     Part       `json:"added"`
	Same      Part       `json:"same"`
	Replaced  Part       `json:"replaced"`
	Left      Part       `json:"left"`
	Conflicts []Conflict `json:"-"`      // what differs, whether it was replaced or not
	Backup    string     `json:"backup"` // path of the copy from before anything was replaced, "" where nothing was
}

// Part is how many records the same became of, marks among them, and how many of each kind.
type Part struct {
	Records int `json:"records"`
	Counts
}

func (p *Part) add(rec checks.Record) {
	p.Records++
	p.Add(rec)
}

// Conflict is a record that differs here and there. Of marks whose team is not here, Stored is what a team without marks has.
type Conflict struct {
	Stored, Incoming checks.Record
	Stays            bool // what is here stays in any case: theirs cannot be here, for example without its team
}

// Merge takes in records from elsewhere: all of them, or none where one of them is not valid, where one comes twice
// ([checks.CodeTwice]), or where the sequence ends in an error, which is returned as it is. What is not here is added, what is here
// already is passed over, and what differs is a conflict: it stays as it is here or, with Replace, is replaced after a backup. A run
// that takes another one's place gets a new revision. What runs say at their look backs was said already, and is not said once more.
//
// Marks are taken in last; those of a team of which there is nothing even then stay out. To take in a run is not to use its team: the
// team used last stays the one that it is. Where there was no run before, it is that of the latest one.
//
// The records go into a new file, which takes the place of the old one when all of them are there, so that nothing of what was replaced
// is left. With Try nothing is written. Without it the file is created where there is none, whatever becomes of the records.
func (s *Store) Merge(records iter.Seq2[checks.Record, error], o MergeOptions) (Merged, error) {
	m := &merge{
		options: o, records: records, came: map[string]bool{}, keys: map[string]string{}, members: map[string]int{}, written: map[string]bool{},
	}
	var err error
	if o.Try {
		err = s.view(func(r *reading) error {
			m.reading = r
			if err := r.verify(); err != nil {
				return err
			}
			return m.takeAll()
		})
	} else {
		err = s.withFile(func() error { return m.rewrite(s) })
	}
	if m.ended != nil {
		return Merged{}, m.ended
	}
	if err != nil && !errors.Is(err, errNoChange) {
		return Merged{}, s.translate(err)
	}
	return m.out, nil
}

// merge is one [Store.Merge] on its way.
type merge struct {
	*reading // the file before
	options  MergeOptions
	records  iter.Seq2[checks.Record, error]
	to       *builder // nil for a try
	out      Merged
	ended    error // the error in which the records ended

	came    map[string]bool         // bucket and id of what came already
	keys    map[string]string       // keys of the stored records, by bucket and id
	written map[string]bool         // bucket and key of what is not copied from the file before
	members map[string]int          // how many records each team has by now
	teams   map[string]checks.Marks // what is remembered of teams by now
	waiting []checks.Marks          // that came, taken in last
	hasRuns bool                    // some are stored
	latest  checks.Run              // that came
}

// rewrite takes the records into a new file, which takes the place of the present one.
func (m *merge) rewrite(s *Store) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.openLocked(true)
	if err != nil {
		return err
	}
	defer closeLocked(f)
	if m.reading, err = s.read(s.contentOf(f)); err != nil {
		return err
	}
	_ = s.sweepFolders() // what a crash has left behind takes room, and no more
	return s.build(filepath.Dir(s.path), func(from string) error { return s.renameOver(f, from) }, func(b *builder) error {
		b.meta = m.meta
		b.meta.Sweep, b.meta.Open, b.meta.Records, b.meta.Sum = false, false, 0, 0
		b.meta.Change, b.meta.Nonce = b.meta.Change+1, s.nonce()
		m.to = b
		if err := m.takeAll(); err != nil {
			return err
		}
		if m.out.Added.Records+m.out.Replaced.Records == 0 {
			return errNoChange
		}
		// What is replaced never comes into the new file, and so is nowhere in its free pages.
		return m.verifyEach(func(rec record) error {
			if m.written[rec.bucket+sep+rec.key] {
				return nil
			}
			return b.put(rec)
		})
	})
}

// takeAll takes in all records.
func (m *merge) takeAll() error {
	if err := m.noteStored(); err != nil {
		return err
	}
	for rec, err := range m.records {
		if err != nil {
			m.ended = err
			return err
		}
		if err := m.take(rec); err != nil {
			return err
		}
	}
	for _, marks := range m.waiting {
		if err := m.takeMarks(marks); err != nil {
			return err
		}
	}
	if m.to == nil {
		return nil
	}
	return m.finishTeams()
}

// noteStored notes what is stored before anything is taken in.
func (m *merge) noteStored() (err error) {
	for _, bucket := range kinds {
		keys, err := m.reading.keys(bucket, "")
		if err != nil {
			return err
		}
		for _, key := range keys {
			m.keys[bucket+sep+idIn(key)] = key
			m.members[teamIn(key)]++
		}
		m.hasRuns = m.hasRuns || bucket == runsBucket && len(keys) > 0
	}
	m.teams, _, err = m.marks()
	return err
}

// take compares a record with the stored one of the same id, if there is one, and writes it where it is new or replaces that one.
func (m *merge) take(theirs checks.Record) error {
	if err := m.store.refuse(theirs); err != nil {
		return err
	}
	bucket, key := placeOf(theirs)
	id := bucket + sep + theirs.Key()
	switch {
	case bucket == "":
		return &checks.Error{Code: checks.CodeInvalid, Subject: checks.CleanLine(theirs.Key())}
	case m.came[id]:
		return &checks.Error{Code: checks.CodeTwice, Subject: checks.CleanLine(theirs.Key())}
	}
	m.came[id] = true
	if marks, ok := theirs.(checks.Marks); ok {
		m.waiting = append(m.waiting, marks)
		return nil
	}
	before, found := m.keys[id]
	if !found {
		m.out.Added.add(theirs)
		return m.put(bucket, key, theirs)
	}
	rec, err := m.get(bucket, before)
	if err != nil {
		return err
	}
	ours, err := readRecord(m.store, rec)
	if err != nil {
		return err
	}
	if checks.Same(ours, theirs) {
		m.out.Same.add(theirs)
		return nil
	}
	if replaces, err := m.conflict(Conflict{ours, theirs, false}); err != nil || !replaces {
		return err
	}
	m.members[teamIn(before)]--
	m.written[bucket+sep+before] = true
	return m.put(bucket, key, theirs)
}

// put writes a record of the domain.
func (m *merge) put(bucket, key string, rec checks.Record) error {
	m.members[teamIn(key)]++
	if run, ok := rec.(checks.Run); ok {
		list := []checks.Run{run}
		if m.latest.ID != "" {
			list = append(list, m.latest)
		}
		checks.SortRuns(list)
		m.latest = list[0]
	}
	return m.save(bucket, key, rec)
}

// save writes a body under a key.
func (m *merge) save(bucket, key string, body any) error {
	if m.to == nil {
		return nil
	}
	m.written[bucket+sep+key] = true
	return m.to.add(bucket, key, body)
}

// conflict notes a conflict, and tells whether what is stored is to be replaced: where that is wanted and possible, after a backup.
func (m *merge) conflict(c Conflict) (replaces bool, err error) {
	m.out.Conflicts = append(m.out.Conflicts, c)
	differs := c.Incoming
	if run, ok := differs.(checks.Run); ok {
		run.Actions = nil
		differs = run
	}
	if c.Stays || !m.options.Replace {
		m.out.Left.add(differs)
		return false, nil
	}
	m.out.Replaced.add(differs)
	if m.to != nil && m.out.Backup == "" {
		made, err := m.store.backUp(m.reading, ForImport)
		if err != nil {
			return false, err
		}
		m.out.Backup = made.Path
	}
	return true, nil
}

// takeMarks takes in the marks of a team.
func (m *merge) takeMarks(theirs checks.Marks) error {
	team, none := theirs.Team, checks.Marks{Team: theirs.Team}
	ours, known := m.teams[team]
	present := m.members[team] > 0
	if !known || !present {
		ours = none
	}
	switch {
	case ours == theirs:
		m.out.Same.add(theirs)
		return nil
	case present && ours == none:
		m.out.Added.add(theirs)
	default:
		if replaces, err := m.conflict(Conflict{ours, theirs, !present}); err != nil || !replaces {
			return err
		}
	}
	m.teams[team] = theirs
	return m.save(teamsBucket, team, theirs)
}

// finishTeams lets teams that are new have a record, and lets go of what is remembered of those that have nothing left.
func (m *merge) finishTeams() error {
	for team, n := range m.members {
		if _, known := m.teams[team]; n > 0 && !known {
			if err := m.save(teamsBucket, team, checks.Marks{Team: team}); err != nil {
				return err
			}
		}
		if n == 0 {
			m.written[teamsBucket+sep+team] = true
			if m.to.meta.Team == team {
				m.to.meta.Team = ""
			}
		}
	}
	if !m.hasRuns && m.latest.ID != "" {
		m.to.meta.Team = m.latest.Team
	}
	return nil
}
