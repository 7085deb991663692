package report

import (
	"io"

	"emptychair/checks"
)

// ActionList is a list of actions.
type ActionList struct {
	Actions []checks.Action
	Team    string   // whose they are, "" where they are of several teams
	IDs     []string // of all actions there are, whether or not they are listed
	Today   checks.Day
}

// Actions writes a list of actions in the order given.
func Actions(w io.Writer, f Format, l ActionList, o Options) error {
	return report{
		blocks: func(d *document) []block { return d.actionList(l) },
		json:   func() object { return actionsJSON(l) },
	}.write(w, f, o)
}

func (d *document) actionList(l ActionList) []block {
	shown := list{Short: true}
	for _, a := range l.Actions {
		facts := append(d.teamActionFacts(a, l.Today), d.madeIn(a), ShortIDs([]string{a.ID}, l.IDs)[0])
		if l.Team == "" {
			facts = append([]string{a.Team}, facts...)
		}
		due := d.Say("listed.undated")
		if !a.Due.IsZero() {
			due = d.Printer.Day(a.Due.Time())
		}
		shown.Entries = append(shown.Entries, entry{Day: due, Text: a.Text, State: a.State, Facts: [][]string{facts}})
	}
	return ofTeam(l.Team, shown)
}

// teamActionFacts are what became of an action, who looks after it and where it came from.
func (d *document) teamActionFacts(a checks.Action, today checks.Day) []string {
	var facts []string
	switch {
	case a.IsOverdue(today):
		facts = append(facts, d.Printer.N("listed.overdue", a.Late(today)))
	case a.State == checks.Dropped:
		facts = append(facts, d.Say("action.dropped")+": "+a.Reason)
	case a.State == checks.Done:
		facts = append(facts, d.Say("action.done"))
	}
	switch {
	case a.Owner != "":
		facts = append(facts, a.Owner)
	case a.State == checks.Open:
		facts = append(facts, d.Say("listed.nobody"))
	}
	if a.From != "" {
		facts = append(facts, d.Say("report.from", "Title", d.texts.TitleOf(a.From)))
	}
	return facts
}

// madeIn says in which run an action was made, or that it was made between two.
func (d *document) madeIn(a checks.Action) string {
	if a.Run == "" {
		return d.Say("listed.between-runs")
	}
	return d.Say("listed.of-run", "Day", d.Printer.Day(a.Made.In(d.Location)))
}

// datedFacts are [document.teamActionFacts] and before them the day by which it is due.
func (d *document) datedFacts(a checks.Action, today checks.Day) []string {
	return append(nonEmpty(d.due(a)), d.teamActionFacts(a, today)...)
}

// ActionLine says on one line what an action is beside its text.
func ActionLine(a checks.Action, today checks.Day, o Options) string {
	d := newDocument(o)
	facts := d.datedFacts(a, today)
	if a.State == checks.Open {
		facts = append([]string{d.Say("action.open")}, facts...)
	}
	return d.joined(facts...)
}
