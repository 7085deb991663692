package tui

import (
	"strings"
	"time"

	"emptychair/checks"
)

// origin says in a word how a run came to be kept where the program did not lead through it, "" where it did.
func (g *ground) origin(o checks.Origin) string {
	if o == checks.OriginRun {
		return ""
	}
	return g.say.T("origin." + string(o))
}

// dayOf names the day of a run, and how it came to be kept where that is not as usual: "12 May 2026, entered later".
func (g *ground) dayOf(when time.Time, o checks.Origin) string {
	day := g.say.Day(g.local(when))
	if word := g.origin(o); word != "" {
		day += ", " + word
	}
	return day
}

// marked puts the sign for such a run behind what names it, where there is no room for the word.
func (g *ground) marked(name string, o checks.Origin) string {
	if o == checks.OriginRun {
		return name
	}
	return name + " " + g.signs.Entered
}

// originLegend explains that sign as far as runs carry it, "" where none does.
func (g *ground) originLegend(runs []checks.Summary) string {
	var words []string
	for _, o := range []checks.Origin{checks.OriginLater, checks.OriginTable} {
		if anyFrom(runs, o) {
			words = append(words, g.origin(o))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return g.signs.Entered + " " + strings.Join(words, ", ")
}

// anyFrom tells whether one of the runs came to be kept in this way.
func anyFrom(runs []checks.Summary, o checks.Origin) bool {
	for i := range runs {
		if runs[i].Origin == o {
			return true
		}
	}
	return false
}
