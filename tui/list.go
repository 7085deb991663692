package tui

// list is a window over rows of text with a cursor. Only the rows that can be seen are drawn, so its length costs nothing.
type list struct {
	at int // the row of the cursor
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
	draw := func(i int) []string { return row(i, p.w, cursor && i == l.at) }
	lines, first, last := window(min(l.at, n-1), n, h, draw)
	if first > 0 || last < n-1 {
		lines, first, last = window(min(l.at, n-1), n, h-1, draw)
		lines = append(lines, p.theme.Quiet.Render(p.say.T("list.more", "First", first+1, "Last", last+1, "N", n)))
	}
	p.add(lines...)
}

// window grows from row at, by turns upwards and downwards, as long as whole rows fit into h lines.
func window(at, n, h int, draw func(i int) []string) (lines []string, first, last int) {
	lines = draw(at)
	lines = lines[:min(len(lines), max(h, 0))]
	first, last = at, at
	for up, down := true, true; up || down; {
		if up = up && first > 0; up {
			if more := draw(first - 1); len(lines)+len(more) <= h {
				lines, first = append(more, lines...), first-1
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
