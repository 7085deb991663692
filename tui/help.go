package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// helpScreen explains the screen under it: what it is for, and every key.
type helpScreen struct {
	still
	*ground
	of   screen
	also []key.Binding // keys that hold everywhere
	top  int
}

func newHelpScreen(g *ground, of screen, also []key.Binding) *helpScreen {
	return &helpScreen{ground: g, of: of, also: also}
}

func (s *helpScreen) help() string    { return s.of.help() }
func (s *helpScreen) heading() string { return s.say.T("help.title", "Screen", s.of.heading()) }
func (s *helpScreen) keys() []key.Binding {
	return []key.Binding{overlayKeys.shut, readingKeys.down, readingKeys.up}
}

// shut closes the page that is open over the screen.
func shut(m *Model) tea.Cmd {
	m.overlay = nil
	return nil
}

func (s *helpScreen) press(k tea.KeyPressMsg) action {
	by := s.scroll(k)
	if by == 0 {
		return shut
	}
	s.top = s.scrolled(len(s.lines(s.bodyW)), s.top+by)
	return nil
}

func (s *helpScreen) draw(p *page) { drawScrolled(p, s.lines(p.w), s.top) }

// lines are what the screen is for, and a line for each key.
func (s *helpScreen) lines(w int) []string {
	p := newPage(s.ground, w, 0)
	p.text(s.theme.Plain, s.say.T(s.of.help()))
	p.gap()
	for _, b := range distinct(append(s.of.keys(), s.also...)) {
		p.indented(s.theme.Strong.Render(s.padded(s.keyName(b), 12)), s.theme.Plain, s.say.T(b.Help().Desc))
	}
	return p.lines
}
