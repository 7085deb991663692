package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/checks/report/chart"
)

// Start is where the program opens. The zero Start is home.
type Start struct {
	Resume *checks.Run // an unfinished run to go on with
	Begin  *Begin      // a run to begin at once
}

// Begin is what is known of a run before it begins. Where the team or the number of people is not known, set-up asks.
type Begin struct {
	Team    string // "" for the team of the last run
	Solo    bool
	People  int // 0 for not known
	Minutes int // -1 for the usual

	// On is the day of a run that took place earlier and is entered now, zero for one that takes place now.
	On checks.Day
}

// session is the run that is open, what its team had said and done when it was opened, and how much of the run is on disk.
type session struct {
	*checks.RunContext
	flow        *checks.Flow
	saver       *saver
	earlierOpen bool // the earlier answers are opened

	kept     bool  // the run is on disk, in whatever state
	changes  int   // number of changes that were made
	saved    int   // number of changes that are on disk
	drafted  bool  // a text that is being typed is not on disk
	writing  bool  // a save is under way
	withText bool  // the save under way holds a text that is being typed
	failed   error // why the last save failed, nil when it did not
	retrying bool  // another try is due
	backedUp bool  // the finished run that is on disk is in a backup, too, or one was tried
	conflict bool  // another program changed the run: nothing is saved until somebody chose what holds

	theirs checks.Run // as that program left it, the zero one where it cannot be read
	gone   bool       // that program deleted it
}

func newSession(flow *checks.Flow, saver *saver, team checks.Snapshot) *session {
	s := &session{RunContext: checks.NewRunContext(flow, team), flow: flow, saver: saver}
	s.drafted = flow.SetChangingTeam(team.Marks.Changing)
	return s
}

// dropsVote tells whether a new vote on an item of a finished run waits for its reveal, without which the one before it holds.
func (s *session) dropsVote() bool { return s.flow.IsCorrecting() && s.flow.HasHidden() }

// safe tells whether everything is on disk, or nothing is to go there.
func (s *session) safe() bool { return s.saved == s.changes && !s.drafted || s.isBlank() }

// isBlank tells whether the run is new, and nothing was entered that is worth keeping it for.
func (s *session) isBlank() bool {
	return !s.kept && !s.flow.Run().IsFinished() && s.flow.Run().IsEmpty()
}

// earlierRun names the baseline in a sentence.
func (s *session) earlierRun(g *context) report.EarlierRun {
	return report.NameEarlierRun(g.reportOptions(), s.Baseline, s.flow.Run())
}

// open goes on with a run of a team where it stands, or corrects one that is finished. Revision is the one it is stored under, 0 for a run that is new.
func (m *Model) open(r checks.Run, revision uint64, team checks.Snapshot) tea.Cmd {
	flow, err := checks.NewFlow(content.Check(), r)
	if err != nil {
		m.complain(err)
		return nil
	}
	m.now = m.opts.Now()
	if r.IsFinished() {
		flow.Correct(checks.DayOf(m.now))
	}
	m.session = newSession(flow, &saver{store: m.opts.Store, revision: revision}, team)
	m.session.kept = revision != 0
	m.showStage()
	var cmds []tea.Cmd
	if revision == 0 {
		cmds = append(cmds, m.changed())
	}
	if !m.ticking {
		m.ticking = true
		cmds = append(cmds, m.tick())
	}
	return tea.Batch(cmds...)
}

// showStage opens the screen of the stage at which the run stands.
func (m *Model) showStage() {
	base := stageBase{context: m.context, run: m.session}
	switch stage := m.session.flow.Stage(); stage.Kind {
	case checks.StageLookBack:
		m.screen = newLookBackScreen(base)
	case checks.StageItem:
		m.screen = newItemScreen(base, stage.ID, m.opts.NewID)
	case checks.StageQuestion:
		m.screen = newQuestionScreen(base, stage.ID)
	case checks.StageChoose:
		m.screen = newChooseScreen(base, m.opts.NewID)
	case checks.StageClose:
		if m.screen = newCloseScreen(base); m.session.flow.Run().Drafts[stage.ID] != "" {
			m.screen = newHeldScreen(base)
		}
	}
}

// leave ends the run or the program once everything is on disk, the clock of the run too.
func (m *Model) leave(to leaving) tea.Cmd {
	if m.session == nil || m.session.conflict {
		return m.quit() // Close keeps what is not on disk
	}
	if to == leavingRun && m.session.dropsVote() && !m.confirmed(m.say.T("correct.hidden")) {
		return nil
	}
	m.leaving, m.waiting = to, to == leavingRun
	m.settle()
	switch s := m.session; {
	case s.writing:
		return nil
	case s.safe() && s.flow.Run().IsFinished(), s.isBlank():
		return m.afterSave()
	}
	return m.write()
}

// pressWhileLeaving lets go of a program that cannot save, or whose commands in the background take long: ctrl+c once more leaves without them.
func (m *Model) pressWhileLeaving(k tea.KeyPressMsg) tea.Cmd {
	if m.background > 0 && matches(k, everywhere.leave) {
		return m.part(tea.QuitMsg{})
	}
	if m.session == nil || m.session.failed == nil {
		return nil
	}
	if matches(k, everywhere.leave) {
		return m.part(tea.QuitMsg{})
	}
	m.leaving = staying
	return nil
}

// travel undoes or redoes the change that was made at a stage. Where that is another stage it says so first: nobody is to
// change what is not on the screen.
func (m *Model) travel(stage string, step func() error) tea.Cmd {
	at := m.session.flow.At()
	elsewhere := stage != "" && stage != m.session.flow.Stage().ID
	if elsewhere && !m.confirmed(m.say.T("undo.elsewhere", "Stage", m.title(stage))) {
		return nil
	}
	if err := step(); err != nil {
		m.complain(err)
		return nil
	}
	moved := m.session.flow.At() != at
	if moved {
		m.showStage()
	}
	if s, ok := m.stage(); ok {
		s.undone(moved)
	}
	return m.changed()
}

// Unfinished returns the run that was open when the program ended and is not finished. One that is empty may not be kept.
func (m *Model) Unfinished() (checks.Run, bool) {
	if m.session == nil || m.session.flow.Run().IsFinished() {
		return checks.Run{}, false
	}
	return m.session.flow.Run(), true
}

// StoredRun is a run as it was read, under its revision, with its team.
type StoredRun struct {
	checks.Run
	Revision uint64
	Of       checks.Snapshot
}

// openRun shows a run, and goes on with it where it is to be resumed and is not finished meanwhile: one that was finished is corrected.
// Esc returns to a screen from what is only shown, nil for the list of runs.
func openRun(of checks.Run, resume bool, from screen) action {
	return after(func(s Store) (StoredRun, error) { return ReadRun(s, of) }, func(m *Model, r StoredRun) tea.Cmd {
		if !resume || !of.IsFinished() && r.IsFinished() {
			m.session, m.screen = nil, newReadingScreen(m.context, r.Run, r.Of.LookBack(r.Run), from)
			return nil
		}
		closed := m.session == nil
		opened := m.open(r.Run, r.Revision, r.Of)
		if closed {
			m.sayPaused()
		}
		return opened
	})
}

// ReadRun reads a run anew. Where it is not among those of the team that it was of, the store says why.
func ReadRun(s Store, of checks.Run) (r StoredRun, err error) {
	var found bool
	r.Of, err = s.Snapshot(of.Team)
	r.Run, r.Revision, found = r.Of.Run(of.ID)
	if err == nil && !found {
		r.Run, r.Revision, err = s.Run(of.ID)
	}
	return r, err
}

// begin begins a run as it was set up, now or as one of an earlier day.
func (m *Model) begin(setup checks.Setup, on checks.Day) tea.Cmd {
	id, now := m.opts.NewID(), m.opts.Now()
	return after(func(s Store) (begun StoredRun, err error) {
		if begun.Of, err = s.Snapshot(setup.Team); err == nil {
			begun.Run, err = begun.Of.Begin(content.Check(), setup, on, id, now)
		}
		return begun, err
	}, func(m *Model, begun StoredRun) tea.Cmd { return m.open(begun.Run, 0, begun.Of) })(m)
}

// enterBegin begins at once where enough is known, and asks otherwise, and where the team has an unfinished run.
func (m *Model) enterBegin(b Begin) tea.Cmd {
	setup := newSetupScreen(m.NewSetup(m.home, b))
	enter := func(m *Model) tea.Cmd {
		isReady := setup.IsReady()
		if isReady && !setup.hasUnfinished() {
			return m.begin(setup.Chosen(), b.On)
		}
		if m.screen, m.opening = setup, false; isReady {
			return setup.enter()(m) // which asks
		}
		return nil
	}
	if setup.team.Team == m.home.Team {
		return enter(m)
	}
	return setup.recall(setup.team.Team, enter)(m)
}

// ownCopy is the open run as a run of its own, of the team under the name that another program gave it.
func (m *Model) ownCopy() checks.Run {
	r := m.session.flow.Stored()
	return r.Copy(cmp.Or(m.session.theirs.Team, r.Team), m.opts.NewID)
}

// plotOf is what the run holds of an item in w cells: the answers over those they are held against, and over the chair.
func (s *stageBase) plotOf(id string, r checks.Rating, w int) *chart.Plot {
	p := &chart.Plot{Scale: chart.Scale{Printer: s.say}, Today: chart.Row{Name: s.todayName(w), Counts: r.Counts}, Styles: s.chartStyles()}
	if then, ok := s.run.Rated(id); ok {
		p.Below = append(p.Below, chart.Row{Name: s.baselineName(w), Counts: then.Counts})
	}
	if r.Before != (checks.Tally{}) {
		p.Below = append(p.Below, chart.Row{Name: s.say.T("reveal.before"), Counts: r.Before.Counts})
	}
	if r.Chair.Step != checks.NoAnswer {
		p.Below = append(p.Below, chart.Row{Name: s.say.T("reveal.chair"), Chair: r.Chair.Step})
	}
	return p
}

// baselineName is the day of the baseline, with its quarter: "19 Aug · Q3"; of today the time.
func (s *stageBase) baselineName(w int) string {
	b := s.run.Baseline
	if b.Day == s.run.flow.Run().Day {
		return s.timeOf(b.When())
	}
	return s.shortDay(b.Day, w)
}

// todayName names the answers of the run that is open: today's, or those of the day it took place on.
func (s *stageBase) todayName(w int) string {
	if s.run.IsOfAnotherDay() {
		return s.shortDay(s.run.flow.Run().Day, w)
	}
	return s.say.T("reveal.today")
}

// shortDay is a day, in so many cells with its quarter: "19 Aug · Q3".
func (s *stageBase) shortDay(d checks.Day, w int) string {
	if w < narrow {
		return s.say.DayMonth(d.Time())
	}
	return s.say.DayMonth(d.Time()) + " " + s.signs.Dot + " " + s.reportOptions().ShortQuarter(d)
}

// What shows how many answers are in.
const (
	mostSigns  = 12 // people with a sign each
	barCells   = 10 // of the bar in place of more
	countLines = 2  // below large signs
)

// waiting is a sign a person: a full one for each answer that is in, an open one for each that is not, in groups of five where there
// are more than ten, and a bar where there are too many of them.
func (g *context) waiting(in, people int) string {
	if people > mostSigns {
		full := in * barCells / people
		return strings.Repeat(g.signs.BarIn, full) + strings.Repeat(g.signs.BarOut, barCells-full)
	}
	row := slices.Concat(slices.Repeat([]string{g.signs.Today}, min(in, people)), slices.Repeat([]string{g.signs.Waiting}, max(people-in, 0)))
	for i := 5; people > 10 && i < people; i += 5 {
		row[i] = " " + row[i]
	}
	return strings.Join(row, " ")
}
