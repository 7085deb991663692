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

// columnWords are other words for the columns, in the languages of the program.
var columnWords = map[string]string{"datum": dateColumn, "aussage": itemColumn, "stufe": stepColumn, "anzahl": countColumn}

// ReadTable reads a table of tallies: a line of columns, and under it how many people of a team gave an item a step on a date; step 0
// is no answer. The cells are parted by commas, semicolons or tabs, whichever the first line holds most of. A team's lines of one date are one
// finished run with the origin [checks.OriginTable]. Days after today are wrong as for [Read]. Where anything is wrong the error is
// [*Problems], with the columns as paths.
func ReadTable(src Source, c checks.Check, today checks.Day, n Names) (*Document, error) {
	from, err := src()
	if err != nil {
		return nil, err
	}
	defer func() { _ = from.Close() }()
	t := newTable(from, c, n)
	t.until = dayAfter(today)
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

// Names says what is meant by the names in a table.
type Names struct {
	Item func(name string) (id string, ok bool)
	Team func(name string) string // as the team is written where the runs come in; nil for as it stands
}

// table is one pass over a table.
type table struct {
	gate   *gate
	source *bufio.Reader
	cells  *csv.Reader
	check  checks.Check
	names  Names
	until  checks.Day // on which anything can have happened, zero for no bound

	columns []string // in the order of this table
	titles  []string // of the columns, as they stand there
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

func newTable(r io.Reader, c checks.Check, n Names) *table {
	g := newGate(r, new(tableWatch).see)
	return &table{gate: g, source: bufio.NewReaderSize(g, maxLine), check: c, names: n, byRun: map[runKey]*tableRun{}}
}

// header reads the first line and tells whether the others can be read after it.
func (t *table) header() bool {
	first, err := t.source.Peek(maxLine)
	if err != nil && !errors.Is(err, io.EOF) && len(first) == 0 {
		t.end(err)
		return false
	}
	t.cells = csv.NewReader(t.source)
	t.cells.Comma = separator(string(first))
	t.cells.ReuseRecord = true
	names, err := t.cells.Read()
	if err != nil {
		t.end(err)
		return false
	}
	t.nameColumns(names)
	if !slices.ContainsFunc(t.columns, isColumn) {
		t.problem(1, "", checks.CodeNoHeader, "")
		return false
	}
	t.checkColumns()
	for _, want := range Columns() {
		if !slices.Contains(t.columns, want) {
			t.problem(1, want, checks.CodeNoColumn, want)
		}
	}
	return t.problems.Count() == 0
}

// separator returns what parts the cells of a table that begins so: what its first line holds most of.
func separator(first string) rune {
	line, _, _ := strings.Cut(first, "\n")
	most := ','
	for _, other := range ";\t" {
		if strings.Count(line, string(other)) > strings.Count(line, string(most)) {
			most = other
		}
	}
	return most
}

// nameColumns takes over what the first line says.
func (t *table) nameColumns(titles []string) {
	for _, title := range titles {
		title = strings.ToLower(cellText(title))
		name := title
		if known, ok := columnWords[title]; ok {
			name = known
		}
		t.titles, t.columns = append(t.titles, title), append(t.columns, name)
	}
}

func isColumn(name string) bool { return slices.Contains(Columns(), name) }

func (t *table) checkColumns() {
	for i, name := range t.columns {
		switch {
		case !isColumn(name):
			t.problem(1, name, checks.CodeUnknownColumn, name)
		case slices.Contains(t.columns[:i], name):
			t.problem(1, name, checks.CodeTwice, t.titles[i])
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
