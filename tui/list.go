package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// list is a window over rows of text with a cursor. Only the rows that can be seen are drawn, so its length costs nothing.
type list struct {
	at    int  // the row of the cursor
	whole bool // the last row is left out where it does not fit, rather than broken off
}

// last moves to the last of n rows.
func (l *list) last(n int) { l.at = max(n-1, 0) }

// move moves the cursor by d rows among n.
func (l *list) move(d, n int) {
	l.at += d
	l.clamp(n)
}

// clamp keeps the cursor on one of n rows.
func (l *list) clamp(n int) { l.at = max(0, min(l.at, n-1)) }

// draw puts as many of n rows as fit into h lines on p, so that the row of the cursor is among them. cursor tells whether it
// shows; row draws a row w cells wide. Where rows stay out of sight one line says which are shown.
func (l list) draw(p *page, n, h int, cursor bool, row func(i, w int, here bool) []string) {
	if n == 0 || h < 1 {
		return
	}
	drawn := map[int][]string{} // wrapping long texts is what takes time
	draw := func(i int) []string {
		if _, ok := drawn[i]; !ok {
			drawn[i] = row(i, p.w, cursor && i == l.at)
		}
		return drawn[i]
	}
	lines, first, last := p.window(min(l.at, n-1), n, h, draw)
	if h > 1 && (first > 0 || last < n-1) {
		lines, first, last = p.window(min(l.at, n-1), n, h-1, draw)
		if rest := h - 1 - len(lines); rest > 0 && last < n-1 && !l.whole {
			last++
			lines = append(lines, p.broken(draw(last), rest)...)
		}
		lines = append(lines, p.theme.Quiet.Render(p.say.T("list.more", "First", first+1, "Last", last+1, "N", n)))
	}
	p.add(lines...)
}

// broken returns the first n of lines at most; where some stay out of sight the last one says so.
func (p *page) broken(lines []string, n int) []string {
	if len(lines) <= n {
		return lines
	}
	lines = slices.Clone(lines[:max(n, 0)])
	if n > 0 {
		more := " " + p.signs.Ellipsis
		lines[n-1] = wholeWords(lines[n-1], p.w-width(more)) + more
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
func (p *page) window(at, n, h int, draw func(i int) []string) (lines []string, first, last int) {
	lines = p.broken(draw(at), h)
	first, last = at, at
	for up, down := true, true; (up || down) && len(lines) < h; {
		if up = up && first > 0; up {
			if more := draw(first - 1); len(lines)+len(more) <= h {
				lines, first = slices.Concat(more, lines), first-1
			} else {
				up = false
			}
		}
		if down = down && last < n-1; down {
			if more := draw(last + 1); len(lines)+len(more) <= h {
				lines, last = append(lines, more...), last+1
			} else {
				down = false
			}
		}
	}
	return lines, first, last
}
