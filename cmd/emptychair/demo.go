package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"
)

const demoName = "demo"

func (a *app) demoCommand() *cli.Command {
	return onTerminal(a.command(demoName, nil, nil, func([]string) error {
		if a.flags.db != "" {
			return wrongUse("cli.error.together", "Name", "--db", "Other", demoName)
		}
		if err := a.needTerminal(); err != nil {
			return err
		}
		return a.demo()
	}))
}

// demo opens the full-screen program on a database that is gone when demo returns, whatever the program met and whatever
// signals came.
func (a *app) demo() error {
	signals := listen()
	defer signals.stop()
	language := a.printer().Code()
	s, err := newThrowaway(language, a.now())
	if err != nil {
		return err
	}
	o, err := a.programOptions(s, atHome)
	if err == nil {
		o.Language = language // the database remembers none
		_, err = a.showProgram(o, signals)
	}
	if s.remove() != nil {
		return failure("cli.error.demo-remains", "Folder", s.folder)
	}
	return a.afterDemo(err)
}

// afterDemo says that nothing is left of the demo, or what ended it. Where that has words about going on, there are others.
func (a *app) afterDemo(err error) error {
	var p *problem
	switch {
	case errors.As(err, &p):
		return failure("cli.error.demo")
	case err == nil, errors.Is(err, errInterrupted):
		_, _ = fmt.Fprintln(a.stdout, a.printer().T("cli.demo-gone"))
	}
	return err
}
