package main

import (
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/tui"
)

// open opens the program where it always opens.
func (a *app) open([]string) error {
	return a.enter(atHome)
}

func atHome(checks.Home) (tui.Entry, error) { return tui.Entry{}, nil }

// enter opens the full-screen program.
func (a *app) enter(entry func(checks.Home) (tui.Entry, error)) error {
	if err := a.needTerminal(); err != nil {
		return err
	}
	o, err := a.programOptions(a.store(), entry)
	if err != nil {
		return err
	}
	return a.runProgram(o)
}

// programOptions says how the full-screen program opens. What its first screen shows is read here, once: it says the language,
// too, and where it cannot be read there is nothing to open.
func (a *app) programOptions(s database, entry func(checks.Home) (tui.Entry, error)) (tui.Options, error) {
	t, err := s.Snapshot("")
	if err != nil {
		return tui.Options{}, err
	}
	home := t.Home(tui.HomeRuns)
	at, err := entry(home)
	return tui.Options{
		Store: s, Now: a.now, NewID: a.newID, Language: a.language(home.Language), ASCII: a.flags.ascii, Call: a.call(), Entry: at, Home: home,
		Export: a.exporter(s).export,
	}, err
}

// terminalCategory is that of the commands that do nothing without a terminal.
const terminalCategory = "terminal"

func onTerminal(c *cli.Command) *cli.Command {
	c.Category = terminalCategory
	return c
}

// needTerminal returns an error where the full-screen program has nothing to draw on or nobody to listen to.
func (a *app) needTerminal() error {
	if a.isTerminal(a.stdin) && a.isTerminal(a.stdout) && a.capable() {
		return nil
	}
	var others []string
	for _, c := range a.root.Commands {
		if c.Category != terminalCategory {
			others = append(others, c.Name)
		}
	}
	return failure("cli.error.terminal", "Commands", strings.Join(others, ", "))
}
