package report

import (
	"io"
	"strings"

	"emptychair/checks"
)

func voiceMarkdown(w io.Writer, v checks.Voice, o Options) error {
	d := &voice{newMarkdown(o), v}
	d.Line("# " + d.Say("voice.title"))
	d.block(escape(d.about()))
	for _, part := range d.parts() {
		d.partMarkdown(part)
	}
	d.figuresMarkdown()
	return d.writeTo(w)
}

func (d *voice) partMarkdown(part voicePart) {
	d.block("## " + part.Heading)
	for _, note := range part.Notes {
		d.block(escape(note))
	}
	for _, g := range part.Groups {
		d.block("### " + escape(g.Heading))
		if len(g.Entries) > 0 {
			d.Line("")
		}
		for _, e := range g.Entries {
			d.entryMarkdown(e)
		}
		if g.Note != "" {
			d.block(escape(g.Note))
		}
	}
	for _, note := range part.After {
		d.block(escape(note))
	}
}

func (d *voice) entryMarkdown(e voiceEntry) {
	lead := ""
	if e.Lead != "" {
		lead = "**" + escape(e.Lead) + "** "
	}
	rows := []string{lead + escapeLines(e.Text, "  ")}
	for _, fact := range e.Facts {
		rows = append(rows, escape(fact))
	}
	d.WriteString("- " + strings.Join(rows, "  \n  ") + "\n")
}

// figuresMarkdown draws the answers to all items in one table, and says below it what is to be said of each.
func (d *voice) figuresMarkdown() {
	d.block("## " + d.Say("voice.figures"))
	for _, note := range d.run() {
		d.block(escape(note))
	}
	if d.Run == nil {
		return
	}
	figures := d.figures(true)
	d.tableHead(figures)
	for i, item := range d.Items {
		d.sideMarkdown(d.texts.TitleOf(item.ID), dotCells(item.Current.Tally, "●"), figures.rows[i])
		d.chairMarkdown(d.Say("report.chair"), item.Chair, figures)
	}
	for _, item := range d.Items {
		d.saidMarkdown(item)
	}
	if note := d.note(); note != "" {
		d.block(escape(note))
	}
}

// saidMarkdown lists the words of an item below its name.
func (d *voice) saidMarkdown(item checks.VoiceItem) {
	list := d.said(item)
	if len(list) == 0 {
		return
	}
	d.block("### " + d.texts.TitleOf(item.ID))
	d.Line("")
	for _, s := range list {
		d.Line("- " + escapeLines(s, "  "))
	}
}
