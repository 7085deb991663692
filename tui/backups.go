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
		return s.drop()
	case matches(k, askKeys.no):
		return func(m *Model) tea.Cmd {
			m.screen, m.note = s.list, s.say.T("backups.kept")
			return nil
		}
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

// drop removes the backups that hold what was deleted, and returns to the list.
func (s *backupsScreen) drop() action {
	return alter(&change{write: func(st Store) error { return st.RemoveBackupsOf([]string{s.id}) }, took: func(m *Model, err error) tea.Cmd {
		m.screen = s.list
		if err == nil {
			m.note = m.say.T("backups.dropped")
		}
		return m.arrived(err)
	}})
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

// backUp makes a backup of a run that was finished, and says where there is none of what is saved. Whoever wanted to leave sees that
// first.
func (m *Model) backUp() tea.Cmd {
	s := m.opts.Store
	return m.errand(func() tea.Msg {
		err := s.BackUp()
		return result(func(m *Model) tea.Cmd {
			if err != nil && !m.ending {
				m.leaving = staying
				m.complain(err)
				if code := checks.CodeOf(err); code != checks.CodeNoBackup && code != checks.CodeBackupFolder { // which say so themselves
					m.note = m.say.T("backups.none-made") + " " + m.note
				}
			}
			return m.ranErrand()
		})
	})
}
