package checks

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// TeamAction is an action as a team has it: made in a run, or between two of them. It stays open until it is done or dropped,
// through any number of runs, and is never copied from one to the next.
type TeamAction struct {
	Action
	Team string
	Run  string    // in which it was made, "" between runs
	Made time.Time // when that run was finished, or when it was made between runs
}

// NewAction cleans what somebody wrote of an action between runs and refuses it where something is wrong with it. From may be
// empty there.
func NewAction(c Check, a TeamAction) (TeamAction, error) {
	a.Team = CleanLine(a.Team)
	a.Owner, a.Reason = CleanLine(a.Owner), CleanLine(a.Reason)
	text, err := checkText(CleanLine(a.Text))
	if err != nil {
		return TeamAction{}, err
	}
	a.Text = text
	return a, a.Validate(c)
}

// Validate returns the first thing that is wrong with the action as one beside check c, or nil.
func (a TeamAction) Validate(c Check) error {
	if err := (Setup{Team: a.Team, Kind: Team, People: 1}).Validate(); err != nil {
		return err
	}
	if a.Made.IsZero() || a.Run != "" && !validID(a.Run) {
		return fail(CodeInvalidRun, a.ID)
	}
	if a.Run != "" && a.From == "" {
		return fail(CodeUnknownItem, a.From)
	}
	return a.validate(c)
}

// Finish returns the action as done.
func (a TeamAction) Finish() TeamAction {
	a.State, a.Reason = Done, ""
	return a
}

// Reopen returns the action as open.
func (a TeamAction) Reopen() TeamAction {
	a.State, a.Reason = Open, ""
	return a
}

// Drop returns the action as dropped, for a reason.
func (a TeamAction) Drop(reason string) (TeamAction, error) {
	reason, err := checkText(CleanLine(reason))
	switch {
	case CodeOf(err) == CodeTextEmpty:
		return a, fail(CodeReasonEmpty, "")
	case err != nil:
		return a, err
	}
	a.State, a.Reason = Dropped, reason
	return a, nil
}

// IsOverdue tells whether the action is open and was due before a day.
func (a TeamAction) IsOverdue(today Day) bool {
	return a.State == Open && !a.Due.IsZero() && a.Due.Before(today)
}

// Late returns for how many days the action has been overdue, 0 where it is not.
func (a TeamAction) Late(today Day) int {
	if !a.IsOverdue(today) {
		return 0
	}
	return a.Due.until(today)
}

// OpenFor returns for how many days there has been the action, in the zone loc.
func (a TeamAction) OpenFor(today Day, loc *time.Location) int {
	return max(0, DayOf(a.Made.In(loc)).until(today))
}

// Age returns for the how manieth time the action stands open at run r, among the team's runs: 1 at the first run after the one
// in which it was made. Runs of the other kind do not count.
func (a TeamAction) Age(r Summary, runs []Summary) int {
	age := 1
	for _, s := range runs {
		other := s.ID != a.Run && s.ID != r.ID && s.Kind == r.Kind && s.Team == a.Team
		if other && s.IsFinished() && s.Finished.After(a.Made) && inOrder(s, r) < 0 {
			age++
		}
	}
	return age
}

// Overdue returns how many of the actions are overdue on a day.
func Overdue(list []TeamAction, today Day) int {
	n := 0
	for _, a := range list {
		if a.IsOverdue(today) {
			n++
		}
	}
	return n
}

// SortDue puts actions in order: what is due first first, and those without a date last.
func SortDue(list []TeamAction) {
	slices.SortFunc(list, func(a, b TeamAction) int {
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
func ActionsOf(r Run) []TeamAction {
	list := make([]TeamAction, len(r.Actions))
	for i, a := range r.Actions {
		list[i] = TeamAction{a, r.Team, r.ID, r.When()}
	}
	return list
}
