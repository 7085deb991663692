package report

import (
	"fmt"
	"io"
	"time"

	"emptychair/checks"
)

// Teams writes a list of teams in the order given.
func Teams(w io.Writer, f Format, list []checks.History, o Options) error {
	return report{
		blocks: func(d *document) []block { return []block{d.teams(list)} },
		json:   func() any { return teamsFile(list) },
	}.write(w, f, o)
}

// teamsJSON are teams for other programs; schema/teams.json describes them.
type teamsJSON struct {
	fileHead
	Teams []teamJSON `json:"teams"`
}

type teamJSON struct {
	Name         string `json:"name"`
	Runs         int    `json:"runs"`
	LastRun      stamp  `json:"last_run"` // when it was finished
	ChangingTeam bool   `json:"changing_team"`
	Leadership   bool   `json:"leadership"`
}

func teamsFile(list []checks.History) teamsJSON {
	f := teamsJSON{fileHead: fileHead{"emptychair.teams", 1}, Teams: []teamJSON{}}
	for _, h := range list {
		f.Teams = append(f.Teams, teamJSON{h.Team, len(h.Runs), stamp(lastFinished(h)), h.Changing, h.Leadership})
	}
	return f
}

// lastFinished returns when the latest finished run was finished, the zero moment where there is none.
func lastFinished(h checks.History) time.Time {
	for _, s := range h.Runs {
		if s.IsFinished() {
			return s.Finished
		}
	}
	return time.Time{}
}

// teams are in a table with how many runs there are, the last one, and who leads.
func (d *document) teams(list []checks.History) table {
	t := table{Heads: []string{d.Say("runs.team"), d.Say("listed.team-runs"), d.Say("listed.team-last"), ""}, Numbers: map[int]bool{1: true}}
	for _, h := range list {
		last, leads := d.signs(none), ""
		if at := lastFinished(h); !at.IsZero() {
			last = d.Printer.Day(at.In(d.Location))
		}
		if h.Leadership {
			leads = d.Say("home.leadership")
		}
		t.Rows = append(t.Rows, []string{h.Team, fmt.Sprint(len(h.Runs)), last, leads})
	}
	return t
}
