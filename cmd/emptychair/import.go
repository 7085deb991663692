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
		d, err := a.document(args[0], interchange.MaxSize)
		if err != nil {
			return err
		}
		o.progress = a.progressBar()
		return runImport(a.stdout, o, d, a.store(), a.now(), a.reportOptions)
	})
}

// runImport takes in what a document holds that is not here yet, and says how it stands with the rest. A document with which
// anything is wrong changes nothing.
func runImport(w io.Writer, o importOptions, d document, s database, now time.Time, how func() report.Options) error {
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
	case table:
		return interchange.ReadTable(d.open, content.Check(), now, itemNamed)
	}
	return interchange.Read(d.open, content.Check())
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
		what, _ := say.Printer.Error(p.Err)
		id := "cli.import.problem"
		if p.Line > 0 {
			id = "cli.import.problem-line"
		}
		_, _ = fmt.Fprintln(o.notes, say.Say(id, "Path", checks.CleanLine(p.Path), "Line", p.Line, "What", what))
	}
	if list.More > 0 {
		_, _ = fmt.Fprintln(o.notes, say.Printer.N("cli.import.more-problems", list.More))
	}
	return failure("cli.error.not-imported", "File", d.name)
}

// tell says what came of an import, and shows what stands against what is here. That is an error as long as it is not settled.
func (o importOptions) tell(w io.Writer, m store.Merged, say report.Options) error {
	if err := tell(w, say, o.results(m, say)...); err != nil || len(m.Conflicts) == 0 {
		return err
	}
	p := report.NewPage(say)
	all := len(m.Conflicts)
	if !o.try {
		all = min(all, someConflicts)
	}
	for _, c := range m.Conflicts[:all] {
		conflictPage{p}.write(c)
	}
	if more := len(m.Conflicts) - all; more > 0 {
		p.Sentence("")
		p.Sentence(say.Printer.N("cli.import.more-conflicts", more))
	}
	if _, err := io.WriteString(o.notes, p.String()+"\n"); err != nil {
		return written(err)
	}
	if o.replace {
		return nil
	}
	return &problem{code: exitFailure, id: "cli.error.conflicts", pairs: []any{"N", len(m.Conflicts)}}
}

// someConflicts is how many conflicts are shown where not all are asked for.
const someConflicts = 5

// results says in sentences how many records came in, were here, or differ.
func (o importOptions) results(m store.Merged, say report.Options) []string {
	state := ".done"
	if o.try {
		state = ".try"
	}
	sentences := []string{say.Say("cli.import.added"+state, "What", counted(m.Added, say), "N", m.Added.Sum())}
	if m.Same > 0 {
		sentences = append(sentences, say.Printer.N("cli.import.same", m.Same))
	}
	if m.Replaced > 0 {
		sentences = append(sentences, say.Printer.N("cli.import.replaced"+state, m.Replaced))
	}
	if m.Backup != "" {
		sentences = append(sentences, say.Say("cli.import.backup", "File", m.Backup))
	}
	return sentences
}
