package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// chairSign marks where the customer in the empty chair would presumably stand. It is no answer and counts nowhere.
const chairSign = "◇"

// The scale in cells: names, the thumb, and a column for each step in which the dots start below its digit.
const (
	labelWidth = 14
	bareLabel  = 5 // where no names stand beside the scale
	minColumn  = 5
	maxColumn  = 7
	thumbRoom  = 3 // how far the thumb behind step 5 may reach beyond the scale
)

// The scale in a drawing, in its own units.
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

// dots is every answer to an item as a dot on the scale: a row for each run or group, or for each item of a run.
type dots struct {
	*document
	Over     string // the names of the rows, in a table
	Kind     checks.Kind
	Rows     []dotRow
	NoAnswer bool // the figures hold how many gave no answer, even where nobody did
	Counts   bool // they hold nothing else but how many rated: a middle beside a middle would be a ranking
	Alone    bool // there is one run: its row is called "answers" beside the dots, and by its day in a table
}

// dotRow is the answers that are drawn beside each other.
type dotRow struct {
	Name, Below string // below the name, in a table
	Earlier     bool
	checks.Rating
	Chair checks.Step // also of a run whose answers are hidden
}

// sign is the dot of an answer; one of an earlier run is empty.
func (r dotRow) sign() string {
	if r.Earlier {
		return "○"
	}
	return "●"
}

// label is the name of a row beside its dots.
func (d *dots) label(r dotRow) string {
	if d.Alone {
		return d.Say("report.answers")
	}
	return r.Name
}

// figures are those of the rows: of one person the step in words. The range goes first where there is no room.
func (d *dots) figures(withRange, noAnswer bool) FigureTable {
	var tallies []checks.Tally
	for _, r := range d.Rows {
		tallies = append(tallies, r.Tally)
		noAnswer = noAnswer || r.NoAnswer > 0
	}
	if d.Kind == checks.Solo {
		return RatingWords(d.texts, tallies)
	}
	return figures(d.Printer, tallies, 1, withRange && !d.Counts, noAnswer, !d.Counts)
}

// stacked spreads so many dots over rows of at most so many, one row at least.
func stacked(count, perRow int) (rows []int) {
	for ; count > perRow; count -= perRow {
		rows = append(rows, perRow)
	}
	return append(rows, count)
}

// scale is where things stand on a line of text.
type scale struct {
	label, column int
	figures       FigureTable
}

func (d *dots) scale(width int) scale {
	names := ansi.StringWidth("  " + d.Say("report.chair") + " ")
	for _, r := range d.Rows {
		names = max(names, ansi.StringWidth(d.label(r))+bareLabel)
	}
	var s scale
	for _, try := range []struct {
		label     int
		withRange bool
	}{{max(names, labelWidth+bareLabel), true}, {names, false}, {bareLabel, true}, {bareLabel, false}} { // bare: the names stand above the dots
		s = scale{label: try.label, figures: d.figures(try.withRange, d.NoAnswer)}
		if s.label+s.figures.Width()+checks.Steps*minColumn+thumbRoom <= width {
			break
		}
	}
	s.column = min(max((width-s.label-thumbRoom-s.figures.Width())/checks.Steps, minColumn), maxColumn)
	return s
}

// text draws the rows in cells, the figures behind them.
func (d *dots) text(t *textRenderer, title string) {
	if title != "" {
		d.Rows[0].Name = title
		d.Alone = false
	}
	s := d.scale(t.Width)
	head := padLeft(t.signs(thumbs[1]), s.label-1) + " "
	for k := 1; k < checks.Steps; k++ {
		head += Pad(fmt.Sprint(k), s.column)
	}
	head += fmt.Sprintf("%d %s", checks.Steps, t.signs(thumbs[checks.Steps]))
	t.Line(t.quiet(Pad(head, s.label+checks.Steps*s.column+thumbRoom) + s.figures.Head()))
	for i, r := range d.Rows {
		name := "  " + d.label(r)
		if s.label == bareLabel {
			t.Paragraph("  ", d.label(r))
			name = ""
		}
		if r.Withheld {
			t.Paragraph(Pad(name, s.label), d.Say("export.withheld"))
			continue
		}
		for k, cells := range d.cells(r, max(s.column-2, minColumn-1)) {
			figures := ""
			if k == 0 {
				figures = s.figures.Row(i)
			}
			row := Pad(line(t, name, s.label, cells, s.column), s.label+checks.Steps*s.column+thumbRoom) + figures
			if r.Earlier {
				row = t.quiet(row)
			}
			t.Line(row)
			name = ""
		}
		if r.Chair != checks.NoAnswer {
			name = ""
			if s.label > bareLabel {
				name = "    " + d.Say("report.chair")
			}
			t.Line(t.quiet(line(t, name, s.label, chairCells(r.Chair), s.column)))
		}
	}
}

// line is a name and a cell for each step.
func line(t *textRenderer, name string, label int, cells []string, column int) string {
	text := Pad(name, label)
	for _, cell := range cells {
		text += Pad(t.signs(cell), column)
	}
	return text
}

// cells are the dots of a row on lines of so many a step. Where nobody is, a small dot stands.
func (d *dots) cells(r dotRow, perRow int) (lines [][]string) {
	for step, count := range r.Counts {
		for i, n := range stacked(count, perRow) {
			if i == len(lines) {
				lines = append(lines, make([]string, checks.Steps))
			}
			lines[i][step] = strings.Repeat(r.sign(), n)
		}
		if count == 0 {
			lines[0][step] = "·"
		}
	}
	return lines
}

// chairCells are a row of the scale with the chair on its step, all empty where the chair is.
func chairCells(chair checks.Step) []string {
	cells := make([]string, checks.Steps)
	if chair != checks.NoAnswer {
		cells[chair-1] = chairSign
	}
	return cells
}

// tables are one of all rows.
func (d *dots) tables() []table {
	figures := d.figures(true, d.NoAnswer)
	t := table{Heads: append([]string{"", thumbs[1] + " 1", "2", "3", "4", "5 " + thumbs[checks.Steps]}, figures.heads...), Aligned: map[int]string{}}
	for k := range t.Heads[1:] {
		t.Aligned[k+1] = toTheRight
		if k < checks.Steps {
			t.Aligned[k+1] = toTheMiddle
		}
	}
	none := make([]string, len(figures.heads))
	add := func(name string, cells, figures []string) {
		t.Rows = append(t.Rows, slices.Concat([]string{name}, cells, figures))
	}
	for i, r := range d.Rows {
		if r.Withheld {
			add(d.label(r), []string{d.Say("export.withheld"), "", "", "", ""}, none)
			continue
		}
		add(d.label(r), d.cells(r, max(r.Answers(), 1))[0], figures.rows[i])
		if r.Chair != checks.NoAnswer {
			add(d.Say("report.chair"), chairCells(r.Chair), none)
		}
	}
	return []table{t}
}

// FiguresTable is the figures beside a drawing: how many gave each step, how many rated, how many gave no answer where somebody did,
// range and median, and the chair where there is one. Of one person it says the step in words.
func (d *dots) FiguresTable() htmlTable {
	figures := d.figures(true, d.Counts)
	t := htmlTable{Heads: []string{d.Over}}
	if d.Kind != checks.Solo {
		for step := range checks.Steps {
			t.Heads = append(t.Heads, fmt.Sprint(step+1))
		}
		t.Heads = append(t.Heads, figures.heads...)
	} else {
		t.Heads = append(t.Heads, d.Say("report.answers"))
	}
	chairs := slices.ContainsFunc(d.Rows, func(r dotRow) bool { return r.Chair != checks.NoAnswer })
	if chairs {
		t.Heads = append(t.Heads, d.Say("export.column.chair"))
	}
	for i, r := range d.Rows {
		row := htmlRow{Name: r.Name, Below: r.Below, Across: len(t.Heads) - 1, Said: d.instead(r)}
		if row.Said == "" {
			row.Cells = d.tableCells(r, figures.rows[i], chairs)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// instead is said of a row across its table where there is nothing to count.
func (d *dots) instead(r dotRow) string {
	switch {
	case r.Withheld:
		return d.Say("export.withheld")
	case r.Answers() == 0:
		return d.Say("report.not-rated")
	}
	return ""
}

func (d *dots) tableCells(r dotRow, figures []string, chairs bool) (cells []string) {
	step, _, rated := r.Range()
	switch {
	case d.Kind != checks.Solo:
		for _, count := range r.Counts {
			cells = append(cells, dashed(count))
		}
		cells = append(cells, figures...)
	case rated:
		cells = []string{d.Say("report.step", "Step", int(step), "Word", d.texts.Scale[step-1])}
	default:
		cells = []string{d.texts.NoAnswer}
	}
	if chairs {
		cells = append(cells, dashed(int(r.Chair)))
	}
	return cells
}

// dashed is a number, and a small sign for none.
func dashed(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

// Drawings draws every answer below the digit of its step, one row below the other, and the chair apart below each.
func (d *dots) Drawings(title, id string) []drawing {
	c := drawing{ID: id, Title: d.spoken(title), Width: chartWidth}
	y := scaleLine
	for _, r := range d.Rows {
		y = d.drawRow(&c, r, y)
	}
	c.Height = y + 2
	lines := []stroke{{"scale", 0, scaleLine, chartWidth, scaleLine}}
	for step := range checks.Steps {
		middle := middleOf(step)
		c.Texts = append(c.Texts, label{"", middle, 11, fmt.Sprint(step + 1)})
		lines = append(lines, stroke{"guide", middle, scaleLine, middle, y})
	}
	c.Lines = lines
	return []drawing{c}
}

// spoken is the name of a drawing for who does not see it: every count, and where the chair stands.
func (d *dots) spoken(title string) string {
	var list []string
	for _, r := range d.Rows {
		counts := strings.Trim(strings.ReplaceAll(fmt.Sprint(r.Counts), " ", ", "), "[]")
		if r.Withheld {
			counts = d.Say("export.withheld")
		}
		list = append(list, d.Say("export.drawing.side", "Name", d.label(r), "Counts", counts))
		if r.Chair != checks.NoAnswer {
			list = append(list, d.Say("export.drawing.chair", "Name", d.label(r), "Step", int(r.Chair)))
		}
	}
	return d.Say("export.drawing.dots", "Title", title, "Sides", strings.Join(list, "; "))
}

// middleOf is where the column of a step has its middle; the first step is 0.
func middleOf(step int) int { return step*stepWidth + stepWidth/2 }

// drawRow draws a row from a height on, and returns the height below it.
func (d *dots) drawRow(c *drawing, r dotRow, y int) int {
	if !d.Alone {
		c.Texts = append(c.Texts, label{"name", 2, y + nameHeight - 7, r.Name})
		y += nameHeight
	}
	if r.Withheld {
		c.Texts = append(c.Texts, label{"start", 2, y + 10, d.Say("export.withheld")})
		return y + chairSpace
	}
	class, rows := "now", 1
	if r.Earlier {
		class = "then"
	}
	for step, count := range r.Counts {
		if count == 0 {
			c.Dots = append(c.Dots, dot{"nobody", middleOf(step), y + aboveDots, 2})
		}
		rows = max(rows, c.stack(class, middleOf(step), y+aboveDots, stacked(count, dotsPerRow), dotPitch, dotRadius))
	}
	y += aboveDots + (rows-1)*dotPitch + belowDots
	if r.Chair == checks.NoAnswer {
		return y
	}
	class, x := "start", 2
	if r.Chair == 1 {
		class, x = "end", chartWidth-2
	}
	c.Texts = append(c.Texts, label{class, x, y + 11, d.Say("report.chair")})
	c.Chairs = append(c.Chairs, point{middleOf(int(r.Chair) - 1), y + 7})
	return y + chairSpace
}

// drawing is a picture in its own units, with the name by which it is told to who does not see it. A template paints it as SVG.
type drawing struct {
	ID, Title     string // the id is that of its title on the page
	Width, Height int
	Lines         []stroke
	Texts         []label
	Dots          []dot
	Chairs        []point // the middle of each
	Medians       []point // the middle of the left edge of each
}

type point struct{ X, Y int }

type stroke struct {
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

// stack places rows of dots below each other around a middle, the first at a height, and returns how many rows they are.
func (c *drawing) stack(class string, middle, y int, rows []int, pitch int, radius float64) int {
	for row, n := range rows {
		for i := range n {
			c.Dots = append(c.Dots, dot{class, middle - (n-1)*pitch/2 + i*pitch, y + row*pitch, radius})
		}
	}
	return len(rows)
}
