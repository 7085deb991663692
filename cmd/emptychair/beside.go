package main

import (
	"io"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

// together returns an error where something was asked for that does not go with --beside, which always takes the latest runs of
// two teams.
func (o compareOptions) together() error {
	for _, other := range []struct {
		name  string
		given bool
	}{{"RUN", o.run != ""}, {"--with", o.with != ""}, {"--solo", o.solo}, {"--together", o.group}} {
		if o.beside != "" && other.given {
			return wrongUse("cli.error.together", "Name", "--beside", "Other", other.name)
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
		return wrongUse("cli.error.beside-itself", "Team", a.Run.Team)
	}
	return written(report.Beside(w, o.format, checks.BesideOf(content.Check(), a, b), how()))
}

// latestGroup reads the latest run that a team, "" for the one used last, went through together.
func latestGroup(s database, team string) (checks.Group, error) {
	t, err := readSome(s, team)
	if err != nil {
		return checks.Group{}, err
	}
	for _, run := range t.Runs {
		if run.IsFinished() && run.Kind == checks.Team {
			return checks.Group{Run: run, Leadership: t.Marks.Leadership}, nil
		}
	}
	return checks.Group{}, missing("cli.error.no-run-together", "Team", t.Team)
}
