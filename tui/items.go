package tui

import (
	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

// itemIDs are the items of the check in their order.
func (g *ground) itemIDs() []string {
	var ids []string
	for _, it := range content.Check().Items {
		ids = append(ids, it.ID)
	}
	return ids
}

// questionIDs are the questions of the check in their order.
func (g *ground) questionIDs() []string {
	var ids []string
	for _, q := range content.Check().Questions {
		ids = append(ids, q.ID)
	}
	return ids
}

// labelWidth is the width of a column that holds the names of all items.
func (g *ground) labelWidth() int {
	w := 0
	for _, id := range g.itemIDs() {
		w = max(w, width(g.texts.TitleOf(id)))
	}
	return w + 3
}

// brief says a tally in a few cells: how many rated and the middle.
func (g *ground) brief(t checks.Tally) string {
	return g.say.T("figures.n", "N", t.N()) + "   " + g.say.T("figures.median", "Median", report.Median(g.say, t))
}
