package report

import (
	"encoding/json"
	"io"
	"math"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
)

// What other programs read is described by the schemas in the folder schema. Moments are RFC 3339 in UTC, days 2026-09-30; null and
// "" are what there is none of; figures have two decimals. Fields stand in the order in which they are written.

// fileHead begins every document.
type fileHead struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

// fileSide is a run that others are held against.
type fileSide struct {
	ID       string      `json:"id"`
	Kind     checks.Kind `json:"kind"`
	Finished stamp       `json:"finished"`
	People   int         `json:"people"`

	Entered checks.Origin `json:"entered,omitempty"`
}

type fileChange struct {
	Verdict       *checks.Verdict `json:"verdict"` // null where one person's view stands beside the team's
	MeanChange    *float64        `json:"mean_change"`
	NeededChange  *float64        `json:"needed_change"`
	PeopleAtLeast *int            `json:"people_at_least"`
	StepsAtLeast  *int            `json:"steps_at_least"`
}

// fileTally is the answers to an item with their figures.
type fileTally struct {
	Counts    [checks.Steps]int `json:"counts"`
	N         int               `json:"n"`
	NoAnswer  int               `json:"no_answer"`
	Median    *float64          `json:"median"`
	Low       *checks.Step      `json:"low"`
	High      *checks.Step      `json:"high"`
	Agreement checks.Agreement  `json:"agreement"`
	fileWithheld
}

// fileWithheld marks answers that are withheld.
type fileWithheld struct {
	FewerThanFive bool `json:"fewer_than_five,omitzero"`
}

// fileItemSide is what one run holds of an item: the answers, and beside them the chair, null where it stayed empty.
type fileItemSide struct {
	fileTally
	Chair *checks.Chair `json:"chair"`
}

func side(r checks.Run) fileSide {
	return fileSide{r.ID, r.Kind, stamp(r.Finished), r.People, r.Origin}
}

// change returns what may be concluded, and nothing where two views stand beside each other.
func change(c checks.Change, beside bool) (f fileChange) {
	if beside {
		return f
	}
	f.Verdict = &c.Verdict
	if !c.Compared() {
		return f
	}
	mean, needed := rounded(c.Mean), rounded(c.Needed)
	f.MeanChange, f.NeededChange, f.PeopleAtLeast = &mean, &needed, &c.People
	if c.SameNumber {
		f.StepsAtLeast = &c.Steps
	}
	return f
}

// rounded rounds to two decimals; what is rounded to zero has no sign.
func rounded(x float64) float64 { return math.Round(100*x)/100 + 0 }

func fileTallyOf(t checks.Rated) fileTally {
	f := fileTally{Counts: t.Counts, N: t.N(), NoAnswer: t.NoAnswer, Agreement: t.Agreement(), fileWithheld: fileWithheld{t.Withheld}}
	if m, ok := t.Median(); ok {
		f.Median = &m
	}
	if low, high, ok := t.Range(); ok {
		f.Low, f.High = &low, &high
	}
	return f
}

func fileItemSideOf(t checks.Rated, chair checks.Chair) fileItemSide {
	f := fileItemSide{fileTally: fileTallyOf(t)}
	if chair.Step != checks.NoAnswer || chair.Empty {
		f.Chair = &chair
	}
	return f
}

func fileAnswers(r checks.Run) object {
	var o object
	for _, q := range content.Check().Questions {
		o.add(q.ID, append([]checks.Answer{}, r.Answers[q.ID]...))
	}
	return o
}

// stamp is a moment as RFC 3339 in UTC; the zero moment is null.
type stamp time.Time

func (s stamp) MarshalJSON() ([]byte, error) {
	t := time.Time(s)
	if t.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(t.UTC().Format(time.RFC3339))
}

// object is a JSON object whose members keep the order in which they were added.
type object []member

type member struct {
	key   string
	value any
}

func (o *object) add(key string, value any) { *o = append(*o, member{key, value}) }

func (o object) MarshalJSON() ([]byte, error) {
	members := make([]string, len(o))
	for i, m := range o {
		key, _ := checks.EncodeJSON(m.key)
		value, err := checks.EncodeJSON(m.value)
		if err != nil {
			return nil, err
		}
		members[i] = string(key) + ":" + string(value)
	}
	return []byte("{" + strings.Join(members, ",") + "}"), nil
}

// merged are values whose fields are written as those of one object; nil is null.
type merged []any

func (m merged) MarshalJSON() ([]byte, error) {
	out := []byte("null")
	for i, part := range m {
		b, err := checks.EncodeJSON(part)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b = append(append(out[:len(out)-1], ','), b[1:]...)
		}
		out = b
	}
	return out, nil
}

// WriteJSON writes a value as everything is that other programs read.
func WriteJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
