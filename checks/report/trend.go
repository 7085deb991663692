package report

import (
	"fmt"
	"io"

	"emptychair/checks"
)

// Trend writes the items of a team's runs, or one person's, over time.
func Trend(w io.Writer, f Format, t checks.Trend, o Options) error {
	return report{
		blocks: func(d *document) []block {
			about := d.joined(KindName(d.Printer, t.Kind), d.Printer.N("trend.runs", len(t.Columns)))
			return append([]block{head{t.Team, []string{about}}}, d.trend(t, 2)...)
		},
		json:  func() any { return trendFile(t) },
		table: []Chapter{{Team: t.Team, Runs: runsOf(t)}},
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

// runsOf are the runs of a trend with nothing but what it holds of them, the latest first.
func runsOf(t checks.Trend) (runs []checks.Run) {
	for i := len(t.Columns) - 1; i >= 0; i-- {
		c := t.Columns[i]
		r := checks.Run{ID: c.ID, Team: c.Team, Kind: c.Kind, People: c.People, Finished: c.Finished, Origin: c.Origin, Ratings: map[string]checks.Rating{}}
		for item, rated := range c.Ratings {
			r.Ratings[item] = ratingOf(rated, checks.Chair{Step: c.Chairs[item]})
		}
		runs = append(runs, r)
	}
	return runs
}

func ratingOf(rated checks.Rated, chair checks.Chair) checks.Rating {
	return checks.Rating{Tally: rated.Tally, Revision: rated.Revision, Revealed: true, Withheld: rated.Withheld, Chair: chair}
}

// fileTrend is a trend for other programs; schema/trend.json describes it.
type fileTrend struct {
	fileHead
	Team  string       `json:"team"`
	Kind  checks.Kind  `json:"kind"`
	Runs  []fileColumn `json:"runs"` // the oldest first
	Items []fileSeries `json:"items"`
}

type fileColumn struct {
	fileSide
	Quarter        string `json:"quarter"`         // 2026-Q3
	MissedQuarters int    `json:"missed_quarters"` // without a run since the one before
}

type fileSeries struct {
	ID     string      `json:"id"`
	Strips []fileStrip `json:"strips"`
}

// fileStrip holds the ratings of one wording, a point for each run.
type fileStrip struct {
	Revision int         `json:"revision"`
	Points   []filePoint `json:"points"`
}

type filePoint struct {
	Run string `json:"run"`
	fileTally
	Chair *checks.Step `json:"chair"`
}

func trendFile(t checks.Trend) fileTrend {
	f := fileTrend{
		fileHead: fileHead{"emptychair.trend", 1}, Team: t.Team, Kind: t.Kind, Runs: []fileColumn{}, Items: []fileSeries{},
	}
	for _, c := range t.Columns {
		quarter := fmt.Sprintf("%04d-Q%d", c.Quarter.Year, c.Quarter.Number)
		f.Runs = append(f.Runs, fileColumn{fileSide{c.ID, c.Kind, stamp(c.Finished), c.People, c.Origin}, quarter, c.Missed})
	}
	for _, s := range t.Series {
		series := fileSeries{ID: s.Item, Strips: []fileStrip{}}
		for _, strip := range s.Strips {
			series.Strips = append(series.Strips, fileStrip{strip.Revision, points(s.Item, t.Columns[strip.From:], strip.Points)})
		}
		f.Items = append(f.Items, series)
	}
	return f
}

// points returns the ratings of an item in the columns from the first one on, and where the chair stood.
func points(item string, columns []checks.Column, rated []checks.Rated) []filePoint {
	list := []filePoint{}
	for i, r := range rated {
		point := filePoint{Run: columns[i].ID, fileTally: fileTallyOf(r)}
		if step, ok := columns[i].Chairs[item]; ok {
			point.Chair = &step
		}
		list = append(list, point)
	}
	return list
}
