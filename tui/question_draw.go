package tui

import (
	"fmt"
	"strings"

	"emptychair/checks"
)

// gutter is the room left of an answer: its marks, and the pointer of the list.
const gutter = 5

func (s *questionScreen) draw(p *page) {
	q := s.texts.Questions[s.id]
	p.text(s.theme.Strong, q.Text)
	panel := s.panel()
	if p.h > 10 && (p.h >= airy || panel == nil) {
		p.text(s.theme.Quiet, q.Hint)
	}
	if n := len(s.run.offered[s.id]); n > 0 && s.stories == nil {
		p.text(s.theme.Quiet, s.say.N("question.stories", n)+" "+s.signs.Dot+" "+questionKeys.stories.Help().Key)
	}
	p.gap()
	switch {
	case panel == nil:
		s.drawAnswers(p)
	case p.w < wide:
		today := newPage(s.ground, p.w, p.left())
		s.drawAnswers(today)
		panel(p, max(p.left()/2, p.left()-len(today.lines)-1))
		p.gap()
		s.drawAnswers(p)
	default:
		s.drawBeside(p, panel)
	}
	if s.stories != nil {
		p.cursor = nil // the list has the keyboard
	}
}

// panel returns what draws the list that is opened beside the answers in at most h lines, nil where none is.
func (s *questionScreen) panel() func(p *page, h int) {
	switch {
	case s.stories != nil:
		return s.drawStories
	case s.run.besides && len(s.run.earlier[s.id]) > 0:
		return s.drawEarlier
	}
	return nil
}

// drawBeside draws today's answers on the left and the list that is opened on the right.
func (s *questionScreen) drawBeside(p *page, panel func(p *page, h int)) {
	left, right := newPage(s.ground, p.w/2-2, p.left()), newPage(s.ground, p.w/2-2, p.left())
	s.drawAnswers(left)
	panel(right, right.h)
	if c := left.cursor; c != nil {
		c.Y += len(p.lines)
		p.cursor = c
	}
	for i := range max(len(left.lines), len(right.lines)) {
		p.add(s.padded(left.line(i), p.w/2) + right.line(i))
	}
}

// drawEarlier lists the baseline's answers in at most h lines.
func (s *questionScreen) drawEarlier(p *page, h int) {
	earlier := s.run.earlier[s.id]
	p.add(s.theme.Quiet.Render(s.say.T("question.earlier", "Day", s.say.Day(s.local(s.run.baseline.When())))))
	list{}.draw(p, len(earlier), h-1, false, func(i, w int, _ bool) []string {
		text := earlier[i].Text
		if n := earlier[i].Marks; n > 0 {
			text += fmt.Sprintf("  +%d", n)
		}
		a := newPage(s.ground, w, 0)
		a.indented(s.theme.Quiet.Render("   "+s.signs.Earlier+" "), s.theme.Quiet, text)
		return a.lines
	})
}

// drawAnswers draws the list of answers, and below it the field for the next one.
func (s *questionScreen) drawAnswers(p *page) {
	answers := s.answers()
	if s.inList {
		s.list.draw(p, len(answers), p.left()-2, true, s.answer)
		waiting := s.say.T("question.tab-back")
		if s.holdsText() {
			waiting = strings.ReplaceAll(s.field.value(), "\n", " ")
		}
		if len(answers) > 0 {
			p.add("")
		}
		p.add(s.indentedPrompt() + s.theme.Quiet.Render(s.cut(waiting, textWidth(p.w)-gutter)))
		return
	}
	view, cursor := s.field.view(textWidth(p.w) - gutter + 1) // one more for the cursor: so it wraps as in the list
	input := strings.Split(view, "\n")
	s.list.draw(p, len(answers), p.left()-len(input), s.editing >= 0, s.answer)
	p.place(cursor, gutter)
	s.drawInput(p, input)
}

func (s *questionScreen) indentedPrompt() string {
	return s.theme.Quiet.Render(s.padded("   "+s.signs.Prompt, gutter))
}

// drawInput draws the lines of the field behind its prompt, the thing to be done now.
func (s *questionScreen) drawInput(p *page, lines []string) {
	lead := s.theme.Now.Render(s.padded("   "+s.signs.Prompt, gutter))
	if s.stories != nil {
		lead = s.indentedPrompt()
	}
	if s.field.value() == "" && s.editing < 0 {
		lines = []string{s.theme.Quiet.Render(s.cut(s.say.T("question.type-here"), p.w-gutter))}
	}
	for i, line := range lines {
		if i > 0 {
			lead = strings.Repeat(" ", gutter)
		}
		p.add(lead + line)
	}
}

// answer draws the answer at place i.
func (s *questionScreen) answer(i, w int, here bool) []string {
	return s.answerLines(s.answers()[i], w, here)
}

// answerLines draws an answer w cells wide, its marks beside its first line.
func (g *ground) answerLines(a checks.Answer, w int, here bool) []string {
	lead, style := "   "+g.signs.Bullet+" ", g.theme.Plain
	if a.Marks > 0 {
		lead = fmt.Sprintf("%*s ", gutter-1, fmt.Sprintf("+%d", a.Marks))
	}
	if here {
		style = g.theme.Strong
		lead = g.theme.Now.Render(g.signs.Pointer) + lead[1:]
	}
	p := newPage(g, min(w, maxText), 0)
	p.indented(lead, style, a.Text)
	return p.lines
}
