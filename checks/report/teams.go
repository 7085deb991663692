package report

import (
	"fmt"
	"io"
	"time"

	"emptychair/checks"
)

// Teams writes a list of teams in the order given.
func Teams(w io.Writer, f Format, list []checks.Snapshot, o Options) error {
	return report{
		blocks: func(d *document) []block { return []block{d.teams(list)} },
		json:   func() object { return teamsJSON(list) },
	}.write(w, f, o)
}

// lastFinished returns when the latest finished run was finished, the zero moment where there is none.
func lastFinished(t checks.Snapshot) time.Time {
	if finished := t.Finished(); len(finished) > 0 {
		return finished[0].Finished
	}
	return time.Time{}
}

// teams are in a table with how many runs there are, the last one, and who leads.
func (d *document) teams(list []checks.Snapshot) table {
	t := table{Heads: []string{d.Say("runs.team"), d.Say("listed.team-runs"), d.Say("listed.team-last"), ""}, Aligned: map[int]string{1: toTheRight}}
	for _, team := range list {
		last, leads := d.signs(none), ""
		if at := lastFinished(team); !at.IsZero() {
			last = d.Printer.Day(at.In(d.Location))
		}
		if team.Marks.Leadership {
			leads = d.Say("home.leadership")
		}
		t.Rows = append(t.Rows, []string{team.Team, fmt.Sprint(len(team.Runs)), last, leads})
	}
	return t
}
