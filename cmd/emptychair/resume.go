package main

import (
	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/tui"
)

func (a *app) resumeCommand() *cli.Command {
	return onTerminal(a.command("resume", nil, nil, func([]string) error { return a.enter(latestUnfinished) }))
}

// latestUnfinished enters the run that was begun last and is not finished.
func latestUnfinished(h checks.Home) (tui.Entry, error) {
	if len(h.Unfinished) == 0 {
		return tui.Entry{}, missing("cli.error.nothing-to-resume")
	}
	return tui.Entry{Resume: &h.Unfinished[0]}, nil
}
