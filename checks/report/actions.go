package report

import (
	"io"
	"slices"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/lang"
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
		blocks: func(d *document) []block { return ofTeam(d.teamName(l.Team), d.listedActions(l, true)) },
		json:   func() object { return actionsJSON(l) },
	}.write(w, f, o)
}

// listedActions are actions as they are listed; where owners are asked for, it is said that nobody looks after one.
func (d *document) listedActions(l ActionList, owners bool) list {
	shown, short := list{Short: true}, ShortID(l.IDs)
	for _, a := range l.Actions {
		facts := append(d.actionFacts(a, l.Today, "", owners), d.madeIn(a), short(a.ID))
		if l.Team == "" {
			facts = append([]string{d.teamName(a.Team)}, facts...)
		}
		due := d.Say("listed.undated")
		if !a.Due.IsZero() {
			due = d.Printer.Day(a.Due.Time())
		}
		shown.Entries = append(shown.Entries, d.told(entry{Day: due, Text: a.Text, State: a.State, Facts: [][]string{facts}}))
	}
	return shown
}

// actionFacts are what became of an action, by when it is due where that is to be said, who looks after it and where it came
// from. Where owners are asked for, it is said that nobody looks after an open one. No day as today: that it is late is not said.
func (d *document) actionFacts(a checks.Action, today checks.Day, due string, owners bool) []string {
	state, owner := d.Say("action."+string(a.State)), a.Owner
	switch {
	case a.IsOverdue(today):
		state = d.Printer.N("listed.overdue", a.Late(today))
	case a.Reason != "":
		state += ": " + a.Reason
	}
	if owner == "" && a.State == checks.Open && owners {
		owner = d.Say("listed.nobody")
	}
	return nonEmpty(state, due, owner, d.from(a), StoryName(d.Printer, a.Story, d.Stories))
}

// from says which item or question an action came from, "" for none.
func (d *document) from(a checks.Action) string {
	if a.From == "" {
		return ""
	}
	return d.Say("report.from", "Title", d.texts.TitleOf(a.From))
}

// maxStoryName is how much of a story names it, in cells.
const maxStoryName = 36

// StoryName names the story that an action answers by its beginning; "" where it answers none of these.
func StoryName(p *lang.Printer, id string, stories []checks.Story) string {
	i := slices.IndexFunc(stories, func(s checks.Story) bool { return id != "" && s.ID == id })
	if i < 0 {
		return ""
	}
	return p.T("report.of-story", "Text", ansi.Truncate(checks.CleanLine(stories[i].Text), maxStoryName, p.Signs("…")))
}

// madeIn says in which run an action was made, or that it was made between two.
func (d *document) madeIn(a checks.Action) string {
	if a.Run == "" {
		return d.Say("listed.between-runs")
	}
	return d.Say("listed.of-run", "Day", d.day(a.Since(d.Location)))
}

// ActionLine says on one line what an action is beside its text.
func ActionLine(a checks.Action, today checks.Day, o Options) string {
	d := newDocument(o)
	return d.joined(d.actionFacts(a, today, d.due(a), true)...)
}

// due says by which day an action is due, nothing where there is none.
func (d *document) due(a checks.Action) string {
	if a.Due.IsZero() {
		return ""
	}
	return d.Say("report.due", "Day", d.Printer.Day(a.Due.Time()))
}
