package report

import (
	"fmt"

	"emptychair/checks"
)

// fileTrend is a trend for other programs; schema/trend.json describes it.
type fileTrend struct {
	Format  string       `json:"format"`
	Version int          `json:"version"`
	Team    string       `json:"team"`
	Kind    checks.Kind  `json:"kind"`
	Runs    []fileColumn `json:"runs"` // the oldest first
	Items   []fileSeries `json:"items"`
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
		Format: "emptychair.trend", Version: 1, Team: t.Team, Kind: t.Kind, Runs: []fileColumn{}, Items: []fileSeries{},
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
