package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"emptychair/checks"
	"emptychair/checks/lang"
)

//go:embed voice.html
var voicePage string

// voiceTemplate is the page of a month, read when it is needed for the first time. It names no file and no address beside
// itself, and its policy lets it load none.
var voiceTemplate = sync.OnceValue(func() *template.Template { return template.Must(template.New("voice").Parse(voicePage)) })

// htmlVoice is what the page shows. Everything in it is text; the template escapes it.
type htmlVoice struct {
	Language, Title, Team, About string
	Parts                        []voicePart
	Figures                      string
	Run                          []string
	Items                        []htmlItem
	Note                         string
}

// htmlItem is an item with its answers drawn.
type htmlItem struct {
	Title, Figures string
	Said           []string
	Drawing        drawing
}

// voiceHTML writes the page in one file: it looks the same without a network, in the dark and on paper.
func voiceHTML(w io.Writer, v checks.Voice, o Options) error {
	o.Printer = lang.New(o.Printer.Code())
	d := &voice{newDocument(o), v}
	page := htmlVoice{
		Language: o.Printer.Code(), Title: d.Say("voice.title"), Team: d.Team, About: d.about(), Parts: d.parts(),
		Figures: d.Say("voice.figures"), Run: d.run(), Note: d.note(),
	}
	for _, item := range d.Items {
		title := d.texts.TitleOf(item.ID)
		figures := strings.ReplaceAll(d.document.figures(*d.Run, item.Current.Tally), gap, " · ")
		page.Items = append(page.Items, htmlItem{title, figures, d.said(item), d.draw(title, item)})
	}
	return voiceTemplate().Execute(w, page)
}

// Sizes of a drawing, in its own units.
const (
	drawnColumn = 60 // of a step
	drawnDot    = 11 // from one answer to the next
	drawnRadius = 4
	drawnPerRow = 5
	drawnTop    = 24 // below the digits
)

// drawing is the answers to an item on the scale, and the chair: for the eye, and in words for who does not see it.
type drawing struct {
	ID, Title     string
	Width, Height int
	Steps         []mark // the digits
	None, Dots    []mark // steps that nobody gave, and answers
	Chair         *mark
}

// mark is where something is drawn.
type mark struct {
	X, Y  int
	Label string
}

// draw places every answer below the digit of its step, and the chair below them all.
func (d *voice) draw(title string, item checks.VoiceItem) drawing {
	picture := drawing{ID: item.ID, Width: checks.Steps * drawnColumn}
	rows := 1
	var counts []string
	for k, count := range item.Current.Counts {
		middle := k*drawnColumn + drawnColumn/2
		counts = append(counts, fmt.Sprint(count))
		picture.Steps = append(picture.Steps, mark{middle, drawnTop / 2, stepLabel(k + 1)})
		if count == 0 {
			picture.None = append(picture.None, mark{X: middle, Y: drawnTop + drawnRadius})
		}
		picture.Dots = append(picture.Dots, dotsAround(middle, count)...)
		rows = max(rows, (count+drawnPerRow-1)/drawnPerRow)
	}
	picture.Height = drawnTop + rows*drawnDot
	picture.Title = d.Say("voice.drawing", "Title", title, "Counts", strings.Join(counts, ", "))
	if step := int(item.Chair.Step); step > 0 {
		picture.Chair = &mark{X: step*drawnColumn - drawnColumn/2, Y: picture.Height + drawnRadius}
		picture.Height += drawnDot
		picture.Title += "; " + d.Say("voice.drawing.chair", "Step", step)
	}
	return picture
}

// stepLabel is the digit of a step, between the thumbs at the ends of the scale.
func stepLabel(step int) string {
	switch step {
	case 1:
		return thumbs[1] + " 1"
	case checks.Steps:
		return fmt.Sprintf("%d %s", step, thumbs[step])
	}
	return fmt.Sprint(step)
}

// dotsAround places so many dots in rows around the middle of a column.
func dotsAround(middle, count int) (dots []mark) {
	for i := range count {
		row := i / drawnPerRow
		inRow := min(drawnPerRow, count-row*drawnPerRow)
		x := middle - (inRow-1)*drawnDot/2 + i%drawnPerRow*drawnDot
		dots = append(dots, mark{X: x, Y: drawnTop + drawnRadius + row*drawnDot})
	}
	return dots
}
