package checks

import (
	"slices"
	"strings"
)

// Work is what a team looks back on at the beginning of a run: actions, and complaints whose fix is in.
type Work struct {
	Actions    []Action // what is due first first
	Complaints []Story  // the latest first
}

// IsEmpty tells whether there is nothing to look back on.
func (w Work) IsEmpty() bool { return len(w.Actions)+len(w.Complaints) == 0 }

// Outcome is what a team said at the beginning of a run of an action or a complaint that stood open.
type Outcome string

// The outcomes: of an action the first three, of a complaint the others.
const (
	OutcomeDone     Outcome = "done"
	OutcomeOpen     Outcome = "open" // it was looked at, and stays open
	OutcomeDropped  Outcome = "dropped"
	OutcomeGone     Outcome = "gone"
	OutcomeCameBack Outcome = "came-back"
)

// Look is what was said of one action or complaint, and on which day. A dropped action has a reason.
type Look struct {
	Outcome Outcome `json:"outcome"`
	Reason  string  `json:"reason" import:"line,optional"`
	On      Day     `json:"on"`
}

// Look notes what became of the action or complaint with this id; the zero Look takes that back.
func (f *Flow) Look(id string, l Look) error {
	l.Reason = CleanLine(l.Reason)
	next := f.now
	next.run.Looked = with(next.run.Looked, id, l)
	if l == (Look{}) {
		delete(next.run.Looked, id)
	}
	if len(next.run.Looked) == 0 {
		next.run.Looked = nil
	}
	return f.change(next)
}

// LookedDiffer returns the ids of which two states of a run say different things, in order.
func LookedDiffer(before, after Run) (ids []string) {
	for _, looked := range []map[string]Look{before.Looked, after.Looked} {
		for id := range looked {
			if before.Looked[id] != after.Looked[id] {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// ActionAfter returns an action as it is after what was said of it before is replaced by what is said now. What somebody did to
// it elsewhere meanwhile stays where nothing is said now.
func ActionAfter(a Action, before, now Look) Action {
	if now == (Look{}) {
		if said := string(before.Outcome); said == string(a.State) && before.Reason == a.Reason {
			return a.Reopen()
		}
		return a
	}
	switch now.Outcome {
	case OutcomeDone:
		return a.Finish()
	case OutcomeDropped:
		a.State, a.Reason = Dropped, now.Reason
	case OutcomeOpen:
		return a.Reopen()
	}
	return a
}

// ComplaintAfter is [ActionAfter] for a complaint. What can no longer be said of it changes nothing.
func ComplaintAfter(c Complaint, before, now Look) Complaint {
	if string(before.Outcome) == string(c.State) && before.On == c.Since() {
		c = c.Unsettle()
	}
	if now == (Look{}) {
		return c
	}
	after, err := c.Settle(ComplaintState(now.Outcome), now.On)
	if err != nil {
		return c
	}
	return after
}

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
func LookedOf(r Run, actions []Action, stories []Story) (list []Looked) {
	for _, a := range actions {
		if look, ok := r.Looked[a.ID]; ok {
			list = append(list, Looked{look, a.ID, a.Text, a.From, false})
		}
	}
	n := len(list)
	for _, s := range stories {
		if look, ok := r.Looked[s.ID]; ok {
			list = append(list, Looked{look, s.ID, s.Text, s.About, true})
		}
	}
	for _, part := range [][]Looked{list[:n], list[n:]} {
		slices.SortFunc(part, func(a, b Looked) int { return strings.Compare(a.ID, b.ID) })
	}
	return list
}
