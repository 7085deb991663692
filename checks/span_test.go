package checks_test

import (
	"testing"
	"time"

	"emptychair/checks"
)

func TestASpanHoldsItsFirstAndItsLastDay(t *testing.T) {
	today := checks.Day{Year: 2026, Month: time.November, Day: 12}
	for typed, days := range map[string][4]string{ // the day before, the first, the last, the day after
		"2026":            {"2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"},
		"2026-Q3":         {"2026-06-30", "2026-07-01", "2026-09-30", "2026-10-01"},
		"Q1 2024":         {"2023-12-31", "2024-01-01", "2024-03-31", "2024-04-01"},
		"2024-02":         {"2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"},
		"2026-08-19":      {"2026-08-18", "2026-08-19", "2026-08-19", "2026-08-20"},
		"19.8.2026":       {"2026-08-18", "2026-08-19", "2026-08-19", "2026-08-20"},
		"last-quarter":    {"2026-06-30", "2026-07-01", "2026-09-30", "2026-10-01"},
		"Letztes Quartal": {"2026-06-30", "2026-07-01", "2026-09-30", "2026-10-01"},
	} {
		span, err := checks.ParseSpan(typed, today)
		if err != nil {
			t.Fatalf("%q: %v", typed, err)
		}
		for i, want := range []bool{false, true, true, false} {
			day, err := checks.ParseDay(days[i], today)
			if err != nil {
				t.Fatal(err)
			}
			if got := span.Holds(day); got != want {
				t.Errorf("%q holds %s: %v", typed, day, got)
			}
		}
	}
	for _, typed := range []string{"", "previous", "2026-13", "2026-Q5", "0000", "26", "soon", "01M0CKZCM0"} {
		if _, err := checks.ParseSpan(typed, today); checks.CodeOf(err) != checks.CodeReference {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func TestARecordBelongsToTheSpanOfItsMoment(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	at := time.Date(2026, time.September, 30, 23, 30, 0, 0, time.UTC) // in Berlin it is October
	q3, err := checks.ParseSpan("2026-Q3", checks.Day{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		record   checks.Record
		loc      *time.Location
		in, ever bool
	}{
		{checks.Run{Started: at.AddDate(0, -1, 0), Finished: at}, time.UTC, true, true},
		{checks.Run{Started: at.AddDate(0, -1, 0), Finished: at}, berlin, false, true},
		{checks.Run{Started: at}, time.UTC, true, true},
		{checks.TeamAction{Made: at}, time.UTC, true, true},
		{checks.TeamAction{Made: at}, berlin, false, true},
		{checks.Story{On: checks.DayOf(at)}, berlin, true, true},
		{checks.Marks{Team: "Payments"}, time.UTC, false, true},
	} {
		if got := q3.HoldsRecord(c.record, c.loc); got != c.in {
			t.Errorf("%T in Q3: %v", c.record, got)
		}
		if got := (checks.Span{}).HoldsRecord(c.record, c.loc); got != c.ever {
			t.Errorf("%T in all time: %v", c.record, got)
		}
	}
}
