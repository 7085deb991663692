package report

import (
	"errors"
	"io"
	"slices"

	"emptychair/checks"
)

// Export writes data: as Markdown to paste into a wiki, as a page for the browser and the printer in one file, or as CSV.
// JSON is written of a shared one only; what is not shared goes out in the interchange format, which holds all of it.
func Export(w io.Writer, f Format, d ExportData, o Options) error {
	if f == JSON && !d.Shared {
		return &checks.Error{Code: checks.CodeIO, Err: errors.ErrUnsupported}
	}
	o.Left = d.Left
	return report{
		blocks: func(doc *document) []block { return (&exportDocument{doc, d}).blocks() },
		json:   func() object { return sharedJSON(d) },
		table:  d.Teams,
	}.write(w, f, o)
}

// exportDocument is a document about teams.
type exportDocument struct {
	*document
	ExportData
}

func (d *exportDocument) blocks() []block {
	return []block{
		head{d.title(), []string{d.about()}},
		d.leftOut(),
		paragraph(d.sayIf(len(d.Teams) == 0, "export.nothing")),
		mapped(d.Teams, func(c TeamExport) block { return d.team(c) }),
	}
}

// title is the team's name where there is only one, otherwise the check's.
func (d *exportDocument) title() string {
	if len(d.Teams) == 1 {
		return d.teamName(d.Teams[0].Team)
	}
	return d.texts.Title
}

// about says what this is and as of when: the check where the title is a team, the time asked for, whether it may go out.
func (d *exportDocument) about() string {
	title := ""
	if len(d.Teams) == 1 {
		title = d.texts.Title
	}
	return d.joined(title, d.Say("voice.as-of", "Day", d.Printer.Day(d.Made)), d.period(), d.sayIf(d.Shared, "export.shared"))
}

// period says which time was asked for, nothing where that is all.
func (d *exportDocument) period() string {
	switch from, to := d.Period.From, d.Period.To; {
	case d.Period.IsZero():
		return ""
	case from == to:
		return d.Say("export.period.day", "Day", d.day(from))
	case to.IsZero():
		return d.Say("export.period.from", "From", d.day(from))
	case from.IsZero():
		return d.Say("export.period.to", "To", d.day(to))
	default:
		return d.Say("export.period.both", "From", d.day(from), "To", d.day(to))
	}
}

// LeftOut says what was left out, a phrase for each sort, to be listed below a heading. It is empty where nothing was.
func LeftOut(l checks.LeftOut, o Options) []string {
	var list []string
	for _, sort := range []struct {
		id string
		n  int
	}{
		{"export.left-out.stories", l.Stories},
		{"export.left-out.answers", l.Answers},
		{"export.left-out.actions", l.Actions},
		{"export.left-out.evidence", l.Evidence},
		{"export.left-out.reasons", l.Reasons},
		{"export.left-out.owners", l.Owners},
		{"export.left-out.items", l.Items},
		{"export.left-out.own", l.Own},
		{"export.left-out.unfinished", l.Unfinished},
	} {
		if sort.n > 0 {
			list = append(list, o.Printer.N(sort.id, sort.n))
		}
	}
	return list
}

// leftOut is what stands in the document about what is not in it, where there is something to say.
func (d *exportDocument) leftOut() []block {
	left, title := LeftOut(d.Left, d.Options), "export.left-out.plain"
	if d.Shared {
		title = "export.left-out"
	}
	if len(left) == 0 {
		left = nonEmpty(d.sayIf(d.Shared, "export.left-out.none"))
	}
	if len(left) == 0 {
		return nil
	}
	return []block{aside{d.Say(title), left, d.sayIf(d.Shared && d.Left.Verbatim > 0, "export.word-for-word")}}
}

// team tells of a team: of its main run, how its items went over time, its actions and stories, its other runs.
func (d *exportDocument) team(c TeamExport) []block {
	level, name := 2, ""
	if len(d.Teams) > 1 {
		level, name = 3, d.teamName(c.Team)
	}
	d.Stories = c.Stories
	var first []block
	top, second := team{Name: name}, titledList(level, d.Say("report.actions"), d.actions(c.Actions))
	if main, ok := c.Main(); ok {
		top.Lines, first = d.head(c, main), d.main(c, main, level)
	}
	if len(c.Runs) == 1 { // what comes of it is what is looked for first
		first, second = second, first
	}
	return []block{top, first, second, titledList(level, d.Say("voice.stories"), d.stories(c.Stories)), d.others(c, level)}
}

// head says when the main run was, who took part, and what it is held against.
func (d *exportDocument) head(c TeamExport, r checks.Run) []string {
	about, against := d.circumstances(r), d.Say("voice.figures.first")
	if c.Comparison != nil {
		pair := newComparison(d.document, *c.Comparison)
		about, against = pair.head(pair.Current), pair.against()
	}
	return []string{d.joined(about, d.sayIf(c.Leadership, "voice.leadership")), against}
}

// main tells of the main run: what moved, the items, how they went over time, the answers.
func (d *exportDocument) main(c TeamExport, main checks.Run, level int) (blocks []block) {
	if c.Comparison == nil {
		blocks = mapped(ratedIDs(main), func(id string) block { return d.itemOf(main, id, level) })
	} else {
		pair := newComparison(d.document, *c.Comparison)
		if !pair.IsMixed() {
			blocks = append(blocks, section{level, d.Say("export.moved")}, pair.moved())
		}
		for _, change := range pair.rated() {
			it := pair.item(change, level)
			it.Notes = d.notes(checks.Rating{Story: main.Ratings[change.ID].Story})
			blocks = append(blocks, it)
		}
		blocks = append(blocks, pair.notes())
	}
	for _, t := range c.Trends {
		heading := d.Say("export.trend")
		if t.Kind == checks.Solo {
			heading = d.Say("export.trend.solo")
		}
		blocks = append(append(blocks, section{level, heading}), d.trend(t, level+1)...)
	}
	return append(blocks, d.questions(level, d.noAnswers(), answersOf{answers: main.Answers}))
}

// others are the runs of a team beside its main one.
func (d *exportDocument) others(c TeamExport, level int) []block {
	main, _ := c.Main()
	list := slices.DeleteFunc(slices.Clone(c.Runs), func(r checks.Run) bool { return r.ID == main.ID })
	heading := "export.earlier"
	if slices.ContainsFunc(list, func(r checks.Run) bool { return r.When().After(main.When()) || r.Kind != main.Kind }) {
		heading = "export.other"
	}
	if len(list) == 0 {
		return nil
	}
	return []block{section{level, d.Say(heading)}, mapped(list, func(r checks.Run) block { return d.short(r, level+1) })}
}

// short is one of the other runs: its items in one table, and its answers.
func (d *exportDocument) short(r checks.Run, level int) shortRun {
	s := shortRun{Level: level, Title: d.circumstances(r), Dots: &dots{
		document: d.document, Over: d.Say("export.column.item"), Kind: r.Kind, NoAnswer: hasNoAnswer(r),
	}}
	for _, id := range ratedIDs(r) {
		rating, title := r.Ratings[id], d.texts.TitleOf(id)
		s.Dots.Rows = append(s.Dots.Rows, dotRow{Name: title, Rating: checks.Rating{Tally: rating.Tally, Withheld: rating.Withheld}, Chair: rating.Chair.Step})
		for _, f := range d.notes(rating) {
			s.Said = append(s.Said, title+". "+f.Name+": "+f.Value)
		}
	}
	s.Questions = d.questions(level+1, "", answersOf{answers: r.Answers})
	for i := range s.Questions.List {
		s.Questions.List[i].Text = ""
	}
	return s
}

// actions are what is done and to be done, with what became of each, until when and by whom, and where it came from.
func (d *exportDocument) actions(actions []checks.Action) list {
	return list{Class: "actions", Entries: mapped(actions, func(a checks.Action) entry {
		facts := d.actionFacts(a, checks.DayOf(d.Made), d.due(a), !d.Shared) // nobody asks for an owner who is left out
		return entry{Text: a.Text, State: a.State, Facts: [][]string{append(facts, d.madeIn(a))}}
	})}
}

// stories are what was heard, when and where, and how far it was followed.
func (d *exportDocument) stories(stories []checks.Story) list {
	l := list{Class: "stories"}
	for _, s := range stories {
		e := entry{Text: s.Text, Facts: [][]string{{StoryLine(s, d.Options)}}}
		if s.IsComplaint() {
			e.Facts = append(e.Facts, d.causeFacts(s.Complaint)...)
		}
		l.Entries = append(l.Entries, e)
	}
	return l
}
