package checks

import "time"

// Home is what the first screen shows of a team.
type Home struct {
	Team       string       // as asked for, or the one used last; "" where there is none
	Teams      []string     // all teams, the one used last first
	Changing   bool         // the team's people change from run to run
	Last       []Summary    // finished runs of the team, latest first
	Unfinished []Summary    // unfinished runs of all teams, latest first
	Open       []OpenAction // of the finished runs of the team, the one due first first, those without a date last
	Language   string       // remembered code, "" where nobody chose one
}

// OpenAction is an action that is neither done nor dropped, and the run in which it was made.
type OpenAction struct {
	Action
	Run string
}

// Overdue returns how many of the actions were due before a day.
func Overdue(list []OpenAction, today Day) int {
	n := 0
	for _, a := range list {
		if !a.Due.IsZero() && a.Due.Before(today) {
			n++
		}
	}
	return n
}

// History is all that is known of a team's runs without reading them whole.
type History struct {
	Team     string
	Changing bool      // the team's people change from run to run
	Runs     []Summary // finished and unfinished, latest first
}

// NextDue returns the day from which on the next run is due after one that was finished at a moment: the same day three months
// later, or the last day of that month where it has no such day. Days are those of the moment's own zone.
func NextDue(finished time.Time) Day {
	d := DayOf(finished)
	last := time.Date(d.Year, d.Month+4, 0, 0, 0, 0, 0, time.UTC)
	return Day{last.Year(), last.Month(), min(d.Day, last.Day())}
}
