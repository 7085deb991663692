package checks

import (
	"fmt"
	"slices"
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

// valid tells whether the day is one of the calendar, or "no date".
func (d Day) valid() bool {
	return d.IsZero() || d.Year > 0 && d.Year <= maxYear && DayOf(d.Time()) == d
}

// Before tells whether d lies before o.
func (d Day) Before(o Day) bool { return d.Time().Before(o.Time()) }

// until returns how many days o lies after d.
func (d Day) until(o Day) int {
	const secondsPerDay = 24 * 60 * 60 // in UTC always; a time.Duration would hold no more than 292 years
	return int((o.Time().Unix() - d.Time().Unix()) / secondsPerDay)
}

// Time returns the first moment of the day in UTC, for formatting.
func (d Day) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// String returns the day as 2026-09-30, or "" for no date.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// maxLeapGap is how many years may lie between two 29ths of February.
const maxLeapGap = 8

// ParseDay reads 2026-09-30, 30.09.2026 or 30.9. (the next such day, counted from today on). The empty text is no date.
// Anything else, and a day that does not exist, is an error.
func ParseDay(s string, today Day) (Day, error) {
	s = CleanLine(s)
	if s == "" {
		return Day{}, nil
	}
	for _, layout := range []string{"2006-01-02", dotted} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 {
			return DayOf(t), nil
		}
	}
	for y := today.Year; y <= today.Year+maxLeapGap; y++ {
		t, err := time.Parse(dotted, s+strconv.Itoa(y))
		if d := DayOf(t); err == nil && !d.Before(today) {
			return d, nil
		}
	}
	return Day{}, fail(CodeDay, s)
}

// Words for a day, in the languages of the program.
var (
	todays     = []string{"", "today", "heute"}
	yesterdays = []string{"yesterday", "gestern"}
)

// ParsePastDay is [ParseDay] of a day on which something happened: today or before. 30.9. is the last such day, counted back
// from today. It also takes today and yesterday as words; the empty text is today.
func ParsePastDay(s string, today Day) (Day, error) {
	switch said := strings.ToLower(CleanLine(s)); {
	case slices.Contains(todays, said):
		return today, nil
	case slices.Contains(yesterdays, said):
		return DayOf(today.Time().AddDate(0, 0, -1)), nil
	}
	for y := today.Year; y >= today.Year-maxLeapGap; y-- {
		t, err := time.Parse(dotted, CleanLine(s)+strconv.Itoa(y))
		if d := DayOf(t); err == nil && !today.Before(d) {
			return d, nil
		}
	}
	day, err := ParseDay(s, today)
	if err == nil && today.Before(day) {
		return Day{}, fail(CodeFuture, CleanLine(s))
	}
	return day, err
}

// dotted is a day as it is written in German.
const dotted = "2.1.2006"

// ParseDue is [ParseDay] that also takes a month or a quarter, as [ParseReference] reads them: due by its last day.
func ParseDue(s string, today Day) (Day, error) {
	day, err := ParseDay(s, today)
	if err == nil {
		return day, nil
	}
	for _, read := range []func(string) (Reference, bool){readQuarter, readMonth} {
		if ref, ok := read(CleanLine(s)); ok {
			return DayOf(ref.to.Time().AddDate(0, 0, -1)), nil
		}
	}
	return Day{}, err
}
