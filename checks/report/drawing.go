package report

import (
	"fmt"
	"strings"

	"emptychair/checks"
)

// chart is a drawing in its own units, with the name by which it is told to who does not see it. The common template draws it.
type chart struct {
	ID, Title     string // the id is that of its title on the page
	Width, Height int
	Lines         []line
	Texts         []label
	Dots          []dot
	Chairs        []point // the middle of each
	Medians       []point // the middle of the left edge of each
}

type point struct{ X, Y int }

type line struct {
	Class          string
	X1, Y1, X2, Y2 int
}

type label struct {
	Class string
	X, Y  int
	Label string
}

type dot struct {
	Class string
	X, Y  int
	R     float64
}

// Sizes of a drawing of answers on the scale.
const (
	chartWidth = 320
	stepWidth  = chartWidth / checks.Steps
	scaleLine  = 17
	dotRadius  = 5
	dotPitch   = 12 // from one answer to the next
	dotsPerRow = 5
	nameHeight = 24
	chairSpace = 18
	aboveDots  = 9
	belowDots  = 8
)

// drawnSide is the answers of a run.
type drawnSide struct {
	name     string // above them, "" for none
	class    string // now or then
	tally    checks.Tally
	chair    checks.Step
	withheld bool
}

// drawDots draws every answer below the digit of its step, one run below the other, and the chair apart below each.
func (d *document) drawDots(id, title string, sides ...drawnSide) chart {
	c := chart{ID: id, Title: title, Width: chartWidth}
	y := scaleLine
	for _, side := range sides {
		y = d.drawSide(&c, side, y)
	}
	c.Height = y + 2
	lines := []line{{"scale", 0, scaleLine, chartWidth, scaleLine}}
	for step := range checks.Steps {
		middle := middleOf(step)
		c.Texts = append(c.Texts, label{"", middle, 11, fmt.Sprint(step + 1)})
		lines = append(lines, line{"guide", middle, scaleLine, middle, y})
	}
	c.Lines = lines
	return c
}

// middleOf is where the column of a step has its middle; the first step is 0.
func middleOf(step int) int { return step*stepWidth + stepWidth/2 }

// drawSide draws a run from a height on, and returns the height below it.
func (d *document) drawSide(c *chart, side drawnSide, y int) int {
	if side.name != "" {
		c.Texts = append(c.Texts, label{"name", 2, y + nameHeight - 7, side.name})
		y += nameHeight
	}
	if side.withheld {
		c.Texts = append(c.Texts, label{"start", 2, y + 10, d.Say("export.withheld")})
		return y + chairSpace
	}
	rows := 1
	for step, count := range side.tally.Counts {
		if count == 0 {
			c.Dots = append(c.Dots, dot{"nobody", middleOf(step), y + aboveDots, 2})
		}
		c.Dots = append(c.Dots, dotsAround(side.class, middleOf(step), y+aboveDots, count)...)
		rows = max(rows, rowsOf(count, dotsPerRow))
	}
	y += aboveDots + (rows-1)*dotPitch + belowDots
	if side.chair == checks.NoAnswer {
		return y
	}
	class, x := "start", 2
	if side.chair == 1 {
		class, x = "end", chartWidth-2
	}
	c.Texts = append(c.Texts, label{class, x, y + 11, d.Say("report.chair")})
	c.Chairs = append(c.Chairs, point{middleOf(int(side.chair) - 1), y + 7})
	return y + chairSpace
}

// rowsOf is how many rows so many dots fill.
func rowsOf(count, perRow int) int { return (count + perRow - 1) / perRow }

// dotsAround places so many dots in rows around the middle of a column.
func dotsAround(class string, middle, y, count int) (dots []dot) {
	for i := range count {
		row := i / dotsPerRow
		inRow := min(dotsPerRow, count-row*dotsPerRow)
		x := middle - (inRow-1)*dotPitch/2 + i%dotsPerRow*dotPitch
		dots = append(dots, dot{class, x, y + row*dotPitch, dotRadius})
	}
	return dots
}

// spoken lists how many gave each step, for who does not see the dots.
func spoken(t checks.Tally) string {
	var counts []string
	for _, n := range t.Counts {
		counts = append(counts, fmt.Sprint(n))
	}
	return strings.Join(counts, ", ")
}
