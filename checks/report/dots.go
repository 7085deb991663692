package report

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/report/chart"
)

// The scale in cells: names, and a column for each step.
const (
	chairIndent = "    "
	labelWidth  = 14
	bareLabel   = 2 // where no names stand beside the scale
	minColumn   = 5
	maxColumn   = 7
	thumbRoom   = 3 // how far the thumb behind step 5 may reach beyond the scale
	linesOfDots = 4 // of a row; what needs more is said in numbers
	linesOfPile = 6 // above an axis, where nobody says another number
)

// The scale in a drawing, in its own units.
const (
	chartWidth = 320
	stepWidth  = chartWidth / checks.Steps
	digits     = 17 // below the line of the scale
	dotRadius  = 5
	dotPitch   = 12 // from one answer to the next
	dotsPerRow = 5  // at most
	rowsOfDots = 8  // up to which a pile grows before it is wider
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
	NoAnswer bool        // the figures hold how many gave no answer, even where nobody did
	Counts   bool        // they hold nothing else but how many rated: a middle beside a middle would be a ranking
	Alone    bool        // there is one run: its row is called "answers" beside the dots, and by its day in a table
	Words    figureTable // behind the figures
}

// dotRow is the answers of a run or group, or to an item.
type dotRow struct {
	Name, Below string // below the name, in a table
	Short       string // the name below a plot, where it is another one
	Earlier     bool
	checks.Rating
	Chair     checks.Step // also of a run whose answers are hidden
	ChairName string      // where other chairs stand around it
}

// label is the name of a row beside its dots.
func (d *dots) label(r dotRow) string {
	if d.Alone {
		return d.Say("report.answers")
	}
	return r.Name
}

// chairName is the name of a row's chair.
func (d *dots) chairName(r dotRow) string { return cmp.Or(r.ChairName, d.Say("report.chair")) }

// dotColumns are the columns of rows of dots: names, the scale, figures.
type dotColumns struct {
	chart.Scale
	label   int
	figures figureTable
}

// columns divides a line of text.
func (d *dots) columns(width int) dotColumns {
	names := 0
	for _, r := range d.Rows {
		names = max(names, ansi.StringWidth(chairIndent+d.chairName(r)), ansi.StringWidth(d.label(r))+bareLabel) // the dots of a full column have a blank before them
	}
	c := dotColumns{}
	for _, try := range []struct {
		label     int
		withRange bool
	}{{max(names, labelWidth+bareLabel), true}, {names, false}, {bareLabel, true}, {bareLabel, false}} { // bare: the names stand above the dots
		c.label, c.figures = try.label, d.figures(try.withRange, d.NoAnswer)
		if c.label+c.figures.width()+checks.Steps*minColumn+thumbRoom <= width {
			break
		}
	}
	rows := mapped(d.Rows, func(r dotRow) chart.Counts { return r.Counts })
	c.Scale = chart.NewScale(d.Printer, min(max((width-c.label-thumbRoom-c.figures.width())/checks.Steps, minColumn), maxColumn), linesOfDots, rows...)
	return c
}

// plot piles up the answers of a run over those that they are held against. It is nil where the rows only stand beside each other, or are
// withheld.
func (d *dots) plot() *chart.Plot {
	p := &chart.Plot{Scale: chart.Scale{Printer: d.Printer}, Styles: d.styles()}
	switch {
	case d.Window == nil:
	case d.Window.Height > 0:
		p.Large = chart.Largest
	default:
		p.Large = 1
	}
	for _, r := range d.Rows {
		name := cmp.Or(r.Short, d.label(r))
		switch {
		case r.Withheld:
			return nil
		case !r.Earlier:
			p.Today = chart.Row{Name: name, Counts: r.Counts}
		default:
			if p.Today == (chart.Row{}) { // what belongs to the earlier run stands below it
				name = strings.Repeat("  ", min(len(p.Below), 1)) + name
			}
			p.Below = append(p.Below, chart.Row{Name: name, Counts: r.Counts})
		}
		if r.Chair != checks.NoAnswer {
			p.Below = append(p.Below, chart.Row{Name: d.chairName(r), Chair: r.Chair})
		}
	}
	if !d.Alone && !slices.ContainsFunc(d.Rows, func(r dotRow) bool { return r.Earlier }) {
		return nil
	}
	return p
}

// text draws the rows in cells, the figures behind them; or what is held against each other as a plot over its figures.
func (d *dots) text(t *textRenderer, title string) {
	if p := d.plot(); p != nil && title == "" {
		chart.Fit(min(t.Width, usualWidth)-leadWidth, p)
		for _, line := range p.Lines(linesOfPile) {
			t.Line("  " + line)
		}
		t.all(d.figureLines(t.Width - leadWidth))
		return
	}
	if title != "" {
		d.Rows[0].Name = title
		d.Alone = false
	}
	c := d.columns(t.Width)
	scaleEnd := c.label + checks.Steps*c.Column + thumbRoom
	t.Line(Pad(c.Head(c.label), scaleEnd) + c.figures.line(c.figures.heads()))
	for i, r := range d.Rows {
		name := "  " + d.label(r)
		if c.label == bareLabel {
			t.Paragraph("  ", d.label(r))
			name = ""
		}
		if r.Withheld {
			t.Paragraph(Pad(name, c.label)+" ", d.Say("export.withheld"))
			continue
		}
		figures := c.figures.line(c.figures.row(i))
		for _, answers := range c.Rows(r.Counts, r.Earlier) {
			t.Line(Pad(name, c.label) + Pad(answers, scaleEnd-c.label) + figures)
			name, figures = "", ""
		}
		if r.Chair != checks.NoAnswer {
			line := Pad(chairIndent+d.chairName(r), c.label) + c.Chair(r.Chair)
			if c.label == bareLabel {
				line = Pad(Pad("", c.label)+c.Chair(r.Chair), scaleEnd) + d.chairName(r)
			}
			t.Line(line)
		}
	}
}

// figureLines are the figures of the rows in a table of so many cells.
func (d *dots) figureLines(width int) (list lines) {
	names, figures := widestOf(mapped(d.Rows, d.label)...), d.figures(true, d.NoAnswer)
	if names+figures.width() > width {
		figures = d.figures(false, d.NoAnswer)
	}
	if head := figures.line(figures.heads()); head != "" {
		list = append(list, d.quiet(Pad("", names)+head))
	}
	for i, r := range d.Rows {
		line := Pad(d.label(r), names) + figures.line(figures.row(i))
		if r.Earlier {
			line = d.quiet(line)
		}
		list = append(list, line)
	}
	return list
}

// tables are one of all rows.
func (d *dots) tables() []table {
	figures := d.figures(true, d.NoAnswer)
	t := table{Heads: append([]string{"", chart.Thumbs[1] + " 1", "2", "3", "4", "5 " + chart.Thumbs[checks.Steps]}, figures.heads()...), Aligned: map[int]string{}}
	for k := range t.Heads[1:] {
		t.Aligned[k+1] = toTheRight
		if k < checks.Steps {
			t.Aligned[k+1] = toTheMiddle
		}
	}
	none := make([]string, len(figures))
	add := func(name string, cells, figures []string) {
		t.Rows = append(t.Rows, slices.Concat([]string{name}, cells, figures))
	}
	for i, r := range d.Rows {
		if r.Withheld {
			add(d.label(r), []string{d.Say("export.withheld"), "", "", "", ""}, none)
			continue
		}
		add(d.label(r), chart.Cells(r.Counts, r.Earlier, max(r.Answers(), 1))[0], figures.row(i))
		if r.Chair != checks.NoAnswer {
			add(d.chairName(r), chart.ChairCells(r.Chair), none)
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
		t.Heads = append(t.Heads, figures.heads()...)
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
			row.Cells = d.tableCells(r, figures.row(i), chairs)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// instead is what a table says across a row that has no counts.
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
	if d.Kind == checks.Solo {
		cells = []string{d.tally(r.Tally, d.Kind, false)}
	} else {
		cells = append(mapped(r.Counts[:], dashed), figures...)
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

// Drawings piles the answers up over the digits of their steps, and sets below them those of an earlier run, and the chair apart. Rows
// that are not held against each other have a scale each.
func (d *dots) Drawings(title, id string) iter.Seq[drawing] {
	c, y := drawing{ID: id, Title: d.spoken(title), Width: chartWidth}, 0
	for _, earlier := range []bool{false, true} {
		for _, r := range d.Rows {
			if r.Earlier == earlier {
				y = d.drawRow(&c, r, y)
			}
		}
	}
	c.Height = y + 2
	return slices.Values([]drawing{c})
}

// spoken is the accessible name of a drawing: every count, and the step of the chair.
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

// drawRow draws a row from a height on: its name, its answers, and the chair where there is one. It returns the height below it.
func (d *dots) drawRow(c *drawing, r dotRow, y int) int {
	if !d.Alone {
		c.Texts = append(c.Texts, label{"name", 2, y + nameHeight - 7, r.Name})
		y += nameHeight
	}
	switch {
	case r.Withheld:
		c.Texts = append(c.Texts, label{"start", 2, y + 10, d.Say("export.withheld")})
		return y + chairSpace
	case r.Earlier:
		y = c.below(r.Counts, y)
	default:
		y = c.onScale(r.Counts, y)
	}
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

// onScale piles answers up on a scale from a height on, and returns the height below that.
func (c *drawing) onScale(counts chart.Counts, y int) int {
	most := slices.Max(counts[:])
	across := min(max((most+rowsOfDots-1)/rowsOfDots, 1), dotsPerRow)
	y += len(chart.Piled(most, across))*dotPitch + aboveDots
	c.Lines = append(c.Lines, stroke{"scale", 0, y, chartWidth, y})
	for step, count := range counts {
		c.pile("now", middleOf(step), y-belowDots, chart.Piled(count, across), dotPitch, dotRadius)
		c.Texts = append(c.Texts, label{"", middleOf(step), y + digits - 3, fmt.Sprint(step + 1)})
	}
	return y + digits
}

// below sets the answers of an earlier run below a scale from a height on, and returns the height below them.
func (c *drawing) below(counts chart.Counts, y int) int {
	y += aboveDots + (len(chart.Piled(slices.Max(counts[:]), dotsPerRow))-1)*dotPitch
	for step, count := range counts {
		if count == 0 {
			c.Dots = append(c.Dots, dot{"nobody", middleOf(step), y, 2})
		}
		c.pile("then", middleOf(step), y, chart.Piled(count, dotsPerRow), dotPitch, dotRadius)
	}
	return y + belowDots
}
