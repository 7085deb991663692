package report

import (
	"bytes"
	"encoding/json"
	"io"
	"time"

	"emptychair/checks"
)

// runJSON is a run with its actions for other programs, and of an unfinished one what may be seen of it; schema/run.json
// describes it. It cannot be imported: it says less than the interchange format of what is hidden, and more of the look back.
// Moments are RFC 3339 in UTC, days 2026-09-30; null and "" are what there is none of. Fields stand in the order in which they
// are written.
type runJSON struct {
	Format  string       `json:"format"`
	Version int          `json:"version"`
	Run     fileRun      `json:"run"`
	Actions []fileAction `json:"actions"`
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

type fileRating struct {
	Revision int               `json:"revision"`
	Counts   [checks.Steps]int `json:"counts"`
	NoAnswer int               `json:"no_answer"`
	Chair    fileChair         `json:"chair"`
	Story    string            `json:"story"`
}

// fileHidden stands in place of a rating that is not revealed yet.
type fileHidden struct {
	Revision int       `json:"revision"`
	Hidden   int       `json:"hidden"`
	Chair    fileChair `json:"chair,omitzero"`
	Story    string    `json:"story,omitzero"`
}

type fileChair struct {
	Step     checks.Step `json:"step"`
	Evidence string      `json:"evidence"`
	Empty    bool        `json:"empty,omitempty"` // asked for, and there was no evidence
}

func fileChairOf(c checks.Chair) fileChair { return fileChair{c.Step, c.Evidence, c.Empty} }

type fileAnswer struct {
	Text  string `json:"text"`
	Marks int    `json:"marks"`
}

// fileAction is an action as its team has it.
type fileAction struct {
	fileOutcome
	Owner string `json:"owner"`
	Team  string `json:"team"`
	Run   string `json:"run"`
}

func runFile(r checks.Run, looked []checks.Looked) runJSON {
	f := runJSON{Format: "emptychair.run", Version: 1, Actions: []fileAction{}}
	f.Run = fileRun{
		ID: r.ID, Check: r.Check, Team: r.Team, Kind: r.Kind, People: r.People, Minutes: r.Minutes,
		Started: stamp(r.Started), Finished: stamp(r.Finished), ChangingTeam: r.ChangingTeam,
		Ratings: fileRatings(r), Answers: fileAnswers(r), Entered: r.Origin, LookedBack: filesLooked(looked),
	}
	for _, a := range checks.ActionsOf(r) {
		f.Actions = append(f.Actions, fileActionOf(a))
	}
	return f
}

func fileActionOf(a checks.TeamAction) fileAction {
	return fileAction{fileOutcomeOf(a.Action), a.Owner, a.Team, a.Run}
}

func fileRatings(r checks.Run) object {
	var o object
	for _, it := range items() {
		rating, ok := r.Ratings[it.ID]
		chair := fileChairOf(rating.Chair)
		switch {
		case r.Hidden(it.ID) > 0:
			o.add(it.ID, fileHidden{rating.Revision, r.Hidden(it.ID), chair, rating.Story})
		case ok && (rating.Answers() > 0 || chair != fileChair{} || rating.Story != ""):
			o.add(it.ID, fileRating{rating.Revision, rating.Counts, rating.NoAnswer, chair, rating.Story})
		}
	}
	return o
}

func fileAnswers(r checks.Run) object {
	var o object
	for _, q := range questions() {
		list := []fileAnswer{}
		for _, a := range r.Answers[q.ID] {
			list = append(list, fileAnswer(a))
		}
		o.add(q.ID, list)
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
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encode(&b, m.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encode(&b, m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encode writes a value as JSON that keeps <, > and & as they are.
func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// WriteJSON writes a value as everything is that other programs read.
func WriteJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
