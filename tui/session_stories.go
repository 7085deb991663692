package tui

import (
	"slices"
	"time"

	"emptychair/checks"
)

// work is what a run looks back on, and why that could not be read where it could not.
type work struct {
	checks.Work
	err error
}

// note takes the team's stories in. Those since the baseline may stand behind what the run says; all where there is none. Of
// what happened after the day of a run that is entered later nobody could have spoken in it.
func (s *session) note(stories []checks.Story, loc *time.Location) {
	var from checks.Day
	if s.hasBaseline {
		from = checks.DayOf(s.baseline.When().In(loc))
	}
	if s.entered() {
		day := checks.DayOf(s.flow.Run().Started.In(loc))
		stories = slices.DeleteFunc(slices.Clone(stories), func(st checks.Story) bool { return day.Before(st.On) })
	}
	s.noted, s.since = stories, checks.SinceDay(stories, from)
	s.offered = map[string][]checks.Story{}
	for _, stage := range s.flow.Stages() {
		s.offered[stage.ID] = checks.Offered(s.flow.Check(), stage.ID, s.since)
	}
}

// toPick returns the stories that may stand behind the number of an item: those about it first, then the others.
func (s *session) toPick(item string) []checks.Story {
	others := slices.DeleteFunc(slices.Clone(s.since), func(st checks.Story) bool { return st.About == item })
	return append(slices.Clip(s.offered[item]), others...)
}

// followed returns a complaint as it is after what this run said of it at its look back.
func (s *session) followed(st checks.Story) checks.Story {
	switch s.flow.Run().Looked[st.ID].Outcome {
	case checks.OutcomeGone:
		st.Complaint.State = checks.ComplaintGone
	case checks.OutcomeCameBack:
		st.Complaint.State = checks.ComplaintBack
	}
	return st
}

// tension is where the number of an item and the stories about it disagree, with the complaints about it that are open.
func (s *session) tension(item string) (checks.Tension, []checks.Story) {
	var open []checks.Story
	for i := range s.noted { // there may be thousands, at each frame
		if s.noted[i].About != item {
			continue
		}
		if st := s.followed(s.noted[i]); st.Complaint.IsOpen() {
			open = append(open, st)
		}
	}
	return checks.TensionOf(item, s.flow.Run().Ratings[item].Tally, open, s.offered[item]), open
}

// age is for the how manieth time an action stands open; 0 where the team's runs are not known.
func (s *session) age(a checks.TeamAction) int {
	if len(s.runs) == 0 {
		return 0
	}
	return a.Age(checks.Summarize(s.flow.Run()), s.runs)
}
