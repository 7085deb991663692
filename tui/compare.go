package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

// compareScreen holds a run against an earlier one: the items, the questions, the actions of the earlier one.
type compareScreen struct {
	noText
	*context
	team   checks.Snapshot
	c      checks.Comparison
	from   screen // where one came from, nil for home
	scroll widget.Scroll
}

// openCompare holds a run against another: the baseline as chosen, "" for the one by itself. From is the screen to which esc returns,
// nil for home.
func openCompare(team, current, baseline string, from screen) action {
	return open(func(s Store) (*compareScreen, error) {
		t, err := s.Snapshot(team)
		if err != nil {
			return nil, err
		}
		c, err := t.Compare(content.Check(), current, baseline)
		return &compareScreen{team: t, c: c, from: from}, err
	}, func(m *Model, s *compareScreen) screen {
		s.context = m.context
		return s
	})
}

func (s *compareScreen) help() string { return "help.compare" }

func (s *compareScreen) heading() string {
	return s.say.T("compare.title") + " " + s.signs.Dot + " " + s.say.Team(s.c.Current.Team)
}

func (s *compareScreen) keys() []key.Binding {
	changing := s.team.Marks.Changing
	keys := append([]key.Binding{compareKeys.baseline, compareKeys.current, pageKeys.back}, when(s.canMark() && changing, compareKeys.same)...)
	keys = append(append(keys, exportKeys.open, compareKeys.trend), when(s.canMark() && !changing, compareKeys.changing)...)
	return append(keys, pageKeys.down, pageKeys.up, pageKeys.pageDown, pageKeys.pageUp)
}

// canMark tells whether it matters that the team's people change: of one person it cannot.
func (s *compareScreen) canMark() bool { return !s.c.IsMixed() && s.c.Current.Kind == checks.Team }

func (s *compareScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, pageKeys.back):
		if s.from == nil {
			return goHome(s.c.Current.Team)
		}
		return show(s.from)
	case matches(k, compareKeys.baseline):
		return show(newPickScreen(s, true))
	case matches(k, compareKeys.current):
		return show(newPickScreen(s, false))
	case matches(k, compareKeys.changing) && s.canMark():
		return s.markChanging(!s.team.Marks.Changing)
	case matches(k, exportKeys.open):
		what := Export{Team: s.c.Current.Team, Run: s.c.Current.ID, Baseline: s.c.Baseline.ID}
		return show(newExportScreen(s.context, s, what, s.bothRuns(), s.c.Current.Kind == checks.Solo || s.c.Baseline.Kind == checks.Solo))
	case matches(k, compareKeys.trend):
		return openTrend(s.c.Current.Team, s.c.Current.Kind)
	}
	s.scroll.Move(s.scrollBy(k), len(s.lines(s.bodyW(), s.bodyH())), s.bodyH())
	return nil
}

// markChanging remembers whether the team's people change from run to run, and compares anew.
func (s *compareScreen) markChanging(changing bool) action {
	return remember(func(st Store) error { return st.MarkChanging(s.c.Current.Team, changing) }, func(*Model) string {
		s.team.Marks.Changing = changing
		s.c = checks.Compare(content.Check(), s.c.Baseline, s.c.Current, s.c.Chosen, changing)
		if changing {
			return "compare.marked.changing"
		}
		return "compare.marked.same"
	})
}

// reportOptions say how reports name things on the screen.
func (g *context) reportOptions() report.Options {
	return report.Options{Printer: g.say, Location: g.now.Location(), Year: g.year, Today: checks.DayOf(g.now), Bold: true}
}

// windowOptions say how a report is drawn on the screen in w cells.
func (g *context) windowOptions(w int) report.Options {
	o := g.reportOptions()
	o.Width, o.Window = w, &report.Window{
		Styles: g.chartStyles(), Strong: g.theme.Strong.Render, Verdict: func(v checks.Verdict, s string) string { return g.verdict(v).Render(s) },
	}
	return o
}

// pickScreen lets one choose either run of a comparison.
type pickScreen struct {
	noText
	*context
	from     *compareScreen
	baseline bool // the earlier run is chosen, otherwise the later one
	runs     []checks.Run
	list     widget.List
}

// newPickScreen lists the runs that can take the place of one of a comparison's, with the cursor on that one.
func newPickScreen(from *compareScreen, baseline bool) *pickScreen {
	s := &pickScreen{context: from.context, from: from, baseline: baseline}
	current := from.c.Current
	chosen := current.ID
	if baseline {
		chosen = from.c.Baseline.ID
		s.runs = append(checks.OtherViews(current, from.team.Runs, from.team.Year), checks.Earlier(current, from.team.Runs)...)
	} else {
		s.runs = slices.DeleteFunc(from.team.Finished(), func(r checks.Run) bool { return len(checks.Earlier(r, from.team.Runs)) == 0 })
	}
	s.list.At = max(0, slices.IndexFunc(s.runs, func(r checks.Run) bool { return r.ID == chosen }))
	return s
}

func (s *pickScreen) help() string    { return "help.pick" }
func (s *pickScreen) heading() string { return s.from.heading() }

func (s *pickScreen) keys() []key.Binding {
	return []key.Binding{pageKeys.choose, pageKeys.down, pageKeys.up, pageKeys.back}
}

func (s *pickScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, pageKeys.back):
		return show(s.from)
	case s.list.Press(k, len(s.runs)):
	case matches(k, pageKeys.choose) && len(s.runs) > 0:
		return s.choose(s.runs[s.list.At].ID)
	}
	return nil
}

// choose compares anew; a later run is held against what it is held against by itself.
func (s *pickScreen) choose(id string) action {
	team, from := s.from.team.Team, s.from.from
	if s.baseline {
		return openCompare(team, s.from.c.Current.ID, id, from)
	}
	return openCompare(team, id, "", from)
}

func (s *pickScreen) draw(p *widget.Canvas) {
	ask := "pick.current"
	if s.baseline {
		ask = "pick.baseline"
	}
	p.Text(s.theme.Strong, s.say.T(ask, "Day", s.day(s.from.c.Current.Day)))
	p.Space()
	s.drawRuns(p, &s.list, s.runs, p.W < narrow, s.row)
}

// row draws one run: when, in which quarter, and how many took part; the time where two were on one day.
func (s *pickScreen) row(i, w int, here bool) string {
	r := s.runs[i]
	lead, style := s.pointed("  ", here)
	who := s.who(r.Kind, r.People)
	switch word := s.remark(r); {
	case w < narrow:
		who = s.marked(who, r)
	case word != "":
		who += " " + s.signs.Dot + " " + word
	}
	if s.baseline && r.Kind != s.from.c.Current.Kind {
		who += " " + s.signs.Dot + " " + s.say.T("pick.beside")
	}
	clock := ""
	if s.crowdedDay(s.runs, i) || r.Day == s.from.c.Current.Day && s.baseline {
		clock = s.padded(s.timeOf(r.When()), 7)
	}
	quarter := s.reportOptions().Quarter(r)
	line := lead + s.padded(s.day(r.Day), 15) + clock + s.padded(quarter, max(10, width(quarter)+2)) + who
	return style.Render(s.cut(line, w))
}

func (s *compareScreen) broad(int, int) bool { return true }

func (s *compareScreen) draw(p *widget.Canvas) { s.scroll.Draw(p, s.lines(p.W, p.H)) }

// lines are the whole comparison in w cells, for a body of h lines.
func (s *compareScreen) lines(w, h int) []string {
	p := s.canvas(w, h)
	s.drawHead(p)
	p.Space()
	o := s.windowOptions(widget.TextWidth(w))
	if w >= wide {
		o.Window.Columns = w
	}
	if w >= bigBody && h >= highBody {
		o.Window.Height = h
	}
	p.Add(report.DrawComparison(s.c, o)...)
	return p.Lines
}

// drawHead names the two runs and how the earlier one was chosen.
func (s *compareScreen) drawHead(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.bothRuns())
	if how := report.ChosenWords(s.reportOptions(), s.c); how != "" {
		p.Text(s.theme.Quiet, how)
	}
}

// bothRuns names the two runs in one line.
func (s *compareScreen) bothRuns() string {
	id := "compare.held"
	if s.c.IsMixed() {
		id = "compare.aside"
	}
	return s.say.T(id, "Current", s.runName(s.c.Current), "Baseline", s.runName(s.c.Baseline))
}

// runName names a run by its day and who took part: "19 Aug 2026 (6 people)"; of two on one day by the time too. It also says
// how it came to be kept where that is not as usual.
func (s *compareScreen) runName(r checks.Run) string {
	day := s.day(r.Day)
	if s.c.Baseline.Day == s.c.Current.Day {
		day += ", " + s.timeOf(r.When())
	}
	who := s.who(r.Kind, r.People)
	switch word := s.remark(r); {
	case s.bodyW() < narrow && !s.c.IsMixed(): // the figures below say how many
		who = word
	case word != "":
		who += ", " + word
	}
	if who != "" {
		day += " (" + who + ")"
	}
	return day
}
