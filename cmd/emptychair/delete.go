package main

import (
	"cmp"
	"io"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

type deleteOptions struct {
	run  string // as typed
	team string // in place of a run
	confirmation
}

func (a *app) deleteCommand() *cli.Command {
	var o deleteOptions
	var c confirmOptions
	flags := append([]cli.Flag{shell.Line("team", &o.team).About("team.delete")}, c.flags()...)
	return a.Command("delete", []string{"[RUN]"}, flags, func(args []string) error {
		switch {
		case len(args) > 0 && o.team != "":
			return shell.WrongUse("cli.error.run-and", "Run", args[0], "Other", "--team")
		case o.team != "":
			o.confirmation = a.confirmation(c, "cli.error.unconfirmed-team")
			return runDeleteTeam(a.Stdout, o, a.store(), a.ReportOptions)
		case len(args) == 0:
			return shell.WrongUse("cli.error.missing.RUN", "Command", "delete")
		}
		o.run, o.confirmation = args[0], a.confirmation(c, "cli.error.unconfirmed")
		return runDelete(a.Stdout, o, a.store(), a.ReportOptions)
	})
}

// runDelete deletes a run for good, if the answer to the question is yes.
func runDelete(w io.Writer, o deleteOptions, s database, options func() report.Options) error {
	r, err := findRun(s, o.run)
	if err := cmp.Or(err, mayDelete(s, o.run)); err != nil {
		return err
	}
	say, short := options(), r.ID
	if list, err := s.Runs(""); err == nil {
		short = shortID(r.ID, runIDs(list))
	}
	name := say.Say("cli.run-name", "Team", r.Team, "Day", say.Printer.Day(r.When().In(say.Location)), "ID", short)
	return o.delete(w, deletion{
		question: say.Say("cli.delete-question", "Run", name, "Actions", counted(say, count{"cli.contents.actions", len(r.Actions)})),
		done:     say.Say("cli.deleted", "Run", name),
		ids:      append(idsOf(r.Actions), r.ID),
		delete:   func() error { return s.DeleteRun(r.ID) },
	}, s, say)
}

// runDeleteTeam deletes all that there is of a team for good, if the answer to the question is yes.
func runDeleteTeam(w io.Writer, o deleteOptions, s database, options func() report.Options) error {
	t, err := knownSnapshot(s, o.team)
	if err != nil {
		return err
	}
	say := options()
	name := say.Say("cli.team-name", "Team", t.Team, "What", countedRecords(len(t.Runs), len(t.Actions()), len(t.Stories), say))
	d := deletion{question: say.Say("cli.delete-team-question", "Team", name), done: say.Say("cli.deleted-team", "Team", name), team: t.Team}
	d.delete = func() (err error) {
		d.ids, err = s.DeleteTeam(t.Team)
		return err
	}
	return o.delete(w, d, s, say)
}

// mayDelete returns an error where somebody means by "latest" what is to be deleted, and there are records that cannot be read: the
// latest may be one of these.
func mayDelete(s database, typed string) error {
	if isLatest(checks.CleanLine(typed)) && s.Missing() > 0 {
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

// confirmation is how somebody is asked whether something is really to be deleted.
type confirmation struct {
	ask        func(question string) (bool, error)
	backups    bool                       // backups with it go, too, without a question
	askBackups func(question string) bool // about those; nil where nobody is asked
	call       string                     // how the program is called for this database
}

// confirmation returns how to ask. Where nobody can be asked that is an error with this message, once there is something to
// ask about.
func (a *app) confirmation(c confirmOptions, unconfirmed string) confirmation {
	switch {
	case c.yes:
		return confirmation{ask: func(string) (bool, error) { return true, nil }, backups: c.backups, call: a.Call()}
	case !a.IsTerminal(a.Stdin):
		return confirmation{ask: func(string) (bool, error) { return false, shell.WrongUse(unconfirmed) }}
	}
	return confirmation{func(question string) (bool, error) { return a.Ask(question), nil }, c.backups, a.AskAfresh, a.Call()}
}

// deletion is something that is to be deleted for good.
type deletion struct {
	question string // before it
	done     string // what is said after it
	delete   func() error
	ids      []string // under which backups may hold it
	team     string   // that is deleted as a whole, "" for none
}

// delete asks, deletes, and then says in which backups it still is. Those go, too, where that is wished. What is deleted while its
// text remains in the file is an error that is told at last.
func (c confirmation) delete(w io.Writer, d deletion, s database, say report.Options) error {
	switch yes, err := c.ask(d.question); {
	case err != nil:
		return err
	case !yes:
		return shell.Print(w, say, say.Say("cli.kept"))
	}
	remains := d.delete()
	if remains != nil && checks.CodeOf(remains) != checks.CodeTextRemains {
		return remains
	}
	if err := shell.Print(w, say, d.done); err != nil {
		return err
	}
	return cmp.Or(c.deleteBackups(w, d, s, say), remains)
}

// deleteBackups says which backups hold something, and removes them where that is wished.
func (c confirmation) deleteBackups(w io.Writer, d deletion, s database, say report.Options) error {
	list, err := s.BackupsWith(d.ids, d.team)
	if err != nil || len(list) == 0 {
		return notListed(err, s)
	}
	p := report.NewPage(say)
	p.Sentence(say.Printer.N("cli.gone.backups", len(list)))
	for _, b := range list {
		p.Line("  " + shell.DayAndTime(b.Made, say) + "  " + shell.CleanPath(b.Path))
	}
	if err := shell.WritePage(w, p); err != nil {
		return err
	}
	switch {
	case !c.backups && c.askBackups == nil:
		return shell.Print(w, say, say.Printer.N("cli.gone.how", len(list)))
	case !c.backups && !c.askBackups(say.Printer.N("cli.gone.question", len(list))):
		return shell.Print(w, say, say.Printer.N("cli.gone.stay", len(list)))
	}
	if err := s.RemoveBackups(list); err != nil {
		return err
	}
	return shell.Print(w, say, say.Printer.N("cli.gone.removed", len(list), "Call", c.call))
}
