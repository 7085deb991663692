package checks

import (
	"bytes"
	"reflect"
)

// Record is one thing that is kept, as it goes from one machine to another: a [Run] with its own actions, a [Action] that
// was made between runs, a [Story], or the [Marks] of a team.
type Record interface {
	// Key names the record among all of its kind: its id, of marks the name of the team.
	Key() string
	// Problems returns everything that is wrong with the record as one of check c, or beside it.
	Problems(c Check) []Problem
	isRecord()
}

// Marks is what is remembered of a team as a whole. A team without any marks has no such record.
type Marks struct {
	Team       string `json:"team" import:"line"`
	Changing   bool   `json:"changing,omitempty"`   // its people change from run to run
	Leadership bool   `json:"leadership,omitempty"` // it leads other teams
}

// Key returns the id of the run.
func (r Run) Key() string { return r.ID }

// Key returns the id of the action.
func (a Action) Key() string { return a.ID }

// Key returns the id of the story.
func (s Story) Key() string { return s.ID }

// Key returns the name of the team.
func (m Marks) Key() string { return m.Team }

func (Run) isRecord()    {}
func (Action) isRecord() {}
func (Story) isRecord()  {}
func (Marks) isRecord()  {}

// Same tells whether two records hold the same, and so are of the same kind and have the same key: whether their JSON is the
// same. A map or list without entries is like none, and times are the same moment in whatever zone they are given.
func Same(a, b Record) bool {
	if reflect.TypeOf(a) != reflect.TypeOf(b) {
		return false
	}
	one, err := EncodeJSON(a)
	if err != nil {
		return false // of what no document can hold nothing is the same
	}
	other, err := EncodeJSON(b)
	return err == nil && bytes.Equal(one, other)
}
