package tui

import (
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// runHeading is the header of a run: team and time, stage and clock. What does not fit is left out, the clock last.
func (m *Model) runHeading(l layout) (left, right string) {
	flow := m.session.flow
	place := m.say.T("way.place", "I", flow.At()+1, "N", len(flow.Stages()))
	title := " " + m.signs.Dot + " " + m.title(flow.Stage().ID)
	clock := m.session.clock(m.ground)
	if clock != "" {
		clock = "   " + clock
	}
	room := l.width - 4 - width(place+clock)
	if m.session.entered() {
		left, title = m.enteredHeading(room, title)
	} else {
		left, title = m.usualHeading(room, title)
	}
	return left, m.theme.Quiet.Render(place+title) + clock
}

// usualHeading is what stands beside the title of a stage, in w cells with it; the title goes first, and then all but the team.
func (m *Model) usualHeading(w int, title string) (left, shown string) {
	r := m.session.flow.Run()
	left = m.inARow(r.Team, m.time(), m.soloWord())
	switch {
	case width(left+title) <= w:
		return left, title
	case width(left) <= w:
		return left, ""
	}
	return r.Team, ""
}

// enteredHeading is [Model.usualHeading] of a run that is entered later: the word for that gives way to its sign, then the team,
// and only then the title.
func (m *Model) enteredHeading(w int, title string) (left, shown string) {
	const enough = 8 // cells of a team
	r, day := m.session.flow.Run(), m.marked(m.say.Day(m.local(m.session.flow.Run().Started)), checks.OriginLater)
	for _, left := range []string{m.inARow(r.Team, m.time(), m.soloWord()), m.inARow(r.Team, day, m.soloWord()), m.inARow(r.Team, day)} {
		if width(left+title) <= w {
			return left, title
		}
	}
	behind := " " + m.signs.Dot + " " + day
	if width(behind+title)+enough > w {
		title = ""
	}
	return m.cut(r.Team, max(w-width(behind+title), 1)) + behind, title
}

// soloWord says that one person goes through the run alone, "" for a team.
func (m *Model) soloWord() string {
	if m.session.flow.Run().Kind == checks.Solo {
		return m.say.T("kind.solo")
	}
	return ""
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
