package report

import (
	"io"
	"slices"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
)

// Run writes one run with all that may be shown of it. What it said at its look back is as [checks.Snapshot.LookBack] returns it.
func Run(w io.Writer, f Format, r checks.Run, looked []checks.LookBackEntry, o Options) error {
	return report{
		blocks: func(d *document) []block { return d.run(r, looked) },
		json:   func() object { return runJSON(r, looked, o) },
		table:  []TeamExport{{Team: r.Team, Runs: []checks.Run{r}, Actions: checks.ActionsOf(r)}},
	}.write(w, f, o)
}

func (d *document) run(r checks.Run, looked []checks.LookBackEntry) []block {
	return []block{
		head{d.teamName(r.Team), []string{d.circumstances(r), d.Say("report.id", "ID", r.ID)}},
		section{2, d.Say("report.actions")},
		d.runActions(r.Actions, nil),
		titledList(2, d.Say("stage.look-back"), d.lookedBack(looked)),
		mapped(ratedIDs(r), func(id string) block { return d.itemOf(r, id, 2) }),
		d.questions(2, d.noAnswers(), answersOf{answers: r.Answers}),
	}
}

func items() []checks.Item { return content.Check().Items }

// ratedIDs are the items, and last whether the time was well spent where one of the runs was asked that.
func ratedIDs(runs ...checks.Run) (ids []string) {
	ids = mapped(items(), func(it checks.Item) string { return it.ID })
	if slices.ContainsFunc(runs, func(r checks.Run) bool { return r.Ratings[checks.WorthID] != checks.Rating{} }) {
		ids = append(ids, checks.WorthID)
	}
	return ids
}

// when says on which day a run was finished, or begun while it is not.
func (d *document) when(r checks.Run) string {
	day := d.day(r.Day)
	if r.IsFinished() {
		return day
	}
	return d.Say("report.begun", "Day", day)
}

// circumstances are all that the head of a run says below the team: date, quarter, kind and people.
func (d *document) circumstances(r checks.Run) string {
	people := ""
	if r.Kind == checks.Team {
		people = d.Printer.N("report.people", r.People)
	}
	return d.joined(d.when(r), d.Quarter(r), KindName(d.Printer, r.Kind), people, d.sayIf(d.isToCome(r), "past.ahead"),
		d.sayIf(r.ChangingTeam, "report.changing-team"), Remark(d.Printer, r), d.sayIf(!r.IsFinished(), "report.unfinished"))
}

// itemOf is an item of a run that stands on its own.
func (d *document) itemOf(r checks.Run, id string, level int) item {
	it, rating := d.statement(id, level), r.Ratings[id]
	it.Notes = d.notes(rating)
	switch {
	case r.Hidden(id) > 0:
		it.None = d.Printer.N("report.hidden", r.Hidden(id), "People", r.PeopleAt(id))
	case rating.Withheld:
		it.None = d.Say("export.withheld")
	case rating.Answers() == 0:
		it.None = d.Say("report.not-rated")
	default:
		it.Chart = d.alone(r, id)
		if r.Kind != checks.Solo && id != checks.WorthID {
			it.Agreement = agreementLine(d.Printer, rating.Tally)
		}
	}
	return it
}

// alone are the answers of one run to an item.
func (d *document) alone(r checks.Run, id string) *dots {
	row := dotRow{Name: d.when(r), Rating: r.Revealed(id), Chair: r.Ratings[id].Chair.Step}
	before := d.beforeTalk(row.Rating, d.Say("report.before"))
	if len(before) > 0 {
		row.Name = d.Say("report.after")
	}
	return &dots{
		document: d, Over: d.Say("export.column.run"), Kind: r.Kind, Rows: append([]dotRow{row}, before...), NoAnswer: hasNoAnswer(r), Alone: len(before) == 0,
	}
}

// beforeTalk is the row of the first vote of a run on an item, nothing where there was no second one.
func (d *document) beforeTalk(r checks.Rating, name string) []dotRow {
	if r.Before == (checks.Tally{}) {
		return nil
	}
	return []dotRow{{Name: name, Short: d.Say("report.before"), Earlier: true, Rating: checks.Rating{Tally: r.Before}}}
}

// hasNoAnswer tells whether somebody gave no answer to an item that is revealed.
func hasNoAnswer(r checks.Run) bool {
	return slices.ContainsFunc(items(), func(it checks.Item) bool {
		rating := r.Revealed(it.ID)
		return rating.NoAnswer+rating.Before.NoAnswer > 0
	})
}

// statement begins an item with its words, and with what its lowest and its highest step look like, so that a reader knows what the
// steps between them mean.
func (d *document) statement(id string, level int) item {
	if id == checks.WorthID {
		return item{Level: level, Title: d.texts.Worth.Title, Statement: d.texts.Worth.Statement}
	}
	text := d.texts.Items[id]
	ends := d.joined(d.Say("export.end", "Step", 1, "Text", text.Low), d.Say("export.end", "Step", checks.Steps, "Text", text.High))
	return item{Level: level, Title: text.Title, Statement: text.Statement, Ends: ends}
}

// notes are what stands beside a rating: what the chair rests on, or that it stays empty for want of evidence, and the story.
func (d *document) notes(rating checks.Rating) fields {
	evidence := rating.Chair.Evidence
	if rating.Chair.Empty {
		evidence = d.Say("report.chair-empty")
	}
	list := fields{{d.Say("report.chair"), evidence}, {d.Say("report.story"), rating.Story}}
	return slices.DeleteFunc(list, func(f field) bool { return f.Value == "" })
}

// chairEvidence quotes what the chair rests on in a run of this name, or says that it stayed empty; nothing where nobody asked.
func chairEvidence(p *lang.Printer, run string, chair checks.Chair) string {
	switch {
	case chair.Empty:
		return p.T("compare.chair-empty", "Run", run)
	case chair.Evidence == "":
		return ""
	}
	return p.T("compare.chair", "Run", run, "Evidence", chair.Evidence)
}

// answersOf are the answers of a run, by question; the name of the run where there are others.
type answersOf struct {
	name    string
	answers map[string][]checks.Answer
}

// questions are all open questions with the answers of runs, those with the most marks first. None stands in place of answers; if it is ""
// what has no answers is left out.
func (d *document) questions(level int, none string, runs ...answersOf) questions {
	all := questions{Level: level, Heading: d.Say("export.answers")}
	for _, q := range content.Check().Questions {
		one := question{Title: d.texts.Questions[q.ID].Title, Text: d.texts.Questions[q.ID].Text}
		for _, r := range runs {
			given := slices.Clone(r.answers[q.ID])
			slices.SortStableFunc(given, func(a, b checks.Answer) int { return b.Marks - a.Marks })
			entries := mapped(given, func(a checks.Answer) entry { return entry{Marks: a.Marks, Text: a.Text} })
			if len(given) > 0 || none != "" {
				one.Answers = append(one.Answers, answers{r.name, list{Class: "answers", None: none, Entries: entries}})
			}
		}
		if len(one.Answers) > 0 {
			all.List = append(all.List, one)
		}
	}
	return all
}

// noAnswers and noActions stand in place of an empty list; of what is shared they say that there is nothing that can be shared.
func (d *document) noAnswers() string {
	if d.Left.Answers > 0 {
		return d.Say("export.no-answers")
	}
	return d.Say("report.no-answers")
}

func (d *document) noActions() string {
	if d.Left.Actions > 0 {
		return d.Say("export.no-actions")
	}
	return d.Say("report.no-actions")
}

// lookedBack lists what a run said at its look back: what became of it, and what it is about.
func (d *document) lookedBack(looked []checks.LookBackEntry) (l list) {
	for _, one := range looked {
		title, said := d.texts.TitleOf(one.From), d.Say("look.said."+string(one.Outcome), "Reason", one.Reason)
		facts := []string{said, d.sayIf(one.From != "", "report.from", "Title", title)}
		if one.Complaint {
			facts = []string{d.Say("report.complaint"), said, title}
		}
		l.Entries = append(l.Entries, entry{Text: one.Text, Facts: [][]string{nonEmpty(facts...)}})
	}
	return l
}

// runActions lists the actions of a run with all that is known of them, and what is to be said beside each.
func (d *document) runActions(actions []checks.Action, beside func(checks.Action) string) list {
	l := list{Class: "actions", Numbered: true, None: d.noActions()}
	for _, a := range actions {
		e := entry{Text: a.Text, State: a.State, Facts: [][]string{d.actionFacts(a, checks.Day{}, d.due(a), false)}}
		if beside != nil && beside(a) != "" {
			e.Facts = append(e.Facts, []string{beside(a)})
		}
		l.Entries = append(l.Entries, e)
	}
	return l
}
