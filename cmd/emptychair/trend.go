package main

import (
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

type trendOptions struct {
	choice
	last   int // 0 for all runs
	format report.Format
}

func (a *app) trendCommand() *cli.Command {
	var o trendOptions
	var last, asked string
	flags := append([]cli.Flag{&cli.StringFlag{Name: "team", Destination: &o.team}}, o.kindFlags()...)
	flags = append(flags, &cli.StringFlag{Name: "last", Destination: &last}, formatFlag(&asked))
	return a.command("trend", nil, flags, func([]string) (err error) {
		if o.format, err = format(asked, report.Formats); err != nil {
			return err
		}
		if o.last, err = number("--last", last, 0); err != nil {
			return err
		}
		if last != "" && o.last == 0 {
			return wrongUse("cli.error.last")
		}
		if err := o.oneKind(); err != nil {
			return err
		}
		o.team = checks.CleanLine(o.team)
		return runTrend(a.stdout, o, a.store(), a.now(), a.reportOptions)
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
	return written(report.Trend(w, o.format, t, how()))
}
