package chart

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// Plot is the answers to an item as a stacked dot plot: a column a step, a dot a person, bottom up; below the axis what they are held
// against.
type Plot struct {
	Scale
	Styles Styles
	Today  Row
	Below  []Row
	Indent int  // cells before the first column, for names
	Large  bool // dots of several cells stand in narrow columns, too, one above the other
}

// Row is the answers of one run, or the step on which the chair stands.
type Row struct {
	Name   string
	Counts Counts
	Chair  checks.Step
}

// Styles are those of the answers that the plot is of, of earlier ones, of the chair, and of what is said about them.
type Styles struct{ Now, Then, Chair, Quiet func(...string) string }

// Cells of a column.
const (
	minColumn = 5
	maxColumn = 22
	countable = 12 // dots of a pile; more have their number on top
	barWidth  = 5  // wider only where a bar is drawn cell by cell
)

// Fit gives the columns the room there is in a line of w cells, and chooses between dots and numbers below the axis.
func (p *Plot) Fit(w int) {
	end := ansi.StringWidth(p.lastHead())
	for p.Column = maxColumn; p.Column > minColumn; p.Column-- {
		if last := p.Indent + p.Column*(checks.Steps-1); last+max(p.Column, p.Column/2+end) <= w {
			break
		}
	}
	below := make([]Counts, len(p.Below))
	for i, r := range p.Below {
		below[i] = r.Counts
	}
	p.Scale = NewScale(p.Printer, p.Column, 1, below...)
}

// Lines draws the plot, with at most so many lines above the axis.
func (p *Plot) Lines(height int) (lines []string) {
	height = max(height, 1)
	above := p.piles(height)
	if above == nil {
		p.Numbers = true
		above = p.bars(height)
	}
	for i, line := range above {
		name := ""
		if i == len(above)-1 {
			name = p.Today.Name
		}
		lines = append(lines, p.Styles.Now(strings.TrimRight(pad(name, p.Indent)+line, " ")))
	}
	axis := strings.Repeat(" ", p.Indent) + strings.Repeat(p.Signs(axisSign), p.Column*checks.Steps)
	lines = append(lines, p.Styles.Quiet(axis), p.Styles.Quiet(p.Head(p.Indent)))
	for _, r := range p.Below {
		lines = append(lines, p.below(r))
	}
	return lines
}

// below is a row under the axis.
func (p *Plot) below(r Row) string {
	name := pad(r.Name, p.Indent)
	if r.Chair != checks.NoAnswer {
		return p.Styles.Chair(name + strings.TrimRight(p.line(ChairCells(r.Chair)), " "))
	}
	return p.Styles.Then(name + strings.TrimRight(p.Rows(r.Counts, true)[0], " "))
}

// dot is how one answer is drawn.
type dot struct {
	rows       []string
	right, top int // cells and lines to the next one
	most       int // beside each other
	column     int // cells of a column from which on it is drawn
}

var dots = []dot{
	{[]string{"▟████▙", "██████", "▜████▛"}, 2, 1, 1, 15},
	{[]string{"▟██▙", "▜██▛"}, 2, 1, 2, 14},
	{[]string{"▗▇▇▖", "▝██▘"}, 1, 0, 2, 14},
	{[]string{"▇▇"}, 1, 0, 3, 14},
	{[]string{"●"}, 1, 0, 12, 0},
	{[]string{"●"}, 0, 0, 12, 0},
}

// piles are the answers piled up in dots that are as large as there is room for, nil where there is room for none.
func (p *Plot) piles(height int) []string {
	most := slices.Max(p.Today.Counts[:])
	for _, d := range dots {
		wide := ansi.StringWidth(d.rows[0]) + d.right
		for across := 1; !p.Numbers && (p.Column >= d.column || p.Large && p.Column > 2*wide-2*d.right && across == 1) && across <= d.most && across*wide-d.right <= p.room(); across++ {
			if lines := p.pile(d, across, most > countable); len(lines) <= height {
				return lines
			}
		}
	}
	return nil
}

// pile draws dots of which so many stand beside each other, with or without their number on top.
func (p *Plot) pile(d dot, across int, numbered bool) (lines []string) {
	blank, pitch := strings.Repeat(" ", d.right), len(d.rows)+d.top
	for y := 0; ; y++ { // from the axis up
		cells, drawn := make([]string, checks.Steps), y == 0
		for step, count := range p.Today.Counts {
			piled := Piled(count, across)
			switch part, top := len(d.rows)-1-y%pitch, len(piled)*pitch-d.top; {
			case y < top && part >= 0:
				cells[step] = strings.TrimSuffix(strings.Repeat(d.rows[part]+blank, piled[y/pitch]), blank)
			case y == top && numbered && count > 0:
				cells[step] = fmt.Sprint(count)
			case y >= top:
				continue
			}
			drawn = true
		}
		if !drawn {
			slices.Reverse(lines)
			return lines
		}
		lines = append(lines, p.line(cells))
	}
}

// bars are the answers as bars of one unit, each under its number.
func (p *Plot) bars(height int) (lines []string) {
	rows, most := max(height-1, 1), max(slices.Max(p.Today.Counts[:]), 1)
	parts := p.parts((most + rows - 1) / rows)
	of := len(parts) - 1
	each, people := min(of*rows/most, of), 1
	if each == 0 {
		each, people = 1, (most+of*rows-1)/(of*rows)
	}
	for row := (most*each + of*people - 1) / (of * people); row >= 0; row-- {
		cells := make([]string, checks.Steps)
		for step, count := range p.Today.Counts {
			switch units := (count*each + people - 1) / people; {
			case units > row*of:
				cells[step] = parts[min(units-row*of, of)]
			case count > 0 && units > (row-1)*of:
				cells[step] = fmt.Sprint(count)
			}
		}
		lines = append(lines, p.line(cells))
	}
	return lines
}

// parts are a row of a bar from empty to full: in eighths of its height, or cell by cell, with room for so many people if there is any.
func (p *Plot) parts(people int) []string {
	if dot := Sign(false); p.Signs(dot) == dot {
		parts := []string{""}
		for _, part := range "▁▂▃▄▅▆▇█" {
			parts = append(parts, strings.Repeat(string(part), barWidth))
		}
		return parts
	}
	parts := make([]string, min(max(people, barWidth), p.room())+1)
	for i := range parts {
		parts[i] = strings.Repeat(Sign(false), i)
	}
	return parts
}
