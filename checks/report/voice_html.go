package report

import (
	_ "embed"
	"io"
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
)

//go:embed voice.html
var voicePage string

// voiceTemplate is the page of a month. It names no file and no address beside itself, and its policy lets it load none.
var voiceTemplate = parsed("voice", voicePage)

// htmlVoice is what the page shows. Everything in it is text; the template escapes it.
type htmlVoice struct {
	htmlHead
	Heading, About string
	Parts          []voicePart
	Figures        string
	Run            []string
	Items          []htmlVoiceItem
	Note           string
}

// htmlVoiceItem is an item with its answers drawn.
type htmlVoiceItem struct {
	Title, Ends, Figures string
	Said                 []string
	Drawing              chart
}

// voiceHTML writes the page in one file: it looks the same without a network, in the dark and on paper.
func voiceHTML(w io.Writer, v checks.Voice, o Options) error {
	o.Printer = lang.New(o.Printer.Code())
	d := &voice{newDocument(o), v}
	page := htmlVoice{
		htmlHead: headOf(o, d.Say("voice.title")+" · "+d.Team, ""), Heading: d.Say("voice.title"), About: d.about(), Parts: d.parts(),
		Figures: d.Say("voice.figures"), Run: d.run(), Note: d.note(),
	}
	for _, item := range d.Items {
		title := d.texts.TitleOf(item.ID)
		figures := strings.ReplaceAll(d.document.figures(*d.Run, item.Current.Tally), gap, " · ")
		page.Items = append(page.Items, htmlVoiceItem{title, d.ends(item.ID), figures, d.said(item), d.draw(title, item)})
	}
	return voiceTemplate().Execute(w, page)
}

// draw places every answer below the digit of its step, and the chair below them all.
func (d *voice) draw(title string, item checks.VoiceItem) chart {
	title = d.Say("voice.drawing", "Title", title, "Counts", spoken(item.Current.Tally))
	if step := int(item.Chair.Step); step > 0 {
		title += "; " + d.Say("voice.drawing.chair", "Step", step)
	}
	return d.drawDots("drawn-"+item.ID, title, drawnSide{class: "now", tally: item.Current.Tally, chair: item.Chair.Step})
}
