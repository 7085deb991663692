package checks

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// TeamRuns are finished runs of a team as [Share] lets them out, the latest first.
type TeamRuns struct {
	Marks
	Runs []Run
}

// SharedRun returns a run as it came from another machine safe to share: its ratings by enough people, its answers, and nothing else. A rating by fewer is
// [Rating.Withheld], whoever sent it. What no run can hold is refused.
func SharedRun(c Check, r Run) (Run, error) {
	run := Run{
		ID: r.ID, Check: c.ID, Team: CleanLine(r.Team), Kind: r.Kind, People: r.People, ChangingTeam: r.ChangingTeam,
		Day: r.Day, Started: r.Finished, Finished: r.Finished, Corrected: r.Corrected, Origin: r.Origin, At: CloseID,
		Ratings: map[string]Rating{}, Answers: map[string][]Answer{},
	}
	withheld := map[string]Rating{}
	for _, it := range c.Items {
		rating := Rating{Revision: r.Ratings[it.ID].Revision, Tally: r.Ratings[it.ID].Tally, Revealed: true}
		if rating.N() < minShared {
			withheld[it.ID] = Rating{Revision: rating.Revision, Revealed: true, Withheld: true}
			continue
		}
		if rating.Answers() > r.People {
			rating.People = rating.Answers()
		}
		run.Ratings[it.ID] = rating
	}
	for _, q := range c.Questions {
		for _, a := range r.Answers[q.ID] {
			run.Answers[q.ID] = append(run.Answers[q.ID], Answer{Text: CleanText(a.Text), Marks: a.Marks})
		}
	}
	err := run.Validate(c)
	maps.Copy(run.Ratings, withheld)
	return run, err
}

// Organisation is many teams beside each other. It orders them by their names and by nothing else, and never adds them up: they are other
// people, who answered for other customers. The zero Organisation has no teams.
type Organisation struct {
	teams map[string]*sharedTeam // by name, whichever case it has
}

// sharedTeam is a team with the latest of its runs, and when the latest document was made that told of each.
type sharedTeam struct {
	TeamRuns
	told Day
	made map[string]Day
}

// keptRuns is how many runs of a team are kept: those of two years, of which one is held against an earlier one.
const keptRuns = 8

// Add adds the runs of a team from a document that was made on a day. Of a run that several documents tell of, the one made last holds; runs
// of one person are left out.
func (o *Organisation) Add(t TeamRuns, made Day) {
	known := o.teams[Fold(t.Team)]
	if known == nil {
		known = &sharedTeam{made: map[string]Day{}}
		if o.teams == nil {
			o.teams = map[string]*sharedTeam{}
		}
		o.teams[Fold(t.Team)] = known
	}
	if !made.Before(known.told) {
		known.Marks, known.told = t.Marks, made
	}
	for _, r := range t.Runs {
		at := slices.IndexFunc(known.Runs, func(k Run) bool { return k.ID == r.ID })
		switch {
		case r.Kind != Team, at >= 0 && made.Before(known.made[r.ID]):
			continue
		case at >= 0:
			known.Runs[at] = r
		default:
			known.Runs = append(known.Runs, r)
		}
		known.made[r.ID] = made
	}
	for i := range known.Runs {
		known.Runs[i].Team = known.Team
	}
	SortRuns(known.Runs)
	for len(known.Runs) > keptRuns {
		last := len(known.Runs) - 1
		delete(known.made, known.Runs[last].ID)
		known.Runs = known.Runs[:last]
	}
}

// Teams returns the teams with a run, in the order of their names, and behind them those that lead others in the same order.
func (o Organisation) Teams() (list []TeamRuns) {
	for _, t := range o.teams {
		if len(t.Runs) == 0 {
			continue
		}
		list = append(list, t.TeamRuns)
	}
	slices.SortFunc(list, func(a, b TeamRuns) int {
		return cmp.Or(leads(a)-leads(b), strings.Compare(strings.ToLower(a.Team), strings.ToLower(b.Team)), strings.Compare(a.Team, b.Team))
	})
	return list
}

func leads(t TeamRuns) int {
	if t.Leadership {
		return 1
	}
	return 0
}

// OrganisationItem is an item in many teams.
type OrganisationItem struct {
	ID     string
	Teams  []OrganisationTeam // whose latest run was rated by enough people, in the order of [Organisation.Teams]
	TooFew int                // teams of whose latest run the rating is withheld, or is none

	// How many of the teams that lead no others moved clearly, or not clearly, since the run before; of the rest there is nothing to compare.
	Up, Down, Unclear, Uncompared int
}

// OrganisationTeam is what a team's latest run holds of an item, and what may be concluded since the run before.
type OrganisationTeam struct {
	TeamRuns
	ItemChange
	Before string // id of the run before, "" where there is none
}

// Items returns the items of a check in all teams. Year says which run is the one before.
func (o Organisation) Items(c Check, year FiscalYear) (items []OrganisationItem) {
	for _, it := range c.Items {
		items = append(items, OrganisationItem{ID: it.ID})
	}
	for _, t := range o.Teams() {
		now := t.Runs[0]
		before, chosen, _ := Baseline(now, t.Runs, year)
		then := before
		then.Kind = now.Kind // also of none
		for i, moved := range Compare(c, then, now, chosen, t.Changing).Items {
			items[i].add(OrganisationTeam{t, moved, before.ID})
		}
	}
	return items
}

func (i *OrganisationItem) add(t OrganisationTeam) {
	if t.Current.N() < minShared {
		i.TooFew++
		return
	}
	i.Teams = append(i.Teams, t)
	switch {
	case t.Leadership:
	case t.Change.Verdict == VerdictUp:
		i.Up++
	case t.Change.Verdict == VerdictDown:
		i.Down++
	case t.Change.Compared():
		i.Unclear++
	default:
		i.Uncompared++
	}
}
