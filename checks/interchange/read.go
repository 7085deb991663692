package interchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strconv"

	"emptychair/checks"
)

// maxRecords is how many records each list of a document may have.
const maxRecords = 100_000

// Source opens a document at its beginning, each time it is called.
type Source func() (io.ReadCloser, error)

// Document is what was read: records each of which is valid.
type Document struct {
	counts  Counts
	records iter.Seq2[checks.Record, error]
}

// Counts is how much a document holds of each kind.
type Counts struct {
	Runs       int
	Unfinished int // of the runs
	Actions    int // of the runs
	Between    int // actions that were made between runs
	Stories    int
	Complaints int // of the stories
	Teams      int // whose marks it holds
}

// Count is how many records [Document.Records] yields.
func (d *Document) Count() int {
	return d.counts.Runs + d.counts.Between + d.counts.Stories + d.counts.Teams
}

// Counts is how many there are of each kind.
func (d *Document) Counts() Counts { return d.counts }

// Records yields the records in the order in which they stand in the document, runs with their actions, the marks of teams last. It
// reads the source once more. The last it yields is an error where that fails or the source has changed; then nothing of
// what came before may be kept.
func (d *Document) Records() iter.Seq2[checks.Record, error] { return d.records }

// Read reads a document of check c that [Write] wrote, or another program in the same format. What happened after today is wrong,
// but for a day, because the document may come from another zone; a zero day is no bound. Where anything is wrong the error is
// [*Problems].
func Read(src Source, c checks.Check, today checks.Day) (*Document, error) {
	first := newReading(c, dayAfter(today), nil, nil)
	if err := first.through(src); err != nil {
		return nil, err
	}
	actions, digest := first.matchActions(), first.digest
	if err := first.problems.orNil(); err != nil {
		return nil, err
	}
	records := func(yield func(checks.Record, error) bool) {
		again := newReading(c, dayAfter(today), actions, yield)
		err := again.through(src)
		if again.stopped {
			return
		}
		if err == nil && (again.problems.Count() > 0 || !bytes.Equal(again.digest, digest)) {
			err = fail(checks.CodeChanged, "")
		}
		if err != nil {
			yield(nil, err)
			return
		}
		again.emitTeams()
	}
	return &Document{first.counts, records}, nil
}

// reading is one pass over a document.
type reading struct {
	*parser
	check  checks.Check
	last   checks.Day // on which anything can have happened, zero for no bound
	digest []byte
	counts Counts

	runs    map[string]string          // team of each, by id; [unread] where something is wrong with the run
	sawRuns bool                       // the list of them was read
	lostRun bool                       // the id of one could not be read
	ofRuns  []runAction                // that came, where the document is only looked through
	actions map[string][]checks.Action // of each run, where that was done before
	seen    map[[3]string]bool         // kind, run and id of what came
	teams   []checks.Marks

	yield   func(checks.Record, error) bool // nil where the document is only looked through
	stopped bool                            // by whom the records are for
}

// runAction is an action of a run, and where it stands.
type runAction struct {
	checks.TeamAction
	index, line int
}

func newReading(c checks.Check, last checks.Day, actions map[string][]checks.Action, yield func(checks.Record, error) bool) *reading {
	return &reading{check: c, last: last, runs: map[string]string{}, actions: actions, seen: map[[3]string]bool{}, yield: yield}
}

// through reads the whole document. Its error is one of the source; what is wrong with the document are problems.
func (r *reading) through(src Source) error {
	from, err := src()
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	r.parser = newParser(from, r.last)
	r.document()
	r.digest = r.gate.digest.Sum(nil)
	return r.broken
}

// document reads one object and looks that nothing stands behind it.
func (r *reading) document() {
	if t := r.token(); t != json.Delim('{') {
		r.stop(checks.CodeFormat, "")
		return
	}
	known := false
	r.fields(
		field{"format", false, func() { known = r.format() }},
		field{"version", true, r.version},
		field{"runs", true, func() { r.sawRuns = r.list(maxRecords, func(int) { r.run() }) }},
		field{"actions", true, func() { r.list(maxRecords, r.action) }},
		field{"stories", true, func() { r.list(maxRecords, func(int) { r.story() }) }},
		field{"teams", false, func() { r.list(maxRecords, func(int) { r.team() }) }},
	)
	if !known {
		r.stop(checks.CodeFormat, "")
	}
	if r.err != nil {
		return
	}
	if _, err := r.dec.Token(); err == nil {
		r.problem(checks.CodeNotJSON, "")
	} else if !errors.Is(err, io.EOF) {
		r.end(err)
	}
}

// format tells whether the document says that it is one; any other one is of no interest.
func (r *reading) format() bool {
	switch s, ok := r.word(); {
	case s == sharedFormat:
		r.stop(checks.CodeShared, "")
	case !ok || s != format:
		r.stop(checks.CodeFormat, s)
	}
	return true
}

func (r *reading) version() {
	n := version
	if r.number(&n); n != version {
		r.stop(checks.CodeVersion, strconv.Itoa(n))
	}
}

// isNew notes the key of a record, and a problem where another of the same kind had it before. Actions are told apart within
// their run.
func (r *reading) isNew(kind, run, key, field string, line int) {
	k := [3]string{kind, run, key}
	if r.seen[k] {
		r.problemAt(line, fail(checks.CodeTwice, key), named(field))
	}
	r.seen[k] = true
}

// emit hands a record on to whom the records are for.
func (r *reading) emit(record checks.Record) {
	if r.yield == nil || r.err != nil || r.problems.Count() > 0 {
		return
	}
	if !r.yield(record, nil) {
		r.stopped, r.err = true, io.EOF
	}
}

func (r *reading) emitTeams() {
	for _, m := range r.teams {
		r.emit(m)
	}
}

// team reads the marks of a team. One without marks is none.
func (r *reading) team() {
	m := checks.Marks{Team: standIn}
	var line int
	ok := r.clean(func() {
		line = r.object(
			field{"team", true, func() { r.line(&m.Team) }},
			field{"changing", false, func() { r.truth(&m.Changing, false) }},
			field{"leadership", false, func() { r.truth(&m.Leadership, false) }},
		)
		if err := (checks.Setup{Team: m.Team, Kind: checks.Team, People: 1}).Validate(); err != nil {
			r.problemAt(line, err, named("team"))
		}
	})
	if ok && r.clean(func() { r.isNew("team", "", m.Team, "team", line) }) && (m.Changing || m.Leadership) {
		r.teams = append(r.teams, m)
		r.counts.Teams++
	}
}
