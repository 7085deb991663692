package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

// storyScreen shows one story in full; a complaint is followed here to its cause.
type storyScreen struct {
	noText
	*context
	list    *storiesScreen // to which esc returns
	story   checks.Story
	actions []checks.Action // that answer it
	middle  widget.Middle
}

func newStoryScreen(list *storiesScreen, story checks.Story, actions []checks.Action) *storyScreen {
	s := &storyScreen{context: list.context, list: list, story: story, actions: actions}
	s.middle = widget.Middle{Fill: s.drawStory, Ends: func(w int) (head, foot []string) { return nil, s.next(w) }}
	return s
}

func (s *storyScreen) help() string { return "help.story-page" }

func (s *storyScreen) heading() string {
	return s.inARow(s.say.T("story.title"), s.say.Team(s.story.Team))
}

func (s *storyScreen) keys() []key.Binding {
	c := s.story.Complaint
	next := complaintKeys[c.State]
	if c.LacksRemedy() {
		next = slices.Insert(slices.Clone(next), 0, storyKeys.remedy)
	} else if s.story.IsComplaint() {
		next = append(slices.Clip(next), storyKeys.remedy)
	}
	first := min(2, len(next)) // that stand before the way back
	return slices.Concat(
		next[:first], []key.Binding{pageKeys.back}, next[first:], when(!s.middle.Fits(s.canvas(s.body())), pageKeys.down), []key.Binding{pageKeys.edit, storyKeys.answer},
		when(s.story.IsComplaint(), storyKeys.more), when(c.Cases > 1, storyKeys.fewer), []key.Binding{pageKeys.remove}, scrolling(),
	)
}

func (s *storyScreen) press(k tea.KeyPressMsg) action {
	c, today := s.story.Complaint, checks.DayOf(s.now)
	switch {
	case matches(k, pageKeys.back):
		return show(s.list)
	case matches(k, pageKeys.edit):
		return show(newFormScreen(s.context, s.StoryForm(s.story.Team, s.story, s.list.newID), s))
	case matches(k, pageKeys.remove):
		return show(s.list.ask(s.story))
	case matches(k, storyKeys.answer):
		return openAnswer(s.list, s, s.story, func(a checks.Action) {
			s.actions = append(slices.Clip(s.actions), a)
			checks.SortDue(s.actions)
		})
	case matches(k, storyKeys.complain) && !s.story.IsComplaint():
		return s.save("complaint.saved")(checks.NewComplaint(today), nil)
	case s.story.IsComplaint():
		if a := s.pressComplaint(k, c, today); a != nil {
			return a
		}
	}
	s.middle.Move(s.scrollBy(k), s.canvas(s.body()))
	return nil
}

// pressComplaint answers the keys that say what became of the complaint, or ask for it.
func (s *storyScreen) pressComplaint(k tea.KeyPressMsg, c checks.Complaint, today checks.Day) action {
	for _, q := range ComplaintQuestions {
		if matches(k, q.Key) {
			if err := q.Refuses(c); err != nil {
				return refuse(err)
			}
			return show(newComplaintForm(s, q))
		}
	}
	switch {
	case matches(k, storyKeys.why):
		if err := c.MayBecome(checks.ComplaintCaused); err != nil {
			return refuse(err)
		}
		return show(newWhyForm(s))
	case matches(k, storyKeys.gone):
		return s.save("complaint.saved-gone")(c.Confirm(checks.ComplaintGone, today))
	case matches(k, storyKeys.back):
		return s.save("complaint.saved-back")(c.Confirm(checks.ComplaintBack, today))
	case matches(k, storyKeys.more):
		return s.save("complaint.saved-cases")(c.WithCases(c.Cases + 1))
	case matches(k, storyKeys.fewer) && c.Cases > 1:
		return s.save("complaint.saved-cases")(c.WithCases(c.Cases - 1))
	}
	return nil
}

// save returns what saves the story with its complaint as it is afterwards, unless err says that it cannot be so.
func (s *storyScreen) save(note string) func(after checks.Complaint, err error) action {
	return func(after checks.Complaint, err error) action {
		if err != nil {
			return refuse(err)
		}
		return apply(s.saving(after, note))
	}
}

func (s *storyScreen) saving(after checks.Complaint, note string) change {
	now := s.story
	now.Complaint = after
	return storyKind.saving(s.story, now, s.say.T(note))
}

func (s *storyScreen) onSaved(was, now checks.Story) screen {
	s.list.onSaved(was, now)
	if now.ID == "" {
		return s.list
	}
	s.story = now
	return s
}

func (s *storyScreen) draw(p *widget.Canvas) { s.middle.Draw(p) }

// next is what is to be done with the complaint now, first for the customer; of a story that is none, what could be.
func (s *storyScreen) next(w int) (lines []string) {
	c, style := s.story.Complaint, s.theme.Now
	switch {
	case c.LacksRemedy():
		lines, style = widget.Wrap(style, s.say.T("story.next.remedy"), widget.TextWidth(w)), s.theme.Quiet
	case c.State == checks.NoComplaint, c.State == checks.ComplaintGone:
		style = s.theme.Quiet
	default: // there is something to do
	}
	id := "story.next." + cmp.Or(string(c.State), "none")
	if c.State == checks.ComplaintPlanned && len(s.actions) > 0 {
		id = "story.next.agreed"
	}
	return append(lines, widget.Wrap(style, s.say.T(id), widget.TextWidth(w))...)
}

// drawStory draws all that is known of the story.
func (s *storyScreen) drawStory(p *widget.Canvas) {
	head := s.story
	head.Complaint = checks.Complaint{} // drawn below the text
	s.drawStoryHead(p, "", head, false)
	p.Space()
	for _, line := range strings.Split(s.story.Text, "\n") {
		p.Text(s.theme.Strong, line)
	}
	if s.story.IsComplaint() {
		p.Space()
		s.drawComplaint(p)
	}
	for i, a := range s.actions {
		if i == 0 {
			p.Space()
			p.Text(s.theme.Quiet, s.say.T("report.actions"))
		}
		p.Indent("  "+s.signs.Bullet+" ", s.theme.Plain, a.Text)
		p.Parts("    ", s.theme.Quiet, s.actionFacts(a, false))
	}
}

func (s *storyScreen) drawComplaint(p *widget.Canvas) {
	c := s.story.Complaint
	span, since := s.span(c.Age(checks.DayOf(s.now))), s.say.Day(c.Since().Time())
	state := s.say.T("story.state."+string(c.State), "Span", span, "Day", since)
	p.Parts("", s.theme.Plain, []string{state, s.say.N("complaint.cases", c.Cases)})
	if c.Remedy.Text != "" {
		p.ExtraSpace()
		p.Indent(s.label("complaint.remedy"), s.theme.Plain, report.RemedyWords(s.say, c.Remedy))
	}
	if len(c.Whys) > 0 {
		p.ExtraSpace()
		s.drawWhys(p, c.Whys)
	}
	s.drawChange(p, c)
	for _, a := range c.Before {
		p.ExtraSpace()
		p.Indent(s.label("attempt.name"), s.theme.Plain, report.AttemptWords(s.say, a))
	}
	p.ExtraSpace()
	p.Parts("", s.theme.Quiet, s.history())
}

// drawChange says what is to be changed, what was, and who looks after it.
func (s *storyScreen) drawChange(p *widget.Canvas, c checks.Complaint) {
	fixed := "complaint.fix"
	if c.LacksCause() {
		fixed = "complaint.fix-failed"
	}
	if c.FixedText() == "" {
		return
	}
	p.ExtraSpace()
	if c.Plan != "" && c.Plan != c.Fix {
		p.Indent(s.label("complaint.plan"), s.theme.Plain, c.Plan)
	}
	if c.Fix != "" {
		p.Indent(s.label(fixed), s.theme.Plain, c.Fix)
	}
	p.Text(s.theme.Quiet, s.looksAfter(c))
}

// label is the name in front of what is known.
func (s *storyScreen) label(id string) string { return s.theme.Quiet.Render(s.say.T(id) + "  ") }

// drawWhys lists the chain of causes.
func (g *context) drawWhys(p *widget.Canvas, whys []string) {
	for i, why := range whys {
		p.Indent(g.theme.Quiet.Render(fmt.Sprintf("%s %d  ", g.say.T("complaint.why"), i+1)), g.theme.Plain, why)
	}
}

// history is the day of each change.
func (s *storyScreen) history() []string {
	var parts []string
	for i, step := range s.story.Complaint.Steps {
		word := s.stateName(step.State)
		if i == 0 {
			word = s.say.T("complaint.noted")
		}
		parts = append(parts, s.say.Day(step.On.Time())+" "+word)
	}
	return parts
}

// ComplaintQuestion is what a form asks of a complaint.
type ComplaintQuestion struct {
	Key  key.Binding
	id   string                                                             // of its messages
	to   checks.ComplaintState                                              // to which an answer leads, none of what can be said in every state
	text func(c checks.Complaint) string                                    // that stands there already
	day  func(c checks.Complaint, text string, today checks.Day) checks.Day // of an answer of which no day is said; nil where none is asked for
	note func(c checks.Complaint, text, owner string, on checks.Day) (checks.Complaint, error)
}

// ComplaintQuestions are asked one after the other: first what was done for the customer, then what is to be and what was changed.
var ComplaintQuestions = []ComplaintQuestion{
	{
		storyKeys.remedy, "remedy", checks.NoComplaint, func(c checks.Complaint) string { return c.Remedy.Text },
		func(c checks.Complaint, _ string, today checks.Day) checks.Day { return cmp.Or(c.Remedy.On, today) },
		func(c checks.Complaint, text, _ string, on checks.Day) (checks.Complaint, error) {
			return c.NoteRemedy(text, on)
		},
	},
	{storyKeys.plan, "plan", checks.ComplaintPlanned, func(c checks.Complaint) string { return c.Plan }, nil, checks.Complaint.NotePlan},
	{storyKeys.fix, "fix", checks.ComplaintFixed, checks.Complaint.FixedText, checks.Complaint.FixDay, checks.Complaint.NoteFix},
}

// Refuses says why the question cannot be asked now.
func (q ComplaintQuestion) Refuses(c checks.Complaint) error {
	if q.to == checks.NoComplaint {
		return nil
	}
	return c.MayBecome(q.to)
}

// form shows a form for a part of the story.
func (s *storyScreen) form(f *Form[checks.Story]) *formScreen[checks.Story] {
	shown := newFormScreen(s.context, f, s)
	shown.header = s.heading
	shown.needs = func(fresh checks.Story) bool { return fresh.ID != "" }
	return shown
}

// newComplaintForm asks one of the questions of a complaint.
func newComplaintForm(from *storyScreen, q ComplaintQuestion) screen {
	s := from.form(from.ComplaintForm(q, from.story))
	s.above = func(p *widget.Canvas) {
		p.Quote(s.theme.Strong, widget.OneRow(s.Was.Text), widget.MaxFieldRows-2)
		p.ExtraSpace()
		s.drawWhys(p, s.Was.Complaint.Whys)
		p.Space()
		p.Text(s.theme.Plain, s.Ask)
	}
	return s
}

// ComplaintForm asks one of the questions of a complaint.
func (g *context) ComplaintForm(q ComplaintQuestion, was checks.Story) *Form[checks.Story] {
	f := newForm(storyKind, was, func(was checks.Story) []*widget.Line { return q.lines(g, was.Complaint) })
	f.Optional = q.to == checks.NoComplaint
	f.of = []string{q.id, was.ID}
	f.about, f.Ask, f.Note = "help.complaint."+q.id, g.say.T("complaint.ask."+q.id), g.say.T("complaint.saved."+q.id)
	f.Read = func(lenient bool) (checks.Story, int, error) { return q.answer(f.Was, f.Lines, g.calendar(), lenient) }
	return f
}

func (q ComplaintQuestion) lines(g *context, c checks.Complaint) []*widget.Line {
	lines := []*widget.Line{widget.AreaLine(g, "complaint.what."+q.id, q.text(c), false)}
	if q.to != checks.NoComplaint {
		lines = append(lines, widget.FieldLine("mend.who", c.Owner, "", checks.MaxName, checks.CodeOwnerLong))
	}
	if q.day != nil {
		day := dayLine(g, "form.day", q.day(c, q.text(c), checks.Day{}), "form.day-like", g.calendar().PastDay)
		day.Usual = func(text string) string { return g.written(q.day(c, text, checks.Day{})) }
		lines = append(lines, day)
	}
	return lines
}

// answer is a story with what was filled in of its complaint, or the line that an error is about. Where lenient a day that is none, or is
// refused, counts as not said.
func (q ComplaintQuestion) answer(story checks.Story, lines []*widget.Line, c checks.Calendar, lenient bool) (checks.Story, int, error) {
	text, owner, on, last := lines[0].Value(), "", c.Today, len(lines)-1
	if q.to != checks.NoComplaint {
		owner = lines[1].Value()
	}
	note := func(on checks.Day) (checks.Story, error) {
		return story.Followed(q.note(story.Complaint, text, owner, on))
	}
	if q.day != nil {
		said, err := c.PastDay(lines[last].Value())
		if _, refused := note(said); err == nil && checks.CodeOf(refused) == checks.CodeTooEarly {
			err = refused
		}
		if err != nil && !lenient {
			return story, last, err
		}
		if on = said; err != nil {
			on = q.day(story.Complaint, text, c.Today)
		}
	}
	now, err := note(on)
	if checks.CodeOf(err) == checks.CodeOwnerLong {
		return now, 1, err
	}
	return now, 0, err
}

// newWhyForm asks why a complaint came about.
func newWhyForm(from *storyScreen) screen {
	s := from.form(from.WhyForm(from.story))
	s.ToLast()
	s.above = func(p *widget.Canvas) {
		p.Quote(s.theme.Strong, widget.OneRow(s.Was.Text), widget.MaxFieldRows-2)
		p.Space()
		ask, below := "why.first", s.canvas(p.W, p.Left())
		if s.At > 0 {
			ask = "why.next"
		}
		below.Text(s.theme.Now, s.say.T(ask))
		below.Text(s.theme.Quiet, s.Ask)
		below.ExtraSpace()
		above := len(below.Lines)
		s.Draw(below)
		s.drawLastTime(p, s.Was.Complaint, p.Left()-len(below.Lines)-1)
		p.Add(below.Lines[:above]...)
	}
	return s
}

// WhyForm asks why a complaint came about, and why that, up to five times; what is left empty ends it.
func (g *context) WhyForm(was checks.Story) *Form[checks.Story] {
	f := newForm(storyKind, was, func(was checks.Story) (lines []*widget.Line) {
		known := append(was.Complaint.WhysToGoOn(), make([]string, checks.MaxWhys)...)
		for i := range checks.MaxWhys {
			lines = append(lines, widget.AreaLine(g, "complaint.why", known[i], false).Numbered(i+1))
		}
		return lines
	})
	f.Optional, f.Grows = true, true
	f.ToLast()
	f.of = []string{"why", was.ID}
	f.about, f.Ask, f.Note = "help.why", g.say.T("why.how"), g.say.T("complaint.saved-cause")
	f.Read = func(bool) (now checks.Story, line int, err error) {
		var whys []string
		for _, l := range f.Lines {
			whys = append(whys, l.Value())
		}
		now = f.Was
		now.Complaint, err = f.Was.Complaint.Explain(whys, checks.DayOf(g.now))
		return now, 0, err
	}
	return f
}

// drawLastTime shows in at most h lines what was found to be the cause before a complaint came back.
func (g *context) drawLastTime(p *widget.Canvas, c checks.Complaint, h int) {
	const least = 2
	if c.State != checks.ComplaintBack || h < least {
		return
	}
	last := g.canvas(p.W, h)
	last.Text(g.theme.Quiet, g.say.T("why.last-time"))
	g.drawWhys(last, c.Whys)
	p.Add(p.Clip(last.Lines, h)...)
	p.Space()
}
