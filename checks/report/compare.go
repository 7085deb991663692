package report

import (
	"io"
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/checks/content"
)

// Compare writes a run held against an earlier one.
func Compare(w io.Writer, f Format, c checks.Comparison, o Options) error {
	then, now := c.Baseline, c.Current
	return report{
		blocks: func(d *document) []block { return newComparison(d, c).blocks() },
		json:   func() object { return comparisonJSON(c) },
		table:  []Chapter{{Team: now.Team, Runs: []checks.Run{now, then}, Actions: append(checks.ActionsOf(now), checks.ActionsOf(then)...)}},
	}.write(w, f, o)
}

// comparison is a document about two runs.
type comparison struct {
	*document
	checks.Comparison
	sides Sides
}

func newComparison(d *document, c checks.Comparison) *comparison {
	return &comparison{d, c, SidesOf(d.Options, c)}
}

func (d *comparison) blocks() []block {
	blocks := []block{head{d.Current.Team, []string{d.head(d.Current), d.against()}}}
	for _, it := range d.Items {
		blocks = append(blocks, d.item(it, 2))
	}
	blocks = append(blocks, d.notes(), d.questions(2, d.Say("report.no-answers"),
		answersOf{d.sides.Baseline, d.Baseline.Answers}, answersOf{d.sides.Current, d.Current.Answers}))
	thenNow := func(a checks.Action) string { return ItemThenNow(d.Options, d.Comparison, a.From) }
	return append(blocks, section{2, d.Say("compare.actions", "Run", BaselineName(d.Options, d.Comparison))}, d.runActions(d.Baseline.Actions, thenNow))
}

// Sides are the short names of the two runs of a comparison, for rows and columns.
type Sides struct{ Baseline, Current string }

// SidesOf names the two runs: by their quarters; by their days where both were in the same one, by their times on the same day;
// by whose view each is where one person's run stands beside the team's.
func SidesOf(o Options, c checks.Comparison) Sides {
	if c.Beside() {
		return Sides{o.Say("compare.view." + string(c.Baseline.Kind)), o.Say("compare.view." + string(c.Current.Kind))}
	}
	a, b := c.Baseline.When().In(o.Location), c.Current.When().In(o.Location)
	p, q := checks.QuarterOf(a), checks.QuarterOf(b)
	switch {
	case checks.DayOf(a) == checks.DayOf(b):
		return Sides{a.Format(Clock), b.Format(Clock)}
	case p == q:
		return Sides{o.Printer.Day(a), o.Printer.Day(b)}
	}
	return Sides{o.Printer.Quarter(p.Year, p.Number), o.Printer.Quarter(q.Year, q.Number)}
}

// BaselineName names the earlier run on its own: by its quarter, or by its day and time where that does not tell it apart.
func BaselineName(o Options, c checks.Comparison) string {
	when := c.Baseline.When().In(o.Location)
	switch {
	case sameDay(o, c):
		return o.Printer.Day(when) + ", " + when.Format(Clock)
	case c.Beside():
		return o.Printer.Day(when)
	}
	return SidesOf(o, c).Baseline
}

// sameDay tells whether both runs were on one day.
func sameDay(o Options, c checks.Comparison) bool {
	return checks.DayOf(c.Baseline.When().In(o.Location)) == checks.DayOf(c.Current.When().In(o.Location))
}

// head says when a run was and who took part, of two on one day with the time.
func (d *comparison) head(r checks.Run) string {
	if !sameDay(d.Options, d.Comparison) {
		return d.circumstances(r)
	}
	return r.When().In(d.Location).Format(Clock) + d.signs(" · ") + d.circumstances(r)
}

// against says what the current run is held against, and how that was chosen.
func (d *comparison) against() string {
	id := "compare.against"
	if d.Beside() {
		id = "compare.beside"
	}
	parts := []string{d.Say(id, "Run", d.head(d.Baseline))}
	if how := ChosenWords(d.Options, d.Comparison); how != "" {
		parts = append(parts, how)
	}
	return d.joined(parts...)
}

// ChosenWords say how the baseline was chosen where nobody named a run, and of a team whether its people
// change, where that is not plain from their numbers.
func ChosenWords(o Options, c checks.Comparison) string {
	var parts []string
	switch c.Chosen {
	case checks.ChosenLastQuarter, checks.ChosenPrevious, checks.ChosenFirst:
		parts = append(parts, o.Say("compare.chosen."+string(c.Chosen)))
	}
	switch team := !c.Beside() && c.Current.Kind == checks.Team; {
	case team && c.Changing:
		parts = append(parts, o.Say("compare.changing"))
	case team && c.Baseline.People == c.Current.People:
		parts = append(parts, o.Say("compare.same-people"))
	}
	return strings.Join(parts, o.signs(" · "))
}

// item is an item with the answers of both runs, and what may be concluded of them; nothing where two views stand beside each
// other. The word of agreement is for what the team said, and said last.
func (d *comparison) item(it checks.ItemChange, level int) item {
	shown, chairs := d.statement(it.ID, level), [2]checks.Chair{d.Baseline.Ratings[it.ID].Chair, d.Current.Ratings[it.ID].Chair}
	chart := &dots{document: d.document, Over: d.Say("export.column.run"), Kind: d.Current.Kind, NoAnswer: NoAnswers(d.Items), Rows: []dotRow{
		{Name: d.sides.Baseline, Earlier: true, Rating: it.Baseline, Chair: chairs[0].Step},
		{Name: d.sides.Current, Rating: it.Current, Chair: chairs[1].Step},
	}}
	said := it.Current
	if d.Current.Kind == checks.Solo {
		said = it.Baseline
	}
	if d.Beside() {
		chart.Kind = checks.Team
	} else {
		shown.Sentence = ChangeSentence(d.Printer, it, ThenOf(d.Printer, d.Baseline.When().In(d.Location), d.Current.When().In(d.Location)))
	}
	shown.Chart, shown.Agreement = chart, agreementLine(d.Printer, said.Tally)
	shown.Said = nonEmpty(ChairEvidence(d.Printer, d.sides.Baseline, chairs[0]), ChairEvidence(d.Printer, d.sides.Current, chairs[1]))
	return shown
}

// notes say once, below the items, what so few people cannot show.
func (d *comparison) notes() (notes []block) {
	s := TooSmall(d.Printer, d.Items)
	if d.Beside() {
		s = d.Say("compare.beside.note")
	}
	if s != "" {
		notes = append(notes, note(s))
	}
	return notes
}

// ItemThenNow says what both runs of a comparison hold of an item, for beside an action that came from it: one stands beside
// the other, and nothing says that one made the other. It is empty where the action came from a question, where one of the
// runs does not rate the item, or another wording of it.
func ItemThenNow(o Options, c checks.Comparison, from string) string {
	return o.joined(thenNow(o, c, from)...)
}

// thenNow is what each of the two runs holds of an item, the earlier one first.
func thenNow(o Options, c checks.Comparison, from string) []string {
	i := slices.IndexFunc(c.Items, func(item checks.ItemChange) bool { return item.ID == from })
	if i < 0 {
		return nil
	}
	then, now := c.Items[i].Baseline, c.Items[i].Current
	if then.N() == 0 || now.N() == 0 || then.Revision != now.Revision {
		return nil
	}
	texts, sides := content.In(o.Printer.Code()), SidesOf(o, c)
	brief := func(k checks.Kind, t checks.Tally) string {
		if step, _, _ := t.Range(); k == checks.Solo {
			return texts.Scale[step-1]
		}
		return o.Say("compare.median", "Median", Median(o.Printer, t), "N", t.N())
	}
	said := func(run, what string) string { return o.Say("compare.then-now", "Run", run, "Said", what) }
	return []string{said(sides.Baseline, brief(c.Baseline.Kind, then.Tally)), said(sides.Current, brief(c.Current.Kind, now.Tally))}
}
