package main

import (
	"io"
	"iter"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

// exportOptions say what is exported, and how.
type exportOptions struct {
	run    string        // as typed, "" for all
	team   string        // "" for all
	period checks.Period // zero for all time
	excel  bool          // a table as spreadsheets take it
	printOptions
}

func (a *app) exportCommand() *cli.Command {
	o := exportOptions{printOptions: printOptions{usual: report.JSON, known: report.ExportFormats}}
	flags := append([]cli.Flag{
		shell.Line("team", &o.team).About("team.export"),
		shell.Parsed("period", &o.period, func(typed string) (checks.Period, error) {
			return checks.ParsePeriod(typed, checks.DayOf(a.Now()))
		}),
		shell.Text("format", &o.asked).About("format.export"),
		&cli.BoolFlag{Name: "share", Destination: &o.share},
		&cli.BoolFlag{Name: "excel", Destination: &o.excel},
	}, o.Flags()...)
	return a.Command("export", []string{"[RUN]"}, flags, func(args []string) error {
		if len(args) > 0 {
			o.run = checks.CleanLine(args[0])
		}
		if err := o.together(); err != nil {
			return err
		}
		return a.print(&o.printOptions, func(w io.Writer, s database) (checks.LeftOut, error) {
			defer saveMemory()()
			return runExport(w, o, s, a.Now(), a.ReportOptions)
		})
	})
}

// together returns an error where options do not go together.
func (o exportOptions) together() error {
	for _, other := range []struct {
		name  string
		given bool
	}{{"--team", o.team != ""}, {"--period", !o.period.IsZero()}} {
		if o.run != "" && other.given {
			return shell.WrongUse("cli.error.run-and", "Run", o.run, "Other", other.name)
		}
	}
	return nil
}

// resolved returns the options with the whole id of the run and the name of the team as it is written.
func (o exportOptions) resolved(s database) (exportOptions, error) {
	var err error
	switch {
	case o.run != "":
		o.run, err = findRunID(s, o.run)
	case o.team != "":
		var t checks.Snapshot
		t, err = knownSnapshot(s, o.team)
		o.team = t.Team
	}
	return o, err
}

// runExport writes what is asked for, and returns what it left out.
func runExport(w io.Writer, o exportOptions, s database, now time.Time, options func() report.Options) (left checks.LeftOut, err error) {
	if o.excel && o.format != report.CSV {
		return left, shell.WrongUse("cli.error.excel")
	}
	if o, err = o.resolved(s); err != nil {
		return left, err
	}
	x := exported{report.Selection{Made: now, Period: o.period, Run: o.run, Share: o.share}, o.format, o.excel, options}
	err = s.Records(o.team, func(records iter.Seq2[checks.Record, error]) error {
		left, err = x.write(w, records)
		return err
	})
	if checks.CodeOf(err) == checks.CodeUnfinished {
		err = shell.Failure("cli.error.export-unfinished", "Format", string(o.format))
	}
	return left, err
}
