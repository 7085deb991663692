package store

import (
	"slices"

	"emptychair/checks"
)

func (m *merge) takeRun(there checks.Run) error {
	if err := m.store.checkRun(there); err != nil {
		return err
	}
	if err := m.first(runsBucket, there.ID, false); err != nil {
		return err
	}
	for _, a := range there.Actions {
		if err := m.first(actionsBucket, a.ID, true); err != nil {
			return err
		}
	}
	here, revision, found, err := m.runHere(there.ID)
	if err != nil {
		return err
	}
	between := m.between(there, here)
	switch {
	case found && here.Equal(there):
		m.out.Same++
		return nil
	case found:
		return m.differ(Conflict{here, there, between != ""}, func() error { return m.replaceRun(here, there, revision) })
	case between != "":
		a, _, err := m.store.looseAtKey(m.reading, m.loose[between])
		if err != nil {
			return err
		}
		return m.differ(Conflict{a, there, true}, nil)
	}
	m.out.Added++
	m.out.New.Runs++
	m.out.New.Actions += len(there.Actions)
	return m.putRun(there, 0)
}

// runHere returns the run that is here under an id, and its revision.
func (m *merge) runHere(id string) (run checks.Run, revision uint64, found bool, err error) {
	if m.reading == nil {
		return checks.Run{}, 0, false, nil
	}
	if _, found, err = m.reading.get(runsBucket, []byte(id), nil); err != nil || !found {
		return checks.Run{}, 0, false, err
	}
	run, revision, err = m.store.readRun(m.reading, id)
	return run, revision, err == nil, err
}

// between returns the id of an action of a run from elsewhere that an action between runs has here, "" for none. What the run here
// has too is no matter.
func (m *merge) between(there, here checks.Run) string {
	for _, a := range there.Actions {
		known := slices.ContainsFunc(here.Actions, func(own checks.Action) bool { return own.ID == a.ID })
		if m.loose[a.ID] != nil && !known {
			return a.ID
		}
	}
	return ""
}

func (m *merge) replaceRun(here, there checks.Run, revision uint64) error {
	m.gained[here.Team]--
	for _, a := range here.Actions {
		if m.actions[a.ID] == here.ID {
			delete(m.actions, a.ID)
		}
	}
	return m.putRun(there, revision)
}

// putRun writes a run over the revision that is here, 0 for none.
func (m *merge) putRun(run checks.Run, revision uint64) error {
	m.gained[run.Team]++
	at := moment{run.When(), run.ID}
	if before, ok := m.latest[run.Team]; !ok || before.compare(at) < 0 {
		m.latest[run.Team] = at
	}
	if m.writing == nil {
		return nil
	}
	m.writing.file.Change++ // no other team came with this one
	if _, err := m.writing.joined(run.Team); err != nil {
		return err
	}
	saved, err := m.writing.write(run, revision)
	m.landed = func(r *reading) (bool, error) { return m.store.holds(r, run, saved) }
	return err
}

func (m *merge) takeAction(there checks.TeamAction) error {
	if err := m.store.checkAction(there); err != nil {
		return err
	}
	if there.Run != "" { // comes with its run
		return &checks.Error{Code: checks.CodeInvalidRun, Subject: checks.CleanLine(there.ID)}
	}
	if err := m.first(actionsBucket, there.ID, false); err != nil {
		return err
	}
	key, run := m.loose[there.ID], m.actions[there.ID]
	switch {
	case key == nil && run == "":
		m.out.Added++
		m.out.New.Actions++
		return m.putAction(there)
	case key == nil:
		has, _, err := m.store.readRun(m.reading, run)
		if err != nil {
			return err
		}
		here, _ := actionIn(has, there.ID)
		return m.differ(Conflict{here, there, true}, nil)
	}
	here, _, err := m.store.looseAtKey(m.reading, key)
	if err != nil {
		return err
	}
	return m.meet(Conflict{here, there, false}, here.Equal(there), here.Team, func() error {
		return m.writing.removeLoose(here)
	}, func() error { return m.putAction(there) })
}

// meet compares what has one id here and there: what is not the same is a conflict, in which theirs is put in place of what is
// removed here.
func (m *merge) meet(c Conflict, same bool, team string, remove, put func() error) error {
	if same {
		m.out.Same++
		return nil
	}
	return m.differ(c, func() error {
		m.gained[team]--
		if m.writing != nil {
			if err := remove(); err != nil {
				return err
			}
		}
		return put()
	})
}

// putAction writes an action between runs whose id no other one has.
func (m *merge) putAction(a checks.TeamAction) error {
	m.gained[a.Team]++
	if m.writing == nil {
		return nil
	}
	m.writing.file.Change++
	m.landed = func(r *reading) (bool, error) {
		there, found, err := m.store.looseAt(r, a.Team, a.ID)
		return found && there.Equal(a), err
	}
	return m.writing.addLoose(a)
}

func (m *merge) takeStory(there checks.Story) error {
	if err := m.store.checkStory(there); err != nil {
		return err
	}
	if err := m.first(storiesBucket, there.ID, false); err != nil {
		return err
	}
	key := m.stories[there.ID]
	if key == nil {
		m.out.Added++
		m.out.New.Stories++
		return m.putStory(there)
	}
	here, _, err := m.store.storyAt(m.reading, key)
	if err != nil {
		return err
	}
	return m.meet(Conflict{here, there, false}, here.Equal(there), here.Team, func() error {
		return m.writing.removeStory(here)
	}, func() error { return m.putStory(there) })
}

// putStory writes a story whose id no other one has.
func (m *merge) putStory(story checks.Story) error {
	m.gained[story.Team]++
	if m.writing == nil {
		return nil
	}
	m.writing.file.Change++
	m.landed = func(r *reading) (bool, error) { return m.store.holdsStory(r, story) }
	return m.writing.addStory(story)
}
