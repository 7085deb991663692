package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

// storiesScreen lists stories, latest first: search and filter them, read one, note one, delete one after being asked.
type storiesScreen struct {
	*context
	recordList[checks.Story]
	newID  func() string
	filter checks.StoryFilter
	search *widget.Field
	panel  *storyPanel
	note   *textEntry // the line in front in which a story is noted at once, nil while it is closed
	noteID string     // of the story that it will be
}

// storiesShown is which stories are listed: those of a team, of all teams for "", home being the team to which one returns.
type storiesShown struct {
	team, home string
	filter     checks.StoryFilter
	at         checks.Story                     // under the cursor, zero for the first
	noting     bool                             // an empty line stands in front in which one notes at once
	form       func(list *storiesScreen) screen // a form that opens in place of the list, nil for none
}

// openStories shows stories.
func openStories(a storiesShown) action {
	return open(func(s Store) ([]checks.Story, error) { return s.Stories(a.team) }, func(m *Model, all []checks.Story) screen {
		s := newStoriesScreen(m.context, m.opts.NewID, a, all)
		if a.form != nil {
			return a.form(s)
		}
		return s
	})
}

func newStoriesScreen(g *context, newID func() string, a storiesShown, all []checks.Story) *storiesScreen {
	s := &storiesScreen{context: g, recordList: newRecordList(storyKind, all, a.team, a.home), newID: newID, filter: a.filter}
	s.find = func(all []checks.Story) []checks.Story { return s.filter.Find(all) }
	s.show(a.at)
	if a.noting {
		s.note, s.noteID = newTextEntry(g, ""), newID()
		s.note.field.Set(g.drafts.texts[s.place()])
	}
	return s
}

func (s *storiesScreen) place() string { return "note\n" + s.home }

func (s *storiesScreen) draft() (place, text string) {
	if s.note == nil {
		return "", ""
	}
	return s.place(), s.note.field.Value()
}

func (s *storiesScreen) help() string { return "help.stories" }

func (s *storiesScreen) heading() string {
	return s.inARow(s.say.T("stories.title"), s.whose(s.team))
}

func (s *storiesScreen) typing() bool { return s.search != nil || s.note != nil }

func (s *storiesScreen) keys() []key.Binding {
	switch {
	case s.note != nil && s.note.field.Value() == "":
		return []key.Binding{storiesKeys.list}
	case s.note != nil:
		return []key.Binding{formKeys.Keep, formKeys.Cancel}
	case s.panel != nil:
		return []key.Binding{widget.ChangeKeys.Change, formKeys.Keep, storiesKeys.all, setupKeys.next, setupKeys.previous}
	case s.search != nil:
		return []key.Binding{formKeys.Keep, storiesKeys.all, arrowKeys.down, arrowKeys.up}
	}
	back, some := pageKeys.back, len(s.shown) > 0
	if s.isFiltered() {
		back = storiesKeys.all // before it leads home
	}
	return slices.Concat(
		when(some, pageKeys.open), []key.Binding{storiesKeys.add, back}, when(some, pageKeys.edit), when(len(s.all) > 0, storiesKeys.search, storiesKeys.filter),
		when(some, storyKeys.answer, pageKeys.remove), []key.Binding{s.teamKey()}, when(some, scrolling()...),
	)
}

func (s *storiesScreen) isFiltered() bool { return s.filter != checks.StoryFilter{} }

func (s *storiesScreen) paste(text string) action {
	switch {
	case s.note != nil:
		return refuse(s.note.field.Paste(text))
	case s.search == nil:
		return nil
	}
	err := s.search.Paste(text)
	s.seek()
	return refuse(err)
}

func (s *storiesScreen) press(k tea.KeyPressMsg) action {
	switch {
	case s.note != nil:
		return s.pressNote(k)
	case s.panel != nil:
		return s.pressPanel(k)
	case s.search != nil:
		return s.pressSearch(k)
	case matches(k, storiesKeys.all) && s.isFiltered():
		s.filter = checks.StoryFilter{}
		s.refresh()
	case matches(k, pageKeys.back):
		return goHome(s.home)
	case matches(k, storiesKeys.add):
		return show(newFormScreen(s.context, s.StoryForm(s.home, checks.Story{}, s.newID), s))
	case matches(k, pageKeys.everyTeam):
		return s.otherTeams()
	case len(s.all) == 0:
		return nil
	case matches(k, storiesKeys.search):
		s.search = widget.NewField(checks.MaxText, "")
		s.search.Set(s.filter.Text)
	case matches(k, storiesKeys.filter):
		s.panel = newStoryPanel(s.context, &s.filter, s.all)
	default:
		return s.pressHere(k)
	}
	return nil
}

// pressNote types a story; enter keeps it, and esc leads to the list.
func (s *storiesScreen) pressNote(k tea.KeyPressMsg) action {
	switch {
	case matches(k, storiesKeys.list):
		return s.drop(s.note.field.Value() != "", func() action {
			s.note = nil
			return nil
		})
	case matches(k, formKeys.Keep):
		story, err := s.noted()
		if err != nil {
			return refuse(err)
		}
		return apply(s.kind.saving(checks.Story{}, story, s.say.T("story.noted")))
	}
	return refuse(s.note.field.Press(k))
}

// noted is the story in the line in front: of today, and nobody said from where.
func (s *storiesScreen) noted() (checks.Story, error) {
	today := checks.DayOf(s.now)
	story := checks.Story{ID: s.noteID, Team: s.home, On: today, Noted: today, Source: checks.FromElsewhere, Text: s.note.field.Value()}
	return checks.NewStory(content.Check(), story)
}

func (s *storiesScreen) unsaved() change {
	if s.note == nil {
		return nil
	}
	story, err := s.noted()
	if err != nil {
		return nil
	}
	return s.kind.saving(checks.Story{}, story, "")
}

// pressHere answers a key that is about the story under the cursor.
func (s *storiesScreen) pressHere(k tea.KeyPressMsg) action {
	story, ok := s.here()
	switch {
	case !ok:
		return nil
	case matches(k, pageKeys.open):
		return openStory(s, story)
	case matches(k, storyKeys.answer):
		return openAnswer(s, s, story, func(checks.Action) {})
	case matches(k, pageKeys.edit):
		return show(newFormScreen(s.context, s.StoryForm(story.Team, story, s.newID), s))
	case matches(k, pageKeys.remove):
		return show(s.ask(story))
	default:
		s.list.Move(s.steps(k, listedLines), len(s.shown))
	}
	return nil
}

// otherTeams lists the stories of all teams, or of one again, as they are filtered now.
func (s *storiesScreen) otherTeams() action {
	here, _ := s.here()
	a := storiesShown{team: s.otherTeam(), home: s.home, filter: s.filter, at: here}
	a.filter.Team = ""
	return openStories(a)
}

// ask asks whether a story shall be deleted. Where a filter hides it, all stories are listed; nobody is asked about one that is gone.
func (s *storiesScreen) ask(story checks.Story) screen {
	if s.show(story); !s.isHere(story) {
		s.filter = checks.StoryFilter{}
		s.show(story)
	}
	if !s.isHere(story) {
		return s
	}
	return s.recordList.ask(s.context, s, story, story.On, story.Text)
}

func (s *storiesScreen) onSaved(was, now checks.Story) screen {
	s.note = nil
	if s.team != "" && s.team != now.Team {
		now = checks.Story{}
	}
	s.update(was, now)
	return s
}

func (s *storiesScreen) draw(p *widget.Canvas) {
	if s.note != nil {
		p.Text(s.theme.Strong, s.say.T("story.ask"))
		p.Area(" "+s.theme.Now.Render(s.signs.Prompt)+" ", s.note.field)
		p.Space()
	}
	if len(s.all) == 0 {
		p.Text(s.theme.Strong, s.say.T("stories.none"))
		p.Space()
		p.Text(s.theme.Plain, s.say.T("stories.begin"))
		return
	}
	p.Parts("", s.theme.Quiet, s.count())
	switch {
	case s.panel != nil:
		s.panel.Draw(p)
	case s.search != nil:
		p.Field(s.theme.Now.Render(s.say.T("stories.search")+" "+s.signs.Prompt+" "), s.search)
	}
	p.Space()
	if len(s.shown) == 0 {
		p.Text(s.theme.Plain, s.say.T("stories.no-match"))
		return
	}
	s.recordList.draw(p, s.panel == nil && s.note == nil, s.drawRow)
}

// count says how many stories there are, and of a filter what it asks for and how many match.
func (s *storiesScreen) count() []string {
	parts := []string{s.say.N("stories.count", len(s.all))}
	if s.isFiltered() {
		parts = append([]string{s.say.N("stories.matches", len(s.all), "Hits", len(s.shown))}, s.filterWords()...)
	}
	return parts
}

// filterWords are what the filter asks for, in words.
func (s *storiesScreen) filterWords() []string {
	var words []string
	f := s.filter
	if f.Text != "" && s.search == nil {
		words = append(words, s.say.T("stories.with", "Text", f.Text))
	}
	if f.Source != "" {
		words = append(words, s.sourceName(f.Source))
	}
	if f.About != "" {
		words = append(words, s.texts.TitleOf(f.About))
	}
	if f.State != checks.NoComplaint {
		words = append(words, s.say.T("story.complaint", "State", s.stateName(f.State)))
	}
	if !f.Month.IsZero() {
		words = append(words, s.monthName(f.Month))
	}
	if f.Team != "" {
		words = append(words, s.say.Team(f.Team))
	}
	return words
}

// drawRow draws one story: when, from whom and about what, how far its complaint is, and the beginning of its text.
func (s *storiesScreen) drawRow(p *widget.Canvas, story checks.Story, here bool) {
	lead, style := s.pointed("  ", here)
	s.drawStoryHead(p, lead, story, s.team == "")
	text := s.canvas(p.W, 0)
	text.Indent("    ", style, widget.OneRow(firstRunes(story.Text, p.W*listedLines*2)))
	p.Add(p.Clip(text.Lines, listedLines)...)
}

// firstRunes is a text that is cut far behind what can be seen of it: breaking a long text takes long.
func firstRunes(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n])
	}
	return text
}

// drawStoryHead says what is known of a story beside its text: of a complaint that came back, where there is room, that it is open
// again.
func (g *context) drawStoryHead(p *widget.Canvas, first string, story checks.Story, withTeam bool) {
	facts := g.storyFacts(story, withTeam, report.ComplaintWord(g.say, story.Complaint))
	if width(first+g.inARow(facts...)) > widget.TextWidth(p.W) {
		facts = g.storyFacts(story, withTeam, g.stateName(story.Complaint.State))
	}
	p.Parts(first, g.theme.Quiet, facts)
}

// storyFacts are what is known of a story beside its text, "" for what nobody said; state is how far its complaint is, in words.
func (g *context) storyFacts(story checks.Story, withTeam bool, state string) []string {
	team, complaint := "", ""
	if withTeam {
		team = g.say.Team(story.Team)
	}
	if story.IsComplaint() {
		complaint = g.say.T("story.complaint", "State", state)
	}
	return []string{g.day(story.On), g.sourceName(story.Source), team, g.texts.TitleOf(story.About), complaint}
}

// pressSearch types what is searched for; the list narrows with each key.
func (s *storiesScreen) pressSearch(k tea.KeyPressMsg) action {
	switch {
	case matches(k, formKeys.Keep):
		s.search = nil
	case matches(k, storiesKeys.all):
		s.search = nil
		s.filter.Text = ""
		s.refresh()
	case matches(k, arrowKeys.up), matches(k, arrowKeys.down), matches(k, pageKeys.pageUp), matches(k, arrowKeys.pageDown):
		s.list.Move(s.steps(k, listedLines), len(s.shown))
	default:
		err := s.search.Press(k)
		s.seek()
		return refuse(err)
	}
	return nil
}

// seek lists the stories that hold what is searched for.
func (s *storiesScreen) seek() {
	if text := checks.CleanLine(s.search.Value()); text != s.filter.Text {
		s.filter.Text = text
		s.refresh()
	}
}

// pressPanel changes the filter; the list narrows with each key.
func (s *storiesScreen) pressPanel(k tea.KeyPressMsg) action {
	switch {
	case matches(k, formKeys.Keep):
		s.panel = nil
		return nil
	case matches(k, storiesKeys.all):
		s.panel, s.filter = nil, checks.StoryFilter{Text: s.filter.Text}
	default:
		if err := s.panel.Press(k); err != nil {
			return refuse(err)
		}
		for _, apply := range s.panel.apply {
			apply()
		}
	}
	s.refresh()
	return nil
}

// openStory shows a story of a list, and the actions that answer it.
func openStory(list *storiesScreen, story checks.Story) action {
	return open(func(s Store) ([]checks.Action, error) { return s.Actions(story.Team) }, func(_ *Model, all []checks.Action) screen {
		return newStoryScreen(list, story, checks.ActionsFor(story, all))
	})
}

// sourceName says where a story comes from, stateName how far a complaint is.
func (g *context) sourceName(s checks.Source) string { return g.say.T("source." + string(s)) }

func (g *context) stateName(s checks.ComplaintState) string { return g.say.T("complaint." + string(s)) }

func (g *context) monthName(m checks.Month) string { return g.say.MonthYear(m.First().Time()) }
