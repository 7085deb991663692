package main

import (
	"io"

	"emptychair/checks"
	"emptychair/checks/interchange"
	"emptychair/checks/report"
	"emptychair/store"
)

// imported is what came of an import.
type imported struct {
	in     *interchange.Document
	merged store.Merged
	from   document
}

// tell says what came of an import, and shows what stands against what is here. That is an error as long as it is not settled.
func (o importOptions) tell(w io.Writer, i imported, say report.Options) error {
	m := i.merged
	sentences, err := o.results(i, say)
	if err != nil {
		return err
	}
	if err := tell(w, say, sentences...); err != nil || len(m.Conflicts) == 0 {
		return err
	}
	if err := o.conflicts(i, say); err != nil {
		return err
	}
	stay := len(m.Conflicts) - m.Replaced
	switch {
	case stay == 0:
		return nil
	case o.replace:
		return failure("cli.error.conflicts-stay")
	}
	return &problem{code: exitFailure, id: "cli.error.conflicts", n: &stay}
}

// How many conflicts are shown where not all are asked for, and how many rows of each; how many where they are replaced, which
// nothing can show any more afterwards; and how many runs of a table.
const (
	someConflicts   = 5
	someDifferences = 12
	manyConflicts   = 100
	someRuns        = 20
)

// conflicts shows what is here beside what stands in the document: a few of them, or all where nothing else is asked for.
func (o importOptions) conflicts(i imported, say report.Options) error {
	list := i.merged.Conflicts
	shown, rows, more := min(len(list), someConflicts), someDifferences, "cli.import.more-conflicts"
	switch {
	case o.try:
		shown, rows = len(list), 0
	case o.replace:
		shown, rows, more = min(len(list), manyConflicts), 0, "cli.import.more-replaced"
	}
	p := conflictPage{report.NewPage(say), i.from}
	for _, c := range list[:shown] {
		p.write(c, rows)
	}
	if rest := len(list) - shown; rest > 0 {
		p.Line("")
		p.Sentence(say.Printer.N(more, rest))
	}
	p.Line("")
	_, err := io.WriteString(o.notes, p.String())
	return written(err)
}

// results says in sentences how much came in, was here, or differs, and of a table what its runs are.
func (o importOptions) results(i imported, say report.Options) ([]string, error) {
	added, replaced := "cli.import.added.done", "cli.import.replaced.done"
	if o.try {
		added, replaced = "cli.import.added.try", "cli.import.replaced.try"
	}
	taken, stay := i.settled(o.replace)
	sentences := []string{say.Say("cli.import.nothing")}
	if i.merged.Added > 0 {
		sentences = []string{say.Say(added, "What", gained(i.merged.New, say))}
	}
	if i.merged.Same > 0 {
		sentences = append(sentences, say.Say("cli.import.same", "What", gained(i.same(), say)))
	}
	if i.merged.Replaced > 0 {
		sentences = append(sentences, say.Say(replaced, "What", gained(taken, say)))
	}
	if len(i.merged.Conflicts) > i.merged.Replaced {
		sentences = append(sentences, say.Say("cli.import.differ", "What", gained(stay, say)))
	}
	if i.merged.Backup != "" {
		sentences = append(sentences, say.Say("cli.import.backup", "File", cleanPath(i.merged.Backup)))
	}
	runs, err := i.tableRuns(say)
	return append(sentences, runs...), err
}

// gained says how much there is of each kind; where there is nothing else, it is what is remembered of teams.
func gained(g store.Gain, say report.Options) string {
	if g == (store.Gain{}) {
		return say.Say("cli.import.marks")
	}
	return counted(g.Runs, g.Actions, g.Stories, say)
}

// same is how much was here already: all that is neither new nor different.
func (i imported) same() store.Gain {
	all, fresh := i.in.Counts(), i.merged.New
	g := store.Gain{Runs: all.Runs - fresh.Runs, Actions: all.Actions + all.Between - fresh.Actions, Stories: all.Stories - fresh.Stories}
	for _, c := range i.merged.Conflicts {
		switch r := c.There.(type) {
		case checks.Run:
			g.Runs--
			g.Actions -= len(r.Actions)
		case checks.Action:
			g.Actions--
		case checks.Story:
			g.Stories--
		}
	}
	return g
}

// settled is how much of what differs is replaced, if anything is, and how much stays. The actions of a run are part of it.
func (i imported) settled(replace bool) (taken, stay store.Gain) {
	for _, c := range i.merged.Conflicts {
		g := &stay
		if replace && !c.Stays {
			g = &taken
		}
		switch c.There.(type) {
		case checks.Run:
			g.Runs++
		case checks.Action:
			g.Actions++
		case checks.Story:
			g.Stories++
		}
	}
	return taken, stay
}

// tableRuns names the runs of a table, so that everybody can see whether it was understood.
func (i imported) tableRuns(say report.Options) (lines []string, err error) {
	if !i.from.isTable() || i.merged.Added == 0 {
		return nil, nil
	}
	lines = append(lines, say.Say("cli.import.in-table"))
	for r, err := range i.in.Records() {
		if err != nil {
			return nil, err
		}
		run, ok := r.(checks.Run)
		if ok && len(lines) <= someRuns {
			lines = append(lines, "  "+say.Printer.Signs("• ")+say.Say("cli.import.table-run", "Team", checks.CleanLine(run.Team),
				"Day", say.Printer.Day(run.When()), "People", say.Printer.N("cli.import.people", run.People)))
		}
	}
	if more := i.in.Count() - someRuns; more > 0 {
		lines = append(lines, "  "+say.Printer.N("cli.import.more-runs", more))
	}
	return lines, nil
}
