package report

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"emptychair/checks"
)

// marked escapes the characters that have a meaning anywhere in Markdown, or in a wiki's extension of it.
var marked = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;", `\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
	"|", `\|`, "~", `\~`, "#", `\#`, "$", `\$`, "!", `\!`,
)

// begins matches what makes a list, a rule or an underlined heading of a line.
var begins = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\d*)([-+=.)])`) })

// escape makes text stand in Markdown as it was written, on one line.
func escape(s string) string {
	return begins().ReplaceAllString(marked.Replace(strings.Join(strings.Fields(s), " ")), `$1\$2`)
}

// escapeLines is [escape] for text of several lines, the further ones indented: each line stays a line, empty ones fall away.
func escapeLines(s, indent string) string {
	var rows []string
	for row := range strings.SplitSeq(s, "\n") {
		if row = escape(row); row != "" {
			rows = append(rows, row)
		}
	}
	return strings.Join(rows, "  \n"+indent)
}

// markdownRenderer writes blocks to paste into a wiki.
type markdownRenderer struct{ *Page }

func (m markdownRenderer) all(blocks ...block) {
	for _, b := range flat(blocks) {
		m.block(b)
	}
}

func (m markdownRenderer) block(b block) {
	switch b := b.(type) {
	case head:
		m.heading(1, b.Title)
		m.all(paragraphs(b.Lines))
	case team:
		if b.Name != "" {
			m.heading(2, b.Name)
		}
		m.all(paragraphs(b.Lines))
	case aside:
		m.raw("> " + escape(b.Title) + ": " + escape(strings.Join(b.List, "; ")))
		if b.Note != "" {
			m.WriteString(">\n> " + escape(b.Note) + "\n")
		}
	case section:
		m.heading(b.Level, b.Title)
	case paragraph:
		m.paragraph(string(b))
	case note:
		m.paragraph(string(b))
	case legend:
		m.paragraph(m.joined(b.Signs...))
	case fields:
		m.fields(b)
	case moves:
		m.fields(mapped(b, func(one move) field { return field{one.Title, one.Brief + "\n" + m.joined(one.Figures...)} }))
	case list:
		m.list(b)
	case table:
		m.table(b)
	case item:
		m.item(b)
	case questions:
		m.questions(b)
	case shortRun:
		m.heading(b.Level, b.Title)
		m.tables(b.Dots)
		m.all(paragraphs(b.Said), b.Questions)
	}
}

// raw begins a block of its own with Markdown.
func (m markdownRenderer) raw(s string) {
	if m.Len() > 0 {
		m.WriteByte('\n')
	}
	m.WriteString(s + "\n")
}

func (m markdownRenderer) heading(level int, title string) {
	m.raw(strings.Repeat("#", level) + " " + escape(title))
}

func (m markdownRenderer) paragraph(s string) {
	if s != "" {
		m.raw(escapeLines(s, ""))
	}
}

func (m markdownRenderer) fields(list fields) {
	var items []string
	for _, f := range list {
		name := escape(f.Name)
		if !strings.HasSuffix(name, "?") {
			name += ":"
		}
		items = append(items, "- **"+name+"** "+escapeLines(f.Value, "  "))
	}
	m.raw(strings.Join(items, "\n"))
}

func (m markdownRenderer) item(it item) {
	m.heading(it.Level, it.Title)
	m.all(paragraphs([]string{it.Statement, it.Ends, it.None}))
	if it.Chart != nil {
		m.tables(it.Chart)
	}
	m.all(paragraphs([]string{it.Agreement, it.Sentence}), paragraphs(it.Said))
	if len(it.Notes) > 0 {
		m.fields(it.Notes)
	}
}

func (m markdownRenderer) questions(q questions) {
	for _, one := range q.List {
		m.heading(q.Level, one.Title)
		m.paragraph(one.Text)
		for _, a := range one.Answers {
			if a.Name != "" {
				m.heading(q.Level+1, a.Name)
			}
			m.list(a.list)
		}
	}
}

func (m markdownRenderer) list(l list) {
	if len(l.Entries) > 0 {
		m.raw(strings.Join(mapped(l.Entries, m.entry), "\n"))
	} else {
		m.paragraph(l.None)
	}
	m.paragraph(l.After)
}

// entry is an item of a list. An action has a box, ticked where it is done; a dropped one is struck out and has none, since whoever
// reads a box without a tick takes it for something to do.
func (m markdownRenderer) entry(e entry) string {
	text := escapeLines(e.Text, "  ")
	switch e.State {
	case checks.Open:
		text = "[ ] " + text
	case checks.Done:
		text = "[x] " + text
	case checks.Dropped:
		text = "~~" + text + "~~"
	}
	if e.Marks > 0 {
		text += fmt.Sprintf(" **+%d**", e.Marks)
	}
	rows := []string{"- " + text}
	for i, facts := range e.Facts {
		if i == 0 {
			facts = append([]string{e.Day}, facts...)
		}
		rows = append(rows, escape(m.joined(facts...)))
	}
	return strings.Join(rows, "  \n  ")
}

// tables writes the tables of a chart, and where its wording changed between two of them.
func (m markdownRenderer) tables(c picture) {
	for i, t := range c.tables() {
		if i > 0 {
			m.paragraph(m.Say("trend.reworded-here"))
		}
		m.table(t)
	}
}

func (m markdownRenderer) table(t table) {
	rule := "|"
	for k := range t.Heads {
		rule += cmp.Or(t.Aligned[k], "---") + "|"
	}
	m.raw(rowOf(t.Heads) + "\n" + rule)
	for _, row := range t.Rows {
		m.WriteString(rowOf(row) + "\n")
	}
}

// rowOf is a row of a table. As a cell cannot begin a list or a rule, [marked] escapes all that has a meaning in it.
func rowOf(cells []string) string {
	escaped := mapped(cells, func(cell string) string { return marked.Replace(strings.Join(strings.Fields(cell), " ")) })
	return "| " + strings.Join(escaped, " | ") + " |"
}
