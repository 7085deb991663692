package main

import (
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

// actionOptions are what is said of an action beside its text, as typed; "" says nothing.
type actionOptions struct{ owner, due string }

type actionsAddOptions struct {
	actionOptions
	team, about string
	text, id    string
}

func (a *app) actionsAddCommand() *cli.Command {
	var o actionsAddOptions
	flags := []cli.Flag{
		&cli.StringFlag{Name: "team", Destination: &o.team},
		&cli.StringFlag{Name: "owner", Destination: &o.owner},
		&cli.StringFlag{Name: "due", Destination: &o.due},
		&cli.StringFlag{Name: "about", Destination: &o.about, Usage: "about-action"},
	}
	return a.command("actions add", []string{"TEXT"}, flags, func(args []string) error {
		wrote, err := a.text(args, "")
		if err != nil {
			return err
		}
		o.text, o.id = wrote.text, a.newID()
		return runActionsAdd(a.stdout, o, a.store(), a.now(), a.reportOptions)
	})
}

// runActionsAdd notes an action between runs, and then says what it noted.
func runActionsAdd(w io.Writer, o actionsAddOptions, s database, now time.Time, how func() report.Options) error {
	due, err := dueDay(o.due, now)
	if err != nil {
		return err
	}
	from, err := aboutOf(o.about)
	if err != nil {
		return err
	}
	_, team, err := readToNote(s, checks.CleanLine(o.team))
	if err != nil {
		return err
	}
	action, err := checks.NewAction(content.Check(), checks.Action{
		ID: o.id, From: from, Text: o.text, Owner: o.owner, Due: due, State: checks.Open,
		Team: team.name, Made: now,
	})
	if err != nil {
		return refused(err)
	}
	if err := s.SaveAction(checks.Action{}, action); err != nil {
		return notSaved(err)
	}
	return actionNoted(w, "cli.noted", action, team, s, now, how())
}

// dueDay reads --due; no date is said by "".
func dueDay(typed string, now time.Time) (checks.Day, error) {
	day, err := checks.ParseDue(typed, checks.DayOf(now))
	if err != nil {
		return checks.Day{}, wrongUse("cli.error.due", "Value", typed)
	}
	return day, nil
}

// actionNoted says what became of an action, in the message with this id.
func actionNoted(w io.Writer, id string, x checks.Action, team teamChoice, s database, now time.Time, o report.Options) error {
	list, err := s.Actions("")
	short := shortAfter(x.ID, idsOf(list, actionID), err)
	facts := report.ActionLine(x, checks.DayOf(now), o)
	return noted(w, o.Say(id, "Team", team.name, "Facts", facts, "Reason", x.Reason, "ID", short), team, x.Text, o)
}
