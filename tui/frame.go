package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// View draws the whole window: header, line, body, notice, keys. The header and the footer stay where they are on every screen.
func (m *Model) View() tea.View {
	v := tea.View{AltScreen: true, WindowTitle: "emptychair"}
	switch {
	case m.width == 0 || m.height == 0:
		return v
	case tooSmall(m.width, m.height):
		lines := wrapped(m.theme.Plain, m.say.T("small", "W", minWidth, "H", minHeight, "Width", m.width, "Height", m.height), m.width)
		v.Content = strings.Join(lines[:min(len(lines), m.height)], "\n")
		return v
	}
	v.Content, v.Cursor = m.frame()
	v.Content = m.anchored(composed(v.Content))
	return v
}

func (m *Model) frame() (string, *tea.Cursor) {
	l := newLayout(m.width, m.height)
	shown := m.screen
	if m.overlay != nil {
		shown = m.overlay
	}
	if c, ok := shown.(*chairScreen); ok {
		return c.whole(l), nil
	}
	notice := m.notice(l)
	p := newPage(m.ground, l.bodyWidth(), l.bodyHeight(len(notice)))
	shown.draw(p)
	rows := make([]string, l.bodyTop, l.height)
	rows[0], rows[1] = m.header(l, shown), m.rule(l)
	for _, line := range p.lines[:min(len(p.lines), p.h)] {
		rows = append(rows, indent(m.cut(line, l.width-margin), margin))
	}
	for len(rows) < l.height-len(notice)-footRows {
		rows = append(rows, "")
	}
	rows = append(rows, notice...)
	rows = append(rows, m.footer(l, shown))
	return strings.Join(rows, "\n"), placed(p.cursor, l)
}

// placed moves a cursor of the body to its place in the window.
func placed(c *tea.Cursor, l layout) *tea.Cursor {
	if c == nil {
		return nil
	}
	c.X, c.Y = min(c.X+margin, l.width-1), min(c.Y+l.bodyTop, l.height-1)
	c.Blink = false
	return c
}

func indent(line string, n int) string {
	if line == "" {
		return ""
	}
	return strings.Repeat(" ", n) + line
}

// header says where one is: the team on the left, the stage and its time on the right, or the screen.
func (m *Model) header(l layout, shown screen) string {
	left, right := shown.heading(), ""
	if m.inRun() && m.overlay == nil {
		left, right = m.runHeading(l)
	}
	room := l.width - 2 - width(right)
	left = m.padded(m.theme.Strong.Render(m.cut(left, max(0, room-2))), room)
	return " " + left + right + " "
}

// rule is the line under the header; in a run it is the way through it.
func (m *Model) rule(l layout) string {
	if !m.inRun() {
		return " " + m.theme.Quiet.Render(strings.Repeat(m.signs.Rule, l.width-2))
	}
	return " " + m.steps(l.width-2)
}

// notice is what the last key led to, or else what the run has to say by itself. What is long takes rows from the body.
func (m *Model) notice(l layout) []string {
	if m.overlay != nil && (m.session == nil || m.session.failed == nil) {
		return nil
	}
	text, style := m.note, m.theme.Plain
	switch {
	case m.session != nil && m.session.failed != nil && !m.session.conflict:
		text, style = m.failure(), m.theme.Alarm
	case m.alarm:
		style = m.theme.Alarm
	case text == "" && m.session != nil:
		text, style = m.session.hint(m.ground), m.theme.Quiet
	}
	saved := m.savedMark()
	var lines []string
	if text != "" {
		lines = wrapped(style, text, l.bodyWidth()-width(saved)-1)
	}
	rows := make([]string, max(l.noticeRows, min(len(lines), maxNotice)))
	lines = lines[:min(len(lines), len(rows))]
	for i, line := range lines {
		rows[len(rows)-len(lines)+i] = indent(line, margin)
	}
	if saved != "" {
		last := &rows[len(rows)-1]
		*last = m.padded(*last, l.width-1-width(saved)) + saved
	}
	return rows
}

// failure says that the run is not saved, and why.
func (m *Model) failure() string {
	what, do := m.say.Error(m.session.failed)
	if m.leaving == leavingProgram {
		do = m.say.T("save.leave-anyway")
	}
	return m.say.T("save.failed") + " " + what + " " + do
}

// footer names the keys that hold now, as many as there is room for; help is always among them.
func (m *Model) footer(l layout, shown screen) string {
	help := m.hint(everywhere.help)
	if shown.typing() {
		help = m.hint(everywhere.f1)
	}
	if m.overlay != nil {
		help = ""
	}
	line, gap := "", " "+m.theme.Quiet.Render(m.signs.Dot)+" "
	room := l.width - 2 - width(help) - width(gap)
	for _, b := range distinct(shown.keys()) {
		next := m.hint(b)
		if line != "" {
			next = gap + next
		}
		if width(line)+width(next) > room {
			continue
		}
		line += next
	}
	if line != "" && help != "" {
		help = gap + help
	}
	return " " + line + help
}

// hint is one key and what it does.
func (g *ground) hint(b key.Binding) string {
	return g.theme.Strong.Render(g.keyName(b)) + " " + g.theme.Quiet.Render(g.say.T(b.Help().Desc))
}

// keyName is how a key is named in the language that is spoken, and in the signs that may be drawn.
func (g *ground) keyName(b key.Binding) string {
	if b.Help().Key == spaceKey {
		return g.say.T("key-name.space")
	}
	return g.signs.Key(b.Help().Key)
}

// savedMark says that all of the run is on disk, and nothing while it is not. While a text is typed it is silent, so that
// it does not come and go.
func (m *Model) savedMark() string {
	if !m.inRun() || m.overlay != nil || !m.session.safe() || m.holding() {
		return ""
	}
	return m.theme.Quiet.Render(m.say.T("saved"))
}

// holding tells whether text stands in a field that is not part of the run yet.
func (m *Model) holding() bool {
	h, ok := m.screen.(interface{ holds() bool })
	return ok && h.holds()
}
