package tui

import (
	"slices"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/tui/chart"
	"emptychair/tui/theme"
)

// ground is what every screen stands on: words, looks and the time. The root owns it and is the only one to change it.
type ground struct {
	say   *lang.Printer
	texts content.Texts
	theme theme.Theme
	signs theme.Signs
	ascii bool // no sign beyond ASCII in what the program draws
	bodyW int  // cells of the body of the window, for screens that scroll
	bodyH int
	now   time.Time
}

// speak changes the language.
func (g *ground) speak(code string) {
	g.say = lang.New(code)
	if g.ascii {
		g.say = g.say.ASCII()
	}
	g.texts = content.In(g.say.Code())
}

// title returns the short name of a stage.
func (g *ground) title(id string) string {
	if title := g.texts.TitleOf(id); title != id {
		return title // without a look for a message that there is not, for which all catalogues would be read
	}
	if id := "stage." + id; g.say.Has(id) {
		return g.say.T(id)
	}
	return id
}

func (g *ground) local(t time.Time) time.Time { return t.In(g.now.Location()) }

// scale returns a small scale, for lists, that fits into w cells.
func (g *ground) scale(w int) chart.Scale {
	return chart.Scale{Column: min(max(w/checks.Steps, 5), 7), Signs: g.signs}
}

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
