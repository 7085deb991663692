package tui

import (
	"fmt"
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/checks/report/chart"
	"emptychair/tui/theme"
	"emptychair/tui/widget"
)

func (s *itemScreen) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.texts.Items[s.id].Statement)
	switch {
	case s.stories != nil:
		p.Space()
		s.drawStories(p)
	case s.rating().Revealed:
		p.Fit(s.drawRevealed)
	default:
		p.Fit(s.drawHidden)
	}
}

// drawHidden shows the item and how many answers are in. Nothing here may depend on the value of an answer.
func (s *itemScreen) drawHidden(p *widget.Canvas) {
	p.Space()
	if p.W >= wide {
		s.drawBoard(p)
		return
	}
	it := s.texts.Items[s.id]
	if p.Compact < widget.NoNote {
		p.Text(s.theme.Quiet, it.Why)
		p.Space()
	}
	s.drawWritten(p, s.say.Signs(chart.Thumbs[1])+" 1 ", s.theme.Plain, it.Low)
	s.drawWritten(p, s.say.Signs(chart.Thumbs[checks.Steps])+" 5 ", s.theme.Plain, it.High)
	p.Space()
	if !s.solo() || p.Compact < widget.Essential {
		p.Text(s.theme.Now, s.say.T(s.how()))
	}
	p.Space()
	if s.solo() {
		for i, word := range s.texts.Scale {
			p.Add(fmt.Sprintf("   %d  %s", i+1, word))
		}
		return
	}
	in, people := s.rating().Answers(), s.people()
	signs := append(chart.Waiting(s.say, s.chartStyles(), in, people, p.W-2*widget.Gutter, p.Left()-countLines), "", s.theme.Strong.Render(s.count()))
	if len(signs) == countLines || p.Compact > 0 {
		signs = []string{s.theme.Strong.Render(s.waiting(in, people)) + "    " + s.count()}
	}
	for _, line := range signs {
		p.Add(indent(line, widget.Gutter))
	}
}

// drawBoard shows in a broad body the scale on which the answers will stand, with the words of its steps and the examples of its ends,
// and over it how many are in; beside it why that matters, and how to answer.
func (s *itemScreen) drawBoard(p *widget.Canvas) {
	p.Space()
	left, right := s.sides(p)
	scale := s.plot(left.W, checks.Rating{})
	scale.Today.Name, scale.Below = "", nil
	below := slices.Concat(scale.Lines(1)[1:], s.scaleWords(scale), s.examples(scale, 0))
	above := make([]string, s.rise(scale, left.H))
	if !s.solo() {
		in, people := s.rating().Answers(), s.people()
		signs := chart.Waiting(s.say, s.chartStyles(), in, people, left.W, len(above)-countLines)
		if signs == nil {
			signs = []string{s.theme.Strong.Render(s.waiting(in, people))}
		}
		middle := min(scale.Indent+scale.Column*checks.Steps/2, left.W-width(signs[0])/2)
		signs = append(signs, "", s.theme.Strong.Render(s.count()))
		for i, from := 0, max(len(above)-len(signs), 0)/2; i < min(len(signs), len(above)); i++ {
			above[from+i] = strings.Repeat(" ", max(middle-width(signs[i])/2, 0)) + signs[i]
		}
	}
	left.Add(slices.Concat(above, below)...)
	right.Text(s.theme.Quiet, s.texts.Items[s.id].Why)
	right.Space()
	right.Text(s.theme.Now, s.say.T(s.how()))
	s.besidePlot(p, left, right)
}

// rise is how many of h lines of a broad body stand above the axis of the answers, from the vote on, whatever rows come below it.
func (s *itemScreen) rise(plot *chart.Plot, h int) int {
	below := 3 + len(plot.Names) + len(s.examples(plot, 0)) // the axis, its digits, and a blank line
	if _, ok := s.run.Rated(s.id); ok {
		below++
	}
	return max(1, min(3*h/5, h-below))
}

// besidePlot puts what is said of the answers beside them, a little lower than they may reach.
func (s *itemScreen) besidePlot(p, plot, said *widget.Canvas) {
	right := s.canvas(said.W, said.H)
	right.Add(make([]string, max(0, min(said.H/8, said.Left())))...)
	right.Append(said)
	p.Beside(sidesGap, plot, right)
}

// scaleWords are the words of the steps, each below its digit: on one line, or by turns on two.
func (s *itemScreen) scaleWords(scale *chart.Plot) []string {
	lines := make([]string, 1, 2)
	for _, word := range s.texts.Scale {
		if width(word)+2 > scale.Column {
			lines = lines[:2]
		}
	}
	for i, word := range s.texts.Scale {
		line := &lines[i%len(lines)]
		*line = s.padded(*line, scale.Indent+chart.First(width(word), i*scale.Column+scale.Column/2, 1)) + word
	}
	for k, line := range lines {
		lines[k] = s.theme.Quiet.Render(line)
	}
	return lines
}

// broad tells whether there is room for what stands behind the number beside it.
func (s *itemScreen) broad(width, height int) bool {
	return isBig(width, height)
}

// drawRevealed shows the answers over those of the baseline, and below them, or beside them in a broad body, what may be said of them and
// what stands behind the number. The answers take the lines that all else leaves; a blank one parts what lines are left for.
func (s *itemScreen) drawRevealed(p *widget.Canvas) {
	if p.W >= wide {
		s.drawRevealedBroad(p)
		return
	}
	findings, behind := s.canvas(p.W, p.H), s.canvas(p.W, p.H)
	findings.Compact, behind.Compact = p.Compact, p.Compact
	s.drawFindings(findings)
	s.drawChair(behind)
	s.drawStory(behind)
	said := len(findings.Lines) + len(behind.Lines)
	if len(p.Lines) > 0 && p.Compact < widget.Shortest {
		p.Add("")
	}
	s.drawPlot(p, p.Left()-said, true)
	for i, part := range []*widget.Canvas{findings, behind} {
		if len(part.Lines) == 0 {
			continue
		}
		if p.Compact < widget.NoSpace || p.Left()-said > i {
			p.Add("")
		}
		said -= len(part.Lines)
		p.Append(part)
	}
	s.drawOffers(p)
}

// drawRevealedBroad gives the answers the whole height of the window, and sets all that is said of them beside them.
func (s *itemScreen) drawRevealedBroad(p *widget.Canvas) {
	p.Space()
	left, right := s.sides(p)
	s.drawPlot(left, left.H, true)
	s.drawFindings(right)
	right.Space()
	s.drawChair(right)
	right.Space()
	s.drawStory(right)
	s.besidePlot(p, left, right)
}

// drawFindings says the answers in figures and what changed, how far they agree, which opens the talk, and where the stories disagree
// with the number, until something is typed for which there is little room.
func (s *itemScreen) drawFindings(p *widget.Canvas) {
	if s.entry != nil && p.Compact >= widget.Essential {
		return
	}
	change, why, brief, word, moved := "", "", "", "", s.theme.Strong
	if c, ok := s.run.Change(s.id); ok {
		moved = s.verdict(c.Change.Verdict)
		change, why = report.ChangeHeadline(s.say, c, s.run.earlierRun(s.context))
		if brief = report.MoveSign(s.say, c) + report.ChangeBrief(s.say, c); p.Compact < widget.NoNote {
			why = strings.TrimSpace(why + " " + report.NeededNote(s.say, c))
		}
	}
	agreement := s.rating().Agreement()
	if agreement != checks.AgreementNone {
		word = s.theme.Strong.Render(report.AgreementWord(s.say, agreement))
	}
	if p.Compact >= widget.Brief {
		change = brief
	}
	switch line := s.inARow(s.figures(), moved.Render(change)); {
	case p.Compact >= widget.Shortest:
		p.Add(s.cut(s.figures(), p.W), s.cut(s.inARow(word, moved.Render(brief)), p.W))
	case change == "":
		p.Text(s.theme.Plain, s.figures())
	case p.Compact >= widget.Brief && width(line) <= p.W:
		p.Add(line)
	default:
		p.Text(s.theme.Plain, s.figures())
		if s.bodyW() >= wide {
			p.Space()
		}
		p.Text(moved, change)
	}
	if why != "" && p.Compact < widget.Brief {
		p.Text(s.theme.Quiet, why)
	}
	if word != "" && p.Compact < widget.Shortest {
		p.Space()
		p.Text(s.theme.Plain, s.inARow(word, report.AgreementQuestion(s.say, agreement)))
	}
	s.drawTension(p)
}

// figures says the answers in figures; those of one person in words, with the earlier one.
func (s *itemScreen) figures() string {
	if !s.solo() {
		return report.AnsweredLine(s.say, s.rating().Tally)
	}
	said := s.ratingWord(s.rating().Tally)
	if then, ok := s.run.Rated(s.id); ok {
		said += "   " + s.theme.Quiet.Render(s.say.T("rate.before", "Word", s.ratingWord(then)))
	}
	return said
}

// drawChair shows the customer's presumable rating, or, where there is room, the way to it.
func (s *itemScreen) drawChair(p *widget.Canvas) {
	switch r := s.rating(); {
	case s.entry != nil && !s.entry.story:
		s.drawChairEntry(p)
	case r.Chair.Step > 0:
		s.drawWritten(p, s.signs.Seat, s.theme.Plain, r.Chair.Evidence)
	case r.Chair.Empty:
		p.Indent(s.signs.Seat+" ", s.theme.Plain, s.say.T("chair.no-evidence"))
	case p.Compact < widget.NoOffer:
		s.drawWritten(p, s.signs.Seat, s.theme.Quiet, s.say.T("reveal.ask-chair"))
	}
}

// drawStory shows a story behind the number, or, where there is room, the way to one.
func (s *itemScreen) drawStory(p *widget.Canvas) {
	switch r := s.rating(); {
	case s.entry != nil && s.entry.story:
		p.Area(s.signs.Talk+" ", s.entry.field)
	case r.Story != "":
		s.drawWritten(p, s.signs.Talk, s.theme.Plain, r.Story)
	case p.Compact < widget.NoOffer:
		s.drawWritten(p, s.signs.Talk, s.theme.Quiet, s.say.T("reveal.ask-story"))
	}
}

// drawOffers names in one line the keys to the chair and to the story, where there is no room to ask but some is left.
func (s *itemScreen) drawOffers(p *widget.Canvas) {
	r, chair, story := s.rating(), "", ""
	if r.Chair == (checks.Chair{}) {
		chair = s.signs.Seat + " " + s.say.T("reveal.offer-chair")
	}
	if r.Story == "" {
		story = s.signs.Talk + " " + s.say.T("reveal.offer-story")
	}
	if line := s.inARow(chair, story); p.Compact >= widget.NoOffer && p.Left() > 0 && s.entry == nil && line != "" {
		p.Add(make([]string, min(p.Left()-1, 1))...)
		p.Add(s.theme.Quiet.Render(s.cut(line, p.W)))
	}
}

// drawWritten puts a text behind its sign, on one line where there is no room for more.
func (s *itemScreen) drawWritten(p *widget.Canvas, sign string, style theme.Style, text string) {
	if sign += " "; p.Compact >= widget.OneLine {
		text = s.cut(text, widget.TextWidth(p.W)-width(sign))
	}
	p.Indent(sign, style, text)
}

func (s *itemScreen) drawChairEntry(p *widget.Canvas) {
	if s.entry.step == 0 {
		p.Indent(s.signs.Seat+" ", s.theme.Now, s.say.T("chair.step"))
		return
	}
	p.Indent(s.signs.Seat+" ", s.theme.Now, s.say.T("chair.evidence", "Step", int(s.entry.step)))
	p.Area("   ", s.entry.field)
}

// storyRoom is how many lines the stories have at least where the answers stand above them.
const storyRoom = 10

// drawStories lists them, under the answers where there is room for both, or beside them.
func (s *itemScreen) drawStories(p *widget.Canvas) {
	if p.W >= wide {
		left, right := s.sides(p)
		s.drawPlot(left, left.H, true)
		right.Text(s.theme.Now, s.say.T("behind.ask"))
		s.stories.draw(right, right.Left())
		p.Beside(sidesGap, left, right)
		return
	}
	above := s.canvas(p.W, p.Left())
	above.Compact = widget.OneLine
	s.drawPlot(above, 0, false)
	if p.Left()-len(above.Lines) > storyRoom {
		p.Add(above.Lines...)
		p.Space()
	}
	p.Text(s.theme.Now, s.say.T("behind.ask"))
	s.stories.draw(p, p.Left())
}

// drawTension asks a question where the number and the stories disagree.
func (s *itemScreen) drawTension(p *widget.Canvas) {
	tension, open := s.run.Tension(s.id)
	switch tension {
	case checks.TensionComplaints:
		p.Space()
		p.Text(s.theme.Plain, s.say.N("tension.complaints", len(open)))
	case checks.TensionGood:
		p.Space()
		p.Text(s.theme.Plain, s.say.T("tension.good"))
	default:
	}
}

// plot is answers over those they are held against, and over the chair.
func (s *itemScreen) plot(w int, r checks.Rating) *chart.Plot {
	p := s.plotOf(s.id, r, w)
	p.Large, p.Names = 1, []string{s.say.T("reveal.chair")}
	if s.bodyW() >= wide {
		p.Large, p.Still = chart.Largest, true
	}
	if !s.solo() {
		p.Names = append(p.Names, s.say.T("reveal.before"))
	}
	chart.Fit(w, p)
	return p
}

// drawPlot shows the answers in so many lines, if need be in a few more. Under the axis stand the examples of its ends: whatever else
// goes first, but for what people wrote.
func (s *itemScreen) drawPlot(p *widget.Canvas, h int, ends bool) {
	plot := s.plot(p.W, s.rating())
	least := 4 - (p.Compact+1)/3 // lines above the axis
	most := h
	if plot.Still {
		most = s.rise(plot, h)
	}
	h -= 2 + len(plot.Below)
	var examples []string
	if ends {
		examples = s.examples(plot, p.Compact)
	}
	if p.Compact >= widget.Essential && least+len(examples) > h {
		examples = nil
	}
	p.Add(plot.Lines(max(least, min(most, h-len(examples)-1)))...) // a blank line below
	p.Add(examples...)
}

// examples are what the lowest and the highest step look like, each under its end of the axis: in a third of it, apart from what is
// above, or in half of the line where lines are few.
func (s *itemScreen) examples(plot *chart.Plot, compact int) (lines []string) {
	it, from, end := s.texts.Items[s.id], plot.Indent, plot.Indent+plot.Column*checks.Steps
	w := (end - from) / 3
	if compact >= widget.NoExtraSpace {
		from, w = 0, (end-3)/2
	} else {
		lines = []string{""}
	}
	low, high := widget.Wrap(s.theme.Quiet, it.Low, w), widget.Wrap(s.theme.Quiet, it.High, w)
	right := 0
	for _, line := range high {
		right = max(right, width(line))
	}
	for i := range max(len(low), len(high)) {
		line := strings.Repeat(" ", from)
		if i < len(low) {
			line += low[i]
		}
		if i < len(high) {
			line = s.padded(line, end-right) + high[i]
		}
		lines = append(lines, line)
	}
	return lines
}
