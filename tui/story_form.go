package tui

import (
	"slices"

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
	*formPage
	team string
	was  checks.Story // the zero story where it is new
	id   string       // of the story as it will be
}

// newStoryForm asks for a new story of a team where was is zero, and otherwise shows what was is.
func newStoryForm(g *context, from taker[checks.Story], team string, was checks.Story, newID func() string) *storyForm {
	s := &storyForm{team: team, was: was, id: was.ID}
	if s.id == "" {
		s.id = newID()
	}
	s.formPage = &formPage{context: g, from: from, form: &widget.Form{Lines: s.lines(g)}}
	return s
}

// lines are what is asked for; a complaint that was followed already cannot be unmade here.
func (s *storyForm) lines(g *context) []*widget.Line {
	var sources []string
	for _, source := range checks.Sources() {
		sources = append(sources, g.sourceName(source))
	}
	text := widget.AreaLine(g, "form.text", s.was.Text)
	text.Area.Lines = true
	lines := []*widget.Line{
		text,
		widget.PickLine("form.source", max(0, slices.Index(checks.Sources(), s.was.Source)), sources...),
		g.aboutLine(s.was.About),
		dayLine(g, "form.day", s.was.On, "form.day-like", checks.ParsePastDay),
	}
	complaint := 0
	switch c := s.was.Complaint; {
	case c.State == checks.ComplaintOpen && len(c.Steps) == 1:
		complaint = 1
	case c.State != checks.NoComplaint:
		return lines
	}
	return append(lines, widget.PickLine("form.complaint", complaint, g.say.T("form.complaint.no"), g.say.T("form.complaint.yes")))
}

func (s *storyForm) help() string { return "help.story-form" }

func (s *storyForm) heading() string {
	id := "story.edit"
	if s.was.ID == "" {
		id = "story.new"
	}
	return s.say.T(id) + " " + s.signs.Dot + " " + s.team
}

func (s *storyForm) press(k tea.KeyPressMsg) action { return s.pressForm(k, s.keep) }

// day is the day that was filled in.
func (s *storyForm) day() (checks.Day, error) {
	line := s.form.Lines[storyDay]
	if !s.was.On.IsZero() && !line.Changed() {
		return s.was.On, nil
	}
	return checks.ParsePastDay(line.Value(), checks.DayOf(s.now))
}

// story is what was filled in, of a day.
func (s *storyForm) story(day checks.Day) (checks.Story, error) {
	line, today := s.form.Lines, checks.DayOf(s.now)
	now := s.was
	if s.was.ID == "" {
		now.Noted = today
	}
	now.ID, now.Team, now.On, now.Text = s.id, s.team, day, line[storyText].Value()
	now.Source, now.About = checks.Sources()[line[storySource].Pick.At], s.abouts()[line[storyAbout].Pick.At]
	if len(line) > storyComplaint && line[storyComplaint].Changed() {
		now.Complaint = followed(s.was, line[storyComplaint].Pick.At == 1, day, today)
	}
	return checks.NewStory(content.Check(), now)
}

// followed is the complaint of a story as it is once it was said whether it is one: open since the day of a new story, of one that
// was told before since today.
func followed(was checks.Story, is bool, day, today checks.Day) checks.Complaint {
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

func (s *storyForm) keep() action {
	day, err := s.day()
	if err != nil {
		return s.refused(err, storyDay)
	}
	now, err := s.story(day)
	switch {
	case err != nil:
		return s.refused(err, storyText)
	case checks.Same(now, s.was):
		return show(s.from)
	}
	return alter(stories.saving(s.was, now, s.say.T("story.saved")))
}

func (s *storyForm) stories() *storiesScreen { return s.from.(storiesOwner).stories() }

func (s *storyForm) took(was, now checks.Story) screen {
	s.was = now
	return s.from.(taker[checks.Story]).took(was, now)
}

// renewStory keeps what was typed and shows the rest as it is now. A story that another program deleted is added anew.
func (s *storyForm) renew(asked, fresh checks.Story) screen {
	s.from = s.from.(taker[checks.Story]).renew(asked, fresh)
	s.was = fresh
	s.form.Renew(s.lines(s.context))
	return s
}

func (s *storyForm) unsaved() *change {
	day, err := s.day()
	if err != nil {
		day = s.was.On
	}
	if day.IsZero() {
		day = checks.DayOf(s.now)
	}
	now, err := s.story(day)
	if err != nil || !s.form.Changed() {
		return nil
	}
	return stories.saving(s.was, now, "")
}

func (s *storyForm) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.say.T("story.ask"))
	p.Space()
	s.form.Draw(p)
}
