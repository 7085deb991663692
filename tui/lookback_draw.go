package tui

import (
	"cmp"
	"slices"
	"strings"

	"emptychair/checks"
)

func (s *lookScreen) draw(p *page) {
	p.text(s.theme.Strong, s.say.T("look.ask"))
	p.gap()
	n := len(s.ids())
	if n == 0 {
		p.text(s.theme.Now, s.say.T("look.nothing"))
		return
	}
	below := newPage(s.ground, p.w, p.h)
	s.drawBelow(below)
	rows := p.left() - len(below.lines)
	if len(below.lines) > 0 {
		rows--
	}
	apart := s.fits(rows, p.w)
	s.list.draw(p, n, max(3, rows), true, func(i, w int, here bool) []string { return s.row(i, w, here, apart) })
	if len(below.lines) == 0 {
		return
	}
	p.gap()
	p.append(below)
}

// fits tells whether all rows fit into h lines when they are set apart.
func (s *lookScreen) fits(h, w int) bool {
	for i := range s.ids() {
		if h -= len(s.row(i, w, false, true)); h < 0 {
			return false
		}
	}
	return true
}

// drawBelow asks for the reason while one is typed, and says so once something was said of every row.
func (s *lookScreen) drawBelow(p *page) {
	switch {
	case s.entry != nil:
		p.text(s.theme.Now, s.say.T("look.reason"))
		p.longField(s.theme.Now.Render(s.padded("   "+s.signs.Prompt, gutter)), s.entry.field)
	case s.decided():
		p.text(s.theme.Now, s.say.T("look.all"))
	}
}

// decided tells whether something was said of every row.
func (s *lookScreen) decided() bool {
	for _, id := range s.ids() {
		if s.look(id) == (checks.Look{}) {
			return false
		}
	}
	return true
}

// row draws one action or complaint with what is known and what was said of it; apart sets it off from the next one.
func (s *lookScreen) row(i, w int, here, apart bool) []string {
	p := newPage(s.ground, min(w, maxText), 0)
	actions, complaints := s.run.work.Actions, s.run.work.Complaints
	if i < len(actions) {
		s.drawAction(p, actions[i], here)
	} else {
		if i == len(actions) {
			p.text(s.theme.Strong, s.say.N("look.fixed", len(complaints)))
		}
		s.drawComplaint(p, complaints[i-len(actions)], here)
	}
	if last := len(actions) + len(complaints) - 1; i < last && (apart || i == len(actions)-1) {
		p.add("")
	}
	return p.lines
}

// drawAction draws an action, and under it where it came from, who does it until when, and for the how manieth time it is open.
func (s *lookScreen) drawAction(p *page, a checks.Action, here bool) {
	l := s.look(a.ID)
	s.drawHead(p, a.Text, l, here)
	from := ""
	if a.From != "" {
		from = s.title(a.From)
	}
	due := ""
	if !a.Due.IsZero() {
		due = s.say.T("action.until", "Day", s.say.Day(a.Due.Time()))
	}
	if l.Outcome == checks.OutcomeDone || l.Outcome == checks.OutcomeDropped {
		s.drawUnder(p, s.said(l), from, a.Owner, due)
		return
	}
	owner, overdue, age := cmp.Or(a.Owner, s.say.T("listed.nobody")), "", ""
	if a.IsOverdue(checks.DayOf(s.now)) {
		overdue = s.say.T("look.overdue")
	}
	if n := a.Age(checks.Summarize(s.run.flow.Run()), s.run.runs); n > 1 {
		age = s.say.T("look.age", "N", n)
	}
	s.drawUnder(p, s.said(l), from, owner, due, overdue, age)
}

// drawComplaint draws a complaint, and under it what was changed, who looks after it and since when.
func (s *lookScreen) drawComplaint(p *page, st checks.Story, here bool) {
	c, l := st.Complaint, s.look(st.ID)
	s.drawHead(p, oneRow(st.Text), l, here)
	s.drawUnder(p, s.say.T("look.changed", "Fix", c.Fix))
	what := s.said(l)
	if what == "" {
		what = s.say.T("look.since", "Day", s.say.Day(c.FixedOn().Time()))
	}
	s.drawUnder(p, what, s.looksAfter(c))
}

// drawHead draws the text of a row behind the sign of what was said of it.
func (s *lookScreen) drawHead(p *page, text string, l checks.Look, here bool) {
	lead, style := "   "+s.outcomeSign(l)+" ", s.theme.Plain
	if here {
		lead, style = s.theme.Now.Render(s.signs.Pointer)+lead[1:], s.theme.Strong
	}
	p.indented(lead, style, text)
}

// drawUnder draws what is known of a row under its text; nothing of a part that is empty.
func (s *lookScreen) drawUnder(p *page, parts ...string) {
	p.parts(strings.Repeat(" ", gutter), s.theme.Quiet, slices.DeleteFunc(parts, func(part string) bool { return part == "" }))
}

// outcomeSign is what stands before a row; a bullet where nothing was said so far.
func (s *lookScreen) outcomeSign(l checks.Look) string {
	switch l.Outcome {
	case checks.OutcomeDone, checks.OutcomeGone:
		return s.signs.Settled
	case checks.OutcomeOpen:
		return s.signs.Still
	case checks.OutcomeDropped:
		return s.signs.Dropped
	case checks.OutcomeCameBack:
		return s.signs.Again
	}
	return s.signs.Bullet
}

// said is what was said of a row in words, "" for nothing so far.
func (s *lookScreen) said(l checks.Look) string {
	if l == (checks.Look{}) {
		return ""
	}
	return s.say.T("look.said."+string(l.Outcome), "Reason", l.Reason)
}
