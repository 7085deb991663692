package main

import (
	"cmp"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

func (a *app) deleteCommand() *cli.Command {
	var team string
	var c confirmOptions
	flags := append([]cli.Flag{shell.Line("team", &team).About("team.delete")}, c.flags()...)
	return a.Command("delete", []string{"[RUN]"}, flags, func(args []string) error {
		switch {
		case len(args) > 0 && team != "":
			return shell.WrongUse("cli.error.run-and", "Run", args[0], "Other", "--team")
		case team != "":
			return a.runDeleteTeam(team, c)
		case len(args) == 0:
			return shell.WrongUse("cli.error.missing.RUN", "Command", "delete")
		}
		return a.runDelete(args[0], c)
	})
}

// runDelete deletes a run for good, if the answer to the question is yes.
func (a *app) runDelete(typed string, c confirmOptions) error {
	s := a.store()
	r, err := a.findRun(typed)
	if err := cmp.Or(err, mayDelete(s, r.ID, typed)); err != nil {
		return err
	}
	say, name := a.ReportOptions(), a.runName(r)
	return a.delete(c, &deletion{
		question: say.Say("cli.delete-question", "Run", name, "Actions", counted(say, count{"cli.contents.actions", len(r.Actions)})),
		done:     say.Say("cli.deleted", "Run", name),
		ids:      append(idsOf(r.Actions), r.ID),
		delete:   func() error { return s.DeleteRun(r.ID) },
	})
}

// runDeleteTeam deletes all that there is of a team for good, if the answer to the question is yes.
func (a *app) runDeleteTeam(typed string, c confirmOptions) error {
	t, err := knownSnapshot(a.store(), typed)
	if err != nil {
		return err
	}
	say := a.ReportOptions()
	name := say.Say("cli.team-name", "Team", t.Team, "What", contentsOf(t, say))
	d := deletion{
		question: say.Say("cli.delete-team-question", "Team", name),
		done:     say.Say("cli.deleted-team", "Team", name), team: t.Team,
	}
	d.delete = func() (err error) {
		d.ids, err = a.store().DeleteTeam(t.Team)
		return err
	}
	return a.delete(c, &d)
}

// mayDelete returns an error where somebody means the latest, or a run by its day, and there are records that cannot be read: it may be
// one of these that is meant.
func mayDelete(s database, id, typed string) error {
	if _, err := checks.PickID(checks.CleanLine(typed), []string{id}); err != nil && s.Unreadable() > 0 {
		return &checks.Error{Code: checks.CodeDamaged, Subject: s.Path()}
	}
	return nil
}

// confirmOptions are the options with which somebody says that something is really to be deleted.
type confirmOptions struct{ yes, backups bool }

func (c *confirmOptions) flags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Destination: &c.yes},
		&cli.BoolFlag{Name: "backups", Destination: &c.backups},
	}
}

// deletion is something that is to be deleted for good.
type deletion struct {
	question string // before it
	done     string // what is said after it
	delete   func() error
	ids      []string // under which backups may hold it
	team     string   // that is deleted as a whole, "" for none
}

// delete asks, deletes, and then says which backups still hold what was deleted. With --backups, or a yes, those go, too. Where the
// text of what was deleted remains in the file, that is an error, told at last.
func (a *app) delete(c confirmOptions, d *deletion) error {
	switch {
	case c.yes:
	case !a.IsTerminal(a.Stdin):
		return shell.WrongUse("cli.error.unconfirmed")
	case !a.Ask(d.question):
		return a.say("cli.kept")
	}
	remains := d.delete()
	if remains != nil && checks.CodeOf(remains) != checks.CodeTextRemains {
		return remains
	}
	if err := shell.Print(a.Stdout, a.ReportOptions(), d.done); err != nil {
		return err
	}
	return cmp.Or(a.deleteBackups(c, d), remains)
}

// deleteBackups says which backups hold something, and removes them where that is wished.
func (a *app) deleteBackups(c confirmOptions, d *deletion) error {
	s, say := a.store(), a.ReportOptions()
	list, err := s.BackupsHolding(d.ids, d.team)
	if err != nil || len(list) == 0 {
		return notListed(err, s)
	}
	p := report.NewPage(say)
	p.Sentence(say.Printer.N("cli.gone.backups", len(list)))
	for _, b := range list {
		p.Line("  " + shell.DayAndTime(b.Made, say) + "  " + shell.CleanPath(b.Path))
	}
	if err := shell.WritePage(a.Stdout, p); err != nil {
		return err
	}
	switch {
	case c.backups:
	case c.yes:
		return shell.Print(a.Stdout, say, say.Printer.N("cli.gone.how", len(list)))
	case !a.AskAfresh(say.Printer.N("cli.gone.question", len(list))):
		return shell.Print(a.Stdout, say, say.Printer.N("cli.gone.stay", len(list)))
	}
	if err := s.RemoveBackups(list); err != nil {
		return err
	}
	return shell.Print(a.Stdout, say, say.Printer.N("cli.gone.removed", len(list), "Call", a.Call()))
}
