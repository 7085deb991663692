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
	Title, Statement, Ends string
	Charts                 []chart
	Table                  htmlTable
	Sentence               string   // what may be concluded, before all else
	Said                   []string // beside
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
	chapter.Deeds, chapter.Heard = d.htmlDeeds(c.Actions), d.htmlStories(c.Stories)
	heading, runs := d.others(c)
	chapter.Other = heading
	for _, r := range runs {
		chapter.Runs = append(chapter.Runs, d.htmlRun(r))
	}
	return chapter
}

// htmlDeeds are actions; what is to be done stands out.
func (d *dossier) htmlDeeds(list []checks.Action) (deeds []htmlDeed) {
	for _, a := range list {
		class := string(a.State)
		if a.State == checks.Open {
			class = "todo"
		}
		deeds = append(deeds, htmlDeed{class, a.Text, d.joined(d.actionFacts(a))})
	}
	return deeds
}

func (d *dossier) htmlStories(list []checks.Story) (heard []htmlStory) {
	for _, s := range list {
		heard = append(heard, htmlStory{s.Text, d.storyFacts(s)})
	}
	return heard
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
			h.None = d.noAnswers()
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
