package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// writeExport makes a file, or a text for the clipboard.
type writeExport struct {
	what Export
	from *exportScreen
}

func (writeExport) isAction() {}

// exportedMsg is what came of [writeExport].
type exportedMsg struct {
	asked writeExport
	done  Exported
	err   error
}

// export has a file or a text made.
func export(write func(Export) (Exported, error), a writeExport) tea.Cmd {
	return func() tea.Msg {
		done, err := write(a.what)
		return exportedMsg{a, done, err}
	}
}

// exported says where the file went, or hands the text to the terminal, on whatever screen one is by now.
func (m *Model) exported(msg exportedMsg) tea.Cmd {
	msg.asked.from.took(msg.done, msg.err)
	rest := m.ranErrand()
	switch {
	case checks.CodeOf(msg.err) == checks.CodeDenied:
		m.note, m.alarm = m.say.T("export.denied", "Folder", subjectOf(msg.err)), true
	case msg.err != nil:
		m.complain(msg.err)
	case msg.asked.what.Format == "":
		if m.screen != msg.asked.from {
			m.note, m.alarm = msg.asked.from.copied()+" "+m.say.T("export.copied.unless"), false
		}
		return tea.Batch(tea.SetClipboard(msg.done.Markdown), rest)
	case m.screen != msg.asked.from:
		m.note, m.alarm = m.say.T("export.done")+" "+checks.CleanLine(msg.done.Path), false
	}
	return rest
}

// subjectOf is what an error is about.
func subjectOf(err error) string {
	var e *checks.Error
	errors.As(err, &e)
	return e.MessageSubject()
}
