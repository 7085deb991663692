package checks

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
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

// parseLayouts reads a time from the year 1 on in the first of the layouts that fits, and tells whether one does.
func parseLayouts(s string, layouts ...string) (time.Time, bool) {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 {
			return t, true
		}
	}
	return time.Time{}, false
}

// dayWords are the words for a day, in the languages of the program: how many days after today it is.
var dayWords = map[string]int{"today": 0, "heute": 0, "yesterday": -1, "gestern": -1}

// ParseDay reads 2026-09-30, 30.09.2026 or 30.9. (the next such day, counted from today on). The empty text is no date.
// Anything else, and a day that does not exist, is an error.
func ParseDay(s string, today Day) (Day, error) {
	s = CleanLine(s)
	if s == "" {
		return Day{}, nil
	}
	if t, ok := parseLayouts(s, time.DateOnly, dotted); ok {
		return DayOf(t), nil
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
	if n, ok := dayWords[Fold(s)]; ok || s == "" {
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

// Month is a calendar month. The zero Month means "no month".
type Month struct {
	Year  int
	Month time.Month
}

// MonthOf returns the month in which t falls in t's own zone.
func MonthOf(t time.Time) Month { return Month{t.Year(), t.Month()} }

// ParseMonth reads 2026-11 or 11.2026.
func ParseMonth(s string) (Month, error) {
	t, ok := parseLayouts(CleanLine(s), "2006-01", "1.2006")
	if !ok {
		return Month{}, fail(CodeMonth, CleanLine(s))
	}
	return MonthOf(t), nil
}

// IsZero tells whether the month is "no month".
func (m Month) IsZero() bool { return m == Month{} }

// Holds tells whether a day lies in the month.
func (m Month) Holds(d Day) bool { return d.Year == m.Year && d.Month == m.Month }

// First returns the first day of the month.
func (m Month) First() Day { return Day{m.Year, m.Month, 1} }

// Last returns the last day of the month.
func (m Month) Last() Day { return m.Next().First().plus(-1) }

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

// FiscalYear is the month in which years, and with them their quarters, begin; zero is January. A year that begins in another month
// bears the number of the calendar year in which it begins.
type FiscalYear time.Month

// first is the first month.
func (y FiscalYear) first() time.Month { return max(time.Month(y), time.January) }

// Quarter returns the quarter in which a day lies.
func (y FiscalYear) Quarter(d Day) Quarter {
	months := 12*d.Year + int(d.Month-y.first())
	return Quarter{months / 12, months%12/3 + 1, y}
}

// Quarter is a quarter of a year.
type Quarter struct {
	Year   int
	Number int // 1 to 4
	Of     FiscalYear
}

// YearName names its year: 2026, FY2026 where it does not begin in January.
func (q Quarter) YearName() string {
	if q.Of.first() == time.January {
		return strconv.Itoa(q.Year)
	}
	return "FY" + strconv.Itoa(q.Year)
}

// Previous returns the quarter before q.
func (q Quarter) Previous() Quarter {
	if q.Number == 1 {
		return Quarter{q.Year - 1, 4, q.Of}
	}
	return Quarter{q.Year, q.Number - 1, q.Of}
}

// Until returns how many quarters o lies after q.
func (q Quarter) Until(o Quarter) int { return 4*(o.Year-q.Year) + o.Number - q.Number }

// Days returns the days of the quarter.
func (q Quarter) Days() Period {
	first := DayOf(Day{q.Year, q.Of.first(), 1}.Time().AddDate(0, 3*q.Number-3, 0))
	return months(first, 3)
}

// Period is a time from one day to another, both of which lie in it. A zero day leaves that side open; the zero Period holds every
// day.
type Period struct{ From, To Day }

// months returns the period of n months that begins on a day.
func months(from Day, n int) Period { return Period{from, DayOf(from.Time().AddDate(0, n, -1))} }

// IsZero tells whether the period is open on both sides.
func (p Period) IsZero() bool { return p == Period{} }

// Holds tells whether a day lies in the period.
func (p Period) Holds(d Day) bool {
	return !d.Before(p.From) && (p.To.IsZero() || !p.To.Before(d))
}

// relativePeriods are the words for a quarter or a year relative to today, in the languages of the program: how many months it has,
// and how many months it begins after the one of today.
var relativePeriods = map[string]struct{ months, after int }{
	"this quarter": {3, 0}, "dieses quartal": {3, 0}, "last quarter": {3, -3}, "letztes quartal": {3, -3},
	"this year": {12, 0}, "dieses jahr": {12, 0}, "last year": {12, -12}, "letztes jahr": {12, -12},
}

// ParsePeriod reads a year 2026; a quarter 2026-Q3 or Q3 2026; a month 2026-07 or 07.2026; a day 2026-07-15 or 15.07.2026; the
// words today, yesterday, this quarter, last quarter, this year and last year (heute, gestern, dieses Quartal, letztes Quartal, dieses Jahr, letztes Jahr), counted
// from today; and two of these with .. between them, of which one may be left out: from the first day of the one to the last day
// of the other. Anything else is an error, and so is a period that ends before it begins.
func ParsePeriod(s string, today Day) (Period, error) {
	s = CleanLine(s)
	from, to, isRange := strings.Cut(s, "..")
	p, ok := parseSide(from, today)
	if isRange {
		end, okEnd := parseSide(to, today)
		ok = (ok || from == "") && (okEnd || to == "") && s != ".."
		p.To = end.To
	}
	if !ok || !p.To.IsZero() && p.To.Before(p.From) {
		return Period{}, fail(CodePeriod, s)
	}
	return p, nil
}

// parseSide reads a period without "..", and tells whether it is one.
func parseSide(s string, today Day) (Period, bool) {
	s = strings.TrimSpace(s)
	word := Fold(s)
	if n, ok := dayWords[word]; ok {
		return Period{today.plus(n), today.plus(n)}, true
	}
	if r, ok := relativePeriods[strings.ReplaceAll(word, "-", " ")]; ok {
		first := today.Month - (today.Month-1)%time.Month(r.months)
		return months(DayOf(Day{today.Year, first, 1}.Time().AddDate(0, r.after, 0)), r.months), true
	}
	if t, ok := parseLayouts(s, "2006"); ok {
		return months(DayOf(t), 12), true
	}
	if m, err := ParseMonth(s); err == nil {
		return months(m.First(), 1), true
	}
	p, _, ok := parseNamed(s)
	return p, ok
}

// quarterForm is a quarter, 2026-Q3 or Q3 2026.
var quarterForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:(\d{4})-?[Qq]([1-4])|[Qq]([1-4])[ /](\d{4}))$`) })

// parseNamed reads a quarter 2026-Q3 or Q3 2026, a month 2026-08, or a day 2026-08-19 or 19.08.2026, and says which of these it is.
func parseNamed(s string) (p Period, kind Choice, ok bool) {
	if m := quarterForm().FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(m[1] + m[4])
		number, _ := strconv.Atoi(m[2] + m[3])
		return Quarter{Year: year, Number: number}.Days(), ChosenQuarter, year > 0
	}
	if t, ok := parseLayouts(s, "2006-01"); ok {
		return months(DayOf(t), 1), ChosenMonth, true
	}
	if t, ok := parseLayouts(s, time.DateOnly, dotted); ok {
		return Period{DayOf(t), DayOf(t)}, ChosenDay, true
	}
	return Period{}, "", false
}
