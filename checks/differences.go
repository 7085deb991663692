package checks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Difference is a field in which two records differ, as an exported document shows it. A text, a number, true and false stand as they are,
// counts with a space between them; "" also means that the record has no such field. What only one of them has at all, such as an
// answer or a step of a complaint's way, is one difference, and its value what says most of it: a text, the counts or the state.
type Difference struct {
	Path        string // within the record, like ratings.contact.counts; the actions of a run by their ids, like actions.A1.state
	Here, There string
}

// Differences returns the fields in which two records differ, in the order of their JSON: those of the record here, each that only
// the one there has before the next that both have. The actions of a run are part of it; "actions" alone is their order. Of a
// complaint's cause nothing is said beside its whys, of which it is the last.
func Differences(here, there Record) []Difference {
	a, b := treeOf(here), treeOf(there)
	list := differences(nil, a, b)
	if one, other := a.held["actions"].names(), b.held["actions"].names(); len(list) == 0 && one != other {
		list = append(list, Difference{"actions", one, other})
	}
	return list
}

// node is a value of a record's JSON; the zero one is null, or not there at all.
type node struct {
	there bool
	value string       // of a text, a number, true or false, and of counts
	parts []any        // names or places of what an object or a list holds, in order
	held  map[any]node // what it holds, by name or place
	whole bool         // it is an object with fields, of which one alone says little
}

// treeOf returns the JSON of a record. One that cannot be written, such as a time in the year 10,000, has none.
func treeOf(r Record) node {
	b, err := EncodeJSON(r)
	if err != nil {
		return node{}
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	return readNode(dec, nil)
}

// readNode reads the value that comes next, which stands at a path.
func readNode(dec *json.Decoder, at Path) node {
	t, _ := dec.Token()
	sign, ok := t.(json.Delim)
	switch {
	case t == nil:
		return node{}
	case !ok:
		return node{there: true, value: fmt.Sprint(t)}
	}
	n := node{there: true, held: map[any]node{}, whole: sign == '{' && !slices.Contains(byName, at.String())}
	for i := 0; dec.More(); i++ {
		var part any = i
		if sign == '{' {
			part, _ = dec.Token()
		}
		value := readNode(dec, append(slices.Clip(at), part))
		switch path := at.String(); {
		case path == "complaint" && part == "cause":
			continue
		case path == "actions":
			part = value.held["id"].value
		case sign == '[' && strings.HasSuffix(path, ".counts"):
			n.value = strings.TrimSpace(n.value + " " + value.value)
			continue
		}
		n.parts, n.held[part] = append(n.parts, part), value
	}
	_, _ = dec.Token()
	return n
}

// byName are the objects that only hold others by their names, and say nothing themselves.
var byName = []string{"", "ratings", "answers", "looked", "spent", "drafts"}

// names returns the names of what an object holds, as a text.
func (n node) names() string { return strings.TrimSpace(fmt.Sprintln(n.parts...)) }

// says returns the value, or of an object what says most of it: the first of these fields that it has.
func (n node) says() string {
	for _, name := range []string{"text", "counts", "outcome", "state", "fix"} {
		if told := n.held[name]; told.there {
			return told.value
		}
	}
	return n.value
}

// differences returns how two values at a path differ.
func differences(at Path, a, b node) (list []Difference) {
	parts := merged(a.parts, b.parts)
	if a.there != b.there && (a.whole || b.whole || len(parts) == 0) || a.value != b.value {
		return []Difference{{at.String(), a.says(), b.says()}}
	}
	for _, part := range parts {
		list = append(list, differences(append(slices.Clip(at), part), a.held[part], b.held[part])...)
	}
	return list
}

// merged returns the parts of both lists, each once, in the order of both as far as they agree.
func merged(a, b []any) (all []any) {
	for _, part := range a {
		if i := slices.Index(b, part); i >= 0 {
			all = append(all, slices.DeleteFunc(slices.Clone(b[:i]), func(other any) bool { return slices.Contains(a, other) })...)
			b = b[i+1:]
		}
		all = append(all, part)
	}
	return append(all, slices.DeleteFunc(slices.Clone(b), func(other any) bool { return slices.Contains(a, other) })...)
}
