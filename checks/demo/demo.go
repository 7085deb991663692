package demo

import (
	"math/rand/v2"
	"time"

	"github.com/oklog/ulid/v2"

	"emptychair/checks"
)

// Runs returns the runs as they would be on a day, in the language with this code, in English where there are no texts in
// it. The oldest stands first; the last one took place in the calendar quarter before now's, in its zone. The same language
// and now give the same runs.
func Runs(language string, now time.Time) []checks.Run {
	b := builder{texts: textsIn(language), now: now, entropy: entropy(0)}
	runs := make([]checks.Run, len(plan))
	for i, p := range plan {
		runs[i] = b.run(p)
	}
	return runs
}

// Stories returns what both teams noted between their runs, as it would be on a day, as [Runs] does: the oldest first.
func Stories(language string, now time.Time) []checks.Story {
	b := builder{texts: textsIn(language), now: now, entropy: entropy(1)}
	stories := make([]checks.Story, len(storyPlan))
	for i, p := range storyPlan {
		stories[i] = b.story(p)
	}
	return stories
}

// Actions returns what the teams decided to do between two runs, as [Runs] does.
func Actions(language string, now time.Time) []checks.Action {
	b := builder{texts: textsIn(language), now: now, entropy: entropy(2)}
	made := planned{ago: 3, day: 40, hour: 11}.started(now)
	t := b.texts.Actions["noon"]
	return []checks.Action{{
		ID: b.id(made), From: "channels", Text: t.Text, Owner: t.Owner, State: checks.Open,
		Team: b.texts.Teams["payments"], Made: made,
	}}
}

// Leadership returns the name of the team in [Runs] that leads others.
func Leadership(language string) string { return textsIn(language).Teams["leadership"] }

// Records returns all that the demo shows on a day: runs, what was noted and decided between them, and which team leads others.
func Records(language string, now time.Time) (list []checks.Record) {
	for _, r := range Runs(language, now) {
		list = append(list, r)
	}
	for _, a := range Actions(language, now) {
		list = append(list, a)
	}
	for _, s := range Stories(language, now) {
		list = append(list, s)
	}
	return append(list, checks.Marks{Team: Leadership(language), Leadership: true})
}

// builder makes runs of what is planned.
type builder struct {
	texts   texts
	now     time.Time
	entropy *ulid.MonotonicEntropy // the same each time
}

func (b builder) run(p planned) checks.Run {
	written, started := b.texts.Runs[p.texts], p.started(b.now)
	r := checks.Run{
		ID: b.id(started), Check: check.ID, Team: b.texts.Teams[p.team], Kind: checks.Team, People: p.people, Minutes: 45,
		Day: checks.DayOf(started), Started: started, Finished: started.Add(time.Duration(p.took) * time.Minute), At: checks.CloseID,
		Ratings: p.rated(written), Answers: p.answered(written),
	}
	if p.people == 1 {
		r.Kind, r.Minutes = checks.Solo, 30
	}
	for i, a := range p.actions {
		t := written.Actions[i]
		r.Actions = append(r.Actions, checks.Action{
			ID: b.id(started), From: a.from, Text: t.Text, Owner: t.Owner, Due: a.dueDay(started, b.now), State: a.state, Reason: t.Reason,
		})
	}
	return r
}

func (b builder) story(p plannedStory) checks.Story {
	t, on := b.texts.Stories[p.texts], p.on(b.now)
	s := checks.Story{
		ID: b.id(time.Date(on.Year, on.Month, on.Day, 0, 0, 0, 0, b.now.Location())), Team: b.texts.Teams[p.team],
		On: on, Noted: on, Source: p.source, About: p.about, Text: t.Text,
	}
	if p.cases == 0 {
		return s
	}
	s.Complaint = checks.Complaint{Whys: t.Whys, Plan: t.Plan, Fix: t.Fix, Owner: t.Owner, Cases: p.cases}
	if p.answered != nil {
		s.Complaint.Remedy = checks.Remedy{Text: t.Remedy, On: p.answered(b.now)}
	}
	for _, step := range append([]plannedStep{{checks.ComplaintOpen, p.on}}, p.steps...) {
		s.Complaint.State = step.state
		s.Complaint.Steps = append(s.Complaint.Steps, checks.ComplaintStep{State: step.state, On: step.on(b.now)})
	}
	return s
}

// id returns the next id of what was made at a time.
func (b builder) id(at time.Time) string {
	return ulid.MustNew(ulid.Timestamp(at), b.entropy).String()
}

// entropy is the same each time for the same seed, and another one for each kind of thing that has ids.
func entropy(seed byte) *ulid.MonotonicEntropy {
	return ulid.Monotonic(rand.NewChaCha8([32]byte{seed}), 0)
}

// inQuarter returns a time of a quarter so many quarters before now's, on its day with this number, from 0 on.
func inQuarter(now time.Time, ago, day, hour, minute int) time.Time {
	first := checks.FiscalYear(0).Quarter(checks.DayOf(now)).Days().From
	return time.Date(first.Year, first.Month-time.Month(3*ago), 1+day, hour, minute, 0, 0, now.Location())
}

// started returns when the run took place, as seen from now: on a working day.
func (p planned) started(now time.Time) time.Time {
	t := inQuarter(now, p.ago, p.day, p.hour, p.minute)
	return t.AddDate(0, 0, map[time.Weekday]int{time.Saturday: 2, time.Sunday: 1}[t.Weekday()])
}

func (p planned) rated(written runTexts) map[string]checks.Rating {
	ratings := map[string]checks.Rating{}
	for i, v := range p.ratings {
		item := check.Items[i].ID
		rating := checks.Rating{
			Tally: checks.Tally{Counts: v.counts, NoAnswer: v.noAnswer}, Revision: 1, Revealed: true, Story: written.Stories[item],
			Chair: checks.Chair{Step: v.chair, Evidence: written.Chairs[item], Empty: v.empty},
		}
		if p.draft && item == reworded {
			rating.Revision = 0
		}
		if rating.Answers() > 0 {
			ratings[item] = rating
		}
	}
	return ratings
}

func (p planned) answered(written runTexts) map[string][]checks.Answer {
	answers := map[string][]checks.Answer{}
	for i, list := range p.marks {
		for k, marks := range list {
			question := check.Questions[i].ID
			answers[question] = append(answers[question], checks.Answer{Text: written.Answers[question][k], Marks: marks})
		}
	}
	return answers
}

// dueDay returns the date until which an action of a run is to be done.
func (a plannedAction) dueDay(started, now time.Time) checks.Day {
	if a.due == byQuarterEnd {
		return checks.DayOf(inQuarter(now, -1, -1, 0, 0))
	}
	return checks.DayOf(started.AddDate(0, 0, a.due))
}
