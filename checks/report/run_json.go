package report

import (
	"encoding/json"
	"io"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
)

// runJSON is a run with its actions for other programs, and of an unfinished one what may be seen of it; schema/run.json
// describes it. It cannot be imported: it says less than the interchange format of what is hidden, and more of the look back.
// Moments are RFC 3339 in UTC, days 2026-09-30; null and "" are what there is none of. Fields stand in the order in which they
// are written.
type runJSON struct {
	Format  string          `json:"format"`
	Version int             `json:"version"`
	Run     fileRun         `json:"run"`
	Actions []checks.Action `json:"actions"`
}

type fileRun struct {
	ID           string      `json:"id"`
	Check        string      `json:"check"`
	Team         string      `json:"team"`
	Kind         checks.Kind `json:"kind"`
	People       int         `json:"people"`
	Minutes      int         `json:"minutes,omitzero"`
	Started      stamp       `json:"started"`
	Finished     stamp       `json:"finished"`
	ChangingTeam bool        `json:"changing_team"`
	Ratings      object      `json:"ratings"`
	Answers      object      `json:"answers"`

	Entered    checks.Origin `json:"entered,omitempty"`
	LookedBack []fileLooked  `json:"looked_back,omitempty"`
}

// fileHidden stands in place of a rating that is not revealed yet.
type fileHidden struct {
	Revision int          `json:"revision"`
	Hidden   int          `json:"hidden"`
	Chair    checks.Chair `json:"chair,omitzero"`
	Story    string       `json:"story,omitzero"`
}

// fileLooked is what a run said of an action or a complaint at its look back.
type fileLooked struct {
	ID   string `json:"id"`
	Kind string `json:"kind"` // action or complaint
	Text string `json:"text"`
	From string `json:"from"`
	checks.Look
}

func filesLooked(looked []checks.Looked) (list []fileLooked) {
	for _, l := range looked {
		kind := "action"
		if l.Complaint {
			kind = "complaint"
		}
		list = append(list, fileLooked{l.ID, kind, l.Text, l.From, l.Look})
	}
	return list
}

func runFile(r checks.Run, looked []checks.Looked) runJSON {
	f := runJSON{Format: "emptychair.run", Version: 1, Actions: checks.ActionsOf(r)}
	f.Run = fileRun{
		ID: r.ID, Check: r.Check, Team: r.Team, Kind: r.Kind, People: r.People, Minutes: r.Minutes,
		Started: stamp(r.Started), Finished: stamp(r.Finished), ChangingTeam: r.ChangingTeam,
		Ratings: fileRatings(r), Answers: fileAnswers(r), Entered: r.Origin, LookedBack: filesLooked(looked),
	}
	return f
}

func fileRatings(r checks.Run) object {
	var o object
	for _, it := range items() {
		rating, ok := r.Ratings[it.ID]
		switch {
		case r.Hidden(it.ID) > 0:
			o.add(it.ID, fileHidden{rating.Revision, r.Hidden(it.ID), rating.Chair, rating.Story})
		case rating.Withheld:
			o.add(it.ID, fileWithheld{true})
		case ok && (rating.Answers() > 0 || rating.Chair != checks.Chair{} || rating.Story != ""):
			o.add(it.ID, rating)
		}
	}
	return o
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
