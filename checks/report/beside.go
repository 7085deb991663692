package report

import (
	"io"

	"emptychair/checks"
)

// Beside writes the answers of two groups beside each other: dots on one scale, how many they are, and why there is no verdict.
func Beside(w io.Writer, f Format, b checks.SideBySide, o Options) error {
	r := report{blocks: func(d *document) []block { return d.beside(b) }, json: func() object { return besideJSON(b) }}
	for _, g := range b.Groups {
		run := g.Run.OnlyRatings()
		for id, rating := range run.Ratings {
			rating.Chair = checks.Chair{}
			run.Ratings[id] = rating
		}
		r.table = append(r.table, TeamExport{Team: run.Team, Runs: []checks.Run{run}})
	}
	return r.write(w, f, o)
}

func (d *document) beside(b checks.SideBySide) []block {
	first := head{Title: d.Say("beside.title", "First", d.teamName(b.Groups[0].Run.Team), "Second", d.teamName(b.Groups[1].Run.Team))}
	for _, g := range b.Groups {
		leads := ""
		if g.Leadership {
			leads = d.Say("voice.leadership")
		}
		first.Lines = append(first.Lines, d.joined(nonEmpty(d.teamName(g.Run.Team), d.circumstances(g.Run), leads)...))
	}
	blocks := []block{first, note(d.Say("beside.why"))}
	for _, it := range b.Items {
		shown := d.statement(it.ID, 2)
		chart := &dots{document: d, Over: d.Say("runs.team"), Kind: checks.Team, NoAnswer: true, Counts: true}
		for i, g := range b.Groups {
			chart.Rows = append(chart.Rows, dotRow{Name: d.teamName(g.Run.Team), Rating: it.Ratings[i]})
		}
		shown.Chart = chart
		if it.Reworded() {
			shown.Said = []string{d.Say("beside.reworded")}
		}
		blocks = append(blocks, shown)
	}
	return blocks
}
