package report

import (
	"io"
	"slices"

	"emptychair/checks"
)

// Trend writes the items of a team's runs, or one person's, over time.
func Trend(w io.Writer, f Format, t checks.Trend, o Options) error {
	return report{
		blocks: func(d *document) []block {
			about := d.joined(KindName(d.Printer, t.Kind), d.Printer.N("trend.runs", len(t.Columns)))
			return append([]block{head{t.Team, []string{about}}}, d.trend(t, 2)...)
		},
		json:  func() object { return trendJSON(t) },
		table: []TeamExport{{Team: t.Team, Runs: runsOf(t)}},
	}.write(w, f, o)
}

// trend is all items over time, and what their signs mean.
func (d *document) trend(t checks.Trend, level int) (blocks []block) {
	for _, s := range t.Series {
		blocks = append(blocks, item{Level: level, Title: d.texts.TitleOf(s.Item), Chart: &strip{document: d, Trend: t, series: s}})
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
