package main

import (
	"io"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

// together returns an error where something was asked for that does not go with --beside, which always takes the latest runs of
// two teams.
func (o compareOptions) together() error {
	for _, other := range []struct {
		name  string
		given bool
	}{{"RUN", o.run != ""}, {"--with", o.with != ""}, {"--solo", o.solo}, {"--together", o.group}} {
		if err := shell.Together("--beside", o.beside != "" && other.given, other.name); err != nil {
			return err
		}
	}
	return nil
}

// runBeside prints the latest runs of two teams beside each other.
func runBeside(w io.Writer, o compareOptions, s database, how func() report.Options) error {
	a, err := latestGroup(s, o.team)
	if err != nil {
		return err
	}
	b, err := latestGroup(s, o.beside)
	if err != nil {
		return err
	}
	if a.Run.Team == b.Run.Team {
		return shell.WrongUse("cli.error.beside-itself", "Team", a.Run.Team)
	}
	return shell.OutputError(report.Beside(w, o.format, checks.BesideOf(content.Check(), a, b), how()))
}

// latestGroup reads the latest run that a team, "" for the one used last, went through together.
func latestGroup(s database, team string) (checks.Group, error) {
	t, err := neededSnapshot(s, team)
	if err != nil {
		return checks.Group{}, err
	}
	for _, run := range t.Runs {
		if run.IsFinished() && run.Kind == checks.Team {
			return checks.Group{Run: run, Leadership: t.Marks.Leadership}, nil
		}
	}
	return checks.Group{}, shell.NotFound("cli.error.no-run-together", "Team", t.Team)
}
