package checks

import (
	"slices"
	"strings"
)

// OpenWork is what a team looks back on at the beginning of a run: actions, and complaints whose fix is in.
type OpenWork struct {
	Actions    []Action // what is due first first
	Complaints []Story  // the latest first
}

// IsEmpty tells whether there is nothing to look back on.
func (w OpenWork) IsEmpty() bool { return len(w.Actions)+len(w.Complaints) == 0 }

// Only returns what of it has an outcome in a look back.
func (w OpenWork) Only(looked map[string]Look) OpenWork {
	w.Actions = slices.DeleteFunc(w.Actions, func(a Action) bool { return looked[a.ID] == (Look{}) })
	w.Complaints = slices.DeleteFunc(w.Complaints, func(s Story) bool { return looked[s.ID] == (Look{}) })
	return w
}

// Outcome is what became of an open action or complaint, as the team says it at the beginning of a run.
type Outcome string

// The outcomes: of an action the first three, of a complaint the others.
const (
	OutcomeDone     Outcome = "done"
	OutcomeOpen     Outcome = "open" // it was looked at, and stays open
	OutcomeDropped  Outcome = "dropped"
	OutcomeGone     Outcome = "gone"
	OutcomeCameBack Outcome = "came-back"
)

// Look is the outcome of one action or complaint, and the day on which the team said it. A dropped action has a reason.
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

// ChangedLooks returns the ids whose look is not the same in two states of a run, in order.
func ChangedLooks(before, after Run) (ids []string) {
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

// ActionAfter returns an action as it is once its look in a run has changed. The zero look is one that is taken back: then the action
// is open again, unless somebody changed it elsewhere meanwhile.
func ActionAfter(a Action, before, now Look) Action {
	wasApplied := string(before.Outcome) == string(a.State) && before.Reason == a.Reason
	switch {
	case now.Outcome == OutcomeDone:
		return a.Finish()
	case now.Outcome == OutcomeDropped:
		a.State, a.Reason = Dropped, now.Reason
	case now.Outcome == OutcomeOpen, now == Look{} && wasApplied:
		return a.Reopen()
	}
	return a
}

// ComplaintAfter is [ActionAfter] for a complaint. An outcome that its state does not allow changes nothing.
func ComplaintAfter(c Complaint, before, now Look) Complaint {
	if string(before.Outcome) == string(c.State) && before.On == c.Since() {
		c = c.Unconfirm()
	}
	after, _ := c.Confirm(ComplaintState(now.Outcome), now.On)
	return after
}

// LookBackEntry is one look of a run, with the action or complaint that it is about.
type LookBackEntry struct {
	Look
	ID        string
	Text      string
	From      string // the item or question of the action, or the one that the story is about; "" for none
	Complaint bool   // a complaint, otherwise an action
}

// LookBack returns the looks of a run of the team, those at actions first, both in the order in which these and the complaints were
// made. Those at what was deleted since are left out.
func (s Snapshot) LookBack(r Run) (list []LookBackEntry) {
	for _, a := range s.Actions() {
		if look, ok := r.Looked[a.ID]; ok {
			list = append(list, LookBackEntry{look, a.ID, a.Text, a.From, false})
		}
	}
	n := len(list)
	for _, story := range s.Stories {
		if look, ok := r.Looked[story.ID]; ok {
			list = append(list, LookBackEntry{look, story.ID, story.Text, story.About, true})
		}
	}
	for _, part := range [][]LookBackEntry{list[:n], list[n:]} {
		slices.SortFunc(part, func(a, b LookBackEntry) int { return strings.Compare(a.ID, b.ID) })
	}
	return list
}
