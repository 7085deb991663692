package main

import (
	"io"
	"iter"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
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
	var period, asked string
	var out outputOptions
	flags := append([]cli.Flag{
		&cli.StringFlag{Name: "team", Destination: &o.team, Usage: "team.export"},
		&cli.StringFlag{Name: "period", Destination: &period},
		&cli.StringFlag{Name: "format", Destination: &asked, Usage: "format.export"},
		&cli.BoolFlag{Name: "share", Destination: &o.share},
		&cli.BoolFlag{Name: "excel", Destination: &o.excel},
	}, out.flags()...)
	return a.command("export", []string{"[RUN]"}, flags, func(args []string) (err error) {
		if len(args) > 0 {
			o.run = checks.CleanLine(args[0])
		}
		o.team = checks.CleanLine(o.team)
		if o.format, err = exportFormat(asked, out.file); err != nil {
			return err
		}
		if o.period, err = periodOf(period, a.now()); err != nil {
			return err
		}
		if err := o.together(); err != nil {
			return err
		}
		return a.export(o, out)
	})
}

// endings are the endings of the names of files in a format.
var endings = map[string]report.Format{
	".json": report.JSON, ".md": report.Markdown, ".markdown": report.Markdown, ".html": report.HTML, ".htm": report.HTML, ".csv": report.CSV,
}

// exportFormat returns the format that was asked for, or else the one that the name of the file speaks of: JSON
// where it has no ending, and an error where it has another one.
func exportFormat(asked, file string) (report.Format, error) {
	if asked != "" {
		return format(asked, report.ExportFormats)
	}
	ending := filepath.Ext(strings.TrimSuffix(strings.ToLower(file), sealedSuffix))
	if f, ok := endings[ending]; ok {
		return f, nil
	}
	if ending != "" && file != fromStdin {
		return "", wrongUse("cli.error.ending", "Ending", ending)
	}
	return report.JSON, nil
}

// periodOf reads --period; all time is said by "".
func periodOf(typed string, now time.Time) (checks.Period, error) {
	if typed == "" {
		return checks.Period{}, nil
	}
	return checks.ParsePeriod(typed, checks.DayOf(now))
}

// together returns an error where options do not go together.
func (o exportOptions) together() error {
	for _, other := range []struct {
		name string
		said bool
	}{{"--team", o.team != ""}, {"--period", !o.period.IsZero()}} {
		if o.run != "" && other.said {
			return wrongUse("cli.error.run-and", "Run", o.run, "Other", other.name)
		}
	}
	if o.excel && o.format != report.CSV {
		return wrongUse("cli.error.excel")
	}
	return nil
}

// export writes what is asked for, and then says on stderr what it left out.
func (a *app) export(o exportOptions, out outputOptions) error {
	s := a.store()
	own, err := ownFilesOf(s)
	if err != nil {
		return err
	}
	to, err := a.output(out, own)
	if err != nil {
		return err
	}
	o, err = o.resolved(s)
	if err != nil {
		return err
	}
	defer frugal()()
	var left checks.LeftOut
	err = to.write(func(w io.Writer) error {
		left, err = runExport(w, o, s, a.now(), a.reportOptions)
		return err
	})
	if err != nil {
		return err
	}
	return a.tellExported(to, o.share, left)
}

// tellExported says on stderr where a document went, and what is not in it.
func (a *app) tellExported(to output, share bool, left checks.LeftOut) error {
	say := a.reportOptions()
	if to.path != "" {
		if err := tell(a.stderr, say, say.Say("cli.export.written", "File", cleanPath(to.path))); err != nil {
			return err
		}
	}
	if !share {
		return nil
	}
	return tellLeftOut(a.stderr, left, say)
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
	return tell(w, say, append(sentences, say.Say("cli.share.word-for-word"))...)
}

// resolved returns the options with the whole id of the run and the name of the team as it is written.
func (o exportOptions) resolved(s database) (exportOptions, error) {
	var err error
	switch {
	case o.run != "":
		o.run, err = findID(s, o.run)
	case o.team != "":
		var t checks.Snapshot
		t, err = readKnown(s, o.team)
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
		err = failure("cli.error.export-unfinished", "Format", string(o.format))
	}
	return left, err
}
