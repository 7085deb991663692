package checks

import (
	"maps"
	"slices"
)

// Record is one thing that is kept, as it goes from one machine to another: a [Run] with its own actions, a [TeamAction] that
// was made between runs, a [Story], or the [Marks] of a team.
type Record interface {
	// Key names the record among all of its kind: its id, of marks the name of the team.
	Key() string
	isRecord()
}

// Marks is what is remembered of a team as a whole. A team without any marks has no such record.
type Marks struct {
	Team       string
	Changing   bool // its people change from run to run
	Leadership bool // it leads other teams
}

// Key returns the id of the run.
func (r Run) Key() string { return r.ID }

// Key returns the id of the action.
func (a TeamAction) Key() string { return a.ID }

// Key returns the id of the story.
func (s Story) Key() string { return s.ID }

// Key returns the name of the team.
func (m Marks) Key() string { return m.Team }

func (Run) isRecord()        {}
func (TeamAction) isRecord() {}
func (Story) isRecord()      {}
func (Marks) isRecord()      {}

// Same tells whether two records hold the same, and so are of the same kind and have the same key.
func Same(a, b Record) bool {
	switch a := a.(type) {
	case Run:
		b, ok := b.(Run)
		return ok && a.Equal(b)
	case TeamAction:
		b, ok := b.(TeamAction)
		return ok && a.Equal(b)
	case Story:
		b, ok := b.(Story)
		return ok && a.Equal(b)
	}
	return a == b
}

// Equal tells whether two runs hold the same. A map or list without entries is like none, and times are the same moment in
// whatever zone they are given.
func (r Run) Equal(o Run) bool {
	same := r.ID == o.ID && r.Check == o.Check && r.Team == o.Team && r.Kind == o.Kind && r.People == o.People &&
		r.ChangingTeam == o.ChangingTeam && r.Origin == o.Origin && r.LookBack == o.LookBack && r.At == o.At && r.Minutes == o.Minutes
	same = same && r.Started.Equal(o.Started) && r.Finished.Equal(o.Finished) && slices.Equal(r.Actions, o.Actions)
	return same && maps.Equal(r.Ratings, o.Ratings) && maps.Equal(r.Looked, o.Looked) && maps.Equal(r.Spent, o.Spent) &&
		maps.Equal(r.Drafts, o.Drafts) && maps.EqualFunc(answered(r), answered(o), slices.Equal[[]Answer])
}

// answered returns the answers to the questions that have any.
func answered(r Run) map[string][]Answer {
	m := maps.Clone(r.Answers)
	maps.DeleteFunc(m, func(_ string, list []Answer) bool { return len(list) == 0 })
	return m
}

// Equal tells whether two actions hold the same.
func (a TeamAction) Equal(o TeamAction) bool {
	return a.Action == o.Action && a.Team == o.Team && a.Run == o.Run && a.Made.Equal(o.Made)
}
