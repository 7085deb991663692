package demo

import (
	"math/rand/v2"
	"time"

	"github.com/oklog/ulid/v2"

	"emptychair/checks"
)

// Leadership returns the name of the team in [Runs] that leads others.
func Leadership(language string) string { return textsIn(language).Teams["leadership"] }

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

// entropy is the same each time for the same seed, and another one for each kind of thing that has ids.
func entropy(seed byte) *ulid.MonotonicEntropy {
	return ulid.Monotonic(rand.NewChaCha8([32]byte{seed}), 0)
}

func (b builder) story(p told) checks.Story {
	t := b.texts.Stories[p.texts]
	on := p.on.on(b.now)
	s := checks.Story{
		ID: b.id(time.Date(on.Year, on.Month, on.Day, 0, 0, 0, 0, b.now.Location())), Team: b.texts.Teams[p.team],
		On: on, Noted: on, Source: p.source, About: p.about, Text: t.Text,
	}
	if len(p.steps) == 0 {
		return s
	}
	s.Complaint = checks.Complaint{Whys: t.Whys, Fix: t.Fix, Owner: t.Owner, Cases: p.cases}
	for _, step := range p.steps {
		s.Complaint.State = step.state
		s.Complaint.Steps = append(s.Complaint.Steps, checks.ComplaintStep{State: step.state, On: step.on.on(b.now)})
	}
	return s
}

// told is one story: all of it that is no text. With steps it is a complaint.
type told struct {
	texts  string // key of its text
	team   string // key of the team's name
	source checks.Source
	about  string
	on     moment
	cases  int
	steps  []followed
}

// followed is a state that a complaint came into.
type followed struct {
	state checks.ComplaintState
	on    moment
}

// moment is a day as seen from now: so many days ago, or that of a quarter so many quarters before now's.
type moment struct {
	before   int
	ago, day int // with an ago of 0 before counts
}

func daysAgo(n int) moment { return moment{before: n} }

func quarterDay(ago, day int) moment { return moment{ago: ago, day: day} }

func (m moment) on(now time.Time) checks.Day {
	if m.ago == 0 {
		return checks.DayOf(checks.DayOf(now).Time().AddDate(0, 0, -m.before))
	}
	return checks.DayOf(inQuarter(now, m.ago, m.day, 0, 0))
}
