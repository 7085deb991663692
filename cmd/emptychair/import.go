package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/interchange"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

type importOptions struct {
	try     bool // nothing is written
	replace bool // what differs here is written over

	form interchange.Form // of a table that has a row for each person; without a team it is none
}

func (a *app) importCommand() *cli.Command {
	var o importOptions
	var columns []string
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "dry-run", Destination: &o.try},
		&cli.BoolFlag{Name: "replace", Destination: &o.replace},
		shell.Line("team", &o.form.Team).About("team.import"),
		shell.Parsed("on", &o.form.On, a.pastDay).About("import.on"),
		&cli.StringSliceFlag{Name: "column", Destination: &columns},
	}
	c := a.writing("import", []string{"FILE"}, flags, func(args []string) (err error) {
		if o.form.Columns, err = parseColumns(columns); err != nil {
			return err
		}
		if o.form.Team == "" && (!o.form.On.IsZero() || len(columns) > 0) {
			return shell.WrongUse("cli.error.form-team")
		}
		d, err := a.Document(args[0])
		if err != nil {
			return err
		}
		defer d.Close()
		return a.runImport(d, o)
	})
	c.DisableSliceFlagSeparator = true // titles of columns hold commas
	return c
}

// runImport takes in what a document holds that is not here yet, and says how it stands with the rest. A document with which
// anything is wrong changes nothing.
func (a *app) runImport(d shell.Document, o importOptions) error {
	defer a.saveMemory()()
	in, err := a.readDocument(d, o)
	if err != nil {
		return a.notImported(err, d)
	}
	merged, err := a.store().Merge(in.Records(), store.MergeOptions{Replace: o.replace, Try: o.try})
	if err != nil {
		return a.notMerged(err, d)
	}
	return imported{a, o, in, merged, d}.tell()
}

// readDocument reads a document and holds it against all rules. What it can never be is said at once.
func (a *app) readDocument(d shell.Document, of importOptions) (*interchange.Document, error) {
	if err := d.Refuse(); err != nil {
		return nil, err
	}
	o := interchange.Options{Check: content.Check(), Today: a.today(), Location: a.Now().Location()}
	switch {
	case d.IsTable():
	case of.form.Team != "":
		return nil, shell.WrongUse("cli.error.form-table", "File", d.Name)
	default:
		return interchange.Read(d.Reader(), o)
	}
	t, err := a.store().Snapshot("")
	if err != nil {
		return nil, err
	}
	if of.form.Team != "" {
		return a.readForm(d, o, of, t.Teams)
	}
	known := checks.NewTeamNames(t.Teams)
	return interchange.ReadTable(d.Reader(), o, interchange.Names{Item: itemNamed, Team: func(name string) string {
		name, _ = known.Named(name) // a new one as the table names it first
		return name
	}})
}

// readForm reads what a team answered in a form.
func (a *app) readForm(d shell.Document, o interchange.Options, of importOptions, teams []string) (*interchange.Document, error) {
	team := teamAmong(teams, of.form.Team)
	of.form.Team = team.name
	of.form.Names, of.form.Steps = formNames()
	in, err := interchange.ReadForm(d.Reader(), o, of.form)
	if err == nil && team.similar != "" {
		err = shell.Print(a.Stderr, a.ReportOptions(), a.ReportOptions().Say("cli.new-team", "Team", team.name, "Near", team.similar))
	}
	return in, err
}

// formNames are what the columns of a form and the steps of its scale are called, in all languages.
func formNames() (columns map[string][]string, steps map[string]checks.Step) {
	columns, steps = map[string][]string{}, map[string]checks.Step{}
	for _, code := range lang.Codes {
		texts := content.In(code)
		for id, it := range texts.Items {
			columns[id] = append(columns[id], id, it.Title, it.Statement)
		}
		for id, q := range texts.Questions {
			columns[id] = append(columns[id], id, q.Title, q.Text)
		}
		for i, word := range texts.Scale {
			steps[word] = checks.Step(i + 1)
		}
		steps[texts.NoAnswer] = checks.NoAnswer
	}
	return columns, steps
}

// parseColumns reads what --column says: which item or question, or the date, has a column with which title.
func parseColumns(typed []string) (map[string][]string, error) {
	columns := map[string][]string{}
	known := append(checkWords(), newWord(interchange.DateColumn, func(code string) string { return lang.New(code).T("cli.import.date") }))
	for _, s := range typed {
		about, title, _ := strings.Cut(s, "=")
		if about, title = checks.CleanLine(about), checks.CleanLine(title); about == "" || title == "" {
			return nil, shell.WrongUse("cli.error.column", "Value", s)
		}
		id, err := choose("--column", about, known)
		if err != nil {
			return nil, err
		}
		columns[id] = append(columns[id], title)
	}
	return columns, nil
}

// itemNamed returns the item with this id or title, in any language.
func itemNamed(name string) (id string, ok bool) {
	list := itemWords()
	if i := slices.IndexFunc(list, func(w word) bool { return w.is(name) }); i >= 0 {
		return list[i].id, true
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
	if code := checks.CodeOf(err); code != "" && code != checks.CodeUnsure {
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
		what = say.Say(id, "Subject", checks.CleanLine(e.Subject), "First", p.First, "Known", wordsOf(itemWords())(say.Printer),
			"Day", p.Days[0].String(), "Other", p.Days[1].String())
	}
	if title, err := strconv.Unquote(strings.Trim(path, "[]")); err == nil { // of a column, whatever it is called
		path = say.Say("cli.import.column", "Title", checks.CleanLine(title))
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
	if err := i.tellResults(say); err != nil || len(i.merged.Conflicts) == 0 {
		return err
	}
	if err := i.conflicts(say); err != nil {
		return err
	}
	switch stay := i.merged.Left.Records; {
	case stay == 0:
		return nil
	case i.replace:
		return shell.Failure("cli.error.conflicts-stay")
	default:
		return shell.Failures("cli.error.conflicts", stay)
	}
}

// conflictJSON names a record that differs here.
type conflictJSON struct {
	Kind string `json:"kind"`
	ID   string `json:"id"` // the name of a team
}

// tellResults says what came of an import, but for the conflicts.
func (i imported) tellResults(say report.Options) error {
	if i.format != report.JSON {
		return shell.Print(i.Stdout, say, i.results(say)...)
	}
	f := struct {
		Try bool `json:"dry_run"`
		store.Merged
		Conflicts []conflictJSON `json:"conflicts"`
	}{i.try, i.merged, []conflictJSON{}}
	for _, c := range i.merged.Conflicts {
		f.Conflicts = append(f.Conflicts, newConflict(c.Stored))
	}
	return i.document("imported", f)
}

// newConflict names a record that differs.
func newConflict(r checks.Record) conflictJSON { return conflictJSON{checks.KindOf(r), r.Key()} }

// How many conflicts, and rows of each, are shown where not all are; and how many runs of a table.
const (
	someConflicts   = 5
	someDifferences = 12
	someRuns        = 20
)

// conflicts shows what is here beside what stands in the document: all of them in a trial, and where they are replaced, since nothing can
// show them afterwards; else a few.
func (i imported) conflicts(say report.Options) error {
	list := i.merged.Conflicts
	shown, rows := len(list), 0
	if !i.try && !i.replace {
		shown, rows = min(len(list), someConflicts), someDifferences
	}
	p := conflictPage{Page: report.NewPage(say), there: say.Say("cli.import.there")}
	if i.from.Name != shell.Stdin {
		p.there = say.Say("cli.import.there-named", "File", checks.CleanLine(filepath.Base(i.from.Name)))
	}
	for _, p.of = range list[:shown] {
		p.write(rows)
	}
	if rest := len(list) - shown; rest > 0 {
		p.Line("")
		p.Sentence(say.Printer.N("cli.import.more-conflicts", rest))
	}
	p.Line("")
	return shell.WritePage(i.Stderr, p.Page)
}

// results says in sentences how much came in, was here, or differs, and of a table what its runs are.
func (i imported) results(say report.Options) []string {
	added, replaced := "cli.import.added.done", "cli.import.replaced.done"
	if i.try {
		added, replaced = "cli.import.added.try", "cli.import.replaced.try"
	}
	m := i.merged
	var sentences []string
	for _, result := range []struct {
		id string
		store.Part
	}{{added, m.Added}, {"cli.import.same", m.Same}, {replaced, m.Replaced}, {"cli.import.differ", m.Left}} {
		switch {
		case result.Records > 0 && result.Counts == store.Counts{}: // it is what is remembered of teams
			sentences = append(sentences, say.Say(result.id, "What", say.Say("cli.import.marks")))
		case result.Records > 0:
			sentences = append(sentences, say.Say(result.id, "What", countedRecords(result.Counts, say)))
		case result.id == added:
			sentences = append(sentences, say.Say("cli.import.nothing"))
		}
	}
	if m.Backup != "" {
		sentences = append(sentences, say.Say("cli.import.backup", "File", shell.CleanPath(m.Backup)))
	}
	return slices.Concat(sentences, i.aboutRuns(say), i.leftOut(say))
}

// leftOut says what a form holds that was not counted: columns by their titles, rows by their numbers.
func (i imported) leftOut(say report.Options) (sentences []string) {
	out := i.in.LeftOut()
	var titles []string
	for _, title := range out.Columns {
		titles = append(titles, say.Say("cli.import.column", "Title", checks.CleanLine(title)))
	}
	if len(titles) > 0 {
		sentences = append(sentences, say.Say("cli.import.left-out", "What", strings.Join(titles, ", ")))
	}
	if len(out.Rows) > 0 {
		rows := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(out.Rows)), ", "), "[]")
		sentences = append(sentences, say.Printer.N("cli.import.rows", len(out.Rows), "Rows", rows))
	}
	if out.Empty > 0 {
		sentences = append(sentences, say.Printer.N("cli.import.empty-rows", out.Empty))
	}
	return sentences
}

// aboutRuns says how many runs are of the future, and names those of a table, so that everybody can see whether it was understood.
func (i imported) aboutRuns(say report.Options) (sentences []string) {
	ahead, runs := 0, []string{}
	for r, err := range i.in.Records() {
		run, ok := r.(checks.Run)
		if !ok || err != nil {
			continue
		}
		if i.today().Before(run.Day) {
			ahead++
		}
		if len(runs) < someRuns {
			runs = append(runs, "  "+say.Printer.Signs("• ")+say.Say("cli.import.table-run", "Team", checks.CleanLine(run.Team),
				"Day", say.Printer.Day(run.Day.Time()), "People", say.Printer.N("cli.import.people", run.People)))
		}
	}
	if ahead > 0 {
		sentences = append(sentences, say.Printer.N("cli.import.ahead", ahead))
	}
	if !i.from.IsTable() || i.merged.Added.Records == 0 {
		return sentences
	}
	sentences = append(append(sentences, say.Say("cli.import.in-table")), runs...)
	if more := i.in.Count() - len(runs); more > 0 {
		sentences = append(sentences, "  "+say.Printer.N("cli.import.more-runs", more))
	}
	return sentences
}
