package tui

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

// lookBackScreen looks back at what stood open when the run began: the team says what became of each action, and whether a
// complaint that was fixed has come back. Nothing there has to be answered.
type lookBackScreen struct {
	stageBase
	list  widget.List // of the actions, and behind them the complaints
	shown checks.Run  // as it was at the last key, to find what undo changed
}

func newLookBackScreen(base stageBase) *lookBackScreen {
	l := &lookBackScreen{stageBase: base, list: widget.List{At: -1, Whole: true}, shown: base.run.flow.Run()}
	if l.toUndecided(); l.list.At < 0 {
		l.list.At = 0
	}
	l.resumeTyping(l.shown.Drafts[checks.LookBackID])
	return l
}

// ids are those of the actions and complaints, in the order in which they are listed.
func (s *lookBackScreen) ids() []string {
	var ids []string
	for _, a := range s.run.Work.Actions {
		ids = append(ids, a.ID)
	}
	for _, st := range s.run.Work.Complaints {
		ids = append(ids, st.ID)
	}
	return ids
}

// look is what was said of an action or a complaint; the zero Look is nothing so far.
func (s *lookBackScreen) look(id string) checks.Look { return s.run.flow.Run().Looked[id] }

// onAction tells whether the cursor is on an action.
func (s *lookBackScreen) onAction() bool { return s.list.At < len(s.run.Work.Actions) }

func (s *lookBackScreen) help() string { return "help.look-back" }

func (s *lookBackScreen) keys() []key.Binding {
	onward := withMoves(runKeys.on, backKey, pageKeys.down, pageKeys.up, everywhere.undo)
	switch {
	case s.entry != nil:
		return []key.Binding{formKeys.Keep, formKeys.Cancel}
	case s.run.Work.IsEmpty():
		return []key.Binding{runKeys.on, backKey}
	case s.onAction():
		return append([]key.Binding{lookKeys.done, lookKeys.drop, runKeys.on, lookKeys.open}, onward[1:]...)
	}
	return append([]key.Binding{lookKeys.gone, lookKeys.returned}, onward...)
}

func (s *lookBackScreen) press(k tea.KeyPressMsg) action {
	if s.entry != nil {
		return s.pressEntry(k, s.keep)
	}
	if a := s.moveBy(k, false); a != nil {
		return a
	}
	n := len(s.ids())
	switch {
	case matches(k, runKeys.on):
		return s.goOn()
	case s.list.Press(k, n):
	case n == 0:
		return nil
	default:
		return s.pressRow(k)
	}
	return nil
}

// pressRow says what became of the action or the complaint under the cursor.
func (s *lookBackScreen) pressRow(k tea.KeyPressMsg) action {
	action := s.onAction()
	switch {
	case action && matches(k, lookKeys.done):
		return s.decide(checks.Look{Outcome: checks.OutcomeDone})
	case action && matches(k, lookKeys.open):
		return s.decide(checks.Look{Outcome: checks.OutcomeOpen})
	case action && matches(k, lookKeys.drop):
		s.entry = newTextEntry(s.context, s.look(s.ids()[s.list.At]).Reason)
	case !action && matches(k, lookKeys.gone):
		return s.decide(checks.Look{Outcome: checks.OutcomeGone})
	case !action && matches(k, lookKeys.returned):
		return s.decide(checks.Look{Outcome: checks.OutcomeCameBack})
	}
	return nil
}

// keep drops the action for the reason that was typed; without one it is refused.
func (s *lookBackScreen) keep() action {
	return s.decide(checks.Look{Outcome: checks.OutcomeDropped, Reason: s.entry.field.Value()})
}

// decide notes what became of the row under the cursor, and goes on to one of which nothing is said yet.
func (s *lookBackScreen) decide(l checks.Look) action {
	l.On = checks.DayOf(s.now)
	if err := s.run.flow.Look(s.ids()[s.list.At], l); err != nil {
		return refuse(err)
	}
	s.entry, s.shown = nil, s.run.flow.Run()
	s.toUndecided()
	return changed("", nil)
}

// toUndecided moves on to the next row of which nothing is said yet; where there is none below the cursor stays. Whoever passed a
// row by did not want to say anything of it.
func (s *lookBackScreen) toUndecided() {
	ids := s.ids()
	for i := s.list.At + 1; i < len(ids); i++ {
		if s.look(ids[i]) == (checks.Look{}) {
			s.list.At = i
			return
		}
	}
}

// keepDraft keeps a reason that is being typed, behind the id of its action: nobody has said yet that it is dropped.
func (s *lookBackScreen) keepDraft() bool {
	if s.entry == nil {
		return s.run.flow.SetDraft("")
	}
	return s.keepEntry(s.ids()[s.list.At])
}

// resumeTyping types on where a reason was being typed when the run was left.
func (s *lookBackScreen) resumeTyping(draft string) {
	id, reason, _ := strings.Cut(draft, "\n")
	i := slices.Index(s.ids(), id)
	if i < 0 || i >= len(s.run.Work.Actions) || reason == "" {
		return
	}
	s.list.At, s.entry = i, newTextEntry(s.context, s.look(id).Reason)
	s.entry.field.Set(reason)
}

// undone goes to the row that undo or redo changed.
func (s *lookBackScreen) undone(moved bool) {
	if moved {
		return
	}
	if differ := checks.ChangedLooks(s.shown, s.run.flow.Run()); len(differ) > 0 {
		s.list.At = max(0, slices.Index(s.ids(), differ[0]))
	}
	s.entry, s.shown = nil, s.run.flow.Run()
}

func (s *lookBackScreen) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.say.T("look.ask"))
	p.Space()
	n := len(s.ids())
	if n == 0 {
		p.Text(s.theme.Now, s.say.T("look.nothing"))
		return
	}
	below := s.canvas(p.W, p.H)
	s.drawBelow(below)
	rows := p.Left() - len(below.Lines)
	if len(below.Lines) > 0 {
		rows--
	}
	compact := 0
	for _, more := range []int{widget.NoExtraSpace, widget.NoSpace} {
		if !s.fits(rows, p.W, compact) {
			compact = more
		}
	}
	s.list.Draw(p, n, max(3, rows), true, func(i, w int, here bool) []string { return s.row(i, w, here, compact) })
	if len(below.Lines) == 0 {
		return
	}
	p.Space()
	p.Append(below)
}

// fits tells whether all rows fit into h lines.
func (s *lookBackScreen) fits(h, w, compact int) bool {
	for i := range s.ids() {
		if h -= len(s.row(i, w, false, compact)); h < 0 {
			return false
		}
	}
	return true
}

// drawBelow asks for the reason while one is typed, and says so once something was said of every row.
func (s *lookBackScreen) drawBelow(p *widget.Canvas) {
	switch {
	case s.entry != nil:
		p.Text(s.theme.Now, s.say.T("look.reason"))
		p.Area(s.theme.Now.Render(s.padded("   "+s.signs.Prompt, widget.Gutter)), s.entry.field)
	case !slices.ContainsFunc(s.ids(), func(id string) bool { return s.look(id) == (checks.Look{}) }):
		p.Text(s.theme.Now, s.say.T("look.all"))
	}
}

// row draws one action or complaint with what is known and what was said of it; where there is room it is set off from the next one.
func (s *lookBackScreen) row(i, w int, here bool, compact int) []string {
	p := s.canvas(min(w, widget.MaxText), 0)
	p.Compact = compact
	actions, complaints := s.run.Work.Actions, s.run.Work.Complaints
	if i < len(actions) {
		s.drawAction(p, actions[i], here)
	} else {
		if i == len(actions) {
			p.Text(s.theme.Strong, s.say.N("look.fixed", len(complaints)))
		}
		s.drawComplaint(p, complaints[i-len(actions)], here)
	}
	if last := len(actions) + len(complaints) - 1; i < last && (compact == 0 || i == len(actions)-1) {
		p.Space()
	}
	return p.Lines
}

// drawAction draws an action, and under it where it came from and who does it until when; while it is open, too, in how many runs it has
// stood so.
func (s *lookBackScreen) drawAction(p *widget.Canvas, a checks.Action, here bool) {
	l, owner, overdue, age, story := s.look(a.ID), a.Owner, "", "", ""
	if l.Outcome != checks.OutcomeDone && l.Outcome != checks.OutcomeDropped {
		owner, story = s.unlessAlone(a.Owner, cmp.Or(a.Owner, s.say.T("listed.nobody"))), report.StoryName(s.say, a.Story, s.run.Stories)
		if a.IsOverdue(checks.DayOf(s.now)) {
			overdue = s.say.T("look.overdue")
		}
		if n := a.Age(s.run.flow.Run(), s.run.Team.Runs); n > 1 {
			age = s.say.T("look.age", "N", n)
		}
	}
	s.drawHead(p, a.Text, l, here)
	under := len(p.Lines)
	s.drawUnder(p, s.said(l), s.texts.TitleOf(a.From), owner, s.until(a), overdue, age, story)
	p.Mark(under, s.theme.Quiet, s.theme.Over, overdue)
}

// drawComplaint draws a complaint, and under it what was changed, who looks after it and since when.
func (s *lookBackScreen) drawComplaint(p *widget.Canvas, st checks.Story, here bool) {
	c, l := st.Complaint, s.look(st.ID)
	s.drawHead(p, widget.OneRow(st.Text), l, here)
	s.drawUnder(p, s.say.T("look.changed", "Fix", c.Fix))
	what := s.said(l)
	if what == "" {
		what = s.say.T("look.since", "Day", s.say.Day(c.FixedOn().Time()))
	}
	s.drawUnder(p, what, s.unlessAlone(c.Owner, s.looksAfter(c)))
}

// unlessAlone is what is said of who looks after something; nothing where that could only be the one person who is there.
func (s *lookBackScreen) unlessAlone(owner, said string) string {
	if owner == "" && s.solo() {
		return ""
	}
	return said
}

// drawHead draws the text of a row behind the sign of what was said of it.
func (s *lookBackScreen) drawHead(p *widget.Canvas, text string, l checks.Look, here bool) {
	lead, style := s.pointed("   "+s.outcomeSign(l)+" ", here)
	p.Indent(lead, style, text)
}

// drawUnder draws what is known of a row under its text; nothing of a part that is empty.
func (s *lookBackScreen) drawUnder(p *widget.Canvas, parts ...string) {
	p.Parts(strings.Repeat(" ", widget.Gutter), s.theme.Quiet, parts)
}

// outcomeSign is what stands before a row; a bullet where nothing was said so far.
func (s *lookBackScreen) outcomeSign(l checks.Look) string {
	switch l.Outcome {
	case checks.OutcomeDone, checks.OutcomeGone:
		return s.signs.Settled
	case checks.OutcomeOpen:
		return s.signs.Still
	case checks.OutcomeDropped:
		return s.signs.Dropped
	case checks.OutcomeCameBack:
		return s.signs.Again
	}
	return s.signs.Bullet
}

// said is what was said of a row in words, "" for nothing so far.
func (s *lookBackScreen) said(l checks.Look) string {
	if l == (checks.Look{}) {
		return ""
	}
	return s.say.T("look.said."+string(l.Outcome), "Reason", l.Reason)
}

// looksAfter says who looks after what was changed because of a complaint.
func (g *context) looksAfter(c checks.Complaint) string {
	if c.Owner == "" {
		return g.say.T("complaint.nobody")
	}
	return g.say.T("complaint.owner", "Owner", c.Owner)
}
