package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// chairSign marks where the customer in the empty chair would presumably stand. It is no answer and counts nowhere.
const chairSign = "◇"

// The scale in cells: names, and a column for each step.
const (
	chairIndent = "    "
	labelWidth  = 14
	bareLabel   = 2 // where no names stand beside the scale
	minColumn   = 5
	maxColumn   = 7
	thumbRoom   = 3 // how far the thumb behind step 5 may reach beyond the scale
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

// Scale draws answers in cells: a column for each step, and in the middle of each its digit and its dots.
type Scale struct {
	Column int
	*lang.Printer
}

// Head returns the line with the digits for rows that begin in column indent: thumbs down before the first, which may reach into
// the indent, and thumbs up behind the last.
func (s Scale) Head(indent int) string {
	down := s.Signs(thumbs[1]) + " "
	head := Pad(strings.Repeat(" ", max(0, indent+s.Column/2-ansi.StringWidth(down)))+down, indent+s.Column/2)
	for step := 1; step < checks.Steps; step++ {
		head += Pad(fmt.Sprint(step), s.Column)
	}
	return head + fmt.Sprintf("%d %s", checks.Steps, s.Signs(thumbs[checks.Steps]))
}

// Row returns a dot for each answer, and their number where they are wider than a column.
func (s Scale) Row(counts [checks.Steps]int, earlier bool) string {
	cells := dotCells(counts, earlier, s.Column)[0]
	for step, n := range counts {
		if n > s.Column {
			cells[step] = fmt.Sprintf("%d %s", n, answerSign(earlier))
		}
	}
	return s.line(cells)
}

// Chair returns a row with the chair on its step.
func (s Scale) Chair(step checks.Step) string { return s.line(chairCells(step)) }

// Short returns a row between the ends of the scale, for lists.
func (s Scale) Short(counts [checks.Steps]int, earlier bool) string {
	return s.Signs(thumbs[1]) + " " + s.Row(counts, earlier) + " " + s.Signs(thumbs[checks.Steps])
}

// line is the cells of all steps, each in the middle of its column.
func (s Scale) line(cells []string) (line string) {
	for _, cell := range cells {
		cell = s.Signs(cell)
		width := ansi.StringWidth(cell)
		lead := min(max(0, leftmost(width, s.Column/2, 1)), max(0, s.Column-width))
		line += Pad(strings.Repeat(" ", lead)+cell, s.Column)
	}
	return line
}

// answerSign is the dot of an answer; one of an earlier run is empty.
func answerSign(earlier bool) string {
	if earlier {
		return "○"
	}
	return "●"
}

// dotCells are the dots of a row on lines of so many a step. Where nobody is, a small dot stands.
func dotCells(counts [checks.Steps]int, earlier bool, perRow int) (lines [][]string) {
	for step, count := range counts {
		for i, n := range stacked(count, perRow) {
			if i == len(lines) {
				lines = append(lines, make([]string, checks.Steps))
			}
			lines[i][step] = strings.Repeat(answerSign(earlier), n)
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

// dotColumns are the columns of rows of dots: names, the scale, figures.
type dotColumns struct {
	Scale
	label   int
	figures FigureTable
}

// columns divides a line of text.
func (d *dots) columns(width int) dotColumns {
	names := ansi.StringWidth(chairIndent + d.Say("report.chair"))
	for _, r := range d.Rows {
		names = max(names, ansi.StringWidth(d.label(r))+bareLabel) // the dots of a full column have a blank before them
	}
	c := dotColumns{Scale: Scale{Printer: d.Printer}}
	for _, try := range []struct {
		label     int
		withRange bool
	}{{max(names, labelWidth+bareLabel), true}, {names, false}, {bareLabel, true}, {bareLabel, false}} { // bare: the names stand above the dots
		c.label, c.figures = try.label, d.figures(try.withRange, d.NoAnswer)
		if c.label+c.figures.Width()+checks.Steps*minColumn+thumbRoom <= width {
			break
		}
	}
	c.Column = min(max((width-c.label-thumbRoom-c.figures.Width())/checks.Steps, minColumn), maxColumn)
	return c
}

// text draws the rows in cells, the figures behind them.
func (d *dots) text(t *textRenderer, title string) {
	if title != "" {
		d.Rows[0].Name = title
		d.Alone = false
	}
	c := d.columns(t.Width)
	scaleEnd := c.label + checks.Steps*c.Column + thumbRoom
	t.Line(t.quiet(Pad(c.Head(c.label), scaleEnd) + c.figures.Head()))
	for i, r := range d.Rows {
		name := "  " + d.label(r)
		if c.label == bareLabel {
			t.Paragraph("  ", d.label(r))
			name = ""
		}
		if r.Withheld {
			t.Paragraph(Pad(name, c.label), d.Say("export.withheld"))
			continue
		}
		figures := c.figures.Row(i)
		for _, cells := range dotCells(r.Counts, r.Earlier, max(c.Column-2, minColumn-1)) {
			row := Pad(Pad(name, c.label)+c.line(cells), scaleEnd) + figures
			if r.Earlier {
				row = t.quiet(row)
			}
			t.Line(row)
			name, figures = "", ""
		}
		if r.Chair != checks.NoAnswer {
			line := Pad(chairIndent+d.Say("report.chair"), c.label) + c.Chair(r.Chair)
			if c.label == bareLabel {
				line = Pad(Pad("", c.label)+c.Chair(r.Chair), scaleEnd) + d.Say("report.chair")
			}
			t.Line(t.quiet(line))
		}
	}
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
		add(d.label(r), dotCells(r.Counts, r.Earlier, max(r.Answers(), 1))[0], figures.rows[i])
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
