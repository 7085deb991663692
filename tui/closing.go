package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/checks/report/chart"
	"emptychair/tui/widget"
)

// closeScreen is the one page at the end: the items then and now, the actions, and the finish.
type closeScreen struct {
	stageBase
	worth  *itemScreen // takes the vote on whether the time was well spent
	middle widget.Middle
}

func newCloseScreen(base stageBase) *closeScreen {
	s := &closeScreen{stageBase: base, worth: &itemScreen{stageBase: base, id: checks.WorthID}}
	s.middle = widget.Middle{Ends: s.ends, Fill: s.drawContent}
	return s
}

func (s *closeScreen) help() string      { return "help.close" }
func (s *closeScreen) keepDraft() bool   { return s.run.flow.SetDraft("") }
func (s *closeScreen) covered() bool     { return s.worth.covered() }
func (s *closeScreen) undone(moved bool) { s.worth.undone(moved) }

func (s *closeScreen) keys() []key.Binding {
	if s.covered() {
		return s.worth.keys()
	}
	keys := []key.Binding{closeKeys.finish, backKey}
	if s.run.flow.Run().IsFinished() {
		keys = append([]key.Binding{closeKeys.home}, when(s.run.flow.IsCorrecting(), closeKeys.held)...)
		keys = append(keys, backKey, exportKeys.open)
	}
	if s.voting() {
		vote := s.worth.hiddenKeys()
		keys = slices.Concat(vote[:2], keys[:1], vote[2:], keys[1:])
	}
	long := !s.middle.Fits(s.canvas(s.body()))
	return slices.Concat(keys, when(long, pageKeys.down), when(!s.voting(), s.voteKeys()...), []key.Binding{exportKeys.copy, everywhere.undo}, when(long, pageKeys.up))
}

// isOpen tells whether the run may still change.
func (s *closeScreen) isOpen() bool {
	return !s.run.flow.Run().IsFinished() || s.run.flow.IsCorrecting()
}

// voting tells whether answers on whether the time was well spent wait for their reveal.
func (s *closeScreen) voting() bool { return s.run.flow.Run().Hidden(checks.WorthID) > 0 }

// voteKeys are the keys of that vote.
func (s *closeScreen) voteKeys() []key.Binding {
	switch {
	case !s.isOpen():
		return nil
	case s.voting():
		return s.worth.hiddenKeys()
	case s.worth.rating().Revealed && !s.worth.solo():
		return []key.Binding{revealKeys.again, revealKeys.late}
	}
	return []key.Binding{voteKeys.answer}
}

// pressVote answers a key of the vote on the time; ok is false where it is none. Before somebody has answered only digits are.
func (s *closeScreen) pressVote(k tea.KeyPressMsg) (a action, ok bool) {
	_, isStep := stepOf(k)
	isKey := slices.ContainsFunc(s.voteKeys(), func(b key.Binding) bool { return matches(k, b) })
	switch {
	case !s.isOpen(), !isStep && !isKey:
		return nil, false
	case s.worth.rating().Revealed && !isStep:
		return s.worth.pressRevealed(k), true
	}
	return s.worth.pressHidden(k), true
}

// paste reads answers from a chat, as at an item.
func (s *closeScreen) paste(text string) action {
	if !s.isOpen() {
		return nil
	}
	return s.worth.paste(text)
}

func (s *closeScreen) press(k tea.KeyPressMsg) action {
	if s.covered() {
		return s.worth.press(k)
	}
	if a, ok := s.pressVote(k); ok {
		return a
	}
	flow := s.run.flow
	switch finished := flow.Run().IsFinished(); {
	case matches(k, closeKeys.home) && finished:
		return deliberate(goHome(flow.Run().Team))
	case matches(k, closeKeys.finish) && finished:
		return nil
	case matches(k, exportKeys.copy):
		return copied(s.plainResult(), s.say.T("close.copied"))
	case matches(k, exportKeys.open) && !finished:
		return notify(s.say.T("export.finish-first"))
	case matches(k, exportKeys.open) && !s.run.safe():
		return notify(s.say.T("export.not-saved"))
	case matches(k, exportKeys.open):
		return s.exportRun(s, flow.Stored())
	case matches(k, closeKeys.held) && flow.IsCorrecting():
		return show(newHeldScreen(s.stageBase))
	case matches(k, closeKeys.finish):
		note := s.BeforeFinish(flow, "close.hidden", "close.typed")
		return confirm(note != "", note, func() action { return changed("", flow.Finish(s.now)) })
	}
	if a := s.moveBy(k, false); a != nil && !matches(k, runKeys.next) && !matches(k, runKeys.forward) {
		return a
	}
	s.middle.Move(s.scrollBy(k), s.canvas(s.body())) // this is the last stage: page down goes on to what is out of sight
	return nil
}

// BeforeFinish asks, by the message typed, where a finish leaves text that is not yet added, and by the message hidden where it only reveals
// answers; "" is nothing to ask.
func (g *context) BeforeFinish(f *checks.Flow, hidden, typed string) string {
	var where []string
	for _, id := range f.Typed() {
		where = append(where, g.title(id))
	}
	switch {
	case len(where) > 0:
		return g.say.T(typed, "Where", where, "Hidden", f.HasHidden())
	case f.HasHidden():
		return g.say.T(hidden)
	}
	return ""
}

// plainResult is what the run came to as plain text for a chat: the items in words, and the actions.
func (s *closeScreen) plainResult() string {
	r, o := s.run.flow.AtClose(), s.reportOptions()
	lines := []string{s.inARow(s.say.Team(r.Team), s.dayOf(r))}
	for _, id := range s.shownIDs() {
		line := o.PlainRating(r, id)
		if c, ok := s.run.Change(id); ok && r.Revealed(id).Revealed {
			line = s.inARow(line, report.ChangeBrief(s.say, c))
		}
		lines = append(lines, line)
	}
	for _, a := range r.Actions {
		lines = append(lines, s.signs.Bullet+" "+s.inARow(widget.OneRow(a.Text), a.Owner, s.until(a)))
	}
	return strings.Join(lines, "\n")
}

// shownIDs are the items, and last whether the time was well spent once that is revealed.
func (s *closeScreen) shownIDs() []string {
	if s.run.flow.AtClose().Ratings[checks.WorthID].Revealed {
		return append(s.itemIDs(), checks.WorthID)
	}
	return s.itemIDs()
}

func (s *closeScreen) draw(p *widget.Canvas) { s.middle.Draw(p) }

// ends are the lines that stay at the top and at the bottom of a body w cells wide: what this is, and what to do now.
func (s *closeScreen) ends(w int) (head, next []string) {
	ask, how := "close.ask", "close.how"
	if s.run.flow.Run().IsFinished() {
		ask, how = "close.finished", "close.home"
	}
	if s.run.flow.IsCorrecting() {
		ask, how = "correct.ask", "correct.how"
	}
	head, next = widget.Wrap(s.theme.Strong, s.say.T(ask), widget.TextWidth(w)), s.drawVote(w)
	switch signs := s.signLine(w); {
	case w >= wide:
	case len(head) == 1 && width(head[0])+2+width(signs) <= w:
		head[0] = s.padded(head[0], w-width(signs)) + signs
	default:
		head = append(head, signs)
	}
	if s.bodyH() >= widget.Roomy { // in a lower window the keys below must do
		next = append(next, widget.Wrap(s.theme.Now, s.say.T(how), widget.TextWidth(w))...)
	}
	return head, next
}

// drawVote asks whether the time was well spent, and shows how many have answered. Nothing here may depend on the value of an answer before
// all are revealed: then it says what they were, where nothing scrolls.
func (s *closeScreen) drawVote(w int) []string {
	switch in, people := s.run.flow.Run().Hidden(checks.WorthID), s.worth.people(); {
	case s.worth.rating().Revealed:
		return widget.Wrap(s.theme.Plain, s.worthLine(), widget.TextWidth(w))
	case !s.isOpen():
		return nil
	case in == 0:
		return widget.Wrap(s.theme.Quiet, s.texts.Worth.Statement+" "+s.say.T("worth.how"), widget.TextWidth(w))
	default:
		count := s.say.T("vote.count", "In", in, "People", people)
		line := s.texts.Worth.Statement + "   " + s.theme.Strong.Render(s.waiting(in, people)) + "   " + count
		if width(line) > w {
			line = s.texts.Worth.Statement + "   " + s.theme.Strong.Render(count)
		}
		return []string{line}
	}
}

func (s *closeScreen) broad(width, height int) bool { return isBig(width, height) }

// drawContent draws all that the run has come to: the items, and the actions below them.
func (s *closeScreen) drawContent(p *widget.Canvas) {
	s.drawPlots(p)
	var changes []checks.ItemChange
	for _, id := range s.shownIDs() {
		if c, ok := s.run.Change(id); ok {
			changes = append(changes, c)
		}
	}
	if note := report.NeededNote(s.say, changes...); note != "" && p.Compact < widget.NoSpace {
		p.Text(s.theme.Quiet, note)
		p.ExtraSpace()
	}
	s.drawActions(p, s.run.flow.Run())
}

// Lines above the axes of the items at most, in a wide body and in a narrow one; and cells between items in a wide one.
const (
	plotRows  = 12
	smallRows = 5
	plotsGap  = 3 // with one more a German date would cost a cell of each step
)

// drawPlots draws the items beside each other, the axes of all on one line, and below each what changed. In a narrow body there is no
// room for names: the head explains the signs.
func (s *closeScreen) drawPlots(p *widget.Canvas) {
	ids, gap, rows, small := s.itemIDs(), plotsGap, plotRows-p.Compact, p.W < wide
	if small {
		gap, rows = 2, smallRows-p.Compact/3
	}
	w := (p.W - gap*(len(ids)-1)) / len(ids)
	plots, parts := make([]*chart.Plot, len(ids)), make([]*widget.Canvas, len(ids))
	for i, id := range ids {
		plots[i] = s.plotOf(id, s.run.flow.AtClose().Revealed(id), w)
		if plots[i].Large = chart.Largest; small { // with the signs that the head explains
			plots[i].Large = 0
			plots[i].Today.Name, plots[i].Below = "", nil
			if then, ok := s.run.Rated(id); ok {
				plots[i].Below = []chart.Row{{Counts: then.Counts}}
			}
		}
	}
	chart.Fit(w, plots...)
	below := 0
	for i, id := range ids {
		parts[i] = s.canvas(w, p.Left())
		parts[i].Compact = p.Compact
		parts[i].Text(s.theme.Strong, s.texts.TitleOf(id))
		parts[i].Add(plots[i].Lines(max(rows, 2))...)
		below = max(below, len(parts[i].Lines))
	}
	for i, id := range ids {
		parts[i].Add(make([]string, below-len(parts[i].Lines))...)
		s.drawVerdict(parts[i], id, small)
	}
	p.Beside(gap, parts...)
	p.Space()
}

// signLine explains the signs of answers.
func (s *closeScreen) signLine(w int) string {
	line := s.theme.Now.Render(s.signs.Today + " " + s.todayName(w))
	if !s.run.Baseline.IsFinished() {
		return line
	}
	return line + "   " + s.theme.Then.Render(s.signs.Earlier+" "+s.baselineName(w))
}

// worthLine says whether the time was well spent: every answer of now, and the figures of last time. It is no item: there is no verdict.
func (s *closeScreen) worthLine() string {
	const column, gap = 11, "   "
	tally, then := s.worth.rating().Tally, ""
	now := gap + s.ratingOf(tally)
	if !s.worth.solo() {
		now = gap + s.theme.Now.Render(chart.NewScale(s.say, column, 1, tally.Counts).Inline(tally.Counts)) + now
	}
	if t, ok := s.run.Rated(checks.WorthID); ok {
		then = s.say.T("compare.then-now", "Run", s.baselineName(0), "Said", s.ratingOf(t))
	}
	return s.inARow(s.theme.Strong.Render(s.texts.Worth.Title)+now, then)
}

// drawVerdict says the answers to an item in figures, and what changed, in short or not; or how many answers wait for the reveal, if any do.
func (s *closeScreen) drawVerdict(p *widget.Canvas, id string, short bool) {
	rating := s.run.flow.AtClose().Ratings[id]
	switch hidden := s.run.flow.Run().Hidden(id); {
	case hidden > 0:
		p.Text(s.theme.Quiet, s.say.N("item.hidden", hidden))
		return
	case !rating.Revealed:
		p.Text(s.theme.Quiet, s.say.T("item.unrated"))
		return
	}
	if !short && p.H >= highBody {
		p.Space()
	}
	c, ok := s.run.Change(id)
	if !ok || p.Compact < widget.Shortest {
		p.Text(s.theme.Plain, s.ratingOf(rating.Tally))
	}
	if !ok {
		return
	}
	if short {
		w := p.W
		if p.Compact < widget.OneLine {
			w = 2*p.W - 1 // on two lines
		}
		text, style := s.moved(c, w)
		p.Text(style, text)
		return
	}
	headline, why := report.ChangeHeadline(s.say, c, s.run.earlierRun(s.context))
	if p.Text(s.verdict(c.Change.Verdict), headline); why != "" {
		p.Text(s.theme.Quiet, why)
	}
}

// drawActions lists the actions.
func (s *closeScreen) drawActions(p *widget.Canvas, r checks.Run) {
	actions := s.say.T("close.no-actions")
	if len(r.Actions) > 0 {
		actions = s.say.N("close.actions", len(r.Actions))
	}
	if len(r.Actions) == 0 || p.Compact < widget.Shortest {
		p.Text(s.theme.Quiet, s.inARow(s.say.N("past.answers", r.AnswerCount()), actions))
	}
	for _, a := range r.Actions {
		lines := s.actionLine(a, p.W)
		if p.Compact >= widget.Shortest {
			lines = p.Clip(lines, 1)
		}
		p.Add(lines...)
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
