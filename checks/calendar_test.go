package checks_test

import (
	"testing"
	"time"

	"emptychair/checks"
)

func TestParseDayReadsWhatPeopleType(t *testing.T) {
	today := checks.Day{Year: 2026, Month: 11, Day: 22}
	tests := []struct{ typed, want string }{
		{"", ""},
		{"  \t", ""},
		{"2026-09-30", "2026-09-30"},
		{" 2026-09-30\n", "2026-09-30"},
		{"30.09.2026", "2026-09-30"},
		{"30.9.2026", "2026-09-30"},
		{"1.1.2027", "2027-01-01"},
		{"22.11.", "2026-11-22"}, // today is the next such day
		{"23.11.", "2026-11-23"},
		{"21.11.", "2027-11-21"}, // past this year, so next year's
		{"1.1.", "2027-01-01"},
		{"31.12.", "2026-12-31"},
		{"29.2.", "2028-02-29"}, // the next leap year's
		{"29.02.2028", "2028-02-29"},
		{"2024-02-29", "2024-02-29"},
	}
	for _, tt := range tests {
		d, err := checks.ParseDay(tt.typed, today)
		if err != nil || d.String() != tt.want || d.IsZero() != (tt.want == "") {
			t.Errorf("%q: %q, %v; want %q", tt.typed, d, err, tt.want)
		}
	}
}

func TestParseDayFindsTheNextLeapDay(t *testing.T) {
	tests := []struct {
		today checks.Day
		want  string
	}{
		{checks.Day{Year: 2028, Month: 2, Day: 29}, "2028-02-29"},
		{checks.Day{Year: 2028, Month: 3, Day: 1}, "2032-02-29"},
		{checks.Day{Year: 2096, Month: 3, Day: 1}, "2104-02-29"}, // 2100 has none
	}
	for _, tt := range tests {
		if d, err := checks.ParseDay("29.2.", tt.today); err != nil || d.String() != tt.want {
			t.Errorf("on %v: %v, %v; want %s", tt.today, d, err, tt.want)
		}
	}
}

func TestParseDayRefusesWhatIsNoDay(t *testing.T) {
	today := checks.Day{Year: 2026, Month: 11, Day: 22}
	for _, typed := range []string{
		"31.4.", "31.04.2026", "2026-04-31", "29.2.2026", "2026-02-29", "2100-02-29", "30.2.",
		"0.1.", "1.0.", "1.13.", "32.1.", "2026-00-10", "2026-13-01", "2026-01-00", "0000-01-01",
		"30.9", "30.9.26", "30-9-2026", "9/30/2026", "2026-9-30", "2026-09-30T10:00", "20260930",
		"today", "tomorrow", "next week", "Friday", "-1.1.", "1.1.2026 1.1.2027", "٣٠.٩.", "1..", "...", "?", "30. 9.",
	} {
		d, err := checks.ParseDay(typed, today)
		wantCode(t, err, checks.CodeDay)
		if !d.IsZero() {
			t.Errorf("%q: %v", typed, d)
		}
	}
}

func TestDaysAreOrderedByTheCalendar(t *testing.T) {
	days := []checks.Day{{Year: 2025, Month: 12, Day: 31}, {Year: 2026, Month: 1, Day: 1}, {Year: 2026, Month: 1, Day: 2}, {Year: 2026, Month: 2, Day: 1}}
	for i, a := range days {
		for j, b := range days {
			if a.Before(b) != (i < j) {
				t.Errorf("%v before %v: %v", a, b, a.Before(b))
			}
		}
	}
}

func TestDayIsThatOfTheTimesOwnZone(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	late := time.Date(2026, 9, 30, 23, 30, 0, 0, time.UTC)
	if got := checks.DayOf(late.In(berlin)); got.String() != "2026-10-01" || checks.DayOf(late).String() != "2026-09-30" {
		t.Errorf("%v in Berlin, %v in UTC", got, checks.DayOf(late))
	}
	d := checks.Day{Year: 2026, Month: 9, Day: 30}
	if checks.DayOf(d.Time()) != d {
		t.Errorf("%v comes back as %v", d, checks.DayOf(d.Time()))
	}
}

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

func TestQuartersFollowEachOther(t *testing.T) {
	for month, want := range map[time.Month]int{1: 1, 3: 1, 4: 2, 6: 2, 7: 3, 9: 3, 10: 4, 12: 4} {
		if q := checks.QuarterOf(time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC)); q != (checks.Quarter{Year: 2026, Number: want}) {
			t.Errorf("%v: %v", month, q)
		}
	}
	q := checks.Quarter{Year: 2027, Number: 2}
	for _, want := range []checks.Quarter{{Year: 2027, Number: 1}, {Year: 2026, Number: 4}, {Year: 2026, Number: 3}} {
		if q = q.Previous(); q != want {
			t.Errorf("got %v, want %v", q, want)
		}
	}
}

func TestQuartersAreCountedOverTheYears(t *testing.T) {
	q := checks.Quarter{Year: 2026, Number: 3}
	for _, tt := range []struct {
		other checks.Quarter
		want  int
	}{
		{checks.Quarter{Year: 2026, Number: 3}, 0},
		{checks.Quarter{Year: 2026, Number: 4}, 1},
		{checks.Quarter{Year: 2027, Number: 1}, 2},
		{checks.Quarter{Year: 2028, Number: 3}, 8},
		{checks.Quarter{Year: 2026, Number: 2}, -1},
		{checks.Quarter{Year: 2025, Number: 4}, -3},
	} {
		if got := q.Until(tt.other); got != tt.want || tt.other.Until(q) != -tt.want {
			t.Errorf("until %v: %d, and back %d; want %d", tt.other, got, tt.other.Until(q), tt.want)
		}
	}
}

func TestMonthsHoldTheirDays(t *testing.T) {
	for text, want := range map[string]checks.Month{"2026-11": {2026, 11}, "11.2026": {2026, 11}, "2.2024\n": {2024, 2}} {
		if m, err := checks.ParseMonth(text); err != nil || m != want {
			t.Errorf("%q: %v, %v", text, m, err)
		}
	}
	for _, text := range []string{"", "2026", "2026-13", "0000-01", "November", "2026-1-1"} {
		if m, err := checks.ParseMonth(text); checks.CodeOf(err) != checks.CodeMonth {
			t.Errorf("%q: %v, %v", text, m, err)
		}
	}
	feb := checks.Month{2024, 2}
	if feb.Last() != (checks.Day{2024, 2, 29}) || feb.First() != (checks.Day{2024, 2, 1}) || !feb.Holds(feb.Last()) || feb.Holds(checks.Day{2025, 2, 1}) || feb.String() != "2024-02" {
		t.Errorf("%v to %v", feb.First(), feb.Last())
	}
	if dec := (checks.Month{2026, 12}); dec.Next() != (checks.Month{2027, 1}) || dec.Next().Previous() != dec || (checks.Month{}).String() != "" || !(checks.Month{}).IsZero() {
		t.Errorf("after %v comes %v", dec, dec.Next())
	}
}

func TestADueDateMayBeAMonthOrAQuarter(t *testing.T) {
	today := nov(22)
	for text, want := range map[string]checks.Day{
		"": {}, "2026-12-31": {2026, 12, 31}, "31.12.": {2026, 12, 31}, "21.11.": {2027, 11, 21}, "2026-12": {2026, 12, 31}, "2027-02": {2027, 2, 28},
		"2026-Q4": {2026, 12, 31}, "2027-q1": {2027, 3, 31},
	} {
		if got, err := checks.ParseDue(text, today); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"soon", "2026-02-30", "2026-Q5", "2026"} {
		if got, err := checks.ParseDue(text, today); checks.CodeOf(err) != checks.CodeDay {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func TestAPastDayIsTheLastOne(t *testing.T) {
	today := nov(22)
	for text, want := range map[string]checks.Day{
		"": today, "22.11.": today, "23.11.": {2025, 11, 23}, "3.11.": nov(3), "29.2.": {2024, 2, 29}, "22.11.2026": today, "1.1.2026": {2026, 1, 1},
		"Today": today, "heute": today, "yesterday": nov(21), "GESTERN": nov(21),
	} {
		if got, err := checks.ParsePastDay(text, today); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"tomorrow", "30.2.", "2026-Q4"} {
		if got, err := checks.ParsePastDay(text, today); checks.CodeOf(err) != checks.CodeDay {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"2026-11-23", "1.1.2099"} {
		if got, err := checks.ParsePastDay(text, today); checks.CodeOf(err) != checks.CodeFuture || !got.IsZero() {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}
