package report

import (
	"fmt"
	"io"
	"strings"

	"emptychair/checks"
)

// The scale in text: a label, the thumb, and a column for each step in which the dots start below its digit.
const (
	labelWidth   = 14
	wideColumn   = 9
	narrowColumn = 7
	minColumn    = 5
	thumbRoom    = 3 // how far the thumb behind step 5 may reach beyond the scale
	wideScale    = 2 + labelWidth + 3 + checks.Steps*wideColumn
)

// column returns how wide a step's column is.
func (d *document) column() int {
	if d.Width < wideScale {
		return narrowColumn
	}
	return wideColumn
}

func runText(w io.Writer, r checks.Run, looked []checks.Looked, o Options) error {
	d := newDocument(o)
	d.Heading(r.Team)
	d.Paragraph("", d.circumstances(r))
	d.Line(d.Say("report.id", "ID", r.ID))
	d.lookedText(looked)
	for _, it := range items() {
		d.itemText(r, it.ID)
	}
	for _, q := range questions() {
		d.questionText(r, q.ID)
	}
	d.actionsText(d.Say("report.actions"), r.Actions, nothing)
	return d.writeTo(w)
}

// headingText begins a section: a title that stands out, and the sentence it is about.
func (d *document) headingText(title, sentence string) {
	d.Line("")
	d.Heading(title)
	if sentence != "" {
		d.Paragraph("  ", sentence)
	}
	d.Line("")
}

func (d *document) itemText(r checks.Run, id string) {
	text := d.texts.Items[id]
	d.headingText(text.Title, d.signs(text.Statement))
	rating := r.Ratings[id]
	switch {
	case r.Hidden(id) > 0:
		d.Paragraph("  ", d.hidden(r, id))
	case rating.Answers() == 0:
		d.Paragraph("  ", d.Say("report.not-rated"))
	default:
		d.scaleText(rating)
		d.Line("")
		d.Line("  " + d.figures(r, rating.Tally))
		if s := d.agreement(r, rating.Tally); s != "" {
			d.Paragraph("  ", s)
		}
	}
	d.notesText(rating)
}

// scaleHead is the line over rows of dots that begin in column indent: the digits between the thumbs.
func (d *document) scaleHead(indent, column int) string {
	head := padLeft(d.signs("👎"), indent-1) + " "
	for k := 1; k < checks.Steps; k++ {
		head += Pad(fmt.Sprint(k), column)
	}
	return fmt.Sprintf("%s%d %s", head, checks.Steps, d.signs("👍"))
}

// scaleText draws every answer as a dot on the scale, and the chair below.
func (d *document) scaleText(rating checks.Rating) {
	d.Line(d.scaleHead(labelWidth+5, d.column()))
	label := d.Say("report.answers")
	for _, row := range dotRows(rating.Tally, "●", d.column()-2) {
		d.rowText(label, row)
		label = ""
	}
	if rating.Chair.Step == checks.NoAnswer {
		return
	}
	d.rowText(d.Say("report.chair"), chairCells(rating.Chair))
}

// dotRows spreads the dots of a tally over rows of so many dots a step, as many as its tallest column needs. Where nobody is,
// a small dot stands.
func dotRows(t checks.Tally, dot string, perRow int) [][checks.Steps]string {
	var first [checks.Steps]string
	for k := range first {
		first[k] = "·"
	}
	rows := [][checks.Steps]string{first}
	for k, count := range t.Counts {
		for i := 0; count > 0; i++ {
			if i == len(rows) {
				rows = append(rows, [checks.Steps]string{})
			}
			rows[i][k] = strings.Repeat(dot, min(count, perRow))
			count -= perRow
		}
	}
	return rows
}

func (d *document) rowText(label string, cells [checks.Steps]string) {
	row := "  " + Pad(label, labelWidth) + "   "
	for _, c := range cells {
		row += Pad(d.signs(c), d.column())
	}
	d.Line(row)
}

// notesText appends what stands beside the numbers: the evidence for the chair and the story.
func (d *document) notesText(rating checks.Rating) {
	if chair := d.chairSays(rating.Chair); chair != "" {
		d.noteText("report.chair", chair)
	}
	if rating.Story != "" {
		d.noteText("report.story", rating.Story)
	}
}

func (d *document) noteText(label, text string) {
	d.Paragraph("  "+Pad(d.Say(label)+":", labelWidth), text)
}

func (d *document) questionText(r checks.Run, id string) {
	text := d.texts.Questions[id]
	d.headingText(text.Title, d.signs(text.Text))
	d.answersText("", r.Answers[id])
}

// answersText lists answers with their marks.
func (d *document) answersText(indent string, list []checks.Answer) {
	for _, a := range list {
		lead := d.signs("•")
		if a.Marks > 0 {
			lead = fmt.Sprintf("+%d", a.Marks)
		}
		d.Paragraph(fmt.Sprintf("%s  %s  ", indent, padLeft(lead, 3)), a.Text)
	}
	if len(list) == 0 {
		d.Line(indent + "  " + d.Say("report.no-answers"))
	}
}

// nothing is to be said beside an action.
func nothing(checks.Action) string { return "" }

// actionsText lists actions with all that is known of them, and what is to be said beside each.
func (d *document) actionsText(heading string, list []checks.Action, beside func(checks.Action) string) {
	d.headingText(heading, "")
	for i, a := range list {
		lead := fmt.Sprintf("  %s  ", padLeft(fmt.Sprintf("%d.", i+1), 3))
		d.Paragraph(lead, a.Text)
		d.Paragraph(Pad("", len(lead)), d.actionFacts(a, same))
		if s := beside(a); s != "" {
			d.Paragraph(Pad("", len(lead)), s)
		}
	}
	if len(list) == 0 {
		d.Line("  " + d.Say("report.no-actions"))
	}
}
