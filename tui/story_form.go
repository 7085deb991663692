package tui

import (
	"slices"

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
	s := &storyForm{&formScreen[checks.Story]{context: g, kind: stories, from: from, was: was}, team, was.ID}
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
	s := &formScreen[checks.Story]{context: from.context, kind: stories, from: from, was: from.story}
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
