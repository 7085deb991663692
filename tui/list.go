package tui

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// recordList is stories, or actions, of which a screen lists some, with a cursor on one of them.
type recordList[T checks.Record] struct {
	kind  recordKind[T]
	all   []T
	shown []T
	find  func(all []T) []T // returns those that are to be shown
	list  widget.List
	team  string // whose they are, "" for all teams
	home  string // the team that tab lists alone, and whose new ones are where all are listed
}

func newRecordList[T checks.Record](kind recordKind[T], all []T, team, home string) recordList[T] {
	return recordList[T]{kind: kind, all: all, list: widget.List{Whole: true}, team: team, home: home}
}

// teamKey is the key that lists all teams, or one again, and otherTeam is which.
func (l *recordList[T]) teamKey() key.Binding {
	if l.team == "" {
		return pageKeys.oneTeam
	}
	return pageKeys.everyTeam
}

func (l *recordList[T]) otherTeam() string {
	if l.team == "" {
		return l.home
	}
	return ""
}

// here is the record under the cursor.
func (l *recordList[T]) here() (x T, ok bool) {
	if len(l.shown) == 0 {
		return x, false
	}
	return l.shown[l.list.At], true
}

// isHere tells whether the cursor is on a record.
func (l *recordList[T]) isHere(x T) bool {
	here, ok := l.here()
	return ok && l.kind.same(here, x)
}

// show lists what is to be shown, with the cursor on x where that is listed, and on the first row otherwise.
func (l *recordList[T]) show(x T) {
	l.shown = l.find(l.all)
	l.list.At = max(0, slices.IndexFunc(l.shown, func(y T) bool { return l.kind.same(x, y) }))
}

// refresh lists what is to be shown by now; the cursor stays on its record where that is still listed.
func (l *recordList[T]) refresh() {
	here, _ := l.here()
	l.show(here)
}

// update puts now in place of was, or removes that where now is the zero record. The cursor goes to now, or stays in its row.
func (l *recordList[T]) update(was, now T) {
	at := l.list.At
	l.all = slices.DeleteFunc(slices.Clone(l.all), func(x T) bool { return l.kind.same(x, was) || l.kind.same(x, now) })
	if now.Key() != "" {
		l.all = append(l.all, now)
		l.kind.sort(l.all)
	}
	if l.show(now); !l.isHere(now) {
		l.list.At = at
		l.list.Clamp(len(l.shown))
	}
}

// ask asks below the list on a screen whether a record of a day shall be deleted.
func (l *recordList[T]) ask(g *context, list screen, x T, day checks.Day, text string) *askScreen {
	return &askScreen{
		context: g, list: list, about: list.help(),
		ask: func(p *widget.Canvas) {
			const rows = 2
			p.Text(g.theme.Now, g.say.T(l.kind.name+".delete", "Day", g.day(day)))
			p.Quote(g.theme.Strong, g.say.T("listed.quoted", "Text", widget.OneRow(text)), rows)
		},
		yes: deletion(list, x.Key(), func(s Store) error { return l.kind.erase(s, x) }, func() { l.update(x, *new(T)) }, func(m *Model) tea.Cmd { return m.stopWaiting(nil) }),
	}
}

// draw lists the records in the lines that are left of p, each drawn by row, and set apart from each other where there is room for that.
func (l *recordList[T]) draw(p *widget.Canvas, cursor bool, row func(p *widget.Canvas, x T, here bool)) {
	const rowLines, plenty = 4, 28
	apart := len(l.shown)*rowLines <= p.Left() || p.Left() >= plenty
	l.list.Draw(p, len(l.shown), p.Left(), cursor, func(i, w int, here bool) []string {
		q := widget.New(p.Look, w, 0)
		row(q, l.shown[i], here)
		if apart && i < len(l.shown)-1 {
			q.Add("")
		}
		return q.Lines
	})
}

// listedLines is how many lines the text of a story, or of an action, takes at most in a list.
const listedLines = 3

// steps is by how many rows a key moves in a list whose rows take so many lines.
func (g *context) steps(k tea.KeyPressMsg, lines int) int { return jump(k, max(1, g.bodyH()/lines-1)) }

// scrollBy is by how many lines a key scrolls down a text, of which a page is a window but for two lines.
func (g *context) scrollBy(k tea.KeyPressMsg) int { return jump(k, g.bodyH()-2) }

// farAway is more lines than there are of anything.
const farAway = 1 << 20

// jump is by how much a key moves where a page is so much: one, a page, or all there is.
func jump(k tea.KeyPressMsg, page int) int {
	switch {
	case matches(k, pageKeys.up):
		return -1
	case matches(k, pageKeys.down):
		return 1
	case matches(k, pageKeys.pageUp):
		return -page
	case matches(k, pageKeys.pageDown):
		return page
	case matches(k, pageKeys.first):
		return -farAway
	case matches(k, pageKeys.last):
		return farAway
	}
	return 0
}

// next is what comes after x in a list, and after the last one the first.
func next[T comparable](list []T, x T) T { return list[(slices.Index(list, x)+1)%len(list)] }

// whose names a team, or all of them.
func (g *context) whose(team string) string {
	if team == "" {
		return g.say.T("past.all-teams")
	}
	return g.say.Team(team)
}

// askScreen asks below a list whether something shall be deleted, and returns to the list with the answer.
type askScreen struct {
	noText
	*context
	list  screen
	about string // the id of the help
	ask   func(p *widget.Canvas)
	yes   action
	kept  string // what is said after a no, "" for nothing
}

func (s *askScreen) help() string        { return s.about }
func (s *askScreen) heading() string     { return s.list.heading() }
func (s *askScreen) keys() []key.Binding { return []key.Binding{s.yesKey(), askKeys.no} }

// yesKey is the key that says yes.
func (g *context) yesKey() key.Binding {
	letter := g.say.Letter("key.yes")
	return bind(letter, "key.yes", letter, strings.ToUpper(letter))
}

// press deletes only on a plain yes.
func (s *askScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, askKeys.yes), matches(k, s.yesKey()):
		return func(m *Model) tea.Cmd {
			m.screen = s.list
			return s.yes(m)
		}
	case matches(k, askKeys.no):
		return func(m *Model) tea.Cmd {
			m.screen, m.note = s.list, s.kept
			return nil
		}
	}
	return nil
}

func (s *askScreen) draw(p *widget.Canvas) {
	ask := s.canvas(p.W, p.H)
	s.ask(ask)
	above := s.canvas(p.W, p.H-len(ask.Lines)-1)
	s.list.draw(above)
	p.Add(above.Lines[:min(len(above.Lines), above.H)]...)
	p.Space()
	p.Append(ask)
}

// apart parts n rows of a list by blank lines, in the first of which the marks of a row stand as dots, that a room sees what matters; nil where
// the lines that are left of p have no room for that, and for one row more.
func (g *context) apart(p *widget.Canvas, n int, row func(i, w int, here bool) []string, marks func(i int) int) func(i, w int, here bool) []string {
	const spare, most = 6, 16
	room := p.Left() - spare
	if 2*n > room { // as each has a line and a blank one
		return nil
	}
	for i := range n {
		room -= len(row(i, p.W, false))
	}
	air := min(room/max(n, 1), p.Left()/most)
	if air < 1 {
		return nil
	}
	return func(i, w int, here bool) []string {
		lines := append(row(i, w, here), make([]string, air)...)
		if n := marks(i); n > 0 {
			sign := g.say.Signs("▇▇ ")
			dots := strings.Repeat(sign, min(n, (min(w, widget.MaxText)-2*widget.Gutter)/width(sign)))
			lines[len(lines)-air] = indent(g.theme.Now.Render(fmt.Sprintf("%s+%d", dots, n)), widget.Gutter)
		}
		return lines
	}
}
