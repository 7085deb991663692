package interchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/report"
)

// whole returns records with something in every field.
func whole() []checks.Record {
	all := everything()
	r := all[0].(checks.Run)
	r.Origin, r.LookBack, r.Minutes = checks.OriginLater, true, 45
	r.Looked = map[string]checks.Look{"A0": {Outcome: checks.OutcomeDropped, Reason: "no time", On: on(8, 19)}}
	r.Spent, r.Drafts = checks.Spent{"contact": time.Minute}, map[string]string{"risks": "half"}
	delete(r.Answers, "risks")
	r.Actions = r.Actions[1:]
	r.Actions[0].Due = on(9, 30)
	a := all[2].(checks.Action)
	a.From, a.Owner, a.Due, a.State, a.Reason = "risks", "Ana", on(9, 30), checks.Dropped, "no time"
	s := all[4].(checks.Story)
	s.Complaint.Fix = "a new library"
	return []checks.Record{r, a, s, checks.Marks{Team: "Payments", Changing: true, Leadership: true}}
}

// leftOut are the fields that no record says anything of; withoutTable are those that the tables for people leave out.
var (
	leftOut      = []string{"Rating.Withheld"}
	withoutTable = strings.Fields(`Run.check Run.day Run.started Run.changing_team Run.look_back Run.at Run.minutes
		Run.looked.outcome Run.looked.reason Run.looked.on Run.spent Run.drafts Run.ratings.revision Run.ratings.revealed
		Run.actions.id Run.actions.team Run.actions.run Run.actions.made Action.id Story.id Story.noted
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
	d, err := report.NewDossier(check, sequence(records...), report.Selection{Made: noon})
	wantOK(t, err)
	var b bytes.Buffer
	wantOK(t, report.Export(&b, report.CSV, d, report.ExportOptions{}))
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

// schemaOf returns what the schema says of the records that a struct is for.
func schemaOf(t *testing.T, def string) map[string]any {
	t.Helper()
	b, err := os.ReadFile("schema.json")
	wantOK(t, err)
	var whole struct {
		Defs map[string]map[string]any `json:"$defs"`
	}
	if err := json.Unmarshal(b, &whole); err != nil || whole.Defs[def] == nil {
		t.Fatal(err, def)
	}
	return whole.Defs[def]
}

// The schema has the fields that the structs have, no others, and of those demands the ones that a document must tell.
func TestTheSchemaHasTheFieldsOfTheStructs(t *testing.T) {
	for def, v := range map[string]any{
		"run": checks.Run{}, "rating": checks.Rating{}, "chair": checks.Chair{}, "answer": checks.Answer{}, "look": checks.Look{},
		"action": checks.Action{}, "story": checks.Story{}, "complaint": checks.Complaint{}, "step": checks.ComplaintStep{},
		"attempt": checks.Attempt{}, "team": checks.Marks{},
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
		s := schemaOf(t, def)
		var got, required []string
		for name := range s["properties"].(map[string]any) {
			got = append(got, name)
		}
		for _, name := range s["required"].([]any) {
			required = append(required, fmt.Sprint(name))
		}
		for _, list := range [][]string{want, must, got, required} {
			slices.Sort(list)
		}
		if !slices.Equal(got, want) || !slices.Equal(required, must) || s["additionalProperties"] != false {
			t.Errorf("%s: the schema has %v of which it demands %v, the struct has %v and demands %v", def, got, required, want, must)
		}
	}
}
