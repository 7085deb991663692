package report

import (
	"fmt"
	"io"
	"iter"
	"slices"

	"emptychair/checks"
	"emptychair/checks/content"
)

// stripRuns is how many runs of a team are drawn where many teams stand below each other: those of a year, and the one a year before.
const stripRuns = 5

// Organisation writes the items of a check, each in all teams. What the teams answered goes along where that is asked for.
func Organisation(w io.Writer, f Format, org checks.Organisation, answers bool, o Options) error {
	r := report{
		blocks: func(d *document) []block { return d.organisation(org, answers) },
		json:   func() object { return organisationJSON(org, answers, o) },
	}
	for t := range org.Teams() {
		if f != CSV {
			break // only a table needs copies of thousands of runs
		}
		table := TeamExport{Team: t.Team}
		for _, run := range t.Runs {
			if !answers {
				run = run.OnlyRatings()
			}
			table.Runs = append(table.Runs, run)
		}
		r.table = append(r.table, table)
	}
	return r.write(w, f, o)
}

func (d *document) organisation(org checks.Organisation, withAnswers bool) []block {
	var said []answersOf
	if withAnswers {
		for t := range org.Teams() {
			said = append(said, answersOf{d.teamName(t.Team), t.Runs[0].Answers})
		}
	}
	return []block{
		head{d.Say("organisation.title"), []string{d.Printer.N("organisation.teams", org.Len())}},
		note(d.Say("organisation.why")),
		mapped(org.Items(content.Check(), d.Year), func(it checks.OrganisationItem) block { return d.organisationItem(org, it) }),
		drawn(d.Say("trend.median")),
		d.questions(2, "", said...),
	}
}

// organisationItem is an item with a row for each team: its latest answers, and what changed since the run before.
func (d *document) organisationItem(org checks.Organisation, it checks.OrganisationItem) item {
	shown := d.statement(it.ID, 2)
	if shown.None = d.Say("organisation.none"); len(it.Teams) > 0 {
		shown.None = ""
		shown.Said = append(shown.Said, d.Say("organisation.moved", "Up", it.Up, "Down", it.Down, "Unclear", it.Unclear, "Uncompared", it.Uncompared))
	}
	if it.TooFew > 0 {
		shown.Said = append(shown.Said, d.Printer.N("organisation.too-few", it.TooFew))
	}
	if len(it.Teams) == 0 {
		return shown
	}
	chart := &teamStrips{&dots{document: d, Over: d.Say("runs.team"), Kind: checks.Team, Counts: true}, org, it}
	runs := figureColumn{head: d.Say("export.column.run"), apart: columnGap, left: true}
	moves := figureColumn{head: d.Say("organisation.since"), apart: columnGap, left: true}
	for _, t := range it.Teams {
		name := d.teamName(t.Team)
		if t.Leadership {
			name = d.Say("organisation.leadership", "Team", name)
		}
		chart.Rows = append(chart.Rows, dotRow{Name: name, Rating: t.Current})
		runs.cells = append(runs.cells, d.quarterColumn(checks.Column{Quarter: d.Year.Quarter(t.Day)}))
		moves.cells = append(moves.cells, d.movedBrief(t))
	}
	chart.Words = figureTable{runs, moves}
	shown.Chart, shown.Many = chart, true
	return shown
}

// movedBrief is what changed in a team since the run before, in a few words.
func (d *document) movedBrief(t checks.OrganisationTeam) string {
	if t.Before == "" {
		return d.Say("organisation.first")
	}
	return MoveSign(d.Printer, t.ItemChange) + ChangeBrief(d.Printer, t.ItemChange)
}

// teamStrips are rows of dots in text and tables, and drawn as a strip for each team.
type teamStrips struct {
	*dots
	org  checks.Organisation
	item checks.OrganisationItem
}

// Drawings draws the latest runs of each team, below its name.
func (s *teamStrips) Drawings(_, id string) iter.Seq[drawing] {
	return func(yield func(drawing) bool) {
		for i, t := range s.item.Teams {
			trend := checks.TrendOf(content.Check(), t.Team, checks.Team, s.org.Runs(t.Team), stripRuns, s.Year)
			at := slices.IndexFunc(trend.Series, func(series checks.Series) bool { return series.Item == s.item.ID })
			one := s.strip(trend, trend.Series[at])
			c := one.drawBand(s.Rows[i].Name, fmt.Sprintf("%s-%d", id, i+1), 0, len(one.Columns))
			c.down(nameHeight)
			c.Texts = append(c.Texts, label{"name", 2, nameHeight - 7, s.Rows[i].Name})
			if !yield(c) {
				return
			}
		}
	}
}

func organisationJSON(org checks.Organisation, answers bool, o Options) object {
	items := mapped(org.Items(content.Check(), o.Year), func(it checks.OrganisationItem) object {
		return object{
			{"id", it.ID},
			{"up", it.Up},
			{"down", it.Down},
			{"not_clearly", it.Unclear},
			{"not_compared", it.Uncompared},
			{"too_few", it.TooFew},
			{"teams", mapped(it.Teams, func(t checks.OrganisationTeam) object {
				of := object{{"team", t.Team}, {"leadership", t.Leadership}, {"run", t.Run}, {"before", orNull(t.Before, t.Before != "")}}
				return slices.Concat(of, counted(t.Current), change(t.Change, t.Before == ""))
			})},
		}
	})
	return file("organisation", object{{"items", items}, {"teams", mapped(slices.Collect(org.Teams()), func(t checks.TeamRuns) object {
		o := object{{"team", t.Team}, {"leadership", t.Leadership}, {"changing_team", t.Changing}, {"runs", mapped(t.Runs, side)}}
		if answers {
			o = append(o, member{"answers", answersJSON(t.Runs[0])})
		}
		return o
	})}}...)
}
