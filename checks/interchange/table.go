package interchange

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"emptychair/checks"
)

// Columns returns the columns that a table must have, in any order.
func Columns() []string { return []string{"date", "team", "item", "step", "count"} }

// columnWords are other words for the columns, in the languages of the program.
var columnWords = map[string]string{"datum": "date", "aussage": "item", "stufe": "step", "anzahl": "count"}

// Names says what is meant by the names in a table.
type Names struct {
	Item func(name string) (id string, ok bool)
	Team func(name string) string // as the team is written where the runs come in; nil for as it stands
}

// ReadTable reads a table of tallies: a line of columns, and under it how many people of a team gave an item a step on a date; step 0
// is no answer. The cells are parted by commas, semicolons or tabs, whichever the first line holds most of. A team's lines of one date
// are one finished run of that day with the origin [checks.OriginTable]. Where anything is wrong the error is [*Problems], with the
// columns as paths; errors of the reader are returned as they are.
func ReadTable(r io.Reader, o Options, n Names) (*Document, error) {
	t := table{Options: o, source: newSource(r), names: n, rows: map[row]int{}, byKey: map[runKey]*tableRun{}}
	buffer := bufio.NewReader(t)
	t.cells = csv.NewReader(buffer)
	first, _ := buffer.Peek(buffer.Size())
	t.cells.Comma, t.cells.ReuseRecord = separator(string(first)), true
	for t.next() {
	}
	d := &Document{counts: Counts{Runs: len(t.runs)}}
	for _, run := range t.runs {
		if found := run.Problems(o.Check); run.People == 0 {
			t.problem(run.at.field("count"), checks.CodeNoVotes, "")
		} else if len(found) > 0 {
			t.problem(run.at.field("count"), found[0].Err.Code, found[0].Err.Subject)
		}
		d.records = append(d.records, func() (checks.Record, error) { return run.Run, nil })
	}
	if err := t.wrong(); err != nil {
		return nil, err
	}
	return d, nil
}

// separator returns what parts the cells of a table that begins so: what its first line holds most of.
func separator(first string) rune {
	line, _, _ := strings.Cut(first, "\n")
	count := func(sign rune) int { return strings.Count(line, string(sign)) }
	return slices.MaxFunc([]rune(",;\t"), func(a, b rune) int { return cmp.Compare(count(a), count(b)) })
}

// table is the way through a table.
type table struct {
	Options
	*source
	names Names
	cells *csv.Reader

	titles  []string    // of the columns, as they stand there
	columns []string    // which they are
	row     row         // that was read last
	item    string      // of it, as it stands there
	count   int         // which it tells
	rows    map[row]int // line of each that was read
	runs    []*tableRun
	byKey   map[runKey]*tableRun
}

// row is what a line of a table tells a count of.
type row struct {
	runKey
	item string
	step checks.Step
}

// runKey tells the runs of a table apart.
type runKey struct {
	on   checks.Day
	team string
}

// tableRun is a run as the lines of a table have told of it so far.
type tableRun struct {
	checks.Run
	at *node // that told of it first
}

// header reads the cells of the first line, and tells whether the others can be read after it.
func (t *table) header(titles []string) bool {
	known, at := false, &node{line: 1}
	for _, title := range titles {
		title = strings.ToLower(cellText(title))
		name := cmp.Or(columnWords[title], title)
		if !slices.Contains(Columns(), name) {
			t.problem(at.field(name), checks.CodeUnknownColumn, name)
		} else if known = true; slices.Contains(t.columns, name) {
			t.problem(at.field(name), checks.CodeTwice, title)
		}
		t.titles, t.columns = append(t.titles, title), append(t.columns, name)
	}
	if !known {
		t.stop(at, checks.CodeNoHeader, "")
	}
	for _, want := range Columns() {
		if !slices.Contains(t.columns, want) {
			t.problem(at.field(want), checks.CodeNoColumn, want)
		}
	}
	return t.problems.Count() == 0
}

// read returns the cells of the next line, nil where that cannot be read, and whether others may follow.
func (t *table) read() (cells []string, more bool) {
	t.understood(t.cells.InputOffset(), maxDocument)
	cells, err := t.cells.Read()
	var parse *csv.ParseError
	switch {
	case err == nil:
		return cells, true
	case errors.Is(err, csv.ErrFieldCount) && errors.As(err, &parse):
		t.problem(&node{line: parse.StartLine}, checks.CodeCells, "")
		return nil, true
	case errors.As(err, &parse):
		t.problem(&node{line: parse.StartLine}, checks.CodeQuote, "")
		return nil, t.titles != nil
	case errors.Is(err, io.EOF) && t.titles != nil:
	case checks.CodeOf(err) == checks.CodeTooLarge && t.lastLine > t.line: // only within quotes a row has several lines
		t.problem(&node{line: t.line}, checks.CodeQuote, "")
	default:
		t.end(&node{}, err)
	}
	return nil, false
}

// next reads the next line, and tells whether others may follow.
func (t *table) next() bool {
	cells, more := t.read()
	switch {
	case cells == nil:
		return more
	case t.titles == nil:
		return t.header(cells)
	}
	line, _ := t.cells.FieldPos(0)
	at, before := &node{line: line}, t.problems.Count()
	for i, cell := range cells {
		cell = cellText(cell)
		if code := t.cell(t.columns[i], cell); code != "" {
			t.problem(at.field(t.titles[i]), code, cell)
		}
	}
	if t.problems.Count() == before {
		t.add(at)
	}
	if len(t.runs) > maxRecords {
		t.stop(at, checks.CodeTooLarge, "")
	}
	return !t.ended
}

// cellText returns what a cell says. A quote before what a spreadsheet would take for a formula was put there to keep it from that.
func cellText(cell string) string {
	cell = checks.CleanLine(cell)
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte("=+-@", cell[1]) >= 0 {
		return cell[1:]
	}
	return cell
}

// cell reads a cell into the row, and returns what is wrong with it.
func (t *table) cell(column, s string) (wrong checks.Code) {
	n, err := strconv.Atoi(s)
	switch column {
	case "date":
		return t.date(s)
	case "team":
		if t.row.team = s; t.names.Team != nil && s != "" {
			t.row.team = t.names.Team(s)
		}
		for _, p := range (checks.Marks{Team: s}).Problems(t.Check) {
			return p.Err.Code
		}
	case "item":
		id, ok := t.names.Item(s)
		if t.row.item, t.item = id, s; !ok {
			return checks.CodeUnknownItem
		}
	case "step":
		if t.row.step = checks.Step(n); err != nil || !t.row.step.Valid() {
			return checks.CodeStep
		}
	case "count":
		switch t.count = n; {
		case n > checks.MaxPeople: // also where it is beyond all numbers
			return checks.CodeCountMany
		case err != nil, n < 0:
			return checks.CodeCount
		}
	}
	return ""
}

// date reads 2026-05-12 and 12.05.2026 into the row.
func (t *table) date(s string) (wrong checks.Code) {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		d, err = time.Parse("2.1.2006", s)
	}
	switch t.row.on = checks.DayOf(d); {
	case err != nil, d.Year() < 1:
		return checks.CodeDay
	case t.isAhead(t.row.on):
		return checks.CodeFuture
	}
	return ""
}

// add adds the row to its run.
func (t *table) add(at *node) {
	if first := t.rows[t.row]; first > 0 {
		what := fmt.Sprintf("%s, %s, %s, %d", t.row.on, t.row.team, t.item, t.row.step)
		t.problem(at, checks.CodeTwice, what).First = first
		return
	}
	t.rows[t.row] = at.line
	run := t.byKey[t.row.runKey]
	if run == nil {
		run = &tableRun{t.row.run(t.Check), at}
		t.byKey[t.row.runKey] = run
		t.runs = append(t.runs, run)
	}
	item, _ := t.Check.Item(t.row.item)
	rating := run.Ratings[item.ID]
	for range t.count {
		rating.Tally = rating.With(t.row.step)
	}
	if rating.Revision, rating.Revealed = item.Revision, true; rating.Answers() > 0 {
		run.Ratings[item.ID] = rating
	}
	run.People = max(run.People, rating.Answers())
}

// run is the run of a team on a day, of which a table tells no time. It has the same id each time a table tells of it.
func (k runKey) run(c checks.Check) checks.Run {
	noon := k.on.Time().Add(12 * time.Hour)
	sum := sha256.Sum256([]byte("emptychair table\x00" + k.on.String() + "\x00" + k.team))
	var id ulid.ULID
	copy(id[6:], sum[:])
	_ = id.SetTime(uint64(max(0, noon.UnixMilli()))) // no day is too late for it
	return checks.Run{
		ID: id.String(), Check: c.ID, Team: k.team, Kind: checks.Team, Day: k.on, Started: noon, Finished: noon,
		Origin: checks.OriginTable, Ratings: map[string]checks.Rating{}, At: checks.CloseID,
	}
}
