package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/settings"
	"emptychair/tui/theme"
)

// Store is what the program needs of a store. Each method is one transaction, safe to call from several goroutines, and
// returns a [checks.Error] when it fails. Text that it returns is clean, as [checks.Clean] leaves it.
type Store interface {
	// Snapshot reads all that is kept of a team, "" for the one used last. A team of which nothing is kept is no error.
	Snapshot(team string) (checks.Snapshot, error)
	// Run reads one run and the revision under which it is stored.
	Run(id string) (checks.Run, uint64, error)
	// SaveRun writes a run over the revision it was read or written under last, 0 for a new run, and returns the new one. What
	// the run says at its look back is said of the actions and complaints themselves with the same write.
	// The run is durable when it returns. Another revision in the file is a conflict, and nothing is written.
	SaveRun(run checks.Run, revision uint64) (uint64, error)
	// Sweep removes what saves of an unfinished run leave behind, which tells the order of its hidden answers, once somebody leaves the run.
	Sweep()
	// DeleteRun removes a run with all that belongs to it.
	DeleteRun(id string) error
	// BackUp makes a copy of the file beside it, as is done when a run is finished. It is [checks.CodeNoBackup] where that cannot
	// be written.
	BackUp() error
	// CountBackups tells how many backups hold anything that has one of these ids, and whether there are no others.
	CountBackups(ids []string) (n int, all bool, err error)
	// RemoveBackupsOf removes these backups.
	RemoveBackupsOf(ids []string) error
	// Runs lists the runs of a team, of all teams for "", latest first.
	Runs(team string) ([]checks.Run, error)
	// MarkChanging remembers whether a team's people change from run to run.
	MarkChanging(team string, changing bool) error
	// MarkLeadership remembers whether a team is one that leads others.
	MarkLeadership(team string, leadership bool) error
	// Actions lists the actions of a team's finished runs and those made between runs, of all teams for "", in the order of
	// [checks.SortDue].
	Actions(team string) ([]checks.Action, error)
	// SaveAction puts now in place of was, or adds it as an action between runs where was is zero. Another one in the file than
	// was is a conflict, and nothing is written.
	SaveAction(was, now checks.Action) error
	// Stories lists the stories of a team, of all teams for "", in the order of [checks.SortStories].
	Stories(team string) ([]checks.Story, error)
	// SaveStory puts now in place of was, or adds it where was is zero. Another one in the file than was is a conflict, and
	// nothing is written.
	SaveStory(was, now checks.Story) error
	// DeleteStory removes a story, and its text from the file.
	DeleteStory(id string) error
	// DeleteAction removes an action, of a run or, for "", one that was made between runs, and its text from the file.
	DeleteAction(id, of string) error
	// ChangeSettings remembers other settings. Change may be called more than once.
	ChangeSettings(change func(*checks.Settings)) error
	// Drafts returns what was being typed outside runs when a program was killed, by its place.
	Drafts() map[string]string
	// KeepDraft keeps what is being typed at a place until it is saved or left, when "" forgets it. With what a line of its place is about, by
	// its id or its name, it is deleted.
	KeepDraft(place, text string) error
	// Unreadable is how many records the reads so far met that cannot be read. Such a record hides itself alone: it is left out of all
	// that is read, unless it is what was asked for by its id. It waits for nothing.
	Unreadable() int
}

// action is what a screen asks of the root, nil for nothing. It returns what waits for the store.
type action func(*Model) tea.Cmd

// result is the message of a command: what it came to, for the root to take in. One that comes too late finds by its session, its
// screen or its number that nobody waits for it, and does nothing.
type result func(*Model) tea.Cmd

// command does work beside the program, and has the root take in what it came to.
func command[T any](work func() (T, error), take func(m *Model, v T, err error) tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		v, err := work()
		return result(func(m *Model) tea.Cmd { return take(m, v, err) })
	}
}

// after reads from the store while keys wait, and goes on with what was read. What cannot be read is said.
func after[T any](read func(Store) (T, error), then func(m *Model, v T) tea.Cmd) action {
	return func(m *Model) tea.Cmd {
		s := m.opts.Store
		return m.wait(command(func() (T, error) { return read(s) }, func(m *Model, v T, err error) tea.Cmd {
			if err != nil {
				return m.stopWaiting(err)
			}
			m.waiting = false
			cmd := then(m, v)
			if m.waiting { // for something else that has to be read
				return cmd
			}
			return tea.Batch(cmd, m.stopWaiting(nil))
		}))
	}
}

// open reads from the store what a screen shows, and opens that screen.
func open[T any](read func(Store) (T, error), screen func(*Model, T) screen) action {
	return after(read, func(m *Model, v T) tea.Cmd {
		m.screen = screen(m, v)
		return nil
	})
}

// do carries out what a screen asks for, and keeps what is typed so that the next save holds it.
func (m *Model) do(a action) tea.Cmd {
	if a != nil {
		if cmd := a(m); cmd != nil {
			return cmd
		}
	}
	if s, ok := m.stage(); ok {
		m.session.drafted = s.keepDraft() || m.session.drafted
	}
	return nil
}

// wait lets what is typed wait for the result of a command that opens another screen or changes what this one shows, so that no
// key reaches a screen that is about to go.
func (m *Model) wait(cmd tea.Cmd) tea.Cmd {
	m.waiting = true
	return cmd
}

// stopWaiting ends the waiting: it says what went wrong, if anything did, and types what was typed meanwhile. Where the run with which
// the program was to open is not there, the first screen shows.
func (m *Model) stopWaiting(err error) tea.Cmd {
	typed := m.queue
	m.waiting, m.queue, m.opening = false, nil, false
	if err != nil {
		m.complain(err)
		return nil
	}
	var cmds []tea.Cmd
	for _, msg := range typed {
		cmds = append(cmds, m.take(msg))
	}
	return tea.Batch(cmds...)
}

// leaveProgram ends the program once all is on disk.
func leaveProgram(m *Model) tea.Cmd { return m.leave(leavingProgram) }

// show shows a screen.
func show(s screen) action {
	return func(m *Model) tea.Cmd {
		m.screen = s
		return nil
	}
}

// notify shows a notice.
func notify(note string) action {
	return func(m *Model) tea.Cmd {
		m.note = note
		return nil
	}
}

// copied hands a text to the terminal for its clipboard, and says so.
func copied(text, note string) action {
	return func(m *Model) tea.Cmd {
		m.note = note
		return tea.SetClipboard(text)
	}
}

// refuse shows what an error says, and is nil where there is none.
func refuse(err error) action {
	if err == nil {
		return nil
	}
	return func(m *Model) tea.Cmd {
		m.complain(err)
		return nil
	}
}

// confirm does it at once, or, where it loses something, on the second press in a row; the first one shows the note that says what.
func confirm(loses bool, note string, do func() action) action {
	if !loses {
		return do()
	}
	return func(m *Model) tea.Cmd {
		if !m.confirmed(note) {
			return nil
		}
		return m.do(do())
	}
}

// confirmed tells whether a note stood when the last key was pressed, long enough to be read, and shows it where it did not.
func (m *Model) confirmed(note string) bool {
	if m.noteBefore == note && !m.hasty {
		return true
	}
	m.note = note
	return false
}

// drop leaves what is typed; where it was changed esc asks first.
func (g *context) drop(changed bool, leave func() action) action {
	return confirm(changed, g.say.T("entry.drop"), leave)
}

// changed saves the run and shows a notice, if there is one; where err says that nothing was changed it shows that.
func changed(note string, err error) action {
	if err != nil {
		return refuse(err)
	}
	return func(m *Model) tea.Cmd {
		m.note = note
		return m.changed()
	}
}

// moveTo opens the stage at a place of the run; before the first one is the way out.
func moveTo(place int) action {
	return func(m *Model) tea.Cmd {
		m.settle()
		if s, ok := m.stage(); ok {
			m.session.drafted = s.keepDraft() || m.session.drafted
		}
		if place < 0 {
			return m.leave(leavingRun)
		}
		m.session.flow.Go(place)
		m.showStage()
		if m.session.flow.IsCorrecting() {
			return m.save() // where a finished run stands is nothing that it says
		}
		return m.changed()
	}
}

// goOn opens the next stage, as enter does where there is nothing else to do. It is nothing that happens to whoever presses once too often.
func (s stageBase) goOn() action {
	return deliberate(moveTo(s.run.flow.At() + 1))
}

// deliberate is what an enter does that was not pressed in haste.
func deliberate(a action) action {
	return func(m *Model) tea.Cmd {
		if m.hasty {
			return nil
		}
		return a(m)
	}
}

// goHome leaves the run, which can be resumed, and shows the first screen.
func goHome(team string) action {
	return func(m *Model) tea.Cmd {
		if m.session != nil {
			return m.leave(leavingRun)
		}
		return m.wait(m.readHome(team, true))
	}
}

// readHome reads what the first screen shows of a team, or of the one used last where nothing is kept of the team any more; show
// tells whether that screen is to be opened with it.
func (m *Model) readHome(team string, show bool) tea.Cmd {
	s := m.opts.Store
	return command(func() (checks.Snapshot, error) {
		t, err := s.Snapshot(team)
		if err == nil && t.Team != "" && !slices.Contains(t.Teams, t.Team) {
			t, err = s.Snapshot("")
		}
		return t, err
	}, func(m *Model, home checks.Snapshot, err error) tea.Cmd {
		if err == nil {
			m.home, m.year = home, home.Year
		}
		if show {
			m.screen = newHomeScreen(m.context, m.home)
		}
		return m.stopWaiting(err)
	})
}

// speak changes the language of the program, on a screen that puts its words into it.
func speak(code string, relabel func()) action {
	return func(m *Model) tea.Cmd {
		m.prefer(settings.Named(settings.Language), code)
		relabel()
		return m.saveLanguage()
	}
}

// prefer lets a setting hold from now on, whatever the call of the program asked for.
func (m *Model) prefer(s settings.Setting, code string) {
	s.Set(&m.home.Settings, code)
	delete(m.opts.Settings.Options, s.Name)
	delete(m.opts.Settings.Variables, s.Name)
	m.dress()
}

// dress puts on the words and the looks that the settings say.
func (m *Model) dress() {
	said, now := m.opts.Settings, m.home.Settings
	m.theme = theme.New(said.Code(settings.Theme, now), m.backdrop, m.opts.Colours)
	m.signs, m.ascii, m.year = theme.Unicode, said.Code(settings.Signs, now) == settings.ASCII, now.Year
	m.say = lang.New(said.Code(settings.Language, now))
	if m.ascii {
		m.signs, m.say = theme.ASCII, m.say.ASCII()
	}
	m.texts = content.In(m.say.Code())
}

func (m *Model) saveLanguage() tea.Cmd {
	s, code := m.opts.Store, m.say.Code()
	return func() tea.Msg {
		err := s.ChangeSettings(func(settings *checks.Settings) { settings.Language = code })
		return result(func(m *Model) tea.Cmd {
			m.complain(err)
			return nil
		})
	}
}
