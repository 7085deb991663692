package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/tui/widget"
)

// The lines of the form of a story.
const (
	storyText = iota
	storySource
	storyAbout
	storyDay
	storyComplaint // not where a complaint has been followed already
)

// storyForm asks for a story, or for what shall be different about one.
type storyForm struct {
	*formScreen[checks.Story]
	team string
	id   string // of the story as it will be
}

// newStoryForm asks for a new story of a team where was is zero, and otherwise shows what was is.
func newStoryForm(g *context, from taker[checks.Story], team string, was checks.Story, newID func() string) screen {
	s := &storyForm{&formScreen[checks.Story]{context: g, recordKind: stories, from: from, was: was}, team, was.ID}
	if s.id == "" {
		s.id = newID()
	}
	s.about, s.note, s.lines, s.read = "help.story-form", g.say.T("story.saved"), s.storyLines, s.readStory
	s.header = func() string { return s.newOr("story.new", "story.edit", team) }
	s.form = &widget.Form{Lines: s.lines(was)}
	s.above = func(p *widget.Canvas) {
		p.Text(g.theme.Strong, g.say.T("story.ask"))
		p.Space()
	}
	return s
}

// storyLines are what is asked for; a complaint that was followed already cannot be unmade here.
func (s *storyForm) storyLines(was checks.Story) []*widget.Line {
	var sources []string
	for _, source := range checks.Sources() {
		sources = append(sources, s.sourceName(source))
	}
	text := widget.AreaLine(s, "form.text", was.Text)
	text.Area.Lines = true
	lines := []*widget.Line{
		text,
		widget.PickLine("form.source", max(0, slices.Index(checks.Sources(), was.Source)), sources...),
		s.aboutLine(was.About),
		dayLine(s.context, "form.day", was.On, "form.day-like", checks.ParsePastDay),
	}
	complaint := 0
	switch c := was.Complaint; {
	case c.State == checks.ComplaintOpen && len(c.Steps) == 1:
		complaint = 1
	case c.State != checks.NoComplaint:
		return lines
	}
	return append(lines, widget.PickLine("form.complaint", complaint, s.say.T("form.complaint.no"), s.say.T("form.complaint.yes")))
}

// day is the day that was filled in; where lenient and it is none, the one that it was, or today.
func (s *storyForm) day(lenient bool) (checks.Day, error) {
	line, today := s.form.Lines[storyDay], checks.DayOf(s.now)
	if !s.was.On.IsZero() && !line.Changed() {
		return s.was.On, nil
	}
	day, err := checks.ParsePastDay(line.Value(), today)
	switch {
	case err == nil || !lenient:
		return day, err
	case s.was.On.IsZero():
		return today, nil
	}
	return s.was.On, nil
}

func (s *storyForm) readStory(lenient bool) (checks.Story, int, error) {
	lines, today, now := s.form.Lines, checks.DayOf(s.now), s.was
	day, err := s.day(lenient)
	if err != nil {
		return now, storyDay, err
	}
	if s.was.ID == "" {
		now.Noted = today
	}
	now.ID, now.Team, now.On, now.Text = s.id, s.team, day, lines[storyText].Value()
	now.Source, now.About = checks.Sources()[lines[storySource].Pick.At], s.abouts()[lines[storyAbout].Pick.At]
	if len(lines) > storyComplaint && lines[storyComplaint].Changed() {
		now.Complaint = complaintOnceAsked(s.was, lines[storyComplaint].Pick.At == 1, day, today)
	}
	now, err = checks.NewStory(content.Check(), now)
	return now, storyText, err
}

// complaintOnceAsked is the complaint of a story once it was said whether it is one: open since the day of a new story, of one that was
// told before since today.
func complaintOnceAsked(was checks.Story, is bool, day, today checks.Day) checks.Complaint {
	switch {
	case !is:
		return checks.Complaint{}
	case was.IsComplaint():
		return was.Complaint
	case was.ID == "":
		return checks.NewComplaint(day)
	}
	return checks.NewComplaint(today)
}

// newMendForm asks what was changed so that a complaint does not come again, and who looks after it.
func newMendForm(from *storyScreen) screen {
	s := &formScreen[checks.Story]{context: from.context, recordKind: stories, from: from, was: from.story}
	s.header, s.about, s.note = from.heading, "help.mend", s.say.T("complaint.saved-fix")
	s.lines = func(was checks.Story) []*widget.Line {
		return []*widget.Line{
			widget.AreaLine(s, "mend.what", was.Complaint.Fix),
			widget.FieldLine("mend.who", was.Complaint.Owner, "", checks.MaxName, checks.CodeOwnerLong),
		}
	}
	s.form = &widget.Form{Lines: s.lines(s.was)}
	s.needs = func(fresh checks.Story) bool { return fresh.ID != "" }
	s.read = func(bool) (checks.Story, int, error) {
		after, err := s.was.Complaint.Mend(s.form.Lines[0].Value(), s.form.Lines[1].Value(), checks.DayOf(s.now))
		now := s.was
		now.Complaint = after
		return now, 0, err
	}
	s.above = func(p *widget.Canvas) {
		p.Quote(s.theme.Strong, widget.OneRow(s.was.Text), widget.MaxFieldRows-2)
		p.ExtraSpace()
		s.drawWhys(p, s.was.Complaint.Whys)
		p.Space()
		p.Text(s.theme.Plain, s.say.T("mend.ask"))
	}
	return s
}

// whyScreen asks why a complaint came about, and why that, up to five times.
type whyScreen struct {
	*context
	from  *storyScreen
	whys  []string
	field *widget.Area
	was   string // what stood in the field at first: the why that was taken back, "" for none
	sure  bool   // esc was pressed on something typed; once more drops it
}

func newWhyScreen(from *storyScreen) *whyScreen {
	return &whyScreen{context: from.context, from: from, whys: from.story.Complaint.WhysToGoOn(), field: widget.NewArea(from.context)}
}

func (s *whyScreen) help() string    { return "help.why" }
func (s *whyScreen) heading() string { return s.from.heading() }
func (s *whyScreen) typing() bool    { return true }

func (s *whyScreen) keys() []key.Binding {
	var keys []key.Binding
	switch {
	case s.typed() != "":
		keys = append(keys, whyKeys.add)
	case len(s.whys) > 0:
		return []key.Binding{whyKeys.end, whyKeys.leave, whyKeys.takeBack}
	}
	return append(keys, whyKeys.cancel)
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
	return refuseIf(s.field.PasteLine(text))
}

func (s *whyScreen) press(k tea.KeyPressMsg) action {
	sure := s.sure
	s.sure = false
	switch {
	case matches(k, whyKeys.cancel) && s.field.Value() != s.was && !sure:
		s.sure = true
		return notify(s.say.T("entry.drop"))
	case matches(k, whyKeys.cancel):
		return s.leave()
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
		return refuseIf(s.field.Press(k))
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
	after, err := s.from.story.Complaint.Explain(s.whys, checks.DayOf(s.now))
	return s.from.save(after, err, "complaint.saved-cause")
}

// leave drops what is being typed and saves the whys that were said before it: nothing that was ended with enter is lost.
func (s *whyScreen) leave() action {
	s.field.Set(s.was)
	if c := s.unsaved(); c != nil {
		return apply(c)
	}
	return show(s.from)
}

func (s *whyScreen) stories() *storiesScreen { return s.from.list }

func (s *whyScreen) onSaved(was, now checks.Story) screen { return s.from.onSaved(was, now) }

// renewStory keeps what was typed, as long as there is a story to which it belongs.
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
