package report

import (
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// Actions writes a list of actions in the order given.
func Actions(w io.Writer, f Format, l List[checks.Action], o Options) error {
	return report{
		blocks: func(d *document) []block { return d.ofTeam(l.Team, d.listedActions(l, d.Today, true)) },
		json:   func() object { return file("actions", member{"actions", actionsAsOf(l.Records, o.Today)}) },
	}.write(w, f, o)
}

// listedActions lists actions as of a day. With owners, an open action that has none says so.
func (d *document) listedActions(l List[checks.Action], today checks.Day, owners bool) list {
	shown, short := list{Short: true}, ShortID(l.IDs)
	for _, a := range l.Records {
		facts := append(d.actionFacts(a, today, "", owners), d.madeIn(a), short(a.ID))
		if l.Team == "" {
			facts = append([]string{d.teamName(a.Team)}, facts...)
		}
		due := d.Say("listed.undated")
		if !a.Due.IsZero() {
			due = d.day(a.Due)
		}
		shown.Entries = append(shown.Entries, d.told(entry{Day: due, Text: a.Text, State: a.State, Facts: [][]string{facts}}))
	}
	return shown
}

// actionFacts returns the state of an action, its due date if one is given, its owner, and what it came from. With owners, an open action
// that has none says so. Without today an action is never called late.
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
	return d.sayIf(a.From != "", "report.from", "Title", d.texts.TitleOf(a.From))
}

// maxStoryName is how much of a story names it, in cells.
const maxStoryName = 36

// StoryName returns the beginning of the story that an action answers, "" if that is none of these.
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
func ActionLine(a checks.Action, o Options) string {
	d := newDocument(o)
	return d.joined(d.actionFacts(a, o.Today, d.due(a), true)...)
}

// due says by which day an action is due, nothing where there is none.
func (d *document) due(a checks.Action) string {
	return d.sayIf(!a.Due.IsZero(), "report.due", "Day", d.day(a.Due))
}

// DueList is what is due of teams on a day.
type DueList struct {
	Teams   []checks.Due
	Actions []string // ids of all there are, whether or not they are listed
	Stories []string
	Made    time.Time // when the list is made
	Shared  bool      // only what [checks.Snapshot.ShareDue] lets out is in it
}

// HasDays tells whether a calendar of it has any event: one that has none is none.
func (l DueList) HasDays() bool {
	return slices.ContainsFunc(l.Teams, func(t checks.Due) bool {
		return !t.Next.IsZero() || slices.ContainsFunc(t.Actions, func(a checks.Action) bool { return !a.Due.IsZero() })
	})
}

// Due writes what is due of teams, in the order given.
func Due(w io.Writer, f Format, l DueList, o Options) error {
	if f == ICS {
		o.Printer = lang.New(o.Printer.Code()) // with all signs
		_, err := io.WriteString(w, l.calendar(newDocument(o)))
		return err
	}
	return report{
		blocks: func(d *document) []block { return mapped(l.Teams, func(t checks.Due) block { return l.blocks(d, t) }) },
		json:   func() object { return dueJSON(l) },
	}.write(w, f, o)
}

func (l DueList) blocks(d *document, t checks.Due) []block {
	next := d.Say("due.first")
	switch {
	case t.IsRunDue():
		next = d.Say("due.now", "Day", d.day(t.Next), "Last", d.day(t.Last.Day))
	case !t.Next.IsZero():
		next = d.Say("due.next", "Day", d.day(t.Next), "Last", d.day(t.Last.Day))
	}
	begin := head{d.teamName(t.Team), nonEmpty(next, d.sayIf(len(t.Actions)+len(t.Waiting) == 0, "due.nothing"))}
	actions := d.listedActions(List[checks.Action]{t.Actions, t.Team, l.Actions}, t.Today, !l.Shared)
	complaints := d.listedStories(List[checks.Story]{t.Waiting, t.Team, l.Stories})
	return []block{begin, titledList(2, d.Say("due.actions"), actions), titledList(2, d.Say("due.complaints"), complaints)}
}

func dueJSON(l DueList) object {
	anything := false
	teams := mapped(l.Teams, func(t checks.Due) object {
		anything = anything || t.IsAnything()
		return object{
			{"team", t.Team},
			{"last_run", t.Last.Day},
			{"next_run", t.Next},
			{"run_due", t.IsRunDue()},
			{"actions_due", t.ActionsDue()},
			{"actions", actionsAsOf(t.Actions, t.Today)},
			{"complaints", storiesAsOf(t.Waiting, t.Today)},
		}
	})
	return file("due", member{"today", checks.DayOf(l.Made)}, member{"due", anything}, member{"teams", teams})
}

// calendar is the next runs and the actions with a date, each an event of a whole day, as RFC 5545 says.
func (l DueList) calendar(d *document) string {
	var b strings.Builder
	line := func(name, value string) { b.WriteString(folded(name + ":" + value)) }
	event := func(id string, on checks.Day, summary string, about ...string) {
		line("BEGIN", "VEVENT")
		line("UID", calendarText.Replace(id+"@emptychair"))
		line("DTSTAMP", l.Made.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", on.Time().Format("20060102"))
		line("SUMMARY", calendarText.Replace(checks.CleanLine(summary)))
		if about := d.joined(about...); about != "" {
			line("DESCRIPTION", calendarText.Replace(about))
		}
		line("TRANSP", "TRANSPARENT")
		line("END", "VEVENT")
	}
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", fmt.Sprintf("-//emptychair//due//%s", strings.ToUpper(d.Printer.Code())))
	for _, t := range l.Teams {
		name := d.teamName(t.Team)
		if !t.Next.IsZero() {
			team := sha256.Sum256([]byte(t.Team)) // the same in the next file, in which another run is the last
			event(fmt.Sprintf("next-%x", team[:8]), t.Next, d.Say("due.event.run", "Team", name), d.Say("due.last", "Day", d.day(t.Last.Day)))
		}
		for _, a := range t.Actions {
			text := a.Text
			if text == "" { // tells a story
				text = d.Say("due.event.action")
			}
			if !a.Due.IsZero() {
				event(strings.TrimPrefix(a.Run+"-"+a.ID, "-"), a.Due, d.Say("due.event", "Text", text, "Team", name), a.Owner, d.from(a))
			}
		}
	}
	line("END", "VCALENDAR")
	return b.String()
}

// calendarText escapes text in a calendar.
var calendarText = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// folded is a line of a calendar in pieces of at most 75 bytes, none of which ends within a character.
func folded(line string) string {
	const most = 75
	var b strings.Builder
	n := 0
	for _, r := range line {
		if n+utf8.RuneLen(r) > most {
			b.WriteString("\r\n ")
			n = 1
		}
		b.WriteRune(r)
		n += utf8.RuneLen(r)
	}
	return b.String() + "\r\n"
}
