package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/report"
)

// page is the body of a window while it is drawn: lines from the top, and a cursor where text is typed.
type page struct {
	*ground
	w, h   int // cells there are
	tight  int // how much is left out where not all fits: 1 no air, 2 no gaps either, 3 only what is needed, from 4 on not all of that
	lines  []string
	cursor *tea.Cursor // counted from the first line and cell of the page
}

func newPage(g *ground, w, h int) *page { return &page{ground: g, w: w, h: h} }

// left is how many lines are still free.
func (p *page) left() int { return p.h - len(p.lines) }

// line returns the line at place i, empty where there is none.
func (p *page) line(i int) string {
	if i < len(p.lines) {
		return p.lines[i]
	}
	return ""
}

// add appends lines as they are.
func (p *page) add(lines ...string) { p.lines = append(p.lines, lines...) }

// gap leaves a line free, unless the page has just begun.
func (p *page) gap() {
	if len(p.lines) > 0 && p.tight < noGaps {
		p.add("")
	}
}

// air leaves a line free where the body has lines to spare.
func (p *page) air() {
	if p.h >= airy && p.tight < noAir {
		p.gap()
	}
}

// How tight a page can be.
const (
	noAir = iota + 1
	noGaps
	onlyNeeded
	oneLine // what people wrote takes one line
	inBrief // and what changed, too
	shortest
)

// fitted draws into the lines that are left as loosely as they allow.
func (p *page) fitted(draw func(*page)) {
	for tight := range shortest + 1 {
		q := newPage(p.ground, p.w, p.h)
		q.tight, q.lines = tight, p.lines[:len(p.lines):len(p.lines)]
		if draw(q); len(q.lines) <= p.h || tight == shortest {
			p.lines, p.cursor = q.lines, q.cursor
			return
		}
	}
}

// text appends text in a style, wrapped to the column of text.
func (p *page) text(s lipgloss.Style, text string) {
	p.add(wrapped(s, text, textWidth(p.w))...)
}

// brief is [page.text], on one line where the page is so tight.
func (p *page) brief(tight int, s lipgloss.Style, text string) {
	if p.tight >= tight {
		p.add(s.Render(p.cut(text, p.w)))
		return
	}
	p.text(s, text)
}

// indented appends text behind a first part of the line; the lines that follow stand under the text.
func (p *page) indented(first string, s lipgloss.Style, text string) {
	indent := width(first)
	for i, line := range wrapped(s, text, max(10, textWidth(p.w)-indent)) {
		if i > 0 {
			first = strings.Repeat(" ", indent)
		}
		p.add(first + line)
	}
}

// parts appends short texts behind each other with a dot between two; a line ends between them where there is room for that.
func (p *page) parts(first string, s lipgloss.Style, parts []string) {
	gap, line, lines := " "+p.signs.Dot+" ", "", []string{}
	w := textWidth(p.w) - width(first)
	for _, part := range parts {
		if line != "" && width(line+gap+part) > w {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += gap
		}
		line += part
	}
	for _, line := range append(lines, line) {
		p.indented(first, s, line)
		first = strings.Repeat(" ", width(first))
	}
}

// apart tells whether there is room to set n rows of a list, of three lines or so each, apart from each other.
func (p *page) apart(n int) bool {
	const lines, plenty = 4, 28
	return n*lines <= p.left() || p.left() >= plenty
}

// field puts a line with a text field behind its first part; the cursor stands in the field.
func (p *page) field(first string, f *shortField) {
	view, cursor := f.view(textWidth(p.w) - width(first))
	p.place(cursor, width(first))
	p.add(first + view)
}

// longField puts the lines of a text field behind the first part of its first line.
func (p *page) longField(first string, f *longField) {
	view, cursor := f.view(textWidth(p.w) - width(first) + 1)
	p.place(cursor, width(first))
	for i, line := range strings.Split(view, "\n") {
		if i > 0 {
			first = strings.Repeat(" ", width(first))
		}
		p.add(first + line)
	}
}

// place takes the cursor of a field that begins in column x of the next line.
func (p *page) place(c *tea.Cursor, x int) {
	if c == nil {
		return
	}
	c.X, c.Y = c.X+x, c.Y+len(p.lines)
	p.cursor = c
}

// append puts another page below what is there, with its cursor.
func (p *page) append(below *page) {
	if below.cursor != nil {
		p.place(below.cursor, 0)
	}
	p.add(below.lines...)
}

// fill leaves lines free so that n lines stay.
func (p *page) fill(n int) {
	for p.left() > n {
		p.add("")
	}
}

// wrapped breaks text into lines of at most w cells, each in the style, which is worked out once: it takes longer than the
// breaking.
func wrapped(s lipgloss.Style, text string, w int) []string {
	const sample = "x"
	before, after, _ := strings.Cut(s.Render(sample), sample)
	lines := strings.Split(report.Wrapped(text, w), "\n")
	for i, line := range lines {
		if lines[i] = strings.TrimRight(line, " "); lines[i] != "" {
			lines[i] = before + lines[i] + after
		}
	}
	return lines
}

// oneRow is a text of several lines in a row, where there is room for its beginning only.
func oneRow(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = checks.CleanLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, " / ")
}

// cut shortens one line to w cells.
func (g *ground) cut(text string, w int) string { return ansi.Truncate(text, w, g.signs.Ellipsis) }

// padded cuts or fills one line to exactly w cells.
func (g *ground) padded(text string, w int) string {
	text = g.cut(text, w)
	return text + strings.Repeat(" ", max(0, w-width(text)))
}

// inARow puts those of the parts that are not empty into one line.
func (g *ground) inARow(parts ...string) string {
	line := ""
	for _, part := range parts {
		if part != "" && line != "" {
			line += " " + g.signs.Dot + " "
		}
		line += part
	}
	return line
}
