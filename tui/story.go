package tui

import (
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
	list   *storiesScreen // to which esc returns
	story  checks.Story
	middle widget.Middle
}

func newStoryScreen(list *storiesScreen, story checks.Story) *storyScreen {
	s := &storyScreen{context: list.context, list: list, story: story}
	s.middle = widget.Middle{Fill: s.drawStory, Ends: func(w int) (head, foot []string) { return nil, s.next(w) }}
	return s
}

func (s *storyScreen) help() string { return "help.story-page" }

func (s *storyScreen) heading() string {
	return s.inARow(s.say.T("story.title"), s.say.Team(s.story.Team))
}

func (s *storyScreen) keys() []key.Binding {
	next, c := s.nextKeys(), s.story.Complaint
	first := min(2, len(next)) // that stand before the way back
	return slices.Concat(
		next[:first], []key.Binding{pageKeys.back}, next[first:], when(!s.middle.Fits(s.canvas(s.body())), pageKeys.down), []key.Binding{pageKeys.edit},
		when(s.story.IsComplaint(), storyKeys.more), when(c.Cases > 1, storyKeys.fewer), []key.Binding{pageKeys.remove}, scrolling(),
	)
}

// nextKeys are what can be said of the complaint now, what is likely first.
func (s *storyScreen) nextKeys() []key.Binding {
	switch s.story.Complaint.State {
	case checks.ComplaintOpen, checks.ComplaintBack:
		return []key.Binding{storyKeys.why}
	case checks.ComplaintCaused:
		return []key.Binding{storyKeys.fix, storyKeys.why}
	case checks.ComplaintFixed:
		return []key.Binding{storyKeys.gone, storyKeys.back, storyKeys.fix}
	case checks.ComplaintGone:
		return []key.Binding{storyKeys.back}
	default:
		return []key.Binding{storyKeys.complain}
	}
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
	switch {
	case matches(k, storyKeys.why) && c.IsOpen():
		return show(&whyScreen{context: s.context, from: s, whys: c.WhysToGoOn(), field: widget.NewArea(s)})
	case matches(k, storyKeys.fix) && c.LacksCause():
		return refuse(&checks.Error{Code: checks.CodeNoCause})
	case matches(k, storyKeys.fix) && c.State != checks.ComplaintGone:
		return show(newMendForm(s))
	case matches(k, storyKeys.why), matches(k, storyKeys.fix):
		return refuse(&checks.Error{Code: checks.CodeFixed})
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

func (s *storyScreen) saving(after checks.Complaint, note string) *change {
	now := s.story
	now.Complaint = after
	return stories.saving(s.story, now, s.say.T(note))
}

func (s *storyScreen) onSaved(was, now checks.Story) screen {
	s.list.onSaved(was, now)
	s.story = now
	return s
}

func (s *storyScreen) onConflict(asked, fresh checks.Story) screen {
	s.list.onConflict(asked, fresh)
	if fresh.ID == "" {
		return s.list
	}
	s.story = fresh
	return s
}

func (s *storyScreen) draw(p *widget.Canvas) { s.middle.Draw(p) }

// next is what is to be done with the complaint now; of a story that is none, what could be.
func (s *storyScreen) next(w int) []string {
	style := s.theme.Now
	switch s.story.Complaint.State {
	case checks.NoComplaint:
		return widget.Wrap(s.theme.Quiet, s.say.T("story.next.none"), widget.TextWidth(w))
	case checks.ComplaintGone:
		style = s.theme.Quiet
	default: // there is something to do
	}
	return widget.Wrap(style, s.say.T("story.next."+string(s.story.Complaint.State)), widget.TextWidth(w))
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
}

func (s *storyScreen) drawComplaint(p *widget.Canvas) {
	c := s.story.Complaint
	span, since := s.span(c.Age(checks.DayOf(s.now))), s.say.Day(c.Since().Time())
	state := s.say.T("story.state."+string(c.State), "Span", span, "Day", since)
	p.Parts("", s.theme.Plain, []string{state, s.say.N("complaint.cases", c.Cases)})
	if len(c.Whys) > 0 {
		p.ExtraSpace()
		s.drawWhys(p, c.Whys)
	}
	if c.Fix != "" {
		p.ExtraSpace()
		id := "complaint.fix"
		if c.LacksCause() {
			id = "complaint.fix-failed"
		}
		p.Indent(s.theme.Quiet.Render(s.say.T(id)+"  "), s.theme.Plain, c.Fix)
		p.Text(s.theme.Quiet, s.looksAfter(c))
	}
	for _, a := range c.Before {
		p.ExtraSpace()
		p.Indent(s.theme.Quiet.Render(s.say.T("attempt.name")+"  "), s.theme.Plain, report.AttemptWords(s.say, a))
	}
	p.ExtraSpace()
	p.Parts("", s.theme.Quiet, s.history())
}

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

func (s *whyScreen) help() string    { return "help.why" }
func (s *whyScreen) heading() string { return s.from.heading() }
func (s *whyScreen) typing() bool    { return true }

func (s *whyScreen) keys() []key.Binding {
	if s.typed() == "" && len(s.whys) > 0 {
		return []key.Binding{whyKeys.end, whyKeys.leave, whyKeys.takeBack}
	}
	return append(when(s.typed() != "", whyKeys.add), whyKeys.cancel)
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
	case matches(k, whyKeys.cancel):
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
	if next := s.from.onConflict(asked, fresh); next != screen(s.from) {
		return next
	}
	return s
}

func (s *whyScreen) unsaved() *change {
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
