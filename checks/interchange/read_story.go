package interchange

import (
	"encoding/json"

	"emptychair/checks"
)

// story reads a story with all that was done to follow it.
func (r *reading) story() {
	s := checks.Story{
		ID: standIn, Team: standIn, On: checks.Day{Year: 2000, Month: 1, Day: 1}, Source: checks.FromElsewhere, Text: standIn,
	}
	var line int
	ok := r.clean(func() {
		complaint := complaint{Complaint: checks.Complaint{Cases: usualCases}}
		ok := true
		line = r.object(
			field{"id", true, func() { r.id(&s.ID, false) }},
			field{"team", true, func() { r.line(&s.Team) }},
			field{"on", true, func() { r.past(&s.On, false) }},
			field{"source", true, func() { among(r.parser, &s.Source, checks.CodeSource, checks.Sources()...) }},
			field{"text", true, func() { r.text(&s.Text) }},
			field{"complaint", false, func() { ok = r.clean(func() { r.complaint(&complaint) }) }},
			field{"noted", false, func() { r.past(&s.Noted, true) }},
			field{"about", false, func() { r.line(&s.About) }},
		)
		if ok {
			s.Complaint = complaint.on(s.On)
		}
		r.checkStory(s, line)
	})
	if r.err != nil || !ok || !r.clean(func() { r.isNew("story", "", s.ID, "id", line) }) {
		return
	}
	r.counts.Stories++
	if s.IsComplaint() {
		r.counts.Complaints++
	}
	r.emit(s)
}

// complaint is one as it is told.
type complaint struct {
	checks.Complaint
	cause               string
	toldWhys, toldSteps bool
}

// on returns the complaint of a story that happened on a day, with what it leaves out.
func (c complaint) on(day checks.Day) checks.Complaint {
	if c.State == checks.NoComplaint {
		return checks.Complaint{}
	}
	if !c.toldWhys {
		c.Whys = usualWhys(c.cause)
	}
	if !c.toldSteps {
		c.Steps = usualSteps(c.State, day)
	}
	return c.Complaint
}

func (r *reading) complaint(c *complaint) {
	t := r.token()
	switch {
	case r.err != nil, t == nil:
		return
	case t != json.Delim('{'):
		r.wrong(t, checks.CodeWantObject)
		return
	}
	line := r.fields(
		field{"cause", true, func() { r.sentence(&c.cause) }},
		field{"fix", true, func() { r.sentence(&c.Fix) }},
		field{"state", true, func() { among(r.parser, &c.State, checks.CodeComplaintState, checks.ComplaintStates()...) }},
		field{"whys", false, func() { c.toldWhys = r.clean(func() { r.whys(&c.Whys) }) }},
		field{"owner", false, func() { r.line(&c.Owner) }},
		field{"cases", false, func() { r.number(&c.Cases) }},
		field{"steps", false, func() { c.toldSteps = r.clean(func() { r.steps(&c.Steps) }) }},
		field{"before", false, func() { r.attempts(&c.Before) }},
	)
	if c.contradicts() {
		r.problemAt(line, fail(checks.CodeContradicts, "whys"), named("cause"))
	}
}

// contradicts tells whether the cause that is told is another one than the whys lead to. One that came back may still tell its
// last cause.
func (c *complaint) contradicts() bool {
	if !c.toldWhys {
		return false
	}
	if c.cause == "" {
		return c.Cause() != ""
	}
	return len(c.Whys) == 0 || c.cause != c.Whys[len(c.Whys)-1]
}

// whys reads at most one more than there may be.
func (r *reading) whys(into *[]string) {
	r.list(maxMembers, func(i int) {
		why := standIn
		if r.sentence(&why); i <= checks.MaxWhys {
			*into = append(*into, why)
		}
	})
}

func (r *reading) steps(into *[]checks.ComplaintStep) {
	r.list(maxMembers, func(int) {
		var s checks.ComplaintStep
		r.object(
			field{"state", true, func() { among(r.parser, &s.State, checks.CodeComplaintState, checks.ComplaintStates()...) }},
			field{"on", true, func() { r.past(&s.On, false) }},
		)
		*into = append(*into, s)
	})
}

func (r *reading) attempts(into *[]checks.Attempt) {
	r.list(maxMembers, func(int) {
		var a checks.Attempt
		r.object(
			field{"whys", true, func() { r.whys(&a.Whys) }},
			field{"fix", true, func() { r.sentence(&a.Fix) }},
			field{"owner", false, func() { r.line(&a.Owner) }},
		)
		*into = append(*into, a)
	})
}

// What an error with a story, and one with its complaint, is about.
var (
	fieldOfStory = map[checks.Code]string{
		checks.CodeTeamEmpty: "team", checks.CodeTeamLong: "team", checks.CodeUnknownItem: "about", checks.CodeTextEmpty: "text",
	}
	fieldOfComplaint = map[checks.Code]string{checks.CodeWhysFull: "whys", checks.CodeCases: "cases", checks.CodeTextEmpty: "whys"}
)

// checkStory notes what the domain finds wrong with a story, and with its complaint apart from it.
func (r *reading) checkStory(s checks.Story, line int) {
	if r.err != nil || s.Validate(r.check) == nil {
		return
	}
	alone := s
	alone.Complaint = checks.Complaint{}
	if err := alone.Validate(r.check); err != nil {
		r.problemAt(line, err, fieldNamed(fieldOfStory[checks.CodeOf(err)])...)
	}
	alone = checks.Story{ID: standIn, Team: standIn, On: s.On, Source: checks.FromElsewhere, Text: standIn, Complaint: s.Complaint}
	if err := alone.Validate(r.check); err != nil {
		at := append([]part{named("complaint")}, fieldNamed(fieldOfComplaint[checks.CodeOf(err)])...)
		r.problemAt(line, err, at...)
	}
}
