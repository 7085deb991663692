package tui

import tea "charm.land/bubbletea/v2"

// wait lets what is typed wait for the result of a command that opens another screen or changes what this one shows, so that no
// key reaches a screen that is about to go.
func (m *Model) wait(cmd tea.Cmd) tea.Cmd {
	m.waiting = true
	return cmd
}

// arrived ends the waiting: it says what went wrong, if anything did, and types what was typed meanwhile. Where the run with which
// the program was to open is not there, the first screen shows.
func (m *Model) arrived(err error) tea.Cmd {
	typed := m.typed
	m.waiting, m.typed = false, nil
	if s, ok := m.screen.(*homeScreen); ok {
		s.blank = false
	}
	if err != nil {
		m.complain(err)
		return nil
	}
	var cmds []tea.Cmd
	for _, msg := range typed {
		_, cmd := m.Update(msg)
		cmds = append(cmds, cmd)
	}
	return tea.Batch(cmds...)
}
