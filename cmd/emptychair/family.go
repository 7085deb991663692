package main

import (
	"context"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"
)

// family builds a command that is only the first word of others, and means the first of these where no second word is said.
func (a *app) family(name string, members ...*cli.Command) *cli.Command {
	return &cli.Command{
		Name:           name,
		ArgsUsage:      "[COMMAND]",
		Commands:       members,
		DefaultCommand: members[0].Name,
		OnUsageError: func(_ context.Context, c *cli.Command, err error, _ bool) error {
			return a.wrongCall(c, name, err)
		},
	}
}

// lastWord is a command's own name in its call.
func lastWord(call string) string { return call[strings.LastIndex(call, " ")+1:] }

// familyOf returns the family that a command belongs to by its call, nil where it belongs to none.
func (a *app) familyOf(call string) *cli.Command {
	if name, _, ok := strings.Cut(call, " "); ok {
		return a.root.Command(name)
	}
	return nil
}

// named returns the command with these words.
func (a *app) named(words []string) (*cli.Command, error) {
	c := a.root
	for i, word := range words {
		next := c.Command(word)
		switch {
		case next == nil && i == 0:
			return nil, a.unknownCommand(word)
		case next == nil && len(c.Commands) == 0:
			return nil, wrongUse("cli.error.too-many", "Value", word, "Command", "help")
		case next == nil:
			return nil, a.unknownMember(c, word)
		}
		c = next
	}
	return c, nil
}

// unknownMember says that a family has no command of this name, or that the options of one that it has stand before it.
func (a *app) unknownMember(family *cli.Command, name string) error {
	var known []string
	for _, c := range family.Commands {
		known = append(known, c.Name)
	}
	switch {
	case slices.Contains(known, name):
		return wrongUse("cli.error.options-first", "Name", name, "Family", family.Name)
	case slices.Contains(a.args, family.DefaultCommand):
		return wrongUse("cli.error.too-many", "Value", name, "Command", family.Name+" "+family.DefaultCommand)
	}
	return wrongUse("cli.error.member", "Name", name, "Family", family.Name, "Near", near(name, known))
}
