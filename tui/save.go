package tui

import (
	"errors"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// changed counts a change of the run and saves it with what is being typed, or lets the save that is under way be followed by another.
func (m *Model) changed() tea.Cmd {
	if s, ok := m.stage(); ok {
		s.keepDraft()
	}
	if m.session.changes++; m.session.flow.IsCorrecting() {
		m.session.FindBaseline()
	}
	return m.save()
}

// save starts writing the latest state, unless all is written or a write is under way.
func (m *Model) save() tea.Cmd {
	s := m.session
	if s == nil || s.writing || s.conflict || s.safe() {
		return nil
	}
	return m.write()
}

// write writes the run as it is now.
func (m *Model) write() tea.Cmd {
	s := m.session
	s.writing, s.withText, s.drafted = true, s.drafted, false
	r, number := s.flow.Stored(), s.changes
	return func() tea.Msg {
		err := s.saver.save(r)
		if checks.CodeOf(err) != checks.CodeConflict {
			return result(func(m *Model) tea.Cmd { return m.saved(s, number, r.IsFinished(), err) })
		}
		theirs, _, none := s.saver.store.Run(r.ID)
		return result(func(m *Model) tea.Cmd {
			s.theirs, s.gone = theirs, checks.CodeOf(none) == checks.CodeNotFound
			return m.saved(s, number, r.IsFinished(), err)
		})
	}
}

// saver writes one run, one state at a time, each over the revision it wrote before.
type saver struct {
	store    Store
	mu       sync.Mutex
	revision uint64
}

func (s *saver) save(r checks.Run) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	revision, err := s.store.SaveRun(r, s.revision)
	if err == nil {
		s.revision = revision
	}
	return err
}

// saved takes the result of a save in: of a run, finished or not, up to the change with a number. That of a session which was given up
// since is of no interest any more.
func (m *Model) saved(s *session, number int, finished bool, err error) tea.Cmd {
	if s != m.session {
		return nil
	}
	same, onlyClock := s.saved == s.changes, s.safe() && !s.withText
	if s.writing, s.failed = false, err; err == nil {
		s.saved, s.kept = number, true
		m.noteFinish(finished)
	}
	switch conflict := checks.CodeOf(err) == checks.CodeConflict; {
	case err == nil, conflict && onlyClock:
		finished = finished && err == nil
		due := finished && !s.backedUp // once the run is on disk as a finished one
		if s.failed, s.backedUp = nil, finished; due {
			return tea.Batch(m.backUp(), m.sync(), m.afterSave())
		}
		return m.afterSave()
	case conflict && same && m.leaving == staying: // only what is being typed was to be saved: the next change of the run will meet the conflict
		s.failed, s.drafted = nil, true
		return nil
	case conflict && m.ending:
		return m.part(tea.QuitMsg{}) // Close keeps both
	case conflict:
		m.showConflict()
		return nil
	}
	return m.saveFailed()
}

// showConflict lets the person choose what holds. What was typed ahead was meant for another screen.
func (m *Model) showConflict() {
	m.settle()
	m.session.conflict, m.session.drafted = true, true
	m.leaving, m.overlay = staying, nil
	m.waiting, m.queue = false, nil
	m.screen = &conflictScreen{stageBase{context: m.context, run: m.session}, widget.List{At: -1}}
}

// retryAfter is how long a save that failed waits for the next try.
const retryAfter = 2 * time.Second

// saveFailed lets the run go on and tries again a little later; nobody leaves it unsaved without a word.
func (m *Model) saveFailed() tea.Cmd {
	s := m.session
	s.drafted = true
	if m.leaving == leavingRun {
		m.leaving = staying
	}
	m.waiting, m.queue = false, nil
	if s.retrying {
		return nil
	}
	s.retrying = true
	return m.opts.Tick(retryAfter, func(time.Time) tea.Msg {
		return result(func(m *Model) tea.Cmd {
			s.retrying = false
			if s != m.session {
				return nil
			}
			return m.save()
		})
	})
}

// afterSave writes what came meanwhile, and then does what waited for it.
func (m *Model) afterSave() tea.Cmd {
	if !m.session.safe() {
		return m.save()
	}
	switch m.leaving {
	case staying:
	case leavingProgram:
		return m.quit()
	case leavingRun:
		team := m.session.flow.Run().Team
		m.leaving, m.session = staying, nil
		s, home := m.opts.Store, m.readHome(team, true)
		return func() tea.Msg {
			s.Sweep()
			return home()
		}
	}
	return nil
}

// Close saves what the program had not saved when it ended, for whatever reason it did. A run that another program changed
// meanwhile stays, and this one is saved beside it.
func (m *Model) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.opts.Store.Sweep()
	return errors.Join(m.closeRun(), m.closeChange())
}

// closeRun saves the open run, if there is one.
func (m *Model) closeRun() error {
	s := m.session
	if s == nil {
		return nil
	}
	if m.settle(); s.safe() && !s.writing {
		return nil
	}
	err := s.saver.save(s.flow.Stored())
	switch checks.CodeOf(err) {
	case checks.CodeConflict:
		if s.safe() && !s.withText {
			return nil // only the clock had gone on
		}
		_, err = m.opts.Store.SaveRun(m.ownCopy(), 0)
		err = m.kept(SavedBesideRun, err)
	case checks.CodeGone:
		_, err = m.opts.Store.SaveRun(s.flow.Stored(), 0)
		err = m.kept(SavedAnew, err)
	}
	if err != nil {
		return err
	}
	s.saved, s.drafted, s.writing = s.changes, false, false
	m.noteFinish(s.flow.Run().IsFinished())
	if s.flow.Run().IsFinished() && !s.backedUp {
		return m.opts.Store.BackUp()
	}
	return nil
}

// noteFinish notes whether the open run is on disk as one that was finished while it was open.
func (m *Model) noteFinish(finished bool) {
	switch r := m.session.flow.Run(); {
	case m.session.flow.IsCorrecting():
	case finished:
		m.finished = r.ID
	case m.finished == r.ID:
		m.finished = ""
	}
}

// Finished returns the id of the run that was finished last while the program was open, "" for none.
func (m *Model) Finished() string { return m.finished }

// SavedBeside is what Close had to save beside what another program wrote of it.
type SavedBeside string

// What can be kept so; the zero SavedBeside is nothing.
const (
	SavedBesideRun    SavedBeside = "run"
	SavedBesideStory  SavedBeside = "story"
	SavedBesideAction SavedBeside = "action"
	SavedAnew         SavedBeside = "anew" // in a new file, where the one before was gone
)

// kept notes what was saved beside another, unless that failed.
func (m *Model) kept(what SavedBeside, err error) error {
	if err == nil {
		m.beside = what
	}
	return err
}

// SavedAsTyped tells whether Close saved what was being typed outside a run, as far as it was typed.
func (m *Model) SavedAsTyped() bool { return m.savedTyped }

// SavedBeside returns what Close had to save beside what another program wrote of it.
func (m *Model) SavedBeside() SavedBeside { return m.beside }

// inBackground begins a command beside what the person does. The program does not end before its result is there, unless somebody asks
// for that twice.
func (m *Model) inBackground(cmd tea.Cmd) tea.Cmd {
	m.background++
	return cmd
}

// backgroundDone ends such a command, and with the last one the program where somebody wanted to leave it.
func (m *Model) backgroundDone() tea.Cmd {
	m.background--
	if m.leaving == leavingProgram && m.background == 0 {
		return m.leave(leavingProgram)
	}
	return nil
}

// quit ends the program, or lets a change outside the run, or the commands in the background, end it.
func (m *Model) quit() tea.Cmd {
	switch m.leaving = leavingProgram; {
	case m.applying != nil:
		return nil
	case m.background == 0:
		return m.part(tea.QuitMsg{})
	}
	m.note, m.alarm = m.say.T("errand.wait"), false
	return nil
}
