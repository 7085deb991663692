package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

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

// anchored puts a style on the blank that begins the last row. After the window has grown the renderer leaves out all rows at
// the bottom that are plain blanks as far as the window reached before; now that is none of them.
func (g *ground) anchored(frame string) string {
	last := strings.LastIndexByte(frame, '\n') + 1
	if !strings.HasPrefix(frame[last:], " ") {
		return frame
	}
	return frame[:last] + g.theme.Strong.Render(" ") + frame[last+1:]
}

// settleAfter is how long a window has its size before it is drawn once more.
const settleAfter = 100 * time.Millisecond

// resized takes a new size of the window. A moment later all is drawn once more: of the first frame in a wider window the
// renderer does not keep what it has drawn beyond the old width, and would leave it standing on the next screen.
func (m *Model) resized(msg tea.WindowSizeMsg) tea.Cmd {
	wider := m.width > 0 && msg.Width > m.width
	m.width, m.height = msg.Width, msg.Height
	m.measure()
	if !wider {
		return nil
	}
	return m.opts.Tick(settleAfter, func(time.Time) tea.Msg { return settledMsg{msg.Width, msg.Height} })
}

// settled draws the window anew if it still has the size that it had a moment ago.
func (m *Model) settled(msg settledMsg) tea.Cmd {
	if msg.width != m.width || msg.height != m.height {
		return nil
	}
	return tea.ClearScreen
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
