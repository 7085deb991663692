package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
)

// storyLines is how many lines of a story are shown where the cursor is on another one.
const storyLines = 2

// storyList lets one take the text of a story over. Rows before the stories are what may be done in place of that.
type storyList struct {
	*ground
	of      string // id of the item or question at which they are listed
	before  []string
	stories []checks.Story
	list    list
}

// press moves the cursor and tells whether a row was taken.
func (s *storyList) press(k tea.KeyPressMsg) bool {
	n := len(s.before) + len(s.stories)
	switch {
	case matches(k, pickKeys.up):
		s.list.move(-1, n)
	case matches(k, pickKeys.down):
		s.list.move(1, n)
	}
	return matches(k, pickKeys.choose)
}

// taken is the text of the story under the cursor, on one line; ok is false where the cursor is on a row before the stories.
func (s *storyList) taken() (text string, ok bool) {
	i := s.list.at - len(s.before)
	if i < 0 {
		return "", false
	}
	return oneRow(s.stories[i].Text), true
}

// draw lists the rows in at most h lines.
func (s *storyList) draw(p *page, h int) {
	s.list.draw(p, len(s.before)+len(s.stories), h, true, s.row)
}

// row draws one story with its date, its source and how far it was followed.
func (s *storyList) row(i, w int, here bool) []string {
	lead, style := "   "+s.signs.Bullet+" ", s.theme.Plain
	if i < len(s.before) {
		lead = "   " + s.signs.Prompt + " "
	}
	if here {
		lead, style = s.theme.Now.Render(s.signs.Pointer)+lead[1:], s.theme.Strong
	}
	p := newPage(s.ground, min(w, maxText), 0)
	if i < len(s.before) {
		p.indented(lead, style, s.before[i])
		return p.lines
	}
	st := s.stories[i-len(s.before)]
	p.indented(lead, style, oneRow(st.Text))
	if !here {
		p.lines = p.broken(p.lines, storyLines)
	}
	p.storyHead(strings.Repeat(" ", gutter), s.elsewhere(st), false)
	return p.lines
}

// elsewhere is a story that says what it is about only where that is something else.
func (s *storyList) elsewhere(st checks.Story) checks.Story {
	if st.About == s.of || st.About == content.Check().SubjectOf(s.of) {
		st.About = ""
	}
	return st
}
