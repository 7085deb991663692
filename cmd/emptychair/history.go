package main

import (
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
)

// choice is what somebody named to choose a run of a team, as typed.
type choice struct {
	team string // "" for the one used last
	solo bool   // one person's runs, otherwise the team's as far as there are any
	run  string // "" for the latest
	with string // "" for what a run is held against by itself
}

// past is a team's finished runs among which somebody chooses.
type past struct {
	checks.History
	now time.Time // in the user's zone
}

// history reads the runs of the team that is meant. Where the first words of an id say it, no team need be named.
func history(s database, c choice, now time.Time) (past, error) {
	team := c.team
	if ref, err := checks.ParseReference(c.run); team == "" && err == nil && ref.Choice == checks.ChosenRun && c.run != latest {
		id, err := s.Find(ref.ID)
		if err != nil {
			return past{}, err
		}
		r, _, err := s.Run(id)
		if err != nil {
			return past{}, err
		}
		team = r.Team
	}
	h, err := s.History(team)
	if err != nil {
		return past{}, err
	}
	if len(h.Runs) == 0 {
		return past{}, noRuns(h.Team)
	}
	return past{h, now}, nil
}

// noRuns says that there is nothing to look at yet.
func noRuns(team string) error {
	if team == "" {
		return missing("cli.error.no-latest")
	}
	return missing("cli.error.no-runs-of-team", "Team", team)
}

// kind is which runs are looked at when somebody named none.
func (p past) kind(solo bool) checks.Kind {
	if solo {
		return checks.Solo
	}
	return checks.KindOf(p.Runs)
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
	runs := p.finished(p.kind(c.solo))
	if len(runs) == 0 {
		return checks.Summary{}, &checks.Error{Code: checks.CodeNoFinishedRun, Subject: p.Team}
	}
	if c.run == "" || c.run == latest {
		return runs[0], nil
	}
	ref, err := checks.ParseReference(c.run)
	switch {
	case err != nil:
		return checks.Summary{}, err
	case ref.Choice == checks.ChosenRun:
		runs = append(p.finished(checks.Team), p.finished(checks.Solo)...)
	case ref.Choice == checks.ChosenPrevious && len(runs) > 1:
		runs = runs[1:]
	}
	return ref.Pick(runs, p.now, p.now.Location())
}

// baseline returns the run that current is held against, and how it was chosen. A run of the other kind can be named by its id,
// if it is of the same quarter: it stands beside the current one.
func (p past) baseline(c choice, current checks.Summary) (checks.Summary, checks.Choice, error) {
	loc := p.now.Location()
	earlier := checks.Earlier(current, p.Runs)
	if c.with == "" {
		s, chosen, ok := checks.Baseline(current, p.Runs, loc)
		if !ok {
			return s, chosen, &checks.Error{Code: checks.CodeNoBaseline, Subject: p.Team}
		}
		return s, chosen, nil
	}
	ref, err := checks.ParseReference(c.with)
	if err != nil {
		return checks.Summary{}, "", err
	}
	if ref.Choice == checks.ChosenRun {
		earlier = append(earlier, checks.Besides(current, p.Runs, loc)...)
	} else if len(earlier) == 0 {
		return checks.Summary{}, "", &checks.Error{Code: checks.CodeNoBaseline, Subject: p.Team}
	}
	s, err := ref.Pick(earlier, current.When(), loc)
	return s, ref.Choice, err
}

// compare reads the two runs that are meant and holds one against the other.
func (p past) compare(s database, c choice) (checks.Comparison, error) {
	current, err := p.current(c)
	if err != nil {
		return checks.Comparison{}, err
	}
	baseline, chosen, err := p.baseline(c, current)
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
