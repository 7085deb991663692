package checks

import (
	"cmp"
	"strings"
)

// Comparison holds a run against an earlier one of the same team and kind. Where the kinds differ, one person's view stands
// beside the team's: [Comparison.Beside], and there is no verdict.
type Comparison struct {
	Baseline, Current Run
	Chosen            Choice // how the baseline was chosen
	Changing          bool   // the team's people change from run to run; never so where the current run is one person's
	Items             []ItemChange
}

// ItemChange is what two runs hold of one item, and what may be said of the difference.
type ItemChange struct {
	ID                string
	Baseline, Current Rated
	Change            Change
}

// Compare holds the run current against baseline, item by item in the order of the check. Changing says that the team's people
// change from run to run; of one person's run it says nothing.
func Compare(c Check, baseline, current Run, chosen Choice, changing bool) Comparison {
	return Comparison{
		Baseline: baseline, Current: current, Chosen: chosen, Changing: changing && current.Kind == Team,
		Items: Changes(c, Summarize(baseline), Summarize(current), changing),
	}
}

// Beside tells whether one person's run stands beside a team's.
func (c Comparison) Beside() bool { return c.Baseline.Kind != c.Current.Kind }

// Changes holds each item of the check as the run current rates it against the run baseline. Nothing can be concluded from
// runs of different kinds: their changes are the zero [Change]. Changing is as for [Compare].
func Changes(c Check, baseline, current Summary, changing bool) []ItemChange {
	var list []ItemChange
	for _, it := range c.Items {
		change := ItemChange{ID: it.ID, Baseline: baseline.Ratings[it.ID], Current: current.Ratings[it.ID]}
		if baseline.Kind == current.Kind {
			change.Change = ChangeBetween(change.Baseline, change.Current, changing && current.Kind == Team)
		}
		list = append(list, change)
	}
	return list
}

// Beside puts the runs of two groups beside each other, such as a team's and its leadership's. They are other people who
// answered for other customers: there is no verdict, no ranking, no middle to compare, and their order is that of the alphabet.
type Beside struct {
	Groups [2]Group
	Items  []BesideItem
}

// Group is a team with one of its runs.
type Group struct {
	Run        Run
	Leadership bool // the team is one that leads others
}

// BesideItem is what both groups answered to an item, in their order.
type BesideItem struct {
	ID      string
	Ratings [2]Rated
}

// BesideOf puts two groups in the order of their teams' names, whichever comes first, with each item in the order of the check.
func BesideOf(c Check, a, b Group) Beside {
	if inAlphabet(b.Run, a.Run) < 0 {
		a, b = b, a
	}
	side := Beside{Groups: [2]Group{a, b}}
	first, second := Summarize(a.Run), Summarize(b.Run)
	for _, it := range c.Items {
		side.Items = append(side.Items, BesideItem{it.ID, [2]Rated{first.Ratings[it.ID], second.Ratings[it.ID]}})
	}
	return side
}

func inAlphabet(a, b Run) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.Team), strings.ToLower(b.Team)), strings.Compare(a.Team, b.Team), strings.Compare(a.ID, b.ID))
}

// Reworded tells whether the two groups rated different wordings of the item.
func (i BesideItem) Reworded() bool {
	return i.Ratings[0].Answers() > 0 && i.Ratings[1].Answers() > 0 && i.Ratings[0].Revision != i.Ratings[1].Revision
}
