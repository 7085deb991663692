package interchange

import (
	"cmp"
	"crypto/sha256"
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
// is no answer. A team's lines of one date are one finished run of that day with the origin [checks.OriginTable]. Where anything is wrong
// the error is [*Problems], with the columns as paths; errors of the reader are returned as they are.
func ReadTable(from io.Reader, o Options, n Names) (*Document, error) {
	t := table{Options: o, rows: newRows(from), names: n, lines: map[row]int{}, byKey: map[runKey]*tableRun{}}
	for t.next() {
	}
	d := &Document{}
	for _, run := range t.runs {
		if found := run.Problems(o.Check); run.People == 0 {
			t.problem(run.at.field("count"), checks.CodeNoVotes, "")
		} else if len(found) > 0 {
			t.problem(run.at.field("count"), found[0].Err.Code, found[0].Err.Subject)
		}
		d.add(run.Run)
	}
	if err := t.wrong(); err != nil {
		return nil, err
	}
	return d, nil
}

// table is the way through a table of tallies.
type table struct {
	Options
	*rows
	names Names

	columns []string      // which they are
	row     row           // that was read last
	item    string        // of it, as it stands there
	count   int           // which it tells
	days    [2]checks.Day // that its date may be
	lines   map[row]int   // of each that was read
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

// header reads the titles of the columns, and tells whether the lines below can be read after it.
func (t *table) header(at *node) bool {
	known := 0
	for _, title := range t.titles {
		title = strings.ToLower(title)
		name := cmp.Or(columnWords[title], title)
		switch {
		case name == "":
		case !slices.Contains(Columns(), name):
			t.problem(at.field(name), checks.CodeUnknownColumn, name)
		case slices.Contains(t.columns, name):
			t.problem(at.field(name), checks.CodeTwice, title)
		default:
			known++
		}
		t.columns = append(t.columns, name)
	}
	if known < 2 {
		t.stop(at, checks.CodeNoHeader, "")
	}
	for _, want := range Columns() {
		if !slices.Contains(t.columns, want) {
			t.problem(at.field(want), checks.CodeNoColumn, want)
		}
	}
	return t.problems.Count() == 0
}

// next reads the next line, and tells whether others may follow.
func (t *table) next() bool {
	cells, at, more := t.read()
	switch {
	case cells == nil:
		return more
	case t.columns == nil:
		return t.header(at)
	}
	before := t.problems.Count()
	for i, cell := range cells {
		cell = cellText(cell, checks.CleanLine)
		if code := t.cell(t.columns[i], cell); code == checks.CodeTwoDays {
			t.problem(at.field(t.titles[i]), code, cell).Days = t.days
		} else if code != "" {
			t.problem(at.field(t.titles[i]), code, cell)
		}
	}
	if t.problems.Count() == before {
		t.add(at)
	}
	if len(t.runs) > maxRuns {
		t.stop(at, checks.CodeTooLarge, "")
	}
	return !t.ended
}

// cell reads a cell into the row, and returns what is wrong with it.
func (t *table) cell(column, s string) (wrong checks.Code) {
	n, err := strconv.Atoi(whole(s))
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
		if t.count = n; err != nil || n < 0 || n > checks.MaxPeople {
			return checks.CodeCount
		}
	}
	return ""
}

// whole returns a whole number as a spreadsheet may show it, 3.0 or 3,00, without the places behind its point.
func whole(s string) string {
	if number, places, ok := strings.Cut(strings.Replace(s, ",", ".", 1), "."); ok && places != "" && strings.Trim(places, "0") == "" {
		return number
	}
	return s
}

// date reads a day into the row. Spreadsheets show midnight behind it.
func (t *table) date(s string) (wrong checks.Code) {
	days, clock := readDay(s)
	t.days, t.row.on = days, cmp.Or(days[0], days[1])
	switch {
	case t.row.on.IsZero(), !isMidnight(clock):
		return checks.CodeDay
	case days[0] != days[1] && !days[0].IsZero() && !days[1].IsZero():
		return checks.CodeTwoDays
	case t.isAhead(t.row.on):
		return checks.CodeFuture
	}
	return ""
}

// add adds the row to its run.
func (t *table) add(at *node) {
	if first := t.lines[t.row]; first > 0 {
		what := fmt.Sprintf("%s, %s, %s, %d", t.row.on, t.row.team, t.item, t.row.step)
		t.problem(at, checks.CodeTwice, what).First = first
		return
	}
	t.lines[t.row] = at.line
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
