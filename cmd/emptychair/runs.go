package main

import (
	"io"
	"slices"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

func (a *app) runsCommand() *cli.Command {
	var team string // "" for all
	var f report.Format
	return a.Command("runs", nil, []cli.Flag{shell.Line("team", &team), shell.Format(&f, report.Formats)}, func([]string) error {
		return a.runRuns(team, f)
	})
}

// runRuns lists the runs, latest first.
func (a *app) runRuns(team string, f report.Format) error {
	id := "cli.no-runs"
	if team != "" {
		t, err := knownSnapshot(a.store(), team)
		if err != nil {
			return err
		}
		team, id = t.Team, "cli.no-runs-of-team"
	}
	list, err := a.store().Runs("")
	if err != nil {
		return err
	}
	ids := idsOf(list)
	if team != "" {
		list = slices.DeleteFunc(list, func(r checks.Run) bool { return r.Team != team })
	}
	if len(list) > 0 || f == report.JSON {
		return shell.OutputError(report.Runs(a.Stdout, f, list, ids, a.ReportOptions()))
	}
	return a.say(id, "Team", team)
}

func (a *app) showCommand() *cli.Command {
	var o printOptions
	return a.Command("show", []string{"RUN"}, o.printFlags(report.RunFormats), func(args []string) error {
		return a.print(&o, func(w io.Writer) (checks.LeftOut, error) { return a.runShow(w, args[0], o) })
	})
}

// runShow prints one run, and returns what it left out.
func (a *app) runShow(w io.Writer, typed string, o printOptions) (left checks.LeftOut, err error) {
	r, err := findRun(a.store(), typed)
	if err != nil {
		return left, err
	}
	t, err := a.store().Snapshot(r.Team)
	if err != nil {
		return left, err
	}
	if o.share {
		if !r.IsFinished() {
			return left, shell.Failure("cli.error.export-unfinished", "Format", "--share")
		}
		left = shareRuns(t, o.format, &r)
	}
	return left, shell.OutputError(report.Run(w, o.format, r, t.LookBack(r), a.sharedOptions(left)))
}
