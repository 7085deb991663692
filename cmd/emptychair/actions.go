package main

import (
	"cmp"
	"slices"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

// actions are all that there are.
var actions = collection[checks.Action]{
	read:  func(s database) ([]checks.Action, error) { return s.Actions("") },
	save:  func(s database, was, now checks.Action) error { return s.SaveAction(was, now) },
	facts: report.ActionLine,
	text:  func(x checks.Action) string { return x.Text },
	made:  func(x checks.Action, o report.Options) (string, checks.Day) { return x.Team, x.Since(o.Location) },
	erase: func(s database, x checks.Action) error { return s.DeleteAction(x.ID, x.Run) },
	write: report.Actions,
	name:  "cli.action-name",
	empty: "cli.error.no-actions",
	list: func(p *lang.Printer) string {
		return "emptychair actions --all-teams --state " + p.T("action."+string(anyState))
	},
}

// withUnfinished also holds the actions of unfinished runs, which are not listed but can be deleted.
func withUnfinished() collection[checks.Action] {
	c := actions
	c.read = func(s database) ([]checks.Action, error) {
		list, err := actions.read(s)
		runs, failed := s.Runs("")
		for _, r := range runs {
			if !r.IsFinished() {
				list = append(list, checks.ActionsOf(r)...)
			}
		}
		return list, cmp.Or(err, failed)
	}
	return c
}

func (a *app) actionsCommand() *cli.Command {
	return a.Family("actions",
		a.actionsListCommand(), a.actionsAddCommand(),
		a.actionsDoneCommand(), a.actionsDropCommand(), a.actionsOpenCommand(),
		a.actionsEditCommand(), withUnfinished().deleteCommand(a, "actions delete", "ACTION"))
}

// anyState is the state of all actions.
const anyState checks.State = "all"

type actionsListOptions struct {
	teamToList
	state  checks.State // or [anyState]
	format report.Format
}

func (a *app) actionsListCommand() *cli.Command {
	var o actionsListOptions
	flags := append(o.flags(),
		oneOf("state", &o.state, "action.", []checks.State{checks.Open, checks.Done, checks.Dropped, anyState}).Default(string(checks.Open)).About("state-action"),
		shell.Format(&o.format, report.Formats))
	return a.reading("actions list", nil, flags, func([]string) error { return a.runActionsList(o) })
}

// runActionsList lists actions, what is due first first.
func (a *app) runActionsList(o actionsListOptions) error {
	team, err := o.find(a.store())
	if err != nil {
		return err
	}
	list, err := a.store().Actions("")
	if err != nil {
		return err
	}
	l := report.List[checks.Action]{Team: team, IDs: idsOf(list)}
	if len(list) == 0 {
		o.state = anyState
	}
	l.Records = slices.DeleteFunc(list, func(x checks.Action) bool {
		return team != "" && x.Team != team || o.state != anyState && o.state != x.State
	})
	if len(l.Records) > 0 || o.format == report.JSON {
		say, err := a.optionsNaming(l.Records...)
		if err != nil {
			return err
		}
		return shell.OutputError(report.Actions(a.Stdout, o.format, l, say))
	}
	return a.say("cli.no-actions."+string(o.state), "Team", team)
}

// optionsNaming are the options of a report that names the stories which actions answer.
func (a *app) optionsNaming(list ...checks.Action) (o report.Options, err error) {
	o = a.ReportOptions()
	if slices.ContainsFunc(list, func(x checks.Action) bool { return x.Story != "" }) {
		o.Stories, err = a.store().Stories("")
	}
	return o, err
}

// actionOptions are what is said of an action, as far as it is said.
type actionOptions struct {
	text, owner string
	due         string // as typed; "" takes it away
	about       string // id of an item or a question
	team        string
	story       string // the story that it answers, as typed; "" for none
}

func (a *app) actionsAddCommand() *cli.Command {
	var o actionOptions
	flags := []cli.Flag{
		shell.Line("team", &o.team), shell.Text("owner", &o.owner), shell.Text("due", &o.due),
		aboutOption(&o.about).About("about-action"), shell.Text("story", &o.story),
	}
	return a.writing("actions add", []string{"[TEXT]"}, flags, func(args []string) error {
		if len(args) == 0 && o.story == "" {
			return shell.WrongUse("cli.error.missing.TEXT", "Command", "actions add")
		}
		if len(args) > 0 {
			wrote, err := a.Text(args, "")
			if err != nil {
				return err
			}
			o.text = wrote.Text
		}
		return a.runActionsAdd(o)
	})
}

// answer fills in what a story says of the action that answers it, as far as nothing else is said, and returns the story's id.
func (o *actionOptions) answer(s database) (id string, err error) {
	if o.story == "" {
		return "", nil
	}
	story, _, err := stories.find(s, o.story)
	o.text, o.about, o.team = cmp.Or(o.text, story.Text), cmp.Or(o.about, story.About), cmp.Or(o.team, story.Team)
	return story.ID, err
}

// runActionsAdd notes an action between runs, and then says what it noted.
func (a *app) runActionsAdd(o actionOptions) error {
	now := a.Now()
	due, err := a.due(o.due)
	if err != nil {
		return err
	}
	story, err := o.answer(a.store())
	if err != nil {
		return err
	}
	_, team, err := a.snapshotToNote(o.team)
	if err != nil {
		return err
	}
	action, err := checks.NewAction(content.Check(), checks.Action{}, checks.Action{
		ID: a.NewID(), From: o.about, Text: o.text, Owner: o.owner, Due: due, State: checks.Open, Team: team.name, Story: story, Made: now,
	})
	if err != nil {
		return shell.InvalidInput(err)
	}
	if err := a.store().SaveAction(checks.Action{}, action); err != nil {
		return notSaved(err)
	}
	return actions.saved(a, "cli.noted", action, team)
}

// latestOpen is the id of the open action that was made last where somebody asks for the latest one and there is an open one, else what was
// typed.
func (a *app) latestOpen(typed string) string {
	if !isLatest(checks.CleanLine(typed)) {
		return typed
	}
	list, _ := actions.read(a.store())
	list = slices.DeleteFunc(list, func(x checks.Action) bool { return x.State != checks.Open })
	return cmp.Or(slices.Max(append(idsOf(list), "")), typed)
}

// runActionChange changes the action that somebody means, and then says how it is, in the message with this id.
func (a *app) runActionChange(typed, message string, change func(checks.Action) (checks.Action, error)) error {
	action, changed, err := actions.change(a.store(), typed, func(was checks.Action, _ string) (checks.Action, error) {
		x, err := change(was)
		if err == nil {
			x, err = checks.NewAction(content.Check(), was, x)
		}
		return x, shell.InvalidInput(err)
	})
	switch {
	case err != nil:
		return err
	case !changed:
		return actions.unchanged(a, action)
	}
	return actions.saved(a, message, action, teamChoice{name: action.Team}, "Reason", action.Reason)
}

func (a *app) actionsDoneCommand() *cli.Command {
	return a.writing("actions done", []string{"ACTION"}, nil, func(args []string) error {
		return a.runActionChange(a.latestOpen(args[0]), "cli.finished", func(x checks.Action) (checks.Action, error) {
			if x.State == checks.Dropped {
				return x, shell.Failure("cli.error.action-dropped", "Reason", x.Reason, "ID", args[0])
			}
			return x.Finish(), nil
		})
	})
}

func (a *app) actionsOpenCommand() *cli.Command {
	return a.writing("actions open", []string{"ACTION"}, nil, func(args []string) error {
		return a.runActionChange(args[0], "cli.reopened", func(x checks.Action) (checks.Action, error) { return x.Reopen(), nil })
	})
}

func (a *app) actionsDropCommand() *cli.Command {
	return a.writing("actions drop", []string{"ACTION", "[REASON]"}, nil, func(args []string) error {
		reason := append(args, "")[1]
		if checks.CleanLine(reason) == "" {
			return shell.WrongUse("cli.error.no-reason", "ID", args[0])
		}
		return a.runActionChange(a.latestOpen(args[0]), "cli.dropped", func(x checks.Action) (checks.Action, error) {
			if x.State == checks.Done {
				return x, shell.Failure("cli.error.action-done", "ID", args[0])
			}
			return x.Drop(reason)
		})
	})
}

func (a *app) actionsEditCommand() *cli.Command {
	var o actionOptions
	owner := shell.Text("owner", &o.owner).MayBeEmpty().About("owner-edit")
	due := shell.Text("due", &o.due).MayBeEmpty().About("due-edit")
	flags := []cli.Flag{shell.Text("text", &o.text), owner, due}
	return a.writing("actions edit", []string{"ACTION"}, flags, func(args []string) error {
		if o.text == "" && !owner.IsSet() && !due.IsSet() {
			return shell.WrongUse("cli.error.no-change", "ID", args[0])
		}
		return a.runActionChange(args[0], "cli.changed", func(x checks.Action) (_ checks.Action, err error) {
			if o.text != "" {
				wrote, err := a.Text([]string{o.text}, "")
				if err != nil {
					return x, err
				}
				x.Text = wrote.Text
			}
			if owner.IsSet() {
				x.Owner = o.owner
			}
			if due.IsSet() {
				x.Due, err = a.due(o.due)
			}
			return x, err
		})
	})
}
