package tui

import (
	"strings"
	"time"

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

// ratingWord says one person's rating in words.
func (g *ground) ratingWord(t checks.Tally) string {
	return strings.TrimSpace(report.RatingWords(g.texts, []checks.Tally{t}).Row(0))
}

// who says who took part in a run: how many people, or that it was one alone.
func (g *ground) who(k checks.Kind, people int) string {
	if k == checks.Team {
		return g.say.N("past.people", people)
	}
	return report.KindName(g.say, k)
}

// sameDay tells whether two moments fall on one day, so that only the time tells them apart.
func (g *ground) sameDay(a, b time.Time) bool {
	return checks.DayOf(g.local(a)) == checks.DayOf(g.local(b))
}

// crowdedDay tells whether a run that stands beside run i in a list was on the same day.
func (g *ground) crowdedDay(runs []checks.Summary, i int) bool {
	return i > 0 && g.sameDay(runs[i-1].When(), runs[i].When()) || i+1 < len(runs) && g.sameDay(runs[i+1].When(), runs[i].When())
}

// timeColumn is how wide the times of a list of runs are, 0 where no two of them that stand beside each other were on one day.
func (g *ground) timeColumn(runs []checks.Summary) int {
	for i := range runs {
		if g.crowdedDay(runs, i) {
			return 7
		}
	}
	return 0
}

// timeOf is the time of the day of a moment.
func (g *ground) timeOf(t time.Time) string { return g.local(t).Format(report.Clock) }
