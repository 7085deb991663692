package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// Teams writes a list of teams in the order given.
func Teams(w io.Writer, f Format, list []checks.History, o Options) error {
	switch f {
	case JSON:
		return WriteJSON(w, teamsFile(list))
	case Markdown:
		return teamsMarkdown(w, list, o)
	}
	return teamsText(w, list, o)
}

// teamsJSON are teams for other programs; schema/teams.json describes them.
type teamsJSON struct {
	Format  string     `json:"format"`
	Version int        `json:"version"`
	Teams   []teamJSON `json:"teams"`
}

type teamJSON struct {
	Name         string `json:"name"`
	Runs         int    `json:"runs"`
	LastRun      stamp  `json:"last_run"` // when it was finished
	ChangingTeam bool   `json:"changing_team"`
	Leadership   bool   `json:"leadership"`
}

func teamsFile(list []checks.History) teamsJSON {
	f := teamsJSON{Format: "emptychair.teams", Version: 1, Teams: []teamJSON{}}
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

// teamRows returns the cells of the list, the head first: team, runs, last run, leadership.
func (d *document) teamRows(list []checks.History) [][]string {
	rows := [][]string{{d.Say("runs.team"), d.Say("listed.team-runs"), d.Say("listed.team-last"), ""}}
	for _, h := range list {
		last, leads := d.signs(none), ""
		if at := lastFinished(h); !at.IsZero() {
			last = d.Printer.Day(at.In(d.Location))
		}
		if h.Leadership {
			leads = d.Say("home.leadership")
		}
		rows = append(rows, []string{h.Team, fmt.Sprint(len(h.Runs)), last, leads})
	}
	return rows
}

func teamsText(w io.Writer, list []checks.History, o Options) error {
	d := newDocument(o)
	rows := d.teamRows(list)
	var widths [4]int
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], ansi.StringWidth(cell))
		}
	}
	beside := widths[1] + widths[2] + widths[3] + 3*len(gap)
	widths[0] = max(minTeamWidth, min(widths[0], d.Width-beside))
	for i, row := range rows {
		name := ansi.Truncate(row[0], widths[0], d.signs("…"))
		line := strings.Join([]string{Pad(name, widths[0]), padLeft(row[1], widths[1]), Pad(row[2], widths[2]), row[3]}, gap)
		if i == 0 {
			d.Heading(line)
		} else {
			d.Line(line)
		}
	}
	return d.writeTo(w)
}

func teamsMarkdown(w io.Writer, list []checks.History, o Options) error {
	d := newMarkdown(o)
	for i, row := range d.teamRows(list) {
		row[0] = escape(row[0])
		d.Line(tableRow(row))
		if i == 0 {
			d.Line("|---|--:|---|---|")
		}
	}
	return d.writeTo(w)
}
