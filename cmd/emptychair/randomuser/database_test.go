package randomuser

import (
	"fmt"
	"slices"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

// ledger is a database that keeps a list of what it said is saved.
type ledger struct {
	*store.Store
	kept  map[string]checks.Record // by kind and key
	loses bool                     // a save of a run with votes, though it is said to be there

	fails    bool // nothing can be saved
	intruded bool // another program has written the run that is open
}

// full is what saves fail with.
var full = &checks.Error{Code: checks.CodeDiskFull}

func titleOf(r checks.Record) string { return fmt.Sprintf("%T %s", r, r.Key()) }

// records are all that are in the file.
func (l *ledger) records() (map[string]checks.Record, error) {
	all := map[string]checks.Record{}
	for r, err := range l.Records("") {
		if err != nil {
			return nil, err
		}
		if list := r.Problems(content.Check()); len(list) > 0 {
			return nil, fmt.Errorf("%s: %w", titleOf(r), list[0].Err)
		}
		all[titleOf(r)] = r
	}
	return all, nil
}

func (l *ledger) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	if l.loses && revision > 0 && len(r.Ratings) > 0 {
		l.kept[titleOf(r)] = r.Clone()
		return revision, nil
	}
	if l.fails {
		return 0, full
	}
	next, err := l.Store.SaveRun(r, revision)
	if err == nil {
		l.intruded = false
		before, _ := l.kept[titleOf(r)].(checks.Run)
		l.look(before, r)
		l.kept[titleOf(r)] = r.Clone()
		l.forgetTeam(before.Team)
	}
	return next, err
}

// forgetTeam forgets what is remembered of a team of which nothing else is left.
func (l *ledger) forgetTeam(team string) {
	for _, rec := range l.kept {
		switch rec := rec.(type) {
		case checks.Run:
			if rec.Team == team {
				return
			}
		case checks.Action:
			if rec.Team == team {
				return
			}
		case checks.Story:
			if rec.Team == team {
				return
			}
		}
	}
	delete(l.kept, titleOf(checks.Marks{Team: team}))
}

// look says of actions and complaints what a run says of them.
func (l *ledger) look(before, after checks.Run) {
	for _, id := range checks.ChangedLooks(before, after) {
		was, now := before.Looked[id], after.Looked[id]
		for key, rec := range l.kept {
			switch rec := rec.(type) {
			case checks.Action:
				if rec.ID == id {
					l.kept[key] = checks.ActionAfter(rec, was, now)
				}
			case checks.Story:
				if rec.ID == id {
					rec.Complaint = checks.ComplaintAfter(rec.Complaint, was, now)
					l.kept[key] = rec
				}
			case checks.Run:
				rec = rec.Clone()
				for i, a := range checks.ActionsOf(rec) {
					if a.ID == id {
						rec.Actions[i] = checks.ActionAfter(a, was, now).Own()
						l.kept[key] = rec
					}
				}
			}
		}
	}
}

func (l *ledger) SaveAction(was, now checks.Action) error {
	if l.fails {
		return full
	}
	err := l.Store.SaveAction(was, now)
	r, ofRun := l.kept[titleOf(checks.Run{ID: now.Run})].(checks.Run)
	switch {
	case err != nil:
	case !ofRun:
		l.kept[titleOf(now)] = now
	default:
		r = r.Clone()
		for i, a := range r.Actions {
			if a.ID == now.ID {
				r.Actions[i] = now.Own()
			}
		}
		l.kept[titleOf(r)] = r
	}
	return err
}

func (l *ledger) SaveStory(was, now checks.Story) error {
	if l.fails {
		return full
	}
	err := l.Store.SaveStory(was, now)
	if err == nil {
		l.kept[titleOf(now)] = now
	}
	return err
}

func (l *ledger) DeleteStory(id string) error {
	err := l.Store.DeleteStory(id)
	if err == nil {
		delete(l.kept, titleOf(checks.Story{ID: id}))
		l.forget(id)
	}
	return err
}

// DeleteAction is of the only action with its id: nobody copies a run here.
func (l *ledger) DeleteAction(id, of string) error {
	err := l.Store.DeleteAction(id, of)
	if err != nil {
		return err
	}
	delete(l.kept, titleOf(checks.Action{ID: id}))
	if r, ok := l.kept[titleOf(checks.Run{ID: of})].(checks.Run); ok {
		r = r.Clone()
		r.Actions = slices.DeleteFunc(r.Actions, func(a checks.Action) bool { return a.ID == id })
		l.kept[titleOf(r)] = r
	}
	l.forget(id)
	return nil
}

// forget takes out of all runs what they said of something that is deleted.
func (l *ledger) forget(id string) {
	for title, rec := range l.kept {
		if r, ok := rec.(checks.Run); ok && r.Looked[id] != (checks.Look{}) {
			r = r.Clone()
			if delete(r.Looked, id); len(r.Looked) == 0 {
				r.Looked = nil
			}
			l.kept[title] = r
		}
	}
}

func (l *ledger) DeleteRun(id string) error {
	err := l.Store.DeleteRun(id)
	if err == nil {
		delete(l.kept, titleOf(checks.Run{ID: id}))
	}
	return err
}

func (l *ledger) MarkChanging(team string, changing bool) error {
	return l.mark(l.Store.MarkChanging(team, changing), team, func(m *checks.Marks) { m.Changing = changing })
}

func (l *ledger) MarkLeadership(team string, leadership bool) error {
	return l.mark(l.Store.MarkLeadership(team, leadership), team, func(m *checks.Marks) { m.Leadership = leadership })
}

func (l *ledger) BackUp() error {
	_, err := l.Store.BackUp(store.ForFinish)
	return err
}

// CountBackups and RemoveBackupsOf have to do with no backups.
func (l *ledger) CountBackups([]string) (n int, all bool, err error) { return 0, true, nil }

func (l *ledger) RemoveBackupsOf([]string) error { return nil }

func (l *ledger) mark(err error, team string, set func(*checks.Marks)) error {
	m := checks.Marks{Team: team}
	key := titleOf(m)
	if was, ok := l.kept[key].(checks.Marks); ok {
		m = was
	}
	if set(&m); err == nil && (m.Changing || m.Leadership) {
		l.kept[key] = m
	} else if err == nil {
		delete(l.kept, key)
	}
	return err
}

// holds tells whether a run was saved as it is, or perhaps one that is like it, or is new and holds nothing.
func (l *ledger) holds(r checks.Run, anyID bool) bool {
	if saved, found := l.kept[titleOf(r)]; !anyID {
		return !found && r.IsEmpty() || same(r, saved)
	}
	for _, rec := range l.kept {
		if other, ok := rec.(checks.Run); ok && len(other.Actions) == len(r.Actions) {
			other = other.Clone()
			other.ID = r.ID
			for i := range other.Actions {
				other.Actions[i].ID = r.Actions[i].ID
			}
			if same(r, other) {
				return true
			}
		}
	}
	return false
}

// same tells whether two runs hold the same, but for the clock, which goes on by itself.
func same(a checks.Run, b checks.Record) bool {
	other, _ := b.(checks.Run)
	a.Spent, other.Spent = nil, nil
	return checks.Same(a, other)
}
