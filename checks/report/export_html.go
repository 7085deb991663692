package report

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
)

//go:embed export.html
var exportPage string

//go:embed export.css
var exportStyle string

var exportTemplate = parsed("export", exportPage)

// htmlDossier is what the page shows. Everything in it is text; the template escapes it.
type htmlDossier struct {
	htmlHead
	Heading, About string
	LeftOut        string // over
	Left           []string
	Note, Nothing  string
	Chapters       []htmlChapter
}

// htmlChapter is a team. Headings of parts that it does not have are of no account.
type htmlChapter struct {
	Team      string // "" where it stands over the page
	Head      []string
	Moved     string // over
	Briefs    []itemBrief
	Items     []htmlItem
	ItemsNote string
	Trends    []htmlTrend
	Answers   string // over
	Questions []htmlQuestion
	Actions   string // over
	Deeds     []htmlDeed
	Stories   string // over
	Heard     []htmlStory
	Other     string // over
	Runs      []htmlRun
}

// htmlItem is an item with its answers drawn, a table of them, and what is to be said of it.
type htmlItem struct {
	Title, Statement string
	Charts           []chart
	Table            htmlTable
	Sentence         string   // what may be concluded, before all else
	Said             []string // beside
}

type htmlTrend struct {
	Heading string
	Series  []htmlItem
	Legend  string
}

type htmlQuestion struct {
	Title, Text string
	Answers     []checks.Answer
	None        string // in place of answers
}

type htmlDeed struct{ Class, Text, Facts string }

type htmlStory struct {
	Text  string
	Facts []string
}

type htmlRun struct {
	Heading   string
	Table     htmlTable
	Said      []string
	Questions []htmlQuestion
}

// exportHTML writes the page in one file: it looks the same without a network, in the dark and on paper.
func exportHTML(w io.Writer, x Dossier, o Options) error {
	o.Printer = lang.New(o.Printer.Code())
	d := &dossier{newDocument(o), x}
	title := d.title()
	if title != d.texts.Title {
		title += " · " + d.texts.Title
	}
	page := htmlDossier{htmlHead: headOf(o, title, exportStyle), Heading: d.title(), About: d.about()}
	page.LeftOut, page.Left, page.Note = d.leftOut()
	if len(d.Chapters) == 0 {
		page.Nothing = d.Say("export.nothing")
	}
	for i, c := range d.Chapters {
		page.Chapters = append(page.Chapters, d.htmlChapter(fmt.Sprintf("drawn-%d", i+1), c))
	}
	return exportTemplate().Execute(w, page)
}

func (d *dossier) htmlChapter(id string, c Chapter) htmlChapter {
	chapter := htmlChapter{
		Moved: d.Say("export.moved"), Briefs: d.moved(c.Comparison), Answers: d.Say("export.answers"),
		Actions: d.Say("report.actions"), Stories: d.Say("voice.stories"),
	}
	for i, b := range chapter.Briefs {
		chapter.Briefs[i].Figures = strings.ReplaceAll(b.Figures, " · ", "\n")
	}
	if len(d.Chapters) > 1 {
		chapter.Team = c.Team
	}
	if main, ok := c.Main(); ok {
		chapter.Head, chapter.Questions = d.head(c, main), d.htmlQuestions(main, true)
		chapter.Items, chapter.ItemsNote = d.htmlItems(id, c, main)
	}
	for i, t := range c.Trends {
		chapter.Trends = append(chapter.Trends, d.htmlTrend(fmt.Sprintf("%s-trend-%d", id, i+1), t))
	}
	for _, a := range c.Actions {
		class := string(a.State)
		if a.State == checks.Open {
			class = "todo"
		}
		chapter.Deeds = append(chapter.Deeds, htmlDeed{class, a.Text, d.joined(d.actionFacts(a))})
	}
	for _, s := range c.Stories {
		chapter.Heard = append(chapter.Heard, htmlStory{s.Text, d.storyFacts(s)})
	}
	heading, runs := d.others(c)
	chapter.Other = heading
	for _, r := range runs {
		chapter.Runs = append(chapter.Runs, d.htmlRun(r))
	}
	return chapter
}

// htmlItems draws the items of the main run, beside the earlier one where there is one, and says what applies to all of them.
func (d *dossier) htmlItems(id string, c Chapter, main checks.Run) (list []htmlItem, note string) {
	if c.Comparison == nil {
		for _, it := range items() {
			list = append(list, d.htmlAlone(id, main, it.ID))
		}
		return list, ""
	}
	pair := newComparison(d.document, *c.Comparison)
	for _, item := range pair.Items {
		list = append(list, d.htmlPair(id, pair, item))
	}
	return list, pair.note()
}

// htmlAlone is an item of a run that stands on its own.
func (d *dossier) htmlAlone(id string, r checks.Run, item string) htmlItem {
	rating, text := r.Ratings[item], d.texts.Items[item]
	h := htmlItem{Title: text.Title, Statement: text.Statement}
	if rating.Answers() == 0 {
		h.Said = append([]string{d.figures(r, item)}, d.notes(rating)...)
		return h
	}
	side := drawnSide{class: "now", tally: rating.Tally, chair: rating.Chair.Step}
	h.Charts = []chart{d.drawDots(id+"-"+item, d.spokenSides(text.Title, side), side)}
	h.Table = d.tallyTable(r.Kind, d.Say("export.column.run"), []tallyRow{{d.Printer.Day(r.When().In(d.Location)), "", rating.Tally, rating.Chair.Step, false}})
	if s := d.agreement(r, rating.Tally); s != "" {
		h.Said = append(h.Said, s)
	}
	h.Said = append(h.Said, d.notes(rating)...)
	return h
}

// htmlPair is an item in two runs.
func (d *dossier) htmlPair(id string, pair *comparison, item checks.ItemChange) htmlItem {
	text := d.texts.Items[item.ID]
	h := htmlItem{Title: text.Title, Statement: text.Statement, Sentence: pair.sentence(item)}
	var drawn []drawnSide
	var rows []tallyRow
	for i, s := range pair.sidesOf(item) {
		class := []string{"then", "now"}[i]
		drawn = append(drawn, drawnSide{s.name, class, s.tally, s.chair.Step, s.withheld})
		rows = append(rows, tallyRow{s.name, "", s.tally, s.chair.Step, s.withheld})
	}
	h.Charts = []chart{d.drawDots(id+"-"+item.ID, d.spokenSides(text.Title, drawn...), drawn...)}
	kind := pair.Current.Kind
	if pair.Beside() {
		kind = checks.Team
	}
	h.Table = d.tallyTable(kind, d.Say("export.column.run"), rows)
	if s := pair.agreementOf(item); s != "" {
		h.Said = append(h.Said, s)
	}
	h.Said = append(h.Said, pair.evidence(item)...)
	if story := pair.Current.Ratings[item.ID].Story; story != "" {
		h.Said = append(h.Said, d.Say("voice.story", "Story", story))
	}
	return h
}

// notes are what stands beside a rating: the evidence for the chair and the story.
func (d *dossier) notes(rating checks.Rating) (list []string) {
	if chair := d.chairSays(rating.Chair); chair != "" {
		list = append(list, d.Say("voice.chair", "Evidence", chair))
	}
	if rating.Story != "" {
		list = append(list, d.Say("voice.story", "Story", rating.Story))
	}
	return list
}

// spokenSides is the name of a drawing for who does not see it: every count, and where the chair stands.
func (d *dossier) spokenSides(title string, sides ...drawnSide) string {
	var list []string
	for _, s := range sides {
		name := s.name
		if name == "" {
			name = d.Say("report.answers")
		}
		counts := spoken(s.tally)
		if s.withheld {
			counts = d.Say("export.withheld")
		}
		list = append(list, d.Say("export.drawing.side", "Name", name, "Counts", counts))
		if s.chair != checks.NoAnswer {
			list = append(list, d.Say("export.drawing.chair", "Name", name, "Step", int(s.chair)))
		}
	}
	return d.Say("export.drawing.dots", "Title", title, "Sides", strings.Join(list, "; "))
}

func (d *dossier) htmlTrend(id string, t checks.Trend) htmlTrend {
	over := newTrend(d.document, t)
	h := htmlTrend{Heading: d.Say("export.trend"), Legend: d.joined(append(legendOf(d.Printer, t), originsOf(d.Printer, t)...))}
	if t.Kind == checks.Solo {
		h.Heading = d.Say("export.trend.solo")
	}
	for _, s := range t.Series {
		item := htmlItem{Title: d.texts.TitleOf(s.Item), Charts: over.drawStrip(id+"-"+s.Item, s)}
		var rows []tallyRow
		for i, c := range t.Columns {
			rated, _ := s.Point(i)
			facts := []string{d.Printer.DayMonth(c.Finished.In(d.Location))}
			if c.Origin != checks.OriginRun {
				facts = append(facts, OriginWord(d.Printer, c.Origin))
			}
			rows = append(rows, tallyRow{d.Printer.Quarter(c.Quarter.Year, c.Quarter.Number), d.joined(facts), rated.Tally, c.Chairs[s.Item], rated.Withheld})
		}
		item.Table = d.tallyTable(t.Kind, d.Say("export.column.run"), rows)
		h.Series = append(h.Series, item)
	}
	return h
}

// htmlQuestions are the answers to the questions; those nobody answered only where all are asked for.
func (d *dossier) htmlQuestions(r checks.Run, all bool) (list []htmlQuestion) {
	for _, q := range questions() {
		text := d.texts.Questions[q.ID]
		h := htmlQuestion{Title: text.Title, Answers: r.Answers[q.ID]}
		if all {
			h.Text = text.Text
		}
		if len(h.Answers) == 0 {
			h.None = d.Say("report.no-answers")
		}
		if all || len(h.Answers) > 0 {
			list = append(list, h)
		}
	}
	return list
}

// htmlRun is one of the other runs in short.
func (d *dossier) htmlRun(r checks.Run) htmlRun {
	h := htmlRun{Heading: d.circumstances(r), Questions: d.htmlQuestions(r, false)}
	var rows []tallyRow
	for _, it := range items() {
		rating, title := r.Ratings[it.ID], d.texts.TitleOf(it.ID)
		rows = append(rows, tallyRow{title, "", rating.Tally, rating.Chair.Step, rating.Withheld})
		for _, note := range d.notes(rating) {
			h.Said = append(h.Said, title+". "+note)
		}
	}
	h.Table = d.tallyTable(r.Kind, d.Say("export.column.item"), rows)
	return h
}
