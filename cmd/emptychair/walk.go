package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

type walkOptions struct {
	team string
	id   string
	talk
	keep func(shell.Writing, error) error
}

// talk is a conversation line by line.
type talk struct {
	tell func(text string)
	ask  func(question string) (answer string, err error) // io.EOF where nobody will answer any more
}

func (a *app) walkCommand() *cli.Command {
	var team string
	flags := []cli.Flag{&cli.StringFlag{Name: "team", Destination: &team}}
	return a.Command("walk", nil, flags, func([]string) error {
		t, stop := a.talk()
		defer stop()
		o := walkOptions{checks.CleanLine(team), a.NewID(), t, a.ShowUnsaved}
		return runWalk(a.Stdout, o, a.store(), a.Now(), a.ReportOptions)
	})
}

// errUnnoticed ends a walk of which something was said, but not what was noticed.
var errUnnoticed = errors.New("what was noticed was not said")

// runWalk asks three questions and notes a story of what is answered: nothing where nothing is said. Whoever ends the input at
// the third question has said what was noticed, and that is noted; before that, and by an interruption at any time, nothing is.
func runWalk(w io.Writer, o walkOptions, s database, now time.Time, options func() report.Options) error {
	t, team, err := snapshotToNote(s, o.team)
	if err != nil {
		return err
	}
	say := options()
	text, err := o.walk(t.Stories, say)
	switch {
	case errors.Is(err, errUnnoticed):
		return shell.Print(w, say, say.Say("cli.walk.unnoticed"))
	case err != nil:
		return err
	case text == "":
		return shell.Print(w, say, say.Say("cli.walk.nothing"))
	}
	today := checks.DayOf(now)
	story := checks.Story{ID: o.id, Team: team.name, On: today, Noted: today, Source: checks.FromShopWalk, Text: text}
	return o.keep(shell.Writing{Text: text, Edited: true}, addStory(w, story, team, s, now, say))
}

// walk says what a walk is, asks what was tried, what was noticed and what would bring customers closer, and returns what is to be
// noted, "" for nothing: what was noticed first, as lists show that. The third question is another one on the first walk.
func (t talk) walk(list []checks.Story, say report.Options) (text string, err error) {
	first := ".first"
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

// talk returns a conversation on stdin and stderr, and what ends it. An interruption ends the question that is asked.
func (a *app) talk() (t talk, stop func()) {
	signals, stop := shell.Signals()
	lines := a.lines()
	t.tell = func(text string) {
		_ = shell.Print(a.Stderr, a.ReportOptions(), text)
	}
	t.ask = func(question string) (string, error) {
		t.tell(question)
		_, _ = fmt.Fprint(a.Stderr, "> ")
		select {
		case line, ok := <-lines:
			if !ok {
				t.tell("")
				return "", io.EOF
			}
			if !a.IsTerminal(a.Stdin) {
				t.tell(line) // as a terminal shows what is typed
			}
			return line, nil
		case <-signals:
			t.tell("\n" + a.Printer().T("cli.nothing-noted"))
			return "", shell.ErrInterrupted
		}
	}
	return t, stop
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
