package report

import (
	"io"
	"strings"

	"emptychair/checks"
	"emptychair/checks/content"
)

// VoiceFormats are the formats of a [Voice], the usual one first.
var VoiceFormats = []Format{Text, Markdown, JSON, HTML}

// Voice writes what customers said to a team in a month, on one page that can be read aloud.
func Voice(w io.Writer, f Format, v checks.Voice, o Options) error {
	switch f {
	case JSON:
		return WriteJSON(w, voiceFile(v))
	case Markdown:
		return voiceMarkdown(w, v, o)
	case HTML:
		return voiceHTML(w, v, o)
	}
	return voiceText(w, v, o)
}

// voice is a document about a month of a team. What it returns is plain text; each format makes its own of it.
type voice struct {
	*document
	checks.Voice
}

// voicePart is a part of the page under a heading of its own.
type voicePart struct {
	Heading string
	Notes   []string // before the groups
	Groups  []voiceGroup
	After   []string // behind them
}

// voiceGroup is entries of a part that belong together, and what is to be said of them all.
type voiceGroup struct {
	Heading string
	Entries []voiceEntry
	Note    string
}

// voiceEntry is a story, a complaint or an action: when it was, what somebody wrote, and what is known of it beside that.
type voiceEntry struct {
	Lead  string // "" for none
	Text  string // may have several lines
	Facts []string
}

// about says whose month this is, and as of which day it is told.
func (d *voice) about() string {
	parts := []string{d.Team, d.Printer.MonthYear(d.Month.First().Time())}
	if d.Leadership {
		parts = append(parts, d.Say("voice.leadership"))
	}
	parts = append(parts, d.Say("voice.as-of", "Day", d.day(d.AsOf)))
	if d.AsOf != d.Today && !d.Month.Holds(d.Today) {
		parts = append(parts, d.Say("voice.actions-as-of", "Day", d.day(d.Today)))
	}
	return d.joined(parts)
}

func (d *voice) day(day checks.Day) string { return d.Printer.Day(day.Time()) }

// parts are the page but for its figures.
func (d *voice) parts() []voicePart {
	return []voicePart{d.storiesPart(), d.complaintsPart(), d.actionsPart()}
}

// storiesPart tells the stories of the month by what they are about. Those that are followed are told once, as complaints.
func (d *voice) storiesPart() voicePart {
	part := voicePart{Heading: d.Say("voice.stories")}
	if len(d.Stories) == 0 {
		part.Notes = []string{d.Say("voice.stories.none")}
		return part
	}
	var sources []string
	for _, g := range d.BySource() {
		source := d.source(checks.Source(g.ID))
		if n := len(g.Stories); n > 1 {
			source = d.Say("voice.stories.source", "N", n, "Source", source)
		}
		sources = append(sources, source)
	}
	part.Notes = []string{d.Printer.N("voice.stories.count", len(d.Stories), "Sources", strings.Join(sources, ", "))}
	for _, g := range d.ByItem(content.Check()) {
		part.Groups = append(part.Groups, d.storyGroup(g))
	}
	return part
}

func (d *voice) storyGroup(g checks.StoryGroup) voiceGroup {
	group := voiceGroup{Heading: d.Say("voice.stories.elsewhere")}
	if g.ID != "" {
		group.Heading = d.texts.TitleOf(g.ID)
	}
	followed := 0
	for _, s := range g.Stories {
		if s.IsComplaint() {
			followed++
			continue
		}
		group.Entries = append(group.Entries, voiceEntry{d.Printer.DayMonth(s.On.Time()), s.Text, []string{d.source(s.Source)}})
	}
	if followed > 0 {
		group.Note = d.Printer.N("voice.stories.below", followed)
	}
	return group
}

func (d *voice) source(s checks.Source) string { return d.Say("source." + string(s)) }

// complaintsPart tells the complaints by their state, those that came back first, whatever became of them in the same month.
func (d *voice) complaintsPart() voicePart {
	part := voicePart{Heading: d.Say("voice.complaints")}
	if len(d.Complaints) == 0 {
		part.Notes = []string{d.Say("voice.complaints.none")}
		return part
	}
	if len(d.Told(checks.ComplaintBack)) == 0 {
		part.Notes = []string{d.Say("voice.complaints.none-back")}
	}
	for _, state := range checks.VoiceStates() {
		group := voiceGroup{Heading: d.Say("voice.state." + string(state))}
		for _, s := range d.Told(state) {
			group.Entries = append(group.Entries, voiceEntry{Text: s.Text, Facts: d.complaintFacts(s)})
		}
		if len(group.Entries) > 0 {
			part.Groups = append(part.Groups, group)
		}
	}
	return part
}

// complaintFacts say where a complaint came from and how old it is, then its cause and what was done about it.
func (d *voice) complaintFacts(s checks.Story) []string {
	c := s.Complaint
	facts := []string{d.source(s.Source)}
	if s.About != "" {
		facts = append(facts, d.texts.TitleOf(s.About))
	}
	facts = append(facts, d.Say("voice.noted", "Day", d.day(c.Steps[0].On)))
	if back := c.BackOn(); !back.IsZero() && c.State != checks.ComplaintBack {
		facts = append(facts, d.Say("voice.since.came-back", "Day", d.day(back)))
	}
	if c.State != checks.ComplaintOpen {
		facts = append(facts, d.Say("voice.since."+string(c.State), "Day", d.day(c.Since())))
	}
	if age := c.Age(d.AsOf); c.IsOpen() && age > 0 {
		facts = append(facts, d.Printer.N("listed.open-for", age))
	}
	facts = append(facts, d.Printer.N("voice.cases", c.Cases))
	return append([]string{d.joined(facts)}, d.causeFacts(c)...)
}

// causeFacts say why it happened, what was changed, and who looks after it.
func (d *document) causeFacts(c checks.Complaint) (facts []string) {
	if cause := c.Cause(); cause != "" {
		facts = append(facts, d.Say("voice.cause", "Cause", cause))
	}
	switch {
	case c.State == checks.ComplaintBack && c.Fix != "":
		facts = append(facts, d.Say("voice.fix.failed", "Fix", c.Fix))
	case c.State == checks.ComplaintFixed, c.State == checks.ComplaintGone:
		owner := d.Say("voice.owner.none")
		if c.Owner != "" {
			owner = d.Say("voice.owner", "Owner", c.Owner)
		}
		facts = append(facts, d.joined([]string{d.Say("voice.fix", "Fix", c.Fix), owner}))
	}
	return facts
}

// actionsPart lists what is overdue, what falls due soon, and what has no date.
func (d *voice) actionsPart() voicePart {
	part := voicePart{Heading: d.Say("voice.actions")}
	if len(d.Overdue)+len(d.Due)+len(d.Undated)+d.Later == 0 {
		part.Notes = []string{d.Say("voice.actions.none")}
		return part
	}
	until := d.day(d.Until)
	if len(d.Overdue) == 0 {
		part.Notes = []string{d.Say("voice.overdue.none")}
	}
	if len(d.Due) == 0 {
		part.After = []string{d.Say("voice.due.none", "Day", until)}
	}
	part.list(d.Say("voice.overdue"), d.actionEntries(d.Overdue))
	part.list(d.Say("voice.due", "Day", until), d.actionEntries(d.Due))
	part.list(d.Say("voice.undated"), d.actionEntries(d.Undated))
	if d.Later > 0 {
		part.After = append(part.After, d.Printer.N("voice.later", d.Later))
	}
	return part
}

// list appends entries as a group where there are any.
func (p *voicePart) list(heading string, entries []voiceEntry) {
	if len(entries) > 0 {
		p.Groups = append(p.Groups, voiceGroup{Heading: heading, Entries: entries})
	}
}

func (d *voice) actionEntries(list []checks.Action) (entries []voiceEntry) {
	for _, a := range list {
		entries = append(entries, voiceEntry{Text: a.Text, Facts: []string{d.joined(d.datedFacts(a, d.Today))}})
	}
	return entries
}
