package interchange

import (
	"time"

	"emptychair/checks"
)

// action reads the action at place i of the list: one of a run, which is kept until that comes, or one that was made between runs.
func (r *reading) action(i int) {
	a := checks.TeamAction{Action: checks.Action{ID: standIn, Text: standIn, State: checks.Open}, Team: standIn, Run: standIn}
	var line int
	ok := r.clean(func() {
		from := r.check.Stages()[0].ID
		line = r.object(r.actionFields(&a, &from)...)
		a.From = from
		r.checkAction(a, line)
	})
	if r.err != nil || !ok || !r.clean(func() { r.isNew("action", a.Run, a.ID, "id", line) }) {
		return
	}
	switch {
	case a.Run == "":
		r.counts.Between++
		r.emit(a)
	case r.yield == nil:
		r.counts.Actions++
		r.ofRuns = append(r.ofRuns, runAction{a, i, line})
	}
}

func (r *reading) actionFields(a *checks.TeamAction, from *string) []field {
	return []field{
		{"id", true, func() { r.id(&a.ID, false) }},
		{"team", true, func() { r.line(&a.Team) }},
		{"run", true, func() { r.id(&a.Run, true) }},
		{"from", true, func() { r.line(from) }},
		{"text", true, func() { r.text(&a.Text) }},
		{"owner", true, func() { r.line(&a.Owner) }},
		{"due", true, func() { r.day(&a.Due, true) }},
		{"state", true, func() { among(r.parser, &a.State, checks.CodeUnknownWord, checks.Open, checks.Done, checks.Dropped) }},
		{"reason", true, func() { r.text(&a.Reason) }},
		{"made", false, func() { r.moment(&a.Made, false) }},
	}
}

// fieldOfAction is the field that an error with an action is about.
var fieldOfAction = map[checks.Code]string{
	checks.CodeTeamEmpty: "team", checks.CodeTeamLong: "team", checks.CodeUnknownItem: "from", checks.CodeTextEmpty: "text",
	checks.CodeOwnerLong: "owner",
}

// checkAction notes what is wrong with an action. When one was made that is of a run, the run tells.
func (r *reading) checkAction(a checks.TeamAction, line int) {
	if r.err != nil {
		return
	}
	switch between, told := a.Run == "", !a.Made.IsZero(); {
	case between && !told:
		r.problemAt(line, fail(checks.CodeMissingField, "made"), named("made"))
	case told && !between:
		r.problemAt(line, fail(checks.CodeContradicts, "run"), named("made"))
	}
	if a.Made.IsZero() {
		a.Made = time.Unix(0, 0)
	}
	if err := a.Validate(r.check); err != nil {
		r.problemAt(line, err, fieldNamed(fieldOfAction[checks.CodeOf(err)])...)
	}
}

// matchActions notes what is wrong between actions and their runs, once all of both came, and returns the actions of each run.
func (r *reading) matchActions() map[string][]checks.Action {
	byRun := map[string][]checks.Action{}
	for _, a := range r.ofRuns {
		team, ok := r.runs[a.Run]
		switch {
		case r.err != nil, !r.sawRuns, team == unread: // so little is known of the run
		case !ok && r.lostRun:
		case !ok:
			r.problemAt(a.line, fail(checks.CodeNoSuchRun, a.Run), named("actions"), nth(a.index), named("run"))
		case team != a.Team:
			r.problemAt(a.line, fail(checks.CodeContradicts, "run"), named("actions"), nth(a.index), named("team"))
		}
		byRun[a.Run] = append(byRun[a.Run], a.Action)
	}
	return byRun
}
