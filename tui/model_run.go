package tui

import (
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
		cmds = append(cmds, tick(m.opts.Tick, m.opts.Now))
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
	if m.session.flow.At() != at {
		m.showStage()
		if s, ok := m.screen.(*questionScreen); ok {
			s.inList = true // so that the next u is no text
		}
	} else if s, ok := m.screen.(refreshing); ok {
		s.refresh()
	}
	return m.changed()
}

// refreshing is a screen of a run that keeps what undo may change under it.
type refreshing interface{ refresh() }

// Unfinished returns the run that was open when the program ended and is not finished.
func (m *Model) Unfinished() (checks.Run, bool) {
	if m.session == nil || m.session.flow.Run().IsFinished() {
		return checks.Run{}, false
	}
	return m.session.flow.Run(), true
}

func (m *Model) runRead(msg runReadMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return m.arrived(msg.err)
	case msg.resume && !msg.run.IsFinished():
		return tea.Batch(m.open(msg.run, msg.revision, msg.team), m.arrived(nil))
	}
	m.session = nil
	looked := checks.LookedOf(msg.run, msg.team.Actions(), msg.team.Stories)
	m.screen = newReadingScreen(m.ground, msg.run, looked, msg.from)
	return m.arrived(nil)
}
