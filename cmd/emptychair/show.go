package main

import (
	"io"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
)

type showOptions struct {
	run    string // as typed
	format report.Format
}

func (a *app) showCommand() *cli.Command {
	var asked string
	return a.command("show", []string{"RUN"}, []cli.Flag{formatFlag(&asked)}, func(args []string) error {
		f, err := format(asked, report.Formats)
		if err != nil {
			return err
		}
		return runShow(a.stdout, showOptions{args[0], f}, a.store(), a.reportOptions)
	})
}

// runShow prints one run.
func runShow(w io.Writer, o showOptions, s database, how func() report.Options) error {
	r, err := find(s, o.run)
	if err != nil {
		return err
	}
	t, err := s.Snapshot(r.Team)
	if err != nil {
		return err
	}
	return written(report.Run(w, o.format, r, checks.LookedOf(r, t.Actions(), t.Stories), how()))
}
