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
func (a *app) wrongCall(c *cli.Command, call string, err error) error {
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
		return wrongUse("cli.error.option", "Name", option(name), "Near", near(name, known), "Help", helpFor(call))
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: "); ok {
		return wrongUse("cli.error.no-value", "Name", name, "Help", helpFor(call))
	}
	var value, name string
	if n, _ := fmt.Sscanf(text, "invalid value %q for flag -%s", &value, &name); n == 2 {
		return wrongUse("cli.error.value", "Name", option(strings.TrimSuffix(name, ":")), "Value", value)
	}
	return wrongUse("cli.error.call", "Help", helpFor(call))
}

// option writes an option's name as it is typed.
func option(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// helpFor is the call that explains a command, "" for the program.
func helpFor(call string) string {
	return strings.TrimSpace("emptychair help " + call)
}

func (a *app) unknownCommand(name string) error {
	var known []string
	for _, c := range a.root.Commands {
		known = append(known, c.Name)
	}
	return wrongUse("cli.error.command", "Name", name, "Near", near(name, known))
}

// more ends the name of an argument of which there may be any number.
const more = "..."

// checkArguments returns an error where arguments are missing or too many.
func (a *app) checkArguments(c *cli.Command, call string, names []string) error {
	args := c.Args().Slice()
	if c == a.root && len(args) > 0 {
		return a.unknownCommand(args[0])
	}
	if f := a.familyOf(call); f != nil && len(args) > len(names) && f.DefaultCommand == c.Name {
		return a.unknownMember(f, args[0])
	}
	endless := len(names) > 0 && strings.HasSuffix(names[len(names)-1], more)
	if len(args) > len(names) && !endless {
		return wrongUse("cli.error.too-many", "Value", args[len(names)], "Command", call)
	}
	for i, name := range names {
		given := i < len(args) && checks.CleanLine(args[i]) != ""
		if !given && !strings.HasPrefix(name, "[") {
			return wrongUse("cli.error.missing."+name, "Command", call)
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
