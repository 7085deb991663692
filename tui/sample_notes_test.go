package tui

import (
	"fmt"
	"time"

	"emptychair/checks"
)

// told is what people say in the tests of the stories, by language: ten stories, whys, fixes, actions and reasons.
type told struct {
	stories []string // ten
	whys    []string
	fix     string
	owner   string
	actions []string // beside the one of last quarter's run
	reason  string
	search  string // occurs in two of the stories
}

var tales = map[string]told{
	"en": {
		stories: []string{
			"The courier never rang, and the parcel went back twice. She drove to the depot herself.",
			"She ordered the wrong size, and the exchange was there the next morning.",
			"The invoice names the old firm; their bookkeeping sends it back every month.",
			"He asked the chat three times and got three different answers.",
			"I tried to change my address on the phone. The button lies under the keyboard.",
			"The new shelf was easy to build: the drawings finally match the parts.",
			"A shop paid twice because the first payment showed no receipt.",
			"Two customers asked at the fair whether we still answer the phone.",
			"The reminder came though the bill was paid; a courier letter, at that.",
			"Grandmother reads the small print with a lens and gives up.",
		},
		whys:   []string{"The label has the street without the back entrance.", "The form asks for one line only.", "Nobody who packs has ever seen the form."},
		fix:    "The form has a second line, and the label prints it.",
		owner:  "Ben",
		reason: "The phone firm does it now.",
		actions: []string{
			"Let every new colleague pack for a day", "Print the receipt before the payment ends",
			"Ask three shops what the invoice should say", "Answer the phone at lunch",
		},
		search: "courier",
	},
	"de": {
		stories: []string{
			"Der Kurier hat nie geklingelt, das Paket ging zweimal zurück. Sie fuhr selbst zum Depot.",
			"Sie hatte die falsche Größe bestellt, und am nächsten Morgen war der Umtausch da.",
			"Die Rechnung nennt die alte Firma; die Buchhaltung dort schickt sie jeden Monat zurück.",
			"Er hat den Chat dreimal gefragt und drei verschiedene Antworten bekommen.",
			"Ich wollte am Telefon meine Adresse ändern. Der Knopf liegt unter der Tastatur.",
			"Das neue Regal war leicht zu bauen: Die Zeichnungen passen endlich zu den Teilen.",
			"Ein Laden hat zweimal bezahlt, weil die erste Zahlung keinen Beleg zeigte.",
			"Zwei Kundinnen fragten auf der Messe, ob wir noch ans Telefon gehen.",
			"Die Mahnung kam, obwohl bezahlt war, und auch noch per Kurier.",
			"Die Großmutter liest das Kleingedruckte mit der Lupe und gibt auf.",
		},
		whys:   []string{"Auf dem Etikett steht die Straße ohne den Hintereingang.", "Das Formular fragt nur nach einer Zeile.", "Wer packt, hat das Formular nie gesehen."},
		fix:    "Das Formular hat eine zweite Zeile, und das Etikett druckt sie.",
		owner:  "Ben",
		reason: "Das macht jetzt die Telefonfirma.",
		actions: []string{
			"Alle Neuen packen einen Tag lang mit", "Den Beleg drucken, bevor die Zahlung endet",
			"Drei Läden fragen, was auf der Rechnung stehen soll", "Mittags ans Telefon gehen",
		},
		search: "Kurier",
	},
}

// withStories holds runs of one team, ten stories with complaints in every state, and five actions.
func withStories(language string) *memory {
	m := withPayments(language)
	say := tales[language]
	abouts := []string{"trust", "value", "contact", "trust", "", "value", "trust", "contact", "risks", ""}
	sources := checks.Sources()
	for i, text := range say.stories {
		m.stories = append(m.stories, checks.Story{
			ID: fmt.Sprintf("01KB0000000000000000000%03d", i), Team: "Payments", On: checks.DayOf(on(time.November, 20).AddDate(0, 0, -6*i)),
			Source: sources[(i*2+5)%len(sources)], About: abouts[i], Text: text, Complaint: complaints(say)[i],
		})
	}
	m.stories[9].Team = "Checkout"
	m.loose = looseActions(say)
	return m
}

// complaints are complaints in every state, by the place of their story.
func complaints(say told) map[int]checks.Complaint {
	day := func(n int) checks.Day { return checks.DayOf(on(time.November, n)) }
	open := must(checks.NewComplaint(day(2)).WithCases(3))
	caused := must(open.Explain(say.whys, day(5)))
	fixed := must(caused.Mend(say.fix, say.owner, day(9)))
	return map[int]checks.Complaint{
		0: must(fixed.Settle(checks.ComplaintBack, day(20))), 2: checks.NewComplaint(day(10)), 3: caused, 6: fixed,
		8: must(fixed.Settle(checks.ComplaintGone, day(16))),
	}
}

// looseActions are four actions between runs: two open, one done, one dropped.
func looseActions(say told) []checks.Action {
	var list []checks.Action
	dues := [4]checks.Day{{Year: 2026, Month: 11, Day: 30}, {}, {Year: 2026, Month: 10, Day: 15}, {}}
	for i, text := range say.actions {
		id := fmt.Sprintf("01KB0000000000000000001%03d", i)
		list = append(list, checks.Action{ID: id, Team: "Payments", Text: text, Due: dues[i], State: checks.Open, Made: on(time.November, 4+6*i)})
	}
	list[0].Owner, list[0].From = say.owner, "value"
	list[2] = list[2].Finish()
	list[3] = must(list[3].Drop(say.reason))
	return list
}

// must is what cannot fail in a test's own data.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
