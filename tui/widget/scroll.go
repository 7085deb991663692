package widget

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
