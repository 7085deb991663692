package main

import (
	"io"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

type voiceOptions struct {
	team  string       // "" for the one used last
	month checks.Month // zero for the present one
	printOptions
}

func (a *app) voiceCommand() *cli.Command {
	var o voiceOptions
	o.known = report.VoiceFormats
	flags := append([]cli.Flag{
		shell.Parsed("month", &o.month, a.month), shell.Line("team", &o.team), shell.Text("format", &o.asked).About("format.voice"),
	}, o.Flags()...)
	return a.Command("voice", nil, flags, func([]string) error {
		return a.print(&o.printOptions, func(w io.Writer) (checks.LeftOut, error) { return checks.LeftOut{}, a.runVoice(w, o) })
	})
}

// runVoice prints what customers said to a team in a month.
func (a *app) runVoice(w io.Writer, o voiceOptions) error {
	now := a.Now()
	if o.month.IsZero() {
		o.month = checks.MonthOf(now)
	}
	if a.today().Before(o.month.First()) {
		return shell.WrongUse("cli.error.month-ahead", "Latest", checks.MonthOf(now).String())
	}
	t, err := neededSnapshot(a.store(), o.team)
	if err != nil {
		return err
	}
	v := t.Voice(content.Check(), o.month, a.today())
	return shell.OutputError(report.Voice(w, o.format, v, a.ReportOptions()))
}
