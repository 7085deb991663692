package tui

import (
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/tui/chart"
	"emptychair/tui/theme"
	"emptychair/tui/widget"
)

// context is what every screen stands on: words, looks and the time. The root owns it and is the only one to change it.
type context struct {
	say   *lang.Printer
	texts content.Texts
	theme theme.Theme
	signs theme.Signs
	ascii bool              // no sign beyond ASCII in what the program draws
	body  func() (w, h int) // the cells of the body of the window, for screens that scroll
	now   time.Time
}

func (g *context) bodyW() int {
	w, _ := g.body()
	return w
}

func (g *context) bodyH() int {
	_, h := g.body()
	return h
}

// speak changes the language.
func (g *context) speak(code string) {
	g.say = lang.New(code)
	if g.ascii {
		g.say = g.say.ASCII()
	}
	g.texts = content.In(g.say.Code())
}

// title returns the short name of a stage.
func (g *context) title(id string) string {
	if title := g.texts.TitleOf(id); title != id {
		return title // without a look for a message that there is not, for which all catalogues would be read
	}
	if id := "stage." + id; g.say.Has(id) {
		return g.say.T(id)
	}
	return id
}

// Words, Styles and Signs are what widgets are drawn with.
func (g *context) Words() *lang.Printer { return g.say }

// Styles are described at [context.Words].
func (g *context) Styles() *theme.Theme { return &g.theme }

// Signs are described at [context.Words].
func (g *context) Signs() *theme.Signs { return &g.signs }

// canvas is an empty canvas of w by h cells.
func (g *context) canvas(w, h int) *widget.Canvas { return widget.New(g, w, h) }

// cut, padded and inARow are as in package widget, in the signs that may be drawn.
func (g *context) cut(text string, w int) string    { return widget.Cut(g, text, w) }
func (g *context) padded(text string, w int) string { return widget.Pad(g, text, w) }
func (g *context) inARow(parts ...string) string    { return widget.Join(g, parts...) }

// pointed is how a row of a list begins and in which style it is drawn: with a pointer in the first cell of lead where the cursor is.
func (g *context) pointed(lead string, here bool) (string, lipgloss.Style) {
	if !here {
		return lead, g.theme.Plain
	}
	return g.theme.Now.Render(g.signs.Pointer) + lead[1:], g.theme.Strong
}

func (g *context) local(t time.Time) time.Time { return t.In(g.now.Location()) }

// scale returns a small scale, for lists, that fits into w cells.
func (g *context) scale(w int) chart.Scale {
	return chart.Scale{Column: min(max(w/checks.Steps, 5), 7), Signs: g.signs}
}

// itemIDs are the items of the check in their order.
func (g *context) itemIDs() []string {
	var ids []string
	for _, it := range content.Check().Items {
		ids = append(ids, it.ID)
	}
	return ids
}

// questionIDs are the questions of the check in their order.
func (g *context) questionIDs() []string {
	var ids []string
	for _, q := range content.Check().Questions {
		ids = append(ids, q.ID)
	}
	return ids
}

// labelWidth is the width of a column that holds the names of all items.
func (g *context) labelWidth() int {
	w := 0
	for _, id := range g.itemIDs() {
		w = max(w, width(g.texts.TitleOf(id)))
	}
	return w + 3
}

// brief says a tally in a few cells: how many rated and the middle.
func (g *context) brief(t checks.Tally) string {
	return g.say.T("figures.n", "N", t.N()) + "   " + g.say.T("figures.median", "Median", report.Median(g.say, t))
}

// ratingWord says one person's rating in words.
func (g *context) ratingWord(t checks.Tally) string {
	return strings.TrimSpace(report.RatingWords(g.texts, []checks.Tally{t}).Row(0))
}

// who says who took part in a run: how many people, or that it was one alone.
func (g *context) who(k checks.Kind, people int) string {
	if k == checks.Team {
		return g.say.N("past.people", people)
	}
	return report.KindName(g.say, k)
}

// sameDay tells whether two moments fall on one day, so that only the time tells them apart.
func (g *context) sameDay(a, b time.Time) bool {
	return checks.DayOf(g.local(a)) == checks.DayOf(g.local(b))
}

// crowdedDay tells whether a run that stands beside run i in a list was on the same day.
func (g *context) crowdedDay(runs []checks.Summary, i int) bool {
	return i > 0 && g.sameDay(runs[i-1].When(), runs[i].When()) || i+1 < len(runs) && g.sameDay(runs[i+1].When(), runs[i].When())
}

// timeColumn is how wide the times of a list of runs are, 0 where no two of them that stand beside each other were on one day.
func (g *context) timeColumn(runs []checks.Summary) int {
	for i := range runs {
		if g.crowdedDay(runs, i) {
			return 7
		}
	}
	return 0
}

// timeOf is the time of the day of a moment.
func (g *context) timeOf(t time.Time) string { return g.local(t).Format(report.Clock) }

// origin says in a word how a run came to be kept where the program did not lead through it, "" where it did.
func (g *context) origin(o checks.Origin) string {
	return report.OriginWord(g.say, o)
}

// dayOf names the day of a run, and how it came to be kept where that is not as usual: "12 May 2026, entered later".
func (g *context) dayOf(when time.Time, o checks.Origin) string {
	day := g.say.Day(g.local(when))
	if word := g.origin(o); word != "" {
		day += ", " + word
	}
	return day
}

// marked puts its sign for such a run behind what names it, where there is no room for the word.
func (g *context) marked(name string, o checks.Origin) string {
	if o == checks.OriginRun {
		return name
	}
	return name + " " + report.OriginSign(o)
}

// originLegend explains these signs as far as runs carry them, "" where none does.
func (g *context) originLegend(runs []checks.Summary) string {
	var words []string
	for _, o := range []checks.Origin{checks.OriginLater, checks.OriginTable} {
		if slices.ContainsFunc(runs, func(r checks.Summary) bool { return r.Origin == o }) {
			words = append(words, report.OriginSign(o)+" "+g.origin(o))
		}
	}
	return strings.Join(words, "   ")
}
