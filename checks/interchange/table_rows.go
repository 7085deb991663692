package interchange

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"emptychair/checks"
)

// row is what a line of a table says.
type row struct {
	on    checks.Day
	team  string
	item  checks.Item
	named string // the item, as it stands there
	step  checks.Step
	count int
}

// tableRun is a run as the lines of a table have told of it so far.
type tableRun struct {
	runKey
	line    int // that told of it first
	tallies map[checks.Item]*tableTally
}

// tableTally is a tally, and which line told of each step, 0 for none.
type tableTally struct {
	checks.Tally
	told [checks.Steps + 1]int
}

// read reads a line and adds it to its run.
func (t *table) read(cells []string) {
	if t.cellsOf == nil {
		t.cellsOf = make([]string, len(cells))
	}
	before := t.problems.Count()
	for i, cell := range cells {
		if cell == t.cellsOf[i] && cell != "" {
			continue // much is the same from line to line
		}
		t.cellsOf[i] = cell
		if err := t.cell(t.columns[i], cellText(cell)); err != nil {
			t.cellsOf[i] = ""
			t.refused(t.line(), t.titles[i], err)
		}
	}
	if t.problems.Count() == before {
		t.add()
	}
}

// cell reads one cell into the row.
func (t *table) cell(column, s string) error {
	var ok bool
	switch column {
	case dateColumn:
		if t.row.on, ok = tableDay(s); !ok {
			return fail(checks.CodeDay, s)
		}
		if !t.until.IsZero() && t.until.Before(t.row.on) {
			return fail(checks.CodeFuture, s)
		}
	case teamColumn:
		if t.row.team = s; t.names.Team != nil && s != "" {
			t.row.team = t.names.Team(s)
		}
		return checks.Setup{Team: s, Kind: checks.Team, People: 1}.Validate()
	case itemColumn:
		id, _ := t.names.Item(s)
		t.row.named = s
		if t.row.item, ok = t.check.Item(id); !ok {
			return fail(checks.CodeUnknownItem, s)
		}
	case stepColumn:
		n, err := strconv.Atoi(s)
		if t.row.step = checks.Step(n); err != nil || !t.row.step.Valid() {
			return fail(checks.CodeStep, s)
		}
	case countColumn:
		return t.readCount(s)
	}
	return nil
}

func (t *table) readCount(s string) error {
	n, err := strconv.Atoi(s)
	switch t.row.count = n; {
	case errors.Is(err, strconv.ErrRange) && s[0] != '-', err == nil && n > checks.MaxPeople:
		return fail(checks.CodeCountMany, s)
	case err != nil, n < 0:
		return fail(checks.CodeCount, s)
	}
	return nil
}

// tableDay reads 2026-05-12 and 12.05.2026.
func tableDay(s string) (checks.Day, bool) {
	for _, layout := range []string{time.DateOnly, "2.1.2006"} {
		if d, err := time.Parse(layout, s); err == nil && d.Year() > 0 {
			return checks.DayOf(d), true
		}
	}
	return checks.Day{}, false
}

// add adds the row to its run.
func (t *table) add() {
	key := runKey{t.row.on, t.row.team}
	run := t.byRun[key]
	if run == nil {
		run = &tableRun{key, t.line(), map[checks.Item]*tableTally{}}
		t.byRun[key] = run
		t.runs = append(t.runs, run)
	}
	tally := run.tallies[t.row.item]
	if tally == nil {
		tally = &tableTally{}
		run.tallies[t.row.item] = tally
	}
	if first := tally.told[t.row.step]; first > 0 {
		t.twice(first)
		return
	}
	tally.told[t.row.step] = t.line()
	if t.row.step == checks.NoAnswer {
		tally.NoAnswer = t.row.count
	} else {
		tally.Counts[t.row.step-1] = t.row.count
	}
}

// twice notes that the row is there twice.
func (t *table) twice(first int) {
	r := t.row
	before := len(t.problems.List)
	t.problem(t.line(), "", checks.CodeTwice, strings.Join([]string{r.on.String(), r.team, r.named, strconv.Itoa(int(r.step))}, ", "))
	if len(t.problems.List) > before {
		t.problems.List[before].First = first
	}
}

// finish returns the runs in the order in which they were told of.
func (t *table) finish() []checks.Run {
	return each(t.runs, func(told *tableRun) checks.Run {
		when := noonOf(told.on)
		r := checks.Run{
			ID: tableID(told.on, told.team), Check: t.check.ID, Team: told.team, Kind: checks.Team, Started: when, Finished: when,
			Origin: checks.OriginTable, Ratings: map[string]checks.Rating{}, At: checks.CloseID,
		}
		for item, tally := range told.tallies {
			if n := tally.Answers(); n > 0 {
				r.Ratings[item.ID] = checks.Rating{Tally: tally.Tally, Revision: item.Revision, Revealed: true}
				r.People = max(r.People, n)
			}
		}
		if r.People == 0 {
			t.problem(told.line, countColumn, checks.CodeNoVotes, "")
		} else if err := r.Validate(t.check); err != nil {
			t.refused(told.line, countColumn, err)
		}
		return r
	})
}
