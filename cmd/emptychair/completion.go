package main

import (
	"fmt"
	"slices"
	"strings"

	"emptychair/checks"
)

// values returns what an option or an argument of this name may be, each with what it is, for who completes a call. What cannot be read at
// once is not offered.
func (a *app) values(name string) (rows [][2]string) {
	switch name {
	case "TEAM", "team", "beside":
		home, _ := a.store().Snapshot("")
		for _, team := range home.Teams {
			rows = append(rows, [2]string{team, ""})
		}
	case "RUN", "with":
		rows = a.runValues()
	case "ACTION":
		rows = valuesOf(a, withUnfinished())
	case "STORY", "story":
		rows = valuesOf(a, stories)
	}
	return rows
}

// runValues are the latest run, the quarters in which there were some, and all by their ids.
func (a *app) runValues() (rows [][2]string) {
	list, _ := a.store().Runs("")
	say, ids := a.ReportOptions(), idsOf(list)
	for i, r := range list {
		if i == 0 {
			latest, _, _ := strings.Cut(say.Say("words.latest"), ", ")
			rows = append(rows, [2]string{latest, ""})
		}
		q := say.Year.Quarter(r.Day)
		if quarter := [2]string{fmt.Sprintf("%s-Q%d", q.YearName(), q.Number), say.Printer.Quarter(q.YearName(), q.Number)}; !slices.Contains(rows, quarter) {
			rows = append(rows, quarter)
		}
	}
	for _, r := range list {
		rows = append(rows, [2]string{shortID(r.ID, ids), say.Printer.Team(r.Team) + ", " + say.Printer.Day(r.Day.Time())})
	}
	return rows
}

// valuesOf are the ids of actions or stories, with what they say.
func valuesOf[T checks.Record](a *app, c collection[T]) (rows [][2]string) {
	list, _ := c.read(a.store())
	ids := idsOf(list)
	for _, x := range list {
		rows = append(rows, [2]string{shortID(x.Key(), ids), c.text(x)})
	}
	return rows
}
