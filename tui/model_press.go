package tui

import (
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// press answers a key: first those that hold everywhere, then those of the run, then those of the screen.
func (m *Model) press(k tea.KeyPressMsg) tea.Cmd {
	if m.leaving == leavingProgram {
		return m.pressWhileLeaving(k)
	}
	if m.waiting && !matches(k, everywhere.leave) {
		m.typed = append(m.typed, k)
		return nil
	}
	m.note, m.alarm = "", false
	m.measure()
	switch {
	case matches(k, everywhere.leave):
		return m.leave(leavingProgram)
	case matches(k, everywhere.suspend):
		return tea.Sequence(m.save(), tea.Suspend)
	case tooSmall(m.width, m.height):
		return nil
	case m.overlay != nil:
		m.pressOverlay(k)
		return nil
	case matches(k, everywhere.chair):
		m.overlay = newChairScreen(m.ground, m.chairNumber())
		return nil
	case matches(k, everywhere.f1), matches(k, everywhere.help) && !m.screen.typing():
		m.overlay = newHelpScreen(m.ground, m.screen, everywhere.on(m.inRun(), m.undoes(), m.screen.typing()))
		return nil
	}
	if m.inRun() && !m.session.conflict {
		if cmd, ok := m.pressRun(k); ok {
			return cmd
		}
	}
	return m.do(m.screen.press(k))
}

// inRun tells whether a stage of the open run shows, and no page beside it.
func (m *Model) inRun() bool {
	_, beside := m.screen.(*exportScreen)
	return m.session != nil && !beside
}

// pressRun answers the keys that hold at every stage of a run.
func (m *Model) pressRun(k tea.KeyPressMsg) (tea.Cmd, bool) {
	crossing := m.crossing
	m.crossing = false
	switch flow := m.session.flow; {
	case matches(k, runKeys.home):
		return m.leave(leavingRun), true
	case !m.undoes():
		return nil, false
	case matches(k, everywhere.undo):
		return m.travel(flow.UndoStage(), flow.Undo, crossing), true
	case matches(k, everywhere.redo):
		return m.travel(flow.RedoStage(), flow.Redo, crossing), true
	}
	return nil, false
}

// covering is a stage over which something can be open that has the keys: a list to pick from, or a question.
type covering interface{ covered() bool }

// undoes tells whether undo and redo hold: at a stage of a run over which nothing is open, and where no text has the keyboard.
func (m *Model) undoes() bool {
	if c, ok := m.screen.(covering); ok && c.covered() {
		return false
	}
	return m.inRun() && !m.screen.typing()
}

// measure tells the screens how large the body is that they are drawn in.
func (m *Model) measure() {
	l := newLayout(m.width, m.height)
	m.bodyW, m.bodyH = l.bodyWidth(), l.bodyHeight(len(m.notice(l)))
}

// pressOverlay gives a key to help or the empty chair, which may close on it.
func (m *Model) pressOverlay(k tea.KeyPressMsg) {
	if m.overlay.press(k) != nil {
		m.overlay = nil
	}
}

func (m *Model) paste(text string) tea.Cmd {
	switch {
	case m.waiting:
		m.typed = append(m.typed, tea.PasteMsg{Content: text})
		return nil
	case m.overlay != nil, m.leaving == leavingProgram, tooSmall(m.width, m.height):
		return nil
	}
	m.note, m.alarm = "", false
	return m.do(m.screen.paste(checks.Clean(text)))
}
