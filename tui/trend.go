package tui

import (
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

// trendScreen shows every answer in all runs of a team, or of one person: a column for each run, the newest at the right.
type trendScreen struct {
	noText
	*context
	team   checks.Snapshot
	trend  checks.Trend
	column int // cells that a run takes
	at     int // the column of the cursor
	first  int // the column at the left edge
	item   int // the first item that shows
	marked int // the column that is to be compared, -1 for none
}

// openTrend shows the runs of a kind over time.
func openTrend(team string, kind checks.Kind) action {
	return open(func(s Store, _ time.Time) (checks.Snapshot, error) { return s.Snapshot(team) }, func(m *Model, t checks.Snapshot) screen {
		s := &trendScreen{context: m.context, team: t}
		s.show(kind)
		return s
	})
}

// show lays out the runs of a kind, with the cursor on the newest.
func (s *trendScreen) show(kind checks.Kind) {
	s.trend = checks.TrendOf(content.Check(), s.team.Team, kind, s.team.Runs, 0, s.now.Location())
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
	for _, r := range s.team.Runs {
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
		return openRun(s.trend.Columns[s.at].Run, false, s)
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

func (s *trendScreen) draw(p *widget.Canvas) {
	if len(s.trend.Columns) == 0 {
		p.Text(s.theme.Plain, s.say.T("trend.none"))
		return
	}
	from, to := s.window(p.W)
	first := min(s.item, s.lastItem(p.W, p.H))
	shown := s.trend.Series[first : first+s.fitting(p.W, p.H)]
	more := s.more(first, len(shown))
	for i, series := range shown {
		if i > 0 {
			p.Add("")
		}
		s.drawStrip(p, series, from, to)
	}
	if titleAbove(p.W) {
		p.Lines[0], more = s.padded(p.Lines[0], p.W-width(more))+more, ""
	}
	s.drawAxis(p, from, to, more)
	if p.Left() > len(shown)+1 {
		p.Add("")
	}
	legend := report.Legend(s.say, s.trend, widget.TextWidth(p.W))
	if figures := len(shown) + 1; p.Left()-figures <= len(legend) {
		s.drawFigures(p, shown, s.entered())
		return
	}
	s.drawFigures(p, shown, "")
	p.Space()
	for _, line := range legend {
		p.Add(s.theme.Quiet.Render(line))
	}
}

// more says which items show where that is not all of them, "" where it is.
func (s *trendScreen) more(first, n int) string {
	if n == len(s.trend.Series) {
		return ""
	}
	return s.theme.Quiet.Render(s.say.T("list.more", "First", first+1, "Last", first+n, "N", len(s.trend.Series)))
}

// entered explains the signs of runs that the program did not lead through, "" where there are none.
func (s *trendScreen) entered() string {
	runs := make([]checks.Run, len(s.trend.Columns))
	for i, c := range s.trend.Columns {
		runs[i] = c.Run
	}
	return s.originLegend(runs)
}

// drawStrip draws an item over the columns that show.
func (s *trendScreen) drawStrip(p *widget.Canvas, series checks.Series, from, to int) {
	title := s.theme.Strong.Render(s.texts.TitleOf(series.Item))
	indent := s.labelWidth()
	if titleAbove(p.W) {
		p.Add(title)
		title, indent = "", 2
	}
	cells := make([][checks.Steps]string, to)
	for i := from; i < to; i++ {
		rated, _ := series.Point(i)
		cells[i] = report.StripCells(s.say, rated)
	}
	for row := range checks.Steps {
		step := checks.Steps - row
		thumb := map[int]string{1: s.signs.Down, checks.Steps: s.signs.Up}[step]
		lead := s.padded(title, indent) + s.theme.Quiet.Render(s.padded(fmt.Sprintf("%d %s", step, thumb), s.stepWidth()))
		title = ""
		p.Add(s.stripRow(lead, series, from, to, func(i int, _ checks.Tally) string {
			return s.cellStyle(i).Render(cells[i][row])
		}))
	}
	if s.trend.Kind == checks.Solo {
		return
	}
	label := s.peopleLabel(series)
	indent = max(0, min(indent, s.lead(p.W)-width(label)))
	lead := s.theme.Quiet.Render(s.padded(strings.Repeat(" ", indent)+label, s.lead(p.W)))
	p.Add(s.stripRow(lead, series, from, to, func(_ int, t checks.Tally) string { return s.theme.Quiet.Render(peopleCell(t)) }))
}

// cellStyle makes the column of the cursor stand out.
func (s *trendScreen) cellStyle(column int) lipgloss.Style {
	if column == s.at {
		return s.theme.Strong
	}
	return s.theme.Plain
}

// peopleLabel names the row below the steps.
func (s *trendScreen) peopleLabel(series checks.Series) string {
	for i := range s.trend.Columns {
		if rated, _ := series.Point(i); rated.NoAnswer > 0 {
			return "n +" + s.say.T("figures.head.no-answer")
		}
	}
	return s.say.T("figures.head.n")
}

// peopleCell is how many rated, and how many gave no answer: "5 +1".
func peopleCell(t checks.Tally) string {
	if t.NoAnswer > 0 {
		return fmt.Sprintf("%d +%d", t.N(), t.NoAnswer)
	}
	return fmt.Sprint(t.N())
}

// stripRow is one line of a strip: what it is, then a cell for each run.
func (s *trendScreen) stripRow(lead string, series checks.Series, from, to int, cell func(column int, t checks.Tally) string) string {
	for i := from; i < to; i++ {
		rated, begins := series.Point(i)
		lead += s.parting(from, i, begins) + s.padded(" "+cell(i, rated.Tally), s.column)
	}
	return lead
}

// parting is what stands before a column: a dotted line where quarters passed, a whole one where the item was worded otherwise
// from there on.
func (s *trendScreen) parting(from, column int, begins bool) string {
	room, part := s.before(from, column), ""
	if column > from && s.trend.Columns[column].Missed > 0 {
		part = s.padded(" "+s.theme.Quiet.Render(s.signs.Missed), missedWidth)
	}
	if column > from && begins {
		part += s.theme.Quiet.Render(s.signs.Border)
	}
	return s.padded(part, room)
}

// drawAxis names the runs: by quarter, and by day, behind which items show. The cursor stands around its quarter, a mark before it.
func (s *trendScreen) drawAxis(p *widget.Canvas, from, to int, more string) {
	quarters, days := s.outOfSight(from, s.signs.Before), s.padded(more, s.lead(p.W))
	quarters = strings.Repeat(" ", max(0, s.lead(p.W)-width(quarters)-1)) + quarters + " "
	for i := from; i < to; i++ {
		c := s.trend.Columns[i]
		gap := s.parting(from, i, false)
		quarters += gap + s.padded(s.quarterCell(i), s.column)
		days += gap + s.padded(s.theme.Quiet.Render(" "+s.say.DayColumn(s.local(c.Finished))), s.column)
	}
	if newer := s.outOfSight(len(s.trend.Columns)-to, s.signs.After); width(quarters)+width(newer) <= p.W {
		quarters += newer
	}
	p.Add(quarters, days)
}

// outOfSight says beside the axis how many runs lie beyond an edge.
func (s *trendScreen) outOfSight(runs int, edge string) string {
	if runs == 0 {
		return ""
	}
	text := fmt.Sprintf("%d %s", runs, edge)
	if edge == s.signs.Before {
		text = fmt.Sprintf("%s %d", edge, runs)
	}
	return s.theme.Quiet.Render(text)
}

func (s *trendScreen) quarterCell(column int) string {
	c := s.trend.Columns[column]
	name := s.say.QuarterColumn(c.Quarter.Year, c.Quarter.Number) + report.OriginSign(c.Origin)
	switch column {
	case s.at:
		return s.theme.Now.Render(s.signs.Before + name + s.signs.After)
	case s.marked:
		return s.theme.Strong.Render(s.signs.Bullet + name)
	}
	return s.theme.Quiet.Render(" " + name)
}

// drawFigures says in figures what the run under the cursor holds of the items that show. Entered explains the signs of runs where
// there is no room for the whole legend: behind the run, or below.
func (s *trendScreen) drawFigures(p *widget.Canvas, shown []checks.Series, entered string) {
	c := s.trend.Columns[s.at]
	head := s.runHead(c.Run)
	line := s.theme.Strong.Render(head)
	entered = s.theme.Quiet.Render(entered)
	beside := width(entered) > 0 && width(head)+2+width(entered) <= p.W
	if beside {
		line = s.padded(line, p.W-width(entered)) + entered
	}
	p.Add(line)
	for _, series := range shown {
		rated, _ := series.Point(s.at)
		title := s.padded(s.texts.TitleOf(series.Item), s.labelWidth())
		p.Add(title + s.figuresWithin(p.W-width(title), rated.Tally, rated.Chair.Step))
	}
	if width(entered) > 0 && !beside && p.Left() > 0 {
		p.Add(entered)
	}
}

// runHead says when a run was, and who took part in one of a team.
func (s *trendScreen) runHead(r checks.Run) string {
	head := s.dayOf(r.Finished, r.Origin)
	if r.Origin == checks.OriginRun {
		head += ", " + s.timeOf(r.Finished)
	}
	if r.Kind == checks.Team {
		head += " " + s.signs.Dot + " " + s.say.N("past.people", r.People)
	}
	return head
}

// figuresWithin says a tally in figures and names the chair, in so many words as w cells hold: the range goes last, since the
// dots show it.
func (s *trendScreen) figuresWithin(w int, t checks.Tally, chair checks.Step) string {
	figures := s.figures(t)
	if chair == checks.NoAnswer {
		return figures
	}
	mark := s.signs.Chair + fmt.Sprintf(" %d", chair)
	for _, line := range []string{figures + "   " + s.say.T("trend.chair-at", "Step", int(chair)), figures + "   " + mark} {
		if width(line) <= w {
			return line
		}
	}
	return s.brief(t) + "   " + mark
}

// figures says a tally in figures; one person's rating in words.
func (s *trendScreen) figures(t checks.Tally) string {
	step, _, ok := t.Range()
	switch {
	case !ok && t.NoAnswer == 0:
		return s.theme.Quiet.Render(s.say.T("item.unrated"))
	case s.trend.Kind == checks.Solo && ok:
		return s.texts.Scale[step-1]
	case s.trend.Kind == checks.Solo:
		return s.texts.NoAnswer
	}
	return report.FigureLine(s.say, t)
}
