package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

// closeScreen is the one page at the end: the items then and now, the actions, and the finish.
type closeScreen struct {
	noText
	stageBase
	scroll widget.Scroll // of the content
	sure   bool          // finish was pressed with answers still hidden; once more finishes
}

func newCloseScreen(g *context, s *session) *closeScreen {
	return &closeScreen{stageBase: stageBase{context: g, run: s}}
}

func (s *closeScreen) heading() string { return s.title(checks.CloseID) }
func (s *closeScreen) help() string    { return "help.close" }

func (s *closeScreen) keys() []key.Binding {
	if s.run.flow.Run().IsFinished() {
		return append([]key.Binding{closeKeys.home, runKeys.back, exportKeys.open}, s.others()...)
	}
	return append([]key.Binding{closeKeys.finish}, s.others()...)
}

// others are the keys that hold before and after the finish.
func (s *closeScreen) others() []key.Binding {
	keys := []key.Binding{runKeys.back, everywhere.undo}
	if _, ok := s.fits(s.bodyW(), s.bodyH()); !ok {
		keys = append([]key.Binding{readingKeys.down}, append(keys, readingKeys.up)...)
	}
	return keys
}

func (s *closeScreen) press(k tea.KeyPressMsg) action {
	flow, sure := s.run.flow, s.sure
	s.sure = false
	switch finished := flow.Run().IsFinished(); {
	case matches(k, closeKeys.home) && finished:
		return goHome(flow.Run().Team)
	case matches(k, closeKeys.finish) && finished:
		return nil
	case matches(k, exportKeys.open) && !finished:
		return notify(s.say.T("export.finish-first"))
	case matches(k, exportKeys.open) && !s.run.safe():
		return notify(s.say.T("export.not-saved"))
	case matches(k, exportKeys.open):
		return s.exportRun(s, checks.Summarize(flow.Run()))
	case matches(k, closeKeys.finish) && s.hidden() && !sure:
		s.sure = true
		return notify(s.say.T("close.hidden"))
	case matches(k, closeKeys.finish):
		return changed("", flow.Finish(s.now))
	}
	if a := s.moveBy(k, false); a != nil && !matches(k, runKeys.next) && !matches(k, runKeys.forward) {
		return a
	}
	if h, ok := s.fits(s.bodyW(), s.bodyH()); !ok { // this is the last stage: page down goes on to what is out of sight
		s.scroll.Move(s.scrollBy(k), len(s.content(s.bodyW(), h).Lines), h)
	}
	return nil
}

// hidden tells whether answers wait for a reveal.
func (s *closeScreen) hidden() bool {
	for _, id := range s.itemIDs() {
		if s.run.flow.Run().Hidden(id) > 0 {
			return true
		}
	}
	return false
}

func (s *closeScreen) draw(p *widget.Canvas) {
	head, next := s.ends(p.W)
	if h, ok := s.fits(p.W, p.H); !ok {
		p.Add(head...)
		middle := s.canvas(p.W, h)
		s.scroll.Draw(middle, s.content(p.W, h).Lines)
		p.Add(middle.Lines...)
		p.Add(next...)
		return
	}
	p.Fit(func(p *widget.Canvas) {
		p.Add(head...)
		p.Space()
		s.drawContent(p)
		p.Space()
		p.Add(next...)
	})
}

// ends are the lines that stay at the top and at the bottom of a body w cells wide: what this is, and what to do now.
func (s *closeScreen) ends(w int) (head, next []string) {
	ask, how := "close.ask", "close.how"
	if s.run.flow.Run().IsFinished() {
		ask, how = "close.finished", "close.home"
	}
	return widget.Wrap(s.theme.Strong, s.say.T(ask), widget.TextWidth(w)), widget.Wrap(s.theme.Now, s.say.T(how), widget.TextWidth(w))
}

// fits tells whether the content fits into a body, and how many lines there are for it.
func (s *closeScreen) fits(w, h int) (rows int, ok bool) {
	head, next := s.ends(w)
	rows = h - len(head) - len(next)
	return rows, len(s.content(w, rows).Lines) <= rows
}

// content is all that the run has come to, as loosely as h lines allow.
func (s *closeScreen) content(w, h int) *widget.Canvas {
	p := s.canvas(w, h)
	p.Fit(s.drawContent)
	return p
}

func (s *closeScreen) drawContent(p *widget.Canvas) {
	for _, id := range s.itemIDs() {
		s.drawItem(p, id)
		p.ExtraSpace()
	}
	s.drawActions(p, s.run.flow.Run())
}

// drawItem draws one item: the baseline's answers and today's on one scale, as far as there are any.
func (s *closeScreen) drawItem(p *widget.Canvas, id string) {
	label := s.labelWidth()
	rating := s.run.flow.Run().Ratings[id]
	row := s.row(p.W, label)
	name := s.padded(s.theme.Strong.Render(s.texts.TitleOf(id)), label)
	switch hidden := s.run.flow.Run().Hidden(id); {
	case hidden > 0:
		p.Add(name + s.theme.Quiet.Render(s.say.N("item.hidden", hidden)))
		return
	case !rating.Revealed:
		p.Add(name + s.theme.Quiet.Render(s.say.T("item.unrated")))
		return
	}
	p.Add(name + row(rating.Tally, s.signs.Today))
	if b, ok := s.run.rated(id); ok {
		when := s.local(s.run.baseline.When())
		day := s.say.DayMonth(when)
		if s.sameDay(when, s.run.flow.Run().When()) {
			day = s.timeOf(when)
		}
		p.Add(s.theme.Quiet.Render(s.padded("  "+day, label) + row(b, s.signs.Earlier)))
	}
	if sentence := s.run.sentence(s.context, id); sentence != "" {
		p.Indent("  ", s.theme.Plain, sentence)
	}
}

// row returns how answers are drawn behind a label in a body w cells wide: as dots with their figures; of one person, where there
// is little room, only in words.
func (s *closeScreen) row(w, label int) func(t checks.Tally, sign string) string {
	figures, room := s.figures(w)
	if s.run.flow.Run().Kind == checks.Solo && w < narrow {
		return func(t checks.Tally, _ string) string { return figures(t) }
	}
	scale := s.scale(w - label - 9 - room)
	return func(t checks.Tally, sign string) string { return scale.Short(t.Counts, sign) + "   " + figures(t) }
}

// figures returns how a tally is said behind its dots in a body w cells wide, and how many cells that takes: as figures, or of
// one person in words.
func (s *closeScreen) figures(w int) (say func(checks.Tally) string, room int) {
	switch {
	case s.run.flow.Run().Kind == checks.Solo:
		return s.ratingWord, report.RatingWords(s.texts, nil).Width()
	case w < narrow:
		say = func(t checks.Tally) string { return s.say.T("figures.n", "N", t.N()) }
	default:
		say = s.brief
	}
	return say, width(say(checks.Tally{Counts: [checks.Steps]int{checks.MaxPeople}}))
}

// drawActions lists the actions.
func (s *closeScreen) drawActions(p *widget.Canvas, r checks.Run) {
	actions := s.say.T("close.no-actions")
	if len(r.Actions) > 0 {
		actions = s.say.N("close.actions", len(r.Actions))
	}
	p.Text(s.theme.Quiet, s.say.N("close.answers", r.AnswerCount())+" "+s.signs.Dot+" "+actions)
	for _, a := range r.Actions {
		p.Add(s.actionLine(a, p.W)...)
	}
}

// actionLine is an action on one line, or on several where it is long.
func (s *closeScreen) actionLine(a checks.Action, w int) []string {
	lines := s.actionLines(a, w, false)
	if len(lines) != 2 {
		return lines
	}
	line := lines[0] + " " + s.theme.Quiet.Render(s.signs.Dot) + " " + strings.TrimLeft(lines[1], " ")
	if width(line) > w {
		return lines
	}
	return []string{line}
}
