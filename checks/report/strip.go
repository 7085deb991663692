package report

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report/chart"
)

// Signs of a strip.
const (
	medianSign    = "▸" // behind the answers in the row of the median
	borderSign    = "│" // where another wording begins
	largeDot      = "▇▇"
	missedSign    = "┊" // where quarters passed without a run
	laterSign     = "*" // behind the quarter of a run that was entered later,
	tableSign     = "+" // of one from a table,
	correctedSign = "~" // and of one that was corrected, whatever else it is
)

// How many cells the answers of a run take at most: where they are numbers, and in dots in a table.
const (
	stripWidth = 4
	tableWidth = 12
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

// stripCells draws what one run says of an item as a column of a strip, from step 5 down to step 1: a dot an answer, or their number
// before one dot, and the row of the median marked; where it lies between two steps both are. One answer alone needs no mark. Where
// nobody rated the cells are empty. The chair is marked apart from the answers: behind a full cell the mark of the median parts them.
func stripCells(p *lang.Printer, r checks.Rating, numbers bool) [checks.Steps]string {
	var cells [checks.Steps]string
	median, rated := r.Median()
	for k, count := range r.Counts {
		cell := strings.Repeat("●", count)
		switch {
		case !rated:
		case count == 0:
			cell = "·"
		case numbers:
			cell = fmt.Sprint(count) + "●"
		}
		if away := median - float64(k+1); r.N() > 1 && -1 < away && away < 1 {
			cell += medianSign
		}
		if int(r.Chair.Step) == k+1 {
			if w := ansi.StringWidth(cell); w > 0 && w < stripWidth {
				cell += " "
			}
			cell += chart.ChairSign
		}
		cells[checks.Steps-1-k] = p.Signs(cell)
	}
	return cells
}

// widest is how many cells the widest column of a trend takes in dots.
func widest(p *lang.Printer, t checks.Trend) (w int) {
	for _, s := range t.Series {
		for i := range t.Columns {
			rated, _ := s.Point(i)
			for _, cell := range stripCells(p, rated, false) {
				w = max(w, ansi.StringWidth(cell))
			}
		}
	}
	return w
}

// RemarkSign is the sign of a run that has a [Remark], one cell wide, "" for any other.
func RemarkSign(r checks.Run) string {
	switch {
	case !r.Corrected.IsZero():
		return correctedSign
	case r.Origin == checks.OriginLater:
		return laterSign
	case r.Origin == checks.OriginTable:
		return tableSign
	default:
		return ""
	}
}

// Legend explains the signs that are drawn for a trend, in lines of at most so many cells, first those that no help explains; in fewer words
// where one line holds these.
func Legend(p *lang.Printer, t checks.Trend, cells int) []string {
	signs := append(originsOf(p, t), signsOf(p, t)...)
	lines := Packed(signs, gap, cells)
	if len(lines) > 1 && t.Kind == checks.Team {
		signs[len(originsOf(p, t))] = p.T("trend.median.short")
		if short := Packed(signs, gap, cells); len(short) == 1 {
			return short
		}
	}
	return lines
}

// signsOf explains each sign.
func signsOf(p *lang.Printer, t checks.Trend) (list []string) {
	if t.Kind == checks.Team {
		list = append(list, p.T("trend.median"))
	}
	for _, sign := range []struct {
		id    string
		drawn bool
	}{
		{"trend.reworded", slices.ContainsFunc(t.Series, func(s checks.Series) bool { return len(s.Strips) > 1 })},
		{"trend.missed", slices.ContainsFunc(t.Columns, func(c checks.Column) bool { return c.Missed > 0 })},
		{"trend.chair", anyRating(t, func(r checks.Rating) bool { return r.Chair.Step != checks.NoAnswer })},
		{"export.withheld.legend", withholds(t)},
	} {
		if sign.drawn {
			list = append(list, p.T(sign.id))
		}
	}
	return list
}

// originsOf explains the signs of [RemarkSign] in a trend.
func originsOf(p *lang.Printer, t checks.Trend) []string {
	return RemarkLegend(p, mapped(t.Columns, func(c checks.Column) checks.Run { return c.Run }))
}

// RemarkLegend explains the signs of [RemarkSign] that some of the runs bear. Of one corrected run it says when.
func RemarkLegend(p *lang.Printer, runs []checks.Run) (list []string) {
	var days []string
	words := map[string]string{laterSign: OriginWord(p, checks.OriginLater), tableSign: OriginWord(p, checks.OriginTable)}
	for _, r := range runs {
		if !r.Corrected.IsZero() {
			days = append(days, p.Day(r.Corrected.Time()))
		}
	}
	words[correctedSign] = p.T("origin.corrected", "Day", strings.Join(slices.Compact(days), ", "))
	for _, sign := range []string{laterSign, tableSign, correctedSign} {
		if slices.ContainsFunc(runs, func(r checks.Run) bool { return RemarkSign(r) == sign }) {
			list = append(list, sign+" "+words[sign])
		}
	}
	return list
}

// withholds tells whether answers of one of the runs are withheld.
func withholds(t checks.Trend) bool {
	return anyRating(t, func(r checks.Rating) bool { return r.Withheld })
}

// anyRating tells whether there is such a rating in one of the runs.
func anyRating(t checks.Trend, is func(checks.Rating) bool) bool {
	return slices.ContainsFunc(t.Columns, func(c checks.Column) bool {
		return slices.ContainsFunc(items(), func(it checks.Item) bool { return is(c.Revealed(it.ID)) })
	})
}

// strip is an item over time.
type strip struct {
	*document
	checks.Trend // of this item alone
	series       checks.Series
}

func (d *document) strip(t checks.Trend, s checks.Series) *strip {
	t.Series = []checks.Series{s}
	return &strip{d, t, s}
}

// whole returns the quarter of a run, and its day with its [Remark].
func (s *strip) whole(i int) (quarter, facts string) {
	c := s.Columns[i]
	return s.quarter(c.Quarter),
		strings.Join(nonEmpty(s.Printer.DayMonth(c.Day.Time()), Remark(s.Printer, c.Run)), ", ")
}

// text draws as many runs beside each other as there is room for, the others below.
func (s *strip) text(t *textRenderer, _ string) {
	cells := NewTrendCells(t.Options, s.Trend, nil)
	for from := 0; from < len(s.Columns); {
		if from > 0 {
			t.Line("")
		}
		to := cells.until(from)
		for _, line := range append(cells.Item(s.series, from, to), cells.Axis(from, to, "")...) {
			t.Line(line)
		}
		from = to
	}
}

// tables are one for each wording: a column for each run, a row for each step, and below them how many rated.
func (s *strip) tables() (list []table) {
	numbers := widest(s.Printer, s.Trend) > tableWidth
	for _, part := range s.series.Strips {
		t := table{Heads: []string{""}}
		for i := range part.Points {
			quarter, facts := s.whole(part.From + i)
			t.Heads = append(t.Heads, fmt.Sprintf("%s (%s)", quarter, facts))
		}
		row := func(name string, cell func(checks.Rating) string) {
			t.Rows = append(t.Rows, append([]string{name}, mapped(part.Points, cell)...))
		}
		for i := range checks.Steps {
			name := strings.TrimSpace(fmt.Sprintf("%d %s", checks.Steps-i, s.signs(chart.Thumbs[checks.Steps-i])))
			row(name, func(r checks.Rating) string { return stripCells(s.Printer, r, numbers)[i] })
		}
		if isCounted(s.Trend) {
			row(s.Say("figures.head.n"), s.rated)
			row(s.Say("figures.head.no-answer"), s.noAnswers)
		}
		list = append(list, t)
	}
	return list
}

// noAnswers is how many gave no answer, nothing where that is withheld.
func (s *strip) noAnswers(r checks.Rating) string {
	if r.Withheld {
		return ""
	}
	return fmt.Sprint(r.NoAnswer)
}

// FiguresTable is the figures of each run.
func (s *strip) FiguresTable() htmlTable {
	return (&dots{document: s.document, Over: s.Say("export.column.run"), Kind: s.Kind, Rows: s.rows(" · ")}).FiguresTable()
}

// rows are the answers in each run, below its name what else is known of it.
func (s *strip) rows(parting string) (rows []dotRow) {
	for i := range s.Columns {
		rated, _ := s.series.Point(i)
		quarter, facts := s.whole(i)
		rows = append(rows, dotRow{Name: quarter, Below: strings.ReplaceAll(facts, ", ", parting), Rating: rated, Chair: rated.Chair.Step})
	}
	return rows
}

// Drawings draws a column for each run, a row for each step, every answer a dot. Long histories go on in further drawings.
func (s *strip) Drawings(title, id string) iter.Seq[drawing] {
	return func(yield func(drawing) bool) {
		bands := (len(s.Columns) + stripPerBand - 1) / stripPerBand
		for i := range bands { // as many in each, rather than one alone in the last
			each := (len(s.Columns) + bands - 1) / bands
			if !yield(s.drawBand(title, fmt.Sprintf("%s-%d", id, i+1), i*each, min((i+1)*each, len(s.Columns)))) {
				return
			}
		}
	}
}

func (s *strip) drawBand(title, id string, from, to int) drawing {
	name := func(i int) string {
		quarter, _ := s.whole(i)
		return s.joined(quarter, s.Printer.DayMonth(s.Columns[i].Day.Time()))
	}
	c := drawing{ID: id, Title: s.Say("export.drawing.trend", "Title", title, "From", name(from), "To", name(to-1))}
	if to-from == 1 {
		c.Title = s.Say("export.drawing.run", "Title", title, "From", name(from))
	}
	rows := 1
	for i := from; i < to; i++ {
		rated, _ := s.series.Point(i)
		rows = max(rows, len(chart.Piled(slices.Max(rated.Counts[:]), stripDots)))
	}
	step := rows*stripPitch + stripMargin
	x := stripLead
	for i := from; i < to; i++ {
		x += s.drawParting(&c, from, i, x, checks.Steps*step)
		s.drawRun(&c, i, x, step)
		x += stripRun
	}
	for row := range checks.Steps + 1 {
		c.Lines = append(c.Lines, stroke{"step", stripLead - 4, row * step, x, row * step})
		if row < checks.Steps {
			c.Texts = append(c.Texts, label{"start", 2, row*step + step/2 + 4, fmt.Sprint(checks.Steps - row)})
		}
	}
	c.Width, c.Height = max(chartWidth, x), checks.Steps*step+stripNames
	return c
}

// drawParting draws what stands before a run: a dotted line where quarters passed, a whole one where another wording begins. It
// returns how much room that takes.
func (s *strip) drawParting(c *drawing, from, column, x, height int) (room int) {
	for _, part := range []struct {
		class string
		drawn bool
	}{{"missed", s.Columns[column].Missed > 0}, {"reworded", beginsAt(s.series, column)}} {
		if part.drawn && column > from {
			at := x + room + stripPart/2 - 3
			c.Lines = append(c.Lines, stroke{part.class, at, 0, at, height})
			room += stripPart
		}
	}
	return room
}

// drawRun draws the column of a run, and names it below.
func (s *strip) drawRun(c *drawing, column, x, step int) {
	rated, _ := s.series.Point(column)
	bottom := checks.Steps * step
	below := s.Say("figures.n", "N", rated.N())
	switch {
	case rated.Answers() == 0 && !rated.Withheld:
		below = none
	case rated.Withheld:
		below = s.Say("export.withheld.short")
	case s.Kind == checks.Solo:
		below = s.dayColumn(s.Columns[column])
	}
	c.Texts = append(c.Texts, label{"quarter", x + stripMiddle, bottom + 13, s.quarterColumn(s.Columns[column])}, label{"", x + stripMiddle, bottom + 26, below})
	for k, count := range rated.Counts {
		rows := chart.Piled(count, stripDots)
		c.pile("now", x+stripMiddle, rowMiddle(k+1, step)+(len(rows)-1)*stripPitch/2, rows, stripPitch, stripRadius)
	}
	if median, ok := rated.Median(); ok && rated.N() > 1 {
		low, high := rowMiddle(int(median), step), rowMiddle(int(median+0.5), step)
		c.Medians = append(c.Medians, point{x, (low + high) / 2})
	}
	if chair := rated.Chair.Step; chair != checks.NoAnswer {
		c.Chairs = append(c.Chairs, point{x + stripChair, rowMiddle(int(chair), step)})
	}
}

// rowMiddle is the height of the middle of the row of a step.
func rowMiddle(step, height int) int { return (checks.Steps-step)*height + height/2 }
