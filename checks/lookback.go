package checks

import (
	"slices"
	"unicode/utf8"
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
	if err := first(problemsOf(next.run.checkLooks)); err != nil {
		return err
	}
	return f.change(next)
}

// checkLooks looks at what was said at the look back.
func (r Run) checkLooks(p problems) {
	p.refuse(len(r.Looked) > 0 && !r.LookBack, CodeContradicts, "looked", "look_back")
	for id, l := range sorted(r.Looked) {
		p.id(id, "looked", id)
		l.check(p.in("looked", id))
	}
}

func (l Look) check(p problems) {
	p.refuse(!slices.Contains(outcomes, l.Outcome), CodeUnknownWord, l.Outcome, "outcome")
	p.date(l.On, true, "on")
	p.refuse((l.Outcome == OutcomeDropped) != (l.Reason != ""), CodeReasonEmpty, "", "reason")
	p.refuse(utf8.RuneCountInString(l.Reason) > MaxText, CodeTextLong, "", "reason")
	p.refuse(CleanLine(l.Reason) != l.Reason, CodeInvalidRun, "", "reason")
}

var outcomes = []Outcome{OutcomeDone, OutcomeOpen, OutcomeDropped, OutcomeGone, OutcomeCameBack}

// LookedDiffer returns the ids of which two states of a run say different things, in order.
func LookedDiffer(before, after Run) []string {
	var ids []string
	for id, l := range after.Looked {
		if before.Looked[id] != l {
			ids = append(ids, id)
		}
	}
	for id := range before.Looked {
		if _, ok := after.Looked[id]; !ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
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
