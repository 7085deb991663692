package checks

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Kind says who goes through a run.
type Kind string

// A team run is facilitated and counts the answers of several people; a solo run is one person's.
const (
	Team Kind = "team"
	Solo Kind = "solo"
)

// Origin says how a run came to be kept.
type Origin string

// The origins of a run.
const (
	OriginRun   Origin = ""      // the program led through it
	OriginLater Origin = "later" // somebody entered it by hand on a later day
	OriginTable Origin = "csv"   // it came from a table of tallies
)

// Bounds of a run.
const (
	MaxPeople  = 99
	MaxMinutes = 480
	MaxAnswers = 200 // to one question
)

// Run is one pass through a check by a team or by one person: unfinished, or finished on a date.
type Run struct {
	ID     string `json:"id"`
	Check  string `json:"check"` // id of the check
	Team   string `json:"team" import:"line"`
	Kind   Kind   `json:"kind"`
	People int    `json:"people"` // in the room, of late for the items to come; 1 in a solo run

	Day      Day       `json:"day" import:"optional"` // that it counts for, where it was held: of its first reveal, and until then of its begin
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"` // zero while unfinished

	Corrected Day `json:"corrected,omitzero"` // when what the finished run says was changed last, zero for never

	ChangingTeam bool                `json:"changing_team"`
	Ratings      map[string]Rating   `json:"ratings"` // by item
	Answers      map[string][]Answer `json:"answers"` // by question, in the order the team put them
	Origin       Origin              `json:"origin,omitempty"`
	Actions      []Action            `json:"actions,omitempty" import:"-"` // which a document has in a list of its own

	LookBack bool            `json:"look_back,omitempty"` // the run begins with a look back at what stood open
	Looked   map[string]Look `json:"looked,omitempty"`    // what was said there, by id of action or complaint

	// Where the run stands, for whoever resumes it.
	At      string            `json:"at" import:"optional"` // id of the stage
	Minutes int               `json:"minutes,omitempty"`    // for the whole run; 0 means no clock
	Spent   Spent             `json:"spent,omitempty"`
	Drafts  map[string]string `json:"drafts,omitempty" import:"draft"` // text that is typed but not yet added, by stage, with [Edited] behind it of an answer that is there already
}

// WorthID names, among the ratings of a run, the vote at its end on whether the time was well spent: taken and kept as that on an item is,
// but no item of any check, without a chair, a story, a word or a verdict.
const WorthID = "worth"

// Edited stands behind the stage of a draft that changes an answer, whose place and text stand on its first line.
const Edited = ".edited"

// Rating is what a run holds of one item. Until it is revealed nobody may see more of the tally than [Tally.Answers].
type Rating struct {
	Revision int `json:"revision"` // of the item when it was rated
	Tally
	Revealed bool   `json:"revealed" import:"optional"`
	Chair    Chair  `json:"chair"`
	Story    string `json:"story" import:"text"` // what happened with a customer, "" for none
	People   int    `json:"people,omitempty"`    // who were there for the item, 0 for as many as the run has
	Before   Tally  `json:"before,omitzero"`     // the answers before the talk, revealed before another vote; all zero for none
	Latest   Tally  `json:"latest,omitzero"`     // the answers that were revealed last, while a third or later vote is hidden; all zero for none
	Withheld bool   `json:"-"`                   // in a shared run: too few people rated for their answers to go out, and the tally is empty
}

// Chair is how the customer in the empty chair would presumably rate an item. It is never counted. Step 0 is an empty chair.
type Chair struct {
	Step     Step   `json:"step"`
	Evidence string `json:"evidence" import:"text"`
	Empty    bool   `json:"empty,omitempty"` // the question was asked, and there was no evidence: that the chair stays empty is the finding
}

// Answer is one contribution to an open question. Marks is how many people find it important.
type Answer struct {
	Text  string `json:"text" import:"text"`
	Marks int    `json:"marks"`
}

// Marking is which answers of a list one person marked, by their numbers, with the name of who did, "" where that is not known. A name is
// kept in memory while the run is open, so that a later marking takes the place of an earlier one; it is neither stored nor shown.
type Marking struct {
	By      string
	Numbers []int
}

// Setup is what is decided before a run starts.
type Setup struct {
	Team    string
	Kind    Kind
	People  int
	Minutes int

	LookBack bool // something stands open at which the run looks back
	Origin   Origin
}

// NewRun starts a run of the check at its first stage, on the day of now in its own zone. Of one that is entered later, now is the
// moment at which it took place.
func NewRun(c Check, s Setup, id string, now time.Time) (Run, error) {
	r := Run{
		ID: id, Check: c.ID, Team: CleanLine(s.Team), Kind: s.Kind, People: s.People, Minutes: s.Minutes,
		Day: DayOf(now), Started: now, LookBack: s.LookBack, Origin: s.Origin,
	}
	r.At = r.Stages(c)[0].ID
	if r.Kind == Solo {
		r.People = 1
	}
	return r, r.Validate(c)
}

// IsFinished tells whether the run was finished.
func (r Run) IsFinished() bool { return !r.Finished.IsZero() }

// IsEmpty tells whether nothing was entered yet, by nobody and at no stage: such a run need not be kept.
func (r Run) IsEmpty() bool {
	for _, rating := range r.Ratings {
		if rating.Answers()+rating.Before.Answers() > 0 || rating.Chair != (Chair{}) || rating.Story != "" {
			return false
		}
	}
	return r.AnswerCount()+len(r.Actions)+len(r.Looked)+len(r.Drafts) == 0
}

// When is the moment that puts a run in order among those of its day: when it was finished, or started while it is not.
func (r Run) When() time.Time {
	if r.IsFinished() {
		return r.Finished
	}
	return r.Started
}

// Clone returns a run that shares nothing with r that either could change.
func (r Run) Clone() Run {
	r.Ratings = maps.Clone(r.Ratings)
	r.Answers = maps.Clone(r.Answers)
	for q, list := range r.Answers {
		r.Answers[q] = slices.Clone(list)
	}
	r.Actions = slices.Clone(r.Actions)
	r.Looked = maps.Clone(r.Looked)
	r.Spent = maps.Clone(r.Spent)
	r.Drafts = maps.Clone(r.Drafts)
	return r
}

// AnswerCount is the number of answers to all questions.
func (r Run) AnswerCount() int {
	n := 0
	for _, list := range r.Answers {
		n += len(list)
	}
	return n
}

// Revealed returns the rating of an item, and the zero one while its answers are hidden.
func (r Run) Revealed(item string) Rating {
	if rating := r.Ratings[item]; rating.Revealed {
		return rating
	}
	return Rating{}
}

// PeopleAt returns how many people were there for an item.
func (r Run) PeopleAt(item string) int { return cmp.Or(r.Ratings[item].People, r.People) }

// OnlyRatings returns the run with nothing but what may stand beside other runs: its revealed answers and where the chair stands.
func (r Run) OnlyRatings() Run {
	ratings := map[string]Rating{}
	for id, rating := range r.Ratings {
		if rating.Revealed {
			rating.Story, rating.Chair = "", Chair{Step: rating.Chair.Step}
			ratings[id] = rating
		}
	}
	r.Ratings, r.Answers, r.Actions, r.Looked, r.Drafts = ratings, nil, nil, nil, nil
	return r
}

// Hidden returns how many answers to the item wait for their reveal; 0 when it is revealed or nobody has answered.
func (r Run) Hidden(item string) int {
	if rating := r.Ratings[item]; !rating.Revealed {
		return rating.Answers()
	}
	return 0
}

// HasHidden tells whether answers to any item wait for their reveal.
func (r Run) HasHidden() bool {
	for id := range r.Ratings {
		if r.Hidden(id) > 0 {
			return true
		}
	}
	return false
}

// Copy returns the run as one of its own, of a team. NewID returns an id that no record has yet.
func (r Run) Copy(team string, newID func() string) Run {
	r = r.Clone()
	r.ID, r.Team = newID(), team
	for i := range r.Actions {
		r.Actions[i].ID = newID()
	}
	return r
}

// ActionSource is an answer, or an item, that an action can come from.
type ActionSource struct {
	From   string // id of the item or question
	Answer Answer // without a text at an item
}

// ActionSources are the answers of the run, most marks first, then the items.
func (r Run) ActionSources(c Check) (list []ActionSource) {
	for _, q := range c.Questions {
		for _, a := range r.Answers[q.ID] {
			list = append(list, ActionSource{q.ID, a})
		}
	}
	slices.SortStableFunc(list, func(a, b ActionSource) int { return b.Answer.Marks - a.Answer.Marks })
	for _, it := range c.Items {
		list = append(list, ActionSource{From: it.ID})
	}
	return list
}
