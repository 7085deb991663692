package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

func (a *app) walkCommand() *cli.Command {
	var team string
	return a.writing("walk", nil, []cli.Flag{shell.Line("team", &team)}, func([]string) error { return a.runWalk(team) })
}

// errUnnoticed ends a walk of which something was said, but not what was noticed.
var errUnnoticed = errors.New("what was noticed was not said")

// runWalk asks three questions and notes a story of what is answered: nothing where nothing is said. Whoever ends the input at
// the third question has said what was noticed, and that is noted; before that, and by an interruption at any time, nothing is.
func (a *app) runWalk(typed string) error {
	s, team, err := snapshotToNote(a.store(), typed)
	if err == nil {
		err = a.askNewTeam(team)
	}
	if err != nil {
		return err
	}
	signals, stop := shell.Signals()
	defer stop()
	text, err := talk{a, a.lines(), signals}.walk(s.Stories)
	switch {
	case errors.Is(err, errUnnoticed):
		return a.nothingNoted("cli.walk.unnoticed")
	case err != nil:
		return err
	case text == "":
		return a.nothingNoted("cli.walk.nothing")
	}
	story := checks.Story{ID: a.NewID(), Team: team.name, On: a.today(), Noted: a.today(), Source: checks.FromShopWalk, Text: text}
	return a.ShowUnsaved(shell.Writing{Text: text, Edited: true}, a.addStory(story, team))
}

// talk is a conversation line by line, on stdin and stderr.
type talk struct {
	*app
	lines   <-chan string
	signals <-chan os.Signal
}

func (t talk) tell(text string) { _ = shell.Print(t.Stderr, t.ReportOptions(), text) }

// ask asks a question. The error is [io.EOF] where nobody will answer any more; an interruption ends the question.
func (t talk) ask(question string) (answer string, err error) {
	t.tell(question)
	_, _ = fmt.Fprint(t.Stderr, "> ")
	select {
	case line, ok := <-t.lines:
		if !ok {
			t.tell("")
			return "", io.EOF
		}
		if !t.IsTerminal(t.Stdin) {
			t.tell(line) // as a terminal shows what is typed
		}
		return line, nil
	case <-t.signals:
		t.tell("\n" + t.Printer().T("cli.nothing-noted"))
		return "", shell.ErrInterrupted
	}
}

// walk says what a walk is, asks its questions and returns what is to be noted, "" for nothing.
func (t talk) walk(list []checks.Story) (text string, err error) {
	say, walk := t.ReportOptions(), report.NewWalk(list)
	about, last := walk.About(say.Printer)
	t.tell(about)
	if last != "" {
		t.tell(report.FirstLine("", last, say))
	}
	t.tell("")
	var answers [report.WalkParts]string
	for i, question := range walk.Questions() {
		answers[i], err = t.ask(say.Say(question))
		ended := errors.Is(err, io.EOF)
		if err != nil && !ended {
			return "", err
		}
		if ended && answers[report.WalkNoticed] == "" {
			break
		}
	}
	text, whole := walk.Text(say.Printer, answers)
	if !whole {
		return "", errUnnoticed
	}
	return text, nil
}

// lines reads the lines of stdin as they come.
func (a *app) lines() <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		r := bufio.NewReader(io.LimitReader(a.Stdin, shell.MaxInput))
		for {
			line, err := r.ReadString('\n')
			if line = checks.CleanLine(line); line != "" || err == nil {
				lines <- line
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}
