package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
)

type deleteOptions struct {
	run string // as typed
	ask func(question string) bool
}

func (a *app) deleteCommand() *cli.Command {
	var yes bool
	flags := []cli.Flag{&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Destination: &yes}}
	return a.command("delete", []string{"RUN"}, flags, func(args []string) error {
		o := deleteOptions{run: args[0], ask: a.ask}
		switch {
		case yes:
			o.ask = func(string) bool { return true }
		case !a.isTerminal(a.stdin):
			return wrongUse("cli.error.unconfirmed")
		}
		return runDelete(a.stdout, o, a.store(), a.reportOptions)
	})
}

// runDelete deletes a run for good, if the answer to the question is yes.
func runDelete(w io.Writer, o deleteOptions, s database, how func() report.Options) error {
	r, err := find(s, o.run)
	if err != nil {
		return err
	}
	say := how()
	list, err := s.Runs("")
	name := runName(say, r, shortAfter(r.ID, idsOf(list, runID), err))
	if !o.ask(say.Say("cli.delete-question", "Run", name)) {
		return tell(w, say, say.Say("cli.kept"))
	}
	remains := s.DeleteRun(r.ID)
	if remains != nil && checks.CodeOf(remains) != checks.CodeTextRemains {
		return remains
	}
	if err := tell(w, say, say.Say("cli.deleted", "Run", name)); err != nil {
		return err
	}
	return remains
}

// runName says which run is meant.
func runName(o report.Options, r checks.Run, short string) string {
	return o.Say("cli.run-name", "Team", r.Team, "Day", o.Printer.Day(r.When().In(o.Location)), "ID", short)
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
