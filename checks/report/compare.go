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
	switch f {
	case JSON:
		return WriteJSON(w, comparisonFile(c))
	case Markdown:
		return compareMarkdown(w, c, o)
	}
	return compareText(w, c, o)
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

// then names the baseline in a sentence.
func (d *comparison) then() Then {
	return ThenOf(d.Printer, d.Baseline.When().In(d.Location), d.Current.When().In(d.Location))
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
	return d.joined(parts)
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

// sentence is what may be said of an item between the two runs, and nothing where two views stand beside each other.
func (d *comparison) sentence(item checks.ItemChange) string {
	if d.Beside() {
		return ""
	}
	return ChangeSentence(d.Printer, item, d.then())
}

// sideOf is what one run of the two holds of an item.
type sideOf struct {
	name  string
	tally checks.Tally
	dot   string
	chair checks.Chair

	withheld bool
}

// sidesOf are both runs of an item, the earlier one first.
func (d *comparison) sidesOf(item checks.ItemChange) [2]sideOf {
	return [2]sideOf{
		{d.sides.Baseline, item.Baseline.Tally, "○", d.Baseline.Ratings[item.ID].Chair, item.Baseline.Withheld},
		{d.sides.Current, item.Current.Tally, "●", d.Current.Ratings[item.ID].Chair, item.Current.Withheld},
	}
}

// evidence is what the chairs of both runs rest on.
func (d *comparison) evidence(item checks.ItemChange) (list []string) {
	for _, side := range d.sidesOf(item) {
		if s := ChairEvidence(d.Printer, side.name, side.chair); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// ItemThenNow says what both runs of a comparison hold of an item, for beside an action that came from it: one stands beside
// the other, and nothing says that one made the other. It is empty where the action came from a question, where one of the
// runs does not rate the item, or another wording of it.
func ItemThenNow(o Options, c checks.Comparison, from string) string {
	i := slices.IndexFunc(c.Items, func(item checks.ItemChange) bool { return item.ID == from })
	if i < 0 {
		return ""
	}
	then, now := c.Items[i].Baseline, c.Items[i].Current
	if then.N() == 0 || now.N() == 0 || then.Revision != now.Revision {
		return ""
	}
	texts, sides := content.In(o.Printer.Code()), SidesOf(o, c)
	brief := func(k checks.Kind, t checks.Tally) string {
		if step, _, _ := t.Range(); k == checks.Solo {
			return texts.Scale[step-1]
		}
		return o.Say("compare.median", "Median", Median(o.Printer, t), "N", t.N())
	}
	return o.Say("compare.then-now", "Baseline", sides.Baseline, "Then", brief(c.Baseline.Kind, then.Tally),
		"Current", sides.Current, "Now", brief(c.Current.Kind, now.Tally))
}

// thenNow is [ItemThenNow] of an action.
func (d *comparison) thenNow(a checks.Action) string {
	return ItemThenNow(d.Options, d.Comparison, a.From)
}

// agreementOf is the word, with its question, for what the team said, and said last.
func (d *comparison) agreementOf(item checks.ItemChange) string {
	if d.Current.Kind == checks.Team {
		return agreementLine(d.Printer, item.Current.Tally)
	}
	return agreementLine(d.Printer, item.Baseline.Tally)
}

// note says once, below the items, what so few people cannot show.
func (d *comparison) note() string {
	if d.Beside() {
		return d.Say("compare.beside.note")
	}
	return TooSmall(d.Printer, d.Items)
}
