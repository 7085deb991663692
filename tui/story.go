package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// storyScreen shows one story in full; a complaint is followed here to its cause.
type storyScreen struct {
	still
	*ground
	list  *storiesScreen // to which esc returns
	story checks.Story
	top   int // first line that shows
}

func newStoryScreen(list *storiesScreen, story checks.Story) *storyScreen {
	return &storyScreen{ground: list.ground, list: list, story: story}
}

func (s *storyScreen) help() string { return "help.story-page" }

func (s *storyScreen) heading() string {
	return s.say.T("story.title") + " " + s.signs.Dot + " " + s.story.Team
}

func (s *storyScreen) keys() []key.Binding {
	const before = 2 // keys before the one that leads back
	keys := s.nextKeys()
	keys = slices.Insert(keys, min(before, len(keys)), storyKeys.leave)
	if len(s.lines(s.bodyW, s.bodyH)) > s.rows(s.bodyW, s.bodyH) {
		keys = append(keys, readingKeys.down)
	}
	keys = append(keys, storyKeys.edit)
	if s.story.IsComplaint() {
		keys = append(keys, storyKeys.more)
	}
	if s.story.Complaint.Cases > 1 {
		keys = append(keys, storyKeys.fewer)
	}
	return append(keys, storyKeys.remove, readingKeys.down, readingKeys.up, readingKeys.pageDown, readingKeys.pageUp)
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
	}
	return []key.Binding{storyKeys.complain}
}

func (s *storyScreen) press(k tea.KeyPressMsg) action {
	c, today := s.story.Complaint, checks.DayOf(s.now)
	switch {
	case matches(k, storyKeys.leave):
		return show(s.list)
	case matches(k, storyKeys.edit):
		return show(newStoryForm(s.ground, s, s.story.Team, s.story, s.list.newID))
	case matches(k, storyKeys.remove):
		s.list.ask(s.story.ID)
		return show(s.list)
	case matches(k, storyKeys.complain) && !s.story.IsComplaint():
		return s.save(checks.NewComplaint(today), nil, "complaint.saved")
	case !s.story.IsComplaint():
	case matches(k, storyKeys.why):
		return s.ask(c.IsOpen(), checks.CodeFixed, newWhyScreen(s))
	case matches(k, storyKeys.fix) && c.LacksCause():
		return refuse(&checks.Error{Code: checks.CodeNoCause})
	case matches(k, storyKeys.fix):
		return s.ask(c.State != checks.ComplaintGone, checks.CodeFixed, newMendForm(s))
	default:
		return s.settle(k, today)
	}
	s.move(s.scroll(k))
	return nil
}

// move shows other lines, where they are more than fit.
func (s *storyScreen) move(by int) {
	rows := s.rows(s.bodyW, s.bodyH)
	s.top = max(0, min(s.top+by, len(s.lines(s.bodyW, s.bodyH))-(rows-1)))
}

// settle answers the keys that say at once what became of the complaint; all others scroll.
func (s *storyScreen) settle(k tea.KeyPressMsg, today checks.Day) action {
	c := s.story.Complaint
	switch {
	case matches(k, storyKeys.gone):
		after, err := c.Settle(checks.ComplaintGone, today)
		return s.save(after, err, "complaint.saved-gone")
	case matches(k, storyKeys.back):
		after, err := c.Settle(checks.ComplaintBack, today)
		return s.save(after, err, "complaint.saved-back")
	case matches(k, storyKeys.more):
		after, err := c.WithCases(c.Cases + 1)
		return s.save(after, err, "complaint.saved-cases")
	case matches(k, storyKeys.fewer) && c.Cases > 1:
		after, err := c.WithCases(c.Cases - 1)
		return s.save(after, err, "complaint.saved-cases")
	}
	s.move(s.scroll(k))
	return nil
}

// ask opens a form where the complaint is ready for it, and says what stands in the way otherwise.
func (s *storyScreen) ask(ready bool, code checks.Code, form screen) action {
	if !ready {
		return refuse(&checks.Error{Code: code})
	}
	return show(form)
}

// save saves the story with its complaint as it is afterwards.
func (s *storyScreen) save(after checks.Complaint, err error, note string) action {
	if err != nil {
		return refuse(err)
	}
	return alter(s.saving(after, note))
}

func (s *storyScreen) saving(after checks.Complaint, note string) *change {
	now := s.story
	now.Complaint = after
	return stories.saving(s.story, now, s.say.T(note))
}

func (s *storyScreen) stories() *storiesScreen { return s.list }

func (s *storyScreen) took(was, now checks.Story) screen {
	s.list.took(was, now)
	s.story = now
	return s
}

func (s *storyScreen) renew(asked, fresh checks.Story) screen {
	s.list.renew(asked, fresh)
	if fresh.ID == "" {
		return s.list
	}
	s.story = fresh
	return s
}
