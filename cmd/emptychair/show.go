package main

import (
	"io"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

type showOptions struct {
	run string // as typed
	printOptions
}

func (a *app) showCommand() *cli.Command {
	var o showOptions
	return a.Command("show", []string{"RUN"}, o.printFlags(report.RunFormats), func(args []string) (err error) {
		o.run = args[0]
		return a.print(&o.printOptions, func(w io.Writer, s database) (checks.LeftOut, error) {
			return runShow(w, o, s, a.ReportOptions)
		})
	})
}

// runShow prints one run, and returns what it left out.
func runShow(w io.Writer, o showOptions, s database, options func() report.Options) (left checks.LeftOut, err error) {
	r, err := findRun(s, o.run)
	if err != nil {
		return left, err
	}
	t, err := s.Snapshot(r.Team)
	if err != nil {
		return left, err
	}
	if o.share {
		if !r.IsFinished() {
			return left, shell.Failure("cli.error.export-unfinished", "Format", "--share")
		}
		left = share(t, &r)
	}
	return left, shell.OutputError(report.Run(w, o.format, r, checks.LookedOf(r, t.Actions(), t.Stories), options()))
}
