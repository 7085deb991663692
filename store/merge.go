package store

import (
	"errors"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

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

// count counts a record.
func (g *Gain) count(rec checks.Record) {
	switch rec := rec.(type) {
	case checks.Run:
		g.Runs++
		g.Actions += len(rec.Actions)
	case checks.Action:
		g.Actions++
	case checks.Story:
		g.Stories++
	}
}

// Conflict is a record that differs here and there. Of marks whose team is not here, Here is what a team without marks has.
type Conflict struct {
	Here, There checks.Record
	Stays       bool // what is here stays in any case: theirs cannot be here beside something else, or without its team
}

// Merge takes in records from elsewhere: all of them, or none where one of them is not valid, where one comes twice
// ([checks.CodeTwice]), or where the sequence ends in an error, which is returned as it is. What is not here is added, what is here
// already is passed over, and what differs is a conflict: it stays as it is here or, with Replace, is replaced after a backup. A run
// that takes another one's place gets a new revision. What runs say at their look backs was said already, and is not said once more.
//
// An action between runs and one of a run never share an id: of two that do, the one that is here stays. Marks are taken in last; those
// of a team of which there is nothing even then stay out. To take in a run is not to use its team: the team used last stays the one
// that it is, and where there was no run before, the teams come in the order of their latest runs.
//
// The records go into a new file beside the old one, which takes its place when all of them are there: so there may be any number of
// them, and nothing of what was replaced is left. With Try nothing is written. Without it the file is created where there is none,
// whatever becomes of the records.
func (s *Store) Merge(records iter.Seq2[checks.Record, error], o MergeOptions) (Merged, error) {
	m := &merge{
		store: s, options: o, came: map[string]bool{}, keys: map[string]string{}, actions: map[string][]string{}, members: map[string]int{},
		latest: map[string]checks.Summary{}, replaced: map[string]bool{}, teams: map[string]teamRecord{},
	}
	var err error
	if o.Try {
		err = m.try(records)
	} else {
		err = m.intoFile(records)
	}
	if m.callers != nil {
		return Merged{}, m.callers
	}
	if err != nil && !errors.Is(err, errNoChange) {
		return Merged{}, s.translate(err)
	}
	return m.out, nil
}

// merge is one [Store.Merge] on its way.
type merge struct {
	*reading // what was here before, nil where there was no file
	store    *Store
	options  MergeOptions
	to       *builder // nil for a try
	out      Merged
	done     int
	callers  error // in which the records ended

	came    map[string]bool           // bucket and id of what came already
	keys    map[string]string         // keys of what was here before, by bucket and id
	actions map[string][]string       // ids of the actions that were here before, with their runs
	marks   []checks.Marks            // taken in last
	members map[string]int            // how many records each team has by now
	teams   map[string]teamRecord     // what is remembered of teams by now
	latest  map[string]checks.Summary // run of each team that came

	replaced map[string]bool // bucket and key of what is not taken over from before
}

// try goes through the records without a change.
func (m *merge) try(records iter.Seq2[checks.Record, error]) error {
	called := false
	err := m.store.view(func(r *reading) error {
		m.reading, called = r, true
		if err := r.verify(); err != nil {
			return err
		}
		return m.takeAll(records)
	})
	if err == nil && !called {
		err = m.takeAll(records)
	}
	return err
}

// intoFile takes the records into a new file, which takes the place of the old one.
func (m *merge) intoFile(records iter.Seq2[checks.Record, error]) error {
	m.store.mu.Lock()
	defer m.store.mu.Unlock()
	for range attempts {
		err := m.rewrite(records)
		if !errors.Is(err, errMissing) {
			return err
		}
		if err := m.store.create(); err != nil {
			return err
		}
	}
	return errReplaced
}

func (m *merge) rewrite(records iter.Seq2[checks.Record, error]) error {
	f, err := m.store.hold(true, time.Now().Add(m.store.timeout))
	if err != nil {
		return err
	}
	defer letGo(f)
	if m.reading, err = m.store.read(f); err != nil {
		return err
	}
	_ = m.store.sweepFolders() // what a crash has left behind takes room, and no more
	return m.store.build(filepath.Dir(m.store.path), m.store.inPlaceOf(f), func(b *builder) error {
		b.meta = m.meta
		b.meta.Sweep, b.meta.Records, b.meta.Sum = false, 0, 0
		b.meta.Change, b.meta.Nonce = b.meta.Change+1, nonce()
		m.to = b
		if err := m.takeAll(records); err != nil {
			return err
		}
		if m.out.Added+m.out.Replaced == 0 {
			return errNoChange
		}
		// What is replaced never comes into the new file, and so is nowhere in its free pages.
		return m.verifyEach(func(bucket, key string, v []byte) error {
			if m.replaced[bucket+sep+key] {
				return nil
			}
			return b.put(bucket, key, v)
		})
	})
}

func (m *merge) takeAll(records iter.Seq2[checks.Record, error]) error {
	if err := m.lookAround(); err != nil {
		return err
	}
	fresh := !slices.ContainsFunc(slices.Collect(maps.Keys(m.keys)), func(id string) bool { return strings.HasPrefix(id, runsBucket+sep) })
	for rec, err := range records {
		if err != nil {
			m.callers = err
			return err
		}
		if marks, ok := rec.(checks.Marks); ok {
			m.marks = append(m.marks, marks)
			err = m.first(teamsBucket, marks.Team)
		} else if err = m.take(rec); err == nil {
			m.progress()
		}
		if err != nil {
			return err
		}
	}
	for _, marks := range m.marks {
		if err := m.takeMarks(marks); err != nil {
			return err
		}
		m.progress()
	}
	if m.to == nil {
		return nil
	}
	return m.finishTeams(fresh)
}

// lookAround notes what is here before anything is taken in.
func (m *merge) lookAround() (err error) {
	if m.reading == nil {
		return nil
	}
	for _, bucket := range kinds {
		err := m.keysOf(bucket, "", func(key string) {
			m.keys[bucket+sep+idIn(key)] = key
			m.members[teamIn(key)]++
		})
		if err != nil {
			return err
		}
	}
	if m.teams, _, err = m.remembered(); err == nil {
		m.actions, err = m.actionIDs()
	}
	return err
}

// progress says that one record more was taken in.
func (m *merge) progress() {
	if m.done++; m.options.Progress != nil {
		m.options.Progress(m.done)
	}
}

// first refuses what came already.
func (m *merge) first(bucket, id string) error {
	if m.came[bucket+sep+id] {
		return &checks.Error{Code: checks.CodeTwice, Subject: checks.CleanLine(id)}
	}
	m.came[bucket+sep+id] = true
	return nil
}

// ofRuns stands in place of a bucket for actions of runs, of which several runs may have one of the same id.
const ofRuns = "actions of runs"

// firstActions refuses an action, and the actions of a run, whose ids came already as those of the other kind.
func (m *merge) firstActions(rec checks.Record) error {
	switch rec := rec.(type) {
	case checks.Run:
		for _, a := range rec.Actions {
			if m.came[ofRuns+sep+a.ID] = true; m.came[actionsBucket+sep+a.ID] {
				return m.first(actionsBucket, a.ID)
			}
		}
	case checks.Action:
		if m.came[ofRuns+sep+rec.ID] {
			return m.first(ofRuns, rec.ID)
		}
	}
	return nil
}

// take compares a record with the one of the same id that is here, if there is one, and writes it where it is new or replaces that one.
func (m *merge) take(there checks.Record) error {
	bucket, key, err := m.store.placeOf(there)
	if err == nil {
		err = m.first(bucket, there.Key())
	}
	if err == nil {
		err = m.firstActions(there)
	}
	if err != nil {
		return err
	}
	here, err := m.here(bucket, there.Key())
	if err != nil {
		return err
	}
	other, err := m.other(there)
	switch {
	case err != nil:
		return err
	case here != nil && checks.Same(here, there):
		m.out.Same++
		return nil
	case other != nil:
		if here == nil {
			here = other
		}
		return m.differ(Conflict{here, there, true}, nil)
	case here == nil:
		m.out.Added++
		m.out.New.count(there)
		return m.put(bucket, key, there)
	}
	return m.differ(Conflict{here, there, false}, func() error {
		was := m.keys[bucket+sep+there.Key()]
		m.members[teamIn(was)]--
		if bucket == runsBucket {
			for id, runs := range m.actions {
				m.actions[id] = slices.DeleteFunc(runs, func(run string) bool { return run == there.Key() })
			}
		}
		m.replaced[bucket+sep+was] = true
		return m.put(bucket, key, there)
	})
}

// other returns an action that is here and has the id of one from elsewhere, where one of them was made between runs and the other in a run;
// nil for none.
func (m *merge) other(there checks.Record) (checks.Record, error) {
	switch there := there.(type) {
	case checks.Run:
		for _, a := range there.Actions {
			if slices.Contains(m.actions[a.ID], "") {
				return m.here(actionsBucket, a.ID)
			}
		}
	case checks.Action:
		if runs := m.actions[there.ID]; len(runs) > 0 && !slices.Contains(runs, "") {
			has, err := m.here(runsBucket, runs[0])
			if err != nil {
				return nil, err
			}
			of := checks.ActionsOf(has.(checks.Run))
			return of[slices.IndexFunc(of, func(a checks.Action) bool { return a.ID == there.ID })], nil
		}
	}
	return nil, nil
}

// here returns the record of a bucket that was here before with an id, nil where there was none.
func (m *merge) here(bucket, id string) (checks.Record, error) {
	key, found := m.keys[bucket+sep+id]
	if !found {
		return nil, nil
	}
	rec, err := m.get(bucket, key)
	if err != nil {
		return nil, err
	}
	return readRecord(m.store, rec)
}

// put writes a record.
func (m *merge) put(bucket, key string, rec checks.Record) error {
	m.members[teamIn(key)]++
	if run, ok := rec.(checks.Run); ok {
		list := []checks.Summary{checks.Summarize(run)}
		if last := m.latest[run.Team]; last.ID != "" {
			list = append(list, last)
			checks.SortLatest(list)
		}
		m.latest[run.Team] = list[0]
	}
	return m.save(bucket, key, rec)
}

// save writes a body under a key.
func (m *merge) save(bucket, key string, body any) error {
	if m.to == nil {
		return nil
	}
	m.replaced[bucket+sep+key] = true
	v, err := seal(bucket, key, m.to.meta.Change, body)
	if err != nil {
		return err
	}
	return m.to.put(bucket, key, v)
}

// differ notes a conflict, and replaces what is here where that is wanted and possible, after a backup.
func (m *merge) differ(c Conflict, replace func() error) error {
	m.out.Conflicts = append(m.out.Conflicts, c)
	if c.Stays || !m.options.Replace {
		return nil
	}
	m.out.Replaced++
	if m.to != nil && m.out.Backup == "" {
		made, err := m.store.backUp(m.reading, ForImport)
		if err != nil {
			return err
		}
		m.out.Backup = made.Path
	}
	return replace()
}

// takeMarks takes in the marks of a team.
func (m *merge) takeMarks(there checks.Marks) error {
	if err := refuse(m.store, there); err != nil {
		return err
	}
	none, here, present := checks.Marks{Team: there.Team}, m.teams[there.Team].marks(there.Team), m.members[there.Team] > 0
	if !present {
		here = none
	}
	set := func() error {
		m.teams[there.Team] = teamRecord{there.Changing, there.Leadership, m.teams[there.Team].Used}
		return m.save(teamsBucket, there.Team, m.teams[there.Team])
	}
	switch {
	case here == there:
		m.out.Same++
		return nil
	case present && here == none:
		m.out.Added++
		return set()
	}
	return m.differ(Conflict{here, there, !present}, set)
}

// finishTeams lets teams that are new have a record, lets go of what is remembered of those that have nothing left, and puts the teams of a file that was without runs in the order of
// their latest ones, as if these had been saved one by one.
func (m *merge) finishTeams(fresh bool) error {
	for team, n := range m.members {
		if _, known := m.teams[team]; n > 0 && !known {
			if err := m.save(teamsBucket, team, teamRecord{}); err != nil {
				return err
			}
		}
		if n == 0 {
			m.replaced[teamsBucket+sep+team] = true
			if m.to.meta.Team == team {
				m.to.meta.Team = ""
			}
		}
	}
	list := slices.Collect(maps.Values(m.latest))
	checks.SortLatest(list)
	for _, run := range slices.Backward(list) {
		if !fresh {
			break
		}
		m.to.meta.Change++
		m.to.meta.Team = run.Team
		t := m.teams[run.Team]
		t.Used = m.to.meta.Change
		if err := m.save(teamsBucket, run.Team, t); err != nil {
			return err
		}
	}
	return nil
}
