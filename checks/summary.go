package checks

import "time"

// Summary is what lists and comparisons need of a run without reading all of it.
type Summary struct {
	ID       string
	Team     string
	Kind     Kind
	People   int
	Started  time.Time
	Finished time.Time // zero while unfinished
	Origin   Origin
	LookBack bool   // the run begins with a look back
	At       string // id of the stage an unfinished run stands at
	Ratings  map[string]Rated
	Chairs   map[string]Step // where the empty chair stands, by item; never part of a figure
	Answers  int
	Actions  int
	Open     int // actions that are neither done nor dropped
}

// Rated is a revealed tally and the revision of the item it rates.
type Rated struct {
	Tally
	Revision int
	Withheld bool // as [Rating.Withheld]
}

// isAsked tells whether somebody answered, even where their answers are withheld.
func (r Rated) isAsked() bool { return r.Withheld || r.Answers() > 0 }

// Summarize returns the summary of a run. Tallies that are not revealed are left out.
func Summarize(r Run) Summary {
	s := Summary{
		ID: r.ID, Team: r.Team, Kind: r.Kind, People: r.People, Started: r.Started, Finished: r.Finished,
		Origin: r.Origin, LookBack: r.LookBack, At: r.At, Answers: r.AnswerCount(), Actions: len(r.Actions), Ratings: make(map[string]Rated, len(r.Ratings)),
	}
	for _, a := range r.Actions {
		if a.State == Open {
			s.Open++
		}
	}
	for id, rating := range r.Ratings {
		if rating.Revealed {
			s.Ratings[id] = Rated{rating.Tally, rating.Revision, rating.Withheld}
			if rating.Chair.Step != NoAnswer {
				s.Chairs = with(s.Chairs, id, rating.Chair.Step)
			}
		}
	}
	return s
}

// IsFinished tells whether the run was finished.
func (s Summary) IsFinished() bool { return !s.Finished.IsZero() }

// When is the moment a run counts for: when it was finished, or started while it is not.
func (s Summary) When() time.Time {
	if s.IsFinished() {
		return s.Finished
	}
	return s.Started
}
