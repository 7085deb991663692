package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/cmd/emptychair/shell"
	"emptychair/tui"
	"emptychair/tui/line"
	"emptychair/tui/theme"
)

// unknownMinutes is the number of minutes that nobody named; of people it is 0.
const unknownMinutes = -1

func (a *app) startCommand() *cli.Command {
	b := tui.Begin{Minutes: unknownMinutes}
	people := shell.Parsed("people", &b.People, numberOf("--people"))
	flags := []cli.Flag{
		shell.Line("team", &b.Team), &cli.BoolFlag{Name: "solo", Destination: &b.Solo}, people,
		shell.Parsed("minutes", &b.Minutes, numberOf("--minutes")),
		shell.Parsed("on", &b.On, a.pastDay).About("start.on"),
	}
	return a.Command("start", nil, flags, func([]string) error {
		if err := shell.Together("--solo", b.Solo && people.IsSet(), "--people"); err != nil {
			return err
		}
		if err := validate(b, people.IsSet()); err != nil {
			return err
		}
		return a.enter(func(home checks.Snapshot) (tui.Start, error) {
			if b.Team != "" {
				b.Team, _, _ = checks.NameTeam(home.Teams, b.Team)
			}
			return tui.Start{Begin: &b}, nil
		})
	})
}

// validate checks what was said of a run; what was not, the set-up asks for.
func validate(b tui.Begin, withPeople bool) error {
	s := checks.Setup{Team: cmp.Or(b.Team, "x"), Kind: checks.Team, People: b.People, Minutes: max(b.Minutes, 0)}
	if !withPeople {
		s.People = 1
	}
	return shell.InvalidInput(s.Validate())
}

func (a *app) resumeCommand() *cli.Command {
	return a.Command("resume", nil, nil, func([]string) error { return a.enter(latestUnfinished) })
}

// latestUnfinished enters the run that was begun last and is not finished.
func latestUnfinished(h checks.Snapshot) (tui.Start, error) {
	if len(h.Unfinished) == 0 {
		return tui.Start{}, shell.NotFound("cli.error.nothing-to-resume")
	}
	return tui.Start{Resume: &h.Unfinished[0]}, nil
}

// open opens the program where it always opens.
func (a *app) open([]string) error { return a.enter(atHome) }

func atHome(checks.Snapshot) (tui.Start, error) { return tui.Start{}, nil }

// enter opens the program.
func (a *app) enter(entry func(checks.Snapshot) (tui.Start, error)) error {
	o, err := a.programOptions(a.store(), entry)
	if err != nil {
		return err
	}
	a.withSync(&o)
	return a.runProgram(o)
}

// programOptions says how the program opens. What its first screen shows is read here, once: it says the language,
// too, and where it cannot be read there is nothing to open.
func (a *app) programOptions(s database, entry func(checks.Snapshot) (tui.Start, error)) (tui.Options, error) {
	s.Sweep() // what a program that was killed left behind
	home, err := s.Snapshot("")
	if err != nil {
		return tui.Options{}, err
	}
	at, err := entry(home)
	o := tui.Options{
		Store: s, Now: a.Now, NewID: a.NewID, Settings: a.Settings(), Background: a.background(), Colours: a.Profile(), Call: a.Call(),
		Start: at, Home: home, Export: a.exporter(s).export, Note: a.firstNote(home),
	}
	return o, err
}

// background is what is known of the terminal's before it answers.
func (a *app) background() theme.Background {
	dark, ok := a.DarkByVariable()
	if !ok {
		return theme.Unknown
	}
	return theme.On(dark)
}

// firstNote is what there is to say at once: which letters the terminal cannot take, or where nothing was found.
func (a *app) firstNote(home checks.Snapshot) string {
	switch charset := a.Charset(); {
	case charset != "":
		return a.Printer().T("cli.charset", "Charset", checks.CleanLine(charset))
	case len(home.Teams) == 0 && a.Location().Source == shell.FromEnvironment && a.call != demoName:
		what, why := a.emptyPlace(true)
		return strings.TrimSpace(what + " " + why)
	}
	return ""
}

// program is one that ended.
type program interface {
	WantsDemo() bool
	Unfinished() (checks.Run, bool)
	Finished() string
	SavedAsTyped() bool
	SavedBeside() tui.SavedBeside
}

// runProgram shows the program until it ends. However it ends, the terminal is restored and what was entered is
// saved when runProgram returns.
func (a *app) runProgram(o tui.Options) error {
	signals, stop := shell.Signals()
	defer stop()
	ended, err := a.showProgram(o, signals, stop)
	if ended == nil {
		return err
	}
	if err == nil && ended.WantsDemo() {
		return a.demo()
	}
	if run, ok := ended.Unfinished(); ok && !run.IsEmpty() && (err == nil || errors.Is(err, shell.ErrInterrupted) || errors.Is(err, line.ErrEnded)) {
		_, _ = fmt.Fprintln(a.Stdout, a.Printer().T("cli.resume-hint", "Call", a.Call(), "Team", run.Team))
	}
	a.tellResult(o.Store, ended.Finished())
	if ended.SavedAsTyped() {
		_, _ = fmt.Fprintln(a.Stdout, a.Printer().T("cli.kept-half"))
	}
	if kept := ended.SavedBeside(); kept != "" {
		_, _ = fmt.Fprintln(a.Stdout, a.Printer().T("cli.kept-beside."+string(kept)))
	}
	if errors.Is(err, line.ErrEnded) {
		return shell.Failure("cli.error.ended")
	}
	return err
}

// tellResult leaves in the terminal what the run with an id came to, and the two commands that print and export it. What the demo shows is
// gone by then, and so may be a run.
func (a *app) tellResult(s tui.Store, id string) {
	if id == "" || a.call == demoName {
		return
	}
	runs, err := s.Runs("")
	i := slices.IndexFunc(runs, func(r checks.Run) bool { return r.ID == id })
	if err != nil || i < 0 {
		return
	}
	r, o, parting := runs[i], a.ReportOptions(), a.Printer().Signs(" · ")
	if o.Plain = a.AsksByLine(); o.Plain {
		parting = "\n"
	}
	said := []string{o.Printer.Team(r.Team)}
	for _, it := range content.Check().Items {
		said = append(said, o.PlainRating(r, it.ID))
	}
	actions := o.Say("close.no-actions")
	if len(r.Actions) > 0 {
		actions = o.Printer.N("close.actions", len(r.Actions))
	}
	_ = shell.Print(a.Stdout, o, strings.Join(append(said, actions), parting))
	for _, line := range []string{
		o.Say("cli.result.show", "Call", a.Call(), "ID", shortID(id, idsOf(runs))),
		o.Say("cli.result.export", "Call", a.Call(), "ID", shortID(id, idsOf(runs))),
	} {
		_, _ = fmt.Fprintln(a.Stdout, line) // whole, for copying
	}
}

// framesPerSecond is how often what has changed is drawn: a key waits for its frame half as long as with the usual 60.
const framesPerSecond = 120

// showProgram is runProgram without the words at the end. Signals that come before there is a program wait for it, those that come
// after it lead to nothing.
func (a *app) showProgram(o tui.Options, signals <-chan os.Signal, stop func()) (program, error) {
	if a.AsksByLine() {
		return a.askByLine(o, signals, stop)
	}
	suspension := &shell.Suspension{Left: make(chan struct{})}
	if shell.CanSuspend() {
		o.Suspend = suspension
	}
	talk := shell.NewTalk(a.Stdin)
	o.Part, o.Pressed = talk.Part, a.Pressed
	model := tui.New(o)
	program := tea.NewProgram(model,
		tea.WithInput(talk.In), tea.WithOutput(a.Stdout), tea.WithEnvironment(a.Environ),
		tea.WithColorProfile(o.Colours), tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond))
	muteStderr()
	ended := make(chan error, 1)
	go func() {
		shell.Take(a.Stdout)
		_, err := program.Run() // which catches a panic of its own
		ended <- err
	}()
	signalled, hangs, ran := a.awaitEnd(ended, suspension.Left, signals, func(os.Signal) { go program.Send(tui.EndMsg{}) }) // blocks while it is busy
	if hangs {
		stop()
		go program.Kill() // blocks while the terminal takes nothing
		select {
		case ran = <-ended:
		case <-time.After(time.Second):
			a.Stdout, a.Stderr = io.Discard, io.Discard // the words at the end would wait, too
		}
	}
	select {
	case <-suspension.Left: // and the terminal with it
	default:
		shell.GiveBack(a.Stdout)
	}
	saved := model.Close()
	return model, outcome(ran, saved, signalled || len(signals) > 0)
}

// askByLine is showProgram in line mode. Of a program that hangs it returns nil, since nothing can be asked of it.
func (a *app) askByLine(o tui.Options, signals <-chan os.Signal, stop func()) (program, error) {
	defer shell.OutlastPipes()()
	asked := make(chan os.Signal, 1)
	t := line.Terminal{In: a.Stdin, Out: a.Stdout, Signals: asked}
	if a.IsTerminal(a.Stdout) {
		t.Width = func() int {
			columns, _ := a.Size()
			return columns - 1 // the blank behind a question needs one, too
		}
	}
	if typing := a.Typing(); typing != nil {
		t.Hide = typing.Hide
		defer typing.Close()
		defer typing.KeepHidden()()
	}
	o.Pressed = a.Pressed
	p, ended := line.New(o, t), make(chan error, 1)
	go func() {
		defer func() {
			if recover() != nil {
				ended <- shell.Failure("cli.error.crash")
			}
		}()
		ended <- p.Run()
	}()
	_, hangs, err := a.awaitEnd(ended, nil, signals, func(s os.Signal) { asked <- s })
	switch {
	case hangs:
		stop()
		return nil, shell.ErrInterrupted
	case errors.Is(err, line.ErrInterrupted):
		err = shell.ErrInterrupted
	}
	return p, err
}

// outcome says which of the things that can be wrong at the end is told: a crash, then what could not be saved.
func outcome(ran, saved error, signalled bool) error {
	switch {
	case errors.Is(ran, tea.ErrProgramPanic) && saved != nil:
		return shell.Failure("cli.error.crash-unsaved")
	case errors.Is(ran, tea.ErrProgramPanic):
		return shell.Failure("cli.error.crash")
	case saved != nil:
		return saved
	case signalled:
		return shell.ErrInterrupted
	case ran != nil:
		return shell.Failure("cli.error.program")
	}
	return nil
}

// muteStderr keeps the stack of a panic off the screen: the library prints it on os.Stderr, and may do so after the program
// has ended. What this program has to say goes to the stderr of its env.
var muteStderr = sync.OnceFunc(func() {
	if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		os.Stderr = null
	}
})

// awaitEnd waits for the end of a program, and returns whether there was a signal, which asks it to save and to end, and what it came to.
// Where it hangs, that is, a second signal comes before its end, or patience is over, somebody is to end it as it is. One that has left the
// terminal to somebody else is not waited for.
func (a *app) awaitEnd(ended <-chan error, left <-chan struct{}, signals <-chan os.Signal, ask func(os.Signal)) (signalled, hangs bool, ran error) {
	select {
	case ran = <-ended:
		return false, false, ran
	case s := <-signals:
		ask(s)
	}
	select {
	case ran = <-ended:
	case <-left:
	case <-signals:
		hangs = true
	case <-time.After(a.Patience):
		hangs = true
	}
	return true, hangs, ran
}
