package shell

import (
	"context"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/checks/settings"
)

// The library answers --help with its own, English page, unless it knows of no such flag.
func init() { cli.HelpFlag = nil }

// Globals are the options that every command takes, before and after its name, and those of the program alone.
type Globals struct {
	DB    string
	Lang  string
	Color string
	Theme string
	ASCII bool
	Plain bool

	noPager bool
	ascii   *cli.BoolFlag
	help    bool
	version bool // of the program alone
}

// Values of --color.
const (
	colorAuto   = "auto"
	colorAlways = "always"
	colorNever  = "never"
)

var colors = []string{colorAuto, colorAlways, colorNever}

func (g *Globals) flags() []cli.Flag {
	g.ascii = &cli.BoolFlag{Name: "ascii", Destination: &g.ASCII}
	return []cli.Flag{
		Text("db", &g.DB),
		Text("lang", &g.Lang).Among(func(*lang.Printer) []string { return lang.Codes }),
		Text("color", &g.Color).Default(colorAuto).Among(func(*lang.Printer) []string { return colors }),
		Text("theme", &g.Theme).Among(func(*lang.Printer) []string { return settings.Named(settings.Theme).Codes }),
		g.ascii,
		&cli.BoolFlag{Name: "plain", Destination: &g.Plain},
		&cli.BoolFlag{Name: "no-pager", Destination: &g.noPager},
		&cli.BoolFlag{Name: "help", Aliases: []string{"h"}, Destination: &g.help},
		&cli.BoolFlag{Name: "version", Destination: &g.version, Local: true},
	}
}

// check returns what is wrong with the values.
func (g *Globals) check() error {
	if g.Lang != "" && !lang.Known(g.Lang) {
		wrong := g.Lang
		g.Lang = "" // the error is told in the language of everything else
		return wrongChoice("--lang", wrong, lang.Codes)
	}
	if g.Theme != "" {
		if err := OneOf("--theme", g.Theme, settings.Named(settings.Theme).Codes); err != nil {
			return err
		}
	}
	return OneOf("--color", g.Color, colors)
}

// isCommon tells whether an option goes with every command.
func isCommon(f cli.Flag) bool {
	local, ok := f.(cli.LocalFlag)
	return !ok || !local.IsLocal()
}

// Option is an option that takes a value.
type Option struct {
	*cli.StringFlag
	read  func(typed string) error       // what was typed, once all options are known; nil where the text itself is what is asked for
	empty bool                           // the empty value takes away what was there
	among func(p *lang.Printer) []string // what it may be, nil where that is no list
	json  bool                           // of a format: --json was said
}

// Text is an option whose value is taken as it is typed.
func Text(name string, to *string) *Option {
	return &Option{StringFlag: &cli.StringFlag{Name: name, Destination: to}}
}

// Line is an option whose value is a name.
func Line(name string, to *string) *Option {
	return Parsed(name, to, func(typed string) (string, error) { return checks.CleanLine(typed), nil })
}

// Parsed is an option whose value is read by a function, if it is given or has a default.
func Parsed[T any](name string, to *T, parse func(typed string) (T, error)) *Option {
	o := Text(name, new(string))
	o.read = func(typed string) (err error) {
		*to, err = parse(typed)
		return err
	}
	return o
}

// Format is the option of commands that print in one of these formats.
func Format(to *report.Format, known []report.Format) *Option {
	return Parsed("format", to, func(typed string) (report.Format, error) {
		return report.Format(typed), OneOf("--format", typed, known)
	}).Default(string(report.Text)).Among(func(*lang.Printer) []string { return Words(known) })
}

// PlainFormat is the option of commands that have no document to show.
func PlainFormat(to *report.Format) *Option {
	return Format(to, []report.Format{report.Text, report.JSON}).About("format.plain")
}

// withJSON puts --json behind --format, for which it is short where the value is json.
func withJSON(flags []cli.Flag) []cli.Flag {
	for i, f := range flags {
		if o, ok := f.(*Option); ok && o.Name == "format" {
			return slices.Insert(slices.Clone(flags), i+1, cli.Flag(&cli.BoolFlag{Name: "json", Destination: &o.json}))
		}
	}
	return flags
}

// Among returns what the option may be, for who completes its value.
func (o *Option) Among(words func(p *lang.Printer) []string) *Option { o.among = words; return o }

// About names the text that explains the option, where that is not the option's name.
func (o *Option) About(id string) *Option { o.Usage = id; return o }

// Short is a letter for the option.
func (o *Option) Short(letter string) *Option { o.Aliases = []string{letter}; return o }

// Default is the value where none is given.
func (o *Option) Default(value string) *Option { o.Value = value; return o }

// MayBeEmpty lets the option have the empty value, which takes away what was there.
func (o *Option) MayBeEmpty() *Option { o.empty = true; return o }

// checkEmpty returns an error where the value is empty. It is wrong use, and not as if the option were left out: most likely the
// value was a variable of a script that is not set.
func (o *Option) checkEmpty() error {
	if !o.empty && o.IsSet() && checks.CleanLine(*o.Destination) == "" {
		return WrongUse("cli.error.empty", "Name", dashed(o.Name))
	}
	return nil
}

// each calls a function for the options that take a value, until one fails.
func each(flags []cli.Flag, f func(*Option) error) error {
	for _, flag := range flags {
		if o, ok := flag.(*Option); ok {
			if err := f(o); err != nil {
				return err
			}
		}
	}
	return nil
}

// OneOf returns an error where value is none of those that an option knows.
func OneOf[V, K ~string](option string, value V, known []K) error {
	if slices.Contains(known, K(value)) {
		return nil
	}
	return wrongChoice(option, string(value), known)
}

func wrongChoice[K ~string](option, value string, known []K) error {
	return WrongUse("cli.error.choice", "Name", option, "Value", value, "Known", strings.Join(Words(known), ", "))
}

// Words returns what an option knows as words.
func Words[K ~string](known []K) []string {
	words := make([]string, len(known))
	for i, k := range known {
		words[i] = string(k)
	}
	return words
}

// Together returns an error where an option does not go with another one that is given.
func Together(name string, given bool, other string) error {
	if given {
		return WrongUse("cli.error.together", "Name", name, "Other", other)
	}
	return nil
}

// Run reads the command line and carries out the command. What goes without one is the action of the root.
func (s *Shell) Run(bare func([]string) error, groups ...[]*cli.Command) error {
	root := s.Command("", nil, nil, bare)
	root.Name, root.Flags, root.Commands = "emptychair", s.Flags.flags(), slices.Concat(groups...)
	// Help, errors and exits are ours: they speak the user's language.
	root.HideHelp, root.HideVersion = true, true
	root.Writer, root.ErrWriter = s.Stdout, s.Stderr
	root.ExitErrHandler = func(context.Context, *cli.Command, error) {}
	s.Root = root
	return root.Run(context.Background(), s.Args)
}

// Group puts commands under a heading of the program's help.
func Group(name string, commands ...*cli.Command) []*cli.Command {
	for _, c := range commands {
		c.Category = name
	}
	return commands
}

// Command builds a command that takes arguments of these names. Those that begin with "[" may be left out, and of the last one
// there may be any number where it ends with [More]. The call is the command's name, behind that of the family it belongs to.
func (s *Shell) Command(call string, arguments []string, flags []cli.Flag, action func(args []string) error) *cli.Command {
	flags = withJSON(flags)
	return &cli.Command{
		Name:      call[strings.LastIndex(call, " ")+1:],
		ArgsUsage: strings.Join(arguments, " "),
		Flags:     flags,
		OnUsageError: func(_ context.Context, c *cli.Command, _ error, _ bool) error {
			return s.usageError(c, call)
		},
		Action: func(_ context.Context, c *cli.Command) error {
			switch {
			case s.Flags.help:
				return s.PrintHelp(call)
			case s.Flags.version:
				return s.Version()
			}
			if err := s.check(c, call, arguments, flags); err != nil {
				return err
			}
			if err := s.Before(call); err != nil {
				return err
			}
			return action(c.Args().Slice())
		},
	}
}

// check reads the options, and returns what is wrong with them or with the arguments.
func (s *Shell) check(c *cli.Command, call string, arguments []string, flags []cli.Flag) error {
	if err := each(slices.Concat(s.Root.Flags, flags), (*Option).checkEmpty); err != nil {
		return err
	}
	if err := s.Flags.check(); err != nil {
		return err
	}
	if err := s.checkArguments(c, call, arguments); err != nil {
		return err
	}
	return each(flags, func(o *Option) error {
		if o.json {
			if o.IsSet() && *o.Destination != string(report.JSON) {
				return Together("--json", true, "--format "+*o.Destination)
			}
			*o.Destination = string(report.JSON)
		}
		if o.read == nil || !o.IsSet() && o.Value == "" {
			return nil
		}
		return o.read(*o.Destination)
	})
}

// Family builds a command that is only the first word of others, and means the first of these where no second word is said.
func (s *Shell) Family(name string, members ...*cli.Command) *cli.Command {
	return &cli.Command{
		Name:           name,
		ArgsUsage:      "[COMMAND]",
		Commands:       members,
		DefaultCommand: members[0].Name,
		OnUsageError: func(_ context.Context, c *cli.Command, _ error, _ bool) error {
			return s.usageError(c, name)
		},
	}
}
