package tui

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/checks/report/chart"
	"emptychair/checks/settings"
	"emptychair/tui/theme"
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

// stageBase is what the stages have in common: the run, and a text that is typed or stories that are open over the stage.
type stageBase struct {
	*context
	run     *session
	stories *storyList // to take one from, nil while it is closed
	entry   *textEntry // that is being typed, nil for none
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

func (s stageBase) heading() string { return s.title(s.run.flow.Stage().ID) }
func (s stageBase) covered() bool   { return s.stories != nil || s.entry != nil }
func (s stageBase) typing() bool    { return s.entry != nil }
func (s stageBase) holdsText() bool { return s.entry != nil }
func (stageBase) keepDraft() bool   { return false }
func (stageBase) settle() bool      { return false }
func (stageBase) undone(bool)       {}

func (s stageBase) paste(text string) action {
	if s.entry == nil {
		return nil
	}
	return refuse(s.entry.field.Paste(text))
}

// pressEntry types a text; enter keeps it, and esc asks before it drops what was changed.
func (s *stageBase) pressEntry(k tea.KeyPressMsg, keep func() action) action {
	switch {
	case matches(k, formKeys.cancel):
		return s.drop(s.entry.field.Value() != s.entry.was, func() action {
			s.entry = nil
			return nil
		})
	case matches(k, formKeys.keep):
		return keep()
	}
	return refuse(s.entry.field.Press(k))
}

// keepEntry keeps a text that is being typed as the draft of the stage, behind what it is about.
func (s stageBase) keepEntry(about string) bool {
	draft := ""
	if e := s.entry; e != nil && e.field.Value() != e.was && e.field.Value() != "" {
		draft = about + "\n" + e.field.Value()
	}
	return s.run.flow.SetDraft(draft)
}

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

// notify shows a notice; refuse shows what an error says, and is nil where there is none.
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

// context is what every screen stands on: words, looks and the time. The root owns it and is the only one to change it.
type context struct {
	say   *lang.Printer
	texts content.Texts
	theme theme.Theme
	signs theme.Signs
	ascii bool              // no sign beyond ASCII in what the program draws
	body  func() (w, h int) // the cells of the body of the window, for screens that scroll
	now   time.Time
	year  checks.FiscalYear // after which quarters are named

	backdrop theme.Background // of the terminal
}

func (g *context) bodyW() int {
	w, _ := g.body()
	return w
}

func (g *context) bodyH() int {
	_, h := g.body()
	return h
}

// title returns the short name of a stage.
func (g *context) title(id string) string {
	if title := g.texts.TitleOf(id); title != id {
		return title // without a look for a message that there is not, for which all catalogues would be read
	}
	if id := "stage." + id; g.say.Has(id) {
		return g.say.T(id)
	}
	return id
}

// Words, Styles and Signs are what widgets are drawn with.
func (g *context) Words() *lang.Printer { return g.say }

// Styles are described at [context.Words].
func (g *context) Styles() *theme.Theme { return &g.theme }

// Signs are described at [context.Words].
func (g *context) Signs() *theme.Signs { return &g.signs }

// canvas is an empty canvas of w by h cells.
func (g *context) canvas(w, h int) *widget.Canvas { return widget.New(g, w, h) }

// cut, padded and inARow are as in package widget, in the signs that may be drawn.
func (g *context) cut(text string, w int) string    { return widget.Cut(g, text, w) }
func (g *context) padded(text string, w int) string { return widget.Pad(g, text, w) }
func (g *context) inARow(parts ...string) string    { return widget.Join(g, parts...) }

// pointed is how a row of a list begins and in which style it is drawn: with a pointer in the first cell of lead where the cursor is.
func (g *context) pointed(lead string, here bool) (string, lipgloss.Style) {
	if !here {
		return lead, g.theme.Plain
	}
	return g.theme.Now.Render(g.signs.Pointer) + lead[1:], g.theme.Strong
}

func (g *context) day(d checks.Day) string { return g.say.Day(d.Time()) }

func (g *context) local(t time.Time) time.Time { return t.In(g.now.Location()) }

// scale returns a small scale for lists, which fits into w cells, for rows that are seen together.
func (g *context) scale(w int, rows ...chart.Counts) chart.Scale {
	return chart.NewScale(g.say, min(max(w/checks.Steps, 5), 7), 1, rows...)
}

// itemIDs are the items of the check in their order.
func (g *context) itemIDs() []string {
	var ids []string
	for _, it := range content.Check().Items {
		ids = append(ids, it.ID)
	}
	return ids
}

// labelWidth is the width of a column that holds the names of all items.
func (g *context) labelWidth() int {
	w := 0
	for _, id := range g.itemIDs() {
		w = max(w, width(g.texts.TitleOf(id)))
	}
	return w + 3
}

// brief says a tally in a few cells: how many rated and the middle.
func (g *context) brief(t checks.Tally) string {
	return g.say.T("figures.n", "N", t.N()) + "   " + g.say.T("figures.median", "Median", report.Median(g.say, t))
}

// ratingWord says one person's rating in words.
func (g *context) ratingWord(t checks.Tally) string {
	return strings.TrimSpace(report.RatingWords(g.texts, []checks.Tally{t}).Row(0))
}

// who says who took part in a run: how many people, or that it was one alone.
func (g *context) who(k checks.Kind, people int) string {
	if k == checks.Team {
		return g.say.N("past.people", people)
	}
	return report.KindName(g.say, k)
}

// crowdedDay tells whether a run that stands beside run i in a list was on the same day.
func (g *context) crowdedDay(runs []checks.Run, i int) bool {
	return i > 0 && runs[i-1].Day == runs[i].Day || i+1 < len(runs) && runs[i+1].Day == runs[i].Day
}

// timeColumn is how wide the times of a list of runs are, 0 where no two of them that stand beside each other were on one day.
func (g *context) timeColumn(runs []checks.Run) int {
	for i := range runs {
		if g.crowdedDay(runs, i) {
			return 7
		}
	}
	return 0
}

// timeOf is the time of the day of a moment.
func (g *context) timeOf(t time.Time) string { return g.local(t).Format(report.Clock) }

// remark says how a run came to be kept where that is not as usual, and whether it was corrected.
func (g *context) remark(r checks.Run) string { return report.Remark(g.say, r) }

// dayOf names the day of a run with its remark: "12 May 2026, entered later".
func (g *context) dayOf(r checks.Run) string {
	day := g.day(r.Day)
	if remark := g.remark(r); remark != "" {
		day += ", " + remark
	}
	return day
}

// marked puts the sign of its remark behind what names a run, where there is no room for the words.
func (g *context) marked(name string, r checks.Run) string {
	return strings.TrimSpace(name + " " + report.RemarkSign(r))
}

// remarkLegend explains these signs as far as runs carry them, "" where none does.
func (g *context) remarkLegend(runs []checks.Run) string {
	return strings.Join(report.RemarkLegend(g.say, runs), "   ")
}
