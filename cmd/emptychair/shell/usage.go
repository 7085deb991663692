package shell

import (
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// usageError says what is wrong with the options of a command. The library says so in sentences only, so the arguments are looked
// at once more.
func (s *Shell) usageError(c *cli.Command, call string) error {
	s.Flags.Lang = askedLanguage(s.Args)
	if c == s.Root && c.Args().Present() {
		return s.unknownCommand(c.Args().Slice()) // its options are unknown because the command is
	}
	if f := s.familyOf(call); f != nil && f.DefaultCommand == c.Name {
		at := slices.Index(s.Args, f.Name) + 1
		if at > 0 && at < len(s.Args) && s.Args[at] != c.Name && !strings.HasPrefix(s.Args[at], "-") {
			return s.unknownMember(f, s.Args[at])
		}
	}
	flags := slices.Concat(c.Flags, s.Root.Flags)
	help := strings.TrimSpace("emptychair help " + call)
	for i := 1; i < len(s.Args) && s.Args[i] != "--"; i++ {
		typed := strings.TrimSpace(s.Args[i])
		if len(typed) < 2 || typed[0] != '-' {
			continue
		}
		name, value, hasValue := strings.Cut(strings.TrimPrefix(typed[1:], "-"), "=")
		at := slices.IndexFunc(flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), name) })
		if at < 0 {
			return WrongUse("cli.error.option", "Name", dashed(name), "Near", nearest(name, firstNames(flags)), "Help", help)
		}
		_, takesValue := flags[at].(*Option)
		_, noBool := strconv.ParseBool(value)
		switch {
		case takesValue && !hasValue && i+1 == len(s.Args):
			return WrongUse("cli.error.no-value", "Name", typed, "Help", help)
		case takesValue && !hasValue:
			i++
		case !takesValue && value != "" && noBool != nil:
			return WrongUse("cli.error.value", "Name", dashed(name), "Value", value)
		}
	}
	return WrongUse("cli.error.call", "Help", help)
}

// firstNames are the names of options that are not only a letter.
func firstNames(flags []cli.Flag) (list []string) {
	for _, f := range flags {
		list = append(list, f.Names()[0])
	}
	return list
}

// dashed writes an option's name as it is typed.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
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

func (s *Shell) unknownCommand(words []string) error {
	return WrongUse("cli.error.command", "Name", words[0], "Near", s.likely(s.Root, words))
}

// nearest returns the name that begins as somebody typed, or else the one that is spelt nearly so, "" for none.
func nearest(typed string, names []string) string {
	typed = checks.Fold(typed)
	if i := slices.IndexFunc(names, func(name string) bool { return strings.HasPrefix(name, typed) }); i >= 0 {
		return names[i]
	}
	return checks.Near(typed, names)
}

// likely returns the calls that may be meant by words which are no command of the program, or of a family: those of which the first word is
// another name, or the second word ("add" of "stories add"); if there are none, those whose name begins with it; if there are none, the one
// whose name is spelt nearly so.
func (s *Shell) likely(family *cli.Command, words []string) (found []string) {
	typed, before := checks.Fold(words[0]), strings.TrimPrefix(family.Name+" ", s.Root.Name+" ")
	var calls, names []string
	add := func(before, name string) { calls, names = append(calls, before+name), append(names, name) }
	for _, c := range family.Commands {
		add(before, c.Name)
		if c.Command(typed) != nil {
			add(c.Name+" ", typed)
		}
	}
	if family == s.Root {
		for _, topic := range topics {
			add("help ", topic)
		}
	}
	near := checks.Near(typed, names)
	for _, is := range []func(call, name string) bool{
		func(call, name string) bool { return name == typed || otherWord(call, typed) || otherWord(name, typed) },
		func(_, name string) bool { return strings.HasPrefix(name, typed) },
		func(_, name string) bool { return name == near },
	} {
		for i, call := range calls {
			if !is(call, names[i]) {
				continue
			}
			if c := s.Root.Command(call); c != nil && len(words) > 1 && c.Command(words[1]) != nil {
				call += " " + words[1]
			}
			found = append(found, call)
		}
		if len(found) > 0 {
			break
		}
	}
	return found
}

// otherWord tells whether people call a command so, in any language.
func otherWord(call, typed string) bool {
	return slices.ContainsFunc(lang.Codes, func(code string) bool {
		words := lang.New(code).T("words.command." + strings.ReplaceAll(call, " ", "."))
		return slices.Contains(strings.Split(words, ", "), typed)
	})
}

// unknownMember says that a family has no command of this name, or that the options of one that it has stand before it.
func (s *Shell) unknownMember(family *cli.Command, name string) error {
	switch {
	case family.Command(name) != nil:
		return WrongUse("cli.error.options-first", "Name", name, "Family", family.Name)
	case slices.Contains(s.Args, family.DefaultCommand):
		return WrongUse("cli.error.too-many", "Value", name, "Command", family.Name+" "+family.DefaultCommand)
	}
	return WrongUse("cli.error.member", "Name", name, "Family", family.Name, "Near", s.likely(family, []string{name}))
}

// More ends the name of an argument of which there may be any number.
const More = "..."

// checkArguments returns an error where arguments are missing or too many.
func (s *Shell) checkArguments(c *cli.Command, call string, names []string) error {
	args := c.Args().Slice()
	if c == s.Root && len(args) > 0 {
		return s.unknownCommand(args)
	}
	if f := s.familyOf(call); f != nil && len(args) > len(names) && f.DefaultCommand == c.Name {
		return s.unknownMember(f, args[0])
	}
	endless := len(names) > 0 && strings.HasSuffix(names[len(names)-1], More)
	if len(args) > len(names) && !endless {
		return WrongUse("cli.error.too-many", "Value", args[len(names)], "Command", call)
	}
	for i, name := range names {
		given := i < len(args) && checks.CleanLine(args[i]) != ""
		if !given && !strings.HasPrefix(name, "[") {
			return WrongUse("cli.error.missing."+name, "Command", call)
		}
	}
	return nil
}

// familyOf returns the family that a command belongs to by its call, nil where it belongs to none.
func (s *Shell) familyOf(call string) *cli.Command {
	if name, _, ok := strings.Cut(call, " "); ok {
		return s.Root.Command(name)
	}
	return nil
}

// find returns the command with these words.
func (s *Shell) find(words []string) (*cli.Command, error) {
	c := s.Root
	for i, word := range words {
		next := c.Command(word)
		switch {
		case next == nil && i == 0:
			return nil, s.unknownCommand(words)
		case next == nil && len(c.Commands) == 0:
			return nil, WrongUse("cli.error.too-many", "Value", word, "Command", "help")
		case next == nil:
			return nil, s.unknownMember(c, word)
		}
		c = next
	}
	return c, nil
}
