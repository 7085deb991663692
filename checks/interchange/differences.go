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
// counts with a space between them; "" also means that the record has no such field.
type Difference struct {
	Path        string // within the record, like ratings.contact.counts
	Here, There string
}

// Differences returns the fields in which two records differ, in the order of a document: those of the record here, each that
// only the one there has before the next that both have. The actions of a run are part of it.
func Differences(here, there checks.Record) []Difference {
	a, b := fieldsOf(here), fieldsOf(there)
	var out []Difference
	for _, path := range merged(a.paths, b.paths) {
		left, isHere := a.values[path]
		right, isThere := b.values[path]
		if left != right || isHere != isThere {
			out = append(out, Difference{path, left, right})
		}
	}
	return out
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
	paths  []string
	values map[string]string
}

// fieldsOf returns the fields of a record. One that cannot be written, such as a time in the year 10,000, has none.
func fieldsOf(r checks.Record) flat {
	var shape any
	switch r := r.(type) {
	case checks.Run:
		shape = struct {
			runShape
			Actions []actionShape `json:"actions"`
		}{shapeOfRun(r), each(shapesOfActions(r), func(a actionShape) actionShape {
			a.Team, a.Run = "", "" // which the run tells
			return a
		})}
	case checks.TeamAction:
		shape = shapeOfAction(r)
	case checks.Story:
		shape = shapeOfStory(r)
	case checks.Marks:
		shape = teamShape(r)
	}
	f := flat{values: map[string]string{}}
	b, err := encode(shape)
	if err != nil {
		return f
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	f.add(dec, nil)
	return f
}

// add adds the value that comes next.
func (f *flat) add(dec *json.Decoder, at place) {
	t, err := dec.Token()
	if err != nil {
		return
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			f.addFields(dec, at)
		} else {
			f.addMembers(dec, at)
		}
	case string:
		f.set(at, t)
	case nil:
		f.set(at, "")
	default: // a number, true or false
		f.set(at, fmt.Sprint(t))
	}
}

// addFields adds the fields of an object that is open.
func (f *flat) addFields(dec *json.Decoder, at place) {
	for dec.More() {
		name, _ := dec.Token()
		f.add(dec, append(slices.Clip(at), named(name.(string))))
	}
	_, _ = dec.Token()
}

// addMembers adds the members of a list that is open. Counts are one value.
func (f *flat) addMembers(dec *json.Decoder, at place) {
	if at[len(at)-1] == named("counts") {
		counts := make([]string, checks.Steps)
		for i := range counts {
			n, _ := dec.Token()
			counts[i] = fmt.Sprint(n)
		}
		f.set(at, strings.Join(counts, " "))
	}
	for i := 0; dec.More(); i++ {
		f.add(dec, append(slices.Clip(at), nth(i)))
	}
	_, _ = dec.Token()
}

func (f *flat) set(at place, value string) {
	path := at.String()
	f.paths = append(f.paths, path)
	f.values[path] = value
}
