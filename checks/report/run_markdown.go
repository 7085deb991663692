package report

import (
	"fmt"
	"io"
	"strings"

	"emptychair/checks"
)

func runMarkdown(w io.Writer, r checks.Run, looked []checks.Looked, o Options) error {
	d := newMarkdown(o)
	d.Line("# " + escape(r.Team))
	d.block(escape(d.circumstances(r)))
	d.block(escape(d.Say("report.id", "ID", r.ID)))
	d.lookedMarkdown(looked)
	for _, it := range items() {
		d.itemMarkdown(r, it.ID)
	}
	for _, q := range questions() {
		d.questionMarkdown(r, q.ID, d.Say("report.no-answers"))
	}
	d.actionsMarkdown(d.Say("report.actions"), r.Actions, nothing)
	return d.writeTo(w)
}

// block appends a paragraph of its own.
func (d *document) block(s string) {
	d.WriteString("\n" + s + "\n")
}

// section appends a heading of the second level, as far below as the document stands.
func (d *document) section(heading string) {
	d.block(strings.Repeat("#", 2+d.depth) + " " + heading)
}

func (d *document) itemMarkdown(r checks.Run, id string) {
	text := d.texts.Items[id]
	d.section(text.Title)
	d.block(text.Statement)
	d.block(d.ends(id))
	rating := r.Ratings[id]
	switch {
	case r.Hidden(id) > 0:
		d.block(d.hidden(r, id))
	case rating.Withheld:
		d.block(d.Say("export.withheld"))
	case rating.Answers() == 0:
		d.block(d.Say("report.not-rated"))
	default:
		d.scaleMarkdown(rating)
		d.block(strings.ReplaceAll(d.figures(r, rating.Tally), gap, " · "))
		if s := d.agreement(r, rating.Tally); s != "" {
			d.block(s)
		}
	}
	d.noteMarkdown("report.chair", d.chairSays(rating.Chair))
	d.noteMarkdown("report.story", rating.Story)
}

// scaleMarkdown draws every answer as a dot in a table, and the chair in a row below.
func (d *document) scaleMarkdown(rating checks.Rating) {
	d.block("| | 👎 1 | 2 | 3 | 4 | 5 👍 |\n|---|:-:|:-:|:-:|:-:|:-:|")
	d.Line(tableRow(append([]string{d.Say("report.answers")}, dotCells(rating.Tally, "●")...)))
	d.chairMarkdown(d.Say("report.chair"), rating.Chair, FigureTable{})
}

func (d *document) noteMarkdown(label, text string) {
	if text != "" {
		d.block(fmt.Sprintf("**%s:** %s", d.Say(label), escape(text)))
	}
}

// questionMarkdown lists the answers to a question, or says in their place that there are none.
func (d *document) questionMarkdown(r checks.Run, id, none string) {
	text := d.texts.Questions[id]
	d.section(text.Title)
	d.block(text.Text)
	d.Line("")
	d.answersMarkdown(r.Answers[id], none)
}

// answersMarkdown lists answers with their marks.
func (d *document) answersMarkdown(list []checks.Answer, none string) {
	for _, a := range list {
		marks := ""
		if a.Marks > 0 {
			marks = fmt.Sprintf(" **+%d**", a.Marks)
		}
		d.WriteString("- " + escapeLines(a.Text, "  ") + marks + "\n")
	}
	if len(list) == 0 {
		d.Line(none)
	}
}

func (d *document) actionsMarkdown(heading string, list []checks.Action, beside func(checks.Action) string) {
	d.section(heading)
	d.Line("")
	for _, a := range list {
		rows := []string{itemMarkdown(a.State, escape(a.Text)), d.actionFacts(a, escape)}
		if s := beside(a); s != "" {
			rows = append(rows, s)
		}
		d.Line(strings.Join(rows, "  \n  "))
	}
	if len(list) == 0 {
		d.Line(d.Say("report.no-actions"))
	}
}
