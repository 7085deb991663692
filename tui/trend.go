package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

// trendScreen shows every answer in all runs of a team, or of one person: a column for each run, the newest at the right.
type trendScreen struct {
	noText
	*context
	history checks.History
	trend   checks.Trend
	column  int // cells that a run takes
	at      int // the column of the cursor
	first   int // the column at the left edge
	item    int // the first item that shows
	marked  int // the column that is to be compared, -1 for none
}

// openTrend shows the runs of a kind over time.
func openTrend(team string, kind checks.Kind) action {
	return open(func(s Store) (checks.Snapshot, error) { return s.Snapshot(team) }, func(m *Model, t checks.Snapshot) screen {
		s := &trendScreen{context: m.context, history: t.History()}
		s.show(kind)
		return s
	})
}

// show lays out the runs of a kind, with the cursor on the newest.
func (s *trendScreen) show(kind checks.Kind) {
	s.trend = checks.TrendOf(content.Check(), s.history.Team, kind, s.history.Runs, 0, s.now.Location())
	s.at, s.first, s.marked = max(0, len(s.trend.Columns)-1), 0, -1
	if s.column = stripColumn; s.entered() != "" {
		s.column += originWidth
	}
}

// other is the kind of run that is not shown.
func (s *trendScreen) other() checks.Kind {
	if s.trend.Kind == checks.Team {
		return checks.Solo
	}
	return checks.Team
}

// hasOther tells whether there are runs of the other kind.
func (s *trendScreen) hasOther() bool {
	for _, r := range s.history.Runs {
		if r.IsFinished() && r.Kind == s.other() {
			return true
		}
	}
	return false
}

func (s *trendScreen) help() string { return "help.trend" }

func (s *trendScreen) heading() string {
	heading := s.say.T("trend.title") + " " + s.signs.Dot + " " + s.trend.Team
	if s.trend.Kind == checks.Solo {
		heading += " " + s.signs.Dot + " " + s.say.T("kind.solo")
	}
	return heading
}

func (s *trendScreen) keys() []key.Binding {
	keys := []key.Binding{trendKeys.runs, trendKeys.open, trendKeys.back, trendKeys.mark}
	if s.lastItem(s.bodyW(), s.bodyH()) > 0 {
		keys = append(keys, trendKeys.items)
	}
	if s.hasOther() {
		keys = append(keys, s.kindKey())
	}
	return keys
}

// kindKey is the key that shows the other kind of runs.
func (s *trendScreen) kindKey() key.Binding {
	if s.trend.Kind == checks.Team {
		return trendKeys.solo
	}
	return trendKeys.team
}

func (s *trendScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, trendKeys.back):
		return goHome(s.trend.Team)
	case matches(k, s.kindKey()) && s.hasOther():
		s.show(s.other())
	case len(s.trend.Columns) == 0:
		return nil
	case matches(k, trendKeys.earlier):
		s.move(-1)
	case matches(k, trendKeys.later):
		s.move(1)
	case matches(k, trendKeys.up):
		s.item = max(0, min(s.item, s.lastItem(s.bodyW(), s.bodyH()))-1)
	case matches(k, trendKeys.down):
		s.item = min(s.item+1, s.lastItem(s.bodyW(), s.bodyH()))
	case matches(k, trendKeys.open):
		return openRun(s.trend.Columns[s.at].Summary, false, s)
	case matches(k, trendKeys.mark):
		return s.mark()
	}
	return nil
}

// move moves the cursor, and the window after it.
func (s *trendScreen) move(by int) {
	s.at = max(0, min(s.at+by, len(s.trend.Columns)-1))
	s.first, _ = s.window(s.bodyW())
}

// mark marks a run; the second one is held against the first.
func (s *trendScreen) mark() action {
	switch s.marked {
	case -1:
		s.marked = s.at
		return notify(s.say.T("trend.marked", "Quarter", s.quarter(s.at)))
	case s.at:
		s.marked = -1
		return nil
	}
	earlier, later := s.trend.Columns[min(s.marked, s.at)], s.trend.Columns[max(s.marked, s.at)]
	s.marked = -1
	return openCompare(s.trend.Team, later.ID, earlier.ID, s)
}

func (s *trendScreen) quarter(column int) string {
	q := s.trend.Columns[column].Quarter
	return s.say.Quarter(q.Year, q.Number)
}

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
