package report

import (
	"io"

	"emptychair/checks"
	"emptychair/checks/content"
)

// Run writes one run with all that may be shown of it. What it said at its look back is as [checks.LookedOf] returns it.
func Run(w io.Writer, f Format, r checks.Run, looked []checks.Looked, o Options) error {
	switch f {
	case JSON:
		return WriteJSON(w, runFile(r, looked))
	case Markdown:
		return runMarkdown(w, r, looked, o)
	}
	return runText(w, r, looked, o)
}

// when says on which day a run was finished, or begun while it is not.
func (d *document) when(r checks.Run) string {
	day := d.Printer.Day(r.When().In(d.Location))
	if r.IsFinished() {
		return day
	}
	return d.Say("report.begun", "Day", day)
}

// circumstances are all that the head of a run says below the team: date, quarter, kind and people.
func (d *document) circumstances(r checks.Run) string {
	q := checks.QuarterOf(r.When().In(d.Location))
	parts := []string{d.when(r), d.Printer.Quarter(q.Year, q.Number), KindName(d.Printer, r.Kind)}
	if r.Kind == checks.Team {
		parts = append(parts, d.Printer.N("report.people", r.People))
	}
	if r.ChangingTeam {
		parts = append(parts, d.Say("report.changing-team"))
	}
	if r.Origin != checks.OriginRun {
		parts = append(parts, OriginWord(d.Printer, r.Origin))
	}
	if !r.IsFinished() {
		parts = append(parts, d.Say("report.unfinished"))
	}
	return d.joined(parts)
}

// actionFacts lists what is known of an action beside its text. What people wrote goes through quote.
func (d *document) actionFacts(a checks.Action, quote func(string) string) string {
	facts := []string{d.Say("action." + string(a.State))}
	if a.Reason != "" {
		facts[0] += ": " + quote(a.Reason)
	}
	if a.Owner != "" {
		facts = append(facts, quote(a.Owner))
	}
	if !a.Due.IsZero() {
		facts = append(facts, d.Say("report.due", "Day", d.Printer.Day(a.Due.Time())))
	}
	facts = append(facts, d.Say("report.from", "Title", d.texts.TitleOf(a.From)))
	return d.joined(facts)
}

// figures says a rating in figures. Of one person alone it says the step in words: n, median and range would be noise.
func (d *document) figures(r checks.Run, t checks.Tally) string {
	if r.Kind != checks.Solo {
		return FigureLine(d.Printer, t)
	}
	step, _, ok := t.Range()
	if !ok {
		return d.texts.NoAnswer
	}
	return d.Say("report.step", "Step", int(step), "Word", d.texts.Scale[step-1])
}

// ends say what the lowest and the highest step of an item look like, so that a reader knows what the steps between them mean.
func (d *document) ends(item string) string {
	text := d.texts.Items[item]
	return d.joined([]string{
		d.Say("export.end", "Step", 1, "Text", text.Low), d.Say("export.end", "Step", checks.Steps, "Text", text.High),
	})
}

// agreement is the agreement word with its question, and nothing for one person alone.
func (d *document) agreement(r checks.Run, t checks.Tally) string {
	if r.Kind == checks.Solo {
		return ""
	}
	return agreementLine(d.Printer, t)
}

// hidden says how many answers wait for their reveal.
func (d *document) hidden(r checks.Run, item string) string {
	return d.Printer.N("report.hidden", r.Hidden(item), "People", r.People)
}

func items() []checks.Item { return content.Check().Items }

func questions() []checks.Question { return content.Check().Questions }
