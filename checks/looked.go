package checks

import (
	"slices"
	"strings"
)

// Looked is what a run said of one action or complaint at its look back, with what that is about.
type Looked struct {
	Look
	ID        string
	Text      string
	From      string // the item or question of the action, or the one that the story is about; "" for none
	Complaint bool   // a complaint, otherwise an action
}

// LookedOf returns what the run said at its look back: first of actions, then of complaints, both in the order in which they were
// made. What was deleted since is left out: nobody can tell any more what it was.
func LookedOf(r Run, actions []Action, stories []Story) []Looked {
	var done, heard []Looked
	for _, a := range actions {
		if look, ok := r.Looked[a.ID]; ok {
			done = append(done, Looked{look, a.ID, a.Text, a.From, false})
		}
	}
	for _, s := range stories {
		if look, ok := r.Looked[s.ID]; ok {
			heard = append(heard, Looked{look, s.ID, s.Text, s.About, true})
		}
	}
	for _, list := range [][]Looked{done, heard} {
		slices.SortFunc(list, func(a, b Looked) int { return strings.Compare(a.ID, b.ID) })
	}
	return append(done, heard...)
}
