package tui

import (
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// runHeading is the header of a run: team and time, stage and clock. What does not fit is left out, the clock last.
func (m *Model) runHeading(l layout) (left, right string) {
	r, flow := m.session.flow.Run(), m.session.flow
	dot := " " + m.signs.Dot + " "
	left = r.Team + dot + m.time()
	if r.Kind == checks.Solo {
		left += dot + m.say.T("kind.solo")
	}
	place := m.say.T("way.place", "I", flow.At()+1, "N", len(flow.Stages()))
	title := dot + m.title(flow.Stage().ID)
	clock := m.session.clock(m.ground)
	if clock != "" {
		clock = "   " + clock
	}
	if width(left)+width(place+title+clock) > l.width-4 {
		title = ""
	}
	if width(left)+width(place+title+clock) > l.width-4 {
		left = m.shortHeading(l.width - 4 - width(place+title+clock))
	}
	return left, m.theme.Quiet.Render(place+title) + clock
}

// time is the quarter of the run that is open, or the day of one that is entered later.
func (m *Model) time() string {
	r := m.session.flow.Run()
	if m.session.entered() {
		return m.dayOf(r.Started, r.Origin)
	}
	q := checks.QuarterOf(m.local(r.When()))
	return m.say.Quarter(q.Year, q.Number)
}

// shortHeading is the team alone; of a run that is entered later the day stays, and the team gives way in w cells.
func (m *Model) shortHeading(w int) string {
	r := m.session.flow.Run()
	if !m.session.entered() {
		return r.Team
	}
	day := " " + m.signs.Dot + " " + m.time()
	return m.cut(r.Team, max(w-width(day), 1)) + day
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

// clock is the time left for the stage; once it is over, by how much, and what is left for each stage to come.
func (s *session) clock(g *ground) string {
	if s.flow.Run().Minutes == 0 || s.flow.Run().IsFinished() {
		return ""
	}
	slot := s.flow.Agenda().Slot(s.flow.At())
	if slot.Left >= 0 {
		return g.theme.Strong.Render(lang.Clock(slot.Left))
	}
	text := g.say.T("clock.over", "Over", lang.Clock(slot.Left))
	if slot.Rest > 0 {
		text += g.say.N("clock.each", slot.Rest, "Each", lang.Clock(slot.Each))
	}
	return g.theme.Strong.Render(text)
}

// hint is what the run says by itself: at half of a question's time one line.
func (s *session) hint(g *ground) string {
	if s.flow.Run().Minutes == 0 || s.flow.Run().IsFinished() || s.flow.Stage().Kind != checks.StageQuestion {
		return ""
	}
	if s.flow.Agenda().Slot(s.flow.At()).Half() {
		return g.say.T("clock.half")
	}
	return ""
}
