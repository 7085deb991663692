package report

import (
	"io"
	"strings"

	"emptychair/checks"
)

func exportMarkdown(w io.Writer, x Dossier, o Options) error {
	d := &dossier{newMarkdown(o), x}
	d.Line("# " + escape(d.title()))
	d.block(escape(d.about()))
	d.leftOutMarkdown()
	if len(d.Chapters) == 0 {
		d.block(d.Say("export.nothing"))
	}
	for _, c := range d.Chapters {
		if len(d.Chapters) > 1 {
			d.block("## " + escape(c.Team))
			d.depth = 1
		}
		d.chapterMarkdown(c)
	}
	return d.writeTo(w)
}

func (d *dossier) leftOutMarkdown() {
	heading, list, note := d.leftOut()
	if heading == "" {
		return
	}
	d.block("> " + escape(heading) + ": " + escape(strings.Join(list, "; ")))
	if note != "" {
		d.Line(">\n> " + escape(note))
	}
}

func (d *dossier) chapterMarkdown(c Chapter) {
	if main, ok := c.Main(); ok {
		d.mainMarkdown(c, main)
	}
	d.actionListMarkdown(c.Actions)
	d.storyListMarkdown(c.Stories)
	heading, runs := d.others(c)
	if len(runs) == 0 {
		return
	}
	d.section(heading)
	d.depth++
	for _, r := range runs {
		d.runMarkdown(r)
	}
	d.depth--
}

// mainMarkdown tells of the run that the chapter is about: what moved, the items, how they went over time, the answers.
func (d *dossier) mainMarkdown(c Chapter, main checks.Run) {
	for _, line := range d.head(c, main) {
		d.block(escape(line))
	}
	if list := d.moved(c.Comparison); len(list) > 0 {
		d.section(d.Say("export.moved"))
		d.Line("")
		for _, m := range list {
			d.movedMarkdown(m)
		}
	}
	for _, it := range items() {
		d.mainItemMarkdown(c, main, it.ID)
	}
	if c.Comparison != nil {
		if note := newComparison(d.document, *c.Comparison).note(); note != "" {
			d.block(escape(note))
		}
	}
	for _, t := range c.Trends {
		d.trendMarkdown(t)
	}
	for _, q := range questions() {
		d.questionMarkdown(main, q.ID, d.noAnswers())
	}
}

func (d *dossier) movedMarkdown(m itemBrief) {
	line := "- **" + escape(m.Title) + ":** " + escape(m.Brief)
	if m.Figures != "" {
		line += "  \n  " + escape(m.Figures)
	}
	d.Line(line)
}

// mainItemMarkdown draws an item of the main run, against the earlier one where there is one, and tells the story behind it.
func (d *dossier) mainItemMarkdown(c Chapter, main checks.Run, id string) {
	if c.Comparison == nil {
		d.itemMarkdown(main, id)
		return
	}
	pair := newComparison(d.document, *c.Comparison)
	for _, item := range c.Comparison.Items {
		if item.ID == id {
			pair.itemMarkdown(item)
		}
	}
	d.noteMarkdown("report.story", main.Ratings[id].Story)
}

func (d *dossier) trendMarkdown(t checks.Trend) {
	heading := d.Say("export.trend")
	if t.Kind == checks.Solo {
		heading = d.Say("export.trend.solo")
	}
	d.section(heading)
	d.depth++
	newTrend(d.document, t).seriesMarkdown()
	d.depth--
}

func (d *dossier) actionListMarkdown(list []checks.Action) {
	var items []string
	for _, a := range list {
		items = append(items, itemMarkdown(a.State, escape(a.Text))+"  \n  "+escape(d.joined(d.actionFacts(a))))
	}
	d.listMarkdown(d.Say("report.actions"), items)
}

func (d *dossier) storyListMarkdown(list []checks.Story) {
	var items []string
	for _, s := range list {
		rows := []string{escapeLines(s.Text, "  ")}
		for _, fact := range d.storyFacts(s) {
			rows = append(rows, escape(fact))
		}
		items = append(items, "- "+strings.Join(rows, "  \n  "))
	}
	d.listMarkdown(d.Say("voice.stories"), items)
}

// listMarkdown lists items below a heading, where there are any.
func (d *dossier) listMarkdown(heading string, items []string) {
	if len(items) == 0 {
		return
	}
	d.section(heading)
	d.Line("")
	for _, item := range items {
		d.Line(item)
	}
}

// runMarkdown tells of one of the other runs in short: each item on a row, and the answers.
func (d *dossier) runMarkdown(r checks.Run) {
	d.section(escape(d.circumstances(r)))
	for _, it := range items() {
		rating := r.Ratings[it.ID]
		d.block("**" + d.texts.TitleOf(it.ID) + "**")
		if rating.Answers() > 0 {
			d.scaleMarkdown(rating)
		}
		d.block(escape(d.figures(r, it.ID)))
		d.noteMarkdown("report.chair", d.chairSays(rating.Chair))
		d.noteMarkdown("report.story", rating.Story)
	}
	for _, q := range questions() {
		if list := r.Answers[q.ID]; len(list) > 0 {
			d.block("**" + d.texts.TitleOf(q.ID) + "**")
			d.Line("")
			d.answersMarkdown(list, d.noAnswers())
		}
	}
}
