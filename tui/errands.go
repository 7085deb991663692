package tui

import tea "charm.land/bubbletea/v2"

// errand begins a command beside what the person does. The program does not end before its result is there, unless somebody asks
// for that twice.
func (m *Model) errand(cmd tea.Cmd) tea.Cmd {
	m.errands++
	return cmd
}

// ranErrand ends an errand, and with the last one the program where somebody wanted to leave it.
func (m *Model) ranErrand() tea.Cmd {
	m.errands--
	if m.leaving == leavingProgram && m.errands == 0 {
		return m.leave(leavingProgram)
	}
	return nil
}

// quit ends the program, or lets the errands under way end it.
func (m *Model) quit() tea.Cmd {
	if m.errands == 0 {
		return tea.Quit
	}
	m.leaving = leavingProgram
	m.note, m.alarm = m.say.T("errand.wait"), false
	return nil
}
