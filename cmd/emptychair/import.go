package main

import (
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/interchange"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

type importOptions struct {
	try     bool // nothing is written
	replace bool // what differs here is written over
}

func (a *app) importCommand() *cli.Command {
	var o importOptions
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "dry-run", Destination: &o.try},
		&cli.BoolFlag{Name: "replace", Destination: &o.replace},
	}
	return a.Command("import", []string{"FILE"}, flags, func(args []string) error {
		d, err := a.Document(args[0], maxDocument)
		if err != nil {
			return err
		}
		defer d.Close()
		return a.runImport(d, o)
	})
}

// maxDocument is how much is read of what comes from a pipe: as much as of a file.
const maxDocument = 256 << 20

// saveMemory makes the program collect its garbage earlier, at the cost of some time, and returns what ends that: whoever takes out
// or in all there is makes much of it.
func saveMemory() (end func()) {
	before := debug.SetGCPercent(50)
	return func() { debug.SetGCPercent(before) }
}

// runImport takes in what a document holds that is not here yet, and says how it stands with the rest. A document with which
// anything is wrong changes nothing.
func (a *app) runImport(d shell.Document, o importOptions) error {
	defer saveMemory()()
	in, err := a.readDocument(d)
	if err != nil {
		return a.notImported(err, d)
	}
	progress := a.Progress("cli.import.progress")
	merged, err := a.store().Merge(in.Records(), store.MergeOptions{
		Replace: o.replace, Try: o.try, Progress: func(done int) { progress.Show(done, in.Count()) },
	})
	progress.End()
	if err != nil {
		return a.notMerged(err, d)
	}
	return imported{a, o, in, merged, d}.tell()
}

// readDocument reads a document and holds it against all rules. What it can never be is said at once.
func (a *app) readDocument(d shell.Document) (*interchange.Document, error) {
	if err := d.Refuse(); err != nil {
		return nil, err
	}
	o := interchange.Options{Check: content.Check(), Today: a.today(), Location: a.Now().Location()}
	if !d.IsTable() {
		return interchange.Read(d.Reader(), o)
	}
	t, err := a.store().Snapshot("")
	if err != nil {
		return nil, err
	}
	return interchange.ReadTable(d.Reader(), o, interchange.Names{Item: itemNamed, Team: func(name string) string {
		team := teamAmong(t.Teams, name)
		if team.isNew {
			t.Teams = append(t.Teams, team.name) // as the table names it first
		}
		return team.name
	}})
}

// itemNamed returns the item with this id or title, in any language.
func itemNamed(name string) (id string, ok bool) {
	for _, w := range itemWords() {
		if w.is(name) {
			return w.id, true
		}
	}
	return "", false
}

// notImported says why a document is not taken in: everything that is wrong with it, each on a line of its own.
func (a *app) notImported(err error, d shell.Document) error {
	var list *interchange.Problems
	if !errors.As(err, &list) {
		return d.ReadError(err)
	}
	say := a.ReportOptions()
	for _, p := range list.List {
		_, _ = fmt.Fprintln(a.Stderr, problemLine(p, say))
	}
	if list.More > 0 {
		_, _ = fmt.Fprintln(a.Stderr, say.Printer.N("cli.import.more-problems", list.More))
	}
	return shell.Failures("cli.error.not-imported", list.Count(), "File", d.Name)
}

// notMerged says why the store did not take in a valid document. Where it failed nothing was taken in, and that is said first.
func (a *app) notMerged(err error, d shell.Document) error {
	var ours *checks.Error
	if errors.As(err, &ours) && ours.Code != checks.CodeUnsure {
		_ = shell.Print(a.Stderr, a.ReportOptions(), a.ReportOptions().Say("cli.import.none"))
	}
	return a.notImported(err, d)
}

// problemLine says what is wrong with a document, and where, on one line: in words for somebody with a file before them, where
// there are such.
func problemLine(p interchange.Problem, say report.Options) string {
	what, _ := say.Printer.Error(p.Err)
	path, id := checks.CleanLine(p.Path), "cli.import.wrong."+string(checks.CodeOf(p.Err))
	if e := (*checks.Error)(nil); errors.As(p.Err, &e) && say.Printer.Has(id) {
		what = say.Say(id, "Subject", checks.CleanLine(e.Subject), "First", p.First, "Known", named("", itemWords())(say.Printer))
	}
	switch {
	case p.Line > 0:
		return say.Say("cli.import.problem-line", "Line", p.Line, "Path", path, "What", what)
	case path == "":
		return what
	}
	return say.Say("cli.import.problem", "Path", path, "What", what)
}

// imported is what came of an import.
type imported struct {
	*app
	importOptions
	in     *interchange.Document
	merged store.Merged
	from   shell.Document
}

// tell says what came of an import, and shows the conflicts. Those that are not replaced are an error.
func (i imported) tell() error {
	say := i.ReportOptions()
	sentences, err := i.results(say)
	if err != nil {
		return err
	}
	if err := shell.Print(i.Stdout, say, sentences...); err != nil || len(i.merged.Conflicts) == 0 {
		return err
	}
	if err := i.conflicts(say); err != nil {
		return err
	}
	stay := len(i.merged.Conflicts) - i.merged.Replaced
	switch {
	case stay == 0:
		return nil
	case i.replace:
		return shell.Failure("cli.error.conflicts-stay")
	}
	return shell.Failures("cli.error.conflicts", stay)
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
func (i imported) conflicts(say report.Options) error {
	list := i.merged.Conflicts
	shown, rows, more := min(len(list), someConflicts), someDifferences, "cli.import.more-conflicts"
	switch {
	case i.try:
		shown, rows = len(list), 0
	case i.replace:
		shown, rows, more = min(len(list), manyConflicts), 0, "cli.import.more-replaced"
	}
	p := conflictPage{Page: report.NewPage(say), from: i.from}
	for _, p.of = range list[:shown] {
		p.write(rows)
	}
	if rest := len(list) - shown; rest > 0 {
		p.Line("")
		p.Sentence(say.Printer.N(more, rest))
	}
	p.Line("")
	return shell.WritePage(i.Stderr, p.Page)
}

// results says in sentences how much came in, was here, or differs, and of a table what its runs are.
func (i imported) results(say report.Options) ([]string, error) {
	added, replaced := "cli.import.added.done", "cli.import.replaced.done"
	if i.try {
		added, replaced = "cli.import.added.try", "cli.import.replaced.try"
	}
	same, taken, stay := i.gains()
	m := i.merged
	var sentences []string
	for _, result := range []struct {
		id   string
		n    int
		what store.Counts
	}{{added, m.Added, m.New}, {"cli.import.same", m.Same, same}, {replaced, m.Replaced, taken}, {"cli.import.differ", len(m.Conflicts) - m.Replaced, stay}} {
		switch {
		case result.n > 0 && result.what == store.Counts{}: // it is what is remembered of teams
			sentences = append(sentences, say.Say(result.id, "What", say.Say("cli.import.marks")))
		case result.n > 0:
			what := countedRecords(result.what.Runs, result.what.Actions, result.what.Stories, say)
			sentences = append(sentences, say.Say(result.id, "What", what))
		case result.id == added:
			sentences = append(sentences, say.Say("cli.import.nothing"))
		}
	}
	if m.Backup != "" {
		sentences = append(sentences, say.Say("cli.import.backup", "File", shell.CleanPath(m.Backup)))
	}
	runs, err := i.tableRuns(say)
	return append(sentences, runs...), err
}

// gains are how much was here already, which is all that is neither new nor different, and of what differs how much is replaced, if
// anything is, and how much stays. The actions of a run that differs are part of it.
func (i imported) gains() (same, taken, stay store.Counts) {
	all, added := i.in.Counts(), i.merged.New
	same = store.Counts{Runs: all.Runs - added.Runs, Actions: all.Actions + all.Between - added.Actions, Stories: all.Stories - added.Stories}
	for _, c := range i.merged.Conflicts {
		differ := &stay
		if i.replace && !c.Stays {
			differ = &taken
		}
		switch r := c.Incoming.(type) {
		case checks.Run:
			same.Runs--
			same.Actions -= len(r.Actions)
			differ.Runs++
		case checks.Action:
			same.Actions--
			differ.Actions++
		case checks.Story:
			same.Stories--
			differ.Stories++
		}
	}
	return same, taken, stay
}

// tableRuns names the runs of a table, so that everybody can see whether it was understood.
func (i imported) tableRuns(say report.Options) (lines []string, err error) {
	if !i.from.IsTable() || i.merged.Added == 0 {
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
