package checks

import (
	"strings"
	"time"
)

// Span is a time in the calendar of whole days. The zero Span is all time.
type Span struct{ from, to Day } // the days from the first on to before the second

// ParseSpan reads a year 2026, a quarter 2026-Q3 or Q3 2026, a month 2026-08, a day 2026-08-19 or 19.08.2026, or last-quarter
// (letztes Quartal), counted back from today.
func ParseSpan(s string, today Day) (Span, error) {
	s = CleanLine(s)
	for _, read := range []func(string) (Reference, bool){readYear, readQuarter, readMonth, readDay} {
		if ref, ok := read(s); ok {
			return Span{ref.from, ref.to}, nil
		}
	}
	if places[strings.ToLower(s)] != ChosenLastQuarter {
		return Span{}, fail(CodeReference, s)
	}
	q := QuarterOf(today.Time()).Previous()
	last := period(ChosenQuarter, q.Year, time.Month(3*q.Number-2), 1, 3, 0)
	return Span{last.from, last.to}, nil
}

// readYear reads a year of four digits.
func readYear(s string) (Reference, bool) {
	t, err := time.Parse("2006", s)
	return period(ChosenQuarter, t.Year(), time.January, 1, 12, 0), err == nil && t.Year() > 0
}

// Holds tells whether a day lies in the span.
func (s Span) Holds(d Day) bool { return s == Span{} || !d.Before(s.from) && d.Before(s.to) }

// HoldsRecord tells whether a record belongs to the span: a run by the moment it counts for, an action by when it was made, a
// story by the day on which it happened, in the zone of loc. What is remembered of a team belongs to no time.
func (s Span) HoldsRecord(r Record, loc *time.Location) bool {
	switch r := r.(type) {
	case Run:
		return s.Holds(DayOf(r.When().In(loc)))
	case TeamAction:
		return s.Holds(DayOf(r.Made.In(loc)))
	case Story:
		return s.Holds(r.On)
	}
	return s == Span{}
}
