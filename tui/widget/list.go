package widget

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// List is a window over rows of text with a cursor. Only the rows that can be seen are drawn, so its length costs nothing.
type List struct {
	At    int  // the row of the cursor, -1 while it is nowhere
	Whole bool // the last row is left out where it does not fit, rather than broken off
}

// Last moves to the last of n rows.
func (l *List) Last(n int) { l.At = max(n-1, 0) }

// Move moves the cursor by d rows among n.
func (l *List) Move(d, n int) {
	l.At += d
	l.Clamp(n)
}

// Press moves the cursor among n rows where a key does, and tells whether it does.
func (l *List) Press(k tea.KeyPressMsg, n int) bool {
	switch {
	case Matches(k, ListKeys.Up):
		l.Move(-1, n)
	case Matches(k, ListKeys.Down):
		l.Move(1, n)
	default:
		return false
	}
	return true
}

// Clamp keeps the cursor on one of n rows.
func (l *List) Clamp(n int) { l.At = max(0, min(l.At, n-1)) }

// Draw puts as many of n rows as fit into h lines on p, so that the row of the cursor is among them. cursor tells whether it
// shows; row draws a row w cells wide. Where rows stay out of sight one line says which are shown.
func (l List) Draw(p *Canvas, n, h int, cursor bool, row func(i, w int, here bool) []string) {
	if n == 0 || h < 1 {
		return
	}
	drawn := map[int][]string{} // wrapping long texts is what takes time
	draw := func(i int) []string {
		if _, ok := drawn[i]; !ok {
			drawn[i] = row(i, p.W, cursor && i == l.At)
		}
		return drawn[i]
	}
	l.At = min(l.At, n-1)
	at := max(0, l.At)
	lines, first, last := p.window(at, n, h, draw)
	if h > 1 && (first > 0 || last < n-1) {
		lines, first, last = p.window(at, n, h-1, draw)
		if rest := h - 1 - len(lines); rest > 0 && last < n-1 && !l.Whole {
			last++
			lines = append(lines, p.Clip(draw(last), rest)...)
		}
		lines = append(lines, p.Styles().Quiet.Render(p.Words().T("list.more", "First", first+1, "Last", last+1, "N", n)))
	}
	p.Add(lines...)
}

// Clip returns the first n of lines at most; where some stay out of sight the last one says so.
func (p *Canvas) Clip(lines []string, n int) []string {
	if len(lines) <= n {
		return lines
	}
	lines = slices.Clone(lines[:max(n, 0)])
	if n > 0 {
		more := " " + p.Signs().Ellipsis
		lines[n-1] = wholeWords(lines[n-1], p.W-width(more)) + more
	}
	return lines
}

// wholeWords returns as much of a line as fits into w cells, and cuts no word but one that is longer than that.
func wholeWords(line string, w int) string {
	plain := ansi.Strip(line)
	fits := ansi.Truncate(plain, w, "")
	if end := strings.LastIndexByte(fits, ' '); len(fits) < len(plain) && plain[len(fits)] != ' ' && strings.TrimSpace(fits[:max(end, 0)]) != "" {
		w = width(fits[:end])
	}
	return ansi.Truncate(line, w, "")
}

// window grows from row at, by turns upwards and downwards, as long as whole rows fit into h lines.
func (p *Canvas) window(at, n, h int, draw func(i int) []string) (lines []string, first, last int) {
	here := p.Clip(draw(at), h)
	first, last = at, at
	for up, down, room := true, true, h-len(here); (up || down) && room > 0; {
		if up = up && first > 0 && len(draw(first-1)) <= room; up {
			first--
			room -= len(draw(first))
		}
		if down = down && last < n-1 && len(draw(last+1)) <= room; down {
			last++
			room -= len(draw(last))
		}
	}
	for i := first; i <= last; i++ {
		if i == at {
			lines = append(lines, here...)
		} else {
			lines = append(lines, draw(i)...)
		}
	}
	return lines, first, last
}
