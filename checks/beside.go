package checks

import (
	"cmp"
	"strings"
)

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
