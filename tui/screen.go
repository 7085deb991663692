package tui

import (
	"cmp"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/checks/report/chart"
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

// textEntry is a text that is typed below what it belongs to.
type textEntry struct {
	field *widget.Area
	was   string      // what stood there before
	story bool        // at an item: it is the story behind the number, not the chair's evidence
	step  checks.Step // on which the chair stands
}

// newTextEntry begins a text over the one that stood there.
func newTextEntry(g *context, was string) *textEntry {
	e := &textEntry{field: widget.NewArea(g), was: was}
	e.field.Set(was)
	return e
}

// moveBy goes to another stage where a key leads to one. While a text has the keyboard only the page keys and esc do.
func (s stageBase) moveBy(k tea.KeyPressMsg, typing bool) action {
	switch at := s.run.flow.At(); {
	case matches(k, runKeys.next), !typing && matches(k, runKeys.forward):
		return moveTo(at + 1)
	case matches(k, backKey):
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
	case matches(k, pageKeys.back):
		s.stories = nil
	case list.press(k):
		s.stories = nil
		return take(list.taken())
	default:
		return s.moveBy(k, true)
	}
	return nil
}

func (s stageBase) solo() bool      { return s.run.flow.Run().Kind == checks.Solo }
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
	case matches(k, formKeys.Cancel):
		return s.drop(s.entry.field.Value() != s.entry.was, func() action {
			s.entry = nil
			return nil
		})
	case matches(k, formKeys.Keep):
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

// storyLines is how many lines of a story are shown where the cursor is on another one.
const storyLines = 2

// storyList lets one take the text of a story over. Rows before the stories are what may be done in place of that.
type storyList struct {
	*context
	of      string // id of the item or question at which they are listed
	before  []string
	stories []checks.Story
	list    widget.List
}

// press moves the cursor and tells whether a row was taken.
func (s *storyList) press(k tea.KeyPressMsg) bool {
	s.list.Press(k, len(s.before)+len(s.stories))
	return matches(k, pageKeys.choose)
}

// taken is the text of the story under the cursor, on one line; ok is false where the cursor is on a row before the stories.
func (s *storyList) taken() (text string, ok bool) {
	i := s.list.At - len(s.before)
	if i < 0 {
		return "", false
	}
	return widget.OneRow(s.stories[i].Text), true
}

// draw lists the rows in at most h lines.
func (s *storyList) draw(p *widget.Canvas, h int) {
	s.list.Draw(p, len(s.before)+len(s.stories), h, true, s.row)
}

// row draws one story with its date, its source and how far it was followed.
func (s *storyList) row(i, w int, here bool) []string {
	p := s.canvas(min(w, widget.MaxText), 0)
	if i < len(s.before) {
		lead, style := s.pointed("   "+s.signs.Prompt+" ", here)
		p.Indent(lead, style, s.before[i])
		return p.Lines
	}
	lead, style := s.pointed("   "+s.signs.Bullet+" ", here)
	st := s.stories[i-len(s.before)]
	p.Indent(lead, style, widget.OneRow(st.Text))
	if !here {
		p.Lines = p.Clip(p.Lines, storyLines)
	}
	s.drawStoryHead(p, strings.Repeat(" ", widget.Gutter), s.elsewhere(st), false)
	return p.Lines
}

// elsewhere is a story that says what it is about only where that is something else.
func (s *storyList) elsewhere(st checks.Story) checks.Story {
	if st.About == s.of || st.About == content.Check().SubjectOf(s.of) {
		st.About = ""
	}
	return st
}

// pending is a screen between runs on which something was typed that is not saved yet.
type pending interface {
	// unsaved is what would be saved of it, nil where there is nothing or it would be refused.
	unsaved() change
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

	drafts   *drafts          // that are typed outside a run
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
func (g *context) pointed(lead string, here bool) (string, theme.Style) {
	if !here {
		return lead, g.theme.Plain
	}
	return g.theme.Now.Render(g.signs.Pointer) + lead[1:], g.theme.Strong
}

func (g *context) day(d checks.Day) string { return g.say.Day(d.Time()) }

// chartStyles are those of charts.
func (g *context) chartStyles() chart.Styles {
	return chart.Styles{Now: g.theme.Now.Render, Then: g.theme.Then.Render, Chair: g.theme.Chair.Render, Quiet: g.theme.Quiet.Render}
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

// ratingWord says one person's rating in words.
func (g *context) ratingWord(t checks.Tally) string { return report.RatingWord(g.texts, t) }

// ratingOf says in a few cells how many rated, and the middle; one person's rating in words.
func (s stageBase) ratingOf(t checks.Tally) string {
	if s.run.flow.Run().Kind == checks.Solo {
		return s.ratingWord(t)
	}
	return s.say.T("figures.n", "N", t.N()) + "   " + s.say.T("figures.median", "Median", report.Median(s.say, t))
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
func (g *context) timeOf(t time.Time) string { return t.In(g.now.Location()).Format(report.Clock) }

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

// inviting is the key that copies an invitation for the chat, in a team's run; invites tells whether k is it.
func (s stageBase) inviting() []key.Binding {
	return when(s.run.flow.Run().Kind == checks.Team, runKeys.invite)
}

func (s stageBase) invites(k tea.KeyPressMsg) bool {
	return matches(k, runKeys.invite) && len(s.inviting()) > 0
}

// invite puts an invitation into the clipboard.
func (s stageBase) invite(message string) action {
	return copied(s.invitation(message), s.say.T("invite.copied"))
}

// invitation asks the people in a chat for what the stage takes.
func (s stageBase) invitation(message string) string {
	at, i, n := s.run.flow.Stage(), 0, 0
	for place, stage := range s.run.flow.Stages() {
		if stage.Kind == at.Kind {
			n++
			if place <= s.run.flow.At() {
				i++
			}
		}
	}
	text := cmp.Or(s.texts.Questions[at.ID].Text, s.texts.Items[at.ID].Statement)
	return s.say.T(message, "I", i, "N", n, "Text", text, "Low", s.texts.Scale[0], "High", s.texts.Scale[checks.Steps-1])
}
