package main

import (
	"io"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
)

func (a *app) teamsCommand() *cli.Command {
	return a.family("teams", a.teamsListCommand(), a.teamsMarkCommand())
}

func (a *app) teamsListCommand() *cli.Command {
	var asked string
	return a.command("teams list", nil, []cli.Flag{formatFlag(&asked)}, func([]string) error {
		f, err := format(asked, report.Formats)
		if err != nil {
			return err
		}
		return runTeamsList(a.stdout, f, a.store(), a.reportOptions)
	})
}

// runTeamsList lists the teams, the one used last first.
func runTeamsList(w io.Writer, f report.Format, s database, how func() report.Options) error {
	t, err := s.Snapshot("")
	var list []checks.History
	for _, team := range t.Teams {
		if err == nil && team != t.Team {
			t, err = s.Snapshot(team)
		}
		list = append(list, t.History())
	}
	if err != nil {
		return err
	}
	if len(list) == 0 && f != report.JSON {
		return tell(w, how(), how().Say("cli.no-teams"))
	}
	return written(report.Teams(w, f, list, how()))
}

type teamsMarkOptions struct {
	team       string // as typed
	leadership bool
}

func (a *app) teamsMarkCommand() *cli.Command {
	var leads, leadsNot bool
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "leadership", Destination: &leads},
		&cli.BoolFlag{Name: "no-leadership", Destination: &leadsNot},
	}
	return a.command("teams mark", []string{"TEAM"}, flags, func(args []string) error {
		switch {
		case leads && leadsNot:
			return wrongUse("cli.error.together", "Name", "--leadership", "Other", "--no-leadership")
		case !leads && !leadsNot:
			return wrongUse("cli.error.no-mark", "Team", args[0])
		}
		return runTeamsMark(a.stdout, teamsMarkOptions{args[0], leads}, a.store(), a.reportOptions)
	})
}

// runTeamsMark remembers whether a team leads others, and then says so.
func runTeamsMark(w io.Writer, o teamsMarkOptions, s database, how func() report.Options) error {
	t, err := readKnown(s, checks.CleanLine(o.team))
	switch {
	case err != nil:
		return err
	case t.Marks.Leadership == o.leadership:
		return tell(w, how(), how().Say("cli.unchanged"))
	}
	if err := s.MarkLeadership(t.Team, o.leadership); err != nil {
		return notSaved(err)
	}
	id := "cli.marked.team"
	if o.leadership {
		id = "cli.marked.leadership"
	}
	return tell(w, how(), how().Say(id, "Team", t.Team))
}
