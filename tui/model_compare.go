package tui

import tea "charm.land/bubbletea/v2"

func (m *Model) comparisonRead(msg comparisonReadMsg) tea.Cmd {
	if msg.err == nil {
		m.screen = newCompareScreen(m.ground, msg.history, msg.comparison, msg.from)
	}
	return m.arrived(msg.err)
}

func (m *Model) trendRead(msg trendReadMsg) tea.Cmd {
	if msg.err == nil {
		m.screen = newTrendScreen(m.ground, msg.history, msg.kind)
	}
	return m.arrived(msg.err)
}

// teamMarked shows what is remembered of a team now, on the comparison in which it was said: keys wait until then.
func (m *Model) teamMarked(msg teamMarkedMsg) tea.Cmd {
	if s, ok := m.screen.(*compareScreen); ok && msg.err == nil {
		s.marked(msg.changing)
		note := "compare.marked.same"
		if msg.changing {
			note = "compare.marked.changing"
		}
		m.note = m.say.T(note)
	}
	return m.arrived(msg.err)
}
