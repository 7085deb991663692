package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

const (
	linesOfText = 2 // of a text in a list of many; all of it is printed where one thing is shown alone
	leadWidth   = 3 // of the sign, number or marks before an entry, at least
	columnGap   = 2
	columnsGap  = 4 // between columns of text
	minTeam     = 8 // cells of a team's name in a table
)

// textRenderer writes blocks on a page for the terminal. An export is never one: it has no case for what only exports hold.
type textRenderer struct {
	*Page
	indent string // of lists
	last   block
}

// block writes a block, behind an empty line where it does not belong to the one before.
func (t *textRenderer) block(b block) {
	if _, ok := b.(drawn); ok {
		return
	}
	if t.Len() > 0 && !t.isTight(b) {
		t.Line("")
	}
	t.last = nil
	switch b := b.(type) {
	case head:
		t.head(b)
	case section:
		t.section(b)
	case paragraph:
		t.Paragraph("  ", string(b))
	case lines:
		for _, line := range b {
			t.Line("  " + line)
		}
	case note:
		t.styled("", string(b), t.quiet)
	case legend:
		t.packed("", append(b.Signs, b.Origins...), gap)
	case fields:
		t.fields(b)
	case list:
		t.list(b)
	case table:
		t.table(b)
	case item:
		t.item(b)
	case questions:
		t.questions(b)
	}
	t.last = b
}

// all writes blocks that belong together; a slice of them is written one by one.
func (t *textRenderer) all(blocks ...block) {
	for _, b := range flat(blocks) {
		t.block(b)
	}
}

// isTight tells whether a block belongs to the one before: a sentence to a heading or another sentence, a list to its name. In a
// window all of a section does.
func (t *textRenderer) isTight(b block) bool {
	if t.Window != nil {
		s, isSection := b.(section)
		_, isNote := b.(note)
		return !isNote && (!isSection || s.Level > 2)
	}
	before, isSection := t.last.(section)
	_, isParagraph := t.last.(paragraph)
	switch b.(type) {
	case paragraph:
		return isSection || isParagraph
	case list:
		return isSection && before.Level > 2
	case item, questions:
		return true // they begin with a block of their own
	}
	return false
}

func (t *textRenderer) head(h head) {
	if h.Title != "" {
		t.Heading(h.Title)
	}
	for _, line := range h.Lines {
		t.Paragraph("", line)
	}
}

// section writes a heading; that of a part stands as far from the margin as a sentence, and its list farther.
func (t *textRenderer) section(s section) {
	if s.Level > 2 {
		t.styled("  ", s.Title, t.quiet)
		t.indent = "    "
		return
	}
	t.styled("", s.Title, t.strong)
	t.indent = "  "
}

// fields lists fields with their names in a column.
func (t *textRenderer) fields(list fields) {
	width := widestOf(mapped(list, func(f field) string { return f.Name })...)
	for _, f := range list {
		t.Paragraph("  "+Pad(f.Name, width)+gap, f.Value)
	}
}

func (t *textRenderer) item(it item) {
	said := paragraphs(append([]string{it.Agreement, it.Sentence}, it.Said...))
	if t.Window != nil {
		t.held(it)
		return
	}
	if it.Statement != "" {
		t.titled(it.Title, it.Statement)
	}
	t.Line("")
	t.last = it.Chart
	switch {
	case it.Chart == nil:
		t.Paragraph("  ", it.None)
		t.last = paragraph(it.None)
	case it.Statement != "":
		it.Chart.text(t, "")
	default:
		it.Chart.text(t, it.Title)
	}
	t.all(said)
	if len(it.Notes) > 0 {
		t.all(it.Notes)
	}
}

// column writes in w cells.
func (t *textRenderer) column(w int, write func(*textRenderer)) []string {
	o := t.Options
	o.Width = w
	c := &textRenderer{Page: NewPage(o), indent: t.indent}
	write(c)
	return strings.Split(strings.TrimSuffix(c.String(), "\n"), "\n")
}

// beside writes columns beside each other, w cells each but for the last.
func (t *textRenderer) beside(w int, columns ...[]string) {
	rows := 0
	for _, c := range columns {
		rows = max(rows, len(c))
	}
	for i := range rows {
		line := ""
		for k, c := range columns {
			if i < len(c) && c[i] != "" {
				line = Pad(line, k*(w+columnsGap)) + c[i]
			}
		}
		t.Line(line)
	}
}

func (t *textRenderer) questions(q questions) {
	for _, one := range q.List {
		t.titled(one.Title, one.Text)
		var parts [][]block
		for _, a := range one.Answers {
			part := []block{a.list}
			if a.Name != "" {
				part = []block{section{3, a.Name}, a.list}
			}
			parts = append(parts, part)
		}
		if t.Window == nil || t.Window.Columns == 0 || len(parts) != 2 {
			for _, part := range parts {
				t.all(part...)
			}
			continue
		}
		half := (t.Window.Columns - columnsGap) / 2
		var columns [][]string
		for _, part := range parts {
			columns = append(columns, t.column(half, func(c *textRenderer) { c.all(part...) }))
		}
		t.beside(half, columns...)
	}
}

// titled writes a statement or a question below its title; a window shows no title.
func (t *textRenderer) titled(title, text string) {
	if t.Window != nil {
		t.all(section{2, t.signs(text)})
		return
	}
	t.all(section{2, title}, paragraph(t.signs(text)))
}

// days is how wide the days in front of the entries are.
func (l list) days() int {
	return widestOf(mapped(l.Entries, func(e entry) string { return e.Day })...)
}

// list writes entries behind their day, marks or number, or a sign.
func (t *textRenderer) list(l list) {
	if l.Short {
		t.shortList(l)
		return
	}
	width := max(leadWidth, l.days())
	for i, e := range l.Entries {
		lead := t.signs("•")
		switch {
		case e.Day != "":
			lead = e.Day
		case e.Marks > 0:
			lead = fmt.Sprintf("+%d", e.Marks)
		case l.Numbered:
			lead = fmt.Sprintf("%d.", i+1)
		}
		lead = t.indent + padLeft(lead, width) + "  "
		t.Paragraph(lead, e.Text)
		t.facts(ansi.StringWidth(lead), e.Facts)
	}
	if len(l.Entries) == 0 && l.None != "" {
		t.Paragraph(t.indent, l.None)
	}
	if l.After != "" {
		t.Paragraph(t.indent, l.After)
	}
}

// shortList writes the beginnings of many texts, apart from each other.
func (t *textRenderer) shortList(l list) {
	indent := l.days() + len(gap)
	for i, e := range l.Entries {
		if i > 0 {
			t.Line("")
		}
		t.Paragraph(Pad(e.Day, indent), t.cut(e.Text, t.Width-indent))
		t.facts(indent, e.Facts)
	}
}

func (t *textRenderer) facts(indent int, lines [][]string) {
	for _, facts := range lines {
		t.packed(strings.Repeat(" ", indent), facts, t.signs(" · "))
	}
}

// packed writes facts, as many on a line as fit.
func (t *textRenderer) packed(indent string, facts []string, parting string) {
	for _, row := range Packed(facts, parting, t.Width-ansi.StringWidth(indent)) {
		t.Paragraph(indent, row)
	}
}

// Packed joins facts to lines of at most so many cells; no line begins or ends with what parts them.
func Packed(facts []string, parting string, cells int) (rows []string) {
	for _, fact := range facts {
		if n := len(rows); n > 0 && ansi.StringWidth(rows[n-1]+parting+fact) <= cells {
			rows[n-1] += parting + fact
			continue
		}
		rows = append(rows, fact)
	}
	return rows
}

// cut returns the first lines of a text at a width, with a sign where there is more of it. Lines with nothing on them fall away.
func (t *textRenderer) cut(text string, width int) string {
	var rows []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = checks.CleanLine(line); line != "" {
			rows = append(rows, strings.Split(Wrapped(line, width), "\n")...)
		}
	}
	if len(rows) <= linesOfText {
		return strings.Join(rows, "\n")
	}
	more := t.signs("…")
	last := ansi.Truncate(rows[linesOfText-1], width-ansi.StringWidth(more), "")
	return strings.Join(append(rows[:linesOfText-1], strings.TrimRight(last, " ")+more), "\n")
}

// Table appends a heading and rows of cells. Some columns hold numbers; one gives way where a line would not fit.
func (p *Page) Table(heads []string, rows [][]string, givesWay int, numbers ...int) {
	b := table{Heads: heads, Rows: rows, Team: givesWay, Aligned: map[int]string{}}
	for _, k := range numbers {
		b.Aligned[k] = toTheRight
	}
	(&textRenderer{Page: p}).table(b)
}

// table writes rows below each other; the team's name gives way where a line would not fit.
func (t *textRenderer) table(b table) {
	rows := append([][]string{b.Heads}, b.Rows...)
	widths := make([]int, len(b.Heads))
	total := -columnGap
	for k := range widths {
		for _, row := range rows {
			widths[k] = max(widths[k], ansi.StringWidth(row[k]))
		}
		total += widths[k] + columnGap
	}
	if over := total - t.Width; over > 0 && !t.Whole {
		widths[b.Team] = max(minTeam, widths[b.Team]-over)
	}
	for i, row := range rows {
		line := ""
		for k, cell := range row {
			cell = ansi.Truncate(cell, widths[k], t.signs("…"))
			if b.Aligned[k] == toTheRight {
				cell = padLeft(cell, widths[k])
			}
			line += Pad(cell, widths[k]) + strings.Repeat(" ", columnGap)
		}
		if i == 0 {
			t.Heading(line)
		} else {
			t.Line(line)
		}
	}
}

// flat replaces each slice of blocks by the blocks in it, and leaves out sentences that say nothing.
func flat(blocks []block) (list []block) {
	for _, b := range blocks {
		if inner, ok := b.([]block); ok {
			list = append(list, flat(inner)...)
		} else if b != paragraph("") && b != note("") {
			list = append(list, b)
		}
	}
	return list
}

func paragraphs(list []string) []block {
	return mapped(list, func(s string) block { return paragraph(s) })
}

// nonEmpty are the texts that say something.
func nonEmpty(list ...string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
}

// FirstLine returns a text behind a lead as far as it fits on a line, with a sign where there is more of it.
func FirstLine(lead, text string, o Options) string {
	line, _, more := strings.Cut(text, "\n")
	line = lead + checks.CleanLine(line)
	if more {
		line += o.signs(" …")
	}
	return ansi.Truncate(line, NewPage(o).Width, o.signs("…"))
}
