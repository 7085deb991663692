package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"emptychair/tui/widget"
)

// Sizes of the window, in cells.
const (
	minWidth, minHeight = 60, 18
	margin              = 3                              // left of everything in the body, at least
	headRows            = 2                              // header and the line under it
	footRows            = 1                              // keys
	maxNotice           = 4                              // rows of a notice, where it is long
	highWindow          = 36                             // rows from which on more of them stay free above the body:
	rowsOfAir           = 8                              // one more for each so many
	narrow              = 70                             // below this a body leaves out what it can
	wide                = 100                            // from this on the body stands in the middle, and may have two columns
	sidesGap            = 4                              // between columns
	bigBody             = 114                            // from this on it may have three columns
	highBody            = 24                             // rows from which on what is said is set apart
	column              = widget.MaxText + widget.Gutter // of a body that is one column of text, where it stands in the middle
)

// layout says where the parts of a window stand. All size arithmetic of the frame is here.
type layout struct {
	width, height int
	bodyTop       int // first row of the body
	noticeRows    int
	broad         bool // the body takes the whole width: it has several columns, or one that is as wide
}

// newLayout lays a window out; it works for any size, and is used only from [minWidth]×[minHeight] on.
func newLayout(width, height int) layout {
	l := layout{width: width, height: height, bodyTop: headRows + 1 + max(0, (height-highWindow)/rowsOfAir), noticeRows: 1}
	if height >= 22 {
		l.noticeRows = 2
	}
	return l
}

// tooSmall tells whether a window cannot hold the program.
func tooSmall(width, height int) bool { return width < minWidth || height < minHeight }

// bodyHeight is how many rows a screen may use beside a notice of some rows.
func (l layout) bodyHeight(notice int) int { return max(1, l.height-l.bodyTop-notice-footRows) }

// footWidth is how many cells a notice may use, the margins left out.
func (l layout) footWidth() int { return max(1, l.width-2*margin) }

// bodyWidth is how many cells a screen may use.
func (l layout) bodyWidth() int {
	if l.broad || l.width < wide {
		return l.footWidth()
	}
	return column
}

// bodyLeft is the first cell of the body.
func (l layout) bodyLeft() int { return max(margin, (l.width-l.bodyWidth())/2) }

// isBroad tells whether a screen takes the whole width of a window; where it does not say, it is one column of text.
func isBroad(s screen, l layout) bool {
	b, ok := s.(interface{ broad(width, height int) bool })
	return ok && b.broad(l.width, l.height)
}

// isBig tells whether a window is one in which what belongs together stands in columns beside each other.
func isBig(width, height int) bool { return width >= bigBody+2*margin && height >= 30 }

// sides are two canvases that share p, below what it holds: the first for what is looked at, the second, of a third, for what is said of
// it.
func (g *context) sides(p *widget.Canvas) (left, right *widget.Canvas) {
	side := max(36, min(p.W/3, 60))
	left, right = g.canvas(p.W-side-sidesGap, p.Left()), g.canvas(side, p.Left())
	left.Compact, right.Compact = p.Compact, p.Compact
	return left, right
}

func width(s string) int { return ansi.StringWidth(s) }

// View draws the whole window: header, line, body, notice, keys. The header and the footer stay where they are on every screen.
func (m *Model) View() tea.View {
	v := tea.View{AltScreen: true, WindowTitle: "emptychair"}
	switch {
	case m.width == 0 || m.height == 0:
		return v
	case tooSmall(m.width, m.height):
		lines := widget.Wrap(m.theme.Plain, m.say.T("small", "W", minWidth, "H", minHeight, "Width", m.width, "Height", m.height), m.width)
		v.Content = strings.Join(lines[:min(len(lines), m.height)], "\n")
		return v
	}
	v.Content, v.Cursor = m.frame()
	v.Content = composed(v.Content)
	return v
}

// shown is what shows: the page that is open over the screen, or else the screen.
func (m *Model) shown() screen {
	if m.overlay != nil {
		return m.overlay
	}
	return m.screen
}

func (m *Model) frame() (string, *tea.Cursor) {
	l := newLayout(m.width, m.height)
	shown := m.shown()
	if _, whole := shown.(*chairScreen); whole {
		p := m.canvas(l.width, l.height)
		shown.draw(p)
		return strings.Join(p.Lines[:min(len(p.Lines), l.height)], "\n"), nil
	}
	notice := m.notice(l)
	l.broad = isBroad(shown, l)
	left := l.bodyLeft()
	p := m.canvas(l.bodyWidth(), l.bodyHeight(len(notice)))
	if !m.opening {
		shown.draw(p)
	}
	rows := make([]string, l.bodyTop, l.height)
	rows[0], rows[1], rows[2] = m.header(l, shown), m.rule(l), m.missingLine(l)
	if c := p.Cursor; c != nil && c.Y >= p.H { // what is typed always shows
		p.Lines, c.Y = p.Lines[c.Y-p.H+1:], p.H-1
	}
	for _, line := range p.Lines[:min(len(p.Lines), p.H)] {
		rows = append(rows, indent(m.cut(line, l.width-left), left))
	}
	for len(rows) < l.height-len(notice)-footRows {
		rows = append(rows, "")
	}
	rows = append(rows, notice...)
	rows = append(rows, m.footer(l, shown))
	if c := p.Cursor; c != nil {
		c.X, c.Y, c.Blink = min(c.X+left, l.width-1), min(c.Y+l.bodyTop, l.height-1), false
	}
	return strings.Join(rows, "\n"), p.Cursor
}

func indent(line string, n int) string {
	if line == "" {
		return ""
	}
	return strings.Repeat(" ", n) + line
}

// header says where one is: the team on the left, the stage and its time on the right, or the screen.
func (m *Model) header(l layout, shown screen) string {
	var left, right string
	if m.inRun() && m.overlay == nil {
		left, right = m.runHeading(l)
	} else {
		left = shown.heading()
		if s, ok := shown.(interface{ aside() string }); ok {
			right = m.theme.Quiet.Render(s.aside())
		}
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

// missingLine says how many records cannot be read and so are missing on all screens, "" for none. It takes the line that is otherwise free
// above the body, so that nothing moves when it comes.
func (m *Model) missingLine(l layout) string {
	if m.missing == 0 {
		return ""
	}
	call := m.opts.Call
	if over := width(m.say.N("missing", m.missing, "Call", call)) - (l.width - margin); over > 0 { // of which the command behind it must be read
		call = m.cut(call, max(0, width(call)-over))
	}
	return indent(m.cut(m.say.N("missing", m.missing, "Call", call), l.width-margin), margin)
}

// notice is what the last key led to, or why the run is not saved. What is long takes rows from the body.
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
	}
	saved := m.savedMark()
	var lines []string
	if text != "" {
		lines = widget.Wrap(style, text, l.footWidth()-width(saved)-1)
	}
	rows := make([]string, max(l.noticeRows, min(len(lines), maxNotice)))
	lines = m.canvas(l.footWidth()-width(saved)-1, 0).Clip(lines, len(rows))
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

// footer names the keys that hold now, in their order, up to the first for which there is no room; help is always among them.
func (m *Model) footer(l layout, shown screen) string {
	help := m.hint(everywhere.help)
	if shown.typing() {
		help = m.hint(everywhere.f1)
	}
	if m.overlay != nil {
		help = ""
	}
	line, used, gap := "", 0, " "+m.theme.Quiet.Render(m.signs.Dot)+" "
	room := l.width - 1 - width(help) - width(gap)
	for _, b := range distinct(m.withClockKey(shown.keys())) {
		next := m.hint(b)
		if line != "" {
			next = gap + next
		}
		if used += width(next); used > room {
			break
		}
		line += next
	}
	if line != "" && help != "" {
		help = gap + help
	}
	return " " + line + help
}

// hint is one key and what it does.
func (g *context) hint(b key.Binding) string {
	return g.theme.Strong.Render(g.keyName(b)) + " " + g.theme.Quiet.Render(g.say.T(b.Help().Desc))
}

// keyName is how a key is named in the language that is spoken, and in the signs that may be drawn.
func (g *context) keyName(b key.Binding) string {
	name := g.signs.Key(b.Help().Key)
	if slices.Contains(wordedKeys, name) {
		return g.say.T("key-name." + name)
	}
	return name
}

// savedMark says that all of the run is on disk, and nothing while it is not. While a text is typed it is silent, so that
// it does not come and go.
func (m *Model) savedMark() string {
	s, ok := m.stage()
	if !ok || m.overlay != nil || !m.session.safe() || m.session.isBlank() || s.holdsText() {
		return ""
	}
	return m.theme.Quiet.Render(m.say.T("saved"))
}

// composed puts letters and the marks behind them together into one character where there is one: the renderer drops marks
// that stand behind an ASCII letter, and text from some systems writes every umlaut that way. Escape sequences stay whole.
func composed(frame string) string {
	if norm.NFC.IsNormalString(frame) {
		return frame
	}
	var out, text strings.Builder
	flush := func() {
		out.WriteString(norm.NFC.String(text.String()))
		text.Reset()
	}
	for state := byte(0); len(frame) > 0; {
		seq, _, n, next := ansi.DecodeSequence(frame, state, nil)
		if seq[0] == ansi.ESC {
			flush()
			out.WriteString(seq)
		} else {
			text.WriteString(seq)
		}
		frame, state = frame[n:], next
	}
	flush()
	return out.String()
}

// recounted draws the window anew where a terminal says only now that it joins several characters into one and there are
// such on the screen: the renderer has counted their cells in another way so far.
func (m *Model) recounted(msg tea.ModeReportMsg) tea.Cmd {
	frame := m.View().Content
	if msg.Mode != ansi.ModeUnicodeCore || ansi.StringWidth(frame) == ansi.StringWidthWc(frame) {
		return nil
	}
	return tea.ClearScreen
}
