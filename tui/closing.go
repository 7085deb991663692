package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// closeScreen is the one page at the end: the items then and now, the actions, and the finish.
type closeScreen struct {
	still
	*ground
	run  *session
	sure bool // finish was pressed with answers still hidden; once more finishes
}

func newCloseScreen(g *ground, s *session) *closeScreen { return &closeScreen{ground: g, run: s} }

func (s *closeScreen) heading() string { return s.title(checks.CloseID) }
func (s *closeScreen) help() string    { return "help.close" }

func (s *closeScreen) keys() []key.Binding {
	if s.run.flow.Run().IsFinished() {
		return []key.Binding{closeKeys.home, runKeys.back, everywhere.undo}
	}
	return []key.Binding{closeKeys.finish, runKeys.back, everywhere.undo}
}

func (s *closeScreen) press(k tea.KeyPressMsg) action {
	flow, sure := s.run.flow, s.sure
	s.sure = false
	switch finished := flow.Run().IsFinished(); {
	case matches(k, closeKeys.home) && finished:
		return goHome{flow.Run().Team}
	case matches(k, closeKeys.finish) && finished:
		return nil
	case matches(k, closeKeys.finish) && s.hidden() && !sure:
		s.sure = true
		return tell{s.say.T("close.hidden")}
	case matches(k, closeKeys.finish):
		return outcome(flow.Finish(s.now), "")
	}
	if stage, ok := moves(k, flow.At(), false); ok {
		return moveTo{stage}
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

func (s *closeScreen) draw(p *page) {
	r := s.run.flow.Run()
	if r.IsFinished() {
		p.text(s.theme.Strong, s.say.T("close.finished"))
	} else {
		p.text(s.theme.Strong, s.say.T("close.ask"))
	}
	p.gap()
	for _, id := range s.itemIDs() {
		s.drawItem(p, id)
	}
	p.air()
	s.drawActions(p, r)
	p.air()
	if r.IsFinished() {
		p.text(s.theme.Now, s.say.T("close.home"))
		return
	}
	p.text(s.theme.Now, s.say.T("close.how"))
}

// drawItem draws one item: the baseline's answers and today's on one scale, as far as there are any.
func (s *closeScreen) drawItem(p *page, id string) {
	label := s.labelWidth()
	rating := s.run.flow.Run().Ratings[id]
	figures := s.brief
	if p.w < narrow {
		figures = func(t checks.Tally) string { return s.say.T("figures.n", "N", t.N()) }
	}
	scale := s.scale(p.w - label - 9 - width(figures(rating.Tally)))
	name := s.padded(s.theme.Strong.Render(s.texts.TitleOf(id)), label)
	switch hidden := s.run.flow.Run().Hidden(id); {
	case hidden > 0:
		p.add(name + s.theme.Quiet.Render(s.say.N("item.hidden", hidden)))
		return
	case !rating.Revealed:
		p.add(name + s.theme.Quiet.Render(s.say.T("item.unrated")))
		return
	}
	p.add(name + scale.Short(rating.Counts, s.signs.Today) + "   " + figures(rating.Tally))
	if b, ok := s.run.rated(id); ok {
		day := s.say.DayMonth(s.local(s.run.baseline.When()))
		p.add(s.theme.Quiet.Render(s.padded("  "+day, label) + scale.Short(b.Counts, s.signs.Earlier) + "   " + figures(b)))
	}
}

// drawActions lists the actions in as many lines as are free.
func (s *closeScreen) drawActions(p *page, r checks.Run) {
	answers := s.say.N("close.answers", r.AnswerCount())
	if len(r.Actions) == 0 {
		p.text(s.theme.Quiet, answers+" "+s.signs.Dot+" "+s.say.T("close.no-actions"))
		return
	}
	p.text(s.theme.Quiet, answers+" "+s.signs.Dot+" "+s.say.N("close.actions", len(r.Actions)))
	list{}.draw(p, len(r.Actions), p.left()-2, false, func(i, w int, here bool) []string {
		return s.actionLines(r.Actions[i], w, here)
	})
}
