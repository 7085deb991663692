package checks

import (
	"fmt"
	"regexp"
	"strconv"
	"sync"
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
func (d Day) valid() bool { return d.IsZero() || d.Year > 0 && DayOf(d.Time()) == d }

// Before tells whether d lies before o.
func (d Day) Before(o Day) bool { return d.Time().Before(o.Time()) }

// Time returns the first moment of the day in UTC, for formatting.
func (d Day) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// String returns the day as 2026-09-30, or "" for no date.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

var (
	isoDay    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`) })
	germanDay = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})?$`) })
)

// maxLeapGap is how many years may lie between two 29ths of February.
const maxLeapGap = 8

// ParseDay reads 2026-09-30, 30.09.2026 or 30.9. (the next such day, counted from today on). The empty text is no date.
// Anything else, and a day that does not exist, is an error.
func ParseDay(s string, today Day) (Day, error) {
	s = CleanLine(s)
	if s == "" {
		return Day{}, nil
	}
	if m := isoDay().FindStringSubmatch(s); m != nil {
		return existing(s, m[1], m[2], m[3])
	}
	m := germanDay().FindStringSubmatch(s)
	if m == nil {
		return Day{}, fail(CodeDay, s)
	}
	if m[3] != "" {
		return existing(s, m[3], m[2], m[1])
	}
	for y := today.Year; y <= today.Year+maxLeapGap; y++ {
		if d, err := existing(s, strconv.Itoa(y), m[2], m[1]); err == nil && !d.Before(today) {
			return d, nil
		}
	}
	return Day{}, fail(CodeDay, s)
}

// existing builds the day from decimal digits and refuses one that the calendar does not have.
func existing(typed, year, month, day string) (Day, error) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	built := Day{y, time.Month(m), d}
	if built.IsZero() || !built.valid() {
		return Day{}, fail(CodeDay, typed)
	}
	return built, nil
}
