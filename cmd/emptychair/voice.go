package main

import (
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

type voiceOptions struct {
	team   string       // "" for the one used last
	month  checks.Month // zero for the present one
	format report.Format
}

func (a *app) voiceCommand() *cli.Command {
	var o voiceOptions
	var month, asked string
	flags := []cli.Flag{
		&cli.StringFlag{Name: "month", Destination: &month},
		&cli.StringFlag{Name: "team", Destination: &o.team},
		&cli.StringFlag{Name: "format", Destination: &asked, Value: string(report.Text), Usage: "format.page"},
	}
	return a.command("voice", nil, flags, func([]string) (err error) {
		if o.format, err = format(asked, report.VoiceFormats); err != nil {
			return err
		}
		if month != "" {
			if o.month, err = checks.ParseMonth(month); err != nil {
				return err
			}
		}
		o.team = checks.CleanLine(o.team)
		return runVoice(a.stdout, o, a.store(), a.now(), a.reportOptions)
	})
}

// runVoice prints what customers said to a team in a month.
func runVoice(w io.Writer, o voiceOptions, s database, now time.Time, how func() report.Options) error {
	if o.month.IsZero() {
		o.month = checks.MonthOf(now)
	}
	if checks.DayOf(now).Before(o.month.First()) {
		return wrongUse("cli.error.month-ahead", "Latest", checks.MonthOf(now).String())
	}
	t, err := readSome(s, o.team)
	if err != nil {
		return err
	}
	v := t.Voice(content.Check(), o.month, checks.DayOf(now), now.Location())
	return written(report.Voice(w, o.format, v, how()))
}
