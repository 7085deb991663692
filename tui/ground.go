package tui

import (
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
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
