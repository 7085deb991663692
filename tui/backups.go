package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// backups is how many backups still hold what was deleted, whether there are no others, and why that is not known where it is not.
type backups struct {
	n   int
	all bool
	err error
}

// backupsWith counts the backups that hold what was deleted, where it was.
func backupsWith(s Store, id string, deleted error) (b backups) {
	if deleted == nil || checks.CodeOf(deleted) == checks.CodeTextRemains {
		b.n, b.all, b.err = s.CountBackups([]string{id})
	}
	return b
}

// backupsScreen asks below a list whether the backups that still hold what was deleted from it shall go too.
type backupsScreen struct {
	still
	*ground
	list screen
	id   string // of what was deleted
	backups
}

func (s *backupsScreen) help() string    { return "help.backups" }
func (s *backupsScreen) heading() string { return s.list.heading() }

func (s *backupsScreen) keys() []key.Binding { return []key.Binding{s.yes(), askKeys.no} }

// press removes backups only on a plain yes.
func (s *backupsScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, askKeys.yes), matches(k, s.yes()):
		return dropBackups{s.id}
	case matches(k, askKeys.no):
		return keepBackups{s.list}
	}
	return nil
}

func (s *backupsScreen) draw(p *page) {
	message := "backups.left"
	if s.all {
		message = "backups.left.all"
	}
	ask := wrapped(s.theme.Now, s.say.N(message, s.n), textWidth(p.w))
	above := newPage(s.ground, p.w, p.h-len(ask)-1)
	s.list.draw(above)
	p.add(above.lines[:min(len(above.lines), above.h)]...)
	p.gap()
	p.add(ask...)
}

// dropBackups removes the backups that hold what was deleted.
type dropBackups struct{ id string }

func (dropBackups) isAction() {}

// keepBackups returns to the list, and leaves the backups as they are.
type keepBackups struct{ list screen }

func (keepBackups) isAction() {}

// backupsDroppedMsg is what came of [dropBackups].
type backupsDroppedMsg struct{ err error }

func removeBackups(s Store, id string) tea.Cmd {
	return func() tea.Msg { return backupsDroppedMsg{s.RemoveBackupsOf([]string{id})} }
}

// deletedFrom says that something is gone from a list, which is open, and asks about the backups that still hold it. What was
// typed ahead was no answer to that.
func (m *Model) deletedFrom(list screen, id string, b backups, remains error) {
	m.note = m.say.T("past.deleted")
	switch {
	case b.err != nil:
		what, _ := m.say.Error(b.err)
		m.note, m.alarm = m.note+" "+m.say.T("backups.unknown")+" "+what, true
	case b.n > 0:
		m.screen, m.typed = &backupsScreen{ground: m.ground, list: list, id: id, backups: b}, nil
	}
	if remains != nil {
		m.complain(remains)
	}
}

func (m *Model) backupsDropped(msg backupsDroppedMsg) tea.Cmd {
	if s, ok := m.screen.(*backupsScreen); ok {
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

// backedUp says where there is no backup of what is saved. Whoever wanted to leave sees that first.
func (m *Model) backedUp(msg backedUpMsg) tea.Cmd {
	if msg.err != nil && !m.ending {
		m.leaving = staying
		m.complain(msg.err)
		if code := checks.CodeOf(msg.err); code != checks.CodeNoBackup && code != checks.CodeBackupFolder { // which say so themselves
			m.note = m.say.T("backups.none-made") + " " + m.note
		}
	}
	return m.ranErrand()
}
