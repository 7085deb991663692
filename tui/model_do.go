package tui

import (
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
)

// do carries out what a screen asks for.
func (m *Model) do(a action) tea.Cmd {
	switch a := a.(type) {
	case goHome:
		return m.goHome(a.team)
	case goSetup:
		m.screen = newSetupScreen(m.ground, m.home, Begin{Team: m.home.Team, Minutes: -1})
	case goPast:
		return readRuns(m.opts.Store, a.team)
	case resumeRun:
		return readOne(m.opts.Store, a.id, true)
	case readRun:
		return readOne(m.opts.Store, a.id, false)
	case deleteRun:
		return removeRun(m.opts.Store, a.id)
	case beginRun:
		return m.begin(a.setup)
	case changed:
		m.note = a.note
		m.session.flow.SetDraft(m.draft())
		return m.changed()
	case moveTo:
		return m.moveTo(a.stage)
	case tell:
		m.note = a.note
	case refuse:
		m.complain(a.err)
	case reload:
		return readOne(m.opts.Store, m.session.flow.Run().ID, true)
	case keepCopy:
		return m.keepCopy()
	case speakNow:
		m.speak(a.code)
		return saveLanguage(m.opts.Store, a.code)
	case quit:
		return m.leave(leavingProgram)
	}
	return m.noteDraft()
}

// drafting is a screen of a run that holds text which is not yet part of it.
type drafting interface{ draft() string }

func (m *Model) draft() string {
	if d, ok := m.screen.(drafting); ok {
		return d.draft()
	}
	return ""
}

// noteDraft keeps what is typed, so that the next save holds it.
func (m *Model) noteDraft() tea.Cmd {
	if m.session == nil {
		return nil
	}
	if d, ok := m.screen.(drafting); ok {
		m.session.drafted = m.session.flow.SetDraft(d.draft()) || m.session.drafted
	}
	return nil
}

func (m *Model) goHome(team string) tea.Cmd {
	if m.session != nil {
		return m.leave(leavingRun)
	}
	m.screen = newHomeScreen(m.ground, m.home)
	return readHome(m.opts.Store, team)
}

func (m *Model) homeRead(msg homeReadMsg) tea.Cmd {
	if msg.err != nil {
		m.complain(msg.err)
		return nil
	}
	m.home = msg.home
	switch m.screen.(type) {
	case *setupScreen, *pastScreen, *readingScreen:
		return nil // the person has gone on meanwhile
	}
	if m.session == nil {
		m.screen = newHomeScreen(m.ground, m.home)
	}
	return nil
}

func (m *Model) runsRead(msg runsReadMsg) tea.Cmd {
	if msg.err != nil {
		m.complain(msg.err)
		return nil
	}
	m.screen = newPastScreen(m.ground, msg.team, m.home.Team, msg.runs)
	return nil
}

func (m *Model) runDeleted(msg runDeletedMsg) tea.Cmd {
	if msg.err != nil {
		m.complain(msg.err)
		return nil
	}
	if s, ok := m.screen.(*pastScreen); ok {
		s.remove(msg.id)
		m.note = m.say.T("past.deleted")
	}
	return readHome(m.opts.Store, "")
}

// begin starts a run as it was set up.
func (m *Model) begin(b beginning) tea.Cmd {
	r, err := checks.NewRun(content.Check(), b.Setup, m.opts.NewID(), m.opts.Now())
	if err != nil {
		m.complain(err)
		return nil
	}
	r.ChangingTeam = b.changing
	return m.open(r, 0)
}

// enterBegin begins at once where enough is known, and asks otherwise.
func (m *Model) enterBegin(b Begin) tea.Cmd {
	setup := newSetupScreen(m.ground, m.home, b)
	if setup.complete(b) {
		return m.begin(setup.beginning())
	}
	m.screen = setup
	return nil
}

func (m *Model) moveTo(stage int) tea.Cmd {
	flow := m.session.flow
	flow.SetDraft(m.draft())
	if stage < 0 {
		return m.leave(leavingRun)
	}
	flow.Go(stage)
	m.showStage()
	return m.changed()
}

// keepCopy goes on with this state of a run as a new run, beside the one that another program wrote.
func (m *Model) keepCopy() tea.Cmd {
	r := m.session.flow.Run().Clone()
	r.ID = m.opts.NewID()
	for i := range r.Actions {
		r.Actions[i].ID = m.opts.NewID()
	}
	return m.open(r, 0)
}
