package tui

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

// pastScreen lists runs, latest first: read one, go on with an unfinished one, delete one after being asked.
type pastScreen struct {
	noText
	*context
	team  string // whose runs are listed; "" for all
	other string // the team that tab lists alone
	runs  []checks.Run
	list  widget.List
}

// openPast lists the runs of a team, of all teams for "".
func openPast(team string) action {
	return open(func(s Store) ([]checks.Run, error) { return s.Runs(team) }, func(m *Model, runs []checks.Run) screen {
		return &pastScreen{context: m.context, team: team, other: m.home.Team, runs: runs}
	})
}

func (s *pastScreen) help() string { return "help.past" }

func (s *pastScreen) heading() string {
	return s.inARow(s.say.T("past.title"), s.whose(s.team))
}

func (s *pastScreen) keys() []key.Binding {
	some := len(s.runs) > 0
	return slices.Concat(
		when(some, pageKeys.open), []key.Binding{pageKeys.back}, when(some, pastKeys.compare, pastKeys.correct, exportKeys.open, pageKeys.remove),
		when(s.other != "", pastKeys.team), when(some, pageKeys.up, pageKeys.down, pageKeys.pageDown, pageKeys.pageUp),
	)
}

// DeleteQuestion asks whether run i of a list shall be deleted. Beside one of the same day it says the time, too.
func (g *context) DeleteQuestion(runs []checks.Run, i int) string {
	r := runs[i]
	day := g.day(r.Day)
	if g.crowdedDay(runs, i) {
		day += ", " + g.timeOf(r.When())
	}
	return g.say.T("past.ask", "Team", r.Team, "Day", day)
}

// askToDelete asks on a screen that shows some runs whether one shall be deleted.
func (g *context) askToDelete(on screen, runs *[]checks.Run, i int) action {
	r, question := (*runs)[i], g.DeleteQuestion(*runs, i)
	return show(&askScreen{
		context: g, list: on, about: on.help(),
		ask: func(p *widget.Canvas) { p.Text(g.theme.Now, question) },
		yes: deletion(on, r.ID, func(st Store) error { return st.DeleteRun(r.ID) }, func() {
			*runs = slices.DeleteFunc(*runs, func(other checks.Run) bool { return other.ID == r.ID })
		}, func(m *Model) tea.Cmd {
			_, isHome := m.screen.(*homeScreen)
			return m.readHome(m.home.Team, isHome)
		}),
	})
}

func (s *pastScreen) press(k tea.KeyPressMsg) action {
	s.list.Clamp(len(s.runs)) // the last one may have been deleted
	switch {
	case matches(k, pageKeys.back):
		return goHome(s.other)
	case matches(k, pastKeys.team) && s.other != "":
		if s.team == "" {
			return openPast(s.other)
		}
		return openPast("")
	case len(s.runs) == 0:
		return nil
	case matches(k, pageKeys.remove):
		return s.askToDelete(s, &s.runs, s.list.At)
	case matches(k, pastKeys.compare):
		return s.compare(s.runs[s.list.At])
	case matches(k, exportKeys.open):
		return s.exportRun(s, s.runs[s.list.At])
	case matches(k, pastKeys.correct):
		return openRun(s.runs[s.list.At], true, s)
	case matches(k, pageKeys.open):
		r := s.runs[s.list.At]
		return openRun(r, !r.IsFinished(), s)
	}
	s.list.Move(s.steps(k, 1), len(s.runs))
	return nil
}

func (s *pastScreen) compare(r checks.Run) action {
	if !r.IsFinished() {
		return refuse(&checks.Error{Code: checks.CodeUnfinished})
	}
	return openCompare(r.Team, r.ID, "", s)
}

func (s *pastScreen) draw(p *widget.Canvas) {
	if len(s.runs) == 0 {
		none := s.say.T("past.none")
		if s.team != "" {
			none = s.say.T("past.none-of-team", "Team", s.team)
		}
		p.Text(s.theme.Plain, none)
		return
	}
	day, what := 15, 19 // cells
	if s.remarkLegend(s.runs) != "" {
		day += 2
	}
	for i, r := range s.runs {
		what = max(what, width(s.holds(r, s.crowdedDay(s.runs, i)))+2)
	}
	s.drawRuns(p, &s.list, s.runs, true, func(i, w int, here bool) string { return s.row(day, what, i, w, here) })
}

// drawRuns lists runs in a line each. Where signs say how runs came to be kept they are explained below the list.
func (g *context) drawRuns(p *widget.Canvas, list *widget.List, runs []checks.Run, signs bool, row func(i, w int, here bool) string) {
	rows, legend := p.Left(), g.remarkLegend(runs)
	if signs = signs && legend != ""; signs {
		rows--
	}
	list.Draw(p, len(runs), rows, true, func(i, w int, here bool) []string { return []string{row(i, w, here)} })
	if signs {
		p.Add(g.theme.Quiet.Render("  " + legend))
	}
}

// row draws one run: when, who, what it holds; the team last, since its name may be of any width.
func (s *pastScreen) row(day, what, i, w int, here bool) string {
	r := s.runs[i]
	lead, style := s.pointed("  ", here)
	crowded, clock := s.crowdedDay(s.runs, i), ""
	if crowded {
		clock = s.timeOf(r.When())
	}
	line := lead + s.padded(s.marked(s.day(r.Day), r), day) + s.padded(clock, s.timeColumn(s.runs))
	if w >= narrow {
		line += s.padded(s.who(r.Kind, r.People), 13)
	}
	return style.Render(s.cut(line+s.padded(s.holds(r, crowded), what)+s.say.Team(r.Team), w))
}

// holds says what a run holds, or that it is unfinished and since when on its day.
func (s *pastScreen) holds(r checks.Run, timed bool) string {
	switch {
	case checks.DayOf(s.now).Before(r.Day):
		return s.say.T("past.ahead")
	case r.IsFinished():
		return s.say.N("past.answers", r.AnswerCount())
	case timed, r.Origin != checks.OriginRun:
		return s.say.T("past.unfinished")
	}
	return s.say.T("past.unfinished") + ", " + s.timeOf(r.Started)
}

// textPage is text to scroll through.
type textPage struct {
	noText
	*context
	scroll widget.Scroll
	lines  func(w int) []string // in w cells
}

func (s *textPage) draw(p *widget.Canvas) { s.scroll.Draw(p, s.lines(p.W)) }

// move scrolls by a key.
func (s *textPage) move(k tea.KeyPressMsg) action {
	s.scroll.Move(s.scrollBy(k), len(s.lines(s.bodyW())), s.bodyH())
	return nil
}

// printed is a page that shows a report as the command line prints it.
func (g *context) printed(write func(io.Writer, report.Options) error) textPage {
	return textPage{context: g, lines: func(w int) []string {
		o := g.reportOptions()
		o.Width = min(w, widget.MaxText)
		var b strings.Builder
		if err := write(&b, o); err != nil {
			return []string{err.Error()} // a strings.Builder never fails
		}
		return strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
	}}
}

// readingScreen shows a past run.
type readingScreen struct {
	textPage
	from screen // where one came from, and returns to; nil for the list of runs
	run  checks.Run
}

// newReadingScreen shows a run, and what it said at its look back.
func newReadingScreen(g *context, r checks.Run, looked []checks.LookBackEntry, from screen) *readingScreen {
	page := g.printed(func(to io.Writer, o report.Options) error { return report.Run(to, report.Text, r, looked, o) })
	return &readingScreen{page, from, r}
}

func (s *readingScreen) help() string { return "help.reading" }
func (s *readingScreen) heading() string {
	return s.inARow(s.say.Team(s.run.Team), s.dayOf(s.run))
}

func (s *readingScreen) keys() []key.Binding {
	return []key.Binding{pageKeys.down, pageKeys.up, pageKeys.back, pastKeys.correct, exportKeys.open, pageKeys.pageDown, pageKeys.pageUp}
}

func (s *readingScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, pageKeys.back) && s.from == nil:
		return openPast("")
	case matches(k, pageKeys.back):
		return show(s.from)
	case matches(k, pastKeys.correct):
		return openRun(s.run, true, s.from)
	case matches(k, exportKeys.open):
		return s.exportRun(s, s.run)
	}
	return s.move(k)
}

// voiceScreen shows what customers said to a team in a month, as a page to read aloud.
type voiceScreen struct {
	textPage
	voice checks.Voice
}

// openVoice shows what customers said to a team in a month, and what the latest run until then says beside it.
func (g *context) openVoice(team string, month checks.Month) action {
	today := checks.DayOf(g.now)
	return open(func(s Store) (checks.Voice, error) {
		t, err := s.Snapshot(team)
		return t.Voice(content.Check(), month, today), err
	}, func(m *Model, v checks.Voice) screen {
		return &voiceScreen{m.printed(func(to io.Writer, o report.Options) error { return report.Voice(to, report.Text, v, o) }), v}
	})
}

func (s *voiceScreen) help() string { return "help.voice" }

func (s *voiceScreen) heading() string {
	return s.inARow(s.monthName(s.voice.Month), s.say.T("voice.title"), s.say.Team(s.voice.Team))
}

func (s *voiceScreen) keys() []key.Binding {
	return []key.Binding{voiceKeys.months, pageKeys.down, pageKeys.up, backKey, pageKeys.pageDown, pageKeys.pageUp}
}

func (s *voiceScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, backKey):
		return goHome(s.voice.Team)
	case matches(k, voiceKeys.earlier):
		return s.openVoice(s.voice.Team, s.voice.Month.Previous())
	case matches(k, voiceKeys.later):
		if s.voice.Month == checks.MonthOf(s.now) {
			return notify(s.say.T("voice.no-later"))
		}
		return s.openVoice(s.voice.Team, s.voice.Month.Next())
	}
	return s.move(k)
}

// heldScreen corrects when and by whom a finished run was held.
type heldScreen struct {
	stageBase
	form *widget.Form
}

// The lines of its form.
const (
	heldTeam = iota
	heldKind
	heldPeople
	heldDay
)

func newHeldScreen(base stageBase) *heldScreen {
	s := &heldScreen{base, &widget.Form{}}
	s.form.Lines = s.lines()
	s.form.SetTyped(s.run.flow.Run().Drafts[checks.CloseID])
	return s
}

// lines are what is asked for, filled in as the run says it.
func (s *heldScreen) lines() []*widget.Line {
	r := s.run.flow.Run()
	return []*widget.Line{
		widget.FieldLine("setup.team", s.say.Team(r.Team), "", checks.MaxName, checks.CodeTeamLong),
		widget.PickLine("setup.kind", kindAt(r.Kind), s.say.T("setup.kind.team"), s.say.T("setup.kind.solo")),
		widget.FieldLine("setup.people", strconv.Itoa(r.People), "", 2, checks.CodePeople),
		dayLine(s.context, "form.day", r.Day, "form.day-like", s.calendar().PastDay),
	}
}

func (s *heldScreen) keepDraft() bool {
	typed := ""
	if s.form.Changed() {
		typed = s.form.Typed()
	}
	return s.run.flow.SetDraft(typed)
}

func (s *heldScreen) help() string             { return "help.held" }
func (s *heldScreen) typing() bool             { return s.form.Typing() }
func (s *heldScreen) covered() bool            { return true }
func (s *heldScreen) holdsText() bool          { return true }
func (s *heldScreen) keys() []key.Binding      { return s.form.Keys() }
func (s *heldScreen) paste(text string) action { return refuse(s.form.Paste(text)) }

// settle takes what was filled in, but for a new team: nobody can tell whether its name was typed to its end.
func (s *heldScreen) settle() bool {
	_, isNew, _ := s.team()
	return s.form.Changed() && !isNew && s.take() == nil
}

func (s *heldScreen) press(k tea.KeyPressMsg) action {
	leave := func() action { return show(newCloseScreen(s.stageBase)) }
	return s.fill(s.form, k, leave, func() action {
		team, _, near := s.team()
		return confirm(near != "", s.say.T("correct.near", "Team", team, "Near", near), func() action {
			if err := s.take(); err != nil {
				return refuse(err)
			}
			return func(m *Model) tea.Cmd {
				s.keepDraft()
				m.showStage()
				if from, now := s.run.Team, s.run.flow.Run(); from.Team != now.Team && from.IsLeftBy(now.ID) {
					m.note = report.LeftBehind(s.say, m.opts.Call, from.Team, now.Team)
				}
				return m.changed()
			}
		})
	})
}

// team is the one that was filled in, as [checks.NameTeam] says. A name that is that of a known team but for case and accents is meant as
// that.
func (s *heldScreen) team() (name string, isNew bool, near string) {
	line := s.form.Lines[heldTeam]
	if !line.Changed() {
		return s.run.flow.Run().Team, false, ""
	}
	return checks.NameTeam(s.run.Team.Teams, checks.CleanLine(line.Value()))
}

// take puts what was filled in into the run.
func (s *heldScreen) take() (err error) {
	r, lines := s.run.flow.Run(), s.form.Lines
	kind, day := checks.Team, r.Day
	team, _, _ := s.team()
	people, _ := strconv.Atoi(strings.Map(checks.LatinDigit, lines[heldPeople].Value())) // of what is no number the rules for runs say so
	if lines[heldKind].Pick.At == 1 {
		kind, people = checks.Solo, 1
	}
	if lines[heldDay].Changed() {
		if day, err = s.calendar().PastDay(lines[heldDay].Value()); err != nil {
			s.form.At = heldDay
			return err
		}
	}
	if err = s.run.flow.SetHeld(day, team, kind, people); err == nil {
		s.form.Lines = s.lines() // of which nothing is typed any more
	}
	return err
}

func (s *heldScreen) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.say.T("correct.held"))
	p.Space()
	s.form.Draw(p)
}
