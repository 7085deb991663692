package report

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/content"
)

// Voice writes what customers said to a team in a month, on one page that can be read aloud.
func Voice(w io.Writer, f Format, v checks.Voice, o Options) error {
	return report{
		blocks: func(d *document) []block { return (&voice{d, v}).blocks() },
		json:   func() object { return voiceJSON(v) },
	}.write(w, f, o)
}

// voice is a document about a month of a team.
type voice struct {
	*document
	checks.Voice
}

func (d *voice) blocks() []block {
	d.Options.Stories = d.All
	return []block{head{d.Say("voice.title"), []string{d.about()}}, d.stories(), d.complaints(), d.actions(), d.figures()}
}

// about says whose month this is, and as of which day it is told.
func (d *voice) about() string {
	return d.joined(
		d.teamName(d.Team),
		d.Printer.MonthYear(d.Month.First().Time()),
		d.sayIf(d.Leadership, "voice.leadership"),
		d.Say("voice.as-of", "Day", d.day(d.AsOf)),
		d.sayIf(d.AsOf != d.Today && !d.Month.Holds(d.Today), "voice.actions-as-of", "Day", d.day(d.Today)))
}

// stories tells the stories of the month by what they are about. Those that are followed are told once, as complaints.
func (d *voice) stories() []block {
	blocks := []block{section{2, d.Say("voice.stories")}}
	if len(d.Stories) == 0 {
		return append(blocks, paragraph(d.Say("voice.stories.none")))
	}
	var sources []string
	for _, g := range d.BySource() {
		source := d.source(checks.Source(g.ID))
		if n := len(g.Stories); n > 1 {
			source = d.Say("voice.stories.source", "N", n, "Source", source)
		}
		sources = append(sources, source)
	}
	blocks = append(blocks, paragraph(d.Printer.N("voice.stories.count", len(d.Stories), "Sources", strings.Join(sources, ", "))))
	for _, g := range d.ByItem(content.Check()) {
		blocks = append(blocks, d.storiesAbout(g)...)
	}
	return blocks
}

func (d *voice) storiesAbout(g checks.StoryGroup) []block {
	heading := d.Say("voice.stories.elsewhere")
	if g.ID != "" {
		heading = d.texts.TitleOf(g.ID)
	}
	var l list
	followed := 0
	for _, s := range g.Stories {
		if s.IsComplaint() {
			followed++
			continue
		}
		l.Entries = append(l.Entries, d.told(entry{Day: d.Printer.DayMonth(s.On.Time()), Text: s.Text, Facts: [][]string{{d.source(s.Source)}}}))
	}
	if followed > 0 {
		l.After = d.Printer.N("voice.stories.below", followed)
	}
	return []block{section{3, heading}, l}
}

// told names an entry whose text does not go out by what is known of it.
func (d *document) told(e entry) entry {
	if e.Text == "" {
		e.Text, e.Facts = d.joined(e.Facts[0]...), nil
	}
	return e
}

func (d *voice) source(s checks.Source) string { return d.Say("source." + string(s)) }

// complaints tells the complaints by their state, those that came back first, whatever became of them in the same month.
func (d *voice) complaints() []block {
	blocks := []block{section{2, d.Say("voice.complaints")}}
	if len(d.Complaints) == 0 {
		return append(blocks, paragraph(d.Say("voice.complaints.none")))
	}
	noneBack := len(d.ComplaintsUnder(checks.ComplaintBack)) == 0
	blocks = append(blocks, titledList(3, d.Say("voice.unanswered"), d.unanswered()), paragraph(d.sayIf(noneBack, "voice.complaints.none-back")))
	for _, state := range checks.VoiceHeadings() {
		l := list{Entries: mapped(d.ComplaintsUnder(state), func(s checks.Story) entry {
			return d.told(entry{Text: s.Text, Facts: d.complaintFacts(s)})
		})}
		blocks = append(blocks, titledList(3, d.Say("voice.state."+string(state)), l))
	}
	return blocks
}

// unanswered names in a line each the complaints of which nobody has done anything for the customer yet; all of them is told below.
func (d *voice) unanswered() list {
	return list{Entries: mapped(checks.Unanswered(d.Complaints), func(s checks.Story) entry {
		text := ansi.Truncate(checks.CleanLine(s.Text), maxUnanswered, d.signs("…"))
		return d.told(entry{Text: text, Facts: [][]string{{d.Say("voice.noted", "Day", d.day(s.Complaint.Steps[0].On))}}})
	})}
}

// maxUnanswered is how much of a complaint names it where it is told below, in cells.
const maxUnanswered = 70

// complaintFacts say where a complaint came from and how old it is, then its cause and what was done about it.
func (d *voice) complaintFacts(s checks.Story) [][]string {
	c := s.Complaint
	back, open := c.BackOn(), ""
	if age := c.Age(d.AsOf); c.IsOpen() && age > 0 {
		open = d.Printer.N("listed.open-for", age)
	}
	facts := nonEmpty(
		d.source(s.Source),
		d.texts.TitleOf(s.About),
		d.Say("voice.noted", "Day", d.day(c.Steps[0].On)),
		d.sayIf(!back.IsZero() && c.State != checks.ComplaintBack, "voice.since.came-back", "Day", d.day(back)),
		d.sayIf(c.State != checks.ComplaintOpen, "voice.since."+string(c.State), "Day", d.day(c.Since())),
		open,
		d.Printer.N("voice.cases", c.Cases))
	if d.Shared {
		return [][]string{facts}
	}
	return append([][]string{facts}, d.causeFacts(c)...)
}

// causeFacts say what was done for the customer, why it happened, what was changed or is to be, and who looks after it.
func (d *document) causeFacts(c checks.Complaint) (facts [][]string) {
	if c.Remedy.Text != "" {
		facts = append(facts, []string{d.Say("voice.remedy", "Remedy", RemedyWords(d.Printer, c.Remedy))})
	}
	if cause := c.Cause(); cause != "" {
		facts = append(facts, []string{d.Say("voice.cause", "Cause", cause)})
	}
	switch {
	case c.State == checks.ComplaintBack && c.Fix != "":
		facts = append(facts, []string{d.Say("voice.fix.failed", "Fix", c.Fix)})
	case c.State == checks.ComplaintPlanned, c.State == checks.ComplaintFixed, c.State == checks.ComplaintGone:
		owner, how := d.Say("voice.owner.none"), "voice.fix"
		if c.Owner != "" {
			owner = d.Say("voice.owner", "Owner", c.Owner)
		}
		if c.Fix == "" {
			how = "voice.plan"
		}
		facts = append(facts, []string{d.Say(how, "Fix", c.FixedText()), owner})
	}
	return facts
}

// actions lists what is overdue, what falls due soon, and what has no date.
func (d *voice) actions() []block {
	blocks := []block{section{2, d.Say("voice.actions")}}
	if len(d.Overdue)+len(d.Due)+len(d.Undated)+d.Later == 0 {
		return append(blocks, paragraph(d.Say("voice.actions.none")))
	}
	until, later := d.day(d.Until), ""
	if d.Later > 0 {
		later = d.Printer.N("voice.later", d.Later)
	}
	return append(blocks,
		paragraph(d.sayIf(len(d.Overdue) == 0, "voice.overdue.none")),
		titledList(3, d.Say("voice.overdue"), d.actionList(d.Overdue)),
		titledList(3, d.Say("voice.due", "Day", until), d.actionList(d.Due)),
		titledList(3, d.Say("voice.undated"), d.actionList(d.Undated)),
		paragraph(d.sayIf(len(d.Due) == 0, "voice.due.none", "Day", until)),
		paragraph(later))
}

func (d *voice) actionList(actions []checks.Action) list {
	return list{Entries: mapped(actions, func(a checks.Action) entry {
		return d.told(entry{Text: a.Text, Facts: [][]string{d.actionFacts(a, d.Today, d.due(a), !d.Shared)}})
	})}
}

// figures are the answers to all items, each with what is to be said of it: how it changed, what the chair says, the story.
func (d *voice) figures() []block {
	blocks := []block{section{2, d.Say("voice.figures")}}
	if d.Run == nil {
		return append(blocks, paragraph(d.Say("voice.figures.none")))
	}
	against := d.Say("voice.figures.first")
	if b := d.Baseline; b != nil {
		held := d.Say("compare.against", "Run", d.day(b.Day))
		against = d.joined(held, Remark(d.Printer, *b))
	}
	blocks = append(blocks, paragraph(d.circumstances(*d.Run)), paragraph(against))
	for _, one := range d.Items {
		shown := d.statement(one.ID, 3)
		shown.Statement, shown.Chart, shown.Notes = "", d.alone(*d.Run, one.ID), d.notes(d.Run.Ratings[one.ID])
		if d.Baseline != nil {
			d.conclude(&shown, one, *d.Baseline, *d.Run)
		}
		blocks = append(blocks, shown)
	}
	return append(blocks, note(NeededNote(d.Printer, d.Items...)))
}
