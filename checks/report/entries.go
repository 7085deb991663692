package report

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// entry is one of the things in a list: its day, what people wrote, and what else is known of it.
type entry struct {
	day   string
	text  string
	state checks.State // of an action
	facts []string
}

// linesOfText is how many lines of a text a list shows; all of it is printed where one thing is shown alone.
const linesOfText = 2

// entries is a list of things.
type entries struct {
	team string // whose they are, "" where they are of several teams
	of   func(d *document, quote func(string) string) []entry
}

// write writes the list as text or as Markdown, in which what people wrote is quoted.
func (l entries) write(w io.Writer, f Format, o Options) error {
	if f == Markdown {
		d := newMarkdown(o)
		if l.team != "" {
			d.Line("# " + escape(l.team))
			d.Line("")
		}
		d.entriesMarkdown(l.of(d, escape))
		return d.writeTo(w)
	}
	d := newDocument(o)
	if l.team != "" {
		d.Heading(l.team)
		d.Line("")
	}
	d.entriesText(l.of(d, same))
	return d.writeTo(w)
}

// entriesText lists entries with their days in a column of their own.
func (d *document) entriesText(list []entry) {
	width := 0
	for _, e := range list {
		width = max(width, ansi.StringWidth(e.day))
	}
	for i, e := range list {
		if i > 0 {
			d.Line("")
		}
		lead := Pad(e.day, width) + gap
		d.Paragraph(lead, d.cut(e.text, d.Width-ansi.StringWidth(lead)))
		d.Paragraph(Pad("", ansi.StringWidth(lead)), d.factRows(e.facts, d.Width-ansi.StringWidth(lead)))
	}
}

// cut returns the first lines of a text at a width, with a sign where there is more of it. Lines with nothing on them fall away.
func (d *document) cut(text string, width int) string {
	var rows []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = checks.CleanLine(line); line != "" {
			rows = append(rows, strings.Split(Wrapped(line, width), "\n")...)
		}
	}
	if len(rows) <= linesOfText {
		return strings.Join(rows, "\n")
	}
	more := d.signs("…")
	last := ansi.Truncate(rows[linesOfText-1], width-ansi.StringWidth(more), "")
	return strings.Join(append(rows[:linesOfText-1], strings.TrimRight(last, " ")+more), "\n")
}

// joined puts facts on one line.
func (d *document) joined(facts []string) string { return strings.Join(facts, d.signs(" · ")) }

// factRows puts facts on lines of a width, none of which ends or begins with what parts them.
func (d *document) factRows(facts []string, width int) string {
	var rows []string
	for _, fact := range facts {
		if n := len(rows); n > 0 && ansi.StringWidth(d.joined([]string{rows[n-1], fact})) <= width {
			rows[n-1] = d.joined([]string{rows[n-1], fact})
			continue
		}
		rows = append(rows, fact)
	}
	return strings.Join(rows, "\n")
}

// entriesMarkdown lists entries. What people wrote is escaped in the facts already.
func (d *document) entriesMarkdown(list []entry) {
	for _, e := range list {
		d.WriteString(itemMarkdown(e.state, escapeLines(e.text, "  ")) + "  \n")
		facts := d.joined(append([]string{e.day}, e.facts...))
		d.Line("  " + begins.ReplaceAllString(facts, `$1\$2`)) // a day such as 1. Nov. begins no list
	}
}

// same leaves what people wrote as it is.
func same(s string) string { return s }

// FirstLine returns a text behind a lead as far as it fits on a line, with a sign where there is more of it.
func FirstLine(lead, text string, o Options) string {
	line, _, more := strings.Cut(text, "\n")
	line = lead + checks.CleanLine(line)
	if more {
		line += o.signs(" …")
	}
	return ansi.Truncate(line, NewPage(o).Width, o.signs("…"))
}
