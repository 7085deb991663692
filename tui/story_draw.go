package tui

import (
	"fmt"
	"strings"

	"emptychair/checks"
	"emptychair/checks/report"
)

func (s *storyScreen) draw(p *page) {
	next := s.next(p.w)
	above := newPage(s.ground, p.w, s.rows(p.w, p.h))
	drawScrolled(above, s.lines(p.w, p.h), s.top)
	p.add(above.lines...)
	p.gap()
	p.add(next...)
}

// next is what is to be done with the complaint now; of a story that is none, what could be.
func (s *storyScreen) next(w int) []string {
	style := s.theme.Now
	switch s.story.Complaint.State {
	case checks.NoComplaint:
		return wrapped(s.theme.Quiet, s.say.T("story.next.none"), textWidth(w))
	case checks.ComplaintGone:
		style = s.theme.Quiet
	}
	return wrapped(style, s.say.T("story.next."+string(s.story.Complaint.State)), textWidth(w))
}

// rows is how many lines there are for the story in a body, above what is to be done.
func (s *storyScreen) rows(w, h int) int { return h - len(s.next(w)) - 1 }

// lines are all that is known of the story, in w cells, as loosely as a body of h lines allows.
func (s *storyScreen) lines(w, h int) []string {
	p := newPage(s.ground, w, s.rows(w, h))
	p.fitted(s.drawStory)
	return p.lines
}

func (s *storyScreen) drawStory(p *page) {
	head := s.story
	head.Complaint = checks.Complaint{} // told below
	p.storyHead("", head, false)
	p.gap()
	for _, line := range strings.Split(s.story.Text, "\n") {
		p.text(s.theme.Strong, line)
	}
	if s.story.IsComplaint() {
		p.gap()
		s.drawComplaint(p)
	}
}

func (s *storyScreen) drawComplaint(p *page) {
	c := s.story.Complaint
	p.parts("", s.theme.Plain, []string{s.complaintState(), s.say.N("complaint.cases", c.Cases)})
	if len(c.Whys) > 0 {
		p.air()
		s.drawWhys(p, c.Whys)
	}
	if c.Fix != "" {
		p.air()
		id := "complaint.fix"
		if c.LacksCause() {
			id = "complaint.fix-failed"
		}
		p.indented(s.theme.Quiet.Render(s.say.T(id)+"  "), s.theme.Plain, c.Fix)
		p.text(s.theme.Quiet, s.looksAfter(c))
	}
	for _, a := range c.Before {
		p.air()
		p.indented(s.theme.Quiet.Render(s.say.T("attempt.name")+"  "), s.theme.Plain, report.AttemptWords(s.say, a))
	}
	p.air()
	p.parts("", s.theme.Quiet, s.history())
}

// complaintState says how far the complaint is and for how long it has been so.
func (s *storyScreen) complaintState() string {
	c := s.story.Complaint
	span, day := s.span(c.Age(checks.DayOf(s.now))), s.say.Day(c.Since().Time())
	return s.say.T("story.state."+string(c.State), "Span", span, "Day", day)
}

// drawWhys lists the chain of causes.
func (g *ground) drawWhys(p *page, whys []string) {
	for i, why := range whys {
		p.indented(g.theme.Quiet.Render(fmt.Sprintf("%s %d  ", g.say.T("complaint.why"), i+1)), g.theme.Plain, why)
	}
}

// looksAfter says who looks after what was changed because of a complaint.
func (g *ground) looksAfter(c checks.Complaint) string {
	if c.Owner == "" {
		return g.say.T("complaint.nobody")
	}
	return g.say.T("complaint.owner", "Owner", c.Owner)
}

// history is the day of each change.
func (s *storyScreen) history() []string {
	var parts []string
	for i, step := range s.story.Complaint.Steps {
		word := s.stateName(step.State)
		if i == 0 {
			word = s.say.T("complaint.noted")
		}
		parts = append(parts, s.say.Day(step.On.Time())+" "+word)
	}
	return parts
}

// Lengths of time, in days.
const (
	fewDays  = 14 // from here on in weeks
	fewWeeks = 70 // from here on in months
)

// span says for how long something has been so, in the largest unit that still says it well.
func (g *ground) span(days int) string {
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
