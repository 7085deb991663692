package report

import (
	"fmt"

	"emptychair/checks"
)

// Sizes of a drawing of answers over time.
const (
	stripLead    = 18 // of the digits
	stripRun     = 48 // of a run
	stripPart    = 12 // of what parts two runs
	stripDots    = 4  // in a row
	stripPitch   = 8  // from one answer to the next
	stripRadius  = 3.4
	stripMiddle  = 21 // of the dots in the column of a run
	stripChair   = 42 // of the chair there
	stripMargin  = 14 // above and below the answers to a step, together
	stripNames   = 30 // below the steps
	stripPerBand = 6
)

// drawStrip draws an item over time: a column for each run, a row for each step, every answer a dot. Long histories go on in
// further drawings.
func (d *trend) drawStrip(id string, s checks.Series) (charts []chart) {
	bands := max(rowsOf(len(d.Columns), stripPerBand), 1)
	each := rowsOf(len(d.Columns), bands) // as many in each, rather than one alone in the last
	for from := 0; from < len(d.Columns); from += each {
		to := min(from+each, len(d.Columns))
		charts = append(charts, d.drawBand(fmt.Sprintf("%s-%d", id, len(charts)+1), s, from, to))
	}
	return charts
}

func (d *trend) drawBand(id string, s checks.Series, from, to int) chart {
	c := chart{ID: id}
	c.Title = d.Say("export.drawing.trend", "Title", d.texts.TitleOf(s.Item), "From", d.columnName(from), "To", d.columnName(to-1))
	if to-from == 1 {
		c.Title = d.Say("export.drawing.run", "Title", d.texts.TitleOf(s.Item), "From", d.columnName(from))
	}
	rows := 1
	for i := from; i < to; i++ {
		rated, _ := s.Point(i)
		for _, count := range rated.Counts {
			rows = max(rows, rowsOf(count, stripDots))
		}
	}
	step := rows*stripPitch + stripMargin
	x := stripLead
	for i := from; i < to; i++ {
		x += d.drawParting(&c, s, from, i, x, checks.Steps*step)
		d.drawRun(&c, s, i, x, step)
		x += stripRun
	}
	for row := range checks.Steps + 1 {
		c.Lines = append(c.Lines, line{"step", stripLead - 4, row * step, x, row * step})
		if row < checks.Steps {
			c.Texts = append(c.Texts, label{"start", 2, row*step + step/2 + 4, fmt.Sprint(checks.Steps - row)})
		}
	}
	c.Width, c.Height = max(chartWidth, x), checks.Steps*step+stripNames
	return c
}

// columnName names a run by its quarter and its day.
func (d *trend) columnName(i int) string {
	q := d.Columns[i].Quarter
	return d.joined([]string{d.Printer.Quarter(q.Year, q.Number), d.Printer.DayMonth(d.Columns[i].Finished.In(d.Location))})
}

// drawParting draws what stands before a run: a dotted line where quarters passed, a whole one where another wording begins. It
// returns how much room that takes.
func (d *trend) drawParting(c *chart, s checks.Series, from, column, x, height int) int {
	room := 0
	part := func(class string) {
		c.Lines = append(c.Lines, line{class, x + room + stripPart/2 - 3, 0, x + room + stripPart/2 - 3, height})
		room += stripPart
	}
	if column > from && d.Columns[column].Missed > 0 {
		part("missed")
	}
	if _, begins := s.Point(column); column > from && begins {
		part("reworded")
	}
	return room
}

// drawRun draws the column of a run, and names it below.
func (d *trend) drawRun(c *chart, s checks.Series, column, x, step int) {
	rated, _ := s.Point(column)
	bottom := checks.Steps * step
	below := d.Say("figures.n", "N", rated.N())
	switch {
	case rated.Answers() == 0 && !rated.Withheld:
		below = none
	case rated.Withheld:
		below = d.Say("export.withheld.short")
	case d.Kind == checks.Solo:
		below = d.days[column]
	}
	c.Texts = append(c.Texts, label{"quarter", x + stripMiddle, bottom + 13, d.quarters[column]}, label{"", x + stripMiddle, bottom + 26, below})
	for k, count := range rated.Counts {
		rows := rowsOf(count, stripDots)
		top := rowMiddle(k+1, step) - (rows-1)*stripPitch/2
		for i := range count {
			row := i / stripDots
			inRow := min(stripDots, count-row*stripDots)
			dx := i%stripDots*stripPitch - (inRow-1)*stripPitch/2
			c.Dots = append(c.Dots, dot{"now", x + stripMiddle + dx, top + row*stripPitch, stripRadius})
		}
	}
	if median, ok := rated.Median(); ok && rated.N() > 1 {
		low, high := rowMiddle(int(median), step), rowMiddle(int(median+0.5), step)
		c.Medians = append(c.Medians, point{x, (low + high) / 2})
	}
	if chair, ok := d.Columns[column].Chairs[s.Item]; ok {
		c.Chairs = append(c.Chairs, point{x + stripChair, rowMiddle(int(chair), step)})
	}
}

// rowMiddle is the height of the middle of the row of a step.
func rowMiddle(step, height int) int { return (checks.Steps-step)*height + height/2 }
