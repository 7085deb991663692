package tui

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

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
	runs := make([]checks.Summary, len(s.trend.Columns))
	for i, c := range s.trend.Columns {
		runs[i] = c.Summary
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
		cells[i] = report.WithChair(s.say, report.StripCells(s.say, rated.Tally), s.trend.Columns[i].Chairs[series.Item])
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
	head := s.runHead(c.Summary)
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
		p.Add(title + s.figuresWithin(p.W-width(title), rated.Tally, c.Chairs[series.Item]))
	}
	if width(entered) > 0 && !beside && p.Left() > 0 {
		p.Add(entered)
	}
}

// runHead says when a run was, and who took part in one of a team.
func (s *trendScreen) runHead(r checks.Summary) string {
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
