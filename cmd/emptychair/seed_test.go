package main

import (
	"path/filepath"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

func tally(noAnswer int, counts ...int) checks.Tally {
	t := checks.Tally{NoAnswer: noAnswer}
	copy(t.Counts[:], counts)
	return t
}

func rated(t checks.Tally) checks.Rating {
	return checks.Rating{Tally: t, Revision: 1, Revealed: true}
}

// seedRuns are what the scripts look at: a finished run of a team, the team's next one that stands at its second item with
// hidden votes, and one person's.
func seedRuns() []checks.Run {
	return []checks.Run{finishedRun(), openRun(), soloRun()}
}

// newDB is where a test can have a database of its own.
func newDB(t testing.TB) string { return filepath.Join(t.TempDir(), "runs.db") }

// newStore returns a store of its own that is empty.
func newStore(t testing.TB) stored { return stored{store.New(newDB(t), content.Check())} }

// seeded returns a store of its own with these runs, or else with [seedRuns].
func seeded(t testing.TB, runs ...checks.Run) stored {
	t.Helper()
	if len(runs) == 0 {
		runs = seedRuns()
	}
	s := newStore(t)
	if err := saveInOrder(s.Store, runs...); err != nil {
		t.Fatal(err)
	}
	return s
}

// demoStore returns a store of its own with what the demo shows.
func demoStore(t testing.TB) stored {
	t.Helper()
	s := newStore(t)
	if err := fillDemo(s.Store, "en", today); err != nil {
		t.Fatal(err)
	}
	return s
}

// saveInOrder saves runs one after another, so that the team of the last one is the one used last.
func saveInOrder(s *store.Store, runs ...checks.Run) error {
	for _, r := range runs {
		if _, err := s.SaveRun(r, 0); err != nil {
			return err
		}
	}
	return nil
}

func finishedRun() checks.Run {
	began := time.Date(2026, 8, 19, 9, 0, 0, 0, time.UTC)
	contact := rated(tally(0, 0, 2, 3, 1, 0))
	contact.Chair = checks.Chair{Step: 2, Evidence: "three calls in July"}
	contact.Story = "A customer came by to show us how she closes her month. Nobody had ever asked her to."
	return checks.Run{
		ID: testID(began, 0), Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45,
		Day: checks.DayOf(began), Started: began, Finished: began.Add(41 * time.Minute), At: checks.CloseID,
		Ratings: map[string]checks.Rating{
			"contact": contact, "trust": rated(tally(1, 0, 1, 0, 4, 0)), "value": rated(tally(0, 1, 2, 0, 2, 1)),
		},
		Answers: map[string][]checks.Answer{
			"channels":  {{Text: "monthly call", Marks: 3}, {Text: "tickets"}},
			"decisions": {{Text: "the new fee, announced two days before it came", Marks: 4}},
			"unclear":   {{Text: "the dashboard that nobody asked for", Marks: 1}},
			"risks":     {{Text: "refunds that take three weeks", Marks: 5}, {Text: "two | many <b>letters</b>"}},
		},
		Actions: []checks.Action{
			{ID: testID(began, 1), From: "contact", Text: "Call one customer a week", Due: checks.Day{Year: 2026, Month: 9, Day: 30}, State: checks.Open},
			{ID: testID(began, 2), From: "risks", Text: "Refund within five days", State: checks.Done},
		},
	}
}

func openRun() checks.Run {
	began := time.Date(2026, 11, 11, 13, 30, 0, 0, time.UTC)
	return checks.Run{
		ID: testID(began, 0), Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45,
		Started: began, At: "trust",
		Ratings: map[string]checks.Rating{
			"contact": rated(tally(0, 0, 1, 1, 3, 1)), "trust": {Tally: tally(1, 0, 0, 2, 1, 0), Revision: 1},
		},
	}
}

func soloRun() checks.Run {
	began := time.Date(2026, 5, 12, 16, 0, 0, 0, time.UTC)
	return checks.Run{
		ID: testID(began, 0), Check: "customer-obsession", Team: "Suche & Empfehlung", Kind: checks.Solo, People: 1,
		Day: checks.DayOf(began), Started: began, Finished: began.Add(20 * time.Minute), At: checks.CloseID,
		Ratings: map[string]checks.Rating{"contact": rated(tally(0, 0, 0, 0, 1, 0)), "trust": rated(tally(1, 0, 0, 0, 0, 0))},
		Answers: map[string][]checks.Answer{"channels": {{Text: "der Stammtisch"}}},
	}
}
