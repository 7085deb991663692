package tui

import (
	"slices"
	"time"

	"emptychair/checks"
	"emptychair/checks/report"
)

// session is the run that is open, what its team had said and done when it was opened, and how much of the run is on disk.
type session struct {
	flow        *checks.Flow
	saver       *saver
	team        checks.Snapshot
	baseline    checks.Summary
	hasBaseline bool
	earlier     map[string][]checks.Answer // the baseline's, by question
	besides     bool                       // the earlier answers are opened
	work        checks.Work                // what the run looks back on
	runs        []checks.Summary           // of the team
	noted       []checks.Story             // of the team until the day of the run, the latest first
	since       []checks.Story             // those of them since the baseline
	offered     map[string][]checks.Story  // of these, by the item or question that they belong to

	changes  int   // so many changes were made,
	saved    int   // the first so many of them are on disk,
	drafted  bool  // and a text that is being typed is not
	writing  bool  // a save is under way,
	withText bool  // which holds such a text
	failed   error // why the last save failed, nil when it did not
	retrying bool  // another try is due
	backedUp bool  // the finished run that is on disk is in a backup, too, or one was tried
	conflict bool  // another program changed the run: nothing is saved until somebody chose what holds
}

// newSession goes on with a run of a team. Days are those of the zone of loc. Of what happened after the day of a run that is entered
// later nobody could have spoken in it.
func newSession(flow *checks.Flow, saver *saver, team checks.Snapshot, loc *time.Location) *session {
	r := flow.Run()
	s := &session{flow: flow, saver: saver, team: team, work: team.Work(r.Looked), runs: team.History().Runs, noted: team.Stories}
	s.drafted = flow.SetChangingTeam(team.Marks.Changing)
	var from checks.Day
	if s.baseline, _, s.hasBaseline = checks.Baseline(checks.Summarize(r), s.runs, loc); s.hasBaseline {
		b, _, _ := team.Run(s.baseline.ID)
		s.earlier, from = b.Answers, checks.DayOf(s.baseline.When().In(loc))
	}
	if s.entered() {
		day := checks.DayOf(r.Started.In(loc))
		s.noted = slices.DeleteFunc(slices.Clone(s.noted), func(st checks.Story) bool { return day.Before(st.On) })
	}
	s.since, s.offered = checks.SinceDay(s.noted, from), map[string][]checks.Story{}
	for _, stage := range flow.Stages() {
		s.offered[stage.ID] = checks.Offered(flow.Check(), stage.ID, s.since)
	}
	return s
}

// entered tells whether the run took place on an earlier day and is entered now.
func (s *session) entered() bool { return s.flow.Run().Origin == checks.OriginLater }

// today is the day on which what people say in the run is said: its own where it is entered later.
func (s *session) today(g *ground) checks.Day {
	if s.entered() {
		return checks.DayOf(g.local(s.flow.Run().Started))
	}
	return checks.DayOf(g.now)
}

// safe tells whether everything is on disk.
func (s *session) safe() bool { return s.saved == s.changes && !s.drafted }

// change is what happened to an item since the baseline.
func (s *session) change(item string) (checks.ItemChange, bool) {
	if !s.hasBaseline {
		return checks.ItemChange{}, false
	}
	for _, c := range checks.Changes(s.flow.Check(), s.baseline, checks.Summarize(s.flow.Run()), s.team.Marks.Changing) {
		if c.ID == item {
			return c, true
		}
	}
	return checks.ItemChange{}, false
}

// sentence says it in words, and nothing where there is no baseline.
func (s *session) sentence(g *ground, item string) string {
	c, ok := s.change(item)
	if !ok {
		return ""
	}
	return report.ChangeSentence(g.say, c, report.ThenOf(g.say, g.local(s.baseline.When()), g.local(s.flow.Run().When())))
}

// rated returns the baseline's answers to an item, where they are answers to the same statement.
func (s *session) rated(item string) (checks.Tally, bool) {
	it, _ := s.flow.Check().Item(item)
	r, ok := s.baseline.Ratings[item]
	return r.Tally, ok && s.hasBaseline && r.Revision == it.Revision
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
