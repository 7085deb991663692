package tui

import (
	"emptychair/checks"
	"emptychair/checks/report"
)

// Cells of a strip.
const (
	stripColumn = report.StripWidth + 3 // of a run: its answers behind a blank
	originWidth = 1                     // more, where signs of how runs came to be kept stand behind quarters
	missedWidth = 3                     // where quarters passed without a run
	borderWidth = 2                     // where a statement was worded otherwise from there on
	axisRows    = 2                     // the quarters and days
)

// stepWidth is the width of a step with its thumb.
func (s *trendScreen) stepWidth() int { return 3 + max(width(s.signs.Down), width(s.signs.Up)) }

// titleAbove tells whether the name of an item stands over its strip, for want of room beside it.
func titleAbove(w int) bool { return w < narrow }

// lead is the width of what stands before the columns.
func (s *trendScreen) lead(w int) int {
	if titleAbove(w) {
		return 2 + s.stepWidth()
	}
	return s.labelWidth() + s.stepWidth()
}

// blockRows is how many lines an item takes: the steps and the numbers of people below.
func (s *trendScreen) blockRows(w int) int {
	rows := checks.Steps
	if titleAbove(w) {
		rows++
	}
	if s.trend.Kind == checks.Team {
		rows++
	}
	return rows
}

// fitting is how many items fit: each with a blank line before it, but for the first, and with a line of figures below the
// strips, where one more line names the run.
func (s *trendScreen) fitting(w, h int) int {
	return max(1, min((h-axisRows)/(s.blockRows(w)+2), len(s.trend.Series)))
}

// lastItem is the last item that can be the first to show.
func (s *trendScreen) lastItem(w, h int) int { return len(s.trend.Series) - s.fitting(w, h) }

// window returns the columns that show in w cells, among them that of the cursor: from the first up to before the second. As
// long as all the newest ones fit, older ones fill the room beside them.
func (s *trendScreen) window(w int) (from, to int) {
	from = min(s.first, s.at)
	for to = s.until(from, w); to <= s.at; to = s.until(from, w) {
		from++
	}
	for from > 0 && to == len(s.trend.Columns) && s.until(from-1, w) == to {
		from--
	}
	return from, to
}

// until returns the column before which those end that fit into w cells from a column on.
func (s *trendScreen) until(from, w int) (to int) {
	room := w - s.lead(w)
	for to = from; to < len(s.trend.Columns); to++ {
		if room -= s.before(from, to) + s.column; room < 0 && to > from {
			break
		}
	}
	return to
}

// before is the room before a column that something parts from the one before it.
func (s *trendScreen) before(from, column int) int {
	cells := 0
	if column > from && s.trend.Columns[column].Missed > 0 {
		cells += missedWidth
	}
	if column > from && s.anyBegins(column) {
		cells += borderWidth
	}
	return cells
}

// anyBegins tells whether some statement was worded otherwise from a column on.
func (s *trendScreen) anyBegins(column int) bool {
	for _, series := range s.trend.Series {
		if _, begins := series.Point(column); begins {
			return true
		}
	}
	return false
}
