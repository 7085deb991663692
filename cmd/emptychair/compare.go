package main

import (
	"cmp"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

type compareOptions struct {
	choice
	beside string // another team, "" for none
	format report.Format
}

func (a *app) compareCommand() *cli.Command {
	var o compareOptions
	flags := append([]cli.Flag{
		shell.Line("with", &o.with), shell.Line("team", &o.team), shell.Line("beside", &o.beside),
	}, append(o.kindFlags(), shell.Format(&o.format, report.Formats))...)
	return a.Command("compare", []string{"[RUN]"}, flags, func(args []string) error {
		if len(args) > 0 {
			o.run = checks.CleanLine(args[0])
		}
		if err := cmp.Or(o.together(), o.oneKind()); err != nil {
			return err
		}
		if o.beside != "" {
			return runBeside(a.Stdout, o, a.store(), a.ReportOptions)
		}
		return runCompare(a.Stdout, o, a.store(), a.Now(), a.ReportOptions)
	})
}

// runCompare prints a run held against an earlier one.
func runCompare(w io.Writer, o compareOptions, s database, now time.Time, how func() report.Options) error {
	p, err := history(s, o.choice, now)
	if err != nil {
		return err
	}
	c, err := p.compare(o.choice)
	if err != nil {
		return unread(s, err)
	}
	return shell.OutputError(report.Compare(w, o.format, c, how()))
}
