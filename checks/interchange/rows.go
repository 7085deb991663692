package interchange

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"emptychair/checks"
)

// rows are the lines of a table as programs save it: a line of titles first, the cells parted by commas, semicolons or tabs, whichever
// the first line holds most of. What is empty in all its cells is passed over, lines as well as columns without a title, and so is the
// line sep=; that some spreadsheets put in front.
type rows struct {
	*source
	cells  *csv.Reader
	titles []string // of the columns, "" where there is none
	number int      // of the row that was read last; that of the titles is 1, as in a spreadsheet
}

func newRows(from io.Reader) *rows {
	t := &rows{source: newSource(from)}
	buffer := bufio.NewReader(t)
	t.cells = csv.NewReader(buffer)
	first, _ := buffer.Peek(buffer.Size())
	t.cells.Comma, t.cells.ReuseRecord, t.cells.FieldsPerRecord = separator(string(first)), true, -1
	return t
}

// separator returns what parts the cells of a table that begins so: what its first line holds most of.
func separator(first string) rune {
	line, _, _ := strings.Cut(first, "\n")
	count := func(sign rune) int { return strings.Count(line, string(sign)) }
	return slices.MaxFunc([]rune(",;\t"), func(a, b rune) int { return cmp.Compare(count(a), count(b)) })
}

// read reads the next line that is not empty: the titles, or a cell for each of them. A line that cannot be read has no cells. More is
// whether others may follow.
func (t *rows) read() (cells []string, at *node, more bool) {
	for {
		t.understood(t.cells.InputOffset(), maxDocument)
		cells, err := t.cells.Read()
		switch {
		case err != nil:
			return nil, nil, t.refuse(err)
		case t.titles == nil && strings.HasPrefix(strings.ToLower(cells[0]), "sep="):
			continue
		}
		line, _ := t.cells.FieldPos(0)
		at = &node{line: line}
		if t.number++; t.number > maxRows {
			t.stop(at, checks.CodeTooLarge, "")
			return nil, nil, false
		}
		if slices.ContainsFunc(cells, isFull) {
			return t.fit(cells, at), at, true
		}
	}
}

// isFull tells whether there is anything in a cell.
func isFull(cell string) bool { return strings.TrimSpace(cell) != "" }

// refuse notes why the next line cannot be read, if anything is wrong with it, and tells whether others may follow.
func (t *rows) refuse(err error) (more bool) {
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		t.problem(&node{line: parse.StartLine}, checks.CodeQuote, "")
		return t.titles != nil
	case errors.Is(err, io.EOF) && t.titles != nil:
	case checks.CodeOf(err) == checks.CodeTooLarge && t.lastLine > t.line: // only within quotes a row has several lines
		t.problem(&node{line: t.line}, checks.CodeQuote, "")
	default:
		t.end(&node{}, err)
	}
	return false
}

// fit takes cells for titles, or else returns as many of them as have one; nil where that is another number of cells.
func (t *rows) fit(cells []string, at *node) []string {
	if t.titles == nil {
		for _, cell := range cells {
			t.titles = append(t.titles, cellText(cell, checks.CleanLine))
		}
		return cells
	}
	n := min(len(cells), len(t.titles))
	if slices.ContainsFunc(cells[n:], isFull) || slices.ContainsFunc(t.titles[n:], isFull) {
		t.problem(at, checks.CodeCells, "")
		return nil
	}
	for i, cell := range cells[:n] {
		if t.titles[i] == "" && isFull(cell) {
			t.problem(at, checks.CodeCells, "")
			return nil
		}
	}
	return cells[:n]
}

// cellText returns what a cell says, cleaned. A quote before what a spreadsheet would take for a formula was put there to keep it from
// that.
func cellText(cell string, clean func(string) string) string {
	cell = clean(cell)
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte("=+-@", cell[1]) >= 0 {
		return cell[1:]
	}
	return cell
}

// How programs write a day: beyond doubt, and with the day before the month or the other way round.
var (
	certainForms = []string{"2006-1-2", "2006/1/2", "2.1.2006", "2.1.06"}
	unsureForms  = [2][]string{{"2/1/2006", "2/1/06", "2-1-2006"}, {"1/2/2006", "1/2/06", "1-2-2006"}}
)

// readDay reads a day and the time behind it, if there is one. It returns which day it is where the day stands before the month, and
// which one where the month does, zero for none.
func readDay(s string) (days [2]checks.Day, clock string) {
	if i := strings.IndexAny(s, "T ,"); i >= 0 {
		s, clock = s[:i], strings.Trim(s[i:], "T ,")
	}
	for i, forms := range unsureForms {
		for _, form := range slices.Concat(forms, certainForms) {
			if d, err := time.Parse(form, s); err == nil && d.Year() > 0 {
				days[i] = checks.DayOf(d)
			}
		}
	}
	return days, clock
}

// isMidnight tells whether a time of the day is its first moment, or not there.
func isMidnight(clock string) bool {
	for _, form := range []string{"15:04", "15:04:05", time.TimeOnly + "Z07:00", "3:04 PM", "3:04:05 PM"} {
		if at, err := time.Parse(form, clock); err == nil && at.Hour()+at.Minute()+at.Second() == 0 {
			return true
		}
	}
	return clock == ""
}
