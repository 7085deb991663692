package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui/chart"
)

func (s *itemScreen) draw(p *page) {
	p.text(s.theme.Strong, s.texts.Items[s.id].Statement)
	p.gap()
	switch {
	case s.stories != nil:
		s.drawStories(p)
	case s.rating().Revealed:
		p.fitted(s.drawRevealed)
	default:
		s.drawHidden(p)
	}
}

// drawHidden shows the item and how many answers are in. Nothing here may depend on the value of an answer.
func (s *itemScreen) drawHidden(p *page) {
	it := s.texts.Items[s.id]
	ends := newPage(s.ground, p.w, p.h)
	ends.indented(s.signs.Down+" 1  ", s.theme.Plain, it.Low)
	ends.indented(s.signs.Up+" 5  ", s.theme.Plain, it.High)
	why := wrapped(s.theme.Quiet, it.Why, textWidth(p.w))
	const after = 5 // blank, what to do, blank, dots, blank
	if len(p.lines)+len(why)+1+len(ends.lines)+after <= p.h {
		p.add(why...)
		p.gap()
	}
	p.add(ends.lines...)
	p.gap()
	if s.solo() {
		p.text(s.theme.Now, s.say.T("rate.how"))
		return
	}
	how := "vote.how"
	if s.run.entered() {
		how = "origin.vote"
	}
	p.text(s.theme.Now, s.say.T(how))
	p.gap()
	in, people := s.rating().Answers(), s.people()
	count := s.say.T("vote.count", "In", in, "People", people)
	dots := chart.Waiting(in, people, s.signs)
	if width(dots)+width(count)+10 > p.w {
		p.add(strings.Repeat(" ", 5) + s.theme.Strong.Render(count))
		return
	}
	p.add(strings.Repeat(" ", 5) + s.theme.Strong.Render(dots) + "    " + count)
}

// drawRevealed shows the answers over those of the baseline, and what may be said of them.
func (s *itemScreen) drawRevealed(p *page) {
	s.drawDots(p)
	p.gap()
	switch {
	case p.tight >= shortest && s.entry == nil:
		s.drawBrief(p)
		s.drawTension(p)
	case s.entry == nil, p.tight < onlyNeeded:
		s.drawAgreement(p, s.rating().Tally)
		s.drawChange(p)
		s.drawTension(p)
	}
	s.drawBehind(p, s.rating())
}

// drawBrief says in one line how far the answers agree, and what changed.
func (s *itemScreen) drawBrief(p *page) {
	lead := ""
	if word := s.rating().Agreement(); word != checks.AgreementNone {
		lead = s.theme.Strong.Render(report.AgreementWord(s.say, word))
	}
	if line := s.inARow(lead, s.changeBrief()); line != "" {
		p.add(line)
	}
}

// changeBrief says in a few words what changed, nothing where there is no baseline.
func (s *itemScreen) changeBrief() string {
	c, ok := s.run.change(s.id)
	if !ok {
		return ""
	}
	return report.ChangeBrief(s.say, c)
}

// drawChange says what may be concluded from the answers then and now.
func (s *itemScreen) drawChange(p *page) {
	sentence := s.run.sentence(s.ground, s.id)
	if p.tight >= inBrief {
		sentence = s.changeBrief()
	}
	if sentence != "" {
		p.text(s.theme.Plain, sentence)
		p.gap()
	}
}

// drawAgreement shows the word that opens the talk; none where too few rated.
func (s *itemScreen) drawAgreement(p *page, t checks.Tally) {
	word := t.Agreement()
	if word == checks.AgreementNone {
		return
	}
	lead := s.theme.Strong.Render(report.AgreementWord(s.say, word)) + " " + s.signs.Dot + " "
	p.indented(lead, s.theme.Plain, report.AgreementQuestion(s.say, word))
	p.gap()
}

// drawBehind shows what stands behind the number: the customer's presumable rating and a story, or the way to them.
func (s *itemScreen) drawBehind(p *page, r checks.Rating) {
	switch {
	case s.entry != nil && !s.entry.story:
		s.drawChairEntry(p)
	case r.Chair.Step > 0:
		s.drawWritten(p, s.signs.Seat, s.theme.Plain, r.Chair.Evidence)
	case r.Chair.Empty:
		p.indented(s.signs.Seat+" ", s.theme.Plain, s.say.T("chair.no-evidence"))
	default:
		s.drawWritten(p, s.signs.Seat, s.theme.Quiet, s.say.T("reveal.ask-chair"))
	}
	switch {
	case s.entry != nil && s.entry.story:
		p.longField(s.signs.Talk+" ", s.entry.field)
	case r.Story != "":
		s.drawWritten(p, s.signs.Talk, s.theme.Plain, r.Story)
	default:
		s.drawWritten(p, s.signs.Talk, s.theme.Quiet, s.say.T("reveal.ask-story"))
	}
}

// drawWritten puts a text behind its sign, on one line where there is no room for more.
func (s *itemScreen) drawWritten(p *page, sign string, style lipgloss.Style, text string) {
	if sign += " "; p.tight >= oneLine {
		text = p.cut(text, textWidth(p.w)-width(sign))
	}
	p.indented(sign, style, text)
}

func (s *itemScreen) drawChairEntry(p *page) {
	if s.entry.step == 0 {
		p.indented(s.signs.Seat+" ", s.theme.Now, s.say.T("chair.step"))
		return
	}
	p.indented(s.signs.Seat+" ", s.theme.Now, s.say.T("chair.evidence", "Step", int(s.entry.step)))
	p.longField("   ", s.entry.field)
}
