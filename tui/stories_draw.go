package tui

import (
	"charm.land/lipgloss/v2"

	"emptychair/checks"
	"emptychair/checks/report"
)

// storyRows is how many lines of a story's text its row in the list takes at most.
const storyRows = 3

func (s *storiesScreen) draw(p *page) {
	if len(s.all) == 0 {
		p.text(s.theme.Strong, s.say.T("stories.none"))
		p.gap()
		p.text(s.theme.Plain, s.say.T("stories.begin"))
		return
	}
	p.parts("", s.theme.Quiet, s.count())
	switch {
	case s.panel != nil:
		s.panel.draw(p)
	case s.search != nil:
		p.field(s.theme.Now.Render(s.say.T("stories.search")+" "+s.signs.Prompt+" "), s.search)
	}
	p.gap()
	if len(s.hits) == 0 && s.whole {
		p.text(s.theme.Plain, s.say.T("stories.no-match"))
		return
	}
	below := newPage(s.ground, p.w, p.h)
	s.drawAsked(below)
	rows := p.left()
	if len(below.lines) > 0 {
		rows -= len(below.lines) + 1
	}
	apart := p.apart(len(s.hits))
	s.list.draw(p, len(s.hits), rows, s.panel == nil, func(i, w int, here bool) []string { return s.row(i, w, here, apart) })
	if len(below.lines) > 0 {
		p.gap()
		p.append(below)
	}
}

// drawAsked asks whether the story under the cursor shall be deleted, and quotes it.
func (s *storiesScreen) drawAsked(p *page) {
	story, ok := s.here()
	if s.asked == "" || !ok {
		return
	}
	const rows = 2
	p.text(s.theme.Now, s.say.T("stories.ask", "Day", s.say.Day(story.On.Time())))
	p.quoted(s.theme.Strong, s.say.T("stories.ask-text", "Text", oneRow(begun(story.Text, p.w*rows*2))), rows)
}

// count says how many stories there are, and of a filter what it asks for and how many match.
func (s *storiesScreen) count() []string {
	parts := []string{s.say.N("stories.count", len(s.all))}
	if s.isFiltered() {
		parts = append([]string{s.say.N("stories.matches", len(s.all), "Hits", len(s.hits))}, s.filterWords()...)
	}
	if !s.whole {
		parts = append(parts, s.say.T("stories.reading"))
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
		words = append(words, f.Team)
	}
	return words
}

// row draws one story: when, from whom and about what, how far its complaint is, and the beginning of its text.
func (s *storiesScreen) row(i, w int, here, apart bool) []string {
	story := s.all[s.hits[i]].Story
	lead, style := "  ", s.theme.Plain
	if here {
		lead, style = s.theme.Now.Render(s.signs.Pointer)+" ", s.theme.Strong
	}
	p, text := newPage(s.ground, w, 0), newPage(s.ground, w, 0)
	p.storyHead(lead, story, s.team == "")
	text.indented("    ", style, oneRow(begun(story.Text, w*storyRows*2)))
	p.add(p.broken(text.lines, storyRows)...)
	if apart && i < len(s.hits)-1 {
		p.add("")
	}
	return p.lines
}

// begun is a text that is cut far behind what can be seen of it: breaking a long text takes long.
func begun(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n])
	}
	return text
}

// storyHead says what is known of a story beside its text: of a complaint that came back, where there is room, that it is open
// again.
func (p *page) storyHead(first string, story checks.Story, withTeam bool) {
	facts := p.storyFacts(story, withTeam, report.ComplaintWord(p.say, story.Complaint))
	if width(first+p.inARow(facts...)) > textWidth(p.w) {
		facts = p.storyFacts(story, withTeam, p.stateName(story.Complaint.State))
	}
	p.parts(first, p.theme.Quiet, facts)
}

// storyFacts are what is known of a story beside its text; state is how far its complaint is, in words.
func (g *ground) storyFacts(story checks.Story, withTeam bool, state string) []string {
	facts := []string{g.say.Day(story.On.Time()), g.sourceName(story.Source)}
	if withTeam {
		facts = append(facts, story.Team)
	}
	if story.About != "" {
		facts = append(facts, g.texts.TitleOf(story.About))
	}
	if story.IsComplaint() {
		facts = append(facts, g.say.T("story.complaint", "State", state))
	}
	return facts
}

// quoted shows a text as that of which something is asked, in at most n lines.
func (p *page) quoted(s lipgloss.Style, text string, n int) {
	p.add(p.broken(wrapped(s, text, textWidth(p.w)), n)...)
}
