package checks

import "slices"

// Trend is what the runs of a team, or of one person, hold of each item over time.
type Trend struct {
	Team    string
	Kind    Kind
	Columns []Column // the oldest run first
	Series  []Series // an item of the check each, and last [WorthID] where a run was asked that

	Last *Comparison // the newest run with its baseline, as of [Snapshot.Trend]; nil where there is none
}

// Column is one run of a trend.
type Column struct {
	Run
	Quarter Quarter
	Missed  int // quarters without a run since the one before
}

// Series is an item over time. Each strip holds ratings of one wording; a new wording begins a new one.
type Series struct {
	Item   string
	Strips []Strip
}

// Strip is an item over the columns from From on. Where a run did not rate the item its point is empty: a gap.
type Strip struct {
	From     int
	Revision int // of the wording; 0 also where no run rated the item
	Points   []Rating
}

// Trend returns the trend of the team's last n runs of one kind up to a day, of all for 0.
func (s Snapshot) Trend(c Check, kind Kind, by Day, n int) Trend {
	t := TrendOf(c, s.Team, kind, Until(s.Runs, by), n, s.Year)
	if len(t.Columns) > 0 {
		if last, err := s.Compare(c, t.Columns[len(t.Columns)-1].ID, ""); err == nil {
			t.Last = &last
		}
	}
	return t
}

// TrendOf returns the trend of the finished runs of one kind among these: of the last n of them, of all for 0.
func TrendOf(c Check, team string, kind Kind, runs []Run, n int, year FiscalYear) Trend {
	t := Trend{Team: team, Kind: kind}
	for _, s := range runs {
		if s.Team == team && s.Kind == kind && s.IsFinished() {
			t.Columns = append(t.Columns, Column{Run: s, Quarter: year.Quarter(s.Day)})
		}
	}
	slices.SortFunc(t.Columns, func(a, b Column) int { return inOrder(a.Run, b.Run) })
	for i := 1; i < len(t.Columns); i++ {
		t.Columns[i].Missed = max(0, t.Columns[i-1].Quarter.Until(t.Columns[i].Quarter)-1)
	}
	if n > 0 && n < len(t.Columns) {
		t.Columns = t.Columns[len(t.Columns)-n:]
		t.Columns[0].Missed = 0
	}
	for _, it := range c.Items {
		t.Series = append(t.Series, Series{it.ID, strips(t.Columns, it.ID)})
	}
	if slices.ContainsFunc(t.Columns, func(c Column) bool { r := c.Revealed(WorthID); return r.Withheld || r.Answers() > 0 }) {
		t.Series = append(t.Series, Series{WorthID, strips(t.Columns, WorthID)})
	}
	return t
}

// strips cuts the columns of an item where its wording changed. Gaps belong to the wording before them, those at the beginning
// to the first one.
func strips(columns []Column, item string) []Strip {
	if len(columns) == 0 {
		return nil
	}
	list := []Strip{{}}
	known := false
	for i, col := range columns {
		point := col.Revealed(item)
		last := &list[len(list)-1]
		switch rated := point.Withheld || point.Answers() > 0; {
		case rated && known && point.Revision != last.Revision:
			list = append(list, Strip{From: i, Revision: point.Revision, Points: []Rating{point}})
			continue
		case rated && !known:
			last.Revision, known = point.Revision, true
		}
		last.Points = append(last.Points, point)
	}
	return list
}

// Point returns what the run in a column holds of the item, and whether another wording than before begins with it. Where no
// strip reaches it is empty.
func (s Series) Point(column int) (rated Rating, begins bool) {
	for i, strip := range s.Strips {
		if at := column - strip.From; at >= 0 && at < len(strip.Points) {
			return strip.Points[at], at == 0 && i > 0
		}
	}
	return Rating{}, false
}
