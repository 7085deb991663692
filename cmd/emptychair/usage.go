package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
)

// wrongCall puts into our words what the library found wrong with the options of a command. The library has no types for
// these errors, only sentences.
func (a *app) wrongCall(c *cli.Command, err error) error {
	a.flags.lang = askedLanguage(a.args)
	text := err.Error()
	if c == a.root && c.Args().Present() {
		return a.unknownCommand(c.Args().First()) // its options are unknown because the command is
	}
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: -"); ok {
		var known []string
		for _, f := range slices.Concat(c.Flags, a.root.Flags) {
			known = append(known, f.Names()[0])
		}
		return wrongUse("cli.error.option", "Name", option(name), "Near", near(name, known), "Help", helpFor(c))
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: "); ok {
		return wrongUse("cli.error.no-value", "Name", name, "Help", helpFor(c))
	}
	var value, name string
	if n, _ := fmt.Sscanf(text, "invalid value %q for flag -%s", &value, &name); n == 2 {
		return wrongUse("cli.error.value", "Name", option(strings.TrimSuffix(name, ":")), "Value", value)
	}
	return wrongUse("cli.error.call", "Help", helpFor(c))
}

// option writes an option's name as it is typed.
func option(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// helpFor is the call that explains a command.
func helpFor(c *cli.Command) string {
	if c.Name == "emptychair" {
		return "emptychair help"
	}
	return "emptychair help " + c.Name
}

func (a *app) unknownCommand(name string) error {
	var known []string
	for _, c := range a.root.Commands {
		known = append(known, c.Name)
	}
	return wrongUse("cli.error.command", "Name", name, "Near", near(name, known))
}

// checkArguments returns an error where arguments are missing or too many.
func (a *app) checkArguments(c *cli.Command, names []string) error {
	args := c.Args().Slice()
	if c == a.root && len(args) > 0 {
		return a.unknownCommand(args[0])
	}
	if len(args) > len(names) {
		return wrongUse("cli.error.too-many", "Value", args[len(names)], "Command", c.Name)
	}
	for i, name := range names {
		given := i < len(args) && checks.CleanLine(args[i]) != ""
		if !given && !strings.HasPrefix(name, "[") {
			return wrongUse("cli.error.missing."+name, "Command", c.Name)
		}
	}
	return nil
}

// askedLanguage returns the value of --lang wherever it stands: the library stops reading at the first mistake.
func askedLanguage(args []string) string {
	asked := ""
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			asked = value
		} else if arg == "--lang" && i+1 < len(args) {
			asked = args[i+1]
		}
	}
	return asked
}
