package widget

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/tui/theme"
)

// Look is what widgets are drawn with: the words, the styles and the signs.
type Look interface {
	Words() *lang.Printer
	Styles() *theme.Theme
	Signs() *theme.Signs
}

// Sizes in cells and rows.
const (
	MaxText      = 84 // a column of text, for the eye
	MaxFieldRows = 5  // of a long text field that show at once; more scroll inside it
	Gutter       = 5  // room left of a row for its sign, and for the pointer of a list
	Roomy        = 16 // rows from which on the parts of a canvas are set apart
)

// Canvas is the body of a window, or a part of it, while it is drawn: lines from the top, and a cursor where text is typed.
type Canvas struct {
	Look
	W, H    int // cells there are
	Compact int // how much is left out where not all fits: one of the levels below, or 0 for nothing
	Lines   []string
	Cursor  *tea.Cursor // counted from the first line and cell of the canvas
	extra   []int       // lines that are free only where there are lines to spare
}

// Levels at which a canvas leaves out more and more.
const (
	NoExtraSpace = iota + 1
	NoNote       // no word on the method
	NoOffer      // no word on what the keys offer
	NoSpace      // no blank line
	Essential    // only what is needed
	OneLine      // what people wrote takes one line
	Brief        // what changed takes one line
	Shortest     // counts and lists give way
)

// New returns an empty canvas of w by h cells.
func New(l Look, w, h int) *Canvas { return &Canvas{Look: l, W: w, H: h} }

// Left is how many lines are still free.
func (p *Canvas) Left() int { return p.H - len(p.Lines) }

// Add appends lines as they are.
func (p *Canvas) Add(lines ...string) { p.Lines = append(p.Lines, lines...) }

// Space leaves a line free, unless the canvas has just begun.
func (p *Canvas) Space() {
	if len(p.Lines) > 0 && p.Compact < NoSpace {
		p.Add("")
	}
}

// ExtraSpace leaves a line free where the canvas has lines to spare.
func (p *Canvas) ExtraSpace() {
	if p.H >= Roomy && p.Compact < NoExtraSpace && len(p.Lines) > 0 {
		p.extra = append(p.extra, len(p.Lines))
		p.Add("")
	}
}

// squeeze takes as many extra spaces out as it must for the lines to fit, if that is enough, the last ones first.
func (p *Canvas) squeeze() {
	over := len(p.Lines) - p.H
	if over > len(p.extra) {
		return
	}
	for ; over > 0; over-- {
		last := len(p.extra) - 1
		at := p.extra[last]
		p.Lines, p.extra = slices.Delete(p.Lines, at, at+1), p.extra[:last]
		if p.Cursor != nil && p.Cursor.Y > at {
			p.Cursor.Y--
		}
	}
}

// Fit draws into the lines that are left as loosely as they allow.
func (p *Canvas) Fit(draw func(*Canvas)) {
	for level := range Shortest + 1 {
		q := New(p.Look, p.W, p.H)
		q.Compact, q.Lines = level, p.Lines[:len(p.Lines):len(p.Lines)]
		draw(q)
		if q.squeeze(); len(q.Lines) <= p.H || level == Shortest {
			p.Lines, p.Cursor = q.Lines, q.Cursor
			return
		}
	}
}

// Text appends text in a style, wrapped to the column of text.
func (p *Canvas) Text(s theme.Style, text string) {
	p.Add(Wrap(s, text, TextWidth(p.W))...)
}

// TextOrLine is [Canvas.Text], on one line from a level of compactness on.
func (p *Canvas) TextOrLine(level int, s theme.Style, text string) {
	if p.Compact >= level {
		p.Add(s.Render(Cut(p, text, p.W)))
		return
	}
	p.Text(s, text)
}

// Indent appends text behind a first part of the line; the lines that follow stand under the text.
func (p *Canvas) Indent(first string, s theme.Style, text string) {
	indent := width(first)
	for i, line := range Wrap(s, text, max(10, TextWidth(p.W)-indent)) {
		if i > 0 {
			first = strings.Repeat(" ", indent)
		}
		p.Add(first + line)
	}
}

// Parts appends those of the short texts that are not empty behind each other with a dot between two; a line ends between them where there
// is room for that.
func (p *Canvas) Parts(first string, s theme.Style, parts []string) {
	gap, line, lines := " "+p.Signs().Dot+" ", "", []string{}
	w := TextWidth(p.W) - width(first)
	for _, part := range parts {
		switch {
		case part == "":
		case line == "":
			line = part
		case width(line+gap+part) > w:
			lines, line = append(lines, line), part
		default:
			line += gap + part
		}
	}
	for _, line := range append(lines, line) {
		p.Indent(first, s, line)
		first = strings.Repeat(" ", width(first))
	}
}

// Mark puts a text into another style than that of the lines from a place on, in the first of them in which it stands whole.
func (p *Canvas) Mark(from int, lines, s theme.Style, text string) {
	for i, line := range p.Lines[from:] {
		if text != "" && strings.Contains(line, text) {
			p.Lines[from+i] = strings.Replace(line, text, s.Within(lines, text), 1)
			return
		}
	}
}

// Field puts a line with a text field behind its first part; the cursor stands in the field, and behind it what a suggested name adds.
func (p *Canvas) Field(first string, f *Field) {
	view, cursor := f.View(TextWidth(p.W) - width(first))
	p.Place(cursor, width(first))
	if name := []rune(f.suggested()); len(name) > 0 {
		rest := string(name[len([]rune(f.Value())):]) + "  " + p.Words().T("form.complete")
		view += p.Styles().Quiet.Render(Cut(p, rest, TextWidth(p.W)-width(first+view)))
	}
	p.Add(first + view)
}

// Area puts the lines of a text field behind the first part of its first line.
func (p *Canvas) Area(first string, f *Area) {
	view, cursor := f.View(TextWidth(p.W) - width(first) + 1)
	p.Place(cursor, width(first))
	for i, line := range strings.Split(view, "\n") {
		if i > 0 {
			first = strings.Repeat(" ", width(first))
		}
		p.Add(first + line)
	}
}

// Place takes the cursor of a field that begins in column x of the next line.
func (p *Canvas) Place(c *tea.Cursor, x int) {
	if c == nil {
		return
	}
	c.X, c.Y = c.X+x, c.Y+len(p.Lines)
	p.Cursor = c
}

// Append puts another canvas below what is there, with its cursor.
func (p *Canvas) Append(below *Canvas) {
	if below.Cursor != nil {
		p.Place(below.Cursor, 0)
	}
	p.Add(below.Lines...)
}

// Beside appends canvases beside each other, so many cells apart, with the cursor that there is.
func (p *Canvas) Beside(gap int, columns ...*Canvas) {
	var lines []string
	x := 0
	for _, c := range columns {
		p.Place(c.Cursor, x)
		lines = append(lines, make([]string, max(0, len(c.Lines)-len(lines)))...)
		for i, line := range c.Lines {
			if line != "" {
				lines[i] = Pad(p, lines[i], x) + line
			}
		}
		x += c.W + gap
	}
	p.Add(lines...)
}

// Quote shows a text as that of which something is asked, in at most n lines.
func (p *Canvas) Quote(s theme.Style, text string, n int) {
	p.Add(p.Clip(Wrap(s, text, TextWidth(p.W)), n)...)
}

// Wrap breaks text into lines of at most w cells, each in the style.
func Wrap(s theme.Style, text string, w int) []string {
	lines := strings.Split(report.Wrapped(text, w), "\n")
	for i, line := range lines {
		lines[i] = s.Render(strings.TrimRight(line, " "))
	}
	return lines
}

// OneRow is a text of several lines in a row, where there is room for its beginning only.
func OneRow(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = checks.CleanLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, " / ")
}

// Cut shortens one line to w cells.
func Cut(l Look, text string, w int) string {
	if len(text) <= w { // no cell takes less than a byte
		return text
	}
	return ansi.Truncate(text, w, l.Signs().Ellipsis)
}

// Pad cuts or fills one line to exactly w cells.
func Pad(l Look, text string, w int) string {
	free := w - width(text)
	if free < 0 {
		text = Cut(l, text, w)
		free = w - width(text)
	}
	return text + strings.Repeat(" ", max(0, free))
}

// Join puts those of the parts that are not empty into one line.
func Join(l Look, parts ...string) string {
	parts = slices.DeleteFunc(slices.Clone(parts), func(part string) bool { return part == "" })
	return strings.Join(parts, " "+l.Signs().Dot+" ")
}

// TextWidth is how wide a column of text is drawn in w cells.
func TextWidth(w int) int { return min(w, MaxText) }

func width(s string) int { return ansi.StringWidth(s) }
