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
	format report.Format
	share  bool // only what is safe to send
	excel  bool // a table as spreadsheets take it
}

func (a *app) exportCommand() *cli.Command {
	var o exportOptions
	var asked string
	var out shell.OutputOptions
	flags := append([]cli.Flag{
		shell.Line("team", &o.team).About("team.export"),
		shell.Parsed("period", &o.period, func(typed string) (checks.Period, error) {
			return checks.ParsePeriod(typed, checks.DayOf(a.Now()))
		}),
		shell.Text("format", &asked).About("format.export"),
		&cli.BoolFlag{Name: "share", Destination: &o.share},
		&cli.BoolFlag{Name: "excel", Destination: &o.excel},
	}, out.Flags()...)
	return a.Command("export", []string{"[RUN]"}, flags, func(args []string) (err error) {
		if len(args) > 0 {
			o.run = checks.CleanLine(args[0])
		}
		if o.format, err = formatOf(asked, out.File, report.JSON, report.ExportFormats); err != nil {
			return err
		}
		if err := o.together(); err != nil {
			return err
		}
		return a.export(o, out)
	})
}

// together returns an error where options do not go together.
func (o exportOptions) together() error {
	for _, other := range []struct {
		name string
		said bool
	}{{"--team", o.team != ""}, {"--period", !o.period.IsZero()}} {
		if o.run != "" && other.said {
			return shell.WrongUse("cli.error.run-and", "Run", o.run, "Other", other.name)
		}
	}
	if o.excel && o.format != report.CSV {
		return shell.WrongUse("cli.error.excel")
	}
	return nil
}

// export writes what is asked for, and then says on stderr what it left out.
func (a *app) export(o exportOptions, out shell.OutputOptions) error {
	s := a.store()
	reserved, err := reservedOf(s)
	if err != nil {
		return err
	}
	to, err := a.Output(out, reserved)
	if err != nil {
		return err
	}
	o, err = o.resolved(s)
	if err != nil {
		return err
	}
	defer saveMemory()()
	var left checks.LeftOut
	err = to.Write(func(w io.Writer) error {
		left, err = runExport(w, o, s, a.Now(), a.ReportOptions)
		return err
	})
	if err != nil {
		return err
	}
	return a.tellExported(to, o.share, left)
}

// tellExported says on stderr where a document went, and what is not in it.
func (a *app) tellExported(to shell.Output, share bool, left checks.LeftOut) error {
	say := a.ReportOptions()
	if to.Path != "" {
		if err := shell.Print(a.Stderr, say, say.Say("cli.export.written", "File", shell.CleanPath(to.Path))); err != nil {
			return err
		}
	}
	if !share {
		return nil
	}
	return tellLeftOut(a.Stderr, left, say)
}

// tellLeftOut says what is not in a document that is safe to send, and what is in it all the same.
func tellLeftOut(w io.Writer, left checks.LeftOut, say report.Options) error {
	sentences := []string{say.Say("cli.share.nothing")}
	if list := report.LeftOut(left, say); len(list) > 0 {
		sentences = []string{say.Say("cli.share.left-out")}
		for _, what := range list {
			sentences = append(sentences, "  "+say.Printer.Signs("• ")+what)
		}
	}
	return shell.Print(w, say, append(sentences, say.Say("cli.share.word-for-word"))...)
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
func runExport(w io.Writer, o exportOptions, s database, now time.Time, how func() report.Options) (left checks.LeftOut, err error) {
	x := exported{report.Selection{Made: now, Period: o.period, Run: o.run, Share: o.share}, o.format, o.excel, how}
	err = s.Records(o.team, func(records iter.Seq2[checks.Record, error]) error {
		left, err = x.write(w, records)
		return err
	})
	if checks.CodeOf(err) == checks.CodeUnfinished {
		err = shell.Failure("cli.error.export-unfinished", "Format", string(o.format))
	}
	return left, err
}
