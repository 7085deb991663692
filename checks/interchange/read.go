package interchange

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"emptychair/checks"
)

// Options say how a document is understood.
type Options struct {
	Check    checks.Check
	Today    checks.Day     // nothing can have happened later, but for one day more, because zones differ; zero for no bound
	Location *time.Location // where a run was held that does not tell its day; nil is UTC
}

// isAhead tells whether nothing can have happened on a day yet.
func (o Options) isAhead(day checks.Day) bool {
	return !o.Today.IsZero() && o.Today.Time().AddDate(0, 0, 1).Before(day.Time())
}

// Document is what was read: records each of which is valid, and which fit together.
type Document struct {
	records []func() (checks.Record, error)
	leftOut LeftOut
}

// LeftOut is what a form holds that is not in the document.
func (d *Document) LeftOut() LeftOut { return d.leftOut }

// add adds a record that is held as it is.
func (d *Document) add(r checks.Record) {
	d.records = append(d.records, func() (checks.Record, error) { return r, nil })
}

// Count is how many records [Document.Records] yields.
func (d *Document) Count() int { return len(d.records) }

// Records yields the runs with their actions, then the actions between runs, the stories and the marks of teams, each in the order in
// which they stand in the document.
func (d *Document) Records() iter.Seq2[checks.Record, error] {
	return func(yield func(checks.Record, error) bool) {
		for _, record := range d.records {
			if !yield(record()) {
				return
			}
		}
	}
}

// Read reads a document that [Write] wrote, or another program in the same format, once and to its end. Where anything is wrong with
// it the error is [*Problems]; errors of the reader are returned as they are.
func Read(from io.Reader, o Options) (*Document, error) {
	if o.Location == nil {
		o.Location = time.UTC
	}
	r := reader{
		Options: o, source: newSource(from), teams: map[string]string{},
		kept: map[any][]func() (checks.Record, error){}, byRun: map[string][]checks.Action{},
	}
	r.json = json.NewDecoder(r)
	r.json.UseNumber()
	r.document()
	r.assignActions()
	if err := r.wrong(); err != nil {
		return nil, err
	}
	return &Document{records: slices.Concat(r.kept["runs"], r.kept["actions"], r.kept["stories"], r.kept["teams"])}, nil
}

// What a document says of itself.
const (
	format       = "emptychair"
	sharedFormat = "emptychair.shared"
	version      = 1
)

// document has the fields of a document. Of its lists only one record is held at a time.
type document struct {
	Format  string          `json:"format"`
	Version int             `json:"version"`
	Runs    []checks.Run    `json:"runs"`
	Actions []checks.Action `json:"actions"`
	Stories []checks.Story  `json:"stories"`
	Teams   []checks.Marks  `json:"teams,omitempty"`
}

// reader reads a document.
type reader struct {
	Options
	*source
	json     *json.Decoder
	recordAt int64 // how much was read before the record that is read
	values   int   // that were read of it

	kept    map[any][]func() (checks.Record, error) // the records but for actions of runs, by the name of their list
	actions []runAction
	byRun   map[string][]checks.Action // as the runs hold them
	teams   map[string]string          // of each run, by its id
	allRuns bool                       // they were read, and nothing is wrong with any
}

// runAction is an action of a run, and where it stands.
type runAction struct {
	checks.Action
	at *node
}

// document reads one object and looks that nothing stands behind it.
func (r *reader) document() {
	root := &node{line: 1, byName: map[any]*node{}}
	if root.token = r.token(root); root.token != json.Delim('{') {
		r.stop(root, checks.CodeFormat, "")
	}
	v := reflect.ValueOf(&document{}).Elem()
	fields := checks.FieldsOf(v.Type())
	r.members(root, func(name any) {
		r.recordAt, r.values = r.json.InputOffset(), 0
		n := r.open(root, name)
		i := slices.IndexFunc(fields, func(f checks.Field) bool { return f.Name == name })
		if n.token == json.Delim('[') && i >= 0 && v.Field(i).Kind() == reflect.Slice && root.byName[name] == nil {
			r.records(n, v.Field(i).Type())
		}
		r.add(root, r.close(n))
		r.checkHeader(n)
	})
	if root.byName["format"] == nil {
		r.stop(root, checks.CodeFormat, "")
	}
	r.fields(v, root)
	if _, err := r.json.Token(); !r.ended && !errors.Is(err, io.EOF) {
		r.understood(r.json.InputOffset(), maxDocument)
		r.end(root, err)
	}
}

// checkHeader stops at a format or a version that is not the one which is read here.
func (r *reader) checkHeader(n *node) {
	at := &node{line: n.line}
	v, err := strconv.Atoi(n.text())
	switch {
	case n.part == "format" && n.token == sharedFormat:
		r.stop(at, checks.CodeShared, "")
	case n.part == "format" && n.token != format:
		r.stop(at, checks.CodeFormat, n.text())
	case n.part == "version" && err == nil && v != version:
		r.stop(at, checks.CodeVersion, n.text())
	}
}

// records reads a list of records of which it could be a slice of this type, and keeps those with which nothing is wrong.
func (r *reader) records(n *node, of reflect.Type) {
	seen := map[[2]string]bool{}
	r.allRuns = r.allRuns || n.part == "runs"
	r.members(n, func(i any) {
		r.recordAt, r.values = r.json.InputOffset(), 0
		before, at := r.problems.Count(), r.close(r.open(n, i))
		if i == maxRecords {
			r.stop(at, checks.CodeTooLarge, "")
		}
		if r.ended {
			return
		}
		v := reflect.New(of.Elem()).Elem()
		r.fill(v, at, checks.Field{})
		record := v.Interface().(checks.Record)
		r.validate(at, record, seen, r.problems.List[min(before, len(r.problems.List)):])
		if r.problems.Count() == before {
			r.keep(at, record)
		} else if n.part == "runs" {
			r.allRuns = false
		}
	})
}

// ofSeveral are the codes that say that several fields do not go together. Where one of a record is wrong that may be the reason.
var ofSeveral = []checks.Code{checks.CodeMissingField, checks.CodeInvalid}

// validate notes what the domain finds wrong with a record, at the line of the field, or of what lacks it, unless the field is known to be
// wrong already. No two records of a list may have the same key; actions are told apart within their run.
func (r *reader) validate(n *node, record checks.Record, seen map[[2]string]bool, known []Problem) {
	for _, p := range record.Problems(r.Check) {
		path := slices.Concat(n.path(), p.Path).String()
		if slices.ContainsFunc(known, func(k Problem) bool {
			return slices.Contains(ofSeveral, p.Err.Code) || isWithin(k.Path, path) || isWithin(path, k.Path)
		}) {
			continue
		}
		at := n
		for _, part := range p.Path {
			at = cmp.Or(at.byName[part], at)
		}
		r.problems.add(slices.Concat(n.path(), p.Path), at.line, p.Err)
	}
	key := [2]string{record.Key()}
	if a, ok := record.(checks.Action); ok && a.Run != "" {
		if key[1] = a.Run; !a.Made.IsZero() {
			r.problem(n.byName["made"], checks.CodeContradicts, "run")
		}
	}
	if seen[key] && record.Key() != "" {
		r.problem(cmp.Or(n.byName["id"], n.byName["team"]), checks.CodeTwice, record.Key()) // marks have no id
	}
	seen[key] = true
}

// isWithin tells whether a path is that of a field or of something in it.
func isWithin(path, field string) bool {
	return strings.HasPrefix(path+".", field+".") || strings.HasPrefix(path, field+"[")
}

// keep keeps a record as JSON, which takes a fraction of the memory that the record takes.
func (r *reader) keep(n *node, record checks.Record) {
	switch record := record.(type) {
	case checks.Run:
		r.teams[record.ID] = record.Team
	case checks.Action:
		if record.Run != "" {
			r.actions = append(r.actions, runAction{record, &node{in: n.in, part: n.part, line: n.line}})
			return
		}
	case checks.Marks:
		if !record.Changing && !record.Leadership {
			return // without marks it is no record
		}
	}
	b, err := checks.EncodeJSON(record)
	if err != nil {
		r.ended, r.readErr = true, err
	}
	of, actions := reflect.TypeOf(record), r.byRun // all that is held beside its JSON
	r.kept[n.in.part] = append(r.kept[n.in.part], func() (checks.Record, error) {
		v := reflect.New(of)
		err := checks.DecodeJSON(b, v.Interface())
		if run, ok := v.Interface().(*checks.Run); ok {
			run.Actions = actions[run.ID]
		}
		return v.Elem().Interface().(checks.Record), err
	})
}

// assignActions gives the runs their actions, once all of both were read, and notes what is wrong between them.
func (r *reader) assignActions() {
	for _, a := range r.actions {
		team, ok := r.teams[a.Run]
		switch {
		case !ok && r.allRuns:
			r.problem(a.at.field("run"), checks.CodeNoSuchRun, a.Run)
		case ok && team != a.Team:
			r.problem(a.at.field("team"), checks.CodeContradicts, "run")
		}
		r.byRun[a.Run] = append(r.byRun[a.Run], a.Own())
	}
}
