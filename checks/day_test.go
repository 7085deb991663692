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
