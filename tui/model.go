package tui

import (
	"cmp"
	"sync"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/settings"
	"emptychair/tui/theme"
)

// Model is the root of the program.
type Model struct {
	mu sync.Mutex // for whoever closes the program while its terminal takes nothing and its loop may go on
	*context
	opts   Options
	width  int
	height int

	screen  screen
	opening bool   // a run is about to open, and nothing is drawn until then
	overlay screen // over the other one, which its keys close: help or the empty chair, nil for none
	home    checks.Snapshot
	session *session // the open run, nil outside a run
	missing int      // records that the store could not read

	waiting bool      // for a command that opens another screen or changes what this one shows
	queue   []tea.Msg // what was typed while waiting

	note       string // what the last key led to, gone with the next key
	noteBefore string // the one that stood when the last key was pressed
	alarm      bool   // the note says what went wrong
	leaving    leaving
	finished   string      // id of the run that was finished last and is on disk so, "" for none
	place      string      // of the draft that is being typed, "" for none
	demo       bool        // the demo is to follow
	savedTyped bool        // what was being typed outside a run was saved as it stood
	beside     SavedBeside // what was saved beside another program's
	ending     bool        // the system wants the program to end, whatever there is to ask
	ticking    bool

	lastEnter time.Time // when enter was pressed last
	hasty     bool      // it follows another one too fast to be meant for a step that nobody has seen

	background int    // that are under way beside what the person does
	applying   change // outside a run, nil while none is under way
}

// leaving is what happens as soon as the open run is safe on disk.
type leaving int

const (
	staying leaving = iota
	leavingRun
	leavingProgram
)

// New returns the program as it opens.
func New(o Options) *Model {
	if o.Tick == nil {
		o.Tick = tea.Tick
	}
	if o.Part == nil {
		o.Part = func() {}
	}
	if o.Pressed == nil {
		o.Pressed = o.Now
	}
	o.Call = cmp.Or(o.Call, "emptychair")
	typed := &drafts{texts: o.Store.Drafts(), store: o.Store, waiting: map[string]string{}}
	m := &Model{opts: o, context: &context{backdrop: o.Background, now: o.Now(), drafts: typed}}
	m.body = m.bodySize
	m.home, m.missing, m.note = o.Home, o.Store.Unreadable(), o.Note
	m.dress()
	m.screen = newHomeScreen(m.context, m.home)
	m.opening = o.Start.Resume != nil || o.Start.Begin != nil
	return m
}

// Init asks for what the first frame does not need.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{tea.RequestBackgroundColor, measureWidths, m.sync()}
	switch start := m.opts.Start; {
	case start.Resume != nil:
		cmds = append(cmds, openRun(*start.Resume, true, nil)(m))
	case start.Begin != nil:
		cmds = append(cmds, m.enterBegin(*start.Begin))
	}
	return tea.Batch(cmds...)
}

// measureWidths lets the library that draws make its table of widths while the first frame waits for its turn, and not in it.
func measureWidths() tea.Msg {
	ansi.StringWidthWc("●")
	return nil
}

// Update decides what a message leads to, one at a time.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m, tea.Batch(m.take(msg), m.keepTyped())
}

// take decides what a message leads to, also of one that waited.
func (m *Model) take(msg tea.Msg) tea.Cmd {
	m.missing = m.opts.Store.Unreadable() // what a read met is known with its answer
	if m.session == nil {
		m.catchUp()
	}
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		m.backdrop = theme.On(msg.IsDark())
		m.dress()
	case tea.ModeReportMsg:
		return m.recounted(msg)
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		return m.paste(msg.Content)
	case tea.ResumeMsg:
		m.now = m.opts.Now()
		m.sayPaused()
	case EndMsg:
		m.ending = true
		return m.leave(leavingProgram)
	case result:
		return msg(m)
	}
	return nil
}

// catchUp takes in how late it has become where no clock goes: on another day home says something else.
func (m *Model) catchUp() {
	was := checks.DayOf(m.now)
	m.now = m.opts.Now()
	if _, isHome := m.screen.(*homeScreen); isHome && checks.DayOf(m.now) != was {
		m.screen = newHomeScreen(m.context, m.home)
	}
}

// ticked lets the clock of the run go on. A pause of the whole program (suspended, asleep) costs the run no time. Once the time of a stage
// is up the bell rings, if that is asked for.
func ticked(now time.Time) result {
	return func(m *Model) tea.Cmd {
		passed := now.Sub(m.now)
		m.now = now
		if m.session == nil {
			m.ticking = false
			return nil
		}
		cmds := []tea.Cmd{m.tick()}
		switch s := m.session; {
		case s.flow.Run().IsFinished():
		case passed >= 3*time.Second:
			m.sayPaused()
		default:
			before := s.slot().Left
			s.flow.Spend(passed)
			if m.home.Bell && s.hasClock() && before > 0 && s.slot().Left <= 0 {
				cmds = append(cmds, tea.Raw("\a"))
			}
		}
		if m.session.failed == nil { // otherwise a save is being tried again anyway
			cmds = append(cmds, m.save())
		}
		return tea.Batch(cmds...)
	}
}

func (m *Model) tick() tea.Cmd {
	now := m.opts.Now
	return m.opts.Tick(time.Second, func(time.Time) tea.Msg { return ticked(now()) })
}

// complain shows what an error says, if there is one.
func (m *Model) complain(err error) {
	if err == nil {
		return
	}
	what, do := m.say.Error(err)
	m.note, m.alarm = what+" "+do, true
}

// EnterPause is how long after another one an enter leaves no step.
const EnterPause = 700 * time.Millisecond

// press answers a key: first those that hold everywhere, then those of the run, then those of the screen.
func (m *Model) press(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case m.leaving == leavingProgram:
		return m.pressWhileLeaving(k)
	case m.waiting && !matches(k, everywhere.leave):
		m.queue = append(m.queue, k)
		return nil
	}
	m.noteBefore, m.note, m.alarm = m.note, "", false
	if m.hasty = false; matches(k, runKeys.on) {
		before := m.lastEnter
		m.lastEnter = m.opts.Pressed()
		m.hasty = k.IsRepeat || m.lastEnter.Sub(before) < EnterPause
	}
	if m.session != nil {
		m.session.flow.SetToday(checks.DayOf(m.opts.Now()))
	}
	if cmd, ok := m.pressEverywhere(k); ok {
		return cmd
	}
	if s, ok := m.stage(); ok && !m.session.conflict {
		if cmd, ok := m.pressRun(k, s); ok {
			return cmd
		}
	}
	return m.do(m.screen.press(k))
}

// pressEverywhere answers the keys that hold on every screen, and all keys of a page that is open over it.
func (m *Model) pressEverywhere(k tea.KeyPressMsg) (tea.Cmd, bool) {
	_, onChair := m.overlay.(*chairScreen)
	switch {
	case matches(k, everywhere.leave):
		return m.leave(leavingProgram), true
	case matches(k, everywhere.suspend):
		return m.suspend(), true
	case tooSmall(m.width, m.height):
	case matches(k, everywhere.chair) && !onChair:
		chair := &chairScreen{context: m.context}
		if m.session != nil {
			chair.number = m.session.flow.At() // another question at each stage
		}
		m.overlay = chair
	case m.overlay != nil:
		return m.do(m.overlay.press(k)), true
	case matches(k, everywhere.f1), matches(k, everywhere.help) && !m.screen.typing():
		m.overlay = newHelpScreen(m.context, m.screen, m.keysEverywhere())
	default:
		return nil, false
	}
	return nil, true
}

// stage is the stage of the open run that shows; ok is false where something else does.
func (m *Model) stage() (s stage, ok bool) {
	s, ok = m.screen.(stage)
	return s, ok && m.session != nil
}

// inRun tells whether a stage of the open run shows, and no page beside it.
func (m *Model) inRun() bool {
	_, ok := m.stage()
	return ok
}

// pressRun answers the keys that hold at every stage of a run.
func (m *Model) pressRun(k tea.KeyPressMsg, s stage) (tea.Cmd, bool) {
	switch flow := m.session.flow; {
	case matches(k, runKeys.home):
		return m.leave(leavingRun), true
	case matches(k, runKeys.more) && m.session.hasClock():
		return m.addMinutes(), true
	case s.covered() || s.typing():
		return nil, false
	case matches(k, everywhere.undo):
		return m.travel(flow.UndoStage(), flow.Undo), true
	case matches(k, everywhere.redo):
		return m.travel(flow.RedoStage(), flow.Redo), true
	}
	return nil, false
}

// keysEverywhere are the keys that hold beside those of the screen. Undo and redo do so only at a stage of a run over which nothing is
// open, and where no text has the keyboard.
func (m *Model) keysEverywhere() (keys []key.Binding) {
	s, run := m.stage()
	if run && !s.covered() && !s.typing() {
		keys = append(keys, everywhere.undo, everywhere.redo)
	}
	if run {
		keys = append(keys, runKeys.home)
		keys = append(keys, when(m.session.hasClock(), runKeys.more)...)
	}
	help := everywhere.help
	if m.screen.typing() {
		help = everywhere.f1
	}
	if keys = append(keys, help, everywhere.chair); m.opts.Suspend != nil {
		keys = append(keys, everywhere.suspend)
	}
	return append(keys, everywhere.leave)
}

// bodySize is how large the body is that a screen is drawn in.
func (m *Model) bodySize() (w, h int) {
	l := newLayout(m.width, m.height)
	l.broad = isBroad(m.shown(), l)
	return l.bodyWidth(), l.bodyHeight(len(m.notice(l)))
}

func (m *Model) paste(text string) tea.Cmd {
	switch {
	case m.waiting:
		m.queue = append(m.queue, tea.PasteMsg{Content: text})
		return nil
	case m.overlay != nil, m.leaving == leavingProgram, tooSmall(m.width, m.height):
		return nil
	}
	m.note, m.alarm = "", false
	return m.do(m.screen.paste(checks.Clean(text)))
}

// suspend saves, and lets the shell take over until somebody brings the program back. Where nobody can it says so.
func (m *Model) suspend() tea.Cmd {
	nobody := result(func(m *Model) tea.Cmd {
		m.note = m.say.T("suspend.nobody")
		return m.save()
	})
	if m.opts.Suspend == nil {
		return nobody(m)
	}
	return tea.Sequence(m.save(), m.part(nil), tea.Exec(m.opts.Suspend, func(err error) tea.Msg {
		if err != nil {
			return nobody
		}
		return tea.ResumeMsg{}
	}))
}

// part leaves the terminal to somebody else: it waits for what is still to come from it, and then goes on with a message.
func (m *Model) part(then tea.Msg) tea.Cmd {
	wait := m.opts.Part
	return func() tea.Msg {
		wait()
		return then
	}
}

// settle loses nothing of what is typed when the screen is left without a word.
func (m *Model) settle() {
	if s, ok := m.stage(); ok && s.settle() {
		s.keepDraft() // of which nothing is left
		m.session.changes++
	}
}

// EndMsg asks the program to save and to end, as a signal does.
type EndMsg struct{}

// Options are what the program needs from outside.
type Options struct {
	Store    Store
	Now      func() time.Time // in the user's zone
	NewID    func() string    // a new id for a run or an action, never the same twice
	Settings settings.Call    // what options and variables ask for
	Call     string           // how the program is called on a command line for the same data, "" for its name alone
	Start    Start
	Home     checks.Snapshot // what the first screen shows
	Note     string          // what is said on it until the first key, "" for nothing
	Tick     Ticker          // tea.Tick where it is nil

	Background theme.Background     // of the terminal, until that answers
	Colours    colorprofile.Profile // that it shows, all of them where that is not known

	// Pressed says when a key is pressed; it is Now where it is nil.
	Pressed func() time.Time

	// Part waits until the terminal has answered what it was asked, before somebody else reads it. Nothing is waited for where it is nil.
	Part func()

	// Suspend stops the program, and returns when it goes on, or an error where nobody could bring it back and it was not stopped. It
	// is nil where that is known beforehand.
	Suspend tea.ExecCommand

	// Sync brings this machine and others to the same, over folders, and says in words what is new, "" for nothing, or what failed; nil
	// where there are no folders.
	Sync func(language string) (note string, failed bool)
	// Apart lists what was changed on several machines, and Settle lets the nth side of one hold, counted from 0.
	Apart  func(language string) ([]Apart, error)
	Settle func(id string, side int) error

	// Export writes a file under a name that is free, and never over another one, or returns a text for the clipboard. When it
	// fails it returns a [checks.Error]: [checks.CodeDenied] with the folder where nothing may be written into that.
	Export func(Export) (Exported, error)
}

// Ticker returns a command that waits and then returns a message, as tea.Tick does.
type Ticker func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
