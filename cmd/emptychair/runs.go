package main

import (
	"io"
	"slices"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
)

type runsOptions struct {
	team   string // "" for all teams
	format report.Format
}

func (a *app) runsCommand() *cli.Command {
	var team, asked string
	flags := []cli.Flag{&cli.StringFlag{Name: "team", Destination: &team}, formatFlag(&asked)}
	return a.command("runs", nil, flags, func([]string) error {
		f, err := format(asked, report.Formats)
		if err != nil {
			return err
		}
		return runRuns(a.stdout, runsOptions{checks.CleanLine(team), f}, a.store(), a.reportOptions)
	})
}

// runRuns lists the runs, latest first.
func runRuns(w io.Writer, o runsOptions, s database, how func() report.Options) error {
	if o.team != "" {
		t, err := readKnown(s, o.team)
		if err != nil {
			return err
		}
		o.team = t.Team
	}
	list, err := s.Runs("")
	if err != nil {
		return err
	}
	ids := idsOf(list, runID)
	if o.team != "" {
		list = slices.DeleteFunc(list, func(r checks.Summary) bool { return r.Team != o.team })
	}
	if len(list) > 0 || o.format == report.JSON {
		return written(report.Runs(w, o.format, list, ids, how()))
	}
	id := "cli.no-runs"
	if o.team != "" {
		id = "cli.no-runs-of-team"
	}
	return tell(w, how(), how().Say(id, "Team", o.team))
}

func runID(r checks.Summary) string { return r.ID }

// written puts an error of the output into words.
func written(err error) error {
	if err != nil {
		return failure("cli.error.output")
	}
	return nil
}
