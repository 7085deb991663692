package main

import (
	"cmp"
	"errors"
	"io"
	"slices"

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
		if err := cmp.Or(o.conflicts(), o.oneKind()); err != nil {
			return err
		}
		return a.print(&o.printOptions, func(w io.Writer) (checks.LeftOut, error) {
			if o.beside != "" {
				return a.runBeside(w, o)
			}
			return a.runCompare(w, o)
		})
	})
}

// runCompare prints a run held against an earlier one, and returns what it left out.
func (a *app) runCompare(w io.Writer, o compareOptions) (left checks.LeftOut, err error) {
	p, err := a.history(o.choice)
	if err != nil {
		return left, err
	}
	c, err := p.compare(o.choice)
	if err != nil {
		return left, unread(a.store(), err)
	}
	if o.share {
		if c.Baseline.Looked, c.Current.Looked = nil, nil; o.format != report.CSV {
			c.Current.Actions = nil // which only the table holds
		}
		if left, err = a.shareRuns(o.own, &c.Baseline, &c.Current); err != nil {
			return left, err
		}
		c = checks.Compare(content.Check(), c.Baseline, c.Current, c.Chosen, p.Marks.Changing)
	}
	say := a.ReportOptions()
	say.Left = left
	return left, shell.OutputError(report.Compare(w, o.format, c, say))
}

// conflicts returns an error where something was asked for that does not go with --beside, which always takes the latest runs of
// two teams.
func (o compareOptions) conflicts() error {
	return cmp.Or(
		shell.Together("--beside", o.beside != "" && o.run != "", "RUN"),
		shell.Together("--beside", o.beside != "" && o.with != "", "--with"),
		shell.Together("--beside", o.beside != "" && o.solo, "--solo"),
		shell.Together("--beside", o.beside != "" && o.group, "--together"))
}

// runBeside prints the latest runs of two teams beside each other, and returns what it left out.
func (a *app) runBeside(w io.Writer, o compareOptions) (left checks.LeftOut, err error) {
	one, left, err := latestGroup(a.store(), o.team, o.share)
	if err != nil {
		return left, err
	}
	other, more, err := latestGroup(a.store(), o.beside, o.share)
	if err != nil {
		return left, err
	}
	if one.Run.Team == other.Run.Team {
		return left, shell.WrongUse("cli.error.beside-itself", "Team", one.Run.Team)
	}
	return left.Plus(more), shell.OutputError(report.Beside(w, o.format, checks.SideBySideOf(content.Check(), one, other), a.ReportOptions()))
}

// latestGroup reads the latest run that a team, "" for the one used last, went through together: its ratings, where it is to be
// shared those that may go out.
func latestGroup(s database, team string, shared bool) (g checks.Group, left checks.LeftOut, err error) {
	t, err := neededSnapshot(s, team)
	if err != nil {
		return g, left, err
	}
	for _, run := range t.Runs {
		if run.IsFinished() && run.Kind == checks.Team {
			run = run.OnlyRatings()
			if shared {
				run, left = checks.Share(run, checks.StoryTexts{}, false)
			}
			return checks.Group{Run: run, Leadership: t.Marks.Leadership}, left, nil
		}
	}
	return g, left, shell.NotFound("cli.error.no-run-together", "Team", t.Team)
}

// choice is what somebody named to choose a run of a team, as typed.
type choice struct {
	team string // "" for the one used last
	run  string // "" for the latest
	with string // "" for the usual baseline, see [checks.Baseline]
	kinds
}

// kinds are the options that say which runs are looked at; without either they are those of the latest one's kind.
type kinds struct{ solo, group bool }

func (k *kinds) kindFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "solo", Destination: &k.solo, Usage: "solo.runs"},
		&cli.BoolFlag{Name: "together", Destination: &k.group},
	}
}

// oneKind returns an error where both kinds are asked for.
func (k kinds) oneKind() error {
	return shell.Together("--solo", k.solo && k.group, "--together")
}

// past is a team's finished runs among which somebody chooses.
type past struct {
	checks.Snapshot
	on checks.Calendar // of the call
}

// history reads the team that is meant. Where the beginning of a run's id says it, no team need be named.
func (a *app) history(c choice) (past, error) {
	s := a.store()
	t, err := knownSnapshot(s, c.team)
	if err == nil && c.team == "" {
		t, err = teamOfRun(s, t, a.calendar(), c.run)
	}
	switch {
	case err != nil:
		return past{}, err
	case t.Team == "":
		return past{}, shell.NotFound("cli.error.no-latest")
	case len(t.Runs) == 0:
		return past{}, shell.NotFound("cli.error.no-runs-of-team", "Team", t.Team)
	}
	return past{t, a.calendar()}, nil
}

// teamOfRun returns a team, or reads another one where the run that somebody named by its id is one of that.
func teamOfRun(s database, t checks.Snapshot, c checks.Calendar, typed string) (checks.Snapshot, error) {
	ref, err := c.Reference(typed)
	if err != nil || ref.Choice != checks.ChosenRun {
		return t, nil
	}
	if _, err := ref.Pick(t.Runs, checks.Quarter{}); err == nil {
		return t, nil
	}
	id, err := s.Find(ref.ID)
	if err != nil {
		return t, err
	}
	r, _, err := s.Run(id)
	if err != nil {
		return t, err
	}
	return s.Snapshot(r.Team)
}

// quarter is the one of the call.
func (p past) quarter() checks.Quarter { return p.Year.Quarter(p.on.Today) }

// kind is which runs are looked at: where somebody named none those of the latest one's kind, as on the screens.
func (p past) kind(k kinds) checks.Kind {
	switch latest := slices.IndexFunc(p.Runs, checks.Run.IsFinished); {
	case k.solo:
		return checks.Solo
	case !k.group && latest >= 0:
		return p.Runs[latest].Kind
	}
	return checks.Team
}

// otherKind replaces the error that nothing was found among the runs of a kind by the one that there are some of the other kind,
// and how to ask for them, unless a kind was asked for.
func (p past) otherKind(k kinds, err error, others func([]checks.Run) bool) error {
	other, id := checks.Solo, "cli.error.only-solo"
	if p.kind(k) == checks.Solo {
		other, id = checks.Team, "cli.error.only-together"
	}
	if err == nil || k.solo || k.group || !others(p.finished(other)) {
		return err
	}
	return shell.NotFound(id)
}

// finished returns the finished runs of a kind, the latest first.
func (p past) finished(kind checks.Kind) []checks.Run {
	return slices.DeleteFunc(p.FinishedBy(p.on.Today), func(r checks.Run) bool { return r.Kind != kind })
}

// current returns the run that is meant.
func (p past) current(c choice) (checks.Run, error) {
	kind := p.kind(c.kinds)
	runs := p.finished(kind)
	if c.run == "" || isLatest(c.run) {
		if len(runs) == 0 {
			return checks.Run{}, p.noFinished(kind)
		}
		return runs[0], nil
	}
	ref, err := p.on.Reference(c.run)
	switch {
	case err != nil:
		return checks.Run{}, notRun(err, c.run)
	case ref.Choice == checks.ChosenRun: // of either kind
		s, err := ref.Pick(p.Runs, p.quarter())
		if err == nil && !s.IsFinished() {
			err = shell.NotFound("cli.error.unfinished", "Run", ref.ID)
		}
		return s, err
	case len(runs) == 0:
		return checks.Run{}, p.noFinished(kind)
	case ref.Choice == checks.ChosenPrevious && len(runs) > 1:
		runs = runs[1:]
	}
	s, err := ref.Pick(runs, p.quarter())
	return s, p.otherKind(c.kinds, err, func(list []checks.Run) bool {
		_, err := ref.Pick(list, p.quarter())
		return err == nil
	})
}

// baseline returns the run that current is held against, and how it was chosen.
func (p past) baseline(c choice, current checks.Run) (checks.Run, checks.Choice, error) {
	none := &checks.Error{Code: checks.CodeNoBaseline, Subject: p.Team}
	if c.with == "" {
		s, chosen, ok := checks.Baseline(current, p.Runs, p.Year)
		if !ok {
			return s, chosen, none
		}
		return s, chosen, nil
	}
	ref, err := p.on.Reference(c.with)
	if err != nil {
		return checks.Run{}, "", err
	}
	earlier := checks.Earlier(current, p.Runs)
	switch {
	case ref.Choice == checks.ChosenRun:
		s, err := p.against(ref, current, earlier)
		return s, ref.Choice, err
	case len(earlier) == 0:
		return checks.Run{}, "", none
	}
	s, err := ref.Pick(earlier, p.Year.Quarter(current.Day))
	if e := (*checks.Error)(nil); errors.As(err, &e) && e.Code == checks.CodeNoRunThen {
		e.Code = checks.CodeNoEarlierThen // there may be later ones in that time
	}
	return s, ref.Choice, err
}

// against returns the run whose id begins so, an earlier one or one of the other kind of the same quarter, which stands beside
// the current one. Of another run of the team it says that it is neither.
func (p past) against(ref checks.Reference, current checks.Run, earlier []checks.Run) (checks.Run, error) {
	s, err := ref.Pick(append(earlier, checks.OtherViews(current, p.Runs, p.Year)...), p.quarter())
	if checks.CodeOf(err) != checks.CodeNotFound {
		return s, err
	}
	if _, err := ref.Pick(p.Runs, p.quarter()); checks.CodeOf(err) == checks.CodeNotFound {
		return s, err
	}
	return s, shell.NotFound("cli.error.not-earlier", "Run", ref.ID)
}

// compare holds the two runs that are meant against each other.
func (p past) compare(c choice) (checks.Comparison, error) {
	current, err := p.current(c)
	if err != nil {
		return checks.Comparison{}, err
	}
	baseline, chosen, err := p.baseline(c, current)
	if c.run == "" && c.with == "" {
		err = p.otherKind(c.kinds, err, func(list []checks.Run) bool { return len(list) > 1 })
	}
	if err != nil {
		return checks.Comparison{}, err
	}
	return checks.Compare(content.Check(), baseline, current, chosen, p.Marks.Changing), nil
}

// unread says of a run that was not found among those of the team why it cannot be read, where that is so.
func unread(s database, err error) error {
	var e *checks.Error
	if !errors.As(err, &e) || e.Code != checks.CodeNotFound {
		return err
	}
	id, found := s.Find(e.Subject)
	if found == nil {
		_, _, found = s.Run(id)
	}
	if checks.CodeOf(found) == checks.CodeDamaged {
		return found
	}
	return err
}

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

// noFinished says that the team has finished no run of a kind.
func (p *past) noFinished(kind checks.Kind) error {
	return shell.NotFound("cli.error.no-finished", "Team", p.Team, "Kind", string(kind))
}

// runTrend prints the runs of a team over time, and returns what it left out.
func (a *app) runTrend(w io.Writer, o trendOptions) (left checks.LeftOut, err error) {
	p, err := a.history(o.choice)
	if err != nil {
		return left, err
	}
	kind := p.kind(o.kinds)
	if len(p.finished(kind)) == 0 {
		return left, p.noFinished(kind)
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
