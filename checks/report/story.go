package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// Story writes one story with all that is known of it, as it stands today.
func Story(w io.Writer, f Format, s checks.Story, today checks.Day, o Options) error {
	switch f {
	case JSON:
		return WriteJSON(w, storiesFile([]checks.Story{s}, today))
	case Markdown:
		return storyMarkdown(w, s, today, o)
	}
	return storyText(w, s, today, o)
}

// field is something known of a complaint, with a name.
type field struct{ name, value string }

func storyText(w io.Writer, s checks.Story, today checks.Day, o Options) error {
	d := newDocument(o)
	d.Heading(s.Team)
	d.Paragraph("", d.storyHead(s))
	d.Line(d.Say("listed.story-id", "ID", s.ID))
	d.Line("")
	d.Paragraph("  ", s.Text)
	if s.IsComplaint() {
		d.headingText(d.complaintHead(s.Complaint, today), "")
		d.fieldsText(d.complaintFields(s.Complaint))
	}
	return d.writeTo(w)
}

func storyMarkdown(w io.Writer, s checks.Story, today checks.Day, o Options) error {
	d := newMarkdown(o)
	d.Line("# " + escape(s.Team))
	d.block(escape(d.storyHead(s)))
	d.block(escape(d.Say("listed.story-id", "ID", s.ID)))
	d.block(escapeLines(s.Text, ""))
	if s.IsComplaint() {
		d.block("## " + escape(d.complaintHead(s.Complaint, today)))
		d.Line("")
		for _, f := range d.complaintFields(s.Complaint) {
			name := f.name
			if !strings.HasSuffix(name, "?") {
				name += ":"
			}
			d.Line(fmt.Sprintf("- **%s** %s", name, escape(f.value)))
		}
	}
	return d.writeTo(w)
}

// storyHead says when it happened, where the story comes from and what it is about.
func (d *document) storyHead(s checks.Story) string {
	s.Complaint = checks.Complaint{} // has a head of its own
	return StoryLine(s, d.Options)
}

// complaintHead says how far a complaint has been followed, and for how long it has been open.
func (d *document) complaintHead(c checks.Complaint, today checks.Day) string {
	head := []string{d.Say("listed.complaint-head", "State", ComplaintWord(d.Printer, c))}
	if c.IsOpen() {
		head = append(head, d.openFor(c.Age(today)))
	}
	return d.joined(head)
}

// openFor says for how many days something has been open.
func (d *document) openFor(days int) string {
	if days == 0 {
		return d.Say("listed.since-today")
	}
	return d.Printer.N("listed.open-for", days)
}

// complaintFields are the whys of a complaint, what was changed, how many cases there were, and when it came into each state.
func (d *document) complaintFields(c checks.Complaint) []field {
	var list []field
	for i, why := range c.Whys {
		name := d.Say("listed.why")
		if i == len(c.Whys)-1 && c.Cause() != "" {
			name = d.Say("listed.cause")
		}
		list = append(list, field{name, why})
	}
	if c.Fix != "" {
		owner := c.Owner
		if owner == "" {
			owner = d.Say("listed.nobody")
		}
		list = append(list, field{d.Say("listed.fix"), c.Fix}, field{d.Say("listed.keeper"), owner})
	}
	list = append(list, field{d.Say("listed.cases"), d.Printer.N("listed.cases-so-far", c.Cases)})
	for _, a := range c.Before {
		list = append(list, field{d.Say("attempt.name"), AttemptWords(d.Printer, a)})
	}
	for _, s := range c.Steps {
		list = append(list, field{d.Printer.Day(s.On.Time()), d.Say("complaint." + string(s.State))})
	}
	return list
}

// AttemptWords say what was found and changed of a complaint that came back after it.
func AttemptWords(p *lang.Printer, a checks.Attempt) string {
	return p.T("attempt.words", "Whys", strings.Join(a.Whys, p.Signs(" → ")), "Fix", a.Fix)
}

// fieldsText lists fields with their names in a column.
func (d *document) fieldsText(list []field) {
	width := 0
	for _, f := range list {
		width = max(width, ansi.StringWidth(f.name))
	}
	for _, f := range list {
		d.Paragraph("  "+Pad(f.name, width)+gap, f.value)
	}
}
