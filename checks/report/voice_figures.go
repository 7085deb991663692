package report

import (
	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// run says which run the figures are of, and which one it is held against.
func (d *voice) run() []string {
	if d.Run == nil {
		return []string{d.Say("voice.figures.none")}
	}
	notes := []string{d.circumstances(*d.Run)}
	if d.Baseline == nil {
		return append(notes, d.Say("voice.figures.first"))
	}
	against := []string{d.Say("compare.against", "Run", d.day(checks.DayOf(d.Baseline.Finished.In(d.Location))))}
	if d.Baseline.Origin != checks.OriginRun {
		against = append(against, OriginWord(d.Printer, d.Baseline.Origin))
	}
	return append(notes, d.joined(against))
}

// said is what the words of an item are: how it changed, what the chair says, the story behind the number.
func (d *voice) said(item checks.VoiceItem) (list []string) {
	if d.Baseline != nil {
		then := ThenOf(d.Printer, d.Baseline.When().In(d.Location), d.Run.When().In(d.Location))
		list = append(list, ChangeSentence(d.Printer, item.ItemChange, then))
	}
	if chair := d.chairSays(item.Chair); chair != "" {
		list = append(list, d.Say("voice.chair", "Evidence", chair))
	}
	if item.Story != "" {
		list = append(list, d.Say("voice.story", "Story", item.Story))
	}
	return list
}

// note says once, below the items, what so few people cannot show.
func (d *voice) note() string {
	var items []checks.ItemChange
	for _, item := range d.Items {
		items = append(items, item.ItemChange)
	}
	return TooSmall(d.Printer, items)
}

// figures are those of the items, in the words of the scale for one person alone; the range where that is asked for.
func (d *voice) figures(withRange bool) FigureTable {
	var tallies []checks.Tally
	noAnswer := false
	for _, item := range d.Items {
		tallies = append(tallies, item.Current.Tally)
		noAnswer = noAnswer || item.Current.NoAnswer > 0
	}
	if d.Run.Kind == checks.Solo {
		return RatingWords(d.texts, tallies)
	}
	return Figures(d.Printer, tallies, 1, withRange, noAnswer)
}

// titleWidth is how many cells the longest name of an item takes.
func (d *document) titleWidth() int {
	w := 0
	for _, it := range items() {
		w = max(w, ansi.StringWidth(d.texts.TitleOf(it.ID)))
	}
	return w
}
