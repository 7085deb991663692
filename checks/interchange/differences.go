package interchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"emptychair/checks"
)

// Difference is a field in which two records differ, as a document shows it. A text, a number, true and false stand as they are,
// counts with a space between them; "" also means that the record has no such field. What only one of them has at all, such as an
// answer or a step of a complaint's way, is one difference, and its value what says most of it: a text, the counts or the state.
type Difference struct {
	Path        string // within the record, like ratings.contact.counts; the actions of a run by their ids, like actions.A1.state
	Here, There string
}

// Differences returns the fields in which two records differ, in the order of a document: those of the record here, each that
// only the one there has before the next that both have. The actions of a run are part of it; "actions" alone is their order.
func Differences(here, there checks.Record) []Difference {
	a, b := fieldsOf(here), fieldsOf(there)
	var out []Difference
	done := map[string]bool{}
	for _, path := range merged(a.paths, b.paths) {
		if whole, ok := onOneSide(path, a, b); ok {
			if !done[whole] {
				done[whole] = true
				out = append(out, Difference{whole, a.objects[whole], b.objects[whole]})
			}
			continue
		}
		left, isHere := a.values[path]
		right, isThere := b.values[path]
		if left != right || isHere != isThere {
			out = append(out, Difference{path, left, right})
		}
	}
	if len(out) == 0 && !slices.Equal(a.actions, b.actions) {
		out = append(out, Difference{"actions", strings.Join(a.actions, " "), strings.Join(b.actions, " ")})
	}
	return out
}

// onOneSide returns the outermost object around a field, or in its place, that only one of two records has.
func onOneSide(path string, a, b flat) (whole string, ok bool) {
	for _, object := range slices.Concat(a.around[path], b.around[path], []string{path}) {
		_, isHere := a.objects[object]
		_, isThere := b.objects[object]
		if isHere != isThere {
			return object, true
		}
	}
	return "", false
}

// merged returns the paths of both lists, each once, in the order of both as far as they agree.
func merged(a, b []string) []string {
	inA := make(map[string]bool, len(a))
	for _, path := range a {
		inA[path] = true
	}
	var out []string
	done := map[string]bool{}
	add := func(path string) {
		if !done[path] {
			done[path] = true
			out = append(out, path)
		}
	}
	rest := b
	for _, path := range a {
		if i := slices.Index(rest, path); i >= 0 {
			for _, other := range rest[:i] {
				if !inA[other] {
					add(other)
				}
			}
			rest = rest[i+1:]
		}
		add(path)
	}
	for _, path := range rest {
		add(path)
	}
	return out
}

// flat is a record as fields without others in them.
type flat struct {
	paths   []string
	values  map[string]string
	objects map[string]string   // within the record, with what says most of each
	around  map[string][]string // the objects around each field, the outermost first
	actions []string            // ids of a run's
}

// fieldsOf returns the fields of a record. One that cannot be written, such as a time in the year 10,000, has none.
func fieldsOf(r checks.Record) flat {
	f := flat{values: map[string]string{}, objects: map[string]string{}, around: map[string][]string{}}
	b, err := encode(f.shapeOf(r))
	if err != nil {
		return f
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	f.add(dec, nil, nil)
	return f
}

// shapeOf returns a record as it stands in a document, with what that leaves out where it is as usual, and a run with its actions.
func (f *flat) shapeOf(r checks.Record) any {
	switch r := r.(type) {
	case checks.Run:
		actions := map[string]actionShape{}
		for _, a := range shapesOfActions(r) {
			f.actions = append(f.actions, a.ID)
			a.Team, a.Run = "", "" // which the run tells
			actions[a.ID] = a
		}
		return struct {
			runShape
			Actions map[string]actionShape `json:"actions"`
		}{shapeOfRun(r), actions}
	case checks.TeamAction:
		return shapeOfAction(r)
	case checks.Story:
		shape := shapeOfStory(r)
		if c := shape.Complaint; c != nil {
			c.Cause, c.Whys, c.Cases = "", r.Complaint.Whys, r.Complaint.Cases // the last why is the cause
			c.Steps = each(r.Complaint.Steps, func(s checks.ComplaintStep) stepShape { return stepShape{s.State, day(s.On)} })
		}
		return shape
	case checks.Marks:
		return teamShape(r)
	}
	return nil
}

// add adds the value that comes next.
func (f *flat) add(dec *json.Decoder, at place, around []string) {
	t, err := dec.Token()
	if err != nil {
		return
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			f.addFields(dec, at, around)
		} else {
			f.addMembers(dec, at, around)
		}
	case string:
		f.set(at, around, t)
	case nil:
		f.set(at, around, "")
	default: // a number, true or false
		f.set(at, around, fmt.Sprint(t))
	}
}

// telling are the fields that say most of an object, the first that it has.
var telling = []string{"text", "counts", "outcome", "state", "fix"}

// byName are the objects that only hold others by their names, and say nothing themselves.
var byName = []string{"ratings", "answers", "looked", "spent", "drafts", "actions"}

// addFields adds the fields of an object that is open.
func (f *flat) addFields(dec *json.Decoder, at place, around []string) {
	whole := len(at) > 0 && !slices.Contains(byName, at.String())
	if whole {
		around = append(slices.Clip(around), at.String())
	}
	for dec.More() {
		name, _ := dec.Token()
		f.add(dec, append(slices.Clip(at), named(name.(string))), around)
	}
	_, _ = dec.Token()
	if whole {
		f.objects[at.String()] = f.told(at)
	}
}

// told is what says most of the object at a place.
func (f *flat) told(at place) string {
	for _, name := range telling {
		if value, ok := f.values[append(slices.Clip(at), named(name)).String()]; ok {
			return value
		}
	}
	return ""
}

// addMembers adds the members of a list that is open. Counts are one value.
func (f *flat) addMembers(dec *json.Decoder, at place, around []string) {
	if at[len(at)-1] == named("counts") {
		counts := make([]string, checks.Steps)
		for i := range counts {
			n, _ := dec.Token()
			counts[i] = fmt.Sprint(n)
		}
		f.set(at, around, strings.Join(counts, " "))
	}
	for i := 0; dec.More(); i++ {
		f.add(dec, append(slices.Clip(at), nth(i)), around)
	}
	_, _ = dec.Token()
}

func (f *flat) set(at place, around []string, value string) {
	path := at.String()
	f.paths = append(f.paths, path)
	f.values[path], f.around[path] = value, around
}
