package report

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// DueList is what is due of teams on a day.
type DueList struct {
	Teams   []checks.Due
	Actions []string // ids of all there are, whether or not they are listed
	Stories []string
	Made    time.Time // when the list is made
	Shared  bool      // only what [checks.Snapshot.ShareDue] lets out is in it
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
	begin := head{d.teamName(t.Team), []string{next}}
	if len(t.Actions)+len(t.Waiting) == 0 {
		begin.Lines = append(begin.Lines, d.Say("due.nothing"))
	}
	blocks := []block{begin}
	if len(t.Actions) > 0 {
		blocks = append(blocks, section{2, d.Say("due.actions")}, d.listedActions(ActionList{t.Actions, t.Team, l.Actions, t.Today}, !l.Shared))
	}
	if len(t.Waiting) > 0 {
		blocks = append(blocks, section{2, d.Say("due.complaints")}, d.listedStories(StoryList{t.Waiting, t.Team, l.Stories, t.Today}))
	}
	return blocks
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
	seen := map[string]bool{}
	event := func(id, other string, on checks.Day, summary string, about ...string) {
		if seen[id] { // of two actions with one id
			id += "-" + other
		}
		seen[id] = true
		line("BEGIN", "VEVENT")
		line("UID", calendarText.Replace(id+"@emptychair"))
		line("DTSTAMP", l.Made.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", on.Time().Format("20060102"))
		line("SUMMARY", calendarText.Replace(checks.CleanLine(summary)))
		if about := d.joined(nonEmpty(about...)...); about != "" {
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
			event("next-"+t.Last.ID, "", t.Next, d.Say("due.event.run", "Team", name), d.Say("due.last", "Day", d.day(t.Last.Day)))
		}
		for _, a := range t.Actions {
			text := a.Text
			if text == "" { // tells a story
				text = d.Say("due.event.action")
			}
			if !a.Due.IsZero() {
				event(a.ID, a.Run, a.Due, d.Say("due.event", "Text", text, "Team", name), a.Owner, d.from(a))
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
