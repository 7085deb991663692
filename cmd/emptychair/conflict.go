package main

import (
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/store"
)

// conflictPage shows two states of the same thing side by side.
type conflictPage struct {
	*report.Page
	from document // in which the other state stands
}

const (
	conflictMargin = "  "
	conflictGap    = "  "
	pathShare      = 3 // of the width, at most one part for the column that says where the difference is, unless there is room
)

// write appends a heading that says what it is, and a row for each difference: at most so many, 0 for all.
func (p conflictPage) write(c store.Conflict, most int) {
	p.Line("")
	p.Heading(p.name(c.Here))
	list := checks.Differences(c.Here, c.There)
	more := 0
	if most > 0 && len(list) > most {
		list, more = list[:most], len(list)-most
	}
	rows := [][3]string{{"", p.Say("cli.import.here"), p.there()}}
	words := conflictWords{p.Options, c}
	for _, d := range list {
		rows = append(rows, words.row(d))
	}
	p.columns(rows)
	if c.Stays {
		p.Paragraph(conflictMargin, p.Say("cli.import.stays"))
	}
	if more > 0 {
		p.Line(conflictMargin + p.Printer.N("cli.import.more-differences", more))
	}
}

// there is the title of the column for what stands in the document.
func (p conflictPage) there() string {
	if p.from.name == fromStdin {
		return p.Say("cli.import.there")
	}
	return p.Say("cli.import.there-named", "File", checks.CleanLine(filepath.Base(p.from.name)))
}

// name says which thing it is.
func (p conflictPage) name(r checks.Record) string {
	id, team, day := "cli.import.team", "", ""
	switch r := r.(type) {
	case checks.Run:
		id, team, day = "cli.import.run", r.Team, p.Printer.Day(r.When().In(p.Location))
	case checks.Action:
		id, team, day = "cli.import.action", r.Team, p.Printer.Day(r.Made.In(p.Location))
	case checks.Story:
		id, team, day = "cli.import.story", r.Team, p.Printer.Day(r.On.Time())
	}
	return p.Say(id, "Team", checks.CleanLine(team), "Day", day, "ID", checks.CleanLine(r.Key()))
}

// columns appends rows of three cells, each wrapped in its column.
func (p conflictPage) columns(rows [][3]string) {
	widths := p.widths(rows)
	for _, row := range rows {
		var cells [3][]string
		height := 0
		for i, cell := range row {
			cells[i] = strings.Split(ansi.Hardwrap(report.Wrapped(cell, widths[i]), widths[i], false), "\n")
			height = max(height, len(cells[i]))
		}
		for n := range height {
			p.Line(conflictLine(cells, widths, n))
		}
	}
}

// conflictLine is one line of three wrapped cells.
func conflictLine(cells [3][]string, widths [3]int, n int) string {
	line := conflictMargin
	for i, cell := range cells {
		text := ""
		if n < len(cell) {
			text = cell[n]
		}
		line += report.Pad(text, widths[i]) + conflictGap
	}
	return line
}

// widths returns the widths of the columns. The two states share what the place of the difference leaves them; the shorter one
// takes no more than it needs. No column is narrower than its longest word where there is room for that.
func (p conflictPage) widths(rows [][3]string) (widths [3]int) {
	var words [3]int
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], ansi.StringWidth(cell))
			for word := range strings.FieldsSeq(cell) {
				words[i] = max(words[i], ansi.StringWidth(word))
			}
		}
	}
	room := p.Width - len(conflictMargin) - 2*len(conflictGap)
	if widths[0]+widths[1]+widths[2] <= room {
		return widths
	}
	least := max(min(words[0], room/2), room/pathShare)
	widths[0] = min(widths[0], max(least, room-widths[1]-widths[2]))
	widths[1], widths[2] = shared(room-widths[0], widths[1], widths[2], words[1], words[2])
	return widths
}

// shared parts room among two columns, of which each would like a width, and has a longest word.
func shared(room, a, b, wordA, wordB int) (int, int) {
	if a+b <= room {
		return a, b
	}
	first := min(a, max(room/2, room-b))
	switch {
	case first < wordA && wordA+wordB <= room:
		first = wordA
	case room-first < wordB && wordA+wordB <= room:
		first = room - wordB
	}
	return first, room - first
}

// How much is shown of two long texts.
const (
	longText  = 160 // characters
	leadsThen = 24  // of what is the same before the difference
)

// excerpts returns of two long texts the part where they begin to differ.
func excerpts(a, b string) (string, string) {
	if utf8.RuneCountInString(a) <= longText && utf8.RuneCountInString(b) <= longText {
		return a, b
	}
	x, y := []rune(a), []rune(b)
	same := 0
	for same < min(len(x), len(y)) && x[same] == y[same] {
		same++
	}
	return excerpt(x, same-leadsThen), excerpt(y, same-leadsThen)
}

// excerpt returns the part of a text from about there on.
func excerpt(text []rune, from int) string {
	const cut = "…"
	before, after := "", ""
	if from > 0 {
		before, text = cut, text[min(from, len(text)):]
	}
	if len(text) > longText {
		after, text = cut, text[:longText]
	}
	return before + string(text) + after
}
