package checks_test

import (
	"testing"
	"time"

	"emptychair/checks"
)

// inNovember is a day in the last quarter.
var inNovember = checks.Day{Year: 2026, Month: 11, Day: 12}

func TestPeriodIsReadInAllItsForms(t *testing.T) {
	tests := map[string]string{
		"2026":                         "2026-01-01..2026-12-31",
		"2026-Q3":                      "2026-07-01..2026-09-30",
		"2026q4":                       "2026-10-01..2026-12-31",
		"Q1 2024":                      "2024-01-01..2024-03-31",
		"q2/2024":                      "2024-04-01..2024-06-30",
		"2026-07":                      "2026-07-01..2026-07-31",
		"07.2026":                      "2026-07-01..2026-07-31",
		"2.2024":                       "2024-02-01..2024-02-29",
		"2026-08-19":                   "2026-08-19..2026-08-19",
		"19.8.2026":                    "2026-08-19..2026-08-19",
		"9999-Q4":                      "9999-10-01..9999-12-31",
		"2026-01-15..2026-06-30":       "2026-01-15..2026-06-30",
		"2026-01-15 .. 30.06.2026":     "2026-01-15..2026-06-30",
		"2025-Q4..2026-02":             "2025-10-01..2026-02-28",
		"2024..":                       "2024-01-01..",
		"..2024":                       "..2024-12-31",
		"last year..this quarter":      "2025-01-01..2026-12-31",
		"this quarter":                 "2026-10-01..2026-12-31",
		" Last\tQuarter ":              "2026-07-01..2026-09-30",
		"last-quarter":                 "2026-07-01..2026-09-30",
		"today":                        "2026-11-12..2026-11-12",
		"Gestern":                      "2026-11-11..2026-11-11",
		"last quarter..yesterday":      "2026-07-01..2026-11-11",
		"this year":                    "2026-01-01..2026-12-31",
		"last year":                    "2025-01-01..2025-12-31",
		"dieses Quartal":               "2026-10-01..2026-12-31",
		"letztes Quartal":              "2026-07-01..2026-09-30",
		"dieses Jahr":                  "2026-01-01..2026-12-31",
		"letztes Jahr":                 "2025-01-01..2025-12-31",
		"2026-08-19..2026-08-19":       "2026-08-19..2026-08-19",
		"letztes Jahr .. letztes Jahr": "2025-01-01..2025-12-31",
	}
	for s, want := range tests {
		p, err := checks.ParsePeriod(s, inNovember)
		if err != nil || p.String() != want {
			t.Errorf("%q is %s, %v; want %s", s, p, err, want)
		}
		if again, err := checks.ParsePeriod(p.String(), inNovember); again != p || err != nil {
			t.Errorf("%s is read as %s, %v", p, again, err)
		}
	}
}

func TestWhatIsNoPeriodIsRefused(t *testing.T) {
	for _, s := range []string{
		"", " ", "..", "...", "0000", "20266", "26", "2026-13", "2026-00", "13.2026", "2026-Q5", "Q0 2026", "2026-02-30", "quarter",
		"this month", "2026-06..2026-05", "2026..2025", "2026..x", "x..2026", "2026..2027..2028", "2026 2027", "2026,2027", "19.8.",
		"tomorrow", "first", "01J5N3T8", "2026-Q3-Q4", "-2026", "+2026", "２０２６",
	} {
		p, err := checks.ParsePeriod(s, inNovember)
		wantCode(t, err, checks.CodePeriod)
		if !p.IsZero() {
			t.Errorf("%q is %s", s, p)
		}
	}
}

func TestPeriodHoldsItsDays(t *testing.T) {
	day := func(s string) checks.Day { return checks.DayOf(at(s)) }
	all := checks.Period{}
	from := checks.Period{From: day("2026-07-01")}
	to := checks.Period{To: day("2026-07-31")}
	july := checks.Period{From: from.From, To: to.To}
	tests := []struct {
		day                  string
		all, from, to, month bool
	}{
		{"0001-01-01", true, false, true, false},
		{"2026-06-30", true, false, true, false},
		{"2026-07-01", true, true, true, true},
		{"2026-07-31", true, true, true, true},
		{"2026-08-01", true, true, false, false},
		{"9999-12-31", true, true, false, false},
	}
	for _, tt := range tests {
		d := day(tt.day)
		if all.Holds(d) != tt.all || from.Holds(d) != tt.from || to.Holds(d) != tt.to || july.Holds(d) != tt.month {
			t.Errorf("%s: %v %v %v %v", tt.day, all.Holds(d), from.Holds(d), to.Holds(d), july.Holds(d))
		}
	}
}

func FuzzPeriod(f *testing.F) {
	for _, s := range []string{"2026", "2026-Q3", "q3/2026", "07.2026", "2026-08-19..", "..19.8.2026", "last year", "letztes  Quartal..2027", "..", "\u2028\xff"} {
		f.Add(s, uint32(739_000))
	}
	f.Fuzz(func(t *testing.T, s string, days uint32) {
		now := checks.DayOf(time.Date(1, 1, 1+int(days%3_652_059), 0, 0, 0, 0, time.UTC)) // in the years 1 to 9999
		p, err := checks.ParsePeriod(s, now)
		if err != nil {
			wantCode(t, err, checks.CodePeriod)
			return
		}
		if p.IsZero() || !p.To.IsZero() && p.To.Before(p.From) {
			t.Fatalf("%q is %q", s, p)
		}
		if now.Year == 1 {
			return // the year before it cannot be written
		}
		if again, err := checks.ParsePeriod(p.String(), now); again != p || err != nil {
			t.Fatalf("%q is %s, which is read as %s, %v", s, p, again, err)
		}
		for _, d := range []checks.Day{p.From, p.To} {
			if !d.IsZero() && !p.Holds(d) {
				t.Fatalf("%s does not hold %s", p, d)
			}
		}
	})
}
