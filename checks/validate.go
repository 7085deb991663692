package checks

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Problem is one thing that is wrong with a record.
type Problem struct {
	Path Path // of the field; empty where it is the record as a whole
	Err  *Error
}

// Path is the way to a field in the JSON of a record: names as strings, places in lists, counted from 0, as ints.
type Path []any

// String returns the path like ratings.contact.counts[2]. A name that could be taken for something else stands in quotes, like
// looked["a.b"].
func (p Path) String() string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
	var b strings.Builder
	for i, part := range p {
		name, ok := part.(string)
		switch {
		case !ok:
			fmt.Fprintf(&b, "[%d]", part)
		case name == "" || strings.Trim(name, plain) != "":
			fmt.Fprintf(&b, "[%q]", name)
		case i > 0:
			b.WriteString("." + name)
		default:
			b.WriteString(name)
		}
	}
	return b.String()
}

// Validate returns the first thing that is wrong with the run as one of check c, or nil.
func (r Run) Validate(c Check) error { return first(r.Problems(c)) }

// Validate returns the first thing that is wrong with the set-up, or nil.
func (s Setup) Validate() error { return first(problemsOf(s.check)) }

// Validate returns the first thing that is wrong with the action as one beside check c, or nil.
func (a Action) Validate(c Check) error { return first(a.Problems(c)) }

// Validate returns the first thing that is wrong with the story as one beside check c, or nil.
func (s Story) Validate(c Check) error { return first(s.Problems(c)) }

// first returns the error of the first problem, nil where there is none.
func first(list []Problem) error {
	if len(list) == 0 {
		return nil
	}
	return list[0].Err
}

// Problems returns everything that is wrong with the run as one of check c.
func (r Run) Problems(c Check) []Problem {
	stages := r.Stages(c)
	isStage := func(id string) bool { return stageIndex(stages, id) >= 0 }
	return problemsOf(func(p problems) {
		p.id(r.ID, "id")
		p.refuse(r.Check != c.ID, CodeUnknownCheck, r.Check, "check")
		p.moment(r.Started, true, "started")
		p.moment(r.Finished, false, "finished")
		p.refuse(r.Origin != OriginRun && r.Origin != OriginLater && r.Origin != OriginTable, CodeUnknownWord, r.Origin, "origin")
		p.day(r.Day, true, "day")
		p.day(r.Corrected, false, "corrected")
		p.refuse(r.Corrected != (Day{}) && !r.IsFinished(), CodeContradicts, "finished", "corrected")
		Setup{Team: r.Team, Kind: r.Kind, People: r.People, Minutes: r.Minutes}.check(p)
		p.refuse(!isStage(r.At), CodeUnknownWord, r.At, "at")
		for _, id := range slices.Sorted(maps.Keys(r.Spent)) {
			p.refuse(!isStage(id), CodeUnknownWord, id, "spent", id)
			p.refuse(r.Spent[id] < 0, CodeWantSeconds, r.Spent[id], "spent", id)
		}
		for _, id := range slices.Sorted(maps.Keys(r.Drafts)) {
			p.refuse(!isStage(strings.TrimSuffix(id, Edited)), CodeUnknownWord, id, "drafts", id)
			p.refuse(Clean(r.Drafts[id]) != r.Drafts[id], CodeInvalid, "", "drafts", id)
		}
		r.checkResults(p, c)
	})
}

// checkResults refuses what is wrong with ratings, answers, looks and actions.
func (r Run) checkResults(p problems, c Check) {
	for _, id := range slices.Sorted(maps.Keys(r.Ratings)) {
		_, isItem := c.Item(id)
		p.refuse(!isItem && id != WorthID, CodeUnknownItem, id, "ratings", id)
		p.refuse(id == WorthID && (r.Ratings[id].Chair != Chair{} || r.Ratings[id].Story != ""), CodeContradicts, id, "ratings", id)
		r.Ratings[id].check(p.in("ratings", id), id, r)
		p.refuse(r.IsFinished() && r.Hidden(id) > 0, CodeContradicts, "finished", "ratings", id, "revealed")
	}
	for _, id := range slices.Sorted(maps.Keys(r.Answers)) {
		p.refuse(!c.HasQuestion(id), CodeUnknownItem, id, "answers", id)
		p.refuse(len(r.Answers[id]) > MaxAnswers, CodeAnswersFull, id, "answers", id)
		for i, a := range r.Answers[id] {
			p.text(a.Text, true, "answers", id, i, "text")
			p.refuse(a.Marks < 0 || a.Marks > MaxPeople, CodeMarks, id, "answers", id, i, "marks")
		}
	}
	p.refuse(len(r.Looked) > 0 && !r.LookBack, CodeContradicts, "looked", "look_back")
	for _, id := range slices.Sorted(maps.Keys(r.Looked)) {
		p.id(id, "looked", id)
		r.Looked[id].check(p.in("looked", id))
	}
	ids := make(map[string]bool, len(r.Actions))
	for i, a := range r.Actions {
		p.refuse(ids[a.ID], CodeTwice, a.ID, "actions", i, "id")
		ids[a.ID] = true
		a.check(p.in("actions", i), c)
	}
}

func (s Setup) check(p problems) {
	p.team(s.Team)
	p.refuse(s.Kind != Team && s.Kind != Solo, CodeUnknownWord, s.Kind, "kind")
	p.refuse(s.People < 1 || s.People > MaxPeople || s.Kind == Solo && s.People != 1, CodePeople, s.People, "people")
	p.refuse(s.Minutes < 0 || s.Minutes > MaxMinutes, CodeMinutes, s.Minutes, "minutes")
}

// check refuses what is wrong with the rating of an item in a run; how many people were there counts only where it is a valid number.
func (r Rating) check(p problems, item string, of Run) {
	most, people := MaxPeople, of.PeopleAt(item)
	if of.Kind == Solo {
		most = 1
	}
	p.refuse(r.Withheld, CodeInvalid, "")
	p.refuse(r.Revision < 0, CodeWantOther, r.Revision, "revision")
	p.refuse(r.People < 0 || r.People > most, CodePeople, r.People, "people")
	areCounts := r.Tally.check(p)
	p.refuse(areCounts && people >= 1 && people <= MaxPeople && r.Answers() > people, CodePeopleVoted, item)
	p.refuse(areCounts && r.Revealed && r.Answers() == 0, CodeNoVotes, "")
	areBefore := r.Before.check(p.in("before"))
	p.refuse(areBefore && r.Before.Answers() > most, CodePeopleVoted, item, "before")
	p.refuse(r.Latest.check(p.in("latest")) && r.Latest.Answers() > most, CodePeopleVoted, item, "latest")
	p.refuse(r.Latest != (Tally{}) && (r.Revealed || r.Before == (Tally{})), CodeContradicts, "revealed", "latest")
	p.refuse(areBefore && areCounts && of.IsFinished() && r.Before.Answers() > 0 && r.Answers() == 0, CodeContradicts, "finished", "before")
	p.refuse(!r.Chair.Step.Valid(), CodeStep, int(r.Chair.Step), "chair", "step")
	p.refuse(r.Chair.Empty && r.Chair.Step != NoAnswer, CodeContradicts, "step", "chair", "empty")
	p.text(r.Chair.Evidence, false, "chair", "evidence")
	p.text(r.Story, false, "story")
}

// check refuses counts that no number of people can give, and tells whether there are none.
func (t Tally) check(p problems) (ok bool) {
	isCount := func(n int) bool { return n >= 0 && n <= MaxPeople }
	ok = isCount(t.NoAnswer)
	for k, n := range t.Counts {
		p.refuse(!isCount(n), CodeCount, n, "counts", k)
		ok = ok && isCount(n)
	}
	p.refuse(!isCount(t.NoAnswer), CodeCount, t.NoAnswer, "no_answer")
	return ok
}

func (l Look) check(p problems) {
	known := []Outcome{OutcomeDone, OutcomeOpen, OutcomeDropped, OutcomeGone, OutcomeCameBack}
	p.refuse(!slices.Contains(known, l.Outcome), CodeUnknownWord, l.Outcome, "outcome")
	p.day(l.On, true, "on")
	p.refuse((l.Outcome == OutcomeDropped) != (l.Reason != ""), CodeReasonEmpty, "", "reason")
	p.refuse(utf8.RuneCountInString(l.Reason) > MaxText, CodeTextLong, "", "reason")
	p.refuse(CleanLine(l.Reason) != l.Reason, CodeInvalid, "", "reason")
}

// Problems returns everything that is wrong with the action as one beside check c. When an action of a run was made, the run says.
func (a Action) Problems(c Check) []Problem {
	return problemsOf(func(p problems) {
		p.team(a.Team)
		p.refuse(a.Run == "" && a.Made.IsZero(), CodeMissingField, "made", "made")
		p.moment(a.Made, false, "made")
		if a.Run != "" {
			p.id(a.Run, "run")
		}
		a.check(p, c)
	})
}

// check refuses what is wrong with an action, whether it was made in a run or between two.
func (a Action) check(p problems, c Check) {
	p.id(a.ID, "id")
	p.refuse(a.From != "" && !c.Has(a.From), CodeUnknownItem, a.From, "from")
	p.text(a.Text, true, "text")
	p.owner(a.Owner)
	p.day(a.Due, false, "due")
	p.refuse(a.State != Open && a.State != Done && a.State != Dropped, CodeUnknownWord, a.State, "state")
	p.text(a.Reason, false, "reason")
	if a.Story != "" {
		p.id(a.Story, "story")
	}
}

// Problems returns everything that is wrong with the story as one beside check c.
func (s Story) Problems(c Check) []Problem {
	return problemsOf(func(p problems) {
		p.team(s.Team)
		p.id(s.ID, "id")
		p.day(s.On, true, "on")
		p.day(s.Noted, false, "noted")
		p.refuse(!slices.Contains(Sources(), s.Source), CodeUnknownWord, s.Source, "source")
		p.refuse(s.About != "" && !c.Has(s.About), CodeUnknownItem, s.About, "about")
		p.text(s.Text, true, "text")
		s.Complaint.check(p.in("complaint"))
	})
}

// check refuses a complaint whose parts contradict each other or its state.
func (c Complaint) check(p problems) {
	if c.State == NoComplaint {
		hasParts := len(c.Whys)+len(c.Steps)+len(c.Before)+c.Cases > 0 || c.Plan+c.Fix+c.Owner != "" || c.Remedy != Remedy{}
		p.refuse(hasParts, CodeInvalid, "", "state")
		return
	}
	c.checkSteps(p)
	p.refuse(len(c.Whys) > MaxWhys, CodeWhysFull, "", "whys")
	p.texts(c.Whys, "whys")
	p.text(c.Plan, false, "plan")
	p.text(c.Fix, false, "fix")
	p.owner(c.Owner)
	p.text(c.Remedy.Text, c.Remedy != Remedy{}, "remedy", "text")
	p.day(c.Remedy.On, c.Remedy != Remedy{}, "remedy", "on")
	p.refuse(c.Cases < 1 || c.Cases > MaxCases, CodeCases, c.Cases, "cases")
	for i, a := range c.Before {
		p := p.in("before", i)
		p.refuse(len(a.Whys) == 0 || len(a.Whys) > MaxWhys, CodeInvalid, "", "whys")
		p.texts(a.Whys, "whys")
		p.text(a.Plan, false, "plan")
		p.text(a.Fix, true, "fix")
		p.owner(a.Owner)
	}
}

// checkSteps refuses steps that do not lead to the state, and a state without the cause or the fix that it requires. Where the state
// or one at an end of the steps is unknown, that is the only problem with them.
func (c Complaint) checkSteps(p problems) {
	isState := func(s ComplaintState) bool { return slices.Contains(ComplaintStates(), s) }
	p.refuse(!isState(c.State), CodeUnknownWord, c.State, "state")
	if !isState(c.State) {
		return
	}
	n := len(c.Steps)
	for i, s := range c.Steps {
		p.refuse(!isState(s.State), CodeUnknownWord, s.State, "steps", i, "state")
		p.day(s.On, true, "steps", i, "on")
	}
	if n == 0 || isState(c.Steps[0].State) && isState(c.Steps[n-1].State) {
		p.refuse(n == 0 || c.Steps[0].State != ComplaintOpen || c.Steps[n-1].State != c.State, CodeInvalid, "", "steps")
	}
	p.refuse(!c.LacksCause() && len(c.Whys) == 0, CodeInvalid, "", "cause")
	p.refuse(c.State == ComplaintPlanned && c.Plan == "", CodeInvalid, "", "plan")
	p.refuse(!c.IsOpen() && c.Fix == "", CodeInvalid, "", "fix")
}

// Problems returns everything that is wrong with the marks.
func (m Marks) Problems(Check) []Problem {
	return problemsOf(func(p problems) { p.team(m.Team) })
}

// problems collects what is wrong with a record, or with the part of it at a path.
type problems struct {
	list *[]Problem
	at   Path
}

// problemsOf returns what check finds.
func problemsOf(check func(p problems)) (list []Problem) {
	check(problems{list: &list})
	return list
}

// in returns a collector for the part at a path within this one.
func (p problems) in(at ...any) problems { return problems{p.list, slices.Concat(p.at, at)} }

// refuse notes a problem with the field at a path within the part, if there is one.
func (p problems) refuse(wrong bool, code Code, subject any, at ...any) {
	if wrong {
		*p.list = append(*p.list, Problem{slices.Concat(p.at, at), &Error{Code: code, Subject: fmt.Sprint(subject)}})
	}
}

// id refuses what is no id of a record.
func (p problems) id(id string, at ...any) {
	const maxID = 128 // bytes
	p.refuse(id == "" || len(id) > maxID || CleanLine(id) != id, CodeID, id, at...)
}

// team refuses what is no name of a team.
func (p problems) team(name string) {
	switch clean := CleanLine(name); {
	case clean == "":
		p.refuse(true, CodeTeamEmpty, "", "team")
	case utf8.RuneCountInString(name) > MaxName:
		p.refuse(true, CodeTeamLong, "", "team")
	default:
		p.refuse(clean != name, CodeInvalid, "", "team")
	}
}

// owner refuses what is no name of a person; it may be empty.
func (p problems) owner(name string) {
	if utf8.RuneCountInString(name) > MaxName {
		p.refuse(true, CodeOwnerLong, name, "owner")
		return
	}
	p.refuse(CleanLine(name) != name, CodeInvalid, "", "owner")
}

// text refuses a text that is too long, or not clean, or empty where there must be one.
func (p problems) text(s string, must bool, at ...any) {
	switch clean := CleanText(s); {
	case s == "":
		p.refuse(must, CodeTextEmpty, "", at...)
	case utf8.RuneCountInString(clean) > MaxText:
		p.refuse(true, CodeTextLong, "", at...)
	default:
		p.refuse(clean != s, CodeInvalid, "", at...)
	}
}

// texts refuses each of the texts in a list that is empty, too long or not clean.
func (p problems) texts(list []string, field string) {
	for i, s := range list {
		p.text(s, true, field, i)
	}
}

// moment refuses what is in no year from 1 to 9999, and "never" where it must be a moment.
func (p problems) moment(t time.Time, must bool, at ...any) {
	year := t.UTC().Year()
	p.refuse(year < 1 || year > maxYear || must && t.IsZero(), CodeWantTime, "", at...)
}

// day refuses what is no day of the calendar, and "no date" where it must be one.
func (p problems) day(d Day, must bool, at ...any) {
	wrong := must
	if d != (Day{}) {
		wrong = d.Year < 1 || d.Year > maxYear || DayOf(d.Time()) != d
	}
	p.refuse(wrong, CodeDay, d, at...)
}
