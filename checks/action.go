package checks

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// State is what became of an action.
type State string

// The states of an action; a dropped one carries a reason.
const (
	Open    State = "open"
	Done    State = "done"
	Dropped State = "dropped"
)

// Action is what a team will do. It is made in a run, or between two of them, and stays open until it is done or dropped, through
// any number of runs. Within [Run.Actions] it says neither Team nor Run nor Made, which the run says; [ActionsOf] fills them in.
type Action struct {
	ID     string    `json:"id"`
	Team   string    `json:"team" import:"line"`
	Run    string    `json:"run"`  // in which it was made, "" between runs
	From   string    `json:"from"` // id of the item or question it came from; "" for none
	Text   string    `json:"text" import:"text"`
	Owner  string    `json:"owner" import:"line"` // "" for nobody yet
	Due    Day       `json:"due"`                 // zero for no date
	State  State     `json:"state"`
	Reason string    `json:"reason" import:"text"` // why it was dropped
	Story  string    `json:"story,omitempty"`      // id of the story that it answers, which may be gone; "" for none
	Made   time.Time `json:"made,omitzero"`        // when that run was finished, or when it was made between runs
	Held   Day       `json:"-"`                    // the day of that run
}

// NewAction cleans what somebody wrote of an action between runs, was before it or none, and refuses it where something is wrong with it.
// From may be empty there.
func NewAction(c Check, was, a Action) (Action, error) {
	a.Team, a.Text = CleanLine(a.Team), cleanOver(was.Text, a.Text)
	a.Owner, a.Reason = CleanLine(a.Owner), cleanOver(was.Reason, a.Reason)
	return a, a.Validate(c)
}

// Owners returns the names of those who own one of the actions, in order.
func Owners(list []Action) (names []string) {
	for _, a := range list {
		if a.Owner != "" {
			names = append(names, a.Owner)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Own returns the action as its run holds it.
func (a Action) Own() Action {
	a.Team, a.Run, a.Made, a.Held = "", "", time.Time{}, Day{}
	return a
}

// Finish returns the action as done.
func (a Action) Finish() Action {
	a.State, a.Reason = Done, ""
	return a
}

// Reopen returns the action as open.
func (a Action) Reopen() Action {
	a.State, a.Reason = Open, ""
	return a
}

// Drop returns the action as dropped, for a reason.
func (a Action) Drop(reason string) (Action, error) {
	reason = cleanSentence(reason)
	switch {
	case reason == "":
		return a, fail(CodeReasonEmpty, "")
	case utf8.RuneCountInString(reason) > MaxText:
		return a, fail(CodeTextLong, "")
	}
	a.State, a.Reason = Dropped, reason
	return a, nil
}

// Late returns for how many days the action has been overdue, 0 where it is not open, or not overdue.
func (a Action) Late(today Day) int {
	if a.State != Open || a.Due.IsZero() {
		return 0
	}
	return max(0, a.Due.until(today))
}

// IsOverdue tells whether the action is open and was due before a day.
func (a Action) IsOverdue(today Day) bool { return a.Late(today) > 0 }

// Since returns the day on which the action was made: that of its run, or between runs the one of its moment in the zone loc.
func (a Action) Since(loc *time.Location) Day {
	if a.Held.IsZero() {
		return DayOf(a.Made.In(loc))
	}
	return a.Held
}

// OpenFor returns for how many days there has been the action, in the zone loc.
func (a Action) OpenFor(today Day, loc *time.Location) int { return max(0, a.Since(loc).until(today)) }

// Age returns at how many of the team's runs the action has been open, r included: 1 at the first run after it was made. Runs of the
// other kind do not count.
func (a Action) Age(r Run, runs []Run) int {
	r.Team = a.Team
	since := slices.DeleteFunc(Earlier(r, runs), func(s Run) bool { return s.ID == a.Run || !s.Finished.After(a.Made) })
	return 1 + len(since)
}

// ActionsFor returns the actions that answer a story.
func ActionsFor(s Story, list []Action) []Action {
	return slices.DeleteFunc(slices.Clone(list), func(a Action) bool { return s.ID == "" || a.Story != s.ID })
}

// Overdue returns how many of the actions are overdue on a day.
func Overdue(list []Action, today Day) int {
	n := 0
	for _, a := range list {
		if a.IsOverdue(today) {
			n++
		}
	}
	return n
}

// SortDue puts actions in order: what is due first first, and those without a date last.
func SortDue(list []Action) {
	slices.SortFunc(list, func(a, b Action) int {
		switch {
		case a.Due.IsZero() && !b.Due.IsZero():
			return 1
		case b.Due.IsZero() && !a.Due.IsZero():
			return -1
		}
		return cmp.Or(a.Due.Time().Compare(b.Due.Time()), strings.Compare(a.ID, b.ID), strings.Compare(a.Run, b.Run))
	})
}

// ActionsOf returns the actions of a run as the team has them.
func ActionsOf(r Run) []Action {
	list := make([]Action, len(r.Actions))
	for i, a := range r.Actions {
		a.Team, a.Run, a.Made, a.Held = r.Team, r.ID, r.When(), r.Day
		list[i] = a
	}
	return list
}
