package report

import (
	"io"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

func compareText(w io.Writer, c checks.Comparison, o Options) error {
	d := newComparison(newDocument(o), c)
	d.Heading(c.Current.Team)
	d.Paragraph("", d.head(c.Current))
	d.Paragraph("", d.against())
	for _, item := range c.Items {
		d.itemText(item)
	}
	if note := d.note(); note != "" {
		d.Line("")
		d.Paragraph("", note)
	}
	for _, q := range questions() {
		d.questionText(q.ID)
	}
	d.actionsText(d.Say("compare.actions", "Run", BaselineName(d.Options, d.Comparison)), c.Baseline.Actions, d.thenNow)
	return d.writeTo(w)
}

// itemText draws the answers of both runs on one scale, with their figures, and says what may be concluded.
func (d *comparison) itemText(item checks.ItemChange) {
	text := d.texts.Items[item.ID]
	d.headingText(text.Title, d.signs(text.Statement))
	label := max(labelWidth, ansi.StringWidth(d.sides.Baseline), ansi.StringWidth(d.sides.Current)) + 5
	figures := d.figures(item)
	column := min(max((d.Width-label-thumbRoom-figures.Width())/checks.Steps, minColumn), narrowColumn)
	d.Line(Pad(d.scaleHead(label, column), label+checks.Steps*column+thumbRoom) + figures.Head())
	for i, side := range d.sidesOf(item) {
		d.sideText(side.name, side.tally, side.dot, label, column, figures.Row(i))
		d.chairText(side.chair, label, column)
	}
	d.Line("")
	for _, s := range append([]string{d.agreementOf(item), d.sentence(item)}, d.evidence(item)...) {
		if s != "" {
			d.Paragraph("  ", s)
		}
	}
}

// figures are those of the two runs; of one person alone the step in words.
func (d *comparison) figures(item checks.ItemChange) FigureTable {
	tallies := []checks.Tally{item.Baseline.Tally, item.Current.Tally}
	if d.Current.Kind == checks.Solo && !d.Beside() {
		return RatingWords(d.texts, tallies)
	}
	return Figures(d.Printer, tallies, 1, true, NoAnswers(d.Items))
}

// sideText draws one run's answers; the figures stand behind the first row.
func (d *document) sideText(name string, t checks.Tally, dot string, label, column int, figures string) {
	for _, row := range dotRows(t, dot, column-2) {
		line := Pad("  "+name, label)
		for _, cell := range row {
			line += Pad(d.signs(cell), column)
		}
		d.Line(Pad(line, label+checks.Steps*column+thumbRoom) + figures)
		name, figures = "", ""
	}
}

func (d *comparison) questionText(id string) {
	text := d.texts.Questions[id]
	d.headingText(text.Title, d.signs(text.Text))
	d.Line("  " + d.sides.Baseline)
	d.answersText("  ", d.Baseline.Answers[id])
	d.Line("")
	d.Line("  " + d.sides.Current)
	d.answersText("  ", d.Current.Answers[id])
}
