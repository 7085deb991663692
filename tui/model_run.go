package tui

import (
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
)

// open goes on with a run where it stands. Revision is the one it is stored under, 0 for a run that is new.
func (m *Model) open(r checks.Run, revision uint64) tea.Cmd {
	flow, err := checks.NewFlow(content.Check(), r)
	if err != nil {
		m.complain(err)
		return nil
	}
	m.session = &session{flow: flow, saver: &saver{store: m.opts.Store, revision: revision}}
	m.now = m.opts.Now()
	m.showStage()
	cmds := []tea.Cmd{readEarlier(m.opts.Store, r)}
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
	case checks.StageItem:
		m.screen = newItemScreen(m.ground, m.session, stage.ID)
	case checks.StageQuestion:
		m.screen = newQuestionScreen(m.ground, m.session, stage.ID)
	case checks.StageChoose:
		m.screen = newChooseScreen(m.ground, m.session, m.opts.NewID)
	case checks.StageClose:
		m.screen = newCloseScreen(m.ground, m.session)
	}
}

// changed counts a change of the run and saves it, or lets the save that is under way be followed by another.
func (m *Model) changed() tea.Cmd {
	m.session.changes++
	return m.save()
}

// save starts writing the latest state, unless all is written or a write is under way.
func (m *Model) save() tea.Cmd {
	s := m.session
	if s == nil || s.writing || s.conflict || s.safe() {
		return nil
	}
	return m.write()
}

func (m *Model) write() tea.Cmd {
	s := m.session
	s.writing, s.withText, s.drafted = true, s.drafted, false
	return saveRun(s, s.flow.Run(), s.changes)
}

// saveDraft saves what is typed but not yet added, now and then.
func (m *Model) saveDraft() tea.Cmd {
	if m.session.failed != nil {
		return nil // it is being tried again anyway
	}
	return m.save()
}

// saveDue tries again what failed.
func (m *Model) saveDue(msg saveDueMsg) tea.Cmd {
	msg.session.retrying = false
	if msg.session != m.session {
		return nil
	}
	return m.save()
}

// runSaved takes the result of a save in. That of a session which was given up since is of no interest any more.
func (m *Model) runSaved(msg runSavedMsg) tea.Cmd {
	s := m.session
	if s == nil || msg.session != s {
		return nil
	}
	same, onlyClock := s.saved == s.changes, s.safe() && !s.withText
	s.wrote(msg.number, msg.err)
	switch conflict := checks.CodeOf(msg.err) == checks.CodeConflict; {
	case msg.err == nil, conflict && onlyClock:
		s.failed = nil
		return m.afterSave()
	case conflict && same && m.leaving == staying: // nobody is torn from typing; the answer will be in conflict, too
		s.failed, s.drafted = nil, true
		return nil
	case conflict && m.ending:
		return tea.Quit // Close keeps both
	case conflict:
		m.showConflict()
		return nil
	}
	return m.saveFailed()
}

// showConflict lets the person choose what holds. What was typed ahead was meant for another screen.
func (m *Model) showConflict() {
	m.settle()
	m.session.conflict, m.session.drafted = true, true
	m.leaving, m.overlay = staying, nil
	m.waiting, m.typed = false, nil
	m.screen = newConflictScreen(m.ground)
}

// saveFailed lets the run go on and tries again a little later; nobody leaves it unsaved without a word.
func (m *Model) saveFailed() tea.Cmd {
	s := m.session
	s.drafted = true
	if m.leaving == leavingRun {
		m.leaving = staying
	}
	m.waiting, m.typed = false, nil
	if s.retrying {
		return nil
	}
	s.retrying = true
	return saveLater(s, m.opts.Tick)
}

// afterSave writes what came meanwhile, and then does what waited for it.
func (m *Model) afterSave() tea.Cmd {
	if !m.session.safe() {
		return m.save()
	}
	switch m.leaving {
	case leavingProgram:
		return tea.Quit
	case leavingRun:
		team := m.session.flow.Run().Team
		m.leaving, m.session = staying, nil
		return readHome(m.opts.Store, team, true)
	}
	return nil
}

// leave ends the run or the program once everything is on disk, the clock of the run too.
func (m *Model) leave(to leaving) tea.Cmd {
	if m.session == nil {
		return tea.Quit
	}
	if m.session.conflict {
		return tea.Quit // Close keeps both
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

// pressWhileLeaving lets go of a program that cannot save: ctrl+c once more leaves without it.
func (m *Model) pressWhileLeaving(k tea.KeyPressMsg) tea.Cmd {
	if m.session.failed == nil {
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
			s.inList = len(s.answers()) > 0 // so that the next u is no text
		}
	} else if s, ok := m.screen.(refreshing); ok {
		s.refresh()
	}
	return m.changed()
}

// refreshing is a screen of a run that keeps what undo may change under it.
type refreshing interface{ refresh() }

// Close saves what the program had not saved when it ended, for whatever reason it did. A run that another program changed
// meanwhile stays, and this one is saved beside it.
func (m *Model) Close() error {
	s := m.session
	if s == nil {
		return nil
	}
	if m.settle(); s.safe() && !s.writing {
		return nil
	}
	err := s.saver.save(s.flow.Run())
	if checks.CodeOf(err) == checks.CodeConflict {
		if s.safe() && !s.withText {
			return nil // only the clock had gone on
		}
		err = m.keepBeside()
	}
	if err == nil {
		s.saved, s.drafted, s.writing = s.changes, false, false
	}
	return err
}

// keepBeside saves the open run as a run of its own.
func (m *Model) keepBeside() error {
	r := m.ownCopy()
	_, err := m.opts.Store.SaveRun(r, 0)
	m.beside = err == nil
	return err
}

// Beside tells whether Close had to save the open run beside what another program wrote of it.
func (m *Model) Beside() bool { return m.beside }

// Unfinished returns the run that was open when the program ended and is not finished.
func (m *Model) Unfinished() (checks.Run, bool) {
	if m.session == nil || m.session.flow.Run().IsFinished() {
		return checks.Run{}, false
	}
	return m.session.flow.Run(), true
}

func (m *Model) earlierRead(msg earlierReadMsg) tea.Cmd {
	s := m.session
	if s == nil || s.flow.Run().ID != msg.id {
		return nil
	}
	m.complain(msg.err)
	s.baseline, s.hasBaseline = checks.Baseline(s.flow.Run(), msg.runs, m.now.Location())
	if !s.hasBaseline {
		return nil
	}
	return readBaseline(m.opts.Store, s.baseline.ID)
}

func (m *Model) baselineRead(msg baselineReadMsg) {
	if s := m.session; s != nil && s.hasBaseline && msg.err == nil && msg.run.ID == s.baseline.ID {
		s.earlier = msg.run.Answers
	}
	m.complain(msg.err)
}

func (m *Model) runRead(msg runReadMsg) tea.Cmd {
	switch {
	case msg.err != nil && m.session == nil:
		m.screen = newHomeScreen(m.ground, m.home)
		return m.arrived(msg.err)
	case msg.err != nil:
		return m.arrived(msg.err)
	case msg.resume && !msg.run.IsFinished():
		return tea.Batch(m.open(msg.run, msg.revision), m.arrived(nil))
	}
	m.session = nil
	from, _ := m.screen.(*pastScreen)
	m.screen = newReadingScreen(m.ground, msg.run, from)
	return m.arrived(nil)
}
