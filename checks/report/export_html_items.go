package report

import (
	"strings"

	"emptychair/checks"
)

// htmlItems draws the items of the main run, beside the earlier one where there is one, and says what applies to all of them.
func (d *dossier) htmlItems(id string, c Chapter, main checks.Run) (list []htmlItem, note string) {
	if c.Comparison == nil {
		for _, it := range items() {
			list = append(list, d.htmlAlone(id, main, it.ID))
		}
		return list, ""
	}
	pair := newComparison(d.document, *c.Comparison)
	for _, item := range pair.Items {
		list = append(list, d.htmlPair(id, pair, item))
	}
	return list, pair.note()
}

// htmlAlone is an item of a run that stands on its own.
func (d *dossier) htmlAlone(id string, r checks.Run, item string) htmlItem {
	rating, text := r.Ratings[item], d.texts.Items[item]
	h := htmlItem{Title: text.Title, Statement: text.Statement, Ends: d.ends(item)}
	if rating.Answers() == 0 {
		h.Said = append([]string{d.figures(r, item)}, d.notes(rating)...)
		return h
	}
	side := drawnSide{class: "now", tally: rating.Tally, chair: rating.Chair.Step}
	h.Charts = []chart{d.drawDots(id+"-"+item, d.spokenSides(text.Title, side), side)}
	h.Table = d.tallyTable(r.Kind, d.Say("export.column.run"), []tallyRow{{d.Printer.Day(r.When().In(d.Location)), "", rating.Tally, rating.Chair.Step, false}})
	if s := d.agreement(r, rating.Tally); s != "" {
		h.Said = append(h.Said, s)
	}
	h.Said = append(h.Said, d.notes(rating)...)
	return h
}

// htmlPair is an item in two runs.
func (d *dossier) htmlPair(id string, pair *comparison, item checks.ItemChange) htmlItem {
	text := d.texts.Items[item.ID]
	h := htmlItem{Title: text.Title, Statement: text.Statement, Ends: d.ends(item.ID), Sentence: pair.sentence(item)}
	var drawn []drawnSide
	var rows []tallyRow
	for i, s := range pair.sidesOf(item) {
		class := []string{"then", "now"}[i]
		drawn = append(drawn, drawnSide{s.name, class, s.tally, s.chair.Step, s.withheld})
		rows = append(rows, tallyRow{s.name, "", s.tally, s.chair.Step, s.withheld})
	}
	h.Charts = []chart{d.drawDots(id+"-"+item.ID, d.spokenSides(text.Title, drawn...), drawn...)}
	kind := pair.Current.Kind
	if pair.Beside() {
		kind = checks.Team
	}
	h.Table = d.tallyTable(kind, d.Say("export.column.run"), rows)
	if s := pair.agreementOf(item); s != "" {
		h.Said = append(h.Said, s)
	}
	h.Said = append(h.Said, pair.evidence(item)...)
	if story := pair.Current.Ratings[item.ID].Story; story != "" {
		h.Said = append(h.Said, d.Say("voice.story", "Story", story))
	}
	return h
}

// notes are what stands beside a rating: the evidence for the chair and the story.
func (d *dossier) notes(rating checks.Rating) (list []string) {
	if chair := d.chairSays(rating.Chair); chair != "" {
		list = append(list, d.Say("voice.chair", "Evidence", chair))
	}
	if rating.Story != "" {
		list = append(list, d.Say("voice.story", "Story", rating.Story))
	}
	return list
}

// spokenSides is the name of a drawing for who does not see it: every count, and where the chair stands.
func (d *dossier) spokenSides(title string, sides ...drawnSide) string {
	var list []string
	for _, s := range sides {
		name := s.name
		if name == "" {
			name = d.Say("report.answers")
		}
		counts := spoken(s.tally)
		if s.withheld {
			counts = d.Say("export.withheld")
		}
		list = append(list, d.Say("export.drawing.side", "Name", name, "Counts", counts))
		if s.chair != checks.NoAnswer {
			list = append(list, d.Say("export.drawing.chair", "Name", name, "Step", int(s.chair)))
		}
	}
	return d.Say("export.drawing.dots", "Title", title, "Sides", strings.Join(list, "; "))
}

func (d *dossier) htmlTrend(id string, t checks.Trend) htmlTrend {
	over := newTrend(d.document, t)
	h := htmlTrend{Heading: d.Say("export.trend"), Legend: d.joined(append(legendOf(d.Printer, t), originsOf(d.Printer, t)...))}
	if t.Kind == checks.Solo {
		h.Heading = d.Say("export.trend.solo")
	}
	for _, s := range t.Series {
		item := htmlItem{Title: d.texts.TitleOf(s.Item), Charts: over.drawStrip(id+"-"+s.Item, s)}
		var rows []tallyRow
		for i, c := range t.Columns {
			rated, _ := s.Point(i)
			facts := []string{d.Printer.DayMonth(c.Finished.In(d.Location))}
			if c.Origin != checks.OriginRun {
				facts = append(facts, OriginWord(d.Printer, c.Origin))
			}
			rows = append(rows, tallyRow{d.Printer.Quarter(c.Quarter.Year, c.Quarter.Number), d.joined(facts), rated.Tally, c.Chairs[s.Item], rated.Withheld})
		}
		item.Table = d.tallyTable(t.Kind, d.Say("export.column.run"), rows)
		h.Series = append(h.Series, item)
	}
	return h
}
