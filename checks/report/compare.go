package report

import (
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/report/chart"
)

// Compare writes a run held against an earlier one.
func Compare(w io.Writer, f Format, c checks.Comparison, o Options) error {
	then, now := c.Baseline, c.Current
	return report{
		blocks: func(d *document) []block { return newComparison(d, c).blocks() },
		json:   func() object { return comparisonJSON(c) },
		table:  []TeamExport{{Team: now.Team, Runs: []checks.Run{now, then}, Actions: append(checks.ActionsOf(now), checks.ActionsOf(then)...)}},
	}.write(w, f, o)
}

// comparison is a document about two runs.
type comparison struct {
	*document
	checks.Comparison
	then, now string // short names of the two runs, for rows and columns
}

// newComparison names the two runs: by their quarters; by their days where both were in the same one, by their times on the same day;
// by whose view each is where one person's run stands beside the team's.
func newComparison(o *document, c checks.Comparison) *comparison {
	d := &comparison{o, c, o.Quarter(c.Baseline), o.Quarter(c.Current)}
	switch {
	case c.IsMixed():
		d.then, d.now = o.Say("compare.view."+string(c.Baseline.Kind)), o.Say("compare.view."+string(c.Current.Kind))
	case d.sameDay():
		d.then, d.now = o.clock(c.Baseline), o.clock(c.Current)
	case d.then == d.now:
		d.then, d.now = o.day(c.Baseline.Day), o.day(c.Current.Day)
	}
	return d
}

// DrawComparison returns the lines of a comparison below what a window says of both runs.
func DrawComparison(c checks.Comparison, o Options) []string {
	page := NewPage(o)
	t, blocks := &textRenderer{Page: page, indent: "  "}, flat(newComparison(newDocument(page.Options), c).blocks()[1:])
	var items []item
	for o.Window.Height > 0 {
		it, ok := blocks[0].(item)
		if !ok {
			break
		}
		items, blocks = append(items, it), blocks[1:]
	}
	t.abreast(items...)
	t.all(blocks...)
	return strings.Split(strings.TrimSuffix(page.String(), "\n"), "\n")
}

func (d *comparison) blocks() []block {
	beside := func(a checks.Action) string { return d.joined(d.itemInBothRuns(a.From)...) }
	return []block{
		head{d.teamName(d.Current.Team), []string{d.head(d.Current), d.against()}},
		mapped(d.rated(), func(it checks.ItemChange) block { return d.item(it, 2) }),
		d.notes(),
		d.questions(2, d.noAnswers(), answersOf{d.then, d.Baseline.Answers}, answersOf{d.now, d.Current.Answers}),
		section{2, d.Say("compare.actions", "Run", d.baselineName())},
		d.runActions(d.Baseline.Actions, beside),
	}
}

// rated are the items, and last whether the time was well spent where one of the runs was asked that.
func (d *comparison) rated() []checks.ItemChange {
	if ids := ratedIDs(d.Baseline, d.Current); len(ids) == len(d.Items) {
		return d.Items
	}
	then, now := d.Baseline.Revealed(checks.WorthID), d.Current.Revealed(checks.WorthID)
	return append(slices.Clip(d.Items), checks.ItemChange{ID: checks.WorthID, Baseline: then, Current: now})
}

// baselineName names the earlier run on its own: by its quarter, or by its day and time where that does not tell it apart.
func (d *comparison) baselineName() string {
	switch day := d.day(d.Baseline.Day); {
	case d.sameDay():
		return day + ", " + d.clock(d.Baseline)
	case d.IsMixed():
		return day
	}
	return d.then
}

// sameDay tells whether both runs were on one day.
func (d *comparison) sameDay() bool { return d.Baseline.Day == d.Current.Day }

// head says when a run was and who took part, of two on one day with the time.
func (d *comparison) head(r checks.Run) string {
	if !d.sameDay() {
		return d.circumstances(r)
	}
	return d.joined(d.clock(r), d.circumstances(r))
}

// against says what the current run is held against, and how that was chosen.
func (d *comparison) against() string {
	id := "compare.against"
	if d.IsMixed() {
		id = "compare.beside"
	}
	return d.joined(d.Say(id, "Run", d.head(d.Baseline)), ChosenWords(d.Options, d.Comparison))
}

// ChosenWords say how the baseline was chosen if nobody named it, and of a team whether its people change, if that does not follow from
// their numbers.
func ChosenWords(o Options, c checks.Comparison) string {
	var parts []string
	switch c.Chosen {
	case checks.ChosenLastQuarter, checks.ChosenPrevious, checks.ChosenFirst:
		parts = append(parts, o.Say("compare.chosen."+string(c.Chosen)))
	case checks.ChosenQuarter, checks.ChosenMonth, checks.ChosenDay, checks.ChosenRun: // who named it knows
	}
	switch team := !c.IsMixed() && c.Current.Kind == checks.Team; {
	case team && c.Changing:
		parts = append(parts, o.Say("compare.changing"))
	case team && c.Baseline.People == c.Current.People:
		parts = append(parts, o.Say("compare.same-people"))
	}
	return o.joined(parts...)
}

// conclude adds to an item the verdict, and the sentence of how it moved since an earlier run.
func (d *document) conclude(shown *item, c checks.ItemChange, then, now checks.Run) {
	if shown.Sentence = ChangeSentence(d.Printer, c, NameEarlierRun(d.Options, then, now)); !d.Plain {
		shown.Sentence = MoveSign(d.Printer, c) + shown.Sentence
	}
	shown.Verdict = c.Change.Verdict
}

// item is an item with the answers of both runs and what may be concluded from them, which is nothing if they are two views of one quarter.
// The agreement word is that of the team's latest answers.
func (d *comparison) item(it checks.ItemChange, level int) item {
	shown, chairs := d.statement(it.ID, level), [2]checks.Chair{d.Baseline.Ratings[it.ID].Chair, d.Current.Ratings[it.ID].Chair}
	someNoAnswer := slices.ContainsFunc(d.Items, func(it checks.ItemChange) bool { return it.Baseline.NoAnswer+it.Current.NoAnswer > 0 })
	rows := func(r dotRow) []dotRow {
		r.ChairName = d.Say("compare.chair-row", "Run", r.Name)
		return append([]dotRow{r}, d.beforeTalk(r.Rating, d.Say("compare.before", "Run", r.Name))...)
	}
	chart := &dots{document: d.document, Over: d.Say("export.column.run"), Kind: d.Current.Kind, NoAnswer: someNoAnswer, Rows: slices.Concat(
		rows(dotRow{Name: d.then, Earlier: true, Rating: it.Baseline, Chair: chairs[0].Step}),
		rows(dotRow{Name: d.now, Rating: it.Current, Chair: chairs[1].Step}),
	)}
	said := it.Current
	if d.Current.Kind == checks.Solo {
		said = it.Baseline
	}
	switch {
	case it.ID == checks.WorthID:
		said = checks.Rating{}
	case d.IsMixed():
		chart.Kind = checks.Team
	default:
		d.conclude(&shown, it, d.Baseline, d.Current)
	}
	shown.Chart, shown.Agreement = chart, agreementLine(d.Printer, said.Tally)
	shown.Said = nonEmpty(chairEvidence(d.Printer, d.then, chairs[0]), chairEvidence(d.Printer, d.now, chairs[1]))
	return shown
}

// notes stand once, below all items: how far answers must differ for a clear move, or that two views are not compared.
func (d *comparison) notes() note {
	if d.IsMixed() {
		return note(d.Say("compare.beside.note"))
	}
	return note(NeededNote(d.Printer, d.Items...))
}

// moved sums up the items of two runs.
func (d *comparison) moved() (list moves) {
	for _, it := range d.Items {
		brief := ChangeBrief(d.Printer, it)
		if brief == "" {
			brief = d.Say("report.not-rated")
		}
		list = append(list, move{d.texts.TitleOf(it.ID), brief, d.itemInBothRuns(it.ID)})
	}
	return list
}

// itemInBothRuns returns the figures of an item in both runs, the earlier one first. They stand beside an action that came from the item,
// without any claim that the action caused the change. It is empty for a question, and if one of the runs does not rate the item or rates
// another wording of it.
func (d *comparison) itemInBothRuns(from string) []string {
	item, ok := d.Of(from)
	then, now := item.Baseline, item.Current
	if !ok || then.N() == 0 || now.N() == 0 || then.Revision != now.Revision {
		return nil
	}
	said := func(run string, k checks.Kind, t checks.Tally) string {
		what := d.Say("compare.median", "Median", Median(d.Printer, t), "N", t.N())
		if k == checks.Solo {
			what = RatingWord(d.texts, t)
		}
		return d.Say("compare.then-now", "Run", run, "Said", what)
	}
	return []string{said(d.then, d.Baseline.Kind, then.Tally), said(d.now, d.Current.Kind, now.Tally)}
}

// Beside writes the answers of two groups beside each other: dots on one scale, how many they are, and why there is no verdict.
func Beside(w io.Writer, f Format, b checks.SideBySide, o Options) error {
	r := report{blocks: func(d *document) []block { return d.beside(b) }, json: func() object { return besideJSON(b) }}
	for _, g := range b.Groups {
		run := g.Run.OnlyRatings()
		for id, rating := range run.Ratings {
			rating.Chair = checks.Chair{}
			run.Ratings[id] = rating
		}
		r.table = append(r.table, TeamExport{Team: run.Team, Runs: []checks.Run{run}})
	}
	return r.write(w, f, o)
}

func (d *document) beside(b checks.SideBySide) []block {
	first := head{Title: d.Say("beside.title", "First", d.teamName(b.Groups[0].Run.Team), "Second", d.teamName(b.Groups[1].Run.Team))}
	for _, g := range b.Groups {
		leads := d.sayIf(g.Leadership, "voice.leadership")
		first.Lines = append(first.Lines, d.joined(d.teamName(g.Run.Team), d.circumstances(g.Run), leads))
	}
	blocks := []block{first, note(d.Say("beside.why"))}
	for _, it := range b.Items {
		shown := d.statement(it.ID, 2)
		chart := &dots{document: d, Over: d.Say("runs.team"), Kind: checks.Team, NoAnswer: true, Counts: true}
		for i, g := range b.Groups {
			chart.Rows = append(chart.Rows, dotRow{Name: d.teamName(g.Run.Team), Rating: it.Ratings[i]})
		}
		shown.Chart = chart
		shown.Said = nonEmpty(d.sayIf(it.Reworded(), "beside.reworded"))
		blocks = append(blocks, shown)
	}
	return blocks
}

// Cells and lines of items in a window.
const (
	minWords    = 28 // cells beside a plot,
	minPlot     = 40 // and of the plot
	maxPlot     = 50
	windowShare = 3 // of the lines of a window, above an axis
	abreast     = 3 // items beside each other
)

// held writes an item: its plot, and what is said of it beside the plot or, without room for that, below.
func (t *textRenderer) held(it item) {
	t.titled(it.Title, it.Statement)
	room := max(t.Width, t.Window.Columns)
	left := min(room-columnsGap-minWords, maxPlot)
	words := t.words(max(room-left-columnsGap, minWords), it)
	if left < minPlot || slices.ContainsFunc(words, func(line string) bool { return ansi.StringWidth(line) > room-left-columnsGap }) {
		w := t.Width - len(gap)
		t.all(lines(t.verdict(w, it)), lines(t.plots(w, it)[0]), it.Chart.(*dots).figureLines(w))
	} else {
		t.beside(left, t.plots(left, it)[0], words)
	}
	t.all(paragraphs(it.Said))
}

// abreast writes items beside each other, with their axes on one line. What may be long comes last.
func (t *textRenderer) abreast(items ...item) {
	w := (t.Window.Columns - columnsGap*(abreast-1)) / abreast
	for row := range slices.Chunk(items, abreast) {
		var titles, words, said [][]string
		for _, it := range row {
			titles = append(titles, t.column(w, func(c *textRenderer) { c.titled(it.Title, it.Statement) }))
			words = append(words, t.words(w, it))
			said = append(said, t.column(w, func(c *textRenderer) {
				for _, s := range it.Said {
					c.Paragraph("", s)
				}
			}))
		}
		if t.Len() > 0 {
			t.Line("")
		}
		for i, part := range [][][]string{titles, t.plots(w, row...), words, said} {
			if i > 1 {
				t.Line("")
			}
			t.beside(w, part...)
		}
	}
}

// plots draws the answers to items in w cells each.
func (t *textRenderer) plots(w int, items ...item) [][]string {
	plots, drawn := make([]*chart.Plot, len(items)), make([][]string, len(items))
	for i, it := range items {
		plots[i] = it.Chart.(*dots).plot()
	}
	chart.Fit(w, plots...)
	for i, p := range plots {
		drawn[i] = p.Lines(max(t.Window.Height/windowShare, linesOfPile))
	}
	return drawn
}

// words is what is said of an item in w cells: what it came to in figures, and what changed.
func (t *textRenderer) words(w int, it item) []string {
	words := it.Chart.(*dots).figureLines(w)
	if t.Window.Height > 0 {
		words = append(words, "")
	}
	return append(words, t.verdict(w, it)...)
}

// verdict is what changed, and how far the answers agree.
func (t *textRenderer) verdict(w int, it item) []string {
	return t.column(w, func(c *textRenderer) {
		if it.Sentence != "" {
			c.styled("", it.Sentence, func(s string) string { return t.Window.Verdict(it.Verdict, s) })
		}
		c.Paragraph("", it.Agreement)
	})
}
