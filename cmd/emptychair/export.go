package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/urfave/cli/v3"
	"golang.org/x/text/unicode/norm"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/interchange"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
	"emptychair/tui"
)

// exportOptions say what is exported, and how.
type exportOptions struct {
	run    string        // as typed, "" for all
	team   string        // as typed, "" for all
	period checks.Period // zero for all time
	excel  bool          // a table as spreadsheets take it
	printOptions
}

func (a *app) exportCommand() *cli.Command {
	o := exportOptions{printOptions: printOptions{usual: report.JSON, known: report.ExportFormats}}
	flags := slices.Concat([]cli.Flag{
		shell.Line("team", &o.team).About("team.export"),
		shell.Parsed("period", &o.period, func(typed string) (checks.Period, error) { return a.calendar().Period(typed) }),
		o.formatFlag("format.export"),
	}, o.shareFlags(), []cli.Flag{&cli.BoolFlag{Name: "excel", Destination: &o.excel}}, o.Flags())
	return a.Command("export", []string{"[RUN]"}, flags, func(args []string) error {
		if len(args) > 0 {
			o.run = checks.CleanLine(args[0])
		}
		switch {
		case o.run != "" && o.team != "":
			return shell.WrongUse("cli.error.run-and", "Run", o.run, "Other", "--team")
		case o.run != "" && !o.period.IsZero():
			return shell.WrongUse("cli.error.run-and", "Run", o.run, "Other", "--period")
		}
		return a.print(&o.printOptions, func(w io.Writer) (checks.LeftOut, error) {
			defer a.saveMemory()()
			return a.runExport(w, o)
		})
	})
}

// saveMemory has garbage collected earlier, at the cost of some time, until end is called: to export or import everything makes much of it.
// Where other calls are in this process it lets that be: who of them ends last would say how it goes on.
func (a *app) saveMemory() (end func()) {
	if !a.Alone {
		return func() {}
	}
	before := debug.SetGCPercent(50)
	return func() { debug.SetGCPercent(before) }
}

// runExport writes what is asked for, and returns what it left out.
func (a *app) runExport(w io.Writer, o exportOptions) (left checks.LeftOut, err error) {
	if o.excel && o.format != report.CSV {
		return left, shell.WrongUse("cli.error.excel")
	}
	switch {
	case o.run != "":
		o.run, err = a.findRunID(o.run)
	case o.team != "":
		var t checks.Snapshot
		t, err = knownSnapshot(a.store(), o.team)
		o.team = t.Team
	}
	if err != nil {
		return left, err
	}
	x := exported{
		Selection: report.Selection{Made: a.Now(), Team: o.team, Period: o.period, Run: o.run, Share: o.share, Own: o.own, Year: a.settings().Year},
		format:    o.format, options: a.ReportOptions(), onScreen: !o.ToFile() && a.IsTerminal(a.Stdout),
	}
	x.options.Excel = o.excel
	left, err = x.write(w, a.store())
	if checks.CodeOf(err) == checks.CodeUnfinished {
		err = shell.Failure("cli.error.export-unfinished", "Format", string(o.format))
	}
	return left, err
}

// exported is what is written of records: the same for a command and for the full-screen program.
type exported struct {
	report.Selection
	format   report.Format
	options  report.Options
	onScreen bool // where no vote may show before its reveal
}

// write writes what is chosen of the records. They are all that there are of the team, or of all teams: what they say of runs that are not
// chosen, the chosen ones are held against, and what was told to one team no other shares. It returns what it left out. Where nothing is in
// the period that is asked for, that is an error.
func (x exported) write(w io.Writer, s database) (left checks.LeftOut, err error) {
	team := x.Team
	if x.Share {
		team = ""
	}
	records := s.Records(team)
	if x.format == report.JSON && !x.Share {
		return left, x.interchange(w, records)
	}
	d, err := report.NewExportData(content.Check(), records, x.Selection)
	if err != nil {
		return left, err
	}
	if len(d.Teams) == 0 && !x.Period.IsZero() {
		return left, shell.NotFound("cli.error.nothing-then")
	}
	return d.Left, report.Export(w, x.format, d, x.options)
}

// interchange writes the records that are chosen as they go from one machine to another.
func (x exported) interchange(w io.Writer, records iter.Seq2[checks.Record, error]) error {
	some := false
	err := interchange.Write(w, func(yield func(checks.Record, error) bool) {
		for r, err := range records {
			if err == nil && !x.Holds(r) {
				continue
			}
			if run, ok := r.(checks.Run); ok && x.onScreen && run.HasHidden() {
				r, err = nil, shell.Failure("cli.error.export-hidden")
			}
			some = true
			if !yield(r, err) {
				return
			}
		}
	})
	if err == nil && !some && !x.Period.IsZero() {
		err = shell.NotFound("cli.error.nothing-then")
	}
	return err
}

// exporter writes what the full-screen program exports.
type exporter struct {
	store   database
	now     func() time.Time
	folders []string // the first of them into which may be written takes the files
}

// exporter exports to where the program was called, or else to the user's home, where that is known.
func (a *app) exporter(s database) exporter {
	folders := []string{a.Absolute("."), a.Home()}
	return exporter{s, a.Now, slices.DeleteFunc(folders, func(folder string) bool { return folder == "" })}
}

// export does what [tui.Options] says.
func (e exporter) export(x tui.Export) (done tui.Exported, err error) {
	say := report.Options{Printer: lang.New(x.Language), Location: e.now().Location(), Year: e.year()}
	out := exported{
		Selection: report.Selection{Made: e.now(), Team: x.Team, Run: x.Run, Baseline: x.Baseline, Share: x.Share, Own: x.Own, Year: say.Year},
		format:    cmp.Or(x.Format, report.Markdown), options: say,
	}
	var document bytes.Buffer
	left, err := out.write(&document, e.store)
	if err != nil {
		return tui.Exported{}, err
	}
	if x.Share {
		done.LeftOut = report.LeftOut(left, say)
	}
	if x.Format == "" {
		done.Markdown = document.String()
		return done, nil
	}
	done.Path, err = e.save(document.Bytes(), fileName(x, e.day(x.Run), e.day(x.Baseline)))
	return done, err
}

// year is the fiscal year that is remembered.
func (e exporter) year() checks.FiscalYear {
	s, _ := e.store.Settings()
	return s.Year
}

// day returns the day of a run, a zero one for none.
func (e exporter) day(run string) checks.Day {
	r, _, _ := e.store.Run(run)
	return r.Day
}

// save puts a document into a file under a name that is free.
func (e exporter) save(document []byte, name string) (path string, err error) {
	err = &checks.Error{Code: checks.CodeDenied}
	for _, folder := range e.folders {
		for n := 1; ; n++ {
			path = filepath.Join(folder, numbered(name, n))
			err = (shell.Output{Path: path}).WriteFile(func(w io.Writer) error {
				_, err := w.Write(document)
				return err
			})
			if !errors.Is(err, fs.ErrExist) {
				break
			}
		}
		if err == nil || errors.Is(err, shell.ErrInterrupted) {
			return path, err
		}
		switch code := store.SystemCode(err); code {
		case "", checks.CodeDenied, checks.CodeReadOnly: // another folder may do
			err = &checks.Error{Code: checks.CodeDenied, Subject: folder, Err: err}
		default:
			return "", &checks.Error{Code: code, Subject: path, Err: err}
		}
	}
	return "", err
}

// numbered is the name of a file with a number from 2 on.
func numbered(name string, n int) string {
	if n == 1 {
		return name
	}
	ending := filepath.Ext(name)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ending), n, ending)
}

// fileName is a name that every system takes: emptychair-payments-2026-11-22-with-2026-08-12.html. A zero day is none.
func fileName(x tui.Export, day, baseline checks.Day) string {
	parts := []string{"emptychair", plainName(x.Team), day.String()}
	if !baseline.IsZero() {
		parts = append(parts, "with", baseline.String())
	}
	if x.Share {
		parts = append(parts, "shared")
	}
	ending := string(x.Format)
	if x.Format == report.Markdown {
		ending = "md"
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "-") + "." + ending
}

// maxPlainName is how much of a team's name goes into that of a file.
const maxPlainName = 40

var germanLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// plainName is a name in small letters of ASCII, digits and hyphens, "" where nothing of it is left.
func plainName(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(germanLetters.Replace(norm.NFC.String(strings.ToLower(name)))) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case !unicode.Is(unicode.Mn, r) && b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= maxPlainName {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}
