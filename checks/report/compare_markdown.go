package report

import (
	"io"
	"slices"
	"strings"

	"emptychair/checks"
)

func compareMarkdown(w io.Writer, c checks.Comparison, o Options) error {
	d := newComparison(newMarkdown(o), c)
	d.Line("# " + escape(c.Current.Team))
	d.block(escape(d.head(c.Current)))
	d.block(escape(d.against()))
	for _, item := range c.Items {
		d.itemMarkdown(item)
	}
	if note := d.note(); note != "" {
		d.block(note)
	}
	for _, q := range questions() {
		d.questionMarkdown(q.ID)
	}
	d.actionsMarkdown(d.Say("compare.actions", "Run", BaselineName(d.Options, d.Comparison)), c.Baseline.Actions, d.thenNow)
	return d.writeTo(w)
}

// itemMarkdown draws the answers of both runs as dots in a table, with their figures, and says what may be concluded.
func (d *comparison) itemMarkdown(item checks.ItemChange) {
	text := d.texts.Items[item.ID]
	d.section(text.Title)
	d.block(text.Statement)
	d.block(d.ends(item.ID))
	figures := d.figures(item)
	d.tableHead(figures)
	for i, side := range d.sidesOf(item) {
		if side.withheld {
			d.withheldMarkdown(side.name, figures)
			continue
		}
		d.sideMarkdown(side.name, dotCells(side.tally, side.dot), figures.rows[i])
		d.chairMarkdown(d.Say("report.chair"), side.chair, figures)
	}
	for _, s := range []string{d.agreementOf(item), d.sentence(item)} {
		if s != "" {
			d.block(s)
		}
	}
	for _, s := range d.evidence(item) {
		d.block(escape(s))
	}
}

// tableHead begins a table of dots over the scale with figures behind them.
func (d *document) tableHead(figures FigureTable) {
	heads := append([]string{"", "👎 1", "2", "3", "4", "5 👍"}, figures.heads...)
	d.block(tableRow(heads) + "\n|---|" + strings.Repeat(":-:|", checks.Steps) + strings.Repeat("--:|", len(figures.heads)))
}

func (d *document) sideMarkdown(name string, dots, figures []string) {
	cells := slices.Concat([]string{name}, dots, figures)
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	d.Line(tableRow(cells))
}

// withheldMarkdown is a row that says why it holds neither dots nor figures.
func (d *document) withheldMarkdown(name string, figures FigureTable) {
	cells := make([]string, 1+checks.Steps+len(figures.heads))
	cells[0], cells[1] = name, d.Say("export.withheld")
	d.Line(tableRow(cells))
}

// dotCells are the dots of a tally for the cells of a table: a small dot where nobody is.
func dotCells(t checks.Tally, dot string) []string {
	var cells []string
	for _, count := range t.Counts {
		cell := "·"
		if count > 0 {
			cell = strings.Repeat(dot, count)
		}
		cells = append(cells, cell)
	}
	return cells
}

func tableRow(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }

func (d *comparison) questionMarkdown(id string) {
	text := d.texts.Questions[id]
	d.section(text.Title)
	d.block(text.Text)
	for _, side := range []struct {
		name string
		list []checks.Answer
	}{{d.sides.Baseline, d.Baseline.Answers[id]}, {d.sides.Current, d.Current.Answers[id]}} {
		d.block("**" + side.name + "**")
		d.Line("")
		d.answersMarkdown(side.list, d.Say("report.no-answers"))
	}
}
