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

// chooseScreen shows all answers by their marks, and turns one or two of them, or an item, into actions.
type chooseScreen struct {
	stageBase
	newID     func() string
	sources   []checks.ActionSource
	list      widget.List
	actions   widget.List
	inActions bool                 // the actions have the keyboard
	form      *Form[checks.Action] // nil while no action is asked for
	edited    checks.Action        // that it is about; without an id it is new
	answer    string               // from which that comes, on one line; "" for none
}

func newChooseScreen(base stageBase, newID func() string) *chooseScreen {
	c := &chooseScreen{stageBase: base, newID: newID}
	c.refresh()
	c.resumeForm()
	return c
}

// keepDraft keeps what is filled in, below what it comes from, the id of the action that it changes, "" for a new one, and the answer.
func (s *chooseScreen) keepDraft() bool {
	if s.form == nil || !s.form.Changed() {
		return s.run.flow.SetDraft("")
	}
	return s.run.flow.SetDraft(strings.Join([]string{s.edited.From, s.edited.ID, s.answer, s.form.Typed()}, "\n"))
}

// ActionDraft returns the action of a run that was being filled in when that was left, as it was before, the answer that it comes from, and what
// was typed, "" for nothing.
func ActionDraft(r checks.Run) (a checks.Action, answer, typed string) {
	const least = 3 // an earlier program kept no answer
	of := strings.Split(r.Drafts[checks.ChooseID], "\n")
	if len(of) < least {
		return a, "", ""
	}
	a, answer, typed = checks.Action{From: of[0]}, strings.Join(of[2:len(of)-1], ""), of[len(of)-1]
	if i := slices.IndexFunc(r.Actions, func(a checks.Action) bool { return a.ID == of[1] }); i >= 0 {
		a = r.Actions[i]
	}
	return a, answer, typed
}

// resumeForm goes on with an action that was being filled in when the run was left.
func (s *chooseScreen) resumeForm() {
	a, answer, typed := ActionDraft(s.run.flow.Run())
	if typed == "" {
		return
	}
	at := slices.IndexFunc(s.sources, func(src checks.ActionSource) bool {
		return src.From == a.From && checks.CleanLine(src.Answer.Text) == answer
	})
	if at < 0 {
		at, answer = slices.IndexFunc(s.sources, func(src checks.ActionSource) bool { return src.From == a.From }), ""
	}
	s.list.At = max(0, at)
	s.ask(a, answer)
	s.form.SetTyped(typed)
}

// refresh lists the sources anew: the answers, most marks first, then the items.
func (s *chooseScreen) refresh() {
	r := s.run.flow.Run()
	s.sources = r.ActionSources(s.run.flow.Check())
	s.list.Clamp(len(s.sources))
	s.actions.Clamp(len(r.Actions))
	s.inActions = s.inActions && len(r.Actions) > 0
	s.form = nil
}

func (s *chooseScreen) help() string    { return "help.choose" }
func (s *chooseScreen) typing() bool    { return s.form != nil }
func (s *chooseScreen) holdsText() bool { return s.form != nil }
func (s *chooseScreen) undone(bool)     { s.refresh() }

func (s *chooseScreen) keys() []key.Binding {
	switch {
	case s.form != nil:
		return s.form.Keys()
	case s.inActions:
		return withMoves(runKeys.on, pageKeys.edit, pageKeys.remove, backKey, chooseKeys.toAnswers, chooseKeys.free, pageKeys.up, pageKeys.down, everywhere.undo)
	case len(s.run.flow.Run().Actions) > 0:
		return withMoves(runKeys.on, chooseKeys.pick, chooseKeys.actions, backKey, chooseKeys.free, pageKeys.up, pageKeys.down, everywhere.undo)
	}
	return withMoves(chooseKeys.pick, runKeys.on, backKey, chooseKeys.free, pageKeys.up, pageKeys.down, everywhere.undo)
}

func (s *chooseScreen) paste(text string) action {
	if s.form != nil {
		return refuse(s.form.Paste(text))
	}
	return nil
}

func (s *chooseScreen) press(k tea.KeyPressMsg) action {
	if s.form != nil {
		return s.fill(s.form.Form, k, s.dropForm, s.keepForm)
	}
	l, n := &s.list, len(s.sources)
	if s.inActions {
		l, n = &s.actions, len(s.run.flow.Run().Actions)
	}
	switch {
	case l.Press(k, n):
	case matches(k, chooseKeys.actions):
		s.inActions = !s.inActions && len(s.run.flow.Run().Actions) > 0
	case matches(k, runKeys.on):
		return s.goOn()
	case s.inActions && matches(k, pageKeys.edit):
		s.ask(s.run.flow.Run().Actions[l.At], "")
	case s.inActions && matches(k, pageKeys.remove):
		err := s.run.flow.DeleteAction(s.run.flow.Run().Actions[l.At].ID)
		s.refresh()
		return changed(s.say.T("choose.deleted"), err)
	case !s.inActions && matches(k, chooseKeys.pick):
		answer := checks.CleanLine(s.sources[l.At].Answer.Text)
		s.ask(checks.Action{From: s.sources[l.At].From, Text: answer}, answer)
		s.form.Lines[formText].Select()
	case matches(k, chooseKeys.free):
		s.ask(checks.Action{}, "")
	default:
		return s.moveBy(k, false)
	}
	return nil
}

// dropForm drops what was filled in.
func (s *chooseScreen) dropForm() action {
	s.form = nil
	return nil
}

// ask opens the form for an action that comes from an answer, or from none where that is "".
func (s *chooseScreen) ask(a checks.Action, answer string) {
	known := append(s.run.Team.Actions(), s.run.flow.Run().Actions...)
	s.edited, s.answer, s.form = a, answer, s.RunActionForm(a, known, s.run.DayOf(checks.DayOf(s.now)))
}

// keepForm keeps the action that was filled in, and says so where there are more than are usually done.
func (s *chooseScreen) keepForm() action {
	err := s.keep(false)
	note := s.pastDue(s.edited)
	if n := len(s.run.flow.Run().Actions); note == "" && n > 2 {
		note = s.say.N("choose.many", n)
	}
	return changed(note, err)
}

// settle keeps an action that is being typed, before the screen is left; a date that is none changes nothing.
func (s *chooseScreen) settle() bool {
	return s.form != nil && s.form.Changed() && s.keep(true) == nil
}

// keep adds the action of the form, or puts it in place of the one that was edited.
func (s *chooseScreen) keep(lenient bool) error {
	a, line, err := s.form.Read(lenient)
	if err != nil {
		s.form.At = line
		return err
	}
	if a.ID == "" {
		a.ID = s.newID()
		err = s.run.flow.AddAction(a)
	} else {
		err = s.run.flow.EditAction(a)
	}
	if err != nil {
		s.form.At = formText
		return err
	}
	s.edited = a
	s.refresh()
	return nil
}

func (s *chooseScreen) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.say.T("choose.ask"))
	p.Text(s.theme.Quiet, s.say.T("choose.advice"))
	p.Space()
	if p.W >= wide {
		right := s.canvas(2*p.W/5, p.Left())
		left := s.canvas(p.W-right.W-sidesGap, p.Left())
		row := s.apart(left, len(s.sources), s.rows(false), func(i int) int { return s.sources[i].Answer.Marks })
		if row == nil {
			row = s.rows(true)
		}
		s.list.Draw(left, len(s.sources), left.H, !s.inActions && s.form == nil, row)
		s.drawBelow(right)
		p.Beside(sidesGap, left, right)
		return
	}
	below := s.canvas(p.W, p.H)
	s.drawBelow(below)
	s.list.Draw(p, len(s.sources), max(3, p.Left()-len(below.Lines)-1), !s.inActions && s.form == nil, s.rows(true))
	p.Space()
	p.Append(below)
}

func (s *chooseScreen) broad(width, height int) bool { return isBig(width, height) }

// drawBelow draws the actions there are, or the form for one, which stand beside the answers in a broad body.
func (s *chooseScreen) drawBelow(p *widget.Canvas) {
	if s.form != nil {
		rows := 2 // the answer stands in the list, too
		if s.bodyH() >= widget.Roomy {
			rows = widget.MaxFieldRows
		}
		p.Quote(s.theme.Quiet, s.comesFrom(s.edited.From), rows)
		s.form.Draw(p)
		return
	}
	actions := s.run.flow.Run().Actions
	if len(actions) == 0 {
		p.Text(s.theme.Now, s.say.T("choose.how"))
		return
	}
	p.Text(s.theme.Strong, s.say.N("choose.actions", len(actions)))
	s.actions.Draw(p, len(actions), max(3, p.H/2), s.inActions, func(i, w int, here bool) []string {
		return s.actionLines(actions[i], w, here)
	})
}

// comesFrom names the item or question, and the answer where it is known.
func (s *chooseScreen) comesFrom(id string) string {
	if id == "" {
		return s.say.T("choose.free")
	}
	text := s.say.T("action.from", "Title", s.title(id))
	if s.answer != "" {
		text += ": " + s.answer
	}
	return s.cut(text, 2*widget.MaxText)
}

// sourceColumn is the room on the right for the question that an answer was given to.
const sourceColumn = 20

// rows returns what draws the sources, behind their marks if asked for.
func (s *chooseScreen) rows(marked bool) func(i, w int, here bool) []string {
	return func(i, w int, here bool) []string { return s.source(i, w, here, marked) }
}

// source draws an answer with its question, or an item with its figures.
func (s *chooseScreen) source(i, w int, here, marked bool) []string {
	src := s.sources[i]
	title := s.theme.Quiet.Render(s.title(src.From))
	if src.Answer.Text == "" {
		src.Answer.Text = s.title(src.From)
		title = s.theme.Quiet.Render(s.say.T("item.unrated"))
		if r := s.run.flow.AtClose().Ratings[src.From]; r.Revealed {
			title = s.theme.Quiet.Render(s.ratingOf(r.Tally))
		}
	}
	w = min(w, widget.MaxText)
	sign := s.signs.Bullet
	if marked && src.Answer.Marks > 0 {
		sign = fmt.Sprintf("+%d", src.Answer.Marks)
	}
	lead := fmt.Sprintf("%*s ", widget.Gutter-1, sign)
	if w < narrow && s.run.flow.Check().HasQuestion(src.From) {
		return s.answerLines(lead, src.Answer, w, here)
	}
	lines := s.answerLines(lead, src.Answer, w-sourceColumn, here)
	lines[0] = s.padded(lines[0], w-sourceColumn+2) + s.cut(title, sourceColumn-2)
	return lines
}

// actionLines draws an action with its owner and its due date.
func (g *context) actionLines(a checks.Action, w int, here bool) []string {
	lead, style := g.pointed("   "+g.signs.Bullet+" ", here)
	p := g.canvas(min(w, widget.MaxText), 0)
	p.Indent(lead, style, a.Text)
	if about := g.inARow(g.title(a.From), a.Owner, g.until(a)); about != "" {
		p.Indent(strings.Repeat(" ", widget.Gutter), g.theme.Quiet, about)
	}
	return p.Lines
}
