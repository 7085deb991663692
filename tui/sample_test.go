package tui

import (
	"strings"
	"time"

	"emptychair/checks"
)

// words are what people say in the tests, by language.
type words struct {
	answers  [3]string
	long     string // more than a line
	evidence string
	story    string
	action   string
	owner    string
}

var said = map[string]words{
	"en": {
		answers:  [3]string{"A monthly call with three shops", "Tickets, and the chat in the app", "The trade fair in spring"},
		long:     "We hear most of what goes wrong from the people at the counter, and they hear it weeks before it reaches one of our boards as a ticket.",
		evidence: "three calls in July",
		story:    "A customer showed us how she closes her month. Nobody had ever asked her to.",
		action:   "Call one customer a week",
		owner:    "Ana",
	},
	"de": {
		answers:  [3]string{"Ein Telefonat im Monat mit drei Läden", "Tickets und der Chat in der App", "Die Messe im Frühjahr"},
		long:     "Das meiste, was schiefgeht, hören wir von den Leuten an der Kasse, und die hören es Wochen, bevor es als Ticket auf einem unserer Boards ankommt.",
		evidence: "drei Anrufe im Juli",
		story:    "Eine Kundin hat uns gezeigt, wie sie ihren Monat abschließt. Niemand hatte sie je darum gebeten.",
		action:   "Jede Woche einen Kunden anrufen",
		owner:    "Ana",
	},
}

func tally(noAnswer int, counts ...int) checks.Tally {
	t := checks.Tally{NoAnswer: noAnswer}
	copy(t.Counts[:], counts)
	return t
}

func rated(t checks.Tally) checks.Rating { return checks.Rating{Tally: t, Revision: 1, Revealed: true} }

func on(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 10, 0, 0, 0, noon.Location())
}

// lastQuarter is the team's run of the quarter before [noon].
func lastQuarter(language string) checks.Run {
	say, began := said[language], on(time.August, 19)
	contact := rated(tally(0, 0, 2, 3, 1, 0))
	contact.Story = say.story
	return checks.Run{
		ID: "01J5MMV0000000000000000001", Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45,
		Day: checks.DayOf(began), Started: began, Finished: began.Add(41 * time.Minute), At: checks.CloseID,
		Ratings: map[string]checks.Rating{"contact": contact, "trust": rated(tally(1, 0, 1, 0, 4, 0)), "value": rated(tally(0, 1, 2, 2, 1, 0))},
		Answers: map[string][]checks.Answer{
			"channels": {{Text: say.answers[0], Marks: 3}, {Text: say.long}, {Text: say.answers[2]}},
			"risks":    {{Text: say.answers[1], Marks: 2}},
		},
		Actions: []checks.Action{{ID: "01J5MMV0000000000000000009", From: "contact", Text: say.action, Owner: say.owner, Due: checks.Day{Year: 2026, Month: 9, Day: 30}, State: checks.Open}},
	}
}

// spring is a run of the team before that one.
func spring(language string) checks.Run {
	r := lastQuarter(language).Clone()
	r.ID, r.Day, r.People = "01HX000000000000000000000A", checks.DayOf(on(time.May, 6)), 5
	r.Started, r.Finished = on(time.May, 6), on(time.May, 6).Add(time.Hour)
	r.Ratings = map[string]checks.Rating{"contact": rated(tally(0, 1, 3, 1, 0, 0)), "trust": rated(tally(0, 0, 1, 2, 2, 0))}
	r.Actions = nil
	return r
}

// alone is an earlier run of one person.
func alone() checks.Run {
	return checks.Run{
		ID: "01J5MMV0000000000000000002", Check: "customer-obsession", Team: "Ana", Kind: checks.Solo, People: 1, Minutes: 20,
		Day: checks.DayOf(on(time.August, 21)), Started: on(time.August, 21), Finished: on(time.August, 21).Add(time.Hour), At: checks.CloseID,
		Ratings: map[string]checks.Rating{"contact": rated(tally(0, 0, 1)), "trust": rated(tally(1)), "value": rated(tally(0, 0, 0, 0, 1))},
	}
}

// halfway is a run that was left in its second question, with hidden answers to its second item.
func halfway(language string) checks.Run {
	say := said[language]
	return checks.Run{
		ID: "01KAB00000000000000000000H", Check: "customer-obsession", Team: "Checkout", Kind: checks.Team, People: 5, Minutes: 45,
		Started: on(time.November, 21), At: "decisions",
		Ratings: map[string]checks.Rating{"contact": rated(tally(0, 0, 1, 1, 2, 1)), "trust": {Tally: tally(1, 0, 0, 2, 1, 0), Revision: 1}},
		Answers: map[string][]checks.Answer{"channels": {{Text: say.answers[0], Marks: 2}, {Text: say.answers[1]}}},
		Drafts:  map[string]string{"decisions": say.answers[2]},
		Spent:   map[string]time.Duration{"contact": 4 * time.Minute, "trust": 3 * time.Minute},
	}
}

// full is a run of a team of six that stands in its first question, which holds n answers of so many characters.
func full(n, characters int) checks.Run {
	text := strings.Repeat("What we hear from shops is that nobody calls them back. ", characters/56+1)[:characters]
	r := checks.Run{
		ID: "01KAB00000000000000000000F", Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45,
		Started: noon, At: "channels",
	}
	if n > 0 {
		r.Answers = map[string][]checks.Answer{"channels": make([]checks.Answer, n)}
	}
	for i := range n {
		r.Answers["channels"][i] = checks.Answer{Text: strings.TrimSpace(text[:len(text)-1]) + "."}
	}
	return r
}
