package interchange_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/interchange"
	"emptychair/checks/lang"
	"emptychair/checks/report"
)

// whole returns records with something in every field.
func whole() []checks.Record {
	all := everything()
	s := all[4].(checks.Story)
	r := all[0].(checks.Run)
	r.Origin, r.LookBack, r.Minutes, r.Corrected = checks.OriginLater, true, 45, on(8, 20)
	r.Looked = map[string]checks.Look{"A0": {Outcome: checks.OutcomeDropped, Reason: "no time", On: on(8, 19)}}
	r.Spent, r.Drafts = checks.Spent{"contact": time.Minute}, map[string]string{"risks": "half"}
	delete(r.Answers, "risks")
	r.Actions = r.Actions[1:]
	r.Actions[0].Due, r.Actions[0].Story = on(9, 30), s.ID
	a := all[2].(checks.Action)
	a.From, a.Owner, a.Due, a.State, a.Reason = "risks", "Ana", on(9, 30), checks.Dropped, "no time"
	a.Story = s.ID
	s.Complaint.Fix, s.Complaint.Plan, s.Complaint.Remedy = "a new library", "another one", checks.Remedy{Text: "called", On: on(8, 20)}
	s.Complaint.Before = slices.Clone(s.Complaint.Before)
	s.Complaint.Before[0].Plan = "a course"
	return []checks.Record{r, a, s, checks.Marks{Team: "Payments", Changing: true, Leadership: true}}
}

// leftOut are the fields that no record says anything of; withoutTable are those that the tables for people leave out.
var (
	leftOut      = []string{"Rating.Withheld", "Action.Held"}
	withoutTable = strings.Fields(`Run.check Run.started Run.finished Run.corrected Run.changing_team Run.look_back Run.at Run.minutes
		Run.looked.outcome Run.looked.reason Run.looked.on Run.spent Run.drafts Run.ratings.revision Run.ratings.latest.counts Run.ratings.latest.no_answer
		Run.actions.id Run.actions.team Run.actions.run Run.actions.made Action.id Story.id Story.noted
		Run.actions.story Action.story Story.complaint.plan Story.complaint.before.plan Story.complaint.remedy.text Story.complaint.remedy.on
		Story.complaint.fix Story.complaint.whys Story.complaint.owner Story.complaint.cases Story.complaint.steps.state
		Story.complaint.steps.on Story.complaint.before.whys Story.complaint.before.fix Story.complaint.before.owner
		Marks.team Marks.changing Marks.leadership`)
)

// change calls visit with each single value in v changed in turn, and the names of the fields on the way to it.
func change(t *testing.T, v reflect.Value, way []string, visit func(way []string)) {
	t.Helper()
	was := reflect.New(v.Type()).Elem()
	was.Set(v)
	defer v.Set(was)
	switch into := v.Addr().Interface().(type) {
	case *time.Time:
		*into = into.AddDate(0, 0, 1)
	case *checks.Day:
		into.Year++
	case *time.Duration:
		*into += time.Second
	default:
		switch v.Kind() {
		case reflect.String:
			v.SetString(v.String() + "x")
		case reflect.Bool:
			v.SetBool(!v.Bool())
		case reflect.Int:
			v.SetInt(v.Int() + 1)
		default:
			changeParts(t, v, way, visit)
			return
		}
	}
	visit(way)
}

// changeParts is change for what holds others, of which there must be some.
func changeParts(t *testing.T, v reflect.Value, way []string, visit func(way []string)) {
	t.Helper()
	switch v.Kind() {
	case reflect.Struct:
		for _, f := range reflect.VisibleFields(v.Type()) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			switch {
			case f.Anonymous && name == "":
			case name == "-" && slices.Contains(leftOut, v.Type().Name()+"."+f.Name):
			case name == "" || name == "-":
				t.Errorf("%s.%s has no name in JSON", v.Type().Name(), f.Name)
			default:
				change(t, v.FieldByIndex(f.Index), append(slices.Clip(way), name), visit)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			change(t, v.Index(i), way, visit)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Set(v.MapIndex(key))
			change(t, e, way, func(way []string) {
				v.SetMapIndex(key, e)
				visit(way)
			})
			v.SetMapIndex(key, e)
		}
	default:
		t.Fatalf("%s is of a kind that this test does not know", strings.Join(way, "."))
	}
	if k := v.Kind(); (k == reflect.Slice || k == reflect.Map) && v.Len() == 0 {
		t.Errorf("there is nothing in %s", strings.Join(way, "."))
	}
}

// csv returns records as a table.
func csv(t *testing.T, records ...checks.Record) string {
	t.Helper()
	d, err := report.NewExportData(check, sequence(records...), report.Selection{Made: noon})
	wantOK(t, err)
	var b bytes.Buffer
	wantOK(t, report.Export(&b, report.CSV, d, report.Options{}))
	return b.String()
}

// A field that is added to a record and forgotten anywhere fails here.
func TestEveryFieldIsKnownEverywhere(t *testing.T) {
	records := whole()
	table, shown := csv(t, records...), map[string]bool{}
	for i, record := range records {
		v := reflect.New(reflect.TypeOf(record)).Elem()
		v.Set(reflect.ValueOf(whole()[i]))
		changeParts(t, v, []string{v.Type().Name()}, func(way []string) {
			changed, path := v.Interface().(checks.Record), strings.Join(way, ".")
			if checks.Same(record, changed) || checks.Same(changed, record) {
				t.Errorf("records that differ in %s are said to be the same", path)
			}
			if len(checks.Differences(record, changed)) == 0 || len(checks.Differences(changed, record)) == 0 {
				t.Errorf("of another %s no difference is told", path)
			}
			others := slices.Clone(records)
			others[i] = changed
			shown[path] = shown[path] || csv(t, others...) != table
		})
	}
	for path, is := range shown {
		if left := slices.Contains(withoutTable, path); left == is {
			t.Errorf("the table shows %s: %v, which is not what this test says", path, is)
		}
	}
}

func TestEveryFieldComesBackFromADocument(t *testing.T) {
	records := whole()
	b := document(t, records...)
	sameRecords(t, recordsOf(t, read(t, b)), records)
	wantOK(t, fits(schema(t), b))
}

// The schema has the fields that the structs have, no others, and of those demands the ones that a document must tell.
func TestTheSchemaHasTheFieldsOfTheStructs(t *testing.T) {
	b, err := os.ReadFile("schema.json")
	wantOK(t, err)
	var schema struct {
		Defs map[string]struct {
			Properties           map[string]any `json:"properties"`
			Required             []string       `json:"required"`
			AdditionalProperties any            `json:"additionalProperties"`
		} `json:"$defs"`
	}
	wantOK(t, json.Unmarshal(b, &schema))
	for def, v := range map[string]any{
		"run": checks.Run{}, "rating": checks.Rating{}, "tally": checks.Tally{}, "chair": checks.Chair{}, "answer": checks.Answer{}, "look": checks.Look{},
		"action": checks.Action{}, "story": checks.Story{}, "complaint": checks.Complaint{}, "step": checks.ComplaintStep{},
		"attempt": checks.Attempt{}, "remedy": checks.Remedy{}, "team": checks.Marks{},
	} {
		var want, must []string
		if def == "complaint" {
			want, must = []string{"cause"}, []string{"cause"} // which is the last why
		}
		for _, f := range checks.FieldsOf(reflect.TypeOf(v)) {
			want = append(want, f.Name)
			if f.Must {
				must = append(must, f.Name)
			}
		}
		s := schema.Defs[def]
		got := slices.Sorted(maps.Keys(s.Properties))
		for _, list := range [][]string{want, must, s.Required} {
			slices.Sort(list)
		}
		if !slices.Equal(got, want) || !slices.Equal(s.Required, must) || s.AdditionalProperties != false {
			t.Errorf("%s: the schema has %v of which it demands %v, the struct has %v and demands %v", def, got, s.Required, want, must)
		}
	}
}

// schema returns the schema of documents.
func schema(t fatal) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile("schema.json")
	wantOK(t, err)
	return s
}

// fits tells whether a document is as the schema says.
func fits(s *jsonschema.Schema, b []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

func TestDocumentsAreAsTheSchemaSays(t *testing.T) {
	s := schema(t)
	for _, b := range [][]byte{
		document(t), document(t, everything()...), parts(runs(leastRun), actions(leastAction), stories(leastStory)),
	} {
		wantOK(t, fits(s, b))
	}
	rapid.Check(t, func(t *rapid.T) {
		wantOK(t, fits(s, document(t, drawRecords(t)...)))
	})
}

// beyondTheSchema is how the names of the files begin that a schema cannot refuse: what is wrong with them lies between their
// fields, in what the check knows, in what text says, or in their bytes.
var beyondTheSchema = []string{
	"action-between-id", "action-due-never", "action-from-", "action-id-newline", "action-id-twice", "action-of-a", "action-of-no-run",
	"action-owner-long", "action-text-empty", "answer-long", "answer-only", "before-too-many", "answers-of-", "chair-empty-", "chair-evidence-long",
	"complaint-cause-", "complaint-fixed-", "complaint-known-", "complaint-owner-", "complaint-planned-", "complaint-steps-", "complaint-whys-without", "counts-too-many",
	"deep-", "field-twice", "field-with", "format-shared-at", "latest-", "no-answer-too-many", "not-utf8", "overlong", "rating-of-no-item", "rating-people-few", "rating-twice", "revealed-not-", "revealed-of",
	"run-at-other", "run-check-other", "run-day-never", "run-drafts-nowhere", "run-field-twice", "run-finished-zero", "run-id-bidi", "run-id-control", "run-id-spaces",
	"run-id-twice", "run-looked-without", "run-people-exponent", "run-solo", "run-spent-nowhere", "run-started-year", "run-team-blank", "run-team-long", "runs-twice", "story-about",
	"story-id-twice", "story-on-year", "story-text-long", "surrogate", "team-twice", "version-fraction",
}

func TestTheSchemaRefusesWhatItCan(t *testing.T) {
	s := schema(t)
	files, err := filepath.Glob("testdata/bad/*.json")
	wantOK(t, err)
	for _, file := range files {
		b, err := os.ReadFile(file)
		wantOK(t, err)
		name := filepath.Base(file)
		beyond := slices.ContainsFunc(beyondTheSchema, func(begin string) bool { return strings.HasPrefix(name, begin) })
		if err := fits(s, b); err == nil && !beyond {
			t.Errorf("%s is let through", name)
		}
	}
}

// The day of a run, and so its quarter and all that is printed of it, is the same for whoever reads it, also on another machine.
func TestARunIsOfOneDayInAnyZoneAndAfterAnyExport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := func(name string) *time.Location {
			return time.FixedZone("", rapid.IntRange(-12*4, 14*4).Draw(t, name)*900)
		}
		run, here, there := drawRun(t, 1), zone("here"), zone("there")
		run.Started, run.Finished = run.Started.In(here), run.Finished.In(here)
		o := options
		o.Location = there
		d, err := interchange.Read(bytes.NewReader(document(t, run)), o)
		wantOK(t, err)
		came := recordsOf(t, d)[0].(checks.Run)
		for _, f := range []report.Format{report.Text, report.JSON, report.Markdown, report.HTML} {
			if one, other := printedIn(t, here, f, run), printedIn(t, there, f, came); one != other {
				t.Fatalf("%s: %s", f, cmp.Diff(one, other))
			}
		}
		if year := checks.FiscalYear(rapid.IntRange(0, 12).Draw(t, "year")); came.Day != run.Day || year.Quarter(came.Day) != year.Quarter(run.Day) {
			t.Fatalf("%v became %v", run.Day, came.Day)
		}
	})
}

func printedIn(t fatal, zone *time.Location, f report.Format, r checks.Run) string {
	t.Helper()
	var b bytes.Buffer
	wantOK(t, report.Run(&b, f, r, nil, report.Options{Printer: lang.New("en"), Location: zone}))
	return b.String()
}
