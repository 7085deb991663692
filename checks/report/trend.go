package report

import (
	"io"

	"emptychair/checks"
)

// Trend writes the items of a team's runs, or one person's, over time.
func Trend(w io.Writer, f Format, t checks.Trend, o Options) error {
	switch f {
	case JSON:
		return WriteJSON(w, trendFile(t))
	case Markdown:
		return trendMarkdown(w, t, o)
	}
	return trendText(w, t, o)
}

// trend is a document about many runs.
type trend struct {
	*document
	checks.Trend
	quarters, days []string // of the columns, for narrow heads
}

func newTrend(d *document, t checks.Trend) *trend {
	list := &trend{document: d, Trend: t}
	for _, c := range t.Columns {
		list.quarters = append(list.quarters, d.Printer.QuarterColumn(c.Quarter.Year, c.Quarter.Number))
		list.days = append(list.days, d.Printer.DayColumn(c.Finished.In(d.Location)))
	}
	return list
}

// about says whose runs these are, and how many.
func (d *trend) about() string {
	return KindName(d.Printer, d.Kind) + d.signs(" · ") + d.Printer.N("trend.runs", len(d.Columns))
}
