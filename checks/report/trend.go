package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report/chart"
)

// Trend writes the items of a team's runs, or one person's, over time.
func Trend(w io.Writer, f Format, t checks.Trend, o Options) error {
	return report{
		blocks: func(d *document) []block {
			about := d.joined(KindName(d.Printer, t.Kind), d.Printer.N("trend.runs", len(t.Columns)))
			return append([]block{head{d.teamName(t.Team), []string{about}}}, d.trend(t, 2)...)
		},
		json:  func() object { return trendJSON(t) },
		table: []TeamExport{{Team: t.Team, Runs: runsOf(t)}},
	}.write(w, f, o)
}

// trend is all items over time, and what their signs mean.
func (d *document) trend(t checks.Trend, level int) (blocks []block) {
	for _, s := range t.Series {
		shown := item{Level: level, Title: d.texts.TitleOf(s.Item), Chart: d.strip(t, s)}
		if moved, ok := t.Last.Of(s.Item); ok {
			d.conclude(&shown, moved, t.Last.Baseline, t.Last.Current)
		}
		blocks = append(blocks, shown)
	}
	if t.Last != nil {
		blocks = append(blocks, note(NeededNote(d.Printer, t.Last.Items...)))
	}
	if l := (legend{signsOf(d.Printer, t), originsOf(d.Printer, t)}); len(l.Signs)+len(l.Origins) > 0 {
		blocks = append(blocks, l)
	}
	return blocks
}

// runsOf are the runs of a trend with nothing but what it shows of them, the latest first.
func runsOf(t checks.Trend) (runs []checks.Run) {
	for _, c := range slices.Backward(t.Columns) {
		runs = append(runs, c.OnlyRatings())
	}
	return runs
}

// TrendCells draws a trend in text: a column of answers for each run, and below them which runs these are. Its window is as
// wide as the options say.
type TrendCells struct {
	Options
	checks.Trend
	Cursor  *TrendCursor // nil where it is printed
	Tall    bool         // a blank line parts the steps
	Short   bool         // without the line that says how many rated
	Brief   bool         // whether the time was well spent takes one line, and the days of the runs none
	column  int          // how wide a run is
	dot     string       // how an answer is drawn where there is room for more than its sign
	numbers bool         // all answers are numbers: in dots some take more room than there is
}

// TrendCursor is what stands out on a screen: the run that is pointed at, and one that is marked, -1 for none.
type TrendCursor struct {
	At, Marked    int
	Style, Others func(string) string
}

// Cells of a trend.
const (
	runWidth      = stripWidth + 3 // of a run at least: its answers behind a blank, its quarter between the signs of a cursor
	quarterWidth  = runWidth - 2
	missedWidth   = 3   // of the line where quarters passed without a run
	rewordedWidth = 2   // of the line where another wording begins
	besideTitle   = 70  // in fewer cells the name of an item stands above its answers, not beside them
	broadTrend    = 100 // from so many on the runs share the whole width,
	broadRun      = 28  // up to so many each
)

// isCounted tells whether it is said how many rated: of one person that says nothing.
func isCounted(t checks.Trend) bool { return t.Kind == checks.Team || withholds(t) }

// quarterColumn and dayColumn name a run in a narrow column.
func (o Options) quarterColumn(c checks.Column) string {
	return o.Printer.QuarterColumn(c.Quarter.YearName(), c.Quarter.Number) + RemarkSign(c.Run)
}

func (o Options) dayColumn(c checks.Column) string {
	return o.Printer.DayColumn(c.Day.Time())
}

// rated is how many people rated, or that they are too few to say.
func (o Options) rated(r checks.Rating) string {
	if r.Withheld {
		return o.Say("export.withheld.short")
	}
	return fmt.Sprint(r.N())
}

// NewTrendCells lays out a trend: in dots as long as that takes no more room than there is, and otherwise all in numbers. The cursor
// closes behind the sign of how a run came to be kept.
func NewTrendCells(o Options, t checks.Trend, c *TrendCursor) TrendCells {
	cells := TrendCells{Options: o, Trend: t, Cursor: c, column: runWidth}
	if c != nil && len(originsOf(o.Printer, t)) > 0 {
		cells.column++
	}
	if len(t.Columns) > 0 {
		cells.column += max(0, ansi.StringWidth(o.quarterColumn(checks.Column{Quarter: t.Columns[0].Quarter}))-quarterWidth)
	}
	inDots := cells
	inDots.column = max(cells.column, widest(o.Printer, t)+1)
	if inDots.column != cells.column && inDots.until(0) < len(t.Columns) {
		cells.numbers = true
		return cells
	}
	inDots.spread()
	return inDots
}

// spread shares a broad window out to the runs, where it holds all of them.
func (t *TrendCells) spread() {
	if t.Cursor == nil || t.Width < broadTrend {
		return
	}
	for t.column < broadRun && t.until(0) == len(t.Columns) {
		t.column++
	}
	for t.column > runWidth && t.until(0) < len(t.Columns) {
		t.column--
	}
	switch room := (t.column - 1) / max(1, widest(t.Printer, t.Trend)); { // nobody rated: no dot is drawn
	case room > 2 && t.signs(largeDot) == largeDot: // two signs in its place would be two answers
		t.dot = largeDot + " "
	case room > 1:
		t.dot = t.signs(chart.Sign(false)) + " "
	}
}

// TitlesAbove tells whether the name of an item stands above its answers, for want of room beside them.
func (t TrendCells) TitlesAbove() bool { return t.Width < besideTitle }

// indent is how far the steps stand from the margin.
func (t TrendCells) indent() int {
	widest := 2
	if !t.TitlesAbove() {
		texts := content.In(t.Printer.Code())
		for _, it := range items() {
			widest = max(widest, ansi.StringWidth(texts.TitleOf(it.ID))+3)
		}
	}
	return widest
}

// lead is how wide what stands before the runs is: the steps with their thumbs, and what is left of these.
func (t TrendCells) lead() int {
	return t.indent() + 3 + max(ansi.StringWidth(t.signs(chart.Thumbs[1])), ansi.StringWidth(t.signs(chart.Thumbs[checks.Steps])))
}

// Room is how many lines there are below the name of an item that stands beside its answers.
func (t TrendCells) Room() int {
	if t.Tall {
		return 2*checks.Steps - 2
	}
	return checks.Steps - 1
}

// Rows is how many lines an item takes.
func (t TrendCells) Rows() int {
	rows := t.Room() + 1
	if t.TitlesAbove() {
		rows++
	}
	if t.isCounted() {
		rows++
	}
	return rows
}

// Window returns the columns that show, among them that of the cursor: from the first up to before the second. As long as all the
// newest ones fit, older ones fill the room beside them.
func (t TrendCells) Window(first int) (from, to int) {
	from = min(first, t.Cursor.At)
	for to = t.until(from); to <= t.Cursor.At; to = t.until(from) {
		from++
	}
	for from > 0 && to == len(t.Columns) && t.until(from-1) == to {
		from--
	}
	return from, to
}

// until returns the column before which those end that stand beside each other from a column on.
func (t TrendCells) until(from int) (to int) {
	room := t.Width - t.lead()
	for to = from; to < len(t.Columns); to++ {
		if room -= ansi.StringWidth(t.parting(checks.Series{}, from, to)) + t.column; room < 0 && to > from {
			break
		}
	}
	return to
}

// parting is what stands before a column: a dotted line where quarters passed, a whole one where an item was worded otherwise from
// there on, and its room in the rows of the others.
func (t TrendCells) parting(s checks.Series, from, column int) (part string) {
	if column == from {
		return ""
	}
	if t.Columns[column].Missed > 0 {
		part = Pad(" "+t.quiet(t.signs(missedSign)), missedWidth)
	}
	if !slices.ContainsFunc(t.Series, func(s checks.Series) bool { return beginsAt(s, column) }) {
		return part
	}
	border := ""
	if beginsAt(s, column) {
		border = t.quiet(t.signs(borderSign))
	}
	return part + Pad(border, rewordedWidth)
}

// beginsAt tells whether another wording of an item begins in a column.
func beginsAt(s checks.Series, column int) bool {
	_, begins := s.Point(column)
	return begins
}

// row is one line: what leads it, then a cell for each run.
func (t TrendCells) row(lead string, s checks.Series, from, to int, cell func(column int) string) string {
	for i := from; i < to; i++ {
		lead += t.parting(s, from, i) + Pad(cell(i), t.column)
	}
	return lead
}

// isCounted tells whether a line says how many rated.
func (t TrendCells) isCounted() bool { return isCounted(t.Trend) && !t.Short }

// Item draws the answers to an item: the five steps, and below them how many people rated. What is said of it stands below its name,
// where that stands beside the answers, in [TrendCells.Room] lines.
func (t TrendCells) Item(s checks.Series, from, to int, said ...string) (lines []string) {
	beside := append([]string{t.strong(content.In(t.Printer.Code()).TitleOf(s.Item))}, said...)
	if t.Brief && s.Item == checks.WorthID {
		return []string{t.row(Pad(beside[0], t.lead()), s, from, to, func(i int) string { return " " + t.quiet(t.medianAt(s, i)) })}
	}
	if t.TitlesAbove() {
		lines, beside = beside[:1], nil
	}
	lead := func(step string) (line string) {
		if len(beside) > 0 {
			line, beside = beside[0], beside[1:]
		}
		return Pad(Pad(line, t.indent())+t.quiet(step), t.lead())
	}
	cells := make([][checks.Steps]string, to)
	for i := from; i < to; i++ {
		rated, _ := s.Point(i)
		cells[i] = stripCells(t.Printer, rated, t.numbers)
	}
	for row := range checks.Steps {
		if t.Tall && row > 0 {
			lines = append(lines, t.row(lead(""), s, from, to, func(int) string { return "" }))
		}
		step := fmt.Sprintf("%d %s", checks.Steps-row, t.signs(chart.Thumbs[checks.Steps-row]))
		lines = append(lines, t.row(lead(step), s, from, to, func(i int) string {
			cell := cells[i][row]
			if t.dot != "" {
				cell = strings.TrimRight(strings.ReplaceAll(cell, t.signs(chart.Sign(false)), t.dot), " ")
			}
			switch {
			case t.Cursor == nil || cell == "":
				return " " + cell
			case t.Cursor.At == i:
				return " " + t.Cursor.Style(cell)
			}
			return " " + t.Cursor.Others(cell)
		}))
	}
	if t.isCounted() {
		lines = append(lines, t.people(s, from, to))
	}
	return lines
}

// medianAt is the median of a run behind its sign, "" where nobody rated.
func (t TrendCells) medianAt(s checks.Series, column int) string {
	rated, _ := s.Point(column)
	if rated.N() == 0 {
		return ""
	}
	return t.signs(medianSign) + Median(t.Printer, rated.Tally)
}

// people is the line that says how many rated, and how many gave no answer: "5 +1".
func (t TrendCells) people(s checks.Series, from, to int) string {
	label := t.Say("figures.head.n")
	for i := range t.Columns {
		if rated, _ := s.Point(i); rated.NoAnswer > 0 {
			label = "n +" + t.Say("figures.head.no-answer")
		}
	}
	indent := max(0, min(t.indent(), t.lead()-ansi.StringWidth(label)))
	return t.row(Pad(strings.Repeat(" ", indent)+t.quiet(label), t.lead()), s, from, to, func(i int) string {
		rated, _ := s.Point(i)
		said := t.rated(rated)
		if rated.NoAnswer > 0 && !rated.Withheld {
			said += fmt.Sprintf(" +%d", rated.NoAnswer)
		}
		return " " + t.quiet(said)
	})
}

// Axis names the runs: by quarter, and by day, behind a text. A screen says how many more there are beyond its edges.
func (t TrendCells) Axis(from, to int, beside string) []string {
	older, newer := "", ""
	if t.Cursor != nil && from > 0 {
		older = t.quiet(t.signs(fmt.Sprintf("‹ %d", from)))
	}
	if t.Cursor != nil && to < len(t.Columns) {
		newer = t.quiet(t.signs(fmt.Sprintf("%d ›", len(t.Columns)-to)))
	}
	quarters := t.row(padLeft(older, t.lead()-1)+" ", checks.Series{}, from, to, t.quarter)
	if ansi.StringWidth(quarters+newer) <= t.Width {
		quarters += newer
	}
	if t.Brief {
		return []string{quarters}
	}
	days := t.row(Pad(beside, t.lead()), checks.Series{}, from, to, func(i int) string { return " " + t.quiet(t.dayColumn(t.Columns[i])) })
	return []string{quarters, days}
}

// quarter names a run on the axis. The cursor stands around its name, a mark before it.
func (t TrendCells) quarter(column int) string {
	name := t.quarterColumn(t.Columns[column])
	switch {
	case t.Cursor != nil && column == t.Cursor.At:
		return t.Cursor.Style(t.signs("‹" + name + "›"))
	case t.Cursor != nil && column == t.Cursor.Marked:
		return t.strong(t.signs("•" + name))
	}
	return " " + t.quiet(name)
}
