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

type trendOptions struct {
	choice
	last int // 0 for all runs
	printOptions
}

func (a *app) trendCommand() *cli.Command {
	var o trendOptions
	last := shell.Parsed("last", &o.last, numberOf("--last"))
	flags := append([]cli.Flag{shell.Line("team", &o.team)}, o.kindFlags()...)
	flags = append(append(flags, last), o.printFlags(report.RunFormats)...)
	return a.Command("trend", nil, flags, func([]string) error {
		if last.IsSet() && o.last == 0 {
			return shell.WrongUse("cli.error.last")
		}
		if err := o.oneKind(); err != nil {
			return err
		}
		return a.print(&o.printOptions, func(w io.Writer) (checks.LeftOut, error) { return a.runTrend(w, o) })
	})
}

// runTrend prints the runs of a team over time, and returns what it left out.
func (a *app) runTrend(w io.Writer, o trendOptions) (left checks.LeftOut, err error) {
	p, err := a.history(o.choice)
	if err != nil {
		return left, err
	}
	kind := p.kind(o.kinds)
	if len(p.finished(kind)) == 0 {
		return left, &checks.Error{Code: checks.CodeNoFinishedRun, Subject: p.Team}
	}
	t := p.Trend(content.Check(), kind, a.today(), o.last)
	if o.share {
		left = p.share(t, o.own)
		t = p.Trend(content.Check(), kind, a.today(), o.last)
	}
	return left, shell.OutputError(report.Trend(w, o.format, t, a.ReportOptions()))
}

// share leaves of all runs what may go out, and says what that is of those in a trend.
func (p *past) share(t checks.Trend, own bool) (left checks.LeftOut) {
	runs := p.Finished()
	for i, run := range runs {
		shared, more := checks.Share(run.OnlyRatings(), checks.StoryTexts{}, own)
		runs[i] = shared
		if slices.ContainsFunc(t.Columns, func(c checks.Column) bool { return c.ID == run.ID }) {
			left = left.Plus(more)
		}
	}
	p.Runs = runs
	return left
}
