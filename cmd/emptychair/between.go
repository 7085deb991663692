package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/tui/line"
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
	told := checks.StoryTexts{}
	if o.share {
		if told, err = a.told(); err != nil {
			return false, left, err
		}
	}
	l := report.DueList{Made: a.Now(), Shared: o.share}
	var runs, acts, complaints int
	for _, t := range teams {
		due := t.Due(a.today())
		if o.share {
			var more checks.LeftOut
			due, more = t.ShareDue(told, a.today())
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
	case o.format == report.ICS && !l.HasDays():
		err = shell.NotFound("cli.error.no-days")
	default:
		err = shell.OutputError(report.Due(w, o.format, l, say))
	}
	return what != "", left, err
}

func (a *app) walkCommand() *cli.Command {
	var team string
	return a.writing("walk", nil, []cli.Flag{shell.Line("team", &team)}, func([]string) error { return a.runWalk(team) })
}

// runWalk asks three questions and notes a story of what is answered: nothing where nothing is said. Whoever ends the input at
// the third question has said what was noticed, and that is noted; before that, and by an interruption at any time, nothing is.
func (a *app) runWalk(typed string) error {
	s, team, err := a.snapshotToNote(typed)
	if err != nil {
		return err
	}
	say, walk := a.ReportOptions(), report.NewWalk(s.Stories)
	answers, err := a.askWalk(walk)
	if errors.Is(err, line.ErrInterrupted) {
		_ = shell.Print(a.Stderr, say, say.Say("cli.nothing-noted"))
		return shell.ErrInterrupted
	}
	text, whole := walk.Text(say.Printer, answers)
	switch {
	case text == "":
		return a.nothingNoted("cli.walk.nothing")
	case !whole:
		return a.nothingNoted("cli.walk.unnoticed")
	}
	story := checks.Story{ID: a.NewID(), Team: team.name, On: a.today(), Noted: a.today(), Source: checks.FromShopWalk, Text: text}
	return a.ShowUnsaved(shell.Writing{Text: text, Edited: true}, a.addStory(story, team))
}

// askWalk says what a walk is and asks its questions, until the input ends or a signal comes.
func (a *app) askWalk(walk report.Walk) (answers [report.WalkParts]string, err error) {
	say := a.ReportOptions()
	about, last := walk.About(say.Printer)
	if last != "" {
		about += "\n" + report.FirstLine("", last, say)
	}
	_ = shell.Print(a.Stderr, say, about, "")
	signals, stop := shell.Signals()
	defer stop()
	t := line.Terminal{In: a.Stdin, Out: a.Stderr, Signals: signals}
	if a.IsTerminal(a.Stdin) {
		t.Hide = func(bool, bool) error { return nil } // it shows by itself what is typed, and may
	}
	var questions []string
	for _, id := range walk.Questions() {
		questions = append(questions, say.Say(id))
	}
	said, err := line.Ask(t, questions)
	copy(answers[:], said)
	return answers, err
}
