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

type trendOptions struct {
	choice
	last   int // 0 for all runs
	format report.Format
}

func (a *app) trendCommand() *cli.Command {
	var o trendOptions
	last := shell.Parsed("last", &o.last, numberOf("--last"))
	flags := append([]cli.Flag{shell.Line("team", &o.team)}, o.kindFlags()...)
	flags = append(flags, last, shell.Format(&o.format, report.Formats))
	return a.Command("trend", nil, flags, func([]string) error {
		if last.IsSet() && o.last == 0 {
			return shell.WrongUse("cli.error.last")
		}
		if err := o.oneKind(); err != nil {
			return err
		}
		return runTrend(a.Stdout, o, a.store(), a.Now(), a.ReportOptions)
	})
}

// runTrend prints the runs of a team over time.
func runTrend(w io.Writer, o trendOptions, s database, now time.Time, how func() report.Options) error {
	p, err := history(s, o.choice, now)
	if err != nil {
		return err
	}
	kind := p.kind(o.kinds)
	if len(p.finished(kind)) == 0 {
		return &checks.Error{Code: checks.CodeNoFinishedRun, Subject: p.Team}
	}
	t := checks.TrendOf(content.Check(), p.Team, kind, p.Runs, o.last, now.Location())
	return shell.OutputError(report.Trend(w, o.format, t, how()))
}
