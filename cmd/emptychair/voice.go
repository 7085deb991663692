package main

import (
	"io"
	"slices"

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
	flags := slices.Concat([]cli.Flag{
		shell.Parsed("month", &o.month, a.month), shell.Line("team", &o.team), o.formatFlag("format.voice"),
	}, o.shareFlags(), o.Flags())
	return a.Command("voice", nil, flags, func([]string) error {
		return a.print(&o.printOptions, func(w io.Writer) (checks.LeftOut, error) { return a.runVoice(w, o) })
	})
}

// runVoice prints what customers said to a team in a month, and returns what it left out.
func (a *app) runVoice(w io.Writer, o voiceOptions) (left checks.LeftOut, err error) {
	now := a.Now()
	if o.month.IsZero() {
		o.month = checks.MonthOf(now)
	}
	if a.today().Before(o.month.First()) {
		return left, shell.WrongUse("cli.error.month-ahead", "Latest", checks.MonthOf(now).String())
	}
	t, err := neededSnapshot(a.store(), o.team)
	if err != nil {
		return left, err
	}
	v := t.Voice(content.Check(), o.month, a.today())
	if o.share {
		v, left = t.ShareVoice(content.Check(), o.month, a.today(), o.own)
	}
	if o.format == report.SVG { // which holds nothing that people wrote
		left = checks.LeftOut{Items: left.Items, Own: left.Own}
	}
	return left, shell.OutputError(report.Voice(w, o.format, v, a.ReportOptions()))
}
