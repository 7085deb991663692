package interchange

import (
	"math"
	"strconv"
	"time"

	"emptychair/checks"
)

// What stands where something valid has to be so that the rest of a record can be looked at, until it is read.
const standIn = "-"

// What nothing that is read can be.
const (
	unread      = "\x00"
	unreadCount = math.MinInt
)

// run reads a run without its actions.
func (r *reading) run() {
	run := unreadRun(r.check)
	id := unread
	ok := r.clean(func() {
		line := r.object(r.runFields(&run)...)
		if id = run.ID; id != unread {
			r.isNew("run", "", id, "id", line)
		}
		r.complete(&run)
		r.checkRun(run, line)
	})
	switch {
	case id == unread:
		r.lostRun = true
	case !ok:
		r.runs[id] = unread
	default:
		r.came(run)
	}
}

// unreadRun is a run of which nothing was read yet.
func unreadRun(c checks.Check) checks.Run {
	return checks.Run{
		ID: unread, Check: c.ID, Team: unread, Kind: checks.Team, People: unreadCount, Started: time.Unix(0, 0),
		Ratings: map[string]checks.Rating{}, Answers: map[string][]checks.Answer{}, Looked: map[string]checks.Look{},
		Spent: map[string]time.Duration{}, Drafts: map[string]string{},
	}
}

// came counts a valid run, and hands it on with its actions.
func (r *reading) came(run checks.Run) {
	r.runs[run.ID] = run.Team
	r.counts.Runs++
	if !run.IsFinished() {
		r.counts.Unfinished++
	}
	if r.yield != nil {
		run.Actions = r.actions[run.ID]
		r.emit(run)
	}
}

func (r *reading) runFields(run *checks.Run) []field {
	return []field{
		{"id", true, func() { r.id(&run.ID, false) }},
		{"check", true, func() { among(r.parser, &run.Check, checks.CodeUnknownCheck, r.check.ID) }},
		{"team", true, func() { r.line(&run.Team) }},
		{"kind", true, func() { among(r.parser, &run.Kind, checks.CodeKind, checks.Team, checks.Solo) }},
		{"people", true, func() { r.number(&run.People) }},
		{"started", true, func() { r.moment(&run.Started, false) }},
		{"finished", true, func() { r.moment(&run.Finished, true) }},
		{"changing_team", true, func() { r.truth(&run.ChangingTeam, false) }},
		{"ratings", true, func() { readEntries(r, run.Ratings, r.rating) }},
		{"answers", true, func() { readEntries(r, run.Answers, r.answers) }},
		{"origin", false, func() {
			among(r.parser, &run.Origin, checks.CodeUnknownWord, checks.OriginRun, checks.OriginLater, checks.OriginTable)
		}},
		{"at", false, func() { r.line(&run.At) }},
		{"minutes", false, func() { r.number(&run.Minutes) }},
		{"look_back", false, func() { r.truth(&run.LookBack, true) }},
		{"looked", false, func() { readEntries(r, run.Looked, r.look) }},
		{"spent", false, func() { readEntries(r, run.Spent, func(_ string, d *time.Duration) { r.seconds(d) }) }},
		{"drafts", false, func() { readEntries(r, run.Drafts, func(_ string, s *string) { r.draft(s) }) }},
	}
}

// readEntries reads an object into a map, without the values that are wrong.
func readEntries[T any](r *reading, into map[string]T, read func(name string, v *T)) {
	r.entries(func(name string) {
		var v T
		if r.clean(func() { read(name, &v) }) {
			into[name] = v
		}
	})
}

// complete fills in what a run leaves out, and what could not be read of it.
func (r *reading) complete(run *checks.Run) {
	if run.ID == unread {
		run.ID = standIn
	}
	if run.Team == unread {
		run.Team = standIn
	}
	switch {
	case run.People != unreadCount:
	case run.Kind == checks.Solo:
		run.People = 1
	default:
		run.People = checks.MaxPeople
	}
	switch {
	case run.At != "":
	case run.IsFinished():
		run.At = checks.CloseID
	default:
		run.At = run.Stages(r.check)[0].ID
	}
}

func (r *reading) rating(_ string, rating *checks.Rating) {
	told := false
	r.object(
		field{"revision", true, func() { r.natural(&rating.Revision) }},
		field{"counts", true, func() { r.tally(&rating.Counts) }},
		field{"no_answer", true, func() { r.count(&rating.NoAnswer) }},
		field{"chair", true, func() { r.chair(&rating.Chair) }},
		field{"story", true, func() { r.text(&rating.Story) }},
		field{"revealed", false, func() {
			told = true
			r.truth(&rating.Revealed, false)
		}},
	)
	if !told {
		rating.Revealed = rating.Answers() > 0
	}
}

// tally reads how many people gave each step.
func (r *reading) tally(into *[checks.Steps]int) {
	n := 0
	ok := r.clean(func() {
		r.list(maxMembers, func(i int) {
			n = i + 1
			if i < checks.Steps {
				r.count(&into[i])
			} else {
				r.skip()
			}
		})
	})
	if ok && n != checks.Steps {
		r.problem(checks.CodeWantCounts, "")
	}
}

func (r *reading) chair(into *checks.Chair) {
	step := 0
	r.object(
		field{"step", true, func() {
			if r.number(&step); !checks.Step(step).Valid() {
				r.problem(checks.CodeStep, strconv.Itoa(step))
				step = 0
			}
		}},
		field{"evidence", true, func() { r.text(&into.Evidence) }},
		field{"empty", false, func() { r.truth(&into.Empty, false) }},
	)
	into.Step = checks.Step(step)
}

// answers reads the answers to a question, at most one more than there may be.
func (r *reading) answers(_ string, into *[]checks.Answer) {
	r.list(maxMembers, func(int) {
		a := checks.Answer{Text: standIn}
		r.object(
			field{"text", true, func() { r.text(&a.Text) }},
			field{"marks", true, func() { r.number(&a.Marks) }},
		)
		if len(*into) <= checks.MaxAnswers {
			*into = append(*into, a)
		}
	})
}

func (r *reading) look(id string, into *checks.Look) {
	if !r.isID(id) {
		r.skip()
		return
	}
	r.object(
		field{"outcome", true, func() {
			among(r.parser, &into.Outcome, checks.CodeUnknownWord, checks.OutcomeDone, checks.OutcomeOpen, checks.OutcomeDropped,
				checks.OutcomeGone, checks.OutcomeCameBack)
		}},
		field{"reason", false, func() { r.line(&into.Reason) }},
		field{"on", true, func() { r.past(&into.On, false) }},
	)
}
