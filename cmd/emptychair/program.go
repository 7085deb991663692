package main

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/cmd/emptychair/shell"
	"emptychair/tui"
)

// patience is how long a program that was asked to end may take for its last save.
const patience = 5 * time.Second

// runProgram shows the full-screen program until it ends. However it ends, the terminal is restored and what was entered is
// saved when runProgram returns.
func (a *app) runProgram(o tui.Options) error {
	signals := listen()
	defer signals.stop()
	model, err := a.showProgram(o, signals)
	if run, ok := model.Unfinished(); ok && (err == nil || errors.Is(err, shell.ErrInterrupted)) {
		_, _ = fmt.Fprintln(a.Stdout, a.Printer().T("cli.resume-hint", "Team", run.Team))
	}
	if model.Half() {
		_, _ = fmt.Fprintln(a.Stdout, a.Printer().T("cli.kept-half"))
	}
	if kept := model.Beside(); kept != "" {
		_, _ = fmt.Fprintln(a.Stdout, a.Printer().T("cli.kept-beside."+string(kept)))
	}
	return err
}

// showProgram is runProgram without the words at the end.
func (a *app) showProgram(o tui.Options, signals *ending) (*tui.Model, error) {
	model := tui.New(o)
	program := tea.NewProgram(model,
		tea.WithInput(a.Stdin), tea.WithOutput(a.Stdout), tea.WithEnvironment(a.Environ),
		tea.WithColorProfile(a.Profile()), tea.WithoutSignalHandler())
	signals.watch(program)
	muteStderr()
	_, ran := program.Run()
	saved := model.Close()
	return model, outcome(ran, saved, signals.ended())
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

// ending listens for the signals that end the program.
type ending struct {
	signals <-chan os.Signal
	stop    func()        // ends the listening
	done    chan struct{} // closed when the program has ended
	came    chan bool     // whether there was a signal until then
}

// listen catches signals. Those that come before there is a program wait for it, those that come after it lead to nothing.
func listen() *ending {
	signals, stop := shell.Signals()
	return &ending{signals, stop, make(chan struct{}), make(chan bool, 1)}
}

// watch lets a signal ask the program to save and to end. A second signal, or none of it within [patience], ends it as it
// is; a third one is no longer caught.
func (e *ending) watch(p *tea.Program) {
	go func() { e.came <- e.wait(p) }()
}

func (e *ending) wait(p *tea.Program) bool {
	select {
	case <-e.done:
		return false
	case <-e.signals:
	}
	go p.Send(tui.EndMsg{}) // blocks while the program is busy
	select {
	case <-e.done:
		return true
	case <-e.signals:
	case <-time.After(patience):
	}
	e.stop()
	p.Kill()
	return true
}

// ended notes that the program has ended and tells whether a signal came before.
func (e *ending) ended() bool {
	close(e.done)
	return <-e.came
}
