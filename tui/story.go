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

// openStory shows a story of a list, and the actions that answer it.
func openStory(list *storiesScreen, story checks.Story) action {
	return open(func(s Store) ([]checks.Action, error) { return s.Actions(story.Team) }, func(_ *Model, all []checks.Action) screen {
		return newStoryScreen(list, story, checks.ActionsFor(story, all))
	})
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
		return show(newStoryForm(s.context, s, s.story.Team, s.story, s.list.newID))
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
	for _, q := range complaintQuestions {
		if matches(k, q.key) {
			if err := q.refuses(c); err != nil {
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
		return show(newWhyScreen(s))
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

// looksAfter says who looks after what was changed because of a complaint.
func (g *context) looksAfter(c checks.Complaint) string {
	if c.Owner == "" {
		return g.say.T("complaint.nobody")
	}
	return g.say.T("complaint.owner", "Owner", c.Owner)
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

// Lengths of time, in days.
const (
	fewDays  = 14 // from here on in weeks
	fewWeeks = 70 // from here on in months
)

// span says for how long something has been so, in the largest unit that still says it well.
func (g *context) span(days int) string {
	const week, month = 7, 30
	switch {
	case days == 0:
		return g.say.T("span.today")
	case days < fewDays:
		return g.say.N("span.days", days)
	case days < fewWeeks:
		return g.say.N("span.weeks", days/week)
	}
	return g.say.N("span.months", days/month)
}

// whyScreen asks why a complaint came about, and why that, up to five times.
type whyScreen struct {
	*context
	from  *storyScreen
	whys  []string
	field *widget.Area
	was   string // what stood in the field at first: the why that was taken back, "" for none
}

func newWhyScreen(from *storyScreen) *whyScreen {
	s := &whyScreen{context: from.context, from: from, whys: from.story.Complaint.WhysToGoOn(), field: widget.NewArea(from)}
	if typed := s.drafts.texts[s.place()]; typed != "" {
		whys := strings.Split(typed, "\n")
		last := min(len(whys)-1, checks.MaxWhys)
		s.whys = whys[:last]
		s.field.Set(whys[last])
	}
	return s
}

func (s *whyScreen) place() string { return "why\n" + s.from.story.ID }

func (s *whyScreen) draft() (place, text string) {
	if s.changed() {
		text = strings.Join(append(slices.Clip(s.whys), s.field.Value()), "\n")
	}
	return s.place(), text
}

func (s *whyScreen) help() string    { return "help.why" }
func (s *whyScreen) heading() string { return s.from.heading() }
func (s *whyScreen) typing() bool    { return true }

func (s *whyScreen) keys() []key.Binding {
	if s.typed() == "" && len(s.whys) > 0 {
		return []key.Binding{whyKeys.end, backKey, whyKeys.takeBack}
	}
	return append(when(s.typed() != "", whyKeys.add), formKeys.Cancel)
}

// typed is what stands in the field.
func (s *whyScreen) typed() string { return checks.CleanLine(s.field.Value()) }

// isFull tells whether nothing more is asked.
func (s *whyScreen) isFull() bool { return len(s.whys) == checks.MaxWhys }

// all is the chain with what is being typed at its end.
func (s *whyScreen) all() []string {
	if s.typed() == "" {
		return s.whys
	}
	return append(slices.Clip(s.whys), s.typed())
}

func (s *whyScreen) changed() bool {
	return !slices.Equal(s.all(), s.from.story.Complaint.WhysToGoOn())
}

func (s *whyScreen) paste(text string) action {
	if s.isFull() {
		return refuse(&checks.Error{Code: checks.CodeWhysFull})
	}
	return refuse(s.field.Paste(text))
}

func (s *whyScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, formKeys.Cancel):
		return s.drop(s.field.Value() != s.was, s.leave)
	case matches(k, whyKeys.add):
		return s.enter()
	case matches(k, whyKeys.takeBack) && s.field.Value() == "" && len(s.whys) > 0:
		last := len(s.whys) - 1
		s.was = s.whys[last]
		s.field.Set(s.was)
		s.whys = s.whys[:last]
	case s.isFull() && k.Text != "":
		return refuse(&checks.Error{Code: checks.CodeWhysFull})
	default:
		return refuse(s.field.Press(k))
	}
	return nil
}

// enter asks the next why; on an empty line it ends, and the last one is the cause.
func (s *whyScreen) enter() action {
	if why := s.typed(); why != "" {
		s.whys = append(slices.Clip(s.whys), why)
		s.was = ""
		s.field.Set("")
		return nil
	}
	return s.from.save("complaint.saved-cause")(s.from.story.Complaint.Explain(s.whys, checks.DayOf(s.now)))
}

// leave drops what is being typed and saves the whys that were said before it: nothing that was ended with enter is lost.
func (s *whyScreen) leave() action {
	s.field.Set(s.was)
	if c := s.unsaved(); c != nil {
		return apply(c)
	}
	return show(s.from)
}

func (s *whyScreen) onSaved(was, now checks.Story) screen { return s.from.onSaved(was, now) }

// onConflict keeps what was typed, as long as there is a story to which it belongs.
func (s *whyScreen) onConflict(asked, fresh checks.Story) screen {
	if next := s.from.onSaved(asked, fresh); next != screen(s.from) {
		return next
	}
	return s
}

func (s *whyScreen) unsaved() change {
	if !s.changed() {
		return nil
	}
	after, err := s.from.story.Complaint.Explain(s.all(), checks.DayOf(s.now))
	if err != nil {
		return nil
	}
	return s.from.saving(after, "complaint.saved-cause")
}

func (s *whyScreen) draw(p *widget.Canvas) {
	p.Quote(s.theme.Strong, widget.OneRow(s.from.story.Text), widget.MaxFieldRows-2)
	p.Space()
	below := s.canvas(p.W, p.Left())
	s.drawAsked(below)
	s.drawLastTime(p, p.Left()-len(below.Lines)-1)
	p.Append(below)
}

// drawLastTime shows in at most h lines what was found to be the cause before the complaint came back.
func (s *whyScreen) drawLastTime(p *widget.Canvas, h int) {
	const least = 2
	c := s.from.story.Complaint
	if c.State != checks.ComplaintBack || h < least {
		return
	}
	last := s.canvas(p.W, h)
	last.Text(s.theme.Quiet, s.say.T("why.last-time"))
	s.drawWhys(last, c.Whys)
	p.Add(p.Clip(last.Lines, h)...)
	p.Space()
}

// drawAsked shows the whys that were said, and asks for the next one.
func (s *whyScreen) drawAsked(p *widget.Canvas) {
	s.drawWhys(p, s.whys)
	if s.isFull() {
		p.Space()
		p.Text(s.theme.Now, s.say.T("why.full"))
		return
	}
	ask := "why.first"
	if len(s.whys) > 0 {
		ask = "why.next"
		p.Space()
	}
	p.Text(s.theme.Now, s.say.T(ask))
	p.Area("   "+s.theme.Now.Render(s.signs.Prompt)+" ", s.field)
	p.Space()
	p.Text(s.theme.Quiet, s.say.T("why.how"))
}
