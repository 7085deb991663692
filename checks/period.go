package checks

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Period is a time from one day to another, both of which lie in it. A zero day leaves that side open; the zero Period holds every
// day.
type Period struct{ From, To Day }

// IsZero tells whether the period is open on both sides.
func (p Period) IsZero() bool { return p == Period{} }

// Holds tells whether a day lies in the period.
func (p Period) Holds(d Day) bool {
	return !d.Before(p.From) && (p.To.IsZero() || !p.To.Before(d))
}

// String returns the period as 2026-07-01..2026-09-30, where a side that is open stays empty; "" for the zero Period.
func (p Period) String() string {
	if p.IsZero() {
		return ""
	}
	return p.From.String() + between + p.To.String()
}

// between stands between the two sides of a period.
const between = ".."

// onlyYear is a year as a period. It is compiled when it is first asked for: few calls of the program need it.
var onlyYear = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{4}$`) })

// spans are the words for a period that is told from today on, in the languages of the program: how many months it has, and
// whether it is the one before today's.
var spans = map[string]struct {
	months int
	last   bool
}{
	"this quarter": {3, false}, "dieses quartal": {3, false}, "last quarter": {3, true}, "letztes quartal": {3, true},
	"this year": {12, false}, "dieses jahr": {12, false}, "last year": {12, true}, "letztes jahr": {12, true},
}

// ParsePeriod reads a year 2026; a quarter 2026-Q3 or Q3 2026; a month 2026-07 or 07.2026; a day 2026-07-15 or 15.07.2026; the
// words today, yesterday, this quarter, last quarter, this year and last year (heute, gestern, dieses Quartal, letztes Quartal, dieses Jahr, letztes Jahr), counted
// from today; and two of these with .. between them, of which one may be left out: from the first day of the one to the last day
// of the other. Anything else is an error, and so is a period that ends before it begins.
func ParsePeriod(s string, today Day) (Period, error) {
	s = CleanLine(s)
	from, to, isRange := strings.Cut(s, between)
	p, ok := readSide(from, today)
	if isRange {
		end, okEnd := readSide(to, today)
		ok = (ok || from == "") && (okEnd || to == "") && s != between
		p.To = end.To
	}
	if !ok || !p.To.IsZero() && p.To.Before(p.From) {
		return Period{}, fail(CodePeriod, s)
	}
	return p, nil
}

// readSide reads a period that is named as a whole.
func readSide(s string, today Day) (Period, bool) {
	s = strings.TrimSpace(s)
	switch said := strings.ToLower(s); {
	case said == "":
		return Period{}, false
	case slices.Contains(todays, said):
		return Period{today, today}, true
	case slices.Contains(yesterdays, said):
		day := DayOf(today.Time().AddDate(0, 0, -1))
		return Period{day, day}, true
	}
	if span, ok := spans[strings.ToLower(strings.ReplaceAll(s, "-", " "))]; ok {
		return spanOf(today, span.months, span.last), true
	}
	if y, _ := strconv.Atoi(s); onlyYear().MatchString(s) && y > 0 {
		return Period{Day{y, time.January, 1}, Day{y, time.December, 31}}, true
	}
	if m, err := ParseMonth(s); err == nil {
		return Period{m.First(), m.Last()}, true
	}
	for _, read := range []func(string) (Reference, bool){readQuarter, readDay} {
		if ref, ok := read(s); ok {
			return Period{ref.from, DayOf(ref.to.Time().AddDate(0, 0, -1))}, true
		}
	}
	return Period{}, false
}

// spanOf returns the part of a year with so many months in which a day lies, or the one before it.
func spanOf(today Day, months int, last bool) Period {
	first := time.Date(today.Year, today.Month-(today.Month-1)%time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	if last {
		first = first.AddDate(0, -months, 0)
	}
	return Period{DayOf(first), DayOf(first.AddDate(0, months, -1))}
}
