package main

import (
	"strconv"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/tui"
)

// startOptions are what is known of a run before it begins, as typed.
type startOptions struct {
	team    string
	solo    bool
	people  string
	minutes string
	on      string
}

// unknown is the number of minutes that nobody named; of people it is 0.
const unknown = -1

func (a *app) startCommand() *cli.Command {
	var o startOptions
	flags := []cli.Flag{
		&cli.StringFlag{Name: "team", Destination: &o.team},
		&cli.BoolFlag{Name: "solo", Destination: &o.solo},
		&cli.StringFlag{Name: "people", Destination: &o.people},
		&cli.StringFlag{Name: "minutes", Destination: &o.minutes},
		&cli.StringFlag{Name: "on", Usage: "start.on", Destination: &o.on},
	}
	return onTerminal(a.command("start", nil, flags, func([]string) error {
		begin, err := o.begin(a.now())
		if err != nil {
			return err
		}
		return a.enter(func(home checks.Home) (tui.Entry, error) {
			if begin.Team != "" {
				begin.Team = teamAmong(home.Teams, begin.Team).name
			}
			return tui.Entry{Begin: &begin}, nil
		})
	}))
}

// begin reads the options; what is not said stays open for the set-up to ask.
func (o startOptions) begin(now time.Time) (tui.Begin, error) {
	if o.solo && o.people != "" {
		return tui.Begin{}, wrongUse("cli.error.together", "Name", "--solo", "Other", "--people")
	}
	people, err := number("--people", o.people, 0)
	if err != nil {
		return tui.Begin{}, err
	}
	minutes, err := number("--minutes", o.minutes, unknown)
	if err != nil {
		return tui.Begin{}, err
	}
	b := tui.Begin{Team: checks.CleanLine(o.team), Solo: o.solo, People: people, Minutes: minutes}
	if o.on != "" {
		if b.On, err = pastDay(o.on, now); err != nil {
			return tui.Begin{}, err
		}
	}
	return b, o.validate(b)
}

// validate holds what was said against the rules for a run, as if the rest were in order.
func (o startOptions) validate(b tui.Begin) error {
	s := checks.Setup{Team: b.Team, Kind: checks.Team, People: b.People, Minutes: max(b.Minutes, 0)}
	if s.Team == "" {
		s.Team = "x"
	}
	if o.people == "" {
		s.People = 1
	}
	if err := s.Validate(); err != nil {
		return &problem{code: exitUse, err: err}
	}
	return nil
}

// number reads a whole number that is not below zero; the empty text is the number that means "not said".
func number(option, typed string, notSaid int) (int, error) {
	if typed == "" {
		return notSaid, nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 0 {
		return 0, wrongUse("cli.error.number", "Name", option, "Value", typed)
	}
	return n, nil
}
