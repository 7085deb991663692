package main

import (
	"io"
	"time"

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
		shell.Parsed("month", &o.month, checks.ParseMonth), shell.Line("team", &o.team), shell.Text("format", &o.asked).About("format.voice"),
	}, o.Flags()...)
	return a.Command("voice", nil, flags, func([]string) error {
		return a.print(&o.printOptions, func(w io.Writer, s database) (checks.LeftOut, error) {
			return checks.LeftOut{}, runVoice(w, o, s, a.Now(), a.ReportOptions)
		})
	})
}

// runVoice prints what customers said to a team in a month.
func runVoice(w io.Writer, o voiceOptions, s database, now time.Time, options func() report.Options) error {
	if o.month.IsZero() {
		o.month = checks.MonthOf(now)
	}
	if checks.DayOf(now).Before(o.month.First()) {
		return shell.WrongUse("cli.error.month-ahead", "Latest", checks.MonthOf(now).String())
	}
	t, err := neededSnapshot(s, o.team)
	if err != nil {
		return err
	}
	v := t.Voice(content.Check(), o.month, checks.DayOf(now), now.Location())
	return shell.OutputError(report.Voice(w, o.format, v, options()))
}
