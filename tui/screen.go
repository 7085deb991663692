package tui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// screen is one full page of the program. Its methods are called by the root only.
type screen interface {
	// press answers a key, paste a pasted text that is already clean. Both change the screen and return what the root shall
	// do, or nil.
	press(k tea.KeyPressMsg) action
	paste(text string) action
	// draw fills p; it changes nothing.
	draw(p *widget.Canvas)
	// heading is what the header says of the screen.
	heading() string
	// keys are the bindings that hold now, the most important first.
	keys() []key.Binding
	// typing tells whether a text field has the keyboard, so that letters are text.
	typing() bool
	// help is the id of the message that says what the screen is for.
	help() string
}

// noText is the part of a screen that takes no text.
type noText struct{}

func (noText) paste(string) action { return nil }
func (noText) typing() bool        { return false }

// stage is a screen of the run that is open.
type stage interface {
	screen
	// covered tells whether something is open over the stage that has the keys: a list to pick from, or a question.
	covered() bool
	// holdsText tells whether a text is being typed that is not part of the run yet.
	holdsText() bool
	// keepDraft puts such a text into the run as a draft, and tells whether it is another than before.
	keepDraft() bool
	// settle takes such a text over as if it had been kept, before the stage is left without a word, and tells whether the run
	// changed.
	settle() bool
	// undone takes in what undo or redo changed under the stage; moved tells whether it led here from another one.
	undone(moved bool)
}

// stageBase is what the stages have in common: the run, stories that can be open over it, and nothing typed.
type stageBase struct {
	*context
	run     *session
	stories *storyList // to take one from, nil while it is closed
}

// moveBy goes to another stage where a key leads to one. While a text has the keyboard only the page keys and esc do.
func (s stageBase) moveBy(k tea.KeyPressMsg, typing bool) action {
	switch at := s.run.flow.At(); {
	case matches(k, runKeys.next), !typing && matches(k, runKeys.forward):
		return moveTo(at + 1)
	case matches(k, runKeys.back):
		return moveTo(at - 1)
	case matches(k, runKeys.previous), !typing && matches(k, runKeys.backward):
		return moveTo(max(at-1, 0))
	}
	return nil
}

// pressStories answers a key while the stories are open; take is given the text of the one that is chosen, and ok is false where
// something else is.
func (s *stageBase) pressStories(k tea.KeyPressMsg, take func(text string, ok bool) action) action {
	switch list := s.stories; {
	case matches(k, pickKeys.back):
		s.stories = nil
	case list.press(k):
		s.stories = nil
		return take(list.taken())
	default:
		return s.moveBy(k, true)
	}
	return nil
}

func (s stageBase) covered() bool { return s.stories != nil }
func (stageBase) holdsText() bool { return false }
func (stageBase) keepDraft() bool { return false }
func (stageBase) settle() bool    { return false }
func (stageBase) undone(bool)     {}

// pending is a screen between runs on which something was typed that is not saved yet.
type pending interface {
	// unsaved is what would be saved of it, nil where there is nothing or it would be refused.
	unsaved() *change
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

// open reads from the store what a screen shows at a moment, and opens that screen.
func open[T any](read func(s Store, now time.Time) (T, error), screen func(*Model, T) screen) action {
	return func(m *Model) tea.Cmd {
		s, now := m.opts.Store, m.now
		return m.wait(command(func() (T, error) { return read(s, now) }, func(m *Model, v T, err error) tea.Cmd {
			if err == nil {
				m.screen = screen(m, v)
			}
			return m.stopWaiting(err)
		}))
	}
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
		_, cmd := m.Update(msg)
		cmds = append(cmds, cmd)
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

// notify shows a notice; refuse shows what an error says.
func notify(note string) action {
	return func(m *Model) tea.Cmd {
		m.note = note
		return nil
	}
}

func refuse(err error) action {
	return func(m *Model) tea.Cmd {
		m.complain(err)
		return nil
	}
}

// refuseIf is nothing to do, or refuse where a field had no room.
func refuseIf(err error) action {
	if err != nil {
		return refuse(err)
	}
	return nil
}

// changed saves the run and shows a notice, if there is one; where err says that nothing was changed it shows that.
func changed(note string, err error) action {
	if err != nil {
		return refuse(err)
	}
	return func(m *Model) tea.Cmd {
		m.note = note
		if s, ok := m.stage(); ok {
			s.keepDraft()
		}
		return m.changed()
	}
}

// moveTo opens the stage at a place of the run; before the first one is the way out.
func moveTo(place int) action {
	return func(m *Model) tea.Cmd {
		m.settle()
		if s, ok := m.stage(); ok {
			s.keepDraft()
		}
		if place < 0 {
			return m.leave(leavingRun)
		}
		m.session.flow.Go(place)
		m.showStage()
		return m.changed()
	}
}

// HomeRuns is how many finished runs the first screen asks for at most: so many that the run of last quarter is among them even
// where somebody goes through the check alone every week.
const HomeRuns = 16

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
	return command(func() (checks.Home, error) {
		t, err := s.Snapshot(team)
		if err == nil && t.Team != "" && !slices.Contains(t.Teams, t.Team) {
			t, err = s.Snapshot("")
		}
		return t.Home(HomeRuns), err
	}, func(m *Model, home checks.Home, err error) tea.Cmd {
		if err == nil {
			m.home = home
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
		m.speak(code)
		relabel()
		return m.saveLanguage()
	}
}

func (m *Model) saveLanguage() tea.Cmd {
	s, code := m.opts.Store, m.say.Code()
	return func() tea.Msg {
		err := s.SaveLanguage(code)
		return result(func(m *Model) tea.Cmd {
			m.complain(err)
			return nil
		})
	}
}
