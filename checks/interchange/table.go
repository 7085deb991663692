package interchange

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"emptychair/checks"
)

// The columns of a table, in the order in which they are told.
const (
	dateColumn  = "date"
	teamColumn  = "team"
	itemColumn  = "item"
	stepColumn  = "step"
	countColumn = "count"
)

// Columns returns the columns that a table must have, in any order.
func Columns() []string { return []string{dateColumn, teamColumn, itemColumn, stepColumn, countColumn} }

// ReadTable reads a table of tallies: a line of columns, and under it how many people of a team gave an item a step on a date; step 0
// is no answer. The cells are parted by commas or by semicolons, whichever the first line holds. A team's lines of one date are one
// finished run with the origin [checks.OriginTable]; item returns the id of the item that somebody named. Where anything is wrong
// the error is [*Problems], with the columns as paths.
//
// Days that are still to come are not refused: there is no clock here.
func ReadTable(src Source, c checks.Check, item func(name string) (id string, ok bool)) (*Document, error) {
	from, err := src()
	if err != nil {
		return nil, err
	}
	defer func() { _ = from.Close() }()
	t := newTable(from, c, item)
	if t.header() {
		t.rows()
	}
	if t.broken != nil {
		return nil, t.broken
	}
	runs := t.finish()
	if err := t.problems.orNil(); err != nil {
		return nil, err
	}
	records := func(yield func(checks.Record, error) bool) {
		for _, r := range runs {
			if !yield(r, nil) {
				return
			}
		}
	}
	return &Document{Counts{Runs: len(runs)}, records}, nil
}

// table is one pass over a table.
type table struct {
	gate   *gate
	source *bufio.Reader
	cells  *csv.Reader
	check  checks.Check
	item   func(string) (string, bool)

	columns []string // in the order of this table
	row     row
	cellsOf []string // of the row, as they stand there
	runs    []*tableRun
	byRun   map[runKey]*tableRun

	problems Problems
	broken   error // of the source
}

// runKey tells the runs of a table apart.
type runKey struct {
	on   checks.Day
	team string
}

func newTable(r io.Reader, c checks.Check, item func(string) (string, bool)) *table {
	g := newGate(r, new(tableWatch).see)
	return &table{gate: g, source: bufio.NewReaderSize(g, maxLine), check: c, item: item, byRun: map[runKey]*tableRun{}}
}

// header reads the first line and tells whether the others can be read after it.
func (t *table) header() bool {
	first, err := t.source.Peek(maxLine)
	if err != nil && !errors.Is(err, io.EOF) && len(first) == 0 {
		t.end(err)
		return false
	}
	line, _, _ := strings.Cut(string(first), "\n")
	t.cells = csv.NewReader(t.source)
	if strings.Count(line, ";") > strings.Count(line, ",") {
		t.cells.Comma = ';'
	}
	t.cells.ReuseRecord = true
	names, err := t.cells.Read()
	if err != nil {
		t.end(err)
		return false
	}
	for _, name := range names {
		t.columns = append(t.columns, strings.ToLower(cellText(name)))
	}
	if slices.ContainsFunc(t.columns, isColumn) { // otherwise the first line is no header, and its cells are no columns
		t.checkColumns()
	}
	for _, want := range Columns() {
		if !slices.Contains(t.columns, want) {
			t.problem(1, want, checks.CodeNoColumn, want)
		}
	}
	return t.problems.Count() == 0
}

func isColumn(name string) bool { return slices.Contains(Columns(), name) }

func (t *table) checkColumns() {
	for i, name := range t.columns {
		switch {
		case !isColumn(name):
			t.problem(1, name, checks.CodeUnknownColumn, name)
		case slices.Contains(t.columns[:i], name):
			t.problem(1, name, checks.CodeTwice, name)
		}
	}
}

// rows reads all lines below the first.
func (t *table) rows() {
	for {
		cells, err := t.cells.Read()
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			if !t.goesOn(err) {
				return
			}
		case t.problems.Count() >= enough:
			return
		case len(t.byRun) > maxRecords:
			t.problem(t.line(), "", checks.CodeTooLarge, "")
			return
		default:
			t.read(cells)
		}
	}
}

// goesOn notes an error in a line, and tells whether the next one can be read all the same.
func (t *table) goesOn(err error) bool {
	if errors.Is(err, csv.ErrFieldCount) {
		t.problem(t.line(), "", checks.CodeCells, "")
		return true
	}
	return t.end(err)
}

// end notes an error of the reader of cells, or of what it reads from, and tells whether it is one of a single line.
func (t *table) end(err error) bool {
	var parse *csv.ParseError
	switch {
	case t.gate.bad != nil && errors.Is(err, t.gate.bad):
		if checks.CodeOf(err) != checks.CodeQuote || !errors.Is(&t.problems, err) { // the line with the quote is named already
			t.problems.add(nil, t.gate.line, t.gate.bad)
		}
	case errors.Is(err, io.EOF):
		t.problem(1, "", checks.CodeCutOff, "")
	case errors.As(err, &parse):
		t.problem(parse.StartLine, "", checks.CodeQuote, "")
		return true
	default:
		t.broken = err
	}
	return false
}

func (t *table) line() int {
	line, _ := t.cells.FieldPos(0)
	return line
}

func (t *table) problem(line int, column string, code checks.Code, subject string) {
	t.refused(line, column, fail(code, subject))
}

func (t *table) refused(line int, column string, err error) {
	t.problems.add(fieldNamed(column), line, err)
}

// cellText returns what a cell says. A quote before what a spreadsheet would take for a formula was put there to keep it from that.
func cellText(cell string) string {
	cell = checks.CleanLine(cell)
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte("=+-@", cell[1]) >= 0 {
		return cell[1:]
	}
	return cell
}
