package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/chat"
	"emptychair/checks/report"
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
func (g *context) steps(k tea.KeyPressMsg, lines int) int {
	window := max(1, g.bodyH()/lines-1)
	switch {
	case matches(k, pageKeys.pageUp):
		return -window
	case matches(k, pageKeys.pageDown):
		return window
	case matches(k, pageKeys.up):
		return -1
	case matches(k, pageKeys.down):
		return 1
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
	for i := range min(n, p.Left()) {
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

// answerList is the list of the answers to a question, which people call by their numbers.
type answerList struct {
	stageBase
	widget.List
	id    string // of the question
	typed string // a number that is typed, which stands until another key
	joins int    // place of the answer to which another one is to be joined, -1 for none
}

func newAnswerList(base stageBase, id string) answerList {
	base.run.flow.Renumber(id)
	return answerList{stageBase: base, id: id, joins: -1}
}

func (s *answerList) answers() []checks.Answer { return s.run.flow.Run().Answers[s.id] }
func (s *answerList) number(i int) int         { return s.run.flow.Numbers(s.id)[i] }
func (s *answerList) isJoining() bool          { return s.joins >= 0 }
func (s *answerList) stop()                    { s.joins, s.typed = -1, "" }

func (s *answerList) keys() []key.Binding {
	n := len(s.answers())
	switch {
	case s.isJoining():
		return []key.Binding{answerKeys.joinHere, formKeys.Cancel, answerKeys.number, pageKeys.up, pageKeys.down}
	case n == 0:
		return withMoves(answerKeys.write, everywhere.undo, everywhere.redo)
	}
	keys := slices.Concat(
		[]key.Binding{answerKeys.mark, answerKeys.write, everywhere.undo, pageKeys.edit, pageKeys.remove},
		when(n > 1, answerKeys.join), []key.Binding{answerKeys.number}, s.inviting(),
		[]key.Binding{voteKeys.paste, answerKeys.unmark, answerKeys.moveUp, answerKeys.moveDown, pageKeys.up, pageKeys.down},
	)
	return withMoves(keys...)
}

// press answers a key, and tells whether it was one of the list.
func (s *answerList) press(k tea.KeyPressMsg) (action, bool) {
	typed := s.typed
	if s.typeNumber(k) {
		return nil, true
	}
	switch flow, n := s.run.flow, len(s.answers()); {
	case s.Press(k, n):
	case n == 0:
		return nil, false
	case typed != "" && s.placeOf(typed) < 0 && !matches(k, backKey):
		return notify(s.say.N("marks.beyond", 1, "Numbers", typed)), true
	case typed != "" && (matches(k, backKey) || matches(k, runKeys.on) && !s.isJoining()):
	case s.isJoining():
		return s.pressJoin(k), true
	case matches(k, answerKeys.mark):
		return changed("", flow.Mark(s.id, s.At, 1)), true
	case matches(k, answerKeys.unmark):
		return changed("", flow.Mark(s.id, s.At, -1)), true
	case matches(k, pageKeys.remove):
		err := flow.DeleteAnswer(s.id, s.At)
		s.Clamp(len(s.answers()))
		return changed(s.say.T("question.deleted"), err), true
	case matches(k, answerKeys.join) && n > 1:
		s.joins = s.At
	case matches(k, answerKeys.moveUp):
		return s.shift(-1), true
	case matches(k, answerKeys.moveDown):
		return s.shift(1), true
	case s.invites(k):
		return s.invite("invite.marks"), true
	default:
		return nil, false
	}
	return nil, true
}

// typeNumber takes a digit of the number of an answer, and moves to that; any other key ends the number.
func (s *answerList) typeNumber(k tea.KeyPressMsg) bool {
	typed, digit := s.typed, strings.Map(checks.LatinDigit, k.Text)
	s.typed = ""
	switch {
	case len(digit) == 1 && digit >= "0" && digit <= "9" && len(typed) < len("200"):
		s.typed = typed + digit
	case matches(k, answerKeys.space):
		s.typed = typed
	case typed != "" && matches(k, voteKeys.takeBack):
		s.typed = typed[:len(typed)-1]
	default:
		return false
	}
	if at := s.placeOf(s.typed); at >= 0 {
		s.At = at
	}
	return true
}

// placeOf is the place of the answer whose number was typed, -1 for none.
func (s *answerList) placeOf(typed string) int {
	n, _ := strconv.Atoi(typed)
	return s.run.flow.Numbered(s.id, n)
}

// pressJoin answers a key while an answer is chosen that is to be joined to another one.
func (s *answerList) pressJoin(k tea.KeyPressMsg) action {
	to, with := s.joins, s.At
	switch {
	case matches(k, formKeys.Cancel):
		s.joins, s.At = -1, to
	case matches(k, answerKeys.joinHere) && with != to:
		err := s.run.flow.JoinAnswers(s.id, to, with)
		if s.joins = -1; err == nil && with < to {
			to--
		}
		s.At = to
		return changed(s.say.T("question.joined"), err)
	}
	return nil
}

// shift moves the answer under the cursor by one place; at the ends it stays.
func (s *answerList) shift(d int) action {
	to := s.At + d
	if to < 0 || to >= len(s.answers()) {
		return nil
	}
	err := s.run.flow.MoveAnswer(s.id, s.At, to)
	s.At = to
	return changed("", err)
}

// paste reads marks from a chat, in which people name answers by their numbers.
func (s *answerList) paste(text string) action {
	flow := s.run.flow
	read := chat.ReadMarks(text, func(n int) bool { return flow.Numbered(s.id, n) >= 0 })
	s.stop()
	marks := 0
	for _, m := range read.Markings {
		marks += len(m.Numbers)
	}
	note := report.MarksOfChat(s.say, marks, read.Beyond, read.Repeated, read.Unclear)
	if marks == 0 {
		return notify(note)
	}
	return changed(note, flow.MarkAll(s.id, read.Markings))
}

// asked is what stands below the list while it waits for more keys, "" while it does not.
func (s *answerList) asked() string {
	if s.isJoining() {
		return s.say.T("question.join", "Number", s.number(s.joins)) + " " + s.typed
	}
	return s.typed
}

// rows returns what draws the answer at a place w cells wide, behind its number and, if asked for, its marks.
func (s *answerList) rows(marked bool) func(i, w int, here bool) []string {
	list, numbers := s.answers(), s.run.flow.Numbers(s.id)
	marked = marked && slices.ContainsFunc(list, func(a checks.Answer) bool { return a.Marks > 0 })
	return func(i, w int, here bool) []string {
		lead, marks := fmt.Sprintf("%*d ", widget.Gutter-1, numbers[i]), ""
		if marked {
			if list[i].Marks > 0 {
				marks = fmt.Sprintf("+%d", list[i].Marks)
			}
			marks = fmt.Sprintf("%-*s ", len("+99"), marks)
		}
		return s.answerLines(lead+marks, list[i], w, here)
	}
}

// answerLines draws an answer w cells wide behind a first part of its line.
func (g *context) answerLines(lead string, a checks.Answer, w int, here bool) []string {
	lead, style := g.pointed(lead, here)
	p := g.canvas(min(w, widget.MaxText), 0)
	p.Indent(lead, style, a.Text)
	return p.Lines
}
