package main

import (
	"io"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

type showOptions struct {
	run    string // as typed
	format report.Format
}

func (a *app) showCommand() *cli.Command {
	var o showOptions
	return a.Command("show", []string{"RUN"}, []cli.Flag{shell.Format(&o.format, report.Formats)}, func(args []string) error {
		o.run = args[0]
		return runShow(a.Stdout, o, a.store(), a.ReportOptions)
	})
}

// runShow prints one run.
func runShow(w io.Writer, o showOptions, s database, how func() report.Options) error {
	r, err := findRun(s, o.run)
	if err != nil {
		return err
	}
	t, err := s.Snapshot(r.Team)
	if err != nil {
		return err
	}
	return shell.OutputError(report.Run(w, o.format, r, checks.LookedOf(r, t.Actions(), t.Stories), how()))
}
