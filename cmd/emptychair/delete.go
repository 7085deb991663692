package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
)

type deleteOptions struct {
	run  string // as typed
	team string // as typed, in place of a run
	confirmation
}

// confirmation is how somebody says that something is really to be deleted.
type confirmation struct {
	ask     func(question string) (bool, error)
	backups bool                       // backups with it go, too, without a question
	askMore func(question string) bool // about those; nil where nobody is asked
	call    string                     // how the program is called for this database
}

// confirmed are the options with which somebody says that something is really to be deleted.
type confirmed struct{ yes, backups bool }

func (c *confirmed) flags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Destination: &c.yes},
		&cli.BoolFlag{Name: "backups", Destination: &c.backups},
	}
}

// confirmation returns how to ask. Where nobody can be asked that is an error with this message, once there is something to
// ask about.
func (a *app) confirmation(c confirmed, unconfirmed string) confirmation {
	switch {
	case c.yes:
		return confirmation{ask: func(string) (bool, error) { return true, nil }, backups: c.backups, call: a.call()}
	case !a.isTerminal(a.stdin):
		return confirmation{ask: func(string) (bool, error) { return false, wrongUse(unconfirmed) }}
	}
	return confirmation{func(question string) (bool, error) { return a.ask(question), nil }, c.backups, a.askAfresh, a.call()}
}

func (a *app) deleteCommand() *cli.Command {
	var o deleteOptions
	var c confirmed
	flags := append([]cli.Flag{&cli.StringFlag{Name: "team", Destination: &o.team, Usage: "team.delete"}}, c.flags()...)
	return a.command("delete", []string{"[RUN]"}, flags, func(args []string) error {
		o.team = checks.CleanLine(o.team)
		switch {
		case len(args) > 0 && o.team != "":
			return wrongUse("cli.error.run-and", "Run", args[0], "Other", "--team")
		case len(args) > 0:
			o.run = args[0]
		case o.team == "":
			return wrongUse("cli.error.missing.RUN", "Command", "delete")
		}
		if o.team != "" {
			o.confirmation = a.confirmation(c, "cli.error.unconfirmed-team")
			return runDeleteTeam(a.stdout, o, a.store(), a.reportOptions)
		}
		o.confirmation = a.confirmation(c, "cli.error.unconfirmed")
		return runDelete(a.stdout, o, a.store(), a.reportOptions)
	})
}

// runDelete deletes a run for good, if the answer to the question is yes.
func runDelete(w io.Writer, o deleteOptions, s database, how func() report.Options) error {
	r, err := find(s, o.run)
	if err := cmp.Or(err, mayDelete(s, o.run)); err != nil {
		return err
	}
	say := how()
	list, err := s.Runs("")
	name := runName(say, r, shortAfter(r.ID, idsOf(list, runID), err))
	switch yes, err := o.ask(say.Say("cli.delete-question", "Run", name, "Actions", some("cli.contents.actions", len(r.Actions), say))); {
	case err != nil:
		return err
	case !yes:
		return tell(w, say, say.Say("cli.kept"))
	}
	return o.gone(w, say.Say("cli.deleted", "Run", name), keysOf(r), "", s.DeleteRun(r.ID), s, say)
}

// keysOf returns the ids under which a run and what belongs to it is kept, and spoken of in later ones.
func keysOf(r checks.Run) []string {
	keys := []string{r.ID}
	for _, a := range r.Actions {
		keys = append(keys, a.ID)
	}
	return keys
}

// runDeleteTeam deletes all that there is of a team for good, if the answer to the question is yes.
func runDeleteTeam(w io.Writer, o deleteOptions, s database, how func() report.Options) error {
	t, err := readKnown(s, o.team)
	if err != nil {
		return err
	}
	say := how()
	name := teamName(t, say)
	switch yes, err := o.ask(say.Say("cli.delete-team-question", "Team", name)); {
	case err != nil:
		return err
	case !yes:
		return tell(w, say, say.Say("cli.kept"))
	}
	keys, remains := s.DeleteTeam(t.Team)
	return o.gone(w, say.Say("cli.deleted-team", "Team", name), keys, t.Team, remains, s, say)
}

// teamName says which team is meant, and how much there is of it.
func teamName(t checks.Snapshot, say report.Options) string {
	return say.Say("cli.team-name", "Team", t.Team, "What", counted(len(t.Runs), len(t.Actions()), len(t.Stories), say))
}

// runName says which run is meant.
func runName(o report.Options, r checks.Run, short string) string {
	return o.Say("cli.run-name", "Team", r.Team, "Day", o.Printer.Day(r.When().In(o.Location)), "ID", short)
}

// askAfresh asks after a wait: what was typed meanwhile answers another question than this.
func (a *app) askAfresh(question string) bool {
	if f, ok := a.stdin.(term.File); ok {
		dropTyped(f.Fd())
	}
	return a.ask(question)
}

// ask asks a question on the terminal that is answered with yes or no. Anything else, and the end of the input, is a no.
func (a *app) ask(question string) bool {
	p := report.NewPage(a.reportOptions())
	p.Sentence(question)
	_, _ = fmt.Fprint(a.stderr, strings.TrimSuffix(p.String(), "\n")+" ")
	typed, _ := bufio.NewReader(a.stdin).ReadString('\n')
	switch strings.ToLower(checks.CleanLine(typed)) {
	case "y", "yes", "j", "ja":
		return true
	}
	return false
}
