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

// Home is what the first screen shows of a team.
type Home struct {
	Team       string    // as asked for, or the one used last; "" where there is none
	Teams      []string  // all teams, the one used last first
	Changing   bool      // the team's people change from run to run
	Leadership bool      // the team is one that leads others
	Last       []Summary // finished runs of the team, latest first
	Unfinished []Summary // unfinished runs of all teams, latest first
	Open       []Action  // of the team and not of an unfinished run, the one due first first, those without a date last
	Followed   []Story   // complaints of the team that are not gone, the latest first
	Language   string    // remembered code, "" where nobody chose one
}

// History is all that is known of a team's runs without reading them whole.
type History struct {
	Team       string
	Changing   bool      // the team's people change from run to run
	Leadership bool      // the team is one that leads others
	Runs       []Summary // finished and unfinished, latest first
}

// NextDue returns the day from which on the next run is due after one that was finished at a moment: the same day three months
// later, or the last day of that month where it has no such day. Days are those of the moment's own zone.
func NextDue(finished time.Time) Day {
	d := DayOf(finished)
	last := time.Date(d.Year, d.Month+4, 0, 0, 0, 0, 0, time.UTC)
	return Day{last.Year(), last.Month(), min(d.Day, last.Day())}
}
