package report

import (
	"slices"
	"strings"

	"emptychair/checks"
)

// dossier is a document about teams. What it returns is plain text; each format makes its own of it.
type dossier struct {
	*document
	Dossier
}

// title is the team's name where there is only one, otherwise the check's.
func (d *dossier) title() string {
	if len(d.Chapters) == 1 {
		return d.Chapters[0].Team
	}
	return d.texts.Title
}

// about says what this is and as of when: the check where the title is a team, the time asked for, whether it may go out.
func (d *dossier) about() string {
	var parts []string
	if len(d.Chapters) == 1 {
		parts = append(parts, d.texts.Title)
	}
	parts = append(parts, d.Say("voice.as-of", "Day", d.Printer.Day(d.Made)))
	day := func(at checks.Day) string { return d.Printer.Day(at.Time()) }
	switch from, to := d.Period.From, d.Period.To; {
	case d.Period.IsZero():
	case from == to:
		parts = append(parts, d.Say("export.period.day", "Day", day(from)))
	case to.IsZero():
		parts = append(parts, d.Say("export.period.from", "From", day(from)))
	case from.IsZero():
		parts = append(parts, d.Say("export.period.to", "To", day(to)))
	default:
		parts = append(parts, d.Say("export.period.both", "From", day(from), "To", day(to)))
	}
	if d.Shared {
		parts = append(parts, d.Say("export.shared"))
	}
	return d.joined(parts)
}

// LeftOut says what was left out, a phrase for each sort, to be listed below a heading. It is empty where nothing was.
func LeftOut(l checks.LeftOut, o Options) []string {
	var list []string
	for _, sort := range []struct {
		id string
		n  int
	}{
		{"export.left-out.stories", l.Stories}, {"export.left-out.answers", l.Answers}, {"export.left-out.evidence", l.Evidence},
		{"export.left-out.reasons", l.Reasons}, {"export.left-out.owners", l.Owners}, {"export.left-out.items", l.Items},
		{"export.left-out.unfinished", l.Unfinished},
	} {
		if sort.n > 0 {
			list = append(list, o.Printer.N(sort.id, sort.n))
		}
	}
	return list
}

// leftOut is what stands in the document about what is not in it: a heading with phrases, and a note. The heading is "" where
// there is nothing to say.
func (d *dossier) leftOut() (heading string, list []string, note string) {
	list = LeftOut(d.Left, d.Options)
	switch {
	case d.Shared && len(list) == 0:
		return d.Say("export.left-out"), []string{d.Say("export.left-out.none")}, d.Say("export.word-for-word")
	case d.Shared:
		return d.Say("export.left-out"), list, d.Say("export.word-for-word")
	case len(list) > 0:
		return d.Say("export.left-out.plain"), list, ""
	}
	return "", nil, ""
}

// noAnswers stands in place of answers, which may have been left out.
func (d *dossier) noAnswers() string {
	if d.Left.Answers > 0 {
		return d.Say("export.no-answers")
	}
	return d.Say("report.no-answers")
}

// head says when the chapter's run was, who took part, and what it is held against.
func (d *dossier) head(c Chapter, r checks.Run) []string {
	if c.Comparison != nil {
		pair := newComparison(d.document, *c.Comparison)
		return []string{d.leading(c, pair.head(pair.Current)), pair.against()}
	}
	return []string{d.leading(c, d.circumstances(r)), d.Say("voice.figures.first")}
}

func (d *dossier) leading(c Chapter, facts string) string {
	if c.Leadership {
		return d.joined([]string{facts, d.Say("voice.leadership")})
	}
	return facts
}

// itemBrief is one line about an item: in a few words what may be concluded, and what both runs say.
type itemBrief struct{ Title, Brief, Figures string }

// moved sums up the items of two runs of one kind; beside each other two views have nothing that moved.
func (d *dossier) moved(c *checks.Comparison) (list []itemBrief) {
	if c == nil || c.Beside() {
		return nil
	}
	for _, item := range c.Items {
		brief := ChangeBrief(d.Printer, item)
		if brief == "" {
			brief = d.Say("report.not-rated")
		}
		list = append(list, itemBrief{d.texts.TitleOf(item.ID), brief, ItemThenNow(d.Options, *c, item.ID)})
	}
	return list
}

// others are the runs of a chapter beside its main one, and the heading over them.
func (d *dossier) others(c Chapter) (heading string, list []checks.Run) {
	main, ok := c.Main()
	if !ok {
		return "", nil
	}
	list = slices.DeleteFunc(slices.Clone(c.Runs), func(r checks.Run) bool { return r.ID == main.ID })
	later := slices.ContainsFunc(list, func(r checks.Run) bool { return r.When().After(main.When()) || r.Kind != main.Kind })
	if later {
		return d.Say("export.other"), list
	}
	return d.Say("export.earlier"), list
}

// actionFacts are what became of an action, until when and by whom, and where it came from. Who is not told of nobody asks for.
func (d *dossier) actionFacts(a checks.Action) []string {
	today := checks.DayOf(d.Made)
	state := d.Say("action." + string(a.State))
	switch {
	case a.IsOverdue(today):
		state = d.Printer.N("listed.overdue", a.Late(today))
	case a.Reason != "":
		state += ": " + a.Reason
	}
	facts := []string{state}
	if !a.Due.IsZero() {
		facts = append(facts, d.Say("report.due", "Day", d.Printer.Day(a.Due.Time())))
	}
	switch {
	case a.Owner != "":
		facts = append(facts, a.Owner)
	case a.State == checks.Open && !d.Shared:
		facts = append(facts, d.Say("listed.nobody"))
	}
	if a.From != "" {
		facts = append(facts, d.Say("report.from", "Title", d.texts.TitleOf(a.From)))
	}
	return append(facts, d.madeIn(a))
}

// storyFacts are when and where a story was heard, and how far it was followed.
func (d *dossier) storyFacts(s checks.Story) []string {
	facts := []string{StoryLine(s, d.Options)}
	if s.IsComplaint() {
		facts = append(facts, d.causeFacts(s.Complaint)...)
	}
	return facts
}

// figures says a rating in figures on one line, in the words of the scale for one person.
func (d *dossier) figures(r checks.Run, id string) string {
	rating := r.Ratings[id]
	switch {
	case rating.Withheld:
		return d.Say("export.withheld")
	case rating.Answers() == 0:
		return d.Say("report.not-rated")
	}
	return strings.ReplaceAll(d.document.figures(r, rating.Tally), gap, " · ")
}
