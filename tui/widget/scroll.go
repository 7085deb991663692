package widget

import "slices"

// Scroll is a window over lines of text.
type Scroll struct {
	top int // first line that shows
}

// Move scrolls down by some lines where n lines are drawn on h rows.
func (s *Scroll) Move(by, n, h int) { s.top = max(0, min(s.top+by, n-(h-1))) }

// Draw puts as many lines on p as fit, and says which these are where that is not all.
func (s Scroll) Draw(p *Canvas, lines []string) {
	if len(lines) <= p.H {
		p.Add(lines...)
		return
	}
	h := p.H - 1
	top := max(0, min(s.top, len(lines)-h))
	p.Add(lines[top : top+h]...)
	p.Add(p.Styles().Quiet.Render(p.Words().T("scroll", "First", top+1, "Last", top+h, "N", len(lines))))
}

// Middle is what scrolls, where not all of it fits, between lines that stay in sight. Its methods are given the canvas that it fills.
type Middle struct {
	Scroll
	Ends func(w int) (head, foot []string) // the lines that stay, at most w cells wide
	Fill func(p *Canvas)                   // draws the middle
}

// lines are those of the middle as loosely as they fit between its ends, and on how many rows they are drawn.
func (m *Middle) lines(p *Canvas) (lines []string, rows int) {
	head, foot := m.Ends(p.W)
	q := New(p.Look, p.W, p.H-len(head)-len(foot))
	q.Fit(m.Fill)
	return q.Lines, q.H
}

// Fits tells whether nothing is out of sight.
func (m *Middle) Fits(p *Canvas) bool {
	lines, rows := m.lines(p)
	return len(lines) <= rows
}

// Move scrolls by some lines.
func (m *Middle) Move(by int, p *Canvas) {
	lines, rows := m.lines(p)
	m.Scroll.Move(by, len(lines), rows)
}

// Draw fills p: with space around the middle where there is room for that.
func (m *Middle) Draw(p *Canvas) {
	head, foot := m.Ends(p.W)
	p.Fit(func(p *Canvas) {
		p.Add(head...)
		p.Space()
		m.Fill(p)
		p.Space()
		p.Add(foot...)
	})
	if len(p.Lines) > p.H {
		lines, rows := m.lines(p)
		q := New(p.Look, p.W, rows)
		m.Scroll.Draw(q, lines)
		p.Lines = slices.Concat(head, q.Lines, foot)
	}
}
