package main

import (
	"io"
	"slices"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

type runsOptions struct {
	team   string // "" for all teams
	format report.Format
}

func (a *app) runsCommand() *cli.Command {
	var o runsOptions
	return a.Command("runs", nil, []cli.Flag{shell.Line("team", &o.team), shell.Format(&o.format, report.Formats)}, func([]string) error {
		return runRuns(a.Stdout, o, a.store(), a.ReportOptions)
	})
}

// runRuns lists the runs, latest first.
func runRuns(w io.Writer, o runsOptions, s database, options func() report.Options) error {
	id := "cli.no-runs"
	if o.team != "" {
		t, err := knownSnapshot(s, o.team)
		if err != nil {
			return err
		}
		o.team, id = t.Team, "cli.no-runs-of-team"
	}
	list, err := s.Runs("")
	if err != nil {
		return err
	}
	ids := runIDs(list)
	if o.team != "" {
		list = slices.DeleteFunc(list, func(r checks.Summary) bool { return r.Team != o.team })
	}
	if len(list) > 0 || o.format == report.JSON {
		return shell.OutputError(report.Runs(w, o.format, list, ids, options()))
	}
	return shell.Print(w, options(), options().Say(id, "Team", o.team))
}
