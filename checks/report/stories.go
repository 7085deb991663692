package report

import (
	"io"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// StoryList is a list of stories.
type StoryList struct {
	Stories []checks.Story
	Team    string   // whose they are, "" where they are of several teams
	IDs     []string // of all stories there are, whether or not they are listed
	Today   checks.Day
}

// Stories writes a list of stories in the order given.
func Stories(w io.Writer, f Format, l StoryList, o Options) error {
	if f == JSON {
		return WriteJSON(w, storiesFile(l.Stories, l.Today))
	}
	return entries{team: l.Team, of: l.entries}.write(w, f, o)
}

func (l StoryList) entries(d *document, quote func(string) string) []entry {
	list := make([]entry, len(l.Stories))
	for i, s := range l.Stories {
		var facts []string
		if l.Team == "" {
			facts = append(facts, quote(s.Team))
		}
		facts = append(append(facts, d.storyFacts(s)...), ShortIDs([]string{s.ID}, l.IDs)[0])
		list[i] = entry{day: d.Printer.Day(s.On.Time()), text: s.Text, facts: facts}
	}
	return list
}

// storyFacts are where a story comes from, what it is about and how far it has been followed.
func (d *document) storyFacts(s checks.Story) []string {
	facts := []string{d.Say("source." + string(s.Source))}
	if s.About != "" {
		facts = append(facts, d.Say("listed.about", "Title", d.texts.TitleOf(s.About)))
	}
	if s.IsComplaint() {
		facts = append(facts, d.Say("story.complaint", "State", ComplaintWord(d.Printer, s.Complaint)))
	}
	return facts
}

// StoryLine says on one line what a story is beside its text: day, source, what it is about, how far it has been followed.
func StoryLine(s checks.Story, o Options) string {
	d := newDocument(o)
	return d.joined(append([]string{d.Printer.Day(s.On.Time())}, d.storyFacts(s)...))
}

// ComplaintWord says how far a complaint has been followed, and of one that came back that it is open again.
func ComplaintWord(p *lang.Printer, c checks.Complaint) string {
	word := p.T("complaint." + string(c.State))
	if c.State == checks.ComplaintBack {
		return p.T("listed.open-again", "State", word)
	}
	return word
}
