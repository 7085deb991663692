package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/checks/report/chart"
	"emptychair/tui/theme"
	"emptychair/tui/widget"
)

// trendScreen shows every answer in all runs of a team, or of one person: a column for each run, the newest at the right.
type trendScreen struct {
	noText
	*context
	team     checks.Snapshot
	trend    checks.Trend
	at       int               // the column of the cursor
	compared checks.Comparison // its run with the baseline, empty where there is none
	first    int               // the column at the left edge
	item     int               // the first item that shows
	marked   int               // the column that is to be compared, -1 for none
}

// openTrend shows the runs of a kind over time.
func openTrend(team string, kind checks.Kind) action {
	return open(func(s Store) (checks.Snapshot, error) { return s.Snapshot(team) }, func(m *Model, t checks.Snapshot) screen {
		s := &trendScreen{context: m.context, team: t}
		s.show(kind)
		return s
	})
}

// show lays out the runs of a kind, with the cursor on the newest.
func (s *trendScreen) show(kind checks.Kind) {
	s.trend = checks.TrendOf(content.Check(), s.team.Team, kind, checks.Until(s.team.Runs, checks.DayOf(s.now)), 0, s.team.Year)
	s.first, s.marked = 0, -1
	s.put(len(s.trend.Columns) - 1)
}

// put puts the cursor on a column, or on the nearest one.
func (s *trendScreen) put(at int) {
	if s.at = max(0, min(at, len(s.trend.Columns)-1)); len(s.trend.Columns) > 0 {
		s.compared, _ = s.team.Compare(content.Check(), s.trend.Columns[s.at].ID, "")
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
	return slices.ContainsFunc(s.team.Finished(), func(r checks.Run) bool { return r.Kind == s.other() })
}

func (s *trendScreen) help() string { return "help.trend" }

func (s *trendScreen) heading() string {
	heading := s.say.T("trend.title") + " " + s.signs.Dot + " " + s.say.Team(s.trend.Team)
	if s.trend.Kind == checks.Solo {
		heading += " " + s.signs.Dot + " " + s.say.T("kind.solo")
	}
	return heading
}

func (s *trendScreen) keys() []key.Binding {
	keys := append([]key.Binding{trendKeys.runs, trendKeys.open, backKey, trendKeys.mark}, when(s.lastItem(s.bodyW(), s.bodyH()) > 0, trendKeys.items)...)
	return append(keys, when(s.hasOther(), s.kindKey())...)
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
	case matches(k, backKey):
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
		return openRun(s.trend.Columns[s.at].Run, false, s)
	case matches(k, trendKeys.mark):
		return s.mark()
	}
	return nil
}

// move moves the cursor, and the window after it.
func (s *trendScreen) move(by int) {
	s.put(s.at + by)
	s.first, _ = s.cells(s.bodyW()).Window(s.first)
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
	return s.reportOptions().Quarter(s.trend.Columns[column].Run)
}

// cells draws the trend in w cells.
func (s *trendScreen) cells(w int) report.TrendCells {
	cursor := &report.TrendCursor{At: s.at, Marked: s.marked, Style: s.theme.Now.Render, Others: s.theme.Then.Render}
	return report.NewTrendCells(s.windowOptions(w), s.trend, cursor)
}

// axisRows are the quarters and days.
const axisRows = 2

// shape lays the items out in w by h cells as loosely as all of them fit, apart from each other or not, and tells how many show: fewer
// where even that is too much. In a narrow window each needs a blank line before it, but for the first, and a line of figures below the
// answers, where one more line names the run.
func (s *trendScreen) shape(w, h int) (cells report.TrendCells, n, apart int) {
	cells, n = s.cells(w), len(s.trend.Series)
	if cells.TitlesAbove() {
		return cells, max(1, min((h-axisRows)/(cells.Rows()+2), n)), 1
	}
	room := h - axisRows - len(report.Legend(s.say, s.trend, widget.TextWidth(w)))
	for _, try := range []struct {
		tall, short bool
		apart       int
	}{{true, false, 1}, {false, false, 1}, {false, true, 1}, {false, true, 0}} {
		cells.Tall, cells.Short = try.tall, try.short
		if n*(cells.Rows()+try.apart)-try.apart <= room {
			return cells, n, try.apart
		}
	}
	if (n-1)*cells.Rows() <= room && s.trend.Series[n-1].Item == checks.WorthID { // in the place of the days
		cells.Brief = true
		return cells, n, 0
	}
	return cells, max(1, room/cells.Rows()), 0
}

// lastItem is the last item that can be the first to show.
func (s *trendScreen) lastItem(w, h int) int {
	_, n, _ := s.shape(w, h)
	return len(s.trend.Series) - n
}

func (s *trendScreen) broad(int, int) bool { return true }

// aside names the run under the cursor, where its figures stand beside the answers.
func (s *trendScreen) aside() string {
	if len(s.trend.Columns) == 0 || s.cells(s.bodyW()).TitlesAbove() {
		return ""
	}
	return s.runHead(s.trend.Columns[s.at].Run)
}

func (s *trendScreen) draw(p *widget.Canvas) {
	if len(s.trend.Columns) == 0 {
		p.Text(s.theme.Plain, s.say.T("trend.none"))
		return
	}
	cells, n, apart := s.shape(p.W, p.H)
	from, to := cells.Window(s.first)
	first := min(s.item, len(s.trend.Series)-n)
	shown := s.trend.Series[first : first+n]
	more := s.more(first, n)
	for i, series := range shown {
		if i > 0 && apart > 0 {
			p.Add("")
		}
		p.Add(cells.Item(series, from, to, s.said(series, s.labelWidth()-2, cells.Room())...)...)
	}
	if cells.TitlesAbove() {
		p.Lines[0], more = s.padded(p.Lines[0], p.W-width(more))+more, ""
	}
	p.Add(cells.Axis(from, to, more)...)
	if cells.TitlesAbove() {
		s.drawFigures(p, shown)
	}
	legend := report.Legend(s.say, s.trend, widget.TextWidth(p.W))
	if p.Left() > len(legend) {
		p.Space()
	}
	for _, line := range legend[:min(len(legend), max(p.Left(), 0))] {
		p.Add(s.theme.Quiet.Render(line))
	}
}

// drawFigures says in figures what the run under the cursor holds of some items, and how each moved. A blank line above that leaves room
// for a line of the legend where that explains how runs came to be kept, which no help does.
func (s *trendScreen) drawFigures(p *widget.Canvas, shown []checks.Series) {
	below := s.canvas(p.W, p.Left())
	below.Add(s.theme.Strong.Render(s.runHead(s.trend.Columns[s.at].Run)))
	for _, series := range shown {
		title := s.texts.TitleOf(series.Item)
		for _, line := range s.said(series, p.W-s.labelWidth(), 2) {
			below.Add(s.padded(title, s.labelWidth()) + line)
			title = ""
		}
	}
	needed := 1
	if slices.ContainsFunc(s.trend.Columns, func(c checks.Column) bool { return report.RemarkSign(c.Run) != "" }) {
		needed = 2
	}
	if below.Left() >= needed {
		p.Space()
	}
	p.Append(below)
}

// said is what the run under the cursor holds of an item, in figures, of one person in words, and how the item moved with it: in w cells
// and so many lines, if need be without the range.
func (s *trendScreen) said(series checks.Series, w, lines int) []string {
	rated, _ := series.Point(s.at)
	text, style := s.movedAt(series.Item, 2*w-1)
	moved := widget.Wrap(style, text, w)
	switch {
	case rated.Answers() == 0:
		return append(widget.Wrap(s.theme.Quiet, s.say.T("item.unrated"), w), moved...)
	case s.trend.Kind == checks.Solo:
		return append(widget.Wrap(s.theme.Plain, s.ratingWord(rated.Tally), w), moved...)
	}
	figures := report.FigureColumn(s.say, rated.Tally, rated.Chair.Step, w, true)
	if len(figures)+len(moved) > lines {
		figures = report.FigureColumn(s.say, rated.Tally, rated.Chair.Step, w, false)
	}
	return append(figures, moved...)
}

// movedAt says how an item moved in the run under the cursor since its baseline, "" where there is none or nobody rated it now.
func (s *trendScreen) movedAt(item string, w int) (string, theme.Style) {
	if moved, ok := s.compared.Of(item); ok {
		return s.moved(moved, w)
	}
	return "", s.theme.Plain
}

// more says which items show where that is not all of them, "" where it is.
func (s *trendScreen) more(first, n int) string {
	if n == len(s.trend.Series) {
		return ""
	}
	return s.theme.Quiet.Render(s.say.T("list.more", "First", first+1, "Last", first+n, "N", len(s.trend.Series)))
}

// runHead says when a run was, and who took part in one of a team.
func (s *trendScreen) runHead(r checks.Run) string {
	head := s.dayOf(r)
	if s.remark(r) == "" {
		head += ", " + s.timeOf(r.Finished)
	}
	if r.Kind == checks.Team {
		head += " " + s.signs.Dot + " " + s.say.N("past.people", r.People)
	}
	return head
}

// Cells of the items beside each other.
const (
	multipleGap = 2
	maxMultiple = 62
	hugeBody    = 22 // rows from which on a step takes one more
	rowsOfRise  = 14 // for so many
)

// multiples draws the items over the last runs, small and beside each other, with what is said below each of them.
func (g *context) multiples(p *widget.Canvas, t checks.Trend, large bool, below func(item, w int) (string, theme.Style)) {
	columns := make([]*widget.Canvas, len(t.Series))
	for i, series := range t.Series {
		q := g.canvas(min((p.W+multipleGap)/len(t.Series)-multipleGap, maxMultiple), 0)
		q.Compact = p.Compact
		m := g.multiple(t, series)
		if large {
			m.Rise = 2 + max(0, p.H-hugeBody)/rowsOfRise
		}
		m.Fit(q.W)
		q.Add(g.theme.Strong.Render(g.cut(g.texts.TitleOf(series.Item), q.W)))
		q.Add(m.Lines()...)
		if text, style := below(i, q.W); p.Compact < widget.Brief {
			q.TextOrLine(widget.Essential, style, text)
		}
		columns[i] = q
	}
	p.Beside(multipleGap, columns...)
}

// moved says in a few words how an item moved. Where a direction and how many differ are more than w cells, it says the direction alone.
func (g *context) moved(item checks.ItemChange, w int) (text string, style theme.Style) {
	sign := report.MoveSign(g.say, item)
	switch text = sign + report.ChangeBrief(g.say, item); {
	case sign == "" && width(text) > w && item.Change.Verdict != checks.VerdictWithheld:
		return g.say.T("change.short." + string(item.Change.Verdict)), g.theme.Plain
	case sign == "":
		return text, g.theme.Plain
	}
	if width(text) > w {
		text, _, _ = strings.Cut(text, ",")
	}
	return text, g.verdict(item.Change.Verdict)
}

// verdict is how it is drawn what became of an item since.
func (g *context) verdict(v checks.Verdict) theme.Style {
	switch v {
	case checks.VerdictUp:
		return g.theme.Up
	case checks.VerdictDown:
		return g.theme.Down
	default:
		return g.theme.Strong
	}
}

// multiple is an item over all runs; those that rated another wording of it stay empty.
func (g *context) multiple(t checks.Trend, series checks.Series) chart.Multiple {
	m := chart.Multiple{Printer: g.say, Rise: 1, Styles: g.chartStyles()}
	last := series.Strips[len(series.Strips)-1]
	for i, c := range t.Columns {
		point := chart.Point{Name: g.say.ShortQuarter(c.Quarter.Number), Apart: c.Missed > 0}
		if c.Quarter.IsFiscal() {
			m.Names = checks.FiscalSign
		}
		if at := i - last.From; at >= 0 {
			point.Tally = last.Points[at].Tally
		}
		m.Points = append(m.Points, point)
	}
	return m
}
