package report

import (
	"strings"

	"emptychair/checks"
)

// lookedText lists what a run said at its look back; a run that said nothing has none.
func (d *document) lookedText(list []checks.Looked) {
	if len(list) == 0 {
		return
	}
	d.headingText(d.Say("stage.look-back"), "")
	lead := "  " + padLeft(d.signs("•"), 3) + "  "
	for _, l := range list {
		d.Paragraph(lead, l.Text)
		d.Paragraph(strings.Repeat(" ", 7), d.lookedFacts(l))
	}
}

func (d *document) lookedMarkdown(list []checks.Looked) {
	if len(list) == 0 {
		return
	}
	d.block("## " + d.Say("stage.look-back"))
	d.Line("")
	for _, l := range list {
		d.Line("- " + escapeLines(l.Text, "  ") + "  \n  " + escape(d.lookedFacts(l)))
	}
}

// lookedFacts say what became of it, and what it is about.
func (d *document) lookedFacts(l checks.Looked) string {
	facts := []string{d.Say("look.said."+string(l.Outcome), "Reason", l.Reason)}
	if l.Complaint {
		facts = append([]string{d.Say("report.complaint")}, facts...)
	}
	switch {
	case l.From == "":
	case l.Complaint:
		facts = append(facts, d.texts.TitleOf(l.From))
	default:
		facts = append(facts, d.Say("report.from", "Title", d.texts.TitleOf(l.From)))
	}
	return d.joined(facts)
}

// fileLooked is what a run said of an action or a complaint at its look back.
type fileLooked struct {
	ID   string `json:"id"`
	Kind string `json:"kind"` // action or complaint
	Text string `json:"text"`
	From string `json:"from"`
	checks.Look
}

func filesLooked(looked []checks.Looked) (list []fileLooked) {
	for _, l := range looked {
		kind := "action"
		if l.Complaint {
			kind = "complaint"
		}
		list = append(list, fileLooked{l.ID, kind, l.Text, l.From, l.Look})
	}
	return list
}
