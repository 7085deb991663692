package tui

import (
	"fmt"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui/chart"
	"emptychair/tui/widget"
)

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

	chair checks.Step // 0 for none; drawn below the answers
}

// dotTable is rows of dots over one scale, with their figures behind them.
type dotTable struct {
	*context
	rows  []dotRow
	label int         // width of the names beside the dots
	solo  bool        // one person's ratings: in words in place of figures
	chair checks.Step // 0 for none
	// noAnswer keeps room for how many gave no answer, so that several tables stand below each other.
	noAnswer bool
}

// draw shows the rows; the chair stands apart.
func (t dotTable) draw(p *widget.Canvas) {
	figures, thumb := t.figures(p.W), width(t.signs.Up)
	rest := p.W - thumb - figures.Width()
	if t.label+checks.Steps*minColumn > rest {
		t.label = bareLabel
	}
	scale := chart.Scale{Column: min(max((rest-t.label)/checks.Steps, minColumn), maxColumn), Signs: t.signs}
	head := t.padded(scale.Head(t.label), t.label+checks.Steps*scale.Column+thumb)
	p.Add(t.theme.Quiet.Render(head + figures.Head()))
	for i, r := range t.rows {
		p.ExtraSpace()
		behind := strings.Repeat(" ", thumb) + figures.Row(i)
		name := t.named(p, r.name)
		if r.earlier {
			p.Add(t.theme.Quiet.Render(name + scale.Row(r.tally.Counts, t.signs.Earlier) + behind))
		} else {
			p.Add(name + t.theme.Strong.Render(scale.Row(r.tally.Counts, t.signs.Today)) + behind)
		}
		t.drawChair(p, scale, r.chair)
	}
	if t.chair > 0 {
		p.ExtraSpace()
		name := t.named(p, t.say.T("reveal.chair"))
		p.Add(t.theme.Quiet.Render(name + scale.Mark(int(t.chair), t.signs.Chair)))
	}
}

// drawChair marks the chair of a row below its answers, by name where names stand beside the scale.
func (t dotTable) drawChair(p *widget.Canvas, scale chart.Scale, chair checks.Step) {
	if chair == checks.NoAnswer {
		return
	}
	name := ""
	if t.label > bareLabel {
		name = chairIndent + t.say.T("reveal.chair")
	}
	p.Add(t.theme.Quiet.Render(t.padded(name, t.label) + scale.Mark(int(chair), t.signs.Chair)))
}

// chairIndent puts the chair below the name of the run that it belongs to.
const chairIndent = "  "

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
	noAnswer := t.noAnswer
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
	t.label = labelFor(p.W, append(names, today)...)
	t.draw(p)
}

// baselineName is the day of the baseline, with its quarter where there is room: "19 Aug · Q3"; of today the time.
func (s *itemScreen) baselineName(w int) string {
	when := s.local(s.run.baseline.When())
	if s.sameDay(when, s.run.flow.Run().When()) {
		return s.timeOf(when)
	}
	return s.shortDay(when, w)
}

// todayName names the answers of the run that is open: today's, or those of the day it took place on.
func (s *itemScreen) todayName(w int) string {
	if s.run.entered() {
		return s.shortDay(s.local(s.run.flow.Run().Started), w)
	}
	return s.say.T("reveal.today")
}

// shortDay is a day with its quarter where there is room: "19 Aug · Q3".
func (s *itemScreen) shortDay(when time.Time, w int) string {
	if w < narrow {
		return s.say.DayMonth(when)
	}
	return s.say.DayMonth(when) + " " + s.signs.Dot + fmt.Sprintf(" Q%d", checks.QuarterOf(when).Number)
}
