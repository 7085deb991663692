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

// runBeside prints the latest runs of two teams beside each other, and returns what it left out.
func runBeside(w io.Writer, o compareOptions, s database, options func() report.Options) (left checks.LeftOut, err error) {
	a, left, err := latestGroup(s, o.team, o.share)
	if err != nil {
		return left, err
	}
	b, more, err := latestGroup(s, o.beside, o.share)
	if err != nil {
		return left, err
	}
	if a.Run.Team == b.Run.Team {
		return left, shell.WrongUse("cli.error.beside-itself", "Team", a.Run.Team)
	}
	return left.Plus(more), shell.OutputError(report.Beside(w, o.format, checks.BesideOf(content.Check(), a, b), options()))
}

// latestGroup reads the latest run that a team, "" for the one used last, went through together: its ratings, where it is to be
// shared those that may go out.
func latestGroup(s database, team string, shared bool) (g checks.Group, left checks.LeftOut, err error) {
	t, err := neededSnapshot(s, team)
	if err != nil {
		return g, left, err
	}
	for _, run := range t.Runs {
		if run.IsFinished() && run.Kind == checks.Team {
			run = ratingsOf(run)
			if shared {
				left = share(t, &run)
			}
			return checks.Group{Run: run, Leadership: t.Marks.Leadership}, left, nil
		}
	}
	return g, left, shell.NotFound("cli.error.no-run-together", "Team", t.Team)
}
