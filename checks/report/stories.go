package report

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// Stories writes a list of stories in the order given.
func Stories(w io.Writer, f Format, l List[checks.Story], o Options) error {
	return report{
		blocks: func(d *document) []block { return d.ofTeam(l.Team, d.listedStories(l)) },
		json:   func() object { return storiesJSON(l.Records, o.Today) },
	}.write(w, f, o)
}

func (d *document) listedStories(l List[checks.Story]) list {
	shown, short := list{Short: true}, ShortID(l.IDs)
	for _, s := range l.Records {
		facts := append(d.storyFacts(s), short(s.ID))
		if l.Team == "" {
			facts = append([]string{d.teamName(s.Team)}, facts...)
		}
		shown.Entries = append(shown.Entries, d.told(entry{Day: d.day(s.On), Text: s.Text, Facts: [][]string{facts}}))
	}
	return shown
}

// storyFacts are where a story comes from, what it is about and how far it has been followed.
func (d *document) storyFacts(s checks.Story) []string {
	facts := nonEmpty(d.Say("source."+string(s.Source)), d.sayIf(s.About != "", "listed.about", "Title", d.texts.TitleOf(s.About)))
	if s.IsComplaint() {
		facts = append(facts, d.Say("story.complaint", "State", ComplaintWord(d.Printer, s.Complaint)))
	}
	return facts
}

// StoryLine says on one line what a story is beside its text: day, source, what it is about, how far it has been followed.
func StoryLine(s checks.Story, o Options) string {
	d := newDocument(o)
	return d.joined(append([]string{d.day(s.On)}, d.storyFacts(s)...)...)
}

// ComplaintWord says how far a complaint has been followed, and of one that came back that it is open again; nothing of a story that is none.
func ComplaintWord(p *lang.Printer, c checks.Complaint) string {
	if c.State == checks.NoComplaint {
		return ""
	}
	word := p.T("complaint." + string(c.State))
	if c.State == checks.ComplaintBack {
		return p.T("listed.open-again", "State", word)
	}
	return word
}

// Story writes one story with all that is known of it, as it stands today, and the actions that answer it. Without an id it names none.
func Story(w io.Writer, f Format, s checks.Story, actions []checks.Action, o Options) error {
	return report{
		blocks: func(d *document) []block {
			return append(d.story(s), titledList(2, d.Say("report.actions"), d.answering(actions)))
		},
		json: func() object { return storiesJSON([]checks.Story{s}, o.Today) },
	}.write(w, f, o)
}

func (d *document) story(s checks.Story) []block {
	top := head{d.teamName(s.Team), []string{d.storyHead(s)}}
	if s.ID != "" {
		top.Lines = append(top.Lines, d.Say("listed.story-id", "ID", s.ID))
	}
	blocks := []block{top, paragraph(s.Text)}
	if s.IsComplaint() {
		blocks = append(blocks, section{2, d.complaintHead(s.Complaint)}, d.complaintFields(s.Complaint))
	}
	return blocks
}

// answering lists the actions that answer a story.
func (d *document) answering(actions []checks.Action) list {
	return list{Entries: mapped(actions, func(a checks.Action) entry {
		return entry{Text: a.Text, State: a.State, Facts: [][]string{d.actionFacts(a, d.Today, d.due(a), true)}}
	})}
}

// storyHead says when it happened, where the story comes from and what it is about.
func (d *document) storyHead(s checks.Story) string {
	s.Complaint = checks.Complaint{} // has a head of its own
	return StoryLine(s, d.Options)
}

// complaintHead says how far a complaint has been followed, and for how long it has been open.
func (d *document) complaintHead(c checks.Complaint) string {
	head := []string{d.Say("listed.complaint-head", "State", ComplaintWord(d.Printer, c))}
	switch days := c.Age(d.Today); {
	case c.IsOpen() && days == 0:
		head = append(head, d.Say("listed.since-today"))
	case c.IsOpen():
		head = append(head, d.Printer.N("listed.open-for", days))
	}
	return d.joined(head...)
}

// complaintFields are what was done for the customer, the whys of a complaint, what is to be and what was changed, how many cases there were, and when it came into each state.
func (d *document) complaintFields(c checks.Complaint) (list fields) {
	switch {
	case c.Remedy.Text != "":
		list = append(list, field{d.Say("listed.remedy"), RemedyWords(d.Printer, c.Remedy)})
	case c.LacksRemedy():
		list = append(list, field{d.Say("listed.remedy"), d.Say("listed.remedy.none")})
	}
	for i, why := range c.Whys {
		name := d.Say("listed.why")
		if i == len(c.Whys)-1 && c.Cause() != "" {
			name = d.Say("listed.cause")
		}
		list = append(list, field{name, why})
	}
	if c.Plan != "" && c.Plan != c.Fix {
		list = append(list, field{d.Say("listed.plan"), c.Plan})
	}
	if c.Fix != "" {
		list = append(list, field{d.Say("listed.fix"), c.Fix})
	}
	if c.FixedText() != "" {
		list = append(list, field{d.Say("listed.keeper"), cmp.Or(c.Owner, d.Say("listed.nobody"))})
	}
	list = append(list, field{d.Say("listed.cases"), d.Printer.N("listed.cases-so-far", c.Cases)})
	attempts := mapped(c.Before, func(a checks.Attempt) field { return field{d.Say("attempt.name"), AttemptWords(d.Printer, a)} })
	return slices.Concat(list, attempts, mapped(c.Steps, func(s checks.ComplaintStep) field {
		return field{d.day(s.On), d.Say("complaint." + string(s.State))}
	}))
}

// RemedyWords say what was done for a customer, and when.
func RemedyWords(p *lang.Printer, r checks.Remedy) string {
	return p.T("report.remedy", "Text", r.Text, "Day", p.Day(r.On.Time()))
}

// AttemptWords say what was found and changed of a complaint earlier.
func AttemptWords(p *lang.Printer, a checks.Attempt) string {
	return p.T("attempt.words", "Whys", strings.Join(a.Whys, p.Signs(" → ")), "Fix", a.Fix)
}

// Walk is a walk through one's own product with a customer's eyes: three questions, of whose answers a story is made.
type Walk struct {
	last  checks.Story // the walk before
	first string       // ends the ids of messages that differ on a first walk
}

// Parts of a walk, in the order in which they are asked for.
const (
	WalkTried = iota
	WalkNoticed
	WalkCloser
	WalkParts
)

// NewWalk returns a walk after those among stories, of which the latest comes first.
func NewWalk(stories []checks.Story) Walk {
	i := slices.IndexFunc(stories, func(s checks.Story) bool { return s.Source == checks.FromShopWalk })
	if i < 0 {
		return Walk{first: ".first"}
	}
	return Walk{last: stories[i]}
}

// About says what a walk is, and what was noticed on the last one, "" where this is the first.
func (w Walk) About(p *lang.Printer) (about, last string) {
	if w.first == "" {
		noticed, _, _ := strings.Cut(w.last.Text, "\n")
		last = p.T("cli.walk.last", "Day", p.Day(w.last.On.Time()), "Text", noticed)
	}
	return p.T("cli.walk.about"), last
}

// Questions are the names of the three messages that ask.
func (w Walk) Questions() [WalkParts]string {
	return [...]string{"cli.walk.tried", "cli.walk.noticed", "cli.walk.closer" + w.first}
}

// Text is what is to be noted of the answers, "" for nothing: what was noticed first, as lists show that, and what was tried beside
// it. Whole is false where nothing but that was said.
func (w Walk) Text(p *lang.Printer, answers [WalkParts]string) (text string, whole bool) {
	var lines []string
	for _, part := range []struct{ answer, id string }{
		{answers[WalkNoticed], ""}, {answers[WalkTried], "cli.walk.was-tried"}, {answers[WalkCloser], "cli.walk.is-closer" + w.first},
	} {
		switch {
		case part.answer == "":
		case part.id == "":
			lines = append(lines, part.answer)
		default:
			lines = append(lines, p.T(part.id, "Text", part.answer))
		}
	}
	return strings.Join(lines, "\n"), answers[WalkTried] == "" || answers[WalkNoticed]+answers[WalkCloser] != ""
}
