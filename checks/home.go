package checks

// Home is what the first screen shows of a team.
type Home struct {
	Team       string    // as asked for, or the one used last; "" where there is none
	Teams      []string  // all teams, the one used last first
	Last       []Summary // finished runs of the team, latest first
	Unfinished []Summary // unfinished runs of all teams, latest first
	Language   string    // remembered code, "" where nobody chose one
}
