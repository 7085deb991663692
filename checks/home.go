package checks

import "time"

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
