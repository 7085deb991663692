package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/interchange"
	"emptychair/checks/report"
	"emptychair/store"
)

type importOptions struct {
	try      bool // nothing is written
	replace  bool // what differs here is written over
	progress *progressBar
	notes    io.Writer // for problems and conflicts
}

func (a *app) importCommand() *cli.Command {
	o := importOptions{notes: a.stderr}
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "dry-run", Destination: &o.try},
		&cli.BoolFlag{Name: "replace", Destination: &o.replace},
	}
	return a.command("import", []string{"FILE"}, flags, func(args []string) error {
		d, err := a.document(args[0], maxDocument)
		if err != nil {
			return err
		}
		o.progress = a.progressBar()
		return runImport(a.stdout, o, d, a.store(), a.now(), a.reportOptions)
	})
}

// maxDocument is how much is read of what comes from a pipe: as much as of a file.
const maxDocument = 256 << 20

// runImport takes in what a document holds that is not here yet, and says how it stands with the rest. A document with which
// anything is wrong changes nothing.
func runImport(w io.Writer, o importOptions, d document, s database, now time.Time, how func() report.Options) error {
	defer frugal()()
	in, err := d.read(now)
	if err != nil {
		return o.notImported(err, d, how())
	}
	merged, err := s.Merge(in.Records(), store.MergeOptions{
		Replace: o.replace, Try: o.try, Progress: func(done int) { o.progress.show(done, in.Count()) },
	})
	o.progress.end()
	if err != nil {
		return o.notImported(err, d, how())
	}
	return o.tell(w, merged, how())
}

// read reads a document and holds it against all rules.
func (d document) read(now time.Time) (*interchange.Document, error) {
	table, err := d.isTable()
	switch {
	case err != nil:
		return nil, err
	case !table:
		return interchange.Read(d.open, content.Check())
	}
	in, err := interchange.ReadTable(d.open, content.Check(), itemNamed)
	if err != nil {
		return nil, err
	}
	return in, nothingAhead(in, checks.DayOf(now))
}

// nothingAhead returns an error where a table tells of days that are still to come.
func nothingAhead(in *interchange.Document, today checks.Day) error {
	var ahead interchange.Problems
	for r, err := range in.Records() {
		if err != nil {
			return err
		}
		run, ok := r.(checks.Run)
		if day := checks.DayOf(run.When()); ok && today.Before(day) {
			ahead.List = append(ahead.List, interchange.Problem{Path: "date", Err: &checks.Error{Code: checks.CodeFuture, Subject: day.String()}})
		}
	}
	if len(ahead.List) == 0 {
		return nil
	}
	return &ahead
}

// itemNamed returns the item with this id or title, in any language.
func itemNamed(name string) (id string, ok bool) {
	for _, it := range content.Check().Items {
		w := titled(it.ID)
		for _, known := range append(w.names, w.id) {
			if folded(known) == folded(name) {
				return it.ID, true
			}
		}
	}
	return "", false
}

// notImported says why a document is not taken in: everything that is wrong with it, each on a line of its own.
func (o importOptions) notImported(err error, d document, say report.Options) error {
	var list *interchange.Problems
	if !errors.As(err, &list) {
		return d.notRead(err)
	}
	for _, p := range list.List {
		_, _ = fmt.Fprintln(o.notes, problemLine(p, say))
	}
	if list.More > 0 {
		_, _ = fmt.Fprintln(o.notes, say.Printer.N("cli.import.more-problems", list.More))
	}
	n := list.Count()
	return &problem{code: exitFailure, id: "cli.error.not-imported", n: &n, pairs: clean([]any{"File", d.name})}
}

// problemLine says what is wrong with a document, and where, on one line.
func problemLine(p interchange.Problem, say report.Options) string {
	what, _ := say.Printer.Error(p.Err)
	path := checks.CleanLine(p.Path)
	switch {
	case p.Line > 0:
		return say.Say("cli.import.problem-line", "Line", p.Line, "Path", path, "What", what)
	case path == "":
		return what
	}
	return say.Say("cli.import.problem", "Path", path, "What", what)
}

// tell says what came of an import, and shows what stands against what is here. That is an error as long as it is not settled.
func (o importOptions) tell(w io.Writer, m store.Merged, say report.Options) error {
	if err := tell(w, say, o.results(m, say)...); err != nil || len(m.Conflicts) == 0 {
		return err
	}
	if err := o.conflicts(m.Conflicts, say); err != nil {
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

// conflicts shows what is here beside what stands in the document: a few of them, or all where nothing else is asked for.
func (o importOptions) conflicts(list []store.Conflict, say report.Options) error {
	p, shown, rows := report.NewPage(say), min(len(list), someConflicts), someDifferences
	if o.try {
		shown, rows = len(list), 0
	}
	for _, c := range list[:shown] {
		conflictPage{p}.write(c, rows)
	}
	if more := len(list) - shown; more > 0 {
		p.Line("")
		p.Sentence(say.Printer.N("cli.import.more-conflicts", more))
	}
	p.Line("")
	_, err := io.WriteString(o.notes, p.String())
	return written(err)
}

// How many conflicts are shown where not all are asked for, and how many rows of each.
const (
	someConflicts   = 5
	someDifferences = 12
)

// results says in sentences how many records came in, were here, or differ.
func (o importOptions) results(m store.Merged, say report.Options) (sentences []string) {
	added, replaced, n := "cli.import.added.done", "cli.import.replaced.done", say.Printer.N
	if o.try {
		added, replaced = "cli.import.added.try", "cli.import.replaced.try"
	}
	switch {
	case m.Added == 0:
		sentences = append(sentences, say.Say("cli.import.nothing"))
	case m.New == store.Gain{}:
		sentences = append(sentences, say.Say(added, "What", say.Say("cli.import.marks")))
	default:
		sentences = append(sentences, say.Say(added, "What", counted(m.New.Runs, m.New.Actions, m.New.Stories, say)))
	}
	if m.Same > 0 {
		sentences = append(sentences, n("cli.import.same", m.Same))
	}
	if m.Replaced > 0 {
		sentences = append(sentences, n(replaced, m.Replaced))
	}
	if stay := len(m.Conflicts) - m.Replaced; stay > 0 {
		sentences = append(sentences, n("cli.import.differ", stay))
	}
	if m.Backup != "" {
		sentences = append(sentences, say.Say("cli.import.backup", "File", cleanPath(m.Backup)))
	}
	return sentences
}
