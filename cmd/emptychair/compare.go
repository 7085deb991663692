package main

import (
	"cmp"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

type compareOptions struct {
	choice
	beside string // another team, "" for none
	printOptions
}

func (a *app) compareCommand() *cli.Command {
	var o compareOptions
	flags := append([]cli.Flag{
		shell.Line("with", &o.with), shell.Line("team", &o.team), shell.Line("beside", &o.beside),
	}, append(o.kindFlags(), o.printFlags(report.RunFormats)...)...)
	return a.Command("compare", []string{"[RUN]"}, flags, func(args []string) error {
		if len(args) > 0 {
			o.run = checks.CleanLine(args[0])
		}
		if err := cmp.Or(o.together(), o.oneKind()); err != nil {
			return err
		}
		return a.print(&o.printOptions, func(w io.Writer, s database) (checks.LeftOut, error) {
			if o.beside != "" {
				return runBeside(w, o, s, a.ReportOptions)
			}
			return runCompare(w, o, s, a.Now(), a.ReportOptions)
		})
	})
}

// runCompare prints a run held against an earlier one, and returns what it left out.
func runCompare(w io.Writer, o compareOptions, s database, now time.Time, options func() report.Options) (left checks.LeftOut, err error) {
	p, err := history(s, o.choice, now)
	if err != nil {
		return left, err
	}
	c, err := p.compare(o.choice)
	if err != nil {
		return left, unread(s, err)
	}
	if o.share {
		left = share(p.team, &c.Baseline, &c.Current)
		c = checks.Compare(content.Check(), c.Baseline, c.Current, c.Chosen, p.Changing)
	}
	return left, shell.OutputError(report.Compare(w, o.format, c, options()))
}
