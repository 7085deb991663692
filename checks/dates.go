package checks

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Calendar reads what people write of days and periods, in the languages of the program, as it is meant today and in their fiscal year.
// The examples of what it takes stand at its methods; each takes all that names one day, and what names a longer time where that is asked
// for. What may be two days is [CodeTwoDays] with both.
type Calendar struct {
	Today Day
	Year  FiscalYear
}

// The sides to which a day without a year, a weekday, or a month's name is looked for.
const (
	past   = -1
	future = 1
)

// PastDay reads a day on which something happened: 2026-09-30, 30.09.2026, 30.9.26, 30.9., 15 Dec, December 15, 20. August, today,
// vorgestern, friday, letzten Montag, 2 weeks ago. Without its year it is the last such day. The empty text is today, a day still to come
// is [CodeFuture].
func (c Calendar) PastDay(s string) (Day, error) {
	if s = CleanLine(s); s == "" {
		return c.Today, nil
	}
	p, kind, err := c.read(s, past)
	switch {
	case err != nil:
		return Day{}, err
	case kind != ChosenDay:
		return Day{}, fail(CodeDay, s)
	case c.Today.Before(p.From):
		return Day{}, fail(CodeFuture, s)
	}
	return p.From, nil
}

// Due reads the day until which something is to be done: as [Calendar.PastDay], but the next such day, and in 2 weeks, morgen, next
// friday; of a longer time its last day: Q4, 2026-12, november, end of month. The empty text is no date.
func (c Calendar) Due(s string) (Day, error) {
	if s = CleanLine(s); s == "" {
		return Day{}, nil
	}
	p, _, err := c.read(s, future)
	if CodeOf(err) == CodeDay {
		err = fail(CodeDue, s)
	}
	return p.To, err
}

// Month reads 2026-11, 11.2026, november, Nov 2026, last month; without its year the last one that has begun.
func (c Calendar) Month(s string) (Month, error) {
	p, kind, err := c.read(CleanLine(s), past)
	if err != nil || kind != ChosenMonth {
		return Month{}, fail(CodeMonth, CleanLine(s))
	}
	return MonthOf(p.From.Time()), nil
}

// Period reads any time, a year 2026 or FY2026 among them, and two of these with .. between them, of which one may be left out: from the
// first day of the one to the last day of the other. One that ends before it begins is an error.
func (c Calendar) Period(s string) (Period, error) {
	s = CleanLine(s)
	from, to, isRange := strings.Cut(s, "..")
	p, err := c.side(from, isRange)
	if isRange && err == nil {
		var end Period
		end, err = c.side(to, from != "")
		p.To = end.To
	}
	switch {
	case CodeOf(err) == CodeTwoDays:
		return Period{}, err
	case err != nil, !p.To.IsZero() && p.To.Before(p.From):
		return Period{}, fail(CodePeriod, s)
	}
	return p, nil
}

// side reads a period without "..", or one that is left open.
func (c Calendar) side(s string, mayBeOpen bool) (Period, error) {
	if s = strings.TrimSpace(s); s == "" && mayBeOpen {
		return Period{}, nil
	}
	p, _, err := c.read(s, past)
	return p, err
}

// form is a pattern, which is compiled when it is first needed.
func form(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// read reads one time, and says whether it is a day, a month, a quarter, or "" for another. What is none is [CodeDay].
func (c Calendar) read(s string, side int) (Period, Choice, error) {
	word := strings.Join(strings.Fields(strings.NewReplacer("-", " ", "’", "'").Replace(Fold(s))), " ")
	if m := endForm().FindStringSubmatch(word); m != nil && (m[1] != "" || units[m[2]] != "") {
		return c.endOf(m[1]+m[2], side)
	}
	if strings.Trim(s, "-") != s {
		return Period{}, "", fail(CodeDay, s)
	}
	word = leadForm().ReplaceAllString(word, "")
	for _, reads := range []func(string, int) (Period, Choice){c.relative, c.weekday, c.namedMonth, c.quarter} {
		if p, kind := reads(word, side); !p.IsZero() {
			return p, kind, nil
		}
	}
	return c.numbers(s, side)
}

// leadForm is what may stand before a time and changes nothing.
var leadForm = form(`^(?:on the|on|by|until|am|bis zum|bis|coming|kommende[nrs]?) `)

// endForm is the end of a time: end of october, ende des Quartals, or of a length of time: year end, monatsende.
var endForm = form(`^(?:end of (?:the )?|ende (?:des |der )?)(.+)$|^(\pL+?) ?ende?$`)

// endOf is the last day of a time, also of the month, quarter or year of today.
func (c Calendar) endOf(s string, side int) (p Period, kind Choice, err error) {
	if p, _ = c.around(s, 0); p.IsZero() {
		p, _, err = c.read(s, side)
	}
	p.From = p.To
	return p, ChosenDay, err
}

// oneDay is the period of a day.
func oneDay(d Day) (Period, Choice) { return Period{d, d}, ChosenDay }

// dayWords are the words for a day: how many days after today it is.
var dayWords = map[string]int{
	"today": 0, "heute": 0, "yesterday": -1, "gestern": -1, "day before yesterday": -2, "the day before yesterday": -2, "vorgestern": -2,
	"tomorrow": 1, "morgen": 1, "day after tomorrow": 2, "the day after tomorrow": 2, "übermorgen": 2,
}

// units are the words for a length of time.
var units = map[string]string{
	"day": "day", "days": "day", "tag": "day", "tage": "day", "tagen": "day", "week": "week", "weeks": "week", "woche": "week", "wochen": "week",
	"month": "month", "months": "month", "monat": "month", "monats": "month", "monate": "month", "monaten": "month",
	"quarter": "quarter", "quarters": "quarter", "quartal": "quarter", "quartals": "quarter", "quartale": "quarter", "quartalen": "quarter",
	"year": "year", "years": "year", "jahr": "year", "jahres": "year", "jahre": "year", "jahren": "year",
}

// around is the week, month, quarter or year that lies so many of them after today's, nothing for another word.
func (c Calendar) around(word string, after int) (Period, Choice) {
	t := c.Today.Time()
	switch units[word] {
	case "week":
		monday := c.Today.plus(7*after - (int(t.Weekday())+6)%7)
		return Period{monday, monday.plus(6)}, ""
	case "month":
		return months(DayOf(Day{c.Today.Year, c.Today.Month, 1}.Time().AddDate(0, after, 0)), 1), ChosenMonth
	case "quarter":
		first := c.Year.Quarter(c.Today).Days().From
		return months(DayOf(first.Time().AddDate(0, 3*after, 0)), 3), ChosenQuarter
	case "year":
		q := c.Year.Quarter(c.Today)
		return c.year(q.Year + after), ""
	}
	return Period{}, ""
}

// year is a fiscal year.
func (c Calendar) year(n int) Period { return months(Quarter{n, 1, c.Year}.Days().From, 12) }

// relativeWords say which one from today's on is meant: the one before, this one, the next.
var relativeWords = map[string]int{
	"last": -1, "letzte": -1, "letzter": -1, "letztes": -1, "letzten": -1, "vorige": -1, "voriger": -1, "voriges": -1, "vorigen": -1,
	"this": 0, "diese": 0, "dieser": 0, "dieses": 0, "diesen": 0,
	"next": 1, "nächste": 1, "nächster": 1, "nächstes": 1, "nächsten": 1,
}

// distance is a number of days, weeks, months or years; awayForm is one from today, on either side.
const distance = `(\d{1,3}|\pL+) (\pL+)`

var awayForm = form(`^(?:in ` + distance + `|` + distance + ` ago|vor ` + distance + `)$`)

// relative reads tomorrow, last month, in 2 weeks and vor 3 Tagen.
func (c Calendar) relative(s string, _ int) (Period, Choice) {
	if n, ok := dayWords[s]; ok {
		return oneDay(c.Today.plus(n))
	}
	lead, unit, _ := strings.Cut(s, " ")
	if n, ok := relativeWords[lead]; ok {
		return c.around(unit, n)
	}
	switch m := awayForm().FindStringSubmatch(s); {
	case m == nil:
		return Period{}, ""
	case m[1] != "":
		return c.away(m[1], m[2], 1)
	default:
		return c.away(m[3]+m[5], m[4]+m[6], -1)
	}
}

// away is the day that lies so many days, weeks, months or years from today.
func (c Calendar) away(number, unit string, direction int) (Period, Choice) {
	n, err := strconv.Atoi(number)
	if word, ok := numberWords()[plain(number)]; ok && !word.isOrdinal {
		n, err = word.n, nil
	}
	if number == "a" || number == "an" {
		n, err = 1, nil
	}
	one, ok := map[string]struct{ days, months int }{"day": {1, 0}, "week": {7, 0}, "month": {0, 1}, "quarter": {0, 3}, "year": {0, 12}}[units[unit]]
	if !ok || err != nil {
		return Period{}, ""
	}
	return oneDay(c.Today.plus(direction * n * one.days).plusMonths(direction * n * one.months))
}

// weekdays are their names, Monday first.
var weekdays = [...]string{
	"mo mon monday montag", "di tue tues tuesday dienstag", "mi wed wednesday mittwoch",
	"do thu thur thurs thursday donnerstag", "fr fri friday freitag", "sa sat saturday samstag sonnabend", "so sun sunday sonntag",
}

// weekday reads friday, the nearest one on a side, today's too; last friday, the latest before today; and next friday, that of the calendar
// week after.
func (c Calendar) weekday(s string, side int) (Period, Choice) {
	lead, name, _ := strings.Cut(s, " ")
	which, relative := relativeWords[lead]
	if !relative {
		lead, name = name, lead
	}
	at, today := placeOf(weekdays[:], strings.TrimSuffix(name, ".")), (int(c.Today.Time().Weekday())+6)%7
	switch {
	case at < 0 || !relative && lead != "":
		return Period{}, ""
	case which > 0:
		return oneDay(c.Today.plus(7 + at - today))
	case which < 0:
		return oneDay(c.Today.plus(-1 - (today-at+6)%7))
	}
	return oneDay(c.Today.plus(side * ((side*(at-today) + 7) % 7)))
}

// placeOf is the place of the list of names in which a name stands, -1 where none has it.
func placeOf(lists []string, name string) int {
	return slices.IndexFunc(lists, func(list string) bool { return slices.Contains(strings.Fields(list), name) })
}

// monthNames are their names, January first.
var monthNames = [...]string{
	"jan january januar jänner", "feb february februar", "mar march märz maerz mär mrz", "apr april", "may mai",
	"jun june juni", "jul july juli", "aug august", "sep sept september", "oct october oktober okt", "nov november", "dec december dezember dez",
}

// monthForm is a month by its name, with a day before or behind it or without, and with a year or without.
var monthForm = form(`^(?:on |am |the |im |in )?(?:(\d{1,2})(?:\.|st|nd|rd|th)? ?(?:of )?)?(\pL+)\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?,?(?: (\d{4}))?$`)

// namedMonth reads 15 Dec, December 15 2026, 20. August, and november, Nov 2026.
func (c Calendar) namedMonth(s string, side int) (Period, Choice) {
	m := monthForm().FindStringSubmatch(s)
	if m == nil || placeOf(monthNames[:], m[2]) < 0 || m[1] != "" && m[3] != "" {
		return Period{}, ""
	}
	month := placeOf(monthNames[:], m[2]) + 1
	if day := m[1] + m[3]; day != "" {
		return c.nearest(m[4], side, dayIn(number(day), month)), ChosenDay
	}
	return c.nearest(m[4], side, func(year int) Period { return months(Day{year, time.Month(month), 1}, 1) }), ChosenMonth
}

// dayIn returns that day of a year, nothing where the year has none.
func dayIn(day, month int) func(year int) Period {
	return func(year int) Period {
		if d := (Day{year, time.Month(month), day}); year > 0 && month >= 1 && month <= 12 && DayOf(d.Time()) == d {
			return Period{d, d}
		}
		return Period{}
	}
}

// nearest is what lies in the year that is written, or else what lies nearest to today on a side, today's included.
func (c Calendar) nearest(year string, side int, in func(year int) Period) Period {
	if year != "" {
		return in(number(year))
	}
	const maxLeapGap = 8 // years between two 29ths of February
	for years := -1; years <= maxLeapGap; years++ {
		p := in(c.Today.Year + side*years)
		isPast, isFuture := !c.Today.Before(p.From), !p.To.Before(c.Today)
		if !p.IsZero() && (side == past && isPast || side == future && isFuture) {
			return p
		}
	}
	return Period{}
}

// number is what digits say; a form has made sure that there are some.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// quarterForm is a quarter: q4, q3 2026, 2026 q3, q1 fy2026, fy2026 q1, q3/26, q1fy26. With fy it is one of the fiscal year, otherwise of the calendar.
var (
	quarterForm = form(`^(?:(fy ?)?(\d{4}) ?q([1-4])|q([1-4])(?: (\d{4})|(?:/|[ /]?(fy ?))(\d{4}|\d\d))?)$`)
	yearForm    = form(`^(fy ?)?(\d{4})$`)
)

// quarter reads a quarter or a year.
func (c Calendar) quarter(s string, side int) (Period, Choice) {
	if m := yearForm().FindStringSubmatch(s); m != nil && number(m[2]) > 0 {
		return Calendar{Year: c.fiscal(m[1] != "")}.year(number(m[2])), ""
	}
	m := quarterForm().FindStringSubmatch(s)
	if m == nil || m[2]+m[5]+m[7] == "0000" {
		return Period{}, ""
	}
	year := m[2] + m[5] + wholeYear(m[7])
	of := c.fiscal(m[1]+m[6] != "" || year == "")
	return c.nearest(year, side, func(year int) Period { return Quarter{year, number(m[3] + m[4]), of}.Days() }), ChosenQuarter
}

// fiscal is the year of the team, or the calendar's.
func (c Calendar) fiscal(is bool) FiscalYear {
	if is {
		return c.Year
	}
	return 0
}

// What is written in digits: 2026-09-30; 2026-09, 9.2026, 9/2026; 30.9.2026, 30.9.26, 30.9., 30.9; 30/9/2026.
var (
	isoForm    = form(`^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$`)
	dottedForm = form(`^(\d{1,2})\. ?(\d{1,2})(?:\.? ?|\. ?(\d{4}|\d\d))$`)
	slashForm  = form(`^(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?$`)
	mixedForm  = form(`^(\d{1,2})[./](\d{4})$`)
)

// numbers reads what is written in digits. With slashes nobody knows whether the day or the month stands first: both are tried.
func (c Calendar) numbers(typed string, side int) (p Period, kind Choice, err error) {
	s := Fold(typed)
	kind = ChosenDay
	if m := isoForm().FindStringSubmatch(s); m != nil && m[3] != "" {
		p = dayIn(number(m[3]), number(m[2]))(number(m[1]))
	} else if m != nil && len(m[2]) == 2 {
		p, kind = inMonth(m[2], m[1]), ChosenMonth
	} else if m := mixedForm().FindStringSubmatch(s); m != nil {
		p, kind = inMonth(m[1], m[2]), ChosenMonth
	} else if m := dottedForm().FindStringSubmatch(s); m != nil {
		p = c.nearest(wholeYear(m[3]), side, dayIn(number(m[1]), number(m[2])))
	} else if m := slashForm().FindStringSubmatch(s); m != nil {
		p = c.nearest(wholeYear(m[3]), side, dayIn(number(m[1]), number(m[2])))
		other := c.nearest(wholeYear(m[3]), side, dayIn(number(m[2]), number(m[1])))
		if !p.IsZero() && !other.IsZero() && p != other {
			return Period{}, "", &Error{Code: CodeTwoDays, Subject: typed, Nearest: p.From, Other: other.From}
		} else if p.IsZero() {
			p = other
		}
	}
	if p.IsZero() {
		return p, "", fail(CodeDay, typed)
	}
	return p, kind, nil
}

// inMonth is a month of a year, nothing where there is none.
func inMonth(month, year string) Period {
	if m := number(month); m >= 1 && m <= 12 && number(year) > 0 {
		return months(Day{number(year), time.Month(m), 1}, 1)
	}
	return Period{}
}

// wholeYear is a year of two digits as one of this century.
func wholeYear(year string) string {
	if len(year) == 2 {
		return "20" + year
	}
	return year
}
