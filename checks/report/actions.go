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
	if f == JSON {
		return WriteJSON(w, actionsFile(l))
	}
	return entries{team: l.Team, of: l.entries}.write(w, f, o)
}

// actionsJSON are actions for other programs; schema/actions.json describes them. Days are 2026-09-30; "" is what there is
// none of.
type actionsJSON struct {
	Format  string   `json:"format"`
	Version int      `json:"version"`
	Actions []merged `json:"actions"`
}

// fileDue is what a day makes of an action.
type fileDue struct {
	Overdue bool `json:"overdue"`
}

func actionsFile(l ActionList) actionsJSON {
	return actionsJSON{"emptychair.actions", 1, fileActions(l.Actions, l.Today)}
}

// fileActions are actions as they stand on a day.
func fileActions(actions []checks.Action, today checks.Day) []merged {
	list := []merged{}
	for _, a := range actions {
		list = append(list, merged{a, fileDue{a.IsOverdue(today)}})
	}
	return list
}

func (l ActionList) entries(d *document, quote func(string) string) []entry {
	list := make([]entry, len(l.Actions))
	for i, a := range l.Actions {
		var facts []string
		if l.Team == "" {
			facts = append(facts, quote(a.Team))
		}
		facts = append(append(facts, d.teamActionFacts(a, l.Today, quote)...), d.madeIn(a), ShortIDs([]string{a.ID}, l.IDs)[0])
		due := d.Say("listed.undated")
		if !a.Due.IsZero() {
			due = d.Printer.Day(a.Due.Time())
		}
		list[i] = entry{day: due, text: a.Text, state: a.State, facts: facts}
	}
	return list
}

// teamActionFacts are what became of an action, who looks after it and where it came from.
func (d *document) teamActionFacts(a checks.Action, today checks.Day, quote func(string) string) []string {
	var facts []string
	switch {
	case a.IsOverdue(today):
		facts = append(facts, d.Printer.N("listed.overdue", a.Late(today)))
	case a.State == checks.Dropped:
		facts = append(facts, d.Say("action.dropped")+": "+quote(a.Reason))
	case a.State == checks.Done:
		facts = append(facts, d.Say("action.done"))
	}
	switch {
	case a.Owner != "":
		facts = append(facts, quote(a.Owner))
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
	facts := d.teamActionFacts(a, today, same)
	if a.Due.IsZero() {
		return facts
	}
	return append([]string{d.Say("report.due", "Day", d.Printer.Day(a.Due.Time()))}, facts...)
}

// ActionLine says on one line what an action is beside its text.
func ActionLine(a checks.Action, today checks.Day, o Options) string {
	d := newDocument(o)
	facts := d.datedFacts(a, today)
	if a.State == checks.Open {
		facts = append([]string{d.Say("action.open")}, facts...)
	}
	return d.joined(facts)
}
