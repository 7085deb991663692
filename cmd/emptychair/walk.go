package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

func (a *app) walkCommand() *cli.Command {
	var team string
	return a.Command("walk", nil, []cli.Flag{shell.Line("team", &team)}, func([]string) error { return a.runWalk(team) })
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
		return a.say("cli.walk.unnoticed")
	case err != nil:
		return err
	case text == "":
		return a.say("cli.walk.nothing")
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

// walk says what a walk is, asks what was tried, what was noticed and what would bring customers closer, and returns what is to be
// noted, "" for nothing: what was noticed first, as lists show that, and what was tried only beside something else. The third question is another one on the first walk.
func (t talk) walk(list []checks.Story) (text string, err error) {
	say, first := t.ReportOptions(), ".first"
	if t.begin(list, say) {
		first = ""
	}
	var tried, noticed, closer string
	for _, q := range []struct {
		id     string
		answer *string
	}{{"cli.walk.tried", &tried}, {"cli.walk.noticed", &noticed}, {"cli.walk.closer" + first, &closer}} {
		*q.answer, err = t.ask(say.Say(q.id))
		switch ended := errors.Is(err, io.EOF); {
		case err != nil && !ended:
			return "", err
		case ended && noticed == "" && tried != "":
			return "", errUnnoticed
		case ended && noticed == "":
			return "", nil
		}
	}
	if tried != "" && noticed+closer == "" {
		return "", errUnnoticed
	}
	var lines []string
	if noticed != "" {
		lines = append(lines, noticed)
	}
	if tried != "" {
		lines = append(lines, say.Say("cli.walk.was-tried", "Text", tried))
	}
	if closer != "" {
		lines = append(lines, say.Say("cli.walk.is-closer"+first, "Text", closer))
	}
	return strings.Join(lines, "\n"), nil
}

// begin says what a walk is, and what was noticed on the last one, if there was one.
func (t talk) begin(list []checks.Story, say report.Options) bool {
	t.tell(say.Say("cli.walk.about"))
	defer t.tell("")
	i := slices.IndexFunc(list, func(s checks.Story) bool { return s.Source == checks.FromShopWalk })
	if i < 0 {
		return false
	}
	first, _, _ := strings.Cut(list[i].Text, "\n")
	t.tell(report.FirstLine("", say.Say("cli.walk.last", "Day", say.Printer.Day(list[i].On.Time()), "Text", first), say))
	return true
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
