package tui

import (
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// openStories lists the stories that belong to the question, or closes them. An answer that is being edited comes first.
func (s *questionScreen) openStories() {
	offered := s.run.offered[s.id]
	if s.stories != nil || len(offered) == 0 || s.editing >= 0 {
		s.stories = nil
		return
	}
	list := &storyList{ground: s.ground, of: s.id, stories: make([]checks.Story, len(offered))}
	for i, st := range offered {
		list.stories[i] = s.run.followed(st)
	}
	s.stories, s.inList, s.run.besides = list, false, false
}

// pressStories takes a story into the text field, behind what is typed there, to be changed and added.
func (s *questionScreen) pressStories(k tea.KeyPressMsg) action {
	switch {
	case matches(k, pickKeys.back):
		s.stories = nil
	case s.stories.press(k):
		text, _ := s.stories.taken()
		if before := s.field.value(); before != "" {
			text = before + "\n" + text // so each becomes an answer
		}
		s.field.set(text)
		s.stories = nil
	default:
		if stage, ok := moves(k, s.run.flow.At(), true); ok {
			return moveTo(stage)
		}
	}
	return nil
}

// drawStories lists them in at most h lines.
func (s *questionScreen) drawStories(p *page, h int) {
	p.text(s.theme.Now, s.say.N("question.stories", len(s.stories.stories)))
	s.stories.draw(p, h-1)
}
