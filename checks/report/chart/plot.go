package chart

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// Plot is the answers to an item as a stacked dot plot: a column a step, a dot a person, bottom up; below the axis what they are held
// against.
type Plot struct {
	Scale
	Styles  Styles
	Today   Row
	Below   []Row
	Names   []string // of rows that may come: the columns already stand where they will with these
	Large   int      // lines of the largest dots that stand in narrow columns, too, one above the other; 0 for none
	Still   bool     // the axis stands as low as it may, however low the piles are, so that it stays where it is
	Indent  int      // cells before the first column, for names
	tallest int      // dots on one step, here or in a plot beside
}

// Row is the answers of one run, or the step on which the chair stands.
type Row struct {
	Name   string
	Counts Counts
	Chair  checks.Step
}

// Styles are those of the answers that the plot is of, of earlier ones, of the chair, and of what is said about them.
type Styles struct{ Now, Then, Chair, Quiet func(string) string }

// Cells of a column.
const (
	minColumn    = 4 // between thumbs; without them one less
	maxColumn    = 22
	narrowColumn = 6  // dots below the axis take two lines in a narrower one
	countable    = 12 // dots of a pile; more have their number on top
	barWidth     = 5  // wider only where a bar is drawn cell by cell
	nameGap      = 2  // behind a name
	largeGap     = 3  // between large dots of two steps, at most
)

// Fit draws plots that stand beside each other in one way: it gives their columns the room there is in w cells for each plot, and
// chooses between dots and numbers below the axes. Names that would take the room of the columns stand on lines of their own.
func Fit(w int, plots ...*Plot) {
	var below []Counts
	indent, tallest, column := 0, 0, maxColumn
	down, end := ansi.StringWidth(plots[0].firstHead()), ansi.StringWidth(plots[0].lastHead())
	fits := func(indent, column int) bool {
		return max(indent, down-column/2)+column*(checks.Steps-1)+max(column, column/2+end) <= w
	}
	bare := !fits(0, minColumn)
	if bare {
		down, end = 0, 1
	}
	for _, p := range plots {
		tallest = max(tallest, slices.Max(p.Today.Counts[:]))
		names := append(slices.Clip(p.Names), p.Today.Name)
		for _, r := range p.Below {
			names, below = append(names, r.Name), append(below, r.Counts)
		}
		for _, n := range names {
			if name := ansi.StringWidth(n) + nameGap; fits(name, minColumn) {
				indent = max(indent, name)
			}
		}
	}
	for column >= minColumn && !fits(indent, column) {
		column--
	}
	lines := 1
	if column < narrowColumn {
		lines = 2
	}
	for _, p := range plots {
		p.Scale, p.Indent, p.tallest = NewScale(p.Printer, column, lines, below...), max(indent, down-column/2), tallest
		p.bare = bare
		p.apart = !slices.ContainsFunc(below, func(c Counts) bool { return 2*slices.Max(c[:]) > column }) // as those above the axis
	}
}

// Lines draws the plot, with at most so many lines above the axis.
func (p *Plot) Lines(height int) []string {
	lines, name := p.rowName(p.Today, p.Styles.Now)
	height = max(height-len(lines), 1)
	above := p.piles(height)
	if above == nil {
		p.Numbers = true
		above = p.bars(height)
	}
	if p.Still {
		lines = append(lines, make([]string, height-len(above))...)
	}
	for i, line := range above {
		if i < len(above)-1 {
			line = pad("", p.Indent) + line
		} else {
			line = name + line
		}
		lines = append(lines, p.Styles.Now(strings.TrimRight(line, " ")))
	}
	axis := strings.Repeat(" ", p.Indent) + strings.Repeat(p.Signs(axisSign), p.Column*checks.Steps)
	lines = append(lines, p.Styles.Quiet(axis), p.Styles.Quiet(p.Head(p.Indent)))
	for _, r := range p.Below {
		lines = append(lines, p.below(r)...)
	}
	return lines
}

// below is a row under the axis.
func (p *Plot) below(r Row) []string {
	style, rows := p.Styles.Then, p.Rows(r.Counts, true)
	if r.Chair != checks.NoAnswer {
		style, rows = p.Styles.Chair, []string{p.Chair(r.Chair)}
	}
	lines, name := p.rowName(r, style)
	behind := strings.TrimRight(rows[0], " ") + strings.Repeat(" ", nameGap) + r.Name
	first := strings.TrimLeft(rows[0], " ")
	if blank := p.Indent + len(rows[0]) - len(first); len(lines) > 0 && ansi.StringWidth(r.Name) < blank { // it reaches into the first columns
		lines, name, rows[0] = nil, pad(r.Name, blank), first
	} else if len(lines) > 0 && r.Chair != checks.NoAnswer && ansi.StringWidth(behind) <= p.Column*checks.Steps {
		lines, rows[0] = nil, behind // which leaves the line to the one sign of its row
	}
	for _, row := range rows {
		lines = append(lines, style(strings.TrimRight(name+row, " ")))
		name = pad("", p.Indent)
	}
	return lines
}

// rowName is what stands before a row, and the line above it where its name is too long for that.
func (p *Plot) rowName(r Row, style func(string) string) (above []string, beside string) {
	if ansi.StringWidth(r.Name) > p.Indent {
		return []string{style(r.Name)}, pad("", p.Indent)
	}
	return nil, pad(r.Name, p.Indent)
}

// dot is how one answer is drawn.
type dot struct {
	rows       []string
	right, top int // cells and lines to the next one
	most       int // beside each other
	column     int // cells of a column from which on it is drawn
}

// Largest is the most lines of a dot.
const Largest = 6

var dots = []dot{
	{[]string{" ▗▟██████▙▖ ", "▟██████████▙", "████████████", "████████████", "▜██████████▛", " ▝▜██████▛▘ "}, 2, 1, 1, 16},
	{hugeDot, 2, 1, 1, 15},
	{[]string{"▟████▙", "██████", "▜████▛"}, 2, 1, 1, 15},
	{largeDot, 2, 1, 2, 14},
	{[]string{"▗▇▇▖", "▝██▘"}, 1, 0, 2, 14},
	{[]string{"▇▇"}, 1, 0, 3, 14},
	{[]string{"●"}, 1, 0, 12, 0},
	{[]string{"●"}, 0, 0, 12, 0},
}

// piles are the answers piled up in dots that are as large as there is room for, nil where there is room for none.
func (p *Plot) piles(height int) []string {
	for _, d := range dots {
		wide := ansi.StringWidth(d.rows[0])
		fits := func(across int) bool { // steps stand farther apart than the dots of a step
			gap := p.Column - across*(wide+d.right) + d.right
			return gap > d.right && (p.Column >= d.column || gap >= min(wide, largeGap)+across-1)
		}
		if p.Numbers || p.Column < d.column && p.Large < len(d.rows) {
			continue
		}
		for across := 1; across <= d.most && fits(across); across++ {
			if lines := p.pile(d, across, p.tallest > countable); len(lines) <= height {
				return lines
			}
		}
	}
	return nil
}

// pile draws dots, as high as the tallest pile, of which so many stand beside each other, with or without their number on top.
func (p *Plot) pile(d dot, across int, numbered bool) (lines []string) {
	blank, pitch := strings.Repeat(" ", d.right), len(d.rows)+d.top
	top := func(count int) int { return len(Piled(count, across))*pitch - d.top }
	height := max(top(p.tallest), 1)
	if numbered {
		height++
	}
	for y := height - 1; y >= 0; y-- { // down to the axis
		cells := make([]string, checks.Steps)
		for step, count := range p.Today.Counts {
			switch part := len(d.rows) - 1 - y%pitch; {
			case y < top(count) && part >= 0:
				cells[step] = strings.TrimSuffix(strings.Repeat(d.rows[part]+blank, Piled(count, across)[y/pitch]), blank)
			case y == top(count) && numbered && count > 0:
				cells[step] = fmt.Sprint(count)
			}
		}
		lines = append(lines, p.line(cells))
	}
	return lines
}

// Large signs: of an answer, and of one that is still to come.
var (
	largeDot  = []string{"▟██▙", "▜██▛"}
	largeOpen = []string{"▟▀▀▙", "▜▄▄▛"}
	hugeDot   = []string{"▗▟████▙▖", "████████", "████████", "▝▜████▛▘"}
	hugeOpen  = []string{"▗▟▀▀▀▀▙▖", "█▌    ▐█", "█▌    ▐█", "▝▜▄▄▄▄▛▘"}
)

// Waiting draws how many answers are in: a large dot for each, and an open one for each that is still to come, in rows of w cells at most;
// where one row has room for all of them, larger ones. It draws nothing where h lines have no room for that.
func Waiting(p *lang.Printer, styles Styles, in, people, w, h int) (lines []string) {
	const apart = 2
	blank := strings.Repeat(" ", apart)
	for _, size := range []struct{ full, open []string }{{hugeDot, hugeOpen}, {largeDot, largeOpen}} {
		across := max(w/(ansi.StringWidth(size.full[0])+apart), 1)
		rows, most := (people+across-1)/across, (h+1)/(len(size.full)+1)
		if rows > most || rows > 1 && len(size.full) == len(hugeDot) {
			continue
		}
		for row := range rows {
			first, last := row*people/rows, (row+1)*people/rows
			given := max(min(in, last)-first, 0)
			if row > 0 {
				lines = append(lines, "")
			}
			for part := range size.full {
				dots := strings.Repeat(p.Signs(size.full[part])+blank, given)
				rest := strings.TrimSuffix(strings.Repeat(p.Signs(size.open[part])+blank, last-first-given), blank)
				if rest == "" {
					dots = strings.TrimSuffix(dots, blank)
				}
				lines = append(lines, styles.Now(dots)+styles.Quiet(rest))
			}
		}
		return lines
	}
	return nil
}

// bars are the answers as bars of one unit, each under its number.
func (p *Plot) bars(height int) (lines []string) {
	rows, most := max(height-1, 1), max(p.tallest, 1)
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
			parts = append(parts, strings.Repeat(string(part), min(barWidth, p.room())))
		}
		return parts
	}
	parts := make([]string, min(max(people, barWidth), p.room())+1)
	for i := range parts {
		parts[i] = strings.Repeat(Sign(false), i)
	}
	return parts
}
