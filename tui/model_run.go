package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
)

// open goes on with a run of a team where it stands. Revision is the one it is stored under, 0 for a run that is new.
func (m *Model) open(r checks.Run, revision uint64, team checks.Snapshot) tea.Cmd {
	flow, err := checks.NewFlow(content.Check(), r)
	if err != nil {
		m.complain(err)
		return nil
	}
	m.now = m.opts.Now()
	m.session = newSession(flow, &saver{store: m.opts.Store, revision: revision}, team, m.now.Location())
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
	switch stage := m.session.flow.Stage(); stage.Kind {
	case checks.StageLookBack:
		m.screen = newLookScreen(m.ground, m.session)
	case checks.StageItem:
		m.screen = newItemScreen(m.ground, m.session, stage.ID, m.opts.NewID)
	case checks.StageQuestion:
		m.screen = newQuestionScreen(m.ground, m.session, stage.ID)
	case checks.StageChoose:
		m.screen = newChooseScreen(m.ground, m.session, m.opts.NewID)
	case checks.StageClose:
		m.screen = newCloseScreen(m.ground, m.session)
	}
}

// leave ends the run or the program once everything is on disk, the clock of the run too.
func (m *Model) leave(to leaving) tea.Cmd {
	switch {
	case m.session == nil && m.altering != nil:
		m.leaving = to
		return nil // its result quits
	case m.session == nil, m.session.conflict:
		return m.quit() // Close keeps what is not on disk
	}
	m.leaving, m.waiting = to, to == leavingRun
	m.settle()
	switch s := m.session; {
	case s.writing:
		return nil
	case s.safe() && s.flow.Run().IsFinished():
		return m.afterSave()
	}
	return m.write()
}

// pressWhileLeaving lets go of a program that cannot save, or whose errands take long: ctrl+c once more leaves without them.
func (m *Model) pressWhileLeaving(k tea.KeyPressMsg) tea.Cmd {
	if m.errands > 0 && matches(k, everywhere.leave) {
		return tea.Quit
	}
	if m.session == nil || m.session.failed == nil {
		return nil
	}
	if matches(k, everywhere.leave) {
		return tea.Quit
	}
	m.leaving = staying
	return nil
}

// travel undoes or redoes the change that was made at a stage. Where that is another stage it says so first: nobody is to
// change what is not on the screen.
func (m *Model) travel(stage string, step func() error, sure bool) tea.Cmd {
	at := m.session.flow.At()
	if here := m.session.flow.Stage().ID; stage != "" && stage != here && !sure {
		m.crossing = true
		m.note = m.say.T("undo.elsewhere", "Stage", m.title(stage))
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

// Unfinished returns the run that was open when the program ended and is not finished.
func (m *Model) Unfinished() (checks.Run, bool) {
	if m.session == nil || m.session.flow.Run().IsFinished() {
		return checks.Run{}, false
	}
	return m.session.flow.Run(), true
}

// read is a run as it was read, under its revision, with its team.
type read struct {
	run      checks.Run
	revision uint64
	team     checks.Snapshot
}

// openRun shows a run, and goes on with it where it is to be resumed and is not finished meanwhile; esc returns to a screen from what
// is only shown, nil for the list of runs.
func openRun(of checks.Summary, resume bool, from screen) action {
	return func(m *Model) tea.Cmd {
		s := m.opts.Store
		return m.wait(command(func() (read, error) { return readRun(s, of.ID, of.Team) }, func(m *Model, r read, err error) tea.Cmd {
			switch {
			case err != nil:
				return m.arrived(err)
			case resume && !r.run.IsFinished():
				return tea.Batch(m.open(r.run, r.revision, r.team), m.arrived(nil))
			}
			m.session = nil
			looked := checks.LookedOf(r.run, r.team.Actions(), r.team.Stories)
			m.screen = newReadingScreen(m.ground, r.run, looked, from)
			return m.arrived(nil)
		}))
	}
}

// readRun reads a run with its team. Where it is not among the team's, the store says why.
func readRun(s Store, id, team string) (read, error) {
	t, err := s.Snapshot(team)
	r, revision, ok := t.Run(id)
	if err == nil && !ok {
		r, revision, err = s.Run(id)
	}
	return read{r, revision, t}, err
}

// beginRun begins a run as it was set up, in the language that the set-up named: now, or as one of an earlier day that is entered later.
func beginRun(setup checks.Setup, on checks.Day) action {
	return func(m *Model) tea.Cmd { return tea.Batch(m.begin(setup, on), m.saveLanguage()) }
}

// begin looks back where the team has something open. A run that is entered later looks back at nothing: what stands open now is not
// what stood open then.
func (m *Model) begin(setup checks.Setup, on checks.Day) tea.Cmd {
	s := m.opts.Store
	return m.wait(command(func() (checks.Snapshot, error) { return s.Snapshot(setup.Team) }, func(m *Model, t checks.Snapshot, err error) tea.Cmd {
		began := m.opts.Now()
		if err != nil {
			return m.arrived(err)
		}
		if on.IsZero() {
			setup.LookBack = !t.Work(nil).IsEmpty()
		} else {
			began = m.noonOf(on)
		}
		r, err := checks.NewRun(content.Check(), setup, m.opts.NewID(), began)
		if err != nil {
			return m.arrived(err)
		}
		return tea.Batch(m.open(r, 0, t), m.arrived(nil))
	}))
}

// noonOf is the moment at which a run counts that took place on an earlier day, nobody knows when: noon, or now while that is
// still to come.
func (m *Model) noonOf(d checks.Day) time.Time {
	now := m.opts.Now()
	noon := time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, now.Location())
	if noon.After(now) {
		return now
	}
	return noon
}

// enterBegin begins at once where enough is known, and asks otherwise.
func (m *Model) enterBegin(b Begin) tea.Cmd {
	setup := newSetupScreen(m.ground, m.home, b)
	if setup.complete(b) {
		return m.begin(setup.setup(), b.On)
	}
	m.screen, m.opening = setup, false
	return nil
}

// keepCopy goes on with this state of a run as a new run, beside the one that another program wrote.
func keepCopy(m *Model) tea.Cmd { return m.open(m.ownCopy(), 0, m.session.team) }

// ownCopy is the open run as a run of its own.
func (m *Model) ownCopy() checks.Run {
	r := m.session.flow.Run().Clone()
	r.ID = m.opts.NewID()
	for i := range r.Actions {
		r.Actions[i].ID = m.opts.NewID()
	}
	return r
}

// reload goes on with what another program wrote of the run.
func reload(m *Model) tea.Cmd {
	return openRun(checks.Summarize(m.session.flow.Run()), true, nil)(m)
}
