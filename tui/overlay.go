package tui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"emptychair/tui/widget"
)

// overlay is a page over the screen, which its keys close.
type overlay interface {
	screen
	// whole tells whether it takes the whole window, without header and keys.
	whole() bool
}

// helpScreen explains the screen under it: what it is for, and every key.
type helpScreen struct {
	textPage
	of screen
}

// newHelpScreen explains a screen, its keys and those that hold everywhere.
func newHelpScreen(g *context, of screen, also []key.Binding) *helpScreen {
	return &helpScreen{textPage{context: g, lines: func(w int) []string {
		p := g.canvas(w, 0)
		p.Text(g.theme.Plain, g.say.T(of.help()))
		p.Space()
		for _, b := range distinct(append(of.keys(), also...)) {
			p.Indent(g.theme.Strong.Render(g.padded(g.keyName(b), 12)), g.theme.Plain, g.say.T(b.Help().Desc))
		}
		return p.Lines
	}}, of}
}

func (s *helpScreen) whole() bool     { return false }
func (s *helpScreen) help() string    { return s.of.help() }
func (s *helpScreen) heading() string { return s.say.T("help.title", "Screen", s.of.heading()) }
func (s *helpScreen) keys() []key.Binding {
	return []key.Binding{overlayKeys.shut, pageKeys.down, pageKeys.up}
}

// shut closes the page that is open over the screen.
func shut(m *Model) tea.Cmd {
	m.overlay = nil
	return nil
}

func (s *helpScreen) press(k tea.KeyPressMsg) action {
	if s.scrollBy(k) == 0 {
		return shut
	}
	return s.move(k)
}

// chairQuestions is how many questions there are that bring the talk back to the customer.
const chairQuestions = 5

// chairScreen is the empty chair: a drawing over the whole window with one question. Any key returns.
type chairScreen struct {
	noText
	*context
	number int
}

func (s *chairScreen) whole() bool                  { return true }
func (s *chairScreen) help() string                 { return "help.chair" }
func (s *chairScreen) heading() string              { return "" }
func (s *chairScreen) keys() []key.Binding          { return nil }
func (s *chairScreen) press(tea.KeyPressMsg) action { return shut }

// The chair, seen from the front: the back with its rails, the seat, four legs.
var (
	tallChair = []string{
		`   █▀▀▀▀▀▀▀▀▀▀▀▀▀█   `,
		`   █             █   `,
		`   █▀▀▀▀▀▀▀▀▀▀▀▀▀█   `,
		`   █             █   `,
		`   █▀▀▀▀▀▀▀▀▀▀▀▀▀█   `,
		`   █             █   `,
		`  ▄█▄▄▄▄▄▄▄▄▄▄▄▄▄█▄  `,
		` ▟█████████████████▙ `,
		`▟███████████████████▙`,
		`█▀▀█▀▀▀▀▀▀▀▀▀▀▀▀▀█▀▀█`,
		`█  █             █  █`,
		`█  █             █  █`,
		`█  ▀             ▀  █`,
		`█                   █`,
		`▀                   ▀`,
	}
	smallChair = []string{
		`  █▀▀▀▀▀▀▀█  `,
		`  █▀▀▀▀▀▀▀█  `,
		`  █       █  `,
		` ▟█████████▙ `,
		`▟███████████▙`,
		`█ █       █ █`,
		`█ ▀       ▀ █`,
		`▀           ▀`,
	}
	plainChair = []string{
		`  +-------+  `,
		`  |=======|  `,
		`  |       |  `,
		` /_________\ `,
		`/___________\`,
		`| |       | |`,
		`| |       | |`,
		`|           |`,
	}
)

// chairLines draws a chair in its colour, of at most h lines where there is a choice.
func (g *context) chairLines(h int) []string {
	chair := smallChair
	switch {
	case g.ascii:
		chair = plainChair
	case h >= len(tallChair):
		chair = tallChair
	}
	lines := make([]string, len(chair))
	for i, l := range chair {
		lines[i] = g.theme.Chair.Render(l)
	}
	return lines
}

func (s *chairScreen) draw(p *widget.Canvas) {
	question := balanced(s.theme.Strong, s.say.T("chair.question."+strconv.Itoa(s.number%chairQuestions+1)), min(p.W-2*margin, 60))
	const around = 5 // lines that stay free, and the one that says how to go back
	body := append(s.chairLines(p.H-len(question)-around), "", "")
	body = append(body, question...)
	for range (p.H - len(body) - 1) / 2 {
		p.Add("")
	}
	for _, line := range body {
		p.Add(centred(line, p.W))
	}
	for p.Left() > 1 {
		p.Add("")
	}
	p.Add(centred(s.theme.Quiet.Render(s.say.T("chair.back")), p.W))
}

// centred puts a line into the middle of w cells.
func centred(line string, w int) string {
	return strings.Repeat(" ", max(0, (w-width(line))/2)) + line
}

// balanced wraps text into as few lines as w cells allow, all about as long.
func balanced(style lipgloss.Style, text string, w int) []string {
	lines := widget.Wrap(style, text, w)
	for w > 20 {
		narrower := widget.Wrap(style, text, w-1)
		if len(narrower) > len(lines) {
			break
		}
		lines, w = narrower, w-1
	}
	return lines
}
