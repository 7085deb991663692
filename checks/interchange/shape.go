package interchange

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"emptychair/checks"
)

// What a document says of itself.
const (
	format       = "emptychair"
	sharedFormat = "emptychair.shared"
	version      = 1
)

// The records as they stand in a document, in the order of their fields. Those that are left out where they are empty are the
// optional ones.

type runShape struct {
	ID           string                   `json:"id"`
	Check        string                   `json:"check"`
	Team         string                   `json:"team"`
	Kind         checks.Kind              `json:"kind"`
	People       int                      `json:"people"`
	Started      moment                   `json:"started"`
	Finished     moment                   `json:"finished"` // null while unfinished
	ChangingTeam bool                     `json:"changing_team"`
	Ratings      map[string]ratingShape   `json:"ratings"`
	Answers      map[string][]answerShape `json:"answers"`

	Origin   checks.Origin        `json:"origin,omitempty"`
	At       string               `json:"at,omitempty"` // the closing of a finished run, otherwise the first stage
	Minutes  int                  `json:"minutes,omitempty"`
	LookBack bool                 `json:"look_back,omitempty"`
	Looked   map[string]lookShape `json:"looked,omitempty"`
	Spent    map[string]seconds   `json:"spent,omitempty"`
	Drafts   map[string]string    `json:"drafts,omitempty"`
}

type ratingShape struct {
	Revision int               `json:"revision"`
	Counts   [checks.Steps]int `json:"counts"`
	NoAnswer int               `json:"no_answer"`
	Chair    chairShape        `json:"chair"`
	Story    string            `json:"story"`
	Revealed *bool             `json:"revealed,omitempty"` // true where there are answers
}

type chairShape struct {
	Step     checks.Step `json:"step"`
	Evidence string      `json:"evidence"`
	Empty    bool        `json:"empty,omitempty"`
}

type answerShape struct {
	Text  string `json:"text"`
	Marks int    `json:"marks"`
}

type lookShape struct {
	Outcome checks.Outcome `json:"outcome"`
	Reason  string         `json:"reason,omitempty"`
	On      day            `json:"on"`
}

type actionShape struct {
	ID     string       `json:"id"`
	Team   string       `json:"team"`
	Run    string       `json:"run"`
	From   string       `json:"from"`
	Text   string       `json:"text"`
	Owner  string       `json:"owner"`
	Due    day          `json:"due"`
	State  checks.State `json:"state"`
	Reason string       `json:"reason"`
	Made   moment       `json:"made,omitzero"` // of an action between runs alone, which has it always
}

type storyShape struct {
	ID        string          `json:"id"`
	Team      string          `json:"team"`
	On        day             `json:"on"`
	Source    checks.Source   `json:"source"`
	Text      string          `json:"text"`
	Complaint *complaintShape `json:"complaint"` // null where the story is none
	Noted     day             `json:"noted,omitzero"`
	About     string          `json:"about,omitempty"`
}

type complaintShape struct {
	Cause string                `json:"cause"`
	Fix   string                `json:"fix"`
	State checks.ComplaintState `json:"state"`

	Whys   []string       `json:"whys,omitempty"` // the cause alone
	Owner  string         `json:"owner,omitempty"`
	Cases  int            `json:"cases,omitempty"`  // 1
	Steps  []stepShape    `json:"steps,omitempty"`  // all up to the state, on the day of the story
	Before []attemptShape `json:"before,omitempty"` // none
}

type stepShape struct {
	State checks.ComplaintState `json:"state"`
	On    day                   `json:"on"`
}

type attemptShape struct {
	Whys  []string `json:"whys"`
	Fix   string   `json:"fix"`
	Owner string   `json:"owner,omitempty"`
}

type teamShape struct {
	Team       string `json:"team"`
	Changing   bool   `json:"changing,omitempty"`
	Leadership bool   `json:"leadership,omitempty"`
}

// maxYear is the last one that RFC 3339 can write.
const maxYear = 9999

// moment is RFC 3339 in UTC, with the parts of a second where there are any; the zero moment is null.
type moment time.Time

func (m moment) IsZero() bool { return time.Time(m).IsZero() }

func (m moment) MarshalJSON() ([]byte, error) {
	t := time.Time(m).UTC()
	if t.Year() < 1 || t.Year() > maxYear {
		return nil, &checks.Error{Code: checks.CodeWantTime, Subject: t.String()}
	}
	if t.IsZero() {
		return []byte("null"), nil
	}
	return []byte(t.Format(`"` + time.RFC3339Nano + `"`)), nil
}

// day is a date like 2026-09-30, "" for none.
type day checks.Day

func (d day) MarshalJSON() ([]byte, error) {
	s := checks.Day(d).String()
	if d.Year > maxYear {
		return nil, &checks.Error{Code: checks.CodeDay, Subject: s}
	}
	return []byte(`"` + s + `"`), nil
}

// seconds is a duration as a number of seconds with up to nine decimals.
type seconds time.Duration

func (s seconds) MarshalJSON() ([]byte, error) {
	whole, rest := s/seconds(time.Second), s%seconds(time.Second)
	if rest == 0 {
		return fmt.Appendf(nil, "%d", whole), nil
	}
	return []byte(strings.TrimRight(fmt.Sprintf("%d.%09d", whole, rest), "0")), nil
}

// encode returns a value as compact JSON that keeps <, > and & as they are.
func encode(v any) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return []byte(strings.TrimSuffix(b.String(), "\n")), err
}
