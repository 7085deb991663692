package tui

import (
	"fmt"
	"strings"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui/chart"
)

// figureHeads are the messages over the figures of a tally, in the order in which they may be shown.
var figureHeads = []string{"figures.head.n", "figures.head.no-answer", "figures.head.range", "figures.head.median"}

// thumbRoom is how far the thumb behind step 5 may reach beyond the scale.
const thumbRoom = 2

// drawDots shows the answers of the baseline and of today on one scale, with their figures; the chair stands apart.
func (s *itemScreen) drawDots(p *page) {
	r := s.rating()
	label, figures := s.dotsLabel(p.w), s.figureWidths(p.w)
	room := p.w - label - thumbRoom - sum(figures)
	if s.solo() {
		room -= s.wordWidth()
	}
	scale := chart.Scale{Column: min(max(room/checks.Steps, 5), 9), Signs: s.signs}
	head := s.padded(scale.Head(label), label+checks.Steps*scale.Column+thumbRoom)
	p.add(s.theme.Quiet.Render(head + s.figureHead(figures)))
	p.air()
	if b, ok := s.baselineTally(); ok {
		row := s.padded(s.baselineName(p.w), label) + scale.Row(b.Counts, s.signs.Earlier) + s.figureRow(b, figures)
		p.add(s.theme.Quiet.Render(row))
		p.air()
	}
	p.add(s.padded(s.say.T("reveal.today"), label) + s.theme.Strong.Render(scale.Row(r.Counts, s.signs.Today)) + s.figureRow(r.Tally, figures))
	if r.Chair.Step > 0 {
		p.air()
		p.add(s.theme.Quiet.Render(s.padded(s.say.T("reveal.chair"), label) + scale.Mark(int(r.Chair.Step), s.signs.Chair)))
	}
}

// figureWidths are the widths of the columns of figures; 0 leaves one out. Of one person there are no figures.
// Where there is little room the range goes first: the dots show it.
func (s *itemScreen) figureWidths(w int) []int {
	widths := make([]int, len(figureHeads))
	if s.solo() {
		return widths
	}
	b, _ := s.baselineTally()
	for i, id := range figureHeads {
		if id == "figures.head.no-answer" && b.NoAnswer+s.rating().NoAnswer == 0 || id == "figures.head.range" && w < narrow {
			continue
		}
		widths[i] = max(width(s.say.T(id)), 3) + 1
		if w >= narrow {
			widths[i]++
		}
	}
	return widths
}

func (s *itemScreen) figureHead(widths []int) string {
	cells := make([]string, len(figureHeads))
	for i, id := range figureHeads {
		cells[i] = s.say.T(id)
	}
	return cellsRight(cells, widths)
}

// figureRow says a tally in figures; the rating of one person in words.
func (s *itemScreen) figureRow(t checks.Tally, widths []int) string {
	if s.solo() {
		if step, _, ok := t.Range(); ok {
			return "   " + s.texts.Scale[step-1]
		}
		return "   " + s.texts.NoAnswer
	}
	cells := []string{fmt.Sprint(t.N()), fmt.Sprint(t.NoAnswer), report.Range(s.say, t), report.Median(s.say, t)}
	return strings.Repeat(" ", thumbRoom) + cellsRight(cells, widths)
}

// wordWidth is the width of a rating in words.
func (s *itemScreen) wordWidth() int {
	w := width(s.texts.NoAnswer)
	for _, word := range s.texts.Scale {
		w = max(w, width(word))
	}
	return w + 1
}

// cellsRight sets cells to the right of columns; a column of width 0 is left out.
func cellsRight(cells []string, widths []int) string {
	var b strings.Builder
	for i, c := range cells {
		if widths[i] > 0 {
			b.WriteString(strings.Repeat(" ", max(0, widths[i]-width(c))) + c)
		}
	}
	return b.String()
}

func sum(ns []int) int {
	total := 0
	for _, n := range ns {
		total += n
	}
	return total
}

func (s *itemScreen) baselineTally() (checks.Tally, bool) {
	return s.run.rated(s.id)
}

// baselineName is the day of the baseline, with its quarter where there is room: "19 Aug · Q3".
func (s *itemScreen) baselineName(w int) string {
	when := s.local(s.run.baseline.When())
	if w < narrow {
		return s.say.DayMonth(when)
	}
	return s.say.DayMonth(when) + " " + s.signs.Dot + fmt.Sprintf(" Q%d", checks.QuarterOf(when).Number)
}

// dotsLabel is the width of the names beside the dots.
func (s *itemScreen) dotsLabel(w int) int {
	label := max(width(s.say.T("reveal.today")), width(s.say.T("reveal.chair")))
	if s.run.hasBaseline {
		label = max(label, width(s.baselineName(w)))
	}
	if w < narrow {
		return label + 2
	}
	return label + 3
}
