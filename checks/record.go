package checks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// Record is one thing that is kept, as it goes from one machine to another: a [Run] with its own actions, a [Action] that
// was made between runs, a [Story], or the [Marks] of a team.
type Record interface {
	// Key names the record among all of its kind: its id, of marks the name of the team.
	Key() string
	// Problems returns everything that is wrong with the record as one of check c, or beside it.
	Problems(c Check) []Problem
}

// Marks is what is remembered of a team as a whole. A team without any marks has no such record.
type Marks struct {
	Team       string `json:"team" import:"line"`
	Changing   bool   `json:"changing,omitempty"`   // its people change from run to run
	Leadership bool   `json:"leadership,omitempty"` // it leads other teams
}

// Key returns the id of the run.
func (r Run) Key() string { return r.ID }

// Key returns the id of the action.
func (a Action) Key() string { return a.ID }

// Key returns the id of the story.
func (s Story) Key() string { return s.ID }

// Key returns the name of the team.
func (m Marks) Key() string { return m.Team }

// KindOf names the kind of a record: run, action, story, or team for marks.
func KindOf(r Record) string {
	switch r.(type) {
	case Run:
		return "run"
	case Action:
		return "action"
	case Story:
		return "story"
	}
	return "team"
}

// TeamOf returns the name of the team of a record.
func TeamOf(r Record) string {
	switch r := r.(type) {
	case Run:
		return r.Team
	case Action:
		return r.Team
	case Story:
		return r.Team
	}
	return r.Key()
}

// Same tells whether two records hold the same, and so are of the same kind and have the same key: whether their JSON is the
// same. A map or list without entries is like none, and times are the same moment in whatever zone they are given. A record
// that no document can hold is the same as none.
func Same(a, b Record) bool {
	one, errOne := EncodeJSON(a)
	other, errOther := EncodeJSON(b)
	return reflect.TypeOf(a) == reflect.TypeOf(b) && errOne == nil && errOther == nil && bytes.Equal(one, other)
}

// The domain's structs carry their JSON: it is what the store writes, what is exported and imported, and what two records are
// compared by. Moments are RFC 3339 in UTC, days 2026-09-30; what does not exist is null, "", or absent where its tag says so.
//
// A second tag, import, says in words how a field is read from a document that comes from elsewhere:
//
//	line, text, sentence, draft  its text is cleaned by [CleanLine], by [CleanText], by both, by [Clean]; other text is not
//	                             cleaned but refused where it would have to be
//	optional                     it may be missing, though it is always written; so may one whose JSON tag says omitempty or omitzero
//	-                            it is not read, because it stands elsewhere in a document

// EncodeJSON returns v as compact JSON that keeps <, > and & as they are. The same value gives the same bytes.
func EncodeJSON(v any) ([]byte, error) {
	if m, ok := v.(json.Marshaler); ok { // of which all write what they are to be: the encoder would only look at it once more
		return m.MarshalJSON()
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// decoder reads one text after another: to make one takes a quarter of the time that it needs for a run.
type decoder struct {
	text bytes.Reader
	*json.Decoder
}

var decoders = sync.Pool{New: func() any {
	d := &decoder{}
	d.Decoder = json.NewDecoder(&d.text)
	d.DisallowUnknownFields()
	return d
}}

// DecodeJSON decodes JSON that holds no field which v does not know.
func DecodeJSON(b []byte, v any) error {
	d := decoders.Get().(*decoder)
	d.text.Reset(b)
	before := d.InputOffset()
	err := d.Decode(v)
	if err == nil && d.InputOffset()-before == int64(len(b)) { // nothing is left in it
		decoders.Put(d)
	}
	return err
}

// MarshalJSON writes the run without lists that hold nothing.
func (r Run) MarshalJSON() ([]byte, error) {
	type fields Run
	out := fields(r)
	out.Started, out.Finished = r.Started.UTC(), r.Finished.UTC()
	if out.Ratings == nil {
		out.Ratings = map[string]Rating{}
	}
	out.Answers = map[string][]Answer{}
	maps.Copy(out.Answers, r.Answers)
	maps.DeleteFunc(out.Answers, func(_ string, list []Answer) bool { return len(list) == 0 })
	b, err := EncodeJSON(out)
	if !r.IsFinished() {
		b = bytes.Replace(b, []byte(finishedNever), []byte(`"finished":null`), 1)
	}
	return b, err
}

// finishedNever is how the encoder writes the zero time of a run that is not finished. No field before it can hold these signs:
// the quotes in a text are written with a backslash.
const finishedNever = `"finished":"0001-01-01T00:00:00Z"`

// MarshalJSON writes the action with its moment in UTC.
func (a Action) MarshalJSON() ([]byte, error) {
	type fields Action
	if !a.Made.IsZero() {
		a.Made = a.Made.UTC()
	}
	return EncodeJSON(fields(a))
}

// complaintJSON is a complaint with what follows from it for readers who know nothing of whys.
type complaintJSON struct {
	Cause string `json:"cause"`
	complaintFields
}

type complaintFields Complaint

// MarshalJSON writes the complaint, null where the story is none.
func (c Complaint) MarshalJSON() ([]byte, error) {
	if c.State == NoComplaint {
		return []byte("null"), nil
	}
	c.Whys, c.Before = append([]string{}, c.Whys...), append([]Attempt{}, c.Before...) // none is a list, too
	return EncodeJSON(complaintJSON{c.Cause(), complaintFields(c)})
}

// MarshalJSON writes what was done, null for nothing.
func (r Remedy) MarshalJSON() ([]byte, error) {
	type fields Remedy
	if r == (Remedy{}) {
		return []byte("null"), nil
	}
	return EncodeJSON(fields(r))
}

// UnmarshalJSON reads what MarshalJSON writes; a list of nothing is nil.
func (c *Complaint) UnmarshalJSON(b []byte) error {
	var in complaintJSON
	if err := DecodeJSON(b, &in); err != nil {
		return err
	}
	*c = Complaint(in.complaintFields)
	if len(c.Whys) == 0 {
		c.Whys = nil
	}
	if len(c.Before) == 0 {
		c.Before = nil
	}
	return nil
}

// maxYear is the last one that a day or a moment can have.
const maxYear = 9999

// MarshalText writes a day as 2026-09-30, "" for no date.
func (d Day) MarshalText() ([]byte, error) {
	if d.Year > maxYear {
		return nil, fail(CodeDay, d.String())
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (d *Day) UnmarshalText(b []byte) error {
	if *d = (Day{}); len(b) == 0 {
		return nil
	}
	t, err := time.Parse(time.DateOnly, string(b))
	if err != nil || t.Year() < 1 {
		return fail(CodeDay, string(b))
	}
	*d = DayOf(t)
	return nil
}

// Spent is the time that was spent on each stage, by its id. As JSON it is in seconds, with up to nine decimals.
type Spent map[string]time.Duration

// MarshalJSON writes the seconds.
func (s Spent) MarshalJSON() ([]byte, error) {
	out := make(map[string]json.Number, len(s))
	for id, d := range s {
		digits := strings.TrimRight(fmt.Sprintf("%d.%09d", d/time.Second, d%time.Second), "0")
		out[id] = json.Number(strings.TrimSuffix(digits, "."))
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Spent) UnmarshalJSON(b []byte) error {
	var in map[string]json.Number
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	*s = make(Spent, len(in))
	for id, n := range in {
		d, err := time.ParseDuration(n.String() + "s")
		if err != nil || d < 0 {
			return fail(CodeWantSeconds, n.String())
		}
		(*s)[id] = d
	}
	return nil
}

// Field is a field of a record, or of a part of one, as its tags say that a document from elsewhere has it.
type Field struct {
	Name  string
	Must  bool                  // it cannot be missing
	Index []int                 // within the struct
	Clean func(s string) string // what is made of a text in it, nil where it stays as it is
}

// cleaners are the ways in which text is cleaned, by the words in the tag import.
var cleaners = map[string]func(string) string{
	"line": CleanLine, "text": CleanText, "draft": Clean, "sentence": cleanSentence,
}

// knownFields are the fields of each struct that somebody asked for, by its type.
var knownFields sync.Map

// FieldsOf returns the fields of a struct, those of the structs embedded in it among them.
func FieldsOf(t reflect.Type) []Field {
	if known, ok := knownFields.Load(t); ok {
		return known.([]Field)
	}
	var fields []Field
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		how := strings.Split(f.Tag.Get("import"), ",")
		if name == "" || name == "-" || how[0] == "-" {
			continue
		}
		must := !strings.HasPrefix(options, "omit") && !slices.Contains(how, "optional")
		fields = append(fields, Field{name, must, f.Index, cleaners[how[0]]})
	}
	knownFields.Store(t, fields)
	return fields
}

// Difference is a field in which two records differ, as an exported document shows it. A text, a number, true and false stand as they are,
// counts with a space between them; "" also means that the record has no such field. What only one of them has at all, such as an
// answer or a step of a complaint's way, is one difference, and its value what says most of it: a text, the counts or the state.
type Difference struct {
	Path             Path // within the record, like ratings.contact.counts; the actions of a run by their ids, like actions.A1.state
	Stored, Incoming string
}

// Differences returns the fields in which two records differ, in the order of their JSON: those of the stored one, each that only
// the incoming one has before the next that both have. The actions of a run are part of it; "actions" alone is their order. The cause of
// a complaint is left out: it is the last of its whys.
func Differences(stored, incoming Record) []Difference {
	a, b := parseJSON(stored), parseJSON(incoming)
	list := a.differences(b, nil)
	if one, other := a.children["actions"].nameList(), b.children["actions"].nameList(); len(list) == 0 && one != other {
		list = append(list, Difference{Path{"actions"}, one, other})
	}
	return list
}

// jsonNode is a value in a record's JSON; the zero one is null or absent.
type jsonNode struct {
	exists   bool
	text     string // of a text, a number, true or false, and of counts
	names    []any  // of the fields of an object, or places in a list, in order; of actions their ids
	children map[any]jsonNode
	isWhole  bool // a single field of it says little, where there is no other to compare with
}

// parseJSON returns the JSON of a record. One that cannot be written, such as a time in the year 10,000, has none.
func parseJSON(r Record) jsonNode {
	b, err := EncodeJSON(r)
	if err != nil {
		return jsonNode{}
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	return parseNode(dec, nil)
}

// parseNode reads the value at a path, which comes next.
func parseNode(dec *json.Decoder, at Path) jsonNode {
	t, _ := dec.Token()
	sign, ok := t.(json.Delim)
	switch {
	case t == nil:
		return jsonNode{}
	case !ok:
		return jsonNode{exists: true, text: fmt.Sprint(t)}
	}
	collections := []string{"", "ratings", "answers", "looked", "spent", "drafts"}
	n := jsonNode{exists: true, children: map[any]jsonNode{}, isWhole: sign == '{' && !slices.Contains(collections, at.String())}
	for i := 0; dec.More(); i++ {
		var name any = i
		if sign == '{' {
			name, _ = dec.Token()
		}
		child := parseNode(dec, append(slices.Clip(at), name))
		switch path := at.String(); {
		case path == "complaint" && name == "cause":
			continue
		case path == "actions":
			name = child.children["id"].text
		case sign == '[' && strings.HasSuffix(path, ".counts"):
			n.text = strings.TrimSpace(n.text + " " + child.text)
			continue
		}
		n.names, n.children[name] = append(n.names, name), child
	}
	_, _ = dec.Token()
	return n
}

// nameList returns the names of the children as a text.
func (n jsonNode) nameList() string { return strings.TrimSpace(fmt.Sprintln(n.names...)) }

// summary returns the text, or that of the field which says most of an object: the first of these that it has.
func (n jsonNode) summary() string {
	for _, name := range []string{"text", "counts", "outcome", "state", "fix"} {
		if child := n.children[name]; child.exists {
			return child.text
		}
	}
	return n.text
}

// differences returns how the value at a path differs from another.
func (n jsonNode) differences(other jsonNode, at Path) (list []Difference) {
	names, next := slices.Clone(n.names), len(n.names)
	for _, name := range slices.Backward(other.names) { // what only the other has goes before the next that both have
		if i := slices.Index(names, name); i >= 0 {
			next = i
		} else {
			names = slices.Insert(names, next, name)
		}
	}
	if n.exists != other.exists && (n.isWhole || other.isWhole || len(names) == 0) || n.text != other.text {
		return []Difference{{at, n.summary(), other.summary()}}
	}
	for _, name := range names {
		list = append(list, n.children[name].differences(other.children[name], append(slices.Clip(at), name))...)
	}
	return list
}
