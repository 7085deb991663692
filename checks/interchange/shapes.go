package interchange

import (
	"slices"
	"time"

	"emptychair/checks"
)

func shapeOfRun(r checks.Run) runShape {
	s := runShape{
		ID: r.ID, Check: r.Check, Team: r.Team, Kind: r.Kind, People: r.People, Started: moment(r.Started), Finished: moment(r.Finished),
		ChangingTeam: r.ChangingTeam, Ratings: eachValue(r.Ratings, shapeOfRating), Answers: map[string][]answerShape{},
		Origin: r.Origin, At: r.At, Minutes: r.Minutes, LookBack: r.LookBack, Looked: eachValue(r.Looked, shapeOfLook),
		Spent: eachValue(r.Spent, func(d time.Duration) seconds { return seconds(d) }), Drafts: r.Drafts,
	}
	for id, list := range r.Answers {
		if len(list) > 0 {
			s.Answers[id] = each(list, func(a checks.Answer) answerShape { return answerShape(a) })
		}
	}
	if r.IsFinished() && r.At == checks.CloseID {
		s.At = ""
	}
	return s
}

func shapeOfRating(r checks.Rating) ratingShape {
	s := ratingShape{
		Revision: r.Revision, Counts: r.Counts, NoAnswer: r.NoAnswer, Story: r.Story,
		Chair: chairShape(r.Chair),
	}
	if usual := r.Answers() > 0; r.Revealed != usual {
		s.Revealed = &r.Revealed
	}
	return s
}

func shapeOfLook(l checks.Look) lookShape { return lookShape{l.Outcome, l.Reason, day(l.On)} }

// shapesOfActions returns the actions of a run.
func shapesOfActions(r checks.Run) []actionShape {
	return each(checks.ActionsOf(r), func(a checks.TeamAction) actionShape {
		s := shapeOfAction(a)
		s.Made = moment{}
		return s
	})
}

func shapeOfAction(a checks.TeamAction) actionShape {
	return actionShape{
		ID: a.ID, Team: a.Team, Run: a.Run, From: a.From, Text: a.Text, Owner: a.Owner, Due: day(a.Due), State: a.State,
		Reason: a.Reason, Made: moment(a.Made),
	}
}

func shapeOfStory(s checks.Story) storyShape {
	shape := storyShape{
		ID: s.ID, Team: s.Team, On: day(s.On), Source: s.Source, Text: s.Text, Noted: day(s.Noted), About: s.About,
	}
	if s.IsComplaint() {
		c := shapeOfComplaint(s)
		shape.Complaint = &c
	}
	return shape
}

func shapeOfComplaint(s checks.Story) complaintShape {
	c := s.Complaint
	shape := complaintShape{Cause: c.Cause(), Fix: c.Fix, State: c.State, Owner: c.Owner}
	if !slices.Equal(c.Whys, usualWhys(shape.Cause)) {
		shape.Whys = c.Whys
	}
	if c.Cases != usualCases {
		shape.Cases = c.Cases
	}
	if !slices.Equal(c.Steps, usualSteps(c.State, s.On)) {
		shape.Steps = each(c.Steps, func(s checks.ComplaintStep) stepShape { return stepShape{s.State, day(s.On)} })
	}
	shape.Before = each(c.Before, func(a checks.Attempt) attemptShape { return attemptShape(a) })
	return shape
}

// usualCases is of how many cases a complaint is that does not tell.
const usualCases = 1

// usualWhys are the whys of a complaint that tells no more than its cause.
func usualWhys(cause string) []string {
	if cause == "" {
		return nil
	}
	return []string{cause}
}

// usualSteps is the way of a complaint that tells no more than its state: all on one day.
func usualSteps(state checks.ComplaintState, on checks.Day) []checks.ComplaintStep {
	way := []checks.ComplaintState{checks.ComplaintOpen, checks.ComplaintCaused, checks.ComplaintFixed}
	if i := slices.Index(way, state); i >= 0 {
		way = way[:i+1]
	} else {
		way = append(way, state)
	}
	return each(way, func(s checks.ComplaintState) checks.ComplaintStep { return checks.ComplaintStep{State: s, On: on} })
}

// each returns what f makes of each value of a list, nil for none.
func each[A, B any](list []A, f func(A) B) []B {
	var out []B
	for _, v := range list {
		out = append(out, f(v))
	}
	return out
}

// eachValue returns what f makes of each value of a map, never nil.
func eachValue[A, B any](m map[string]A, f func(A) B) map[string]B {
	out := make(map[string]B, len(m))
	for k, v := range m {
		out[k] = f(v)
	}
	return out
}
