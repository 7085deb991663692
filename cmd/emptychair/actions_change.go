package main

import (
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

// actionChange says what becomes of an action.
type actionChange struct {
	action string // as typed
	change func(checks.Action) (checks.Action, error)
	said   string // id of the message that says what became of it
}

func (a *app) changeAction(typed, said string, change func(checks.Action) (checks.Action, error)) error {
	return runActionChange(a.stdout, actionChange{typed, change, said}, a.store(), a.now(), a.reportOptions)
}

// runActionChange changes an action, and then says how it is now.
func runActionChange(w io.Writer, o actionChange, s database, now time.Time, how func() report.Options) error {
	was, _, err := findAction(s, o.action)
	if err != nil {
		return err
	}
	action, err := o.change(was)
	if err != nil {
		return refused(err)
	}
	if action, err = checks.NewAction(content.Check(), action); err != nil {
		return refused(err)
	}
	if action == was {
		return tell(w, how(), how().Say("cli.unchanged"))
	}
	if err := s.SaveAction(was, action); err != nil {
		return notSaved(err)
	}
	return actionNoted(w, o.said, action, teamChoice{name: action.Team}, s, now, how())
}

func (a *app) actionsDoneCommand() *cli.Command {
	return a.command("actions done", []string{"ACTION"}, nil, func(args []string) error {
		return a.changeAction(args[0], "cli.finished", func(x checks.Action) (checks.Action, error) {
			if x.State == checks.Dropped {
				return x, failure("cli.error.action-dropped", "Reason", x.Reason, "ID", args[0])
			}
			return x.Finish(), nil
		})
	})
}

func (a *app) actionsOpenCommand() *cli.Command {
	return a.command("actions open", []string{"ACTION"}, nil, func(args []string) error {
		return a.changeAction(args[0], "cli.reopened", func(x checks.Action) (checks.Action, error) { return x.Reopen(), nil })
	})
}

func (a *app) actionsDropCommand() *cli.Command {
	var reason string
	flags := []cli.Flag{&cli.StringFlag{Name: "reason", Destination: &reason, Category: mustBeGiven}}
	return a.command("actions drop", []string{"ACTION"}, flags, func(args []string) error {
		if reason == "" {
			return wrongUse("cli.error.no-reason", "ID", args[0])
		}
		return a.changeAction(args[0], "cli.dropped", func(x checks.Action) (checks.Action, error) {
			if x.State == checks.Done {
				return x, failure("cli.error.action-done", "ID", args[0])
			}
			return x.Drop(reason)
		})
	})
}

func (a *app) actionsEditCommand() *cli.Command {
	var o actionOptions
	var text string
	owner := &cli.StringFlag{Name: "owner", Destination: &o.owner, Category: mayBeEmpty, Usage: "owner-edit"}
	due := &cli.StringFlag{Name: "due", Destination: &o.due, Category: mayBeEmpty, Usage: "due-edit"}
	flags := []cli.Flag{&cli.StringFlag{Name: "text", Destination: &text}, owner, due}
	return a.command("actions edit", []string{"ACTION"}, flags, func(args []string) error {
		if text == "" && !owner.IsSet() && !due.IsSet() {
			return wrongUse("cli.error.no-change", "ID", args[0])
		}
		var wrote writing
		if text != "" {
			var err error
			if wrote, err = a.text([]string{text}, ""); err != nil {
				return err
			}
		}
		return a.changeAction(args[0], "cli.changed", func(x checks.Action) (changed checks.Action, err error) {
			if text != "" {
				x.Text = wrote.text
			}
			if owner.IsSet() {
				x.Owner = o.owner
			}
			if due.IsSet() {
				x.Due, err = dueDay(o.due, a.now())
			}
			return x, err
		})
	})
}
