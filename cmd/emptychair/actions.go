package main

import (
	"io"
	"slices"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
)

// actionShelf is where all actions are.
var actionShelf = shelf{"cli.error.no-actions", func(p *lang.Printer) string {
	return "emptychair actions --all-teams --state " + p.T("action."+anyState)
}}

func (a *app) actionsCommand() *cli.Command {
	return a.family("actions",
		a.actionsListCommand(), a.actionsAddCommand(), a.actionsDoneCommand(), a.actionsDropCommand(), a.actionsOpenCommand(),
		a.actionsEditCommand())
}

// anyState is the state of all actions.
const anyState = "all"

type actionsListOptions struct {
	team   string // "" for the one used last
	all    bool   // of all teams
	state  string // of actions, or [anyState]
	format report.Format
}

func (a *app) actionsListCommand() *cli.Command {
	var o actionsListOptions
	var asked string
	flags := []cli.Flag{
		&cli.StringFlag{Name: "team", Destination: &o.team},
		&cli.BoolFlag{Name: "all-teams", Destination: &o.all},
		&cli.StringFlag{Name: "state", Destination: &o.state, Value: string(checks.Open), Usage: "state-action"},
		formatFlag(&asked),
	}
	return a.command("actions list", nil, flags, func([]string) (err error) {
		if o.format, err = format(asked, report.Formats); err != nil {
			return err
		}
		if o.state, err = actionState(o.state); err != nil {
			return err
		}
		o.team = checks.CleanLine(o.team)
		return runActionsList(a.stdout, o, a.store(), a.now(), a.reportOptions)
	})
}

// actionState reads --state of actions.
func actionState(typed string) (string, error) {
	return choose("--state", typed, worded("action.", []checks.State{checks.Open, checks.Done, checks.Dropped, anyState}))
}

// runActionsList lists actions, what is due first first.
func runActionsList(w io.Writer, o actionsListOptions, s database, now time.Time, how func() report.Options) error {
	team, err := teamsMeant(s, o.team, o.all)
	if err != nil {
		return err
	}
	list, err := s.Actions("")
	if err != nil {
		return err
	}
	l := report.ActionList{Team: team, IDs: idsOf(list, actionID), Today: checks.DayOf(now)}
	none := len(list) == 0
	l.Actions = slices.DeleteFunc(list, func(x checks.Action) bool {
		return team != "" && x.Team != team || o.state != anyState && o.state != string(x.State)
	})
	if len(l.Actions) > 0 || o.format == report.JSON {
		return written(report.Actions(w, o.format, l, how()))
	}
	if none {
		o.state = anyState
	}
	return tell(w, how(), how().Say("cli.no-actions."+o.state, "Team", team))
}

func actionID(x checks.Action) string { return x.ID }

// findAction returns the action that somebody means, and the short form of its id.
func findAction(s database, typed string) (checks.Action, string, error) {
	list, err := s.Actions("")
	if err != nil {
		return checks.Action{}, "", err
	}
	return pickFrom(list, actionID, typed, actionShelf)
}
