package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// left is how many backups still hold what was deleted, and why that is not known where it is not.
type left struct {
	n   int
	err error
}

// leftIn counts the backups that hold what was deleted, where it was.
func leftIn(s Store, id string, deleted error) (l left) {
	if deleted == nil || checks.CodeOf(deleted) == checks.CodeTextRemains {
		l.n, l.err = s.CountBackups([]string{id})
	}
	return l
}

// leftScreen asks below a list whether the backups that still hold what was deleted from it shall go too.
type leftScreen struct {
	still
	*ground
	list screen
	id   string // of what was deleted
	n    int
}

func (s *leftScreen) help() string    { return "help.backups" }
func (s *leftScreen) heading() string { return s.list.heading() }

func (s *leftScreen) keys() []key.Binding { return []key.Binding{s.yes(), askKeys.no} }

// press removes backups only on a plain yes.
func (s *leftScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, askKeys.yes), matches(k, s.yes()):
		return dropBackups{s.id}
	case matches(k, askKeys.no):
		return goBack{s.list}
	}
	return nil
}

func (s *leftScreen) draw(p *page) {
	ask := wrapped(s.theme.Now, s.say.N("backups.left", s.n), textWidth(p.w))
	above := newPage(s.ground, p.w, p.h-len(ask)-1)
	s.list.draw(above)
	p.add(above.lines[:min(len(above.lines), above.h)]...)
	p.gap()
	p.add(ask...)
}

// dropBackups removes the backups that hold what was deleted.
type dropBackups struct{ id string }

func (dropBackups) isAction() {}

// backupsDroppedMsg is what came of [dropBackups].
type backupsDroppedMsg struct{ err error }

func removeBackups(s Store, id string) tea.Cmd {
	return func() tea.Msg { return backupsDroppedMsg{s.RemoveBackupsOf([]string{id})} }
}

// deletedFrom says that something is gone from a list, which is open, and asks about the backups that still hold it. What was
// typed ahead was no answer to that.
func (m *Model) deletedFrom(list screen, id string, l left, remains error) {
	m.note = m.say.T("past.deleted")
	switch {
	case l.err != nil:
		what, _ := m.say.Error(l.err)
		m.note, m.alarm = m.note+" "+m.say.T("backups.unknown")+" "+what, true
	case l.n > 0:
		m.screen, m.typed = &leftScreen{ground: m.ground, list: list, id: id, n: l.n}, nil
	}
	if remains != nil {
		m.complain(remains)
	}
}

func (m *Model) backupsDropped(msg backupsDroppedMsg) tea.Cmd {
	if s, ok := m.screen.(*leftScreen); ok {
		m.screen = s.list
	}
	if msg.err == nil {
		m.note = m.say.T("backups.dropped")
	}
	return m.arrived(msg.err)
}

// backedUpMsg is what came of the backup of a run that was finished.
type backedUpMsg struct{ err error }

func backUp(s Store) tea.Cmd {
	return func() tea.Msg { return backedUpMsg{s.BackUp()} }
}

// backUpFinished has a backup made once a run is on disk as a finished one.
func (m *Model) backUpFinished(finished bool) tea.Cmd {
	s := m.session
	due := finished && !s.backedUp
	if s.backedUp = finished; !due {
		return nil
	}
	return m.errand(backUp(m.opts.Store))
}

// backedUp says where there is no backup of what is saved. Whoever wanted to leave sees that first.
func (m *Model) backedUp(msg backedUpMsg) tea.Cmd {
	if msg.err != nil && !m.ending {
		m.leaving = staying
		m.complain(msg.err)
		if checks.CodeOf(msg.err) != checks.CodeNoBackup { // which says so itself
			m.note = m.say.T("backups.none-made") + " " + m.note
		}
	}
	return m.ranErrand()
}
