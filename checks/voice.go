package checks

import (
	"cmp"
	"slices"
)

// Voice is what customers said to a team in a month, and what became of what they had said before: one page to read aloud.
// Beside it stand the figures of the team's latest run; what customers said changes none of them.
type Voice struct {
	Team       string
	Leadership bool // the team is one that leads others
	Shared     bool // it holds only what may go out
	Month      Month
	Today      Day // on which actions are due or overdue
	AsOf       Day // the last day of the month, or today while it lasts: complaints are as they stood then

	All        []Story // stories of the team, whenever they were told: actions name the one that they answer
	Stories    []Story // of the month, in order; complaints are among them
	Complaints []Story // that stood then, or went that month: as [Voice.ComplaintsUnder] in the order of [VoiceHeadings], the oldest first

	Overdue, Due, Undated []Action // open, in order; Due are those until the day Until
	Until                 Day      // the last day of the month, or 30 days from today where that is later
	Later                 int      // how many are open and due after that

	// The latest run that was finished by the end of the month; nil, and all of this empty, where there is none.
	Run      *Run
	Baseline *Run // the run it is compared with, nil for none
	Items    []ItemChange
}

// daysAhead is how many days before its date an action is among those that are due.
const daysAhead = 30

// VoiceHeadings returns the states of complaints in the order of the report: what came back first, what is gone last.
func VoiceHeadings() []ComplaintState {
	return []ComplaintState{ComplaintBack, ComplaintOpen, ComplaintCaused, ComplaintPlanned, ComplaintFixed, ComplaintGone}
}

// Voice returns what customers said to the team in a month.
func (s Snapshot) Voice(c Check, month Month, today Day) Voice {
	v := Voice{Team: s.Team, Leadership: s.Marks.Leadership, Month: month, Today: today, AsOf: month.Last(), All: s.Stories}
	if today.Before(v.AsOf) {
		v.AsOf = today
	}
	v.Until = today.plus(daysAhead)
	if v.Until.Before(month.Last()) {
		v.Until = month.Last()
	}
	v.addStories(s.Stories)
	v.addActions(s.Open())
	if now, ok := s.latestBy(v.AsOf); ok {
		v.Run = &now
		baseline, _, ok := Baseline(now, s.Runs, s.Year)
		if ok {
			v.Baseline = &baseline
		}
		v.Items = Compare(c, baseline, now, "", s.Marks.Changing).Items
	}
	return v
}

// latestBy returns the latest run of a day or before: of the team where there is such a run, otherwise of one person.
func (s Snapshot) latestBy(day Day) (Run, bool) {
	for _, kind := range []Kind{Team, Solo} {
		for _, r := range s.Finished() {
			if r.Kind == kind && !day.Before(r.Day) {
				return r, true
			}
		}
	}
	return Run{}, false
}

// addStories adds each story as one of the month, and as a complaint as far as it had been followed. A story of the month
// that was noted as a complaint only later was open by its end, though nobody knew yet.
func (v *Voice) addStories(stories []Story) {
	for _, s := range stories {
		latest := s.Complaint
		if v.AsOf.Before(latest.Remedy.On) {
			latest.Remedy = Remedy{}
		}
		s.Complaint = latest.At(v.AsOf)
		if v.Month.Holds(s.On) {
			if !s.IsComplaint() {
				s.Complaint = latest.afterSteps(1)
			}
			v.Stories = append(v.Stories, s)
		}
		if s.IsComplaint() && (s.Complaint.State != ComplaintGone || v.Month.Holds(s.Complaint.Since())) {
			v.Complaints = append(v.Complaints, s)
		}
	}
	SortStories(v.Stories)
	order := VoiceHeadings()
	slices.SortFunc(v.Complaints, func(a, b Story) int {
		return cmp.Or(slices.Index(order, v.heading(a))-slices.Index(order, v.heading(b)), compareStories(b, a))
	})
}

// addActions adds open actions, the one due first first.
func (v *Voice) addActions(actions []Action) {
	for _, a := range actions {
		switch {
		case a.Due.IsZero():
			v.Undated = append(v.Undated, a)
		case a.IsOverdue(v.Today):
			v.Overdue = append(v.Overdue, a)
		case v.Until.Before(a.Due):
			v.Later++
		default:
			v.Due = append(v.Due, a)
		}
	}
}

// ComplaintsUnder returns the complaints under the heading of a state: under [ComplaintBack] what came back in the month, whatever became of it
// by the end, all others under their state at the end.
func (v Voice) ComplaintsUnder(state ComplaintState) []Story {
	return slices.DeleteFunc(slices.Clone(v.Complaints), func(s Story) bool { return v.heading(s) != state })
}

// heading returns the state under which the report lists a complaint.
func (v Voice) heading(s Story) ComplaintState {
	if v.Month.Holds(s.Complaint.BackOn()) {
		return ComplaintBack
	}
	return s.Complaint.State
}

// StoryGroup is stories that have something in common: their source, or the item or question that they are about. The ID is
// that of the source or the item, "" for stories that are about none.
type StoryGroup struct {
	ID      string
	Stories []Story
}

// BySource groups the stories of the month by where they came from; sources nobody named are left out.
func (v Voice) BySource() []StoryGroup {
	var ids []string
	for _, source := range Sources() {
		ids = append(ids, string(source))
	}
	return grouped(v.Stories, ids, func(s Story) string { return string(s.Source) })
}

// ByItem groups the stories of the month by the item or question that they are about, in the order of the check; those about
// none stand last, and what no story is about is left out.
func (v Voice) ByItem(c Check) []StoryGroup {
	var ids []string
	for _, it := range c.Items {
		ids = append(ids, it.ID)
	}
	for _, q := range c.Questions {
		ids = append(ids, q.ID)
	}
	return grouped(v.Stories, append(ids, ""), func(s Story) string { return s.About })
}

func grouped(stories []Story, ids []string, of func(Story) string) []StoryGroup {
	var groups []StoryGroup
	for _, id := range ids {
		group := StoryGroup{ID: id}
		for _, s := range stories {
			if of(s) == id {
				group.Stories = append(group.Stories, s)
			}
		}
		if len(group.Stories) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}
