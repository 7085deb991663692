package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

func (s *itemScreen) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.texts.Items[s.id].Statement)
	p.Space()
	switch {
	case s.stories != nil:
		s.drawStories(p)
	case s.rating().Revealed:
		p.Fit(s.drawRevealed)
	default:
		s.drawHidden(p)
	}
}

// drawHidden shows the item and how many answers are in. Nothing here may depend on the value of an answer.
func (s *itemScreen) drawHidden(p *widget.Canvas) {
	it := s.texts.Items[s.id]
	ends := s.canvas(p.W, p.H)
	ends.Indent(s.signs.Down+" 1  ", s.theme.Plain, it.Low)
	ends.Indent(s.signs.Up+" 5  ", s.theme.Plain, it.High)
	why := widget.Wrap(s.theme.Quiet, it.Why, widget.TextWidth(p.W))
	const after = 5 // blank, what to do, blank, dots, blank
	if len(p.Lines)+len(why)+1+len(ends.Lines)+after <= p.H {
		p.Add(why...)
		p.Space()
	}
	p.Add(ends.Lines...)
	p.Space()
	if s.solo() {
		p.Text(s.theme.Now, s.say.T("rate.how"))
		return
	}
	how := "vote.how"
	if s.run.entered() {
		how = "origin.vote"
	}
	p.Text(s.theme.Now, s.say.T(how))
	p.Space()
	in, people := s.rating().Answers(), s.people()
	count := s.say.T("vote.count", "In", in, "People", people)
	p.Add(strings.Repeat(" ", 5) + s.theme.Strong.Render(s.waiting(in, people)) + "    " + count)
}

// What shows how many answers are in.
const (
	mostSigns = 12 // people with a sign each
	barCells  = 10 // of the bar in place of more
)

// waiting is a sign a person: a full one for each answer that is in, an open one for each that is not, in groups of five where there
// are more than ten, and a bar where there are too many of them.
func (g *context) waiting(in, people int) string {
	if people > mostSigns {
		full := in * barCells / people
		return strings.Repeat(g.signs.BarIn, full) + strings.Repeat(g.signs.BarOut, barCells-full)
	}
	var b strings.Builder
	for i := range people {
		switch {
		case people > 10 && i > 0 && i%5 == 0:
			b.WriteString("  ")
		case i > 0:
			b.WriteByte(' ')
		}
		if i < in {
			b.WriteString(g.signs.Today)
		} else {
			b.WriteString(g.signs.Waiting)
		}
	}
	return b.String()
}

// drawRevealed shows the answers over those of the baseline, and what may be said of them.
func (s *itemScreen) drawRevealed(p *widget.Canvas) {
	s.drawDots(p)
	p.Space()
	if s.entry == nil || p.Compact < widget.Essential {
		s.drawFindings(p)
	}
	s.drawBehind(p, s.rating())
}

// drawFindings says how far the answers agree, which opens the talk, what changed, and where the stories disagree with the number.
func (s *itemScreen) drawFindings(p *widget.Canvas) {
	agreement, change, brief, needed := "", s.run.sentence(s.context, s.id), "", ""
	word := s.rating().Agreement()
	if word != checks.AgreementNone {
		agreement = s.theme.Strong.Render(report.AgreementWord(s.say, word))
	}
	if c, ok := s.run.change(s.id); ok {
		brief, needed = report.ChangeBrief(s.say, c), report.NeededNote(s.say, c)
		if p.Compact >= widget.Brief {
			change = s.inARow(brief, report.NeededBrief(s.say, c))
		}
	}
	switch line := s.inARow(agreement, brief); {
	case p.Compact >= widget.Shortest && line != "":
		p.Add(line)
	case p.Compact < widget.Shortest:
		if agreement != "" {
			p.Indent(agreement+" "+s.signs.Dot+" ", s.theme.Plain, report.AgreementQuestion(s.say, word))
			p.Space()
		}
		if change != "" {
			p.Text(s.theme.Plain, change)
			if needed != "" && p.Compact < widget.Essential {
				p.Text(s.theme.Quiet, needed)
			}
			p.Space()
		}
	}
	s.drawTension(p)
}

// drawBehind shows what stands behind the number: the customer's presumable rating and a story, or the way to them.
func (s *itemScreen) drawBehind(p *widget.Canvas, r checks.Rating) {
	switch {
	case s.entry != nil && !s.entry.story:
		s.drawChairEntry(p)
	case r.Chair.Step > 0:
		s.drawWritten(p, s.signs.Seat, s.theme.Plain, r.Chair.Evidence)
	case r.Chair.Empty:
		p.Indent(s.signs.Seat+" ", s.theme.Plain, s.say.T("chair.no-evidence"))
	default:
		s.drawWritten(p, s.signs.Seat, s.theme.Quiet, s.say.T("reveal.ask-chair"))
	}
	switch {
	case s.entry != nil && s.entry.story:
		p.Area(s.signs.Talk+" ", s.entry.field)
	case r.Story != "":
		s.drawWritten(p, s.signs.Talk, s.theme.Plain, r.Story)
	default:
		s.drawWritten(p, s.signs.Talk, s.theme.Quiet, s.say.T("reveal.ask-story"))
	}
}

// drawWritten puts a text behind its sign, on one line where there is no room for more.
func (s *itemScreen) drawWritten(p *widget.Canvas, sign string, style lipgloss.Style, text string) {
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

// drawStories lists them, under the answers where there is room for both.
func (s *itemScreen) drawStories(p *widget.Canvas) {
	above := s.canvas(p.W, p.Left())
	above.Compact = widget.NoExtraSpace
	s.drawDots(above)
	if p.Left()-len(above.Lines) > storyRoom {
		p.Add(above.Lines...)
		p.Space()
	}
	p.Text(s.theme.Now, s.say.T("behind.ask"))
	s.stories.draw(p, p.Left())
}

// drawTension asks a question where the number and the stories disagree.
func (s *itemScreen) drawTension(p *widget.Canvas) {
	tension, open := s.run.tension(s.id)
	switch tension {
	case checks.TensionComplaints:
		p.Text(s.theme.Plain, s.say.N("tension.complaints", len(open)))
	case checks.TensionGood:
		p.Text(s.theme.Plain, s.say.T("tension.good"))
	default:
		return
	}
	p.Space()
}

// Cells of a table of dots.
const (
	minColumn = 5 // of a step
	maxColumn = 9
	bareLabel = 2 // before the scale where no names stand there: room for the thumb
)

// dotRow is the answers of one run on the scale.
type dotRow struct {
	name    string
	tally   checks.Tally
	earlier bool // of a run that another one is held against
}

// dotTable is rows of dots over one scale, with their figures behind them.
type dotTable struct {
	*context
	rows  []dotRow
	label int         // width of the names beside the dots
	solo  bool        // one person's ratings: in words in place of figures
	chair checks.Step // 0 for none
}

// draw shows the rows; the chair stands apart.
func (t dotTable) draw(p *widget.Canvas) {
	figures, thumb := t.figures(p.W), width(t.signs.Up)
	rest := p.W - thumb - figures.Width()
	if t.label+checks.Steps*minColumn > rest {
		t.label = bareLabel
	}
	scale := report.Scale{Column: min(max((rest-t.label)/checks.Steps, minColumn), maxColumn), Printer: t.say}
	head := t.padded(scale.Head(t.label), t.label+checks.Steps*scale.Column+thumb)
	p.Add(t.theme.Quiet.Render(head + figures.Head()))
	for i, r := range t.rows {
		p.ExtraSpace()
		behind := strings.Repeat(" ", thumb) + figures.Row(i)
		name := t.named(p, r.name)
		dots := scale.Row(r.tally.Counts, r.earlier)
		if r.earlier {
			p.Add(t.theme.Quiet.Render(name + dots + behind))
		} else {
			p.Add(name + t.theme.Strong.Render(dots) + behind)
		}
	}
	if t.chair > 0 {
		p.ExtraSpace()
		name := t.named(p, t.say.T("reveal.chair"))
		p.Add(t.theme.Quiet.Render(name + scale.Chair(t.chair)))
	}
}

// named returns what stands before a row: its name, or nothing where the name stands above it for want of room.
func (t dotTable) named(p *widget.Canvas, name string) string {
	if t.label == bareLabel {
		p.Add(t.theme.Quiet.Render(name))
		name = ""
	}
	return t.padded(name, t.label)
}

// figures are what is said of each row. Where there is little room the range goes first: the dots show it.
func (t dotTable) figures(w int) report.FigureTable {
	var tallies []checks.Tally
	noAnswer := false
	for _, r := range t.rows {
		tallies = append(tallies, r.tally)
		noAnswer = noAnswer || r.tally.NoAnswer > 0
	}
	switch {
	case t.solo:
		return report.RatingWords(t.texts, tallies)
	case w < narrow:
		return report.Figures(t.say, tallies, 1, false, noAnswer)
	}
	return report.Figures(t.say, tallies, 2, true, noAnswer)
}

// labelFor is the width of a column with these names in a body of w cells.
func labelFor(w int, names ...string) int {
	label := 0
	for _, name := range names {
		label = max(label, width(name))
	}
	if w < narrow {
		return label + 2
	}
	return label + 3
}

// drawDots shows the answers of the baseline and of today on one scale.
func (s *itemScreen) drawDots(p *widget.Canvas) {
	r := s.rating()
	today, names := s.todayName(p.W), []string{s.say.T("reveal.chair")}
	t := dotTable{context: s.context, solo: s.solo(), chair: r.Chair.Step}
	if s.run.hasBaseline {
		names = append(names, s.baselineName(p.W))
	}
	if b, ok := s.run.rated(s.id); ok {
		t.rows = append(t.rows, dotRow{name: s.baselineName(p.W), tally: b, earlier: true})
	}
	t.rows = append(t.rows, dotRow{name: today, tally: r.Tally})
	if r.Before != (checks.Tally{}) {
		names = append(names, s.say.T("reveal.before"))
		t.rows = append(t.rows, dotRow{name: s.say.T("reveal.before"), tally: r.Before, earlier: true})
	}
	t.label = labelFor(p.W, append(names, today)...)
	t.draw(p)
}

// baselineName is the day of the baseline, with its quarter where there is room: "19 Aug · Q3"; of today the time.
func (s *itemScreen) baselineName(w int) string {
	b := s.run.baseline
	if b.Day == s.run.flow.Run().Day {
		return s.timeOf(b.When())
	}
	return s.shortDay(b.Day, w)
}

// todayName names the answers of the run that is open: today's, or those of the day it took place on.
func (s *itemScreen) todayName(w int) string {
	if s.run.entered() {
		return s.shortDay(s.run.flow.Run().Day, w)
	}
	return s.say.T("reveal.today")
}

// shortDay is a day with its quarter where there is room: "19 Aug · Q3".
func (s *itemScreen) shortDay(d checks.Day, w int) string {
	if w < narrow {
		return s.say.DayMonth(d.Time())
	}
	return s.say.DayMonth(d.Time()) + " " + s.signs.Dot + " " + s.say.ShortQuarter(s.year.Quarter(d).Number)
}
