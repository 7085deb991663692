package main

import (
	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/cmd/emptychair/shell"
	"emptychair/tui"
)

// unknownMinutes is the number of minutes that nobody named; of people it is 0.
const unknownMinutes = -1

func (a *app) startCommand() *cli.Command {
	b := tui.Begin{Minutes: unknownMinutes}
	people := shell.Parsed("people", &b.People, numberOf("--people"))
	flags := []cli.Flag{
		shell.Line("team", &b.Team), &cli.BoolFlag{Name: "solo", Destination: &b.Solo}, people,
		shell.Parsed("minutes", &b.Minutes, numberOf("--minutes")),
		shell.Parsed("on", &b.On, func(typed string) (checks.Day, error) { return parsePastDay(typed, a.Now()) }).About("start.on"),
	}
	return shell.OnTerminal(a.Command("start", nil, flags, func([]string) error {
		if err := shell.Together("--solo", b.Solo && people.IsSet(), "--people"); err != nil {
			return err
		}
		if err := validate(b, people.IsSet()); err != nil {
			return err
		}
		return a.enter(func(home checks.Home) (tui.Entry, error) {
			if b.Team != "" {
				b.Team = teamAmong(home.Teams, b.Team).name
			}
			return tui.Entry{Begin: &b}, nil
		})
	}))
}

// validate holds what was said against the rules for a run, as if the rest, which the set-up asks for, were in order.
func validate(b tui.Begin, withPeople bool) error {
	s := checks.Setup{Team: b.Team, Kind: checks.Team, People: b.People, Minutes: max(b.Minutes, 0)}
	if s.Team == "" {
		s.Team = "x"
	}
	if !withPeople {
		s.People = 1
	}
	if err := s.Validate(); err != nil {
		return &shell.Problem{Code: shell.ExitUse, Err: err}
	}
	return nil
}

func (a *app) resumeCommand() *cli.Command {
	return shell.OnTerminal(a.Command("resume", nil, nil, func([]string) error { return a.enter(latestUnfinished) }))
}

// latestUnfinished enters the run that was begun last and is not finished.
func latestUnfinished(h checks.Home) (tui.Entry, error) {
	if len(h.Unfinished) == 0 {
		return tui.Entry{}, shell.NotFound("cli.error.nothing-to-resume")
	}
	return tui.Entry{Resume: &h.Unfinished[0]}, nil
}

// open opens the program where it always opens.
func (a *app) open([]string) error { return a.enter(atHome) }

func atHome(checks.Home) (tui.Entry, error) { return tui.Entry{}, nil }

// enter opens the full-screen program.
func (a *app) enter(entry func(checks.Home) (tui.Entry, error)) error {
	if err := a.NeedTerminal(); err != nil {
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
		Store: s, Now: a.Now, NewID: a.NewID, Language: a.Language(home.Language), ASCII: a.Flags.ASCII, Call: a.Call(), Entry: at, Home: home,
		Export: a.exporter(s).export,
	}, err
}
