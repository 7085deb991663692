package checks

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Day is a date in the calendar without a time or a zone. The zero Day means "no date".
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// DayOf returns the day on which t falls in t's own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// IsZero tells whether the day is "no date".
func (d Day) IsZero() bool { return d == Day{} }

// Before tells whether d lies before o.
func (d Day) Before(o Day) bool { return d.Time().Before(o.Time()) }

// until returns how many days o lies after d.
func (d Day) until(o Day) int {
	const secondsPerDay = 24 * 60 * 60 // in UTC always; a time.Duration would hold no more than 292 years
	return int((o.Time().Unix() - d.Time().Unix()) / secondsPerDay)
}

// plus returns the day n days later.
func (d Day) plus(n int) Day { return DayOf(d.Time().AddDate(0, 0, n)) }

// Time returns the first moment of the day in UTC, for formatting.
func (d Day) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// String returns the day as 2026-09-30, or "" for no date.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// dotted is a day as it is written in German.
const dotted = "2.1.2006"

// dayWords are the words for a day, in the languages of the program: how many days after today it is.
var dayWords = map[string]int{"today": 0, "heute": 0, "yesterday": -1, "gestern": -1}

// ParseDay reads 2026-09-30, 30.09.2026 or 30.9. (the next such day, counted from today on). The empty text is no date.
// Anything else, and a day that does not exist, is an error.
func ParseDay(s string, today Day) (Day, error) {
	s = CleanLine(s)
	if s == "" {
		return Day{}, nil
	}
	for _, layout := range []string{time.DateOnly, dotted} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 {
			return DayOf(t), nil
		}
	}
	if d, ok := parseYearless(s, today, 1); ok {
		return d, nil
	}
	return Day{}, fail(CodeDay, s)
}

// ParsePastDay is [ParseDay] of a day on which something happened: today or before. 30.9. is the last such day, counted back
// from today. It also takes today and yesterday as words; the empty text is today.
func ParsePastDay(s string, today Day) (Day, error) {
	s = CleanLine(s)
	if n, ok := dayWords[strings.ToLower(s)]; ok || s == "" {
		return today.plus(n), nil
	}
	if d, ok := parseYearless(s, today, -1); ok {
		return d, nil
	}
	day, err := ParseDay(s, today)
	if err == nil && today.Before(day) {
		return Day{}, fail(CodeFuture, s)
	}
	return day, err
}

// parseYearless reads a day without its year, 30.9.: the nearest one from today on, or back from today where direction is -1.
func parseYearless(s string, today Day, direction int) (Day, bool) {
	const maxLeapGap = 8 // years between two 29ths of February
	for years := range maxLeapGap + 1 {
		t, err := time.Parse(dotted, s+strconv.Itoa(today.Year+direction*years))
		if d := DayOf(t); err == nil && direction*today.until(d) >= 0 {
			return d, true
		}
	}
	return Day{}, false
}

// ParseDue is [ParseDay] that also takes a month or a quarter, as [ParseReference] reads them: due by its last day.
func ParseDue(s string, today Day) (Day, error) {
	day, err := ParseDay(s, today)
	if err == nil {
		return day, nil
	}
	if named, _, ok := parseNamed(CleanLine(s)); ok {
		return named.To, nil
	}
	return Day{}, err
}
