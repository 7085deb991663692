package tui

import (
	"fmt"
	"strings"

	"emptychair/checks"
)

func (s *chooseScreen) draw(p *page) {
	p.text(s.theme.Strong, s.say.T("choose.ask"))
	p.text(s.theme.Quiet, s.say.T("choose.advice"))
	p.gap()
	below := newPage(s.ground, p.w, p.h)
	s.drawBelow(below)
	rows := len(below.lines)
	s.list.draw(p, len(s.sources), max(3, p.left()-rows-1), !s.inActions && s.form == nil, s.source)
	p.gap()
	if below.cursor != nil {
		below.cursor.Y += len(p.lines)
		p.cursor = below.cursor
	}
	p.add(below.lines...)
}

// drawBelow draws the actions there are, or the form for one.
func (s *chooseScreen) drawBelow(p *page) {
	if s.form != nil {
		p.text(s.theme.Quiet, s.comesFrom(s.form.edited.From))
		s.form.draw(p)
		return
	}
	actions := s.run.flow.Run().Actions
	if len(actions) == 0 {
		p.text(s.theme.Now, s.say.T("choose.how"))
		return
	}
	p.text(s.theme.Strong, s.say.N("choose.actions", len(actions)))
	s.actions.draw(p, len(actions), max(3, p.h/2), s.inActions, func(i, w int, here bool) []string {
		return s.actionLines(actions[i], w, here)
	})
}

// comesFrom names the item or question and, where the pointer stands on an answer, the answer.
func (s *chooseScreen) comesFrom(id string) string {
	text := s.say.T("action.from", "Title", s.title(id))
	if a := s.sources[s.list.at].answer.Text; s.form.edited.ID == "" && a != "" {
		text += ": " + a
	}
	return s.cut(strings.ReplaceAll(text, "\n", " "), 2*maxText)
}

// sourceColumn is the room on the right for the question that an answer was given to.
const sourceColumn = 20

// source draws an answer with its question, or an item with its figures.
func (s *chooseScreen) source(i, w int, here bool) []string {
	src := s.sources[i]
	title := s.theme.Quiet.Render(s.title(src.from))
	if src.answer.Text == "" {
		src.answer.Text = s.title(src.from)
		title = s.theme.Quiet.Render(s.say.T("item.unrated"))
		if r := s.run.flow.Run().Ratings[src.from]; r.Revealed {
			title = s.theme.Quiet.Render(s.ratingOf(r.Tally))
		}
	}
	w = min(w, maxText)
	if w < narrow && s.run.flow.Check().HasQuestion(src.from) {
		return s.answerLines(src.answer, w, here)
	}
	lines := s.answerLines(src.answer, w-sourceColumn, here)
	lines[0] = s.padded(lines[0], w-sourceColumn+2) + s.cut(title, sourceColumn-2)
	return lines
}

// ratingOf says a tally in figures, one person's rating in words.
func (s *chooseScreen) ratingOf(t checks.Tally) string {
	if s.run.flow.Run().Kind == checks.Solo {
		return s.ratingWord(t)
	}
	return s.brief(t)
}

// actionLines draws an action with its owner and its due date.
func (g *ground) actionLines(a checks.Action, w int, here bool) []string {
	lead, style := fmt.Sprintf("   %s ", g.signs.Bullet), g.theme.Plain
	if here {
		lead, style = g.theme.Now.Render(g.signs.Pointer)+lead[1:], g.theme.Strong
	}
	p := newPage(g, min(w, maxText), 0)
	p.indented(lead, style, a.Text)
	more := g.title(a.From)
	if a.Owner != "" {
		more += " " + g.signs.Dot + " " + a.Owner
	}
	if !a.Due.IsZero() {
		more += " " + g.signs.Dot + " " + g.say.T("action.until", "Day", g.say.Day(a.Due.Time()))
	}
	p.indented(strings.Repeat(" ", gutter), g.theme.Quiet, more)
	return p.lines
}
