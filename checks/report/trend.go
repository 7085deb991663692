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
		list.quarters = append(list.quarters, d.Printer.QuarterColumn(c.Quarter.Year, c.Quarter.Number)+OriginSign(c.Origin))
		list.days = append(list.days, d.Printer.DayColumn(c.Finished.In(d.Location)))
	}
	return list
}

// withholds tells whether answers of one of the runs are withheld.
func (d *trend) withholds() bool { return withholds(d.Trend) }

func withholds(t checks.Trend) bool {
	for _, s := range t.Series {
		for i := range t.Columns {
			if rated, _ := s.Point(i); rated.Withheld {
				return true
			}
		}
	}
	return false
}

// about says whose runs these are, and how many.
func (d *trend) about() string {
	return KindName(d.Printer, d.Kind) + d.signs(" · ") + d.Printer.N("trend.runs", len(d.Columns))
}
