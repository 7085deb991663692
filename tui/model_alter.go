package tui

import (
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// alter begins a change outside a run. The program does not end before its result is there.
func (m *Model) alter(cmd tea.Cmd) tea.Cmd {
	m.altering = cmd
	return m.wait(cmd)
}

// altered takes in what a change outside a run came to. Where somebody wants to leave the program that follows, unless the
// change did not work: that is shown first.
func altered[T tea.Msg](m *Model, msg T, err error, take func(T) tea.Cmd) tea.Cmd {
	if err != nil && m.ending {
		return tea.Quit // Close tries again
	}
	leave := m.leaving == leavingProgram && err == nil
	m.leaving, m.altering = staying, nil
	cmd := take(msg)
	if !leave {
		return cmd
	}
	return tea.Batch(cmd, m.leave(leavingProgram)) // what was typed ahead may have changed something again
}

// keepNote does what was to be changed outside a run and is not on disk when the program ends: a change that is under way once
// more, or what was typed and not kept.
func (m *Model) keepNote() error {
	cmd, typed := m.altering, false
	if p, ok := m.screen.(pending); ok && cmd == nil {
		cmd, typed = m.doNote(p.unsaved())
	}
	if cmd == nil {
		return nil
	}
	err := m.keepAltered(cmd())
	m.half = typed && err == nil
	return err
}

// keepAltered keeps what a change outside a run came to, whatever another program did meanwhile.
func (m *Model) keepAltered(msg tea.Msg) error {
	switch msg := msg.(type) {
	case storySavedMsg:
		return m.keepStory(msg)
	case actionSavedMsg:
		return m.keepAction(msg)
	case storyDeletedMsg:
		return unlessGone(msg.err)
	case runDeletedMsg:
		return unlessGone(msg.err)
	case backupsDroppedMsg:
		return msg.err
	case leadingMarkedMsg:
		return msg.err
	case teamMarkedMsg:
		return msg.err
	}
	return nil
}

// unlessGone is the error of a deletion, unless what was to be deleted was gone already.
func unlessGone(err error) error {
	if checks.CodeOf(err) == checks.CodeNotFound {
		return nil
	}
	return err
}

// keepStory keeps a story beside the one that another program made of it meanwhile, unless that is the same.
func (m *Model) keepStory(msg storySavedMsg) error {
	story := msg.asked.now
	switch {
	case checks.CodeOf(msg.err) != checks.CodeConflict:
		return msg.err
	case checks.Same(msg.fresh, story):
		return nil
	}
	story.ID = m.opts.NewID()
	return m.kept(KeptStory, m.opts.Store.SaveStory(checks.Story{}, story))
}

// keepAction is [Model.keepStory] for an action, which is one between runs then.
func (m *Model) keepAction(msg actionSavedMsg) error {
	a := msg.asked.now
	switch {
	case checks.CodeOf(msg.err) != checks.CodeConflict:
		return msg.err
	case msg.fresh == a:
		return nil
	}
	a.ID, a.Run = m.opts.NewID(), ""
	return m.kept(KeptAction, m.opts.Store.SaveAction(checks.Action{}, a))
}
