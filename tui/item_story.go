package tui

import (
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// beginStory lists the stories one of which may stand behind the number; where none was noted one is written at once.
func (s *itemScreen) beginStory() {
	stories := s.run.toPick(s.id)
	if len(stories) == 0 {
		s.writeStory()
		return
	}
	for i, st := range stories {
		stories[i] = s.run.followed(st)
	}
	write := s.say.T("behind.write")
	if s.rating().Story != "" {
		write = s.say.T("behind.edit")
	}
	s.stories = &storyList{ground: s.ground, of: s.id, before: []string{write}, stories: stories}
}

// writeStory types a story over the one there is.
func (s *itemScreen) writeStory() {
	s.stories, s.entry = nil, newEntry(s.ground, s.rating().Story)
	s.entry.story = true
}

// noteStory saves a story that stands behind the number and was not noted before, so that it is found between runs too.
func (s *itemScreen) noteStory(text string) action {
	story := checks.Story{
		ID: s.newID(), Team: s.run.flow.Run().Team, On: s.run.today(s.ground), Noted: checks.DayOf(s.now), Source: checks.FromElsewhere, About: s.id, Text: text,
	}
	return func(m *Model) tea.Cmd {
		return tea.Batch(m.changed(), alter(stories.saving(checks.Story{}, story, ""))(m))
	}
}

// pressStories takes a story over, or goes on to write one.
func (s *itemScreen) pressStories(k tea.KeyPressMsg) action {
	switch {
	case matches(k, pickKeys.back):
		s.stories = nil
	case s.stories.press(k):
		text, ok := s.stories.taken()
		if !ok {
			s.writeStory()
			return nil
		}
		s.stories = nil
		return changed("", s.run.flow.SetStory(s.id, text))
	default:
		if stage, ok := moves(k, s.run.flow.At(), true); ok {
			return moveTo(stage)
		}
	}
	return nil
}

// storyRoom is how many lines the stories have at least where the answers stand above them.
const storyRoom = 10

// drawStories lists them, under the answers where there is room for both.
func (s *itemScreen) drawStories(p *page) {
	above := newPage(s.ground, p.w, p.left())
	above.tight = noAir
	s.drawDots(above)
	if p.left()-len(above.lines) > storyRoom {
		p.add(above.lines...)
		p.gap()
	}
	p.text(s.theme.Now, s.say.T("behind.ask"))
	s.stories.draw(p, p.left())
}

// drawTension asks a question where the number and the stories disagree.
func (s *itemScreen) drawTension(p *page) {
	tension, open := s.run.tension(s.id)
	switch tension {
	case checks.HighYetOpen:
		p.text(s.theme.Plain, s.say.N("tension.complaints", len(open)))
	case checks.LowYetOnlyGood:
		p.text(s.theme.Plain, s.say.T("tension.good"))
	default:
		return
	}
	p.gap()
}
