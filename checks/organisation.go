package checks

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// TeamRuns are finished runs of a team as [Share] lets them out, the latest first.
type TeamRuns struct {
	Marks
	Runs []Run
}

// SharedRun returns a run as it came from another machine safe to share: its ratings by enough people, its answers where there
// is such a rating, and nothing else. A rating by fewer is [Rating.Withheld], whoever sent it. What no run can hold is refused.
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
	if len(run.Ratings) == 0 {
		run.Answers = nil // by as few
	}
	maps.Copy(run.Ratings, withheld)
	return run, err
}

// Organisation is many teams beside each other. It orders them by their names and by nothing else, and never adds them up: they are other
// people, who answered for other customers. The zero Organisation has no teams.
type Organisation struct {
	teams map[string]*keptTeam // by name; case counts, as in a database two teams may differ in nothing else
	held  map[string]*keptTeam // by the id of a run: the team that it was added to last, since teams are renamed
}

// keptTeam is the latest runs of a team, the latest first.
type keptTeam struct {
	Marks
	told Day // when the document was made that the marks are from
	runs []keptRun
}

// keptRun is a run whose ratings take little memory, and when the latest document was made that tells of it.
type keptRun struct {
	Run
	ratings []keptRating
	made    Day
}

type keptRating struct {
	item     string
	revision int
	tally    Tally
	withheld bool
}

// keptRuns is how many runs of a team are kept: those of a year, and one or two before them.
const keptRuns = 6

// Add adds the runs of a team from a document that was made on a day. Of a run that several documents tell of, the one made last holds; runs
// of one person are left out, and answers to questions of all but the latest.
func (o *Organisation) Add(t TeamRuns, made Day) {
	if o.teams == nil {
		o.teams, o.held = map[string]*keptTeam{}, map[string]*keptTeam{}
	}
	name := norm.NFC.String(t.Team)
	team := o.teams[name]
	if team == nil {
		team = &keptTeam{}
		o.teams[name] = team
	}
	if !made.Before(team.told) {
		team.Marks, team.told = t.Marks, made
	}
	for _, r := range t.Runs {
		isOlder := func(k keptRun) bool { return k.ID == r.ID && !made.Before(k.made) }
		if before := o.held[r.ID]; before != nil { // under this name or one that it had
			before.runs = slices.DeleteFunc(before.runs, isOlder)
			if slices.ContainsFunc(before.runs, func(k keptRun) bool { return k.ID == r.ID }) {
				continue
			}
		}
		if r.Kind == Team {
			team.runs = append(team.runs, keep(r, made))
			o.held[r.ID] = team
		}
	}
	slices.SortFunc(team.runs, func(a, b keptRun) int { return inOrder(b.Run, a.Run) })
	team.runs = slices.Clone(team.runs[:min(len(team.runs), keptRuns)])
	for i := range team.runs {
		team.runs[i].Team = team.Team
		if i > 0 {
			team.runs[i].Answers = nil
		}
	}
}

func keep(r Run, made Day) keptRun {
	k := keptRun{Run: r, made: made}
	k.Ratings = nil
	for _, id := range slices.Sorted(maps.Keys(r.Ratings)) {
		rating := r.Ratings[id]
		k.ratings = append(k.ratings, keptRating{id, rating.Revision, rating.Tally, rating.Withheld})
	}
	return k
}

// whole returns the team with its runs as they were added.
func (t *keptTeam) whole() TeamRuns {
	team := TeamRuns{Marks: t.Marks}
	for _, k := range t.runs {
		run := k.Run
		run.Ratings = map[string]Rating{}
		for _, r := range k.ratings {
			run.Ratings[r.item] = Rating{Revision: r.revision, Tally: r.tally, Revealed: true, Withheld: r.withheld}
		}
		team.Runs = append(team.Runs, run)
	}
	return team
}

// Len is how many teams [Organisation.Teams] yields.
func (o Organisation) Len() int { return len(o.sorted()) }

// Teams yields the teams with a run, in the order of their names, and behind them those that lead others in the same order.
func (o Organisation) Teams() iter.Seq[TeamRuns] {
	return func(yield func(TeamRuns) bool) {
		for _, t := range o.sorted() {
			if !yield(t.whole()) {
				return
			}
		}
	}
}

func (o Organisation) sorted() []*keptTeam {
	list := slices.DeleteFunc(slices.Collect(maps.Values(o.teams)), func(t *keptTeam) bool { return len(t.runs) == 0 })
	slices.SortFunc(list, func(a, b *keptTeam) int {
		switch {
		case a.Leadership == b.Leadership:
			return cmp.Or(strings.Compare(strings.ToLower(a.Team), strings.ToLower(b.Team)), strings.Compare(a.Team, b.Team))
		case a.Leadership:
			return 1
		}
		return -1
	})
	return list
}

// Runs returns the latest runs of a team, the latest first.
func (o Organisation) Runs(team string) []Run { return o.teams[norm.NFC.String(team)].whole().Runs }

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
	Marks
	ItemChange
	Run, Before string // ids, of the run before "" where there is none
	Day         Day    // of the latest run
}

// Items returns the items of a check in all teams. Year says which run is the one before.
func (o Organisation) Items(c Check, year FiscalYear) (items []OrganisationItem) {
	for _, it := range c.Items {
		items = append(items, OrganisationItem{ID: it.ID})
	}
	for t := range o.Teams() {
		now := t.Runs[0]
		before, chosen, _ := Baseline(now, t.Runs, year)
		then := before
		then.Kind = now.Kind // also of none
		for i, moved := range Compare(c, then, now, chosen, t.Changing).Items {
			items[i].add(OrganisationTeam{t.Marks, moved, now.ID, before.ID, now.Day})
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
