package main

import (
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
	in, err := d.read(s, now)
	if err != nil {
		return o.notImported(err, d, how())
	}
	merged, err := s.Merge(in.Records(), store.MergeOptions{
		Replace: o.replace, Try: o.try, Progress: func(done int) { o.progress.show(done, in.Count()) },
	})
	o.progress.end()
	if err != nil {
		return o.notMerged(err, d, how())
	}
	return o.tell(w, imported{in, merged, d}, how())
}

// read reads a document and holds it against all rules. What it can never be is said at once.
func (d document) read(s database, now time.Time) (*interchange.Document, error) {
	if err := d.foreign(); err != nil {
		return nil, err
	}
	f, err := d.open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	o := interchange.Options{Check: content.Check(), Today: checks.DayOf(now), Location: now.Location()}
	if !d.isTable() {
		return interchange.Read(f, o)
	}
	team, err := teamsNamed(s)
	if err != nil {
		return nil, err
	}
	return interchange.ReadTable(f, o, interchange.Names{Item: itemNamed, Team: team})
}

// teamsNamed returns what finds the team that a table means, as it is written here or else where the table names it first.
func teamsNamed(s database) (func(name string) string, error) {
	t, err := s.Snapshot("")
	return func(name string) string {
		c := teamAmong(t.Teams, name)
		if c.fresh {
			t.Teams = append(t.Teams, c.name)
		}
		return c.name
	}, err
}

// itemNamed returns the item with this id or title, in any language.
func itemNamed(name string) (id string, ok bool) {
	for _, w := range itemWords() {
		for _, known := range append(w.names, w.id) {
			if folded(known) == folded(name) {
				return w.id, true
			}
		}
	}
	return "", false
}

// itemWords are the items with their titles.
func itemWords() (list []word) {
	for _, it := range content.Check().Items {
		list = append(list, titled(it.ID))
	}
	return list
}
