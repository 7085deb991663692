package checks

import (
	"fmt"
	"strconv"
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

// plusMonths returns the same day n months later, or the last day of that month where it has no such day.
func (d Day) plusMonths(n int) Day {
	last := time.Date(d.Year, d.Month+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	return Day{last.Year(), last.Month(), min(d.Day, last.Day())}
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

// Month is a calendar month. The zero Month means "no month".
type Month struct {
	Year  int
	Month time.Month
}

// MonthOf returns the month in which t falls in t's own zone.
func MonthOf(t time.Time) Month { return Month{t.Year(), t.Month()} }

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

// FiscalSign stands before the number of a fiscal year.
const FiscalSign = "FY"

// IsFiscal tells whether its year begins in another month than January.
func (q Quarter) IsFiscal() bool { return q.Of.first() != time.January }

// YearName names its year: 2026, FY2026 where it is fiscal.
func (q Quarter) YearName() string {
	if !q.IsFiscal() {
		return strconv.Itoa(q.Year)
	}
	return FiscalSign + strconv.Itoa(q.Year)
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
