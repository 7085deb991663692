package tui

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/chat"
	"emptychair/tui/widget"
)

// maxPaste is how many characters one paste may bring: enough for what a team writes into a chat.
const maxPaste = 10 * checks.MaxText

// questionScreen takes the answers to an open question as fast as they are said: enter adds, tab goes into the list.
type questionScreen struct {
	stageBase
	id      string
	field   *widget.Area
	list    answerList // its cursor shows only while it has the keyboard
	inList  bool
	editing int    // place of the answer that is in the field, -1 for a new one
	pasted  string // of which is asked whether it begins with names, "" for nothing
}

func newQuestionScreen(base stageBase, id string) *questionScreen {
	q := &questionScreen{stageBase: base, id: id, field: widget.NewArea(base), list: newAnswerList(base, id), editing: -1}
	q.field.Set(q.run.flow.Run().Drafts[id])
	q.list.Last(len(q.answers()))
	q.resumeEditing()
	return q
}

// resumeEditing goes on with an answer that was being changed when the run was left. Where it is gone, what was typed is one to be added.
func (s *questionScreen) resumeEditing() {
	i, text, editing := s.run.flow.Edited(s.id)
	switch {
	case editing && i >= 0:
		s.list.At, s.editing = i, i
		s.field.Set(text)
	case editing:
		s.field.Set(strings.TrimSpace(s.field.Value() + "\n" + text))
	}
}

func (s *questionScreen) answers() []checks.Answer { return s.list.answers() }
func (s *questionScreen) typing() bool {
	return !s.inList && s.stories == nil && s.pasted == ""
}

func (s *questionScreen) covered() bool {
	return s.pasted != "" || s.list.isJoining() || s.stageBase.covered()
}

func (s *questionScreen) help() string {
	if s.stories != nil {
		return "help.question-stories"
	}
	return "help.question"
}

// keepDraft keeps what stands in the field and is no answer yet, or not the answer that it is to be.
func (s *questionScreen) keepDraft() bool {
	edited := s.run.flow.SetEdited(s.editing, s.field.Value())
	return s.editing < 0 && s.run.flow.SetDraft(s.field.Value()) || edited
}

// holdsText tells whether there is text in the field, which has the keyboard even while it is empty.
func (s *questionScreen) holdsText() bool { return s.field.Value() != "" }

// settle takes over what is being edited, and puts what was pasted into the field without what may be names, before the screen is left.
func (s *questionScreen) settle() bool {
	asked := s.pasted != ""
	if asked {
		without, _ := chat.WithoutNames(s.pasted)
		s.insert(without)
	}
	if s.editing < 0 || s.run.flow.EditAnswer(s.id, s.editing, s.field.Value()) != nil {
		return asked
	}
	s.stopEditing()
	return true
}

// undone keeps the list's cursor on an answer. The keyboard is with the list, so that the next u is no text even where no answer is
// left.
func (s *questionScreen) undone(moved bool) {
	s.list.Clamp(len(s.answers()))
	s.list.stop()
	s.inList = s.inList || moved
}

func (s *questionScreen) keys() []key.Binding {
	switch {
	case s.pasted != "":
		return []key.Binding{s.yesKey(), askKeys.no, formKeys.Cancel}
	case s.stories != nil:
		return []key.Binding{pageKeys.choose, pageKeys.down, pageKeys.up, pageKeys.back}
	case s.inList:
		return s.list.keys()
	case s.editing >= 0:
		return []key.Binding{formKeys.Keep, formKeys.Cancel}
	}
	enter := questionKeys.add
	if strings.TrimSpace(s.field.Value()) == "" {
		enter = runKeys.on
	}
	return slices.Concat(
		[]key.Binding{enter}, when(len(s.answers()) > 0, questionKeys.list), []key.Binding{backKey},
		when(len(s.run.Related[s.id]) > 0, questionKeys.stories), when(len(s.run.Baseline.Answers[s.id]) > 0, questionKeys.earlier), s.inviting(),
		[]key.Binding{runKeys.previous, runKeys.next, runKeys.home},
	)
}

func (s *questionScreen) paste(text string) action {
	switch {
	case s.stories != nil, s.pasted != "":
		return nil
	case s.inList:
		return s.list.paste(text)
	case utf8.RuneCountInString(text) > maxPaste:
		return refuse(&checks.Error{Code: checks.CodeTextLong})
	}
	s.pasted = s.withoutInvitation(chat.Texts(text))
	return s.askNames()
}

// askNames asks, before a name could be kept, about lines that may begin with one; where there is none it puts what was pasted into the field.
func (s *questionScreen) askNames() action {
	if _, named := chat.WithoutNames(s.pasted); named > 0 {
		return notify(s.say.N("question.names", named))
	}
	s.insert(s.pasted)
	return nil
}

// pressPasted answers whether lines of what was pasted begin with names.
func (s *questionScreen) pressPasted(k tea.KeyPressMsg) action {
	without, _ := chat.WithoutNames(s.pasted)
	switch {
	case matches(k, formKeys.Cancel):
		s.insert("")
	case matches(k, askKeys.no):
		s.insert(s.pasted)
	case matches(k, askKeys.yes), matches(k, s.yesKey()):
		s.insert(without)
	default:
		return s.askNames()
	}
	return nil
}

func (s *questionScreen) insert(text string) {
	s.pasted = ""
	s.field.Insert(text)
}

// withoutInvitation takes the line by which people were asked for their answers out of their chat.
func (s *questionScreen) withoutInvitation(texts string) string {
	asked := checks.Fold(s.invitation("invite.question"))
	lines := slices.DeleteFunc(strings.Split(texts, "\n"), func(l string) bool { return checks.Fold(l) == asked })
	return strings.Join(lines, "\n")
}

func (s *questionScreen) press(k tea.KeyPressMsg) action {
	switch {
	case s.pasted != "":
		return s.pressPasted(k)
	case matches(k, questionKeys.earlier):
		s.run.earlierOpen, s.stories = !s.run.earlierOpen, nil
		return nil
	case matches(k, questionKeys.stories):
		s.openStories()
		return nil
	case s.stories != nil:
		return s.pressStories(k, s.takeStory)
	case s.inList:
		return s.pressList(k)
	case s.invites(k):
		return s.invite("invite.question")
	}
	return s.pressField(k)
}

// pressField answers a key while the field has the keyboard.
func (s *questionScreen) pressField(k tea.KeyPressMsg) action {
	switch {
	case s.run.earlierOpen && s.editing < 0 && matches(k, backKey):
		s.run.earlierOpen = false
	case s.editing >= 0 && matches(k, formKeys.Cancel):
		return s.drop(s.field.Value() != s.answers()[s.editing].Text, func() action {
			s.stopEditing()
			return nil
		})
	case matches(k, questionKeys.add):
		return s.enter()
	case matches(k, questionKeys.list):
		s.inList = len(s.answers()) > 0 && s.editing < 0
	default:
		if a := s.moveBy(k, true); a != nil {
			return a
		}
		return refuse(s.field.Press(k))
	}
	return nil
}

// enter adds what is typed, a line an answer, or keeps what was edited; on an empty line it goes on.
func (s *questionScreen) enter() action {
	text := strings.TrimSpace(s.field.Value())
	switch {
	case s.editing >= 0:
		err := s.run.flow.EditAnswer(s.id, s.editing, text)
		if err == nil {
			s.stopEditing()
		}
		return changed("", err)
	case text == "":
		return s.goOn()
	}
	if err := s.run.flow.AddAnswers(s.id, strings.Split(text, "\n")); err != nil {
		return refuse(err)
	}
	s.field.Set("")
	s.list.Last(len(s.answers()))
	return changed("", nil)
}

// stopEditing returns to the list, and the field to what was being typed before.
func (s *questionScreen) stopEditing() {
	s.editing, s.inList = -1, true
	s.field.Set(s.run.flow.Run().Drafts[s.id])
}

func (s *questionScreen) pressList(k tea.KeyPressMsg) action {
	if a, ok := s.list.press(k); ok {
		return a
	}
	switch {
	case matches(k, answerKeys.write):
		s.inList = false
		s.run.flow.Renumber(s.id)
	case matches(k, pageKeys.edit) && len(s.answers()) > 0:
		s.run.flow.SetDraft(s.field.Value())
		s.editing, s.inList = s.list.At, false
		s.field.Set(s.answers()[s.list.At].Text)
	default:
		return s.moveBy(k, false)
	}
	return nil
}

// openStories lists the stories that belong to the question, or closes them. An answer that is being edited comes first.
func (s *questionScreen) openStories() {
	related := s.run.Related[s.id]
	if s.stories != nil || len(related) == 0 || s.editing >= 0 {
		s.stories = nil
		return
	}
	list := &storyList{context: s.context, of: s.id, stories: make([]checks.Story, len(related))}
	for i, st := range related {
		list.stories[i] = s.run.Followed(st)
	}
	s.stories, s.inList, s.run.earlierOpen = list, false, false
}

// takeStory puts the text of a story into the field, behind what is typed there, to be changed and added.
func (s *questionScreen) takeStory(text string, _ bool) action {
	if before := s.field.Value(); before != "" {
		text = before + "\n" + text // so each becomes an answer
	}
	s.field.Set(text)
	return nil
}

// drawStories lists them in at most h lines.
func (s *questionScreen) drawStories(p *widget.Canvas, h int) {
	p.Text(s.theme.Now, s.say.N("question.stories", len(s.stories.stories)))
	s.stories.draw(p, h-1)
}

func (s *questionScreen) draw(p *widget.Canvas) {
	q, panel := s.texts.Questions[s.id], s.panel()
	p.Text(s.theme.Strong, q.Text)
	if p.W >= wide {
		p.Space()
		left, right := s.sides(p)
		s.drawAnswers(left)
		if panel == nil {
			panel = s.drawAside
		}
		panel(right, right.H)
		p.Beside(sidesGap, left, right)
	} else {
		if p.H > 10 && (p.H >= widget.Roomy || panel == nil) {
			p.Text(s.theme.Quiet, q.Hint)
		}
		s.drawOffer(p)
		p.Space()
		if panel != nil {
			today := s.canvas(p.W, p.Left())
			s.drawAnswers(today)
			panel(p, max(p.Left()/2, p.Left()-len(today.Lines)-1))
			p.Space()
		}
		s.drawAnswers(p)
	}
	if s.stories != nil {
		p.Cursor = nil // the list has the keyboard
	}
}

// drawAside shows beside the answers what helps to give some: the hint, and the stories that belong to the question.
func (s *questionScreen) drawAside(p *widget.Canvas, _ int) {
	p.Text(s.theme.Quiet, s.texts.Questions[s.id].Hint)
	p.Space()
	s.drawOffer(p)
	for _, st := range s.run.Related[s.id] {
		if p.Left() <= storyLines {
			break
		}
		p.Space()
		from := len(p.Lines)
		p.Indent(s.theme.Quiet.Render(s.signs.Bullet)+" ", s.theme.Quiet, widget.OneRow(s.run.Followed(st).Text))
		p.Lines = append(p.Lines[:from], p.Clip(p.Lines[from:], storyLines)...)
	}
}

// drawOffer says how many stories there are about the question.
func (s *questionScreen) drawOffer(p *widget.Canvas) {
	if n := len(s.run.Related[s.id]); n > 0 && s.stories == nil {
		p.Text(s.theme.Quiet, s.inARow(s.say.N("question.stories", n), questionKeys.stories.Help().Key))
	}
}

func (s *questionScreen) broad(width, height int) bool {
	return s.panel() != nil || isBig(width, height)
}

// panel returns what draws in at most h lines the list that is opened beside the answers, nil where none is.
func (s *questionScreen) panel() func(p *widget.Canvas, h int) {
	switch {
	case s.stories != nil:
		return s.drawStories
	case s.run.earlierOpen && len(s.run.Baseline.Answers[s.id]) > 0:
		return s.drawEarlier
	}
	return nil
}

// drawEarlier lists the baseline's answers in at most h lines.
func (s *questionScreen) drawEarlier(p *widget.Canvas, h int) {
	earlier := s.run.Baseline.Answers[s.id]
	p.Add(s.theme.Quiet.Render(s.say.T("question.earlier", "Day", s.day(s.run.Baseline.Day))))
	widget.List{}.Draw(p, len(earlier), h-1, false, func(i, w int, _ bool) []string {
		text := earlier[i].Text
		if n := earlier[i].Marks; n > 0 {
			text += fmt.Sprintf("  +%d", n)
		}
		a := s.canvas(w, 0)
		a.Indent(s.theme.Quiet.Render("   "+s.signs.Earlier+" "), s.theme.Quiet, text)
		return a.Lines
	})
}
