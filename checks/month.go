package checks

import (
	"fmt"
	"time"
)

// Month is a calendar month. The zero Month means "no month".
type Month struct {
	Year  int
	Month time.Month
}

// MonthOf returns the month in which t falls in t's own zone.
func MonthOf(t time.Time) Month { return Month{t.Year(), t.Month()} }

// ParseMonth reads 2026-11 or 11.2026.
func ParseMonth(s string) (Month, error) {
	s = CleanLine(s)
	for _, layout := range []string{"2006-01", "1.2006"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 {
			return MonthOf(t), nil
		}
	}
	return Month{}, fail(CodeMonth, s)
}

// IsZero tells whether the month is "no month".
func (m Month) IsZero() bool { return m == Month{} }

// Holds tells whether a day lies in the month.
func (m Month) Holds(d Day) bool { return d.Year == m.Year && d.Month == m.Month }

// First returns the first day of the month.
func (m Month) First() Day { return Day{m.Year, m.Month, 1} }

// Last returns the last day of the month.
func (m Month) Last() Day { return DayOf(time.Date(m.Year, m.Month+1, 0, 0, 0, 0, 0, time.UTC)) }

// Next returns the month after it.
func (m Month) Next() Month { return MonthOf(m.First().Time().AddDate(0, 1, 0)) }

// Previous returns the month before it.
func (m Month) Previous() Month { return MonthOf(m.First().Time().AddDate(0, -1, 0)) }

// String returns the month as 2026-11, or "" for no month.
func (m Month) String() string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year, m.Month)
}
