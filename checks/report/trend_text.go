package report

import (
	"fmt"
	"io"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// Widths of a strip in text.
const (
	stripColumn = StripWidth + 3 // of a run
	stripBreak  = 4              // of what parts two runs: quarters without a run, another wording
)

// thumbs stand at the ends of the scale.
var thumbs = map[int]string{1: "👎", checks.Steps: "👍"}

func trendText(w io.Writer, t checks.Trend, o Options) error {
	d := newTrend(newDocument(o), t)
	d.Heading(t.Team)
	d.Line(d.about())
	for _, s := range t.Series {
		title := d.texts.TitleOf(s.Item)
		for from := 0; from < len(t.Columns); title = "" {
			b := d.bandFrom(s, from)
			d.Line("")
			b.draw(title)
			from = b.to
		}
	}
	for i, line := range Legend(d.Printer, t, d.Width) {
		if i == 0 {
			d.Line("")
		}
		d.Line(line)
	}
	return d.writeTo(w)
}

// band is the runs of an item from one column up to another, as many as stand beside each other.
type band struct {
	*trend
	series   checks.Series
	from, to int
	label    int // cells of what stands before the steps,
	step     int // and of a step with its thumb
}

// bandFrom returns the band that begins with a column.
func (d *trend) bandFrom(s checks.Series, from int) band {
	b := band{trend: d, series: s, from: from, to: from}
	for _, it := range items() {
		b.label = max(b.label, ansi.StringWidth(d.texts.TitleOf(it.ID))+2)
	}
	b.step = len("5 ") + max(ansi.StringWidth(d.signs(thumbs[1])), ansi.StringWidth(d.signs(thumbs[checks.Steps]))) + 1
	room := d.Width - b.label - b.step
	for ; b.to < len(d.Columns); b.to++ {
		if room -= ansi.StringWidth(b.between(b.to)) + stripColumn; room < 0 && b.to > from {
			break
		}
	}
	return b
}

// between is what parts a run from the one before it in the band: a dotted line where quarters passed, a whole one where
// another wording begins.
func (b band) between(column int) string {
	part := ""
	if column > b.from && b.Columns[column].Missed > 0 {
		part = Pad(b.signs(missedSign), stripBreak)
	}
	if _, begins := b.series.Point(column); column > b.from && begins {
		part += Pad(b.signs(borderSign), stripBreak)
	}
	return part
}

// draw writes the five steps, below them which runs these are, and how many people rated.
func (b band) draw(title string) {
	cells := make([][checks.Steps]string, b.to)
	for i := b.from; i < b.to; i++ {
		rated, _ := b.series.Point(i)
		cells[i] = WithChair(b.Printer, StripCells(b.Printer, rated.Tally), b.Columns[i].Chairs[b.series.Item])
	}
	for row := range checks.Steps {
		step := checks.Steps - row
		lead := Pad(title, b.label) + Pad(fmt.Sprintf("%d %s", step, b.signs(thumbs[step])), b.step)
		b.row(lead, func(i int, _ checks.Tally) string { return cells[i][row] })
		title = ""
	}
	b.row("", func(i int, _ checks.Tally) string { return b.quarters[i] })
	b.row("", func(i int, _ checks.Tally) string { return b.days[i] })
	if b.Kind == checks.Solo {
		return
	}
	b.row(b.Say("figures.head.n"), func(_ int, t checks.Tally) string { return fmt.Sprint(t.N()) })
	if b.noAnswers() {
		b.row(b.Say("figures.head.no-answer"), func(_ int, t checks.Tally) string { return fmt.Sprint(t.NoAnswer) })
	}
}

// row writes one line: what it is, then a cell for each run.
func (b band) row(lead string, cell func(column int, t checks.Tally) string) {
	if ansi.StringWidth(lead) < b.label {
		lead = padLeft(lead, b.label+1)
	}
	line := Pad(lead, b.label+b.step)
	for i := b.from; i < b.to; i++ {
		rated, _ := b.series.Point(i)
		line += b.between(i) + Pad(cell(i, rated.Tally), stripColumn)
	}
	b.Line(line)
}

// noAnswers tells whether somebody gave no answer in one of the runs.
func (b band) noAnswers() bool {
	for i := b.from; i < b.to; i++ {
		if rated, _ := b.series.Point(i); rated.NoAnswer > 0 {
			return true
		}
	}
	return false
}
