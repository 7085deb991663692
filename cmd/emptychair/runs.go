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
		list = slices.DeleteFunc(list, func(r checks.Run) bool { return r.Team != o.team })
	}
	if len(list) > 0 || o.format == report.JSON {
		return shell.OutputError(report.Runs(w, o.format, list, ids, options()))
	}
	return shell.Print(w, options(), options().Say(id, "Team", o.team))
}

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
