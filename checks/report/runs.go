package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/content"
)

// Runs writes a list of runs in the order given. Ids are those of all runs there are, whether or not they are listed: what is
// shown of an id belongs to none of the others.
func Runs(w io.Writer, f Format, list []checks.Summary, ids []string, o Options) error {
	own := make([]string, len(list))
	for i, r := range list {
		own[i] = r.ID
	}
	short := ShortIDs(own, ids)
	switch f {
	case JSON:
		return WriteJSON(w, runList(list))
	case Markdown:
		return runsMarkdown(w, list, short, o)
	}
	return runsText(w, list, short, o)
}

type fileRuns struct {
	Format  string    `json:"format"`
	Version int       `json:"version"`
	Runs    []listRun `json:"runs"`
}

type listRun struct {
	ID       string      `json:"id"`
	Team     string      `json:"team"`
	Kind     checks.Kind `json:"kind"`
	People   int         `json:"people"`
	Started  stamp       `json:"started"`
	Finished stamp       `json:"finished"`
	At       *string     `json:"at"` // where an unfinished run stands
	Answers  int         `json:"answers"`
	Actions  int         `json:"actions"`

	Entered checks.Origin `json:"entered,omitempty"`
}

func runList(list []checks.Summary) fileRuns {
	f := fileRuns{Format: "emptychair.runs", Version: 1, Runs: make([]listRun, 0, len(list))}
	for _, s := range list {
		r := listRun{
			ID: s.ID, Team: s.Team, Kind: s.Kind, People: s.People, Started: stamp(s.Started), Finished: stamp(s.Finished),
			Answers: s.Answers, Actions: s.Actions, Entered: s.Origin,
		}
		if !s.IsFinished() {
			r.At = &s.At
		}
		f.Runs = append(f.Runs, r)
	}
	return f
}

// The columns of the list. People and kind stand in two of them, so that numbers are below each other.
const (
	teamColumn   = 1
	columnGap    = 2
	minTeamWidth = 8
)

var columns = []string{"date", "team", "kind", "people", "state", "answers", "actions", "id"}

func isNumber(column string) bool {
	return column == "people" || column == "answers" || column == "actions"
}

// rows returns the cells of the list, the head first.
func (d *document) rows(list []checks.Summary, ids []string) [][]string {
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = d.Say("runs." + c)
	}
	rows := [][]string{head}
	for i, s := range list {
		rows = append(rows, []string{
			d.Printer.Day(s.When().In(d.Location)), s.Team, KindName(d.Printer, s.Kind), fmt.Sprint(s.People),
			d.state(s), fmt.Sprint(s.Answers), fmt.Sprint(s.Actions), ids[i],
		})
	}
	return rows
}

// state says that a run is finished, and of one that was entered in another way which, or at which of its stages it stands.
func (d *document) state(s checks.Summary) string {
	if s.IsFinished() && s.Origin != checks.OriginRun {
		return OriginWord(d.Printer, s.Origin)
	}
	if s.IsFinished() {
		return d.Say("runs.finished")
	}
	stages := s.Stages(content.Check())
	for i, stage := range stages {
		if stage.ID == s.At {
			return d.Say("runs.at", "I", i+1, "N", len(stages))
		}
	}
	return d.Say("report.unfinished")
}

func runsText(w io.Writer, list []checks.Summary, ids []string, o Options) error {
	d := newDocument(o)
	rows := d.rows(list, ids)
	widths := columnWidths(rows, d.Width)
	for i, row := range rows {
		line := ""
		for k, cell := range row {
			line += d.cell(columns[k], cell, widths[k]) + strings.Repeat(" ", columnGap)
		}
		if i == 0 {
			d.Heading(line)
		} else {
			d.Line(line)
		}
	}
	return d.writeTo(w)
}

func (d *document) cell(column, text string, width int) string {
	text = ansi.Truncate(text, width, d.signs("…"))
	if isNumber(column) {
		return padLeft(text, width)
	}
	return Pad(text, width)
}

// columnWidths returns the widths of the columns; the team's gives way where a line would not fit.
func columnWidths(rows [][]string, width int) []int {
	widths := make([]int, len(columns))
	for _, row := range rows {
		for k, cell := range row {
			widths[k] = max(widths[k], ansi.StringWidth(cell))
		}
	}
	total := columnGap * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	if over := total - width; over > 0 {
		widths[teamColumn] = max(minTeamWidth, widths[teamColumn]-over)
	}
	return widths
}

func runsMarkdown(w io.Writer, list []checks.Summary, ids []string, o Options) error {
	d := newMarkdown(o)
	for i, row := range d.rows(list, ids) {
		row[teamColumn] = escape(row[teamColumn])
		d.Line("| " + strings.Join(row, " | ") + " |")
		if i == 0 {
			d.Line(rule())
		}
	}
	return d.writeTo(w)
}

// rule is the line of a Markdown table below its head.
func rule() string {
	line := "|"
	for _, c := range columns {
		if isNumber(c) {
			line += "--:|"
		} else {
			line += "---|"
		}
	}
	return line
}

// minShort is how many characters of an id are shown at least: those that say when, to the millisecond, it was made.
const minShort = 10

// ShortIDs returns the beginnings of some of all ids, all of the same length, of which each is that of one id alone.
func ShortIDs(ids, all []string) []string {
	all = slices.Compact(slices.Sorted(slices.Values(all)))
	n := minShort
	for i := 1; i < len(all); i++ {
		n = max(n, common(all[i-1], all[i])+1)
	}
	short := make([]string, len(ids))
	for i, id := range ids {
		short[i] = id[:min(n, len(id))]
	}
	return short
}

// common returns how many characters at their beginning two ids have in common.
func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
