package tui

import (
	"slices"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/report"
)

// origin says in a word how a run came to be kept where the program did not lead through it, "" where it did.
func (g *ground) origin(o checks.Origin) string {
	return report.OriginWord(g.say, o)
}

// dayOf names the day of a run, and how it came to be kept where that is not as usual: "12 May 2026, entered later".
func (g *ground) dayOf(when time.Time, o checks.Origin) string {
	day := g.say.Day(g.local(when))
	if word := g.origin(o); word != "" {
		day += ", " + word
	}
	return day
}

// marked puts its sign for such a run behind what names it, where there is no room for the word.
func (g *ground) marked(name string, o checks.Origin) string {
	if o == checks.OriginRun {
		return name
	}
	return name + " " + report.OriginSign(o)
}

// originLegend explains these signs as far as runs carry them, "" where none does.
func (g *ground) originLegend(runs []checks.Summary) string {
	var words []string
	for _, o := range []checks.Origin{checks.OriginLater, checks.OriginTable} {
		if slices.ContainsFunc(runs, func(r checks.Summary) bool { return r.Origin == o }) {
			words = append(words, report.OriginSign(o)+" "+g.origin(o))
		}
	}
	return strings.Join(words, "   ")
}
