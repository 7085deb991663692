package store

import (
	"time"

	"emptychair/checks"
)

// The records are types of their own, so that the domain can change without changing what stands in files, and the other way
// round. Times are RFC 3339 in UTC.

type fileRecord struct {
	Change     uint64 `json:"change"` // rises with every write that changes what somebody has said
	Runs       int    `json:"runs"`
	Unfinished int    `json:"unfinished"`
	Teams      int    `json:"teams"`
	Team       string `json:"team,omitempty"` // used last; "" where that is to be found out
	Language   string `json:"language"`
	Sweep      bool   `json:"sweep"` // free pages still hold the text of a deleted run
}

type teamRecord struct {
	Runs     int    `json:"runs"`
	Finished int    `json:"finished"`
	Latest   string `json:"latest"` // id of the run that finished last
	Used     uint64 `json:"used"`   // change at which a run of the team was saved last, 0 where none was: none is there, or all came from elsewhere
	Changing bool   `json:"changing,omitempty"`
	Open     int    `json:"open,omitempty"` // how many of the finished runs have open actions

	Leadership bool   `json:"leadership,omitempty"`
	Since      uint64 `json:"since,omitempty"`      // change with which the team came into the file, where no run brought it
	Loose      int    `json:"loose,omitempty"`      // actions that were made between runs
	LooseOpen  int    `json:"loose_open,omitempty"` // how many of them are open
	Stories    int    `json:"stories,omitempty"`
	Story      string `json:"story,omitempty"`    // id of the story of the latest day
	Followed   int    `json:"followed,omitempty"` // how many of the stories are complaints that are not gone
}

type runRecord struct {
	Revision     uint64                    `json:"revision"`
	Check        string                    `json:"check"`
	Team         string                    `json:"team"`
	Kind         string                    `json:"kind"`
	People       int                       `json:"people"`
	ChangingTeam bool                      `json:"changing_team"`
	Started      time.Time                 `json:"started"`
	Finished     time.Time                 `json:"finished,omitzero"`
	Origin       string                    `json:"origin,omitempty"`
	Ratings      map[string]ratingRecord   `json:"ratings"`
	Answers      map[string][]answerRecord `json:"answers"`
	Actions      []string                  `json:"actions"` // ids in order
	LookBack     bool                      `json:"look_back,omitempty"`
	Looked       map[string]lookRecord     `json:"looked,omitempty"`
	At           string                    `json:"at"`
	Minutes      int                       `json:"minutes"`
	Spent        map[string]time.Duration  `json:"spent"`
	Drafts       map[string]string         `json:"drafts"`
}

type ratedRecord struct {
	Revision int               `json:"revision"`
	Counts   [checks.Steps]int `json:"counts"`
	NoAnswer int               `json:"no_answer"`
}

type ratingRecord struct {
	ratedRecord
	Revealed bool   `json:"revealed"`
	Chair    int    `json:"chair,omitempty"`
	Empty    bool   `json:"chair_empty,omitempty"`
	Evidence string `json:"evidence,omitempty"`
	Story    string `json:"story,omitempty"`
}

type answerRecord struct {
	Text  string `json:"text"`
	Marks int    `json:"marks"`
}

type actionRecord struct {
	From   string `json:"from"`
	Text   string `json:"text"`
	Owner  string `json:"owner"`
	Due    string `json:"due"`
	State  string `json:"state"`
	Reason string `json:"reason"`
}

type lookRecord struct {
	Outcome string `json:"outcome"`
	Reason  string `json:"reason,omitempty"`
	On      string `json:"on"`
}

func encodeRun(r checks.Run, revision uint64) runRecord {
	rec := runRecord{
		Revision: revision, Check: r.Check, Team: r.Team, Kind: string(r.Kind), People: r.People,
		ChangingTeam: r.ChangingTeam, Started: r.Started.UTC(), Finished: r.Finished.UTC(), Origin: string(r.Origin),
		Ratings: mapValues(r.Ratings, encodeRating), At: r.At, Minutes: r.Minutes, Spent: r.Spent, Drafts: r.Drafts,
		Answers:  mapValues(r.Answers, func(l []checks.Answer) []answerRecord { return mapSlice(l, encodeAnswer) }),
		Actions:  mapSlice(r.Actions, func(a checks.Action) string { return a.ID }),
		LookBack: r.LookBack, Looked: mapValues(r.Looked, encodeLook),
	}
	return rec
}

func (rec runRecord) decode(id string, actions []checks.Action) checks.Run {
	return checks.Run{
		ID: id, Check: rec.Check, Team: checks.CleanLine(rec.Team), Kind: checks.Kind(rec.Kind), People: rec.People,
		ChangingTeam: rec.ChangingTeam, Started: rec.Started, Finished: rec.Finished, Origin: checks.Origin(rec.Origin),
		Ratings: mapValues(rec.Ratings, ratingRecord.decode), Actions: actions, At: rec.At, Minutes: rec.Minutes,
		Answers: mapValues(rec.Answers, func(l []answerRecord) []checks.Answer { return mapSlice(l, answerRecord.decode) }),
		Spent:   rec.Spent, Drafts: mapValues(rec.Drafts, checks.Clean),
		LookBack: rec.LookBack, Looked: mapValues(rec.Looked, lookRecord.decode),
	}
}

func encodeRated(t checks.Tally, revision int) ratedRecord {
	return ratedRecord{Revision: revision, Counts: t.Counts, NoAnswer: t.NoAnswer}
}

func (rec ratedRecord) decode() checks.Rated {
	return checks.Rated{Tally: checks.Tally{Counts: rec.Counts, NoAnswer: rec.NoAnswer}, Revision: rec.Revision}
}

func encodeRating(r checks.Rating) ratingRecord {
	return ratingRecord{
		ratedRecord: encodeRated(r.Tally, r.Revision), Revealed: r.Revealed,
		Chair: int(r.Chair.Step), Empty: r.Chair.Empty, Evidence: r.Chair.Evidence, Story: r.Story,
	}
}

func (rec ratingRecord) decode() checks.Rating {
	rated := rec.ratedRecord.decode()
	return checks.Rating{
		Tally: rated.Tally, Revision: rated.Revision, Revealed: rec.Revealed, Story: checks.Clean(rec.Story),
		Chair: checks.Chair{Step: checks.Step(rec.Chair), Evidence: checks.Clean(rec.Evidence), Empty: rec.Empty},
	}
}

func encodeAnswer(a checks.Answer) answerRecord { return answerRecord(a) }

func (rec answerRecord) decode() checks.Answer {
	return checks.Answer{Text: checks.Clean(rec.Text), Marks: rec.Marks}
}

func encodeAction(a checks.Action) actionRecord {
	return actionRecord{From: a.From, Text: a.Text, Owner: a.Owner, Due: a.Due.String(), State: string(a.State), Reason: a.Reason}
}

func (rec actionRecord) decode(id string) (checks.Action, error) {
	due, err := checks.ParseDay(rec.Due, checks.Day{})
	return checks.Action{
		ID: id, From: rec.From, Text: checks.Clean(rec.Text), Owner: checks.CleanLine(rec.Owner), Due: due,
		State: checks.State(rec.State), Reason: checks.Clean(rec.Reason),
	}, err
}

func encodeLook(l checks.Look) lookRecord {
	return lookRecord{Outcome: string(l.Outcome), Reason: l.Reason, On: l.On.String()}
}

// decode leaves out a day that is none: what is read is validated after that.
func (rec lookRecord) decode() checks.Look {
	on, _ := checks.ParseDay(rec.On, checks.Day{})
	return checks.Look{Outcome: checks.Outcome(rec.Outcome), Reason: checks.CleanLine(rec.Reason), On: on}
}

// mapValues and mapSlice keep nil apart from empty, so that what is read is what was written.
func mapValues[K comparable, A, B any](m map[K]A, f func(A) B) map[K]B {
	if m == nil {
		return nil
	}
	out := make(map[K]B, len(m))
	for k, v := range m {
		out[k] = f(v)
	}
	return out
}

func mapSlice[A, B any](list []A, f func(A) B) []B {
	if list == nil {
		return nil
	}
	out := make([]B, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}
