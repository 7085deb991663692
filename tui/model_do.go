package tui

import (
	"time"

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
		return m.wait(readRuns(m.opts.Store, a.team))
	case goCompare:
		return m.wait(readComparison(m.opts.Store, a, m.now.Location()))
	case goTrend:
		return m.wait(readTrend(m.opts.Store, a))
	case markChanging:
		return m.alter(markTeam(m.opts.Store, a))
	case goBack:
		m.screen = a.to
	case resumeRun:
		return m.wait(readOne(m.opts.Store, a.run.ID, a.run.Team, true, a.from))
	case readRun:
		return m.wait(readOne(m.opts.Store, a.run.ID, a.run.Team, false, a.from))
	case deleteRun:
		return m.alter(removeRun(m.opts.Store, a.id))
	case beginRun: // in the language that the set-up named
		return tea.Batch(m.wait(readTeam(m.opts.Store, a)), saveLanguage(m.opts.Store, m.say.Code()))
	case changed:
		m.note = a.note
		m.keepDraft()
		return m.changed()
	case tellStory:
		m.keepDraft()
		return tea.Batch(m.changed(), m.alter(writeStory(m.opts.Store, saveStory{now: a.story})))
	case moveTo:
		return m.moveTo(a.stage)
	case tell:
		m.note = a.note
	case refuse:
		m.complain(a.err)
	case reload:
		r := m.session.flow.Run()
		return m.wait(readOne(m.opts.Store, r.ID, r.Team, true, nil))
	case keepCopy:
		return m.keepCopy()
	case speakNow:
		m.speak(a.code)
		if s, ok := m.screen.(*setupScreen); ok {
			s.relabel()
		}
		return saveLanguage(m.opts.Store, a.code)
	case dropBackups:
		return m.alter(removeBackups(m.opts.Store, a.id))
	case keepBackups:
		m.screen, m.note = a.list, m.say.T("backups.kept")
	case writeExport:
		return m.errand(export(m.opts.Export, a))
	case quit:
		return m.leave(leavingProgram)
	default:
		if cmd, ok := m.doNote(a); ok {
			return cmd
		}
	}
	m.noteDraft()
	return nil
}

// drafting is a screen of a run that holds text which is not yet part of it.
type drafting interface{ draft() string }

// keepDraft puts what is typed into the run, which is about to be saved.
func (m *Model) keepDraft() {
	if d, ok := m.screen.(drafting); ok {
		m.session.flow.SetDraft(d.draft())
	}
}

// settling is a screen of a run that can take over what is being typed as if it had been kept.
type settling interface{ settle() bool }

// settle loses nothing of what is typed when the screen is left without a word.
func (m *Model) settle() {
	if s, ok := m.screen.(settling); ok && s.settle() {
		m.session.changes++
	}
}

// noteDraft keeps what is typed, so that the next save holds it.
func (m *Model) noteDraft() {
	if m.session == nil {
		return
	}
	if d, ok := m.screen.(drafting); ok {
		m.session.drafted = m.session.flow.SetDraft(d.draft()) || m.session.drafted
	}
}

func (m *Model) goHome(team string) tea.Cmd {
	if m.session != nil {
		return m.leave(leavingRun)
	}
	return m.wait(readHome(m.opts.Store, team, true))
}

func (m *Model) homeRead(msg homeReadMsg) tea.Cmd {
	if msg.err == nil {
		m.home = msg.home
	}
	if msg.show {
		m.screen = newHomeScreen(m.ground, m.home)
	}
	return m.arrived(msg.err)
}

func (m *Model) runsRead(msg runsReadMsg) tea.Cmd {
	if msg.err == nil {
		m.screen = newPastScreen(m.ground, msg.team, m.home.Team, msg.runs)
	}
	return m.arrived(msg.err)
}

func (m *Model) runDeleted(msg runDeletedMsg) tea.Cmd {
	remains := checks.CodeOf(msg.err) == checks.CodeTextRemains
	if msg.err != nil && !remains {
		return m.arrived(msg.err)
	}
	if s, ok := m.screen.(*pastScreen); ok {
		s.remove(msg.id)
		m.deletedFrom(s, msg.id, msg.backups, msg.err)
	}
	return readHome(m.opts.Store, m.home.Team, false)
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

// teamRead begins the run that was set up; where its team has something open, with a look back at it. A run that is entered later
// looks back at nothing: what stands open now is not what stood open then.
func (m *Model) teamRead(msg teamReadMsg) tea.Cmd {
	setup, began := msg.asked.setup, m.opts.Now()
	if msg.err != nil {
		return m.arrived(msg.err)
	}
	if on := msg.asked.on; on.IsZero() {
		setup.LookBack = !msg.team.Work(nil).IsEmpty()
	} else {
		began = m.noonOf(on)
	}
	r, err := checks.NewRun(content.Check(), setup, m.opts.NewID(), began)
	if err != nil {
		return m.arrived(err)
	}
	return tea.Batch(m.open(r, 0, msg.team), m.arrived(nil))
}

// enterBegin begins at once where enough is known, and asks otherwise.
func (m *Model) enterBegin(b Begin) tea.Cmd {
	setup := newSetupScreen(m.ground, m.home, b)
	if setup.complete(b) {
		return m.wait(readTeam(m.opts.Store, beginRun{setup.setup(), b.On}))
	}
	m.screen = setup
	return nil
}

func (m *Model) moveTo(stage int) tea.Cmd {
	flow := m.session.flow
	m.settle()
	m.keepDraft()
	if stage < 0 {
		return m.leave(leavingRun)
	}
	flow.Go(stage)
	m.showStage()
	return m.changed()
}

// keepCopy goes on with this state of a run as a new run, beside the one that another program wrote.
func (m *Model) keepCopy() tea.Cmd { return m.open(m.ownCopy(), 0, m.session.team) }

// ownCopy is the open run as a run of its own.
func (m *Model) ownCopy() checks.Run {
	r := m.session.flow.Run().Clone()
	r.ID = m.opts.NewID()
	for i := range r.Actions {
		r.Actions[i].ID = m.opts.NewID()
	}
	return r
}
