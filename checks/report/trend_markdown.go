package report

import (
	"fmt"
	"io"
	"strings"

	"emptychair/checks"
)

func trendMarkdown(w io.Writer, t checks.Trend, o Options) error {
	d := newTrend(newMarkdown(o), t)
	d.Line("# " + escape(t.Team))
	d.block(d.about())
	d.seriesMarkdown()
	return d.writeTo(w)
}

// seriesMarkdown draws the strips of all items, and explains their signs.
func (d *trend) seriesMarkdown() {
	for _, s := range d.Series {
		d.section(d.texts.TitleOf(s.Item))
		for i, strip := range s.Strips {
			if i > 0 {
				d.block(d.Say("trend.reworded-here"))
			}
			d.stripMarkdown(s.Item, strip)
		}
	}
	if legend := legendOf(d.Printer, d.Trend); len(legend) > 0 {
		d.block(escape(strings.Join(legend, " · ")))
	}
}

// columnHead names a run by its quarter, its day, and how it came to be kept.
func (d *trend) columnHead(c checks.Column) string {
	facts := []string{d.Printer.DayMonth(c.Finished.In(d.Location))}
	if c.Origin != checks.OriginRun {
		facts = append(facts, OriginWord(d.Printer, c.Origin))
	}
	return fmt.Sprintf("%s (%s)", d.Printer.Quarter(c.Quarter.Year, c.Quarter.Number), strings.Join(facts, ", "))
}

// stripMarkdown draws a strip as a table: a column for each run, a row for each step.
func (d *trend) stripMarkdown(item string, s checks.Strip) {
	var heads, n, noAnswer []string
	for i, rated := range s.Points {
		c := d.Columns[s.From+i]
		heads = append(heads, d.columnHead(c))
		if rated.Withheld {
			n, noAnswer = append(n, escape(d.Say("export.withheld.short"))), append(noAnswer, "")
			continue
		}
		n, noAnswer = append(n, fmt.Sprint(rated.N())), append(noAnswer, fmt.Sprint(rated.NoAnswer))
	}
	d.block(tableRow(append([]string{""}, heads...)) + "\n|---|" + strings.Repeat("---|", len(heads)))
	for row := range checks.Steps {
		cells := []string{strings.TrimSpace(fmt.Sprintf("%d %s", checks.Steps-row, thumbs[checks.Steps-row]))}
		for i, rated := range s.Points {
			column := WithChair(d.Printer, StripCells(d.Printer, rated.Tally), d.Columns[s.From+i].Chairs[item])
			cells = append(cells, strings.Join(strings.Fields(column[row]), " "))
		}
		d.Line(tableRow(cells))
	}
	if d.Kind == checks.Solo && !d.withholds() {
		return // of one person these numbers say nothing
	}
	d.Line(tableRow(append([]string{d.Say("figures.head.n")}, n...)))
	d.Line(tableRow(append([]string{d.Say("figures.head.no-answer")}, noAnswer...)))
}
