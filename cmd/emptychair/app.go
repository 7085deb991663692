package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/store"
	"emptychair/tui"
)

// app is one call of the program.
type app struct {
	env
	flags  globals
	root   *cli.Command
	db     *callStore    // set as soon as it is asked for
	spoken *lang.Printer // set as soon as something is said
}

// database is what the commands need of a store, beside what the full-screen program needs of it.
type database interface {
	tui.Store
	// Find returns the id of the run whose id begins with prefix, letters of either case alike; none and several are errors.
	Find(prefix string) (string, error)
	// Language returns the remembered language, "" where nobody chose one.
	Language() (string, error)
	treasury
}

// The library answers --help with its own, English page, unless it knows of no such flag.
func init() { cli.HelpFlag = nil }

// run carries out a call and returns its exit code.
func run(e env) int {
	a := &app{env: e}
	a.root = a.tree()
	err := a.root.Run(context.Background(), a.args)
	if err != nil {
		a.complain(err)
	}
	a.tellMissing()
	if err != nil {
		return exitCode(err)
	}
	return exitOK
}

// tree is the command line as the library reads it. Help, errors and exits are ours: they speak the user's language.
func (a *app) tree() *cli.Command {
	root := a.command("", nil, nil, a.open)
	root.Name = "emptychair"
	root.Flags = a.flags.flags()
	root.HideHelp = true
	root.HideVersion = true
	root.Writer, root.ErrWriter = a.stdout, a.stderr
	root.ExitErrHandler = func(context.Context, *cli.Command, error) {}
	root.Commands = []*cli.Command{
		a.startCommand(), a.resumeCommand(), a.runsCommand(), a.showCommand(), a.deleteCommand(),
		a.compareCommand(), a.trendCommand(), a.voiceCommand(),
		a.storiesCommand(), a.walkCommand(), a.actionsCommand(), a.teamsCommand(),
		a.exportCommand(), a.importCommand(), a.backupCommand(), a.restoreCommand(), a.doctorCommand(),
		a.demoCommand(), a.pathsCommand(), a.versionCommand(), a.helpCommand(),
	}
	return root
}

// command builds a command that takes arguments of these names. Those that begin with "[" may be left out, and of the last one
// there may be any number where it ends with [more]. The call is the command's name, behind that of the family it belongs to.
func (a *app) command(call string, arguments []string, flags []cli.Flag, action func(args []string) error) *cli.Command {
	return &cli.Command{
		Name:      lastWord(call),
		ArgsUsage: strings.Join(arguments, " "),
		Flags:     flags,
		OnUsageError: func(_ context.Context, c *cli.Command, err error, _ bool) error {
			return a.wrongCall(c, call, err)
		},
		Action: func(_ context.Context, c *cli.Command) error {
			switch {
			case a.flags.help:
				return a.printHelp(call)
			case a.flags.version:
				return runVersion(a.stdout, report.Text, built(), a.reportOptions)
			}
			if err := said(slices.Concat(a.root.Flags, flags)); err != nil {
				return err
			}
			if err := a.flags.check(); err != nil {
				return err
			}
			if err := a.checkArguments(c, call, arguments); err != nil {
				return err
			}
			a.missed(call)
			return action(c.Args().Slice())
		},
	}
}

// store returns the database that this call is about. Nothing is opened yet.
func (a *app) store() database {
	if a.db == nil {
		a.db = &callStore{stored: stored{store.New(a.location().path, content.Check(), store.WithClock(a.now), store.WithTimeout(a.lockWait))}}
	}
	return a.db
}

// printer returns the printer in the user's language and signs.
func (a *app) printer() *lang.Printer {
	if a.spoken == nil {
		a.spoken = lang.New(a.language(a.remembered()))
		if a.flags.ascii {
			a.spoken = a.spoken.ASCII()
		}
	}
	return a.spoken
}

// lockWait is how long a call waits for a database that another program holds. Whoever waits longer waits for something that hangs.
const lockWait = 2 * time.Second

// glance is how long a call looks for the remembered language at most. While another program writes, the locale must do:
// help, versions and errors wait for nobody.
const glance = 250 * time.Millisecond

// remembered returns the remembered language where it is asked for and can be read at once.
func (a *app) remembered() string {
	if a.flags.lang != "" {
		return ""
	}
	s, found := a.store(), make(chan string, 1)
	go func() {
		code, _ := s.Language()
		found <- code
	}()
	select {
	case code := <-found:
		return code
	case <-time.After(glance):
		return ""
	}
}

// language returns the code of the language of this call.
func (a *app) language(remembered string) string {
	return lang.Choose(a.flags.lang, remembered, a.getenv)
}

// reportOptions say how this call prints.
func (a *app) reportOptions() report.Options {
	return report.Options{Printer: a.printer(), Location: a.now().Location(), Bold: a.colourful(a.stdout)}
}
