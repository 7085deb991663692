package tui

import (
	"math"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// withClockKey adds the key for more time, where the run has a clock: at the end, but near the front once the time of a stage is up.
func (m *Model) withClockKey(keys []key.Binding) []key.Binding {
	if !m.inRun() || m.overlay != nil || m.session.conflict || !m.session.hasClock() {
		return keys
	}
	at := len(keys)
	if m.session.slot().Left < 0 {
		at = min(at, 2)
	}
	return slices.Insert(slices.Clip(keys), at, runKeys.more)
}

// runHeading is the header of a run: team and time, stage and clock. What there is no room for is left out: first what stands beside the
// team, then the place of the stage, which the line below shows, and last the name of the stage.
func (m *Model) runHeading(l layout) (left, right string) {
	flow := m.session.flow
	title, clock := m.title(flow.Stage().ID), m.clock(l)
	if clock != "" {
		clock = "   " + clock
	}
	place := m.inARow(m.say.T("way.place", "I", flow.At()+1, "N", len(flow.Stages())), title)
	left, right = m.besideClock([]string{place, title}, l.width-4-width(clock))
	return left, m.theme.Quiet.Render(right) + clock
}

// besideClock is what stands beside the clock, in w cells: the team, and one of the names of the stage. Where a run is entered later the
// word for that gives way to its sign, so where one is corrected.
func (m *Model) besideClock(stage []string, w int) (left, right string) {
	r, solo, day, behind := m.session.flow.Run(), "", "", ""
	team := m.say.Team(r.Team)
	if r.Kind == checks.Solo {
		solo = m.say.T("kind.solo")
	}
	if m.session.IsOfAnotherDay() {
		if day = m.time(); !m.session.flow.IsCorrecting() {
			day = m.marked(m.day(r.Day), checks.Run{Origin: r.Origin})
		}
		behind = " " + m.signs.Dot + " " + day
	}
	for _, right := range stage {
		for _, left := range []string{m.inARow(team, m.time(), solo), m.inARow(team, day, solo), m.inARow(team, day)} {
			if width(left+right) <= w {
				return left, right
			}
		}
	}
	const enough = 8 // cells of a team
	for _, right = range append(stage, "") {
		if width(behind+right)+enough <= w {
			break
		}
	}
	return m.cut(team, max(w-width(behind+right), 1)) + behind, right
}

// time is the quarter of the run that is open, or the day of one that is entered later, or of a finished one that it is corrected.
func (m *Model) time() string {
	switch r := m.session.flow.Run(); {
	case m.session.flow.IsCorrecting():
		return m.say.T("correct.heading", "Day", m.day(r.Day))
	case m.session.IsEnteredLater():
		return m.dayOf(r)
	default:
		return m.reportOptions().Quarter(r)
	}
}

// steps draws one piece of line for each stage: thick when it holds a result, with a dot where one is.
func (m *Model) steps(w int) string {
	flow := m.session.flow
	n := len(flow.Stages())
	var b strings.Builder
	for i := range n {
		from, to := i*(w+1)/n, (i+1)*(w+1)/n-1
		switch cells := to - from; {
		case i == flow.At():
			b.WriteString(m.theme.Now.Render(m.signs.StepHere + strings.Repeat(m.signs.StepDone, cells-1)))
		case flow.Done(i):
			b.WriteString(m.theme.Quiet.Render(strings.Repeat(m.signs.StepDone, cells)))
		default:
			b.WriteString(m.theme.Quiet.Render(strings.Repeat(m.signs.StepOpen, cells)))
		}
		if i < n-1 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// hasClock tells whether the time of the run is counted.
func (s *session) hasClock() bool { return s.flow.Run().Minutes > 0 && !s.flow.Run().IsFinished() }

// slot is the time of the stage at which the run stands.
func (s *session) slot() checks.Slot { return s.flow.Slot(s.flow.At()) }

// clock is what is left of the time of the stage and of the whole run: calm at first, in the accent from half on, with a sign in a warm
// red once it is over. It takes the same room all the time, so that nothing beside it moves.
func (m *Model) clock(l layout) string {
	if !m.session.hasClock() {
		return ""
	}
	slot, longest := m.session.slot(), time.Duration(max(m.session.flow.Run().Minutes, 10))*time.Minute
	room := 0
	for _, all := range []time.Duration{longest, -longest} {
		room = max(room, width(m.inARow(m.stageTime(l, -longest), m.minutes(all))))
	}
	stage, all := m.theme.Strong, m.theme.Quiet
	switch {
	case slot.Left < 0:
		stage = m.theme.Over
	case slot.Half():
		stage = m.theme.Now
	}
	if slot.Total < 0 {
		all = m.theme.Over
	}
	clock := m.inARow(stage.Render(m.stageTime(l, slot.Left)), all.Render(m.minutes(slot.Total)))
	return strings.Repeat(" ", max(0, room-width(clock))) + clock
}

// stageTime is the time that is left for a stage, or by how much it is over: "4:11", "+2:55 over", where there is little room "+2:55".
func (m *Model) stageTime(l layout, left time.Duration) string {
	switch text := lang.Clock(left); {
	case left >= 0:
		return text
	case l.width < narrow:
		return "+" + text
	default:
		return m.say.T("clock.over", "Over", "+"+text)
	}
}

// minutes is the time that is left for the whole run, or by how much it is over, in minutes of which the last one has begun.
func (m *Model) minutes(left time.Duration) string {
	id := "clock.minutes"
	if left < 0 {
		id = "clock.minutes-over"
	}
	return m.say.T(id, "N", int(math.Ceil(left.Abs().Minutes())))
}

// sayPaused says that the clock of the run stood still until now, where it has one and nothing else is to be said.
func (m *Model) sayPaused() {
	if m.session != nil && m.session.hasClock() && m.note == "" {
		m.note = m.say.T("clock.paused")
	}
}

// addMinutes gives the run more time.
func (m *Model) addMinutes() tea.Cmd {
	err := m.session.flow.AddMinutes(5)
	return m.do(changed(m.say.T("clock.more", "Minutes", m.session.flow.Run().Minutes), err))
}

// Lengths of time, in days.
const (
	fewDays  = 14 // from here on in weeks
	fewWeeks = 70 // from here on in months
)

// span says for how long something has been so, in the largest unit that still says it well.
func (g *context) span(days int) string {
	const week, month = 7, 30
	switch {
	case days == 0:
		return g.say.T("span.today")
	case days < fewDays:
		return g.say.N("span.days", days)
	case days < fewWeeks:
		return g.say.N("span.weeks", days/week)
	}
	return g.say.N("span.months", days/month)
}
