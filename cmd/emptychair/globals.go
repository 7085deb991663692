package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// globals are the options that every command takes, before and after its name, and those of the program alone.
type globals struct {
	db    string
	lang  string
	color string
	ascii bool
	help  bool

	version bool // of the program alone
}

// Values of --color.
const (
	colorAuto   = "auto"
	colorAlways = "always"
	colorNever  = "never"
)

func (g *globals) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "db", Destination: &g.db, TakesFile: true},
		&cli.StringFlag{Name: "lang", Destination: &g.lang},
		&cli.StringFlag{Name: "color", Destination: &g.color, Value: colorAuto},
		&cli.BoolFlag{Name: "ascii", Destination: &g.ascii},
		&cli.BoolFlag{Name: "help", Aliases: []string{"h"}, Destination: &g.help},
		&cli.BoolFlag{Name: "version", Destination: &g.version, Local: true},
	}
}

// Categories of options.
const (
	mayBeEmpty  = "may be empty"  // the empty value takes away what was there
	mustBeGiven = "must be given" // the command does not go without it
)

// isCommon tells whether an option goes with every command.
func isCommon(f cli.Flag) bool {
	local, ok := f.(cli.LocalFlag)
	return !ok || !local.IsLocal()
}

// said returns an error where an option has an empty value. It is wrong use, and not as if the option were left out: most
// likely the value was a variable of a script that is not set.
func said(flags []cli.Flag) error {
	for _, f := range flags {
		s, ok := f.(*cli.StringFlag)
		if ok && s.Category != mayBeEmpty && s.IsSet() && checks.CleanLine(*s.Destination) == "" {
			return wrongUse("cli.error.empty", "Name", option(s.Name))
		}
	}
	return nil
}

// check returns what is wrong with the values.
func (g *globals) check() error {
	if g.lang != "" && !lang.Known(g.lang) {
		wrong := g.lang
		g.lang = "" // the error is told in the language of everything else
		return wrongChoice("--lang", wrong, lang.Codes)
	}
	return oneOf("--color", g.color, []string{colorAuto, colorAlways, colorNever})
}

// oneOf returns an error where value is none of those that an option knows.
func oneOf[S ~string](option string, value S, known []S) error {
	if slices.Contains(known, value) {
		return nil
	}
	return wrongChoice(option, string(value), known)
}

func wrongChoice[S ~string](option, value string, known []S) error {
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	return wrongUse("cli.error.choice", "Name", option, "Value", value, "Known", strings.Join(names, ", "))
}
