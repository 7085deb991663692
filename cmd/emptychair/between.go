package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

type dueOptions struct {
	team  string // "" for all
	check bool   // whether anything is due is said in a line, and by the exit code
	printOptions
}

func (a *app) dueCommand() *cli.Command {
	var o dueOptions
	o.known = report.DueFormats
	flags := slices.Concat([]cli.Flag{
		shell.Line("team", &o.team).About("team.due"), &cli.BoolFlag{Name: "check", Destination: &o.check}, o.formatFlag("format.due"),
	}, o.shareFlags()[:1], o.Flags())
	return a.Command("due", nil, flags, func([]string) error {
		if err := shell.Together("--check", o.check && o.File != "", "--output"); err != nil {
			return err
		}
		if o.check {
			a.call = "due --check" // says nothing of where nothing is
		}
		anything := false
		err := a.print(&o.printOptions, func(w io.Writer) (left checks.LeftOut, err error) {
			anything, left, err = a.runDue(w, o)
			return left, err
		})
		if err == nil && o.check && anything {
			err = shell.ErrDue
		}
		return err
	})
}

// runDue prints what is due, and returns whether anything is, and what it left out.
func (a *app) runDue(w io.Writer, o dueOptions) (anything bool, left checks.LeftOut, err error) {
	teams, err := a.snapshots(o.team)
	if err != nil {
		return false, left, err
	}
	l := report.DueList{Made: a.Now(), Shared: o.share}
	var runs, acts, complaints int
	for _, t := range teams {
		due := t.Due(a.today())
		if o.share {
			var more checks.LeftOut
			due, more = t.ShareDue(a.today())
			left = left.Plus(more)
		}
		l.Teams = append(l.Teams, due)
		l.Actions, l.Stories = append(l.Actions, idsOf(t.Actions())...), append(l.Stories, idsOf(t.Stories)...)
		if due.IsRunDue() {
			runs++
		}
		acts, complaints = acts+due.ActionsDue(), complaints+len(due.Waiting)
	}
	say := a.ReportOptions()
	what := counted(say, count{"due.count.runs", runs}, count{"due.count.actions", acts}, count{"due.count.complaints", complaints})
	switch {
	case o.check && o.format == report.Text && what == "":
	case o.check && o.format == report.Text:
		_, err = fmt.Fprintln(w, say.Say("due.line", "What", what, "Call", a.Call())) // one line, however long
	case len(teams) == 0 && o.format == report.Text:
		a.nothing = true
		err = shell.Print(w, say, say.Say("cli.no-teams"))
	default:
		err = shell.OutputError(report.Due(w, o.format, l, say))
	}
	return what != "", left, err
}

func (a *app) walkCommand() *cli.Command {
	var team string
	return a.writing("walk", nil, []cli.Flag{shell.Line("team", &team)}, func([]string) error { return a.runWalk(team) })
}

// errUnnoticed ends a walk of which something was said, but not what was noticed.
var errUnnoticed = errors.New("what was noticed was not said")

// runWalk asks three questions and notes a story of what is answered: nothing where nothing is said. Whoever ends the input at
// the third question has said what was noticed, and that is noted; before that, and by an interruption at any time, nothing is.
func (a *app) runWalk(typed string) error {
	s, team, err := a.snapshotToNote(typed)
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
