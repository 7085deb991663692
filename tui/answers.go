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
	marks := flow.CountMarks(s.id, read.Markings)
	note := report.MarksOfChat(s.say, marks, read.Beyond, read.Repeated, read.Unclear)
	if marks == 0 {
		return notify(note)
	}
	return changed(note, flow.MarkAll(s.id, read.Markings))
}

// asked is what stands below the list in w cells while it waits for more keys, what was typed whole; "" while it does not.
func (s *answerList) asked(w int) string {
	if s.isJoining() {
		return s.cut(s.say.T("question.join", "Number", s.number(s.joins)), w-len(s.typed)-1) + " " + s.typed
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

// drawAnswers draws the list of answers, and below it the field for the next one.
func (s *questionScreen) drawAnswers(p *widget.Canvas) {
	n, row := len(s.answers()), s.list.rows(true)
	if s.bodyW() >= wide {
		if apart := s.apart(p, n, s.list.rows(false), func(i int) int { return s.answers()[i].Marks }); apart != nil {
			row = apart
		}
	}
	if s.inList {
		s.list.Draw(p, n, p.Left()-2, true, row)
		if n > 0 {
			p.Add("")
		}
		p.Add(s.waiting(widget.TextWidth(p.W)))
		return
	}
	input := s.canvas(p.W, p.Left())
	s.drawInput(input)
	s.list.Draw(p, n, p.Left()-len(input.Lines), s.editing >= 0, row)
	p.Append(input)
}

// waiting stands, w cells wide, in place of the field while the list has the keyboard: what the list asks for, or the text that waits there.
func (s *questionScreen) waiting(w int) string {
	style, text := s.theme.Now, s.list.asked(w-widget.Gutter)
	if text == "" {
		style, text = s.theme.Quiet, s.say.T("question.mark-how")
		switch {
		case len(s.answers()) == 0:
			text = s.say.T("question.tab-back")
		case s.holdsText():
			text = strings.ReplaceAll(s.field.Value(), "\n", " ")
		}
	}
	return s.indentedPrompt() + style.Render(s.cut(text, w-widget.Gutter))
}

func (s *questionScreen) indentedPrompt() string {
	return s.theme.Quiet.Render(s.padded("   "+s.signs.Prompt, widget.Gutter))
}

// drawInput draws the field behind its prompt, the thing to be done now.
func (s *questionScreen) drawInput(p *widget.Canvas) {
	lead := s.theme.Now.Render(s.padded("   "+s.signs.Prompt, widget.Gutter))
	if s.stories != nil {
		lead = s.indentedPrompt()
	}
	p.Area(lead, s.field)
	if s.field.Value() == "" && s.editing < 0 {
		p.Lines[0] = lead + s.theme.Quiet.Render(s.cut(s.say.T("question.type-here"), p.W-widget.Gutter))
	}
}
