package main

import (
	"cmp"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
)

type compareOptions struct {
	choice
	beside string // another team, "" for none
	format report.Format
}

func (a *app) compareCommand() *cli.Command {
	var o compareOptions
	var asked string
	flags := append([]cli.Flag{
		&cli.StringFlag{Name: "with", Destination: &o.with},
		&cli.StringFlag{Name: "team", Destination: &o.team},
		&cli.StringFlag{Name: "beside", Destination: &o.beside},
	}, append(o.kindFlags(), formatFlag(&asked))...)
	return a.command("compare", []string{"[RUN]"}, flags, func(args []string) (err error) {
		if o.format, err = format(asked, report.Formats); err != nil {
			return err
		}
		if len(args) > 0 {
			o.run = checks.CleanLine(args[0])
		}
		o.team, o.with, o.beside = checks.CleanLine(o.team), checks.CleanLine(o.with), checks.CleanLine(o.beside)
		if err := cmp.Or(o.together(), o.oneKind()); err != nil {
			return err
		}
		if o.beside != "" {
			return runBeside(a.stdout, o, a.store(), a.reportOptions)
		}
		return runCompare(a.stdout, o, a.store(), a.now(), a.reportOptions)
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
	return written(report.Compare(w, o.format, c, how()))
}
