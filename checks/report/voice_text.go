package report

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

func voiceText(w io.Writer, v checks.Voice, o Options) error {
	d := &voice{newDocument(o), v}
	d.Heading(d.Say("voice.title"))
	d.Paragraph("", d.about())
	for _, part := range d.parts() {
		d.partText(part)
	}
	d.figuresText()
	return d.writeTo(w)
}

func (d *voice) partText(part voicePart) {
	d.Line("")
	d.Heading(part.Heading)
	for _, note := range part.Notes {
		d.Paragraph("  ", note)
	}
	for _, g := range part.Groups {
		d.Line("")
		d.Paragraph("  ", g.Heading)
		d.groupText(g)
	}
	if len(part.After) > 0 {
		d.Line("")
	}
	for _, note := range part.After {
		d.Paragraph("  ", note)
	}
}

// groupText lists entries: the day or a bullet, the text, and below it what is known beside that.
func (d *voice) groupText(g voiceGroup) {
	lead := ansi.StringWidth(d.signs("•"))
	for _, e := range g.Entries {
		lead = max(lead, ansi.StringWidth(e.Lead))
	}
	indent := strings.Repeat(" ", 4+lead+2)
	for _, e := range g.Entries {
		first := e.Lead
		if first == "" {
			first = d.signs("•")
		}
		d.Paragraph("    "+padLeft(first, lead)+"  ", e.Text)
		for _, fact := range e.Facts {
			d.Paragraph(indent, fact)
		}
	}
	if g.Note != "" {
		d.Paragraph("    ", g.Note)
	}
}

// figuresText draws the answers to all items over one scale, each with what is to be said of it.
func (d *voice) figuresText() {
	d.Line("")
	d.Heading(d.Say("voice.figures"))
	for _, note := range d.run() {
		d.Paragraph("  ", note)
	}
	if d.Run == nil {
		return
	}
	d.Line("")
	label, figures := d.scale()
	column := min(max((d.Width-label-thumbRoom-figures.Width())/checks.Steps, minColumn), narrowColumn)
	d.Line(Pad(d.scaleHead(label, column), label+checks.Steps*column+thumbRoom) + figures.Head())
	for i, item := range d.Items {
		title := d.texts.TitleOf(item.ID)
		if i > 0 {
			d.Line("")
		}
		if label == bareLabel {
			d.Line("  " + title)
			title = ""
		}
		d.sideText(title, item.Current.Tally, "●", label, column, figures.Row(i))
		d.chairText(item.Chair, label, column)
		for _, s := range d.said(item) {
			d.Paragraph("    ", s)
		}
	}
	if note := d.note(); note != "" {
		d.Line("")
		d.Paragraph("  ", note)
	}
}

// bareLabel is how far the scale stands from the margin where no names stand beside it.
const bareLabel = 5

// scale returns how wide the names beside the scale are, and the figures behind it. For want of room the names stand above the
// dots, and then the range goes: the dots show it.
func (d *voice) scale() (label int, figures FigureTable) {
	label, figures = d.titleWidth()+bareLabel, d.figures(true)
	room := d.Width - checks.Steps*minColumn - thumbRoom
	if label+figures.Width() > room {
		label = bareLabel
	}
	if label+figures.Width() > room {
		figures = d.figures(false)
	}
	return label, figures
}
