package main

import (
	"errors"
	"slices"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
)

// choice is what somebody named to choose a run of a team, as typed.
type choice struct {
	team string // "" for the one used last
	run  string // "" for the latest
	with string // "" for what a run is held against by itself
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
	if k.solo && k.group {
		return wrongUse("cli.error.together", "Name", "--solo", "Other", "--together")
	}
	return nil
}

// past is a team's finished runs among which somebody chooses.
type past struct {
	checks.History
	now time.Time // in the user's zone
}

// history reads the runs of the team that is meant. Where the first words of an id say it, no team need be named.
func history(s database, c choice, now time.Time) (past, error) {
	team, err := teamOfChoice(s, c)
	if err != nil {
		return past{}, err
	}
	h, err := s.History(team)
	switch {
	case err != nil:
		return past{}, err
	case h.Team == "":
		return past{}, missing("cli.error.no-latest")
	case len(h.Runs) == 0:
		return past{}, missing("cli.error.no-runs-of-team", "Team", h.Team)
	}
	return past{h, now}, nil
}

// teamOfChoice returns the team that somebody named, or that of the run; "" for the one used last.
func teamOfChoice(s database, c choice) (string, error) {
	if c.team != "" {
		return knownTeam(s, c.team)
	}
	ref, err := checks.ParseReference(c.run)
	if err != nil || ref.Choice != checks.ChosenRun {
		return "", nil
	}
	id, err := s.Find(ref.ID)
	if err != nil {
		return "", err
	}
	r, _, err := s.Run(id)
	return r.Team, err
}

// kind is which runs are looked at: where somebody named none those of the latest one's kind, as on the screens.
func (p past) kind(k kinds) checks.Kind {
	switch latest := slices.IndexFunc(p.Runs, checks.Summary.IsFinished); {
	case k.solo:
		return checks.Solo
	case !k.group && latest >= 0:
		return p.Runs[latest].Kind
	}
	return checks.Team
}

// otherKind says, where nothing was found among the runs of a kind that nobody asked for, that there are some of the other
// kind, and how to ask for them. Else the error stays.
func (p past) otherKind(k kinds, err error, others func([]checks.Summary) bool) error {
	if err == nil || k.solo || k.group {
		return err
	}
	if p.kind(k) == checks.Team && others(p.finished(checks.Solo)) {
		return missing("cli.error.only-solo")
	}
	if p.kind(k) == checks.Solo && others(p.finished(checks.Team)) {
		return missing("cli.error.only-together")
	}
	return err
}

// finished returns the finished runs of a kind, the latest first.
func (p past) finished(kind checks.Kind) []checks.Summary {
	var list []checks.Summary
	for _, s := range p.Runs {
		if s.IsFinished() && s.Kind == kind {
			list = append(list, s)
		}
	}
	return list
}

// current returns the run that is meant.
func (p past) current(c choice) (checks.Summary, error) {
	named := c.run != "" && !isLatest(c.run)
	ref, err := checks.ParseReference(c.run)
	switch {
	case named && err != nil:
		return checks.Summary{}, err
	case named && ref.Choice == checks.ChosenRun:
		return p.byID(ref)
	}
	runs := p.finished(p.kind(c.kinds))
	switch {
	case len(runs) == 0:
		return checks.Summary{}, &checks.Error{Code: checks.CodeNoFinishedRun, Subject: p.Team}
	case !named:
		return runs[0], nil
	case ref.Choice == checks.ChosenPrevious && len(runs) > 1:
		runs = runs[1:]
	}
	s, err := ref.Pick(runs, p.now, p.now.Location())
	return s, p.otherKind(c.kinds, err, func(list []checks.Summary) bool {
		_, err := ref.Pick(list, p.now, p.now.Location())
		return err == nil
	})
}

// byID returns the run whose id begins so, of either kind; one that is not finished cannot be compared.
func (p past) byID(ref checks.Reference) (checks.Summary, error) {
	s, err := ref.Pick(p.Runs, p.now, p.now.Location())
	if err == nil && !s.IsFinished() {
		err = missing("cli.error.unfinished", "Run", ref.ID)
	}
	return s, err
}

// baseline returns the run that current is held against, and how it was chosen.
func (p past) baseline(c choice, current checks.Summary) (checks.Summary, checks.Choice, error) {
	none := &checks.Error{Code: checks.CodeNoBaseline, Subject: p.Team}
	if c.with == "" {
		s, chosen, ok := checks.Baseline(current, p.Runs, p.now.Location())
		if !ok {
			return s, chosen, none
		}
		return s, chosen, nil
	}
	ref, err := checks.ParseReference(c.with)
	if err != nil {
		return checks.Summary{}, "", err
	}
	earlier := checks.Earlier(current, p.Runs)
	switch {
	case ref.Choice == checks.ChosenRun:
		s, err := p.against(ref, current, earlier)
		return s, ref.Choice, err
	case len(earlier) == 0:
		return checks.Summary{}, "", none
	}
	s, err := ref.Pick(earlier, current.When(), p.now.Location())
	return s, ref.Choice, noEarlier(err)
}

// noEarlier says of a time without an earlier run just that: there may be later ones in it.
func noEarlier(err error) error {
	var e *checks.Error
	if errors.As(err, &e) && e.Code == checks.CodeNoRunThen {
		e.Code = checks.CodeNoEarlierThen
	}
	return err
}

// against returns the run whose id begins so, an earlier one or one of the other kind of the same quarter, which stands beside
// the current one. Of another run of the team it says that it is neither.
func (p past) against(ref checks.Reference, current checks.Summary, earlier []checks.Summary) (checks.Summary, error) {
	loc := p.now.Location()
	s, err := ref.Pick(append(earlier, checks.Besides(current, p.Runs, loc)...), p.now, loc)
	if checks.CodeOf(err) != checks.CodeNotFound {
		return s, err
	}
	if _, err := ref.Pick(p.Runs, p.now, loc); checks.CodeOf(err) == checks.CodeNotFound {
		return s, err
	}
	return s, missing("cli.error.not-earlier", "Run", ref.ID)
}

// compare reads the two runs that are meant and holds one against the other.
func (p past) compare(s database, c choice) (checks.Comparison, error) {
	current, err := p.current(c)
	if err != nil {
		return checks.Comparison{}, err
	}
	baseline, chosen, err := p.baseline(c, current)
	if c.run == "" && c.with == "" {
		err = p.otherKind(c.kinds, err, func(list []checks.Summary) bool { return len(list) > 1 })
	}
	if err != nil {
		return checks.Comparison{}, err
	}
	now, _, err := s.Run(current.ID)
	if err != nil {
		return checks.Comparison{}, err
	}
	then, _, err := s.Run(baseline.ID)
	if err != nil {
		return checks.Comparison{}, err
	}
	return checks.Compare(content.Check(), then, now, chosen, p.Changing), nil
}
