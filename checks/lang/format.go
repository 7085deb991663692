package lang

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// Day prints a date: "19 Aug 2026", "19. Aug. 2026".
func (p *Printer) Day(t time.Time) string {
	return p.T("date.day", "D", t.Day(), "M", p.Month(t.Month()), "Y", t.Year())
}

// DayMonth prints a date without its year: "19 Aug", "19. Aug.".
func (p *Printer) DayMonth(t time.Time) string {
	return p.T("date.day-month", "D", t.Day(), "M", p.Month(t.Month()))
}

// Month prints the short name of a month: "Aug", "Aug.".
func (p *Printer) Month(m time.Month) string {
	return p.T("date.month." + strconv.Itoa(int(m)))
}

// Quarter prints a quarter of a year: "Q3 2026".
func (p *Printer) Quarter(year string, number int) string {
	return p.T("date.quarter", "Q", number, "Y", year)
}

// ShortQuarter prints a quarter without its year: "Q3".
func (p *Printer) ShortQuarter(number int) string {
	return p.T("date.quarter-short", "Q", number)
}

// QuarterColumn prints a quarter over a narrow column: "Q3/26", "Q3FY26".
func (p *Printer) QuarterColumn(year string, number int) string {
	return p.T("date.quarter-column", "Q", number, "Y", year[len(year)-2:], "Fiscal", len(year) > len("2026"))
}

// DayColumn prints a date without its year over a narrow column: "19 Aug", "19.8.".
func (p *Printer) DayColumn(t time.Time) string { return t.Format(p.T("date.column-layout")) }

// MonthYear prints a month: "Aug 2026", "Aug. 2026".
func (p *Printer) MonthYear(t time.Time) string {
	return p.T("date.month-year", "M", p.Month(t.Month()), "Y", t.Year())
}

// Clock prints a length of time in minutes and seconds, "3:12", "106:40".
func Clock(d time.Duration) string {
	s := int(max(d, -d) / time.Second)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// Quarters prints steps to the nearest quarter, one quarter at least: "3½", "¾", "2".
func Quarters(x float64) string {
	n := max(1, int(math.Round(4*x)))
	whole := strconv.Itoa(n / 4)
	if n < 4 {
		whole = ""
	}
	return whole + [...]string{"", "¼", "½", "¾"}[n%4]
}
