package store

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"emptychair/checks"
)

// moment is when a run took place; runs of one moment come by their ids.
type moment struct {
	at time.Time
	id string
}

func (m moment) compare(o moment) int { return cmp.Or(m.at.Compare(o.at), cmp.Compare(m.id, o.id)) }

// lookAround notes what is here before anything is taken in. It reads keys alone.
func (m *merge) lookAround() error {
	m.actions, m.loose, m.stories = map[string]string{}, map[string][]byte{}, map[string][]byte{}
	if m.fresh = m.reading == nil || m.reading.file.Runs == 0; m.reading == nil {
		return nil
	}
	for bucket, note := range map[string]func(key []byte){
		actionsBucket: func(key []byte) {
			run, id, _ := strings.Cut(string(key), sep)
			m.actions[id] = run
		},
		looseBucket: func(key []byte) {
			_, id := splitLooseKey(key)
			m.loose[id] = bytes.Clone(key)
		},
		storiesBucket: func(key []byte) { m.stories[storyID(key)] = bytes.Clone(key) },
	} {
		b, err := m.reading.bucket(bucket)
		if err != nil {
			return err
		}
		c := b.Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			note(k)
		}
	}
	return nil
}

// takeMarks takes in the marks of teams.
func (m *merge) takeMarks() error {
	for _, there := range m.marks {
		if err := m.takeMark(there); err != nil {
			return err
		}
		m.caller.run(func() error {
			m.progress()
			return nil
		})
		if m.caller.panicked != nil {
			return errCaller
		}
	}
	return nil
}

func (m *merge) takeMark(there checks.Marks) error {
	if err := (checks.Setup{Team: there.Team, Kind: checks.Team, People: 1}).Validate(); err != nil {
		return err
	}
	here, present, err := m.marksHere(there.Team)
	switch {
	case err != nil:
		return err
	case here == there:
		m.out.Same++
		return nil
	case present && here == checks.Marks{Team: there.Team}:
		m.out.Added++
		return m.putMarks(there)
	}
	return m.differ(Conflict{here, there, !present}, func() error { return m.putMarks(there) })
}

// marksHere returns the marks of a team, and whether there is anything of it by now.
func (m *merge) marksHere(team string) (checks.Marks, bool, error) {
	t, members, err := m.teamHere(team)
	if err != nil || members == 0 {
		return checks.Marks{Team: team}, false, err
	}
	return t.marks(team), true, nil
}

// teamHere returns what is remembered of a team, and how many records it has by now.
func (m *merge) teamHere(team string) (teamRecord, int, error) {
	switch {
	case m.writing != nil:
		t, err := m.writing.team(team)
		if err != nil {
			return teamRecord{}, 0, err
		}
		return t.teamRecord, t.members(), nil
	case m.reading != nil:
		t, _, err := m.reading.readTeam(team)
		return t, t.members() + m.gained[team], err
	}
	return teamRecord{}, m.gained[team], nil
}

func (m *merge) putMarks(marks checks.Marks) error {
	if m.writing == nil {
		return nil
	}
	t, err := m.writing.team(marks.Team)
	if err != nil {
		return err
	}
	t.Changing, t.Leadership = marks.Changing, marks.Leadership
	m.landed = func(r *reading) (bool, error) {
		t, found, err := r.readTeam(marks.Team)
		return found && t.marks(marks.Team) == marks, err
	}
	return nil
}

// orderTeams puts the teams of a file without runs in the order of their latest ones, as if these had been saved one by one.
func (m *merge) orderTeams() error {
	if !m.fresh || m.writing == nil {
		return nil
	}
	names := slices.SortedFunc(maps.Keys(m.latest), func(a, b string) int { return m.latest[a].compare(m.latest[b]) })
	for i, name := range names {
		t, err := m.writing.team(name)
		if err != nil {
			return err
		}
		// Each of them has a change of its own, for each has a run.
		t.Used, m.writing.file.Team = m.writing.file.Change-uint64(len(names)-1-i), name
	}
	return nil
}
