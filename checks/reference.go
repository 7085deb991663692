package checks

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Choice says how a run was chosen among earlier ones.
type Choice string

// The choices.
const (
	ChosenPrevious    Choice = "previous"     // the latest
	ChosenFirst       Choice = "first"        // the earliest
	ChosenLastQuarter Choice = "last-quarter" // the latest of the calendar quarter before
	ChosenQuarter     Choice = "quarter"
	ChosenMonth       Choice = "month"
	ChosenDay         Choice = "day"
	ChosenRun         Choice = "run" // by its id
)

// Reference is what somebody named to choose a run: a place in the order, a time, or the beginning of an id.
type Reference struct {
	Choice   Choice
	from, to Day    // of a time: the days from the first on to before the second
	ID       string // the beginning of it, as typed
	asked    string // all that was typed
}

// places are the words for a place in the order, in the languages of the program.
var places = map[string]Choice{
	"previous": ChosenPrevious, "latest": ChosenPrevious,
	"neueste": ChosenPrevious, "neuester": ChosenPrevious,
	"vorheriger": ChosenPrevious, "vorherige": ChosenPrevious, "voriger": ChosenPrevious,
	"first": ChosenFirst, "erster": ChosenFirst, "erste": ChosenFirst,
	"last-quarter": ChosenLastQuarter, "last quarter": ChosenLastQuarter,
	"letztes-quartal": ChosenLastQuarter, "letztes quartal": ChosenLastQuarter,
}

// The forms of a time: 2026-Q3 or Q3 2026; 2026-08; days as [ParseDay] reads them, with their year.
var (
	yearQuarter = regexp.MustCompile(`^(\d{4})-?[Qq]([1-4])$`)
	quarterYear = regexp.MustCompile(`^[Qq]([1-4])[ /](\d{4})$`)
	yearMonth   = regexp.MustCompile(`^(\d{4})-(\d\d)$`)
)

// What may begin an id. The program's own begin with a digit, imported ones hold what their makers chose; a word without any
// digit (today, heute) is a slip rather than an id, and so is a time that does not exist or is written in another way.
var (
	idLike   = regexp.MustCompile(`^[0-9A-Za-z_-]*[0-9][0-9A-Za-z_-]*$`)
	timeLike = regexp.MustCompile(`^((19|20)\d\d|\d{1,4}(-\d{0,4}){1,2}|\d{4}-?[Qq]\d*|[Qq]\d(-?\d+)?)$`)
)

// ParseReference reads the words previous, first and last-quarter (vorheriger, erster, letztes Quartal), a quarter 2026-Q3 or
// Q3 2026, a month 2026-08, a day 2026-08-19 or 19.08.2026, or else the beginning of a run's id, which holds a digit. Anything
// else, and a time that does not exist, is an error.
func ParseReference(s string) (Reference, error) {
	s = CleanLine(s)
	ref, err := readReference(s)
	if err == nil {
		ref.asked = s
	}
	return ref, err
}

func readReference(s string) (Reference, error) {
	if choice, ok := places[strings.ToLower(s)]; ok {
		return Reference{Choice: choice}, nil
	}
	for _, read := range []func(string) (Reference, bool){readQuarter, readMonth, readDay} {
		if ref, ok := read(s); ok {
			return ref, nil
		}
	}
	if idLike.MatchString(s) && !timeLike.MatchString(s) {
		return Reference{Choice: ChosenRun, ID: s}, nil
	}
	return Reference{}, fail(CodeReference, s)
}

func readQuarter(s string) (Reference, bool) {
	year, number := "", ""
	if m := yearQuarter.FindStringSubmatch(s); m != nil {
		year, number = m[1], m[2]
	} else if m := quarterYear.FindStringSubmatch(s); m != nil {
		year, number = m[2], m[1]
	}
	y, _ := strconv.Atoi(year)
	q, _ := strconv.Atoi(number)
	return period(ChosenQuarter, y, time.Month(3*q-2), 1, 3, 0), y > 0
}

func readMonth(s string) (Reference, bool) {
	m := yearMonth.FindStringSubmatch(s)
	if m == nil {
		return Reference{}, false
	}
	y, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	return period(ChosenMonth, y, time.Month(month), 1, 1, 0), y > 0 && month >= 1 && month <= 12
}

func readDay(s string) (Reference, bool) {
	for _, layout := range []string{time.DateOnly, dotted} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 {
			return period(ChosenDay, t.Year(), t.Month(), t.Day(), 0, 1), true
		}
	}
	return Reference{}, false
}

// period is the time of so many months and days from a day on.
func period(choice Choice, year int, month time.Month, day, months, days int) Reference {
	from := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return Reference{Choice: choice, from: DayOf(from), to: DayOf(from.AddDate(0, months, days))}
}

// isTime tells whether the reference names a time.
func (ref Reference) isTime() bool {
	return ref.Choice == ChosenQuarter || ref.Choice == ChosenMonth || ref.Choice == ChosenDay
}

// holds tells whether a moment lies in the time that is named, in the zone of loc.
func (ref Reference) holds(t time.Time, loc *time.Location) bool {
	day := DayOf(t.In(loc))
	return !day.Before(ref.from) && day.Before(ref.to)
}

// Pick returns the run that is meant among these, which are finished and stand with the latest first. Now is the moment before
// whose calendar quarter the last quarter lies; zone loc. Where no run is meant the error has the code [CodeNoRunThen], and the
// day of the nearest run where a time was named, of the later one where two are equally near; an id that several runs begin with
// is [CodeAmbiguous], unless it is the whole id of one.
func (ref Reference) Pick(runs []Summary, now time.Time, loc *time.Location) (Summary, error) {
	var found []Summary
	for _, s := range runs {
		if ref.means(s, now, loc) {
			found = append(found, s)
		}
	}
	switch {
	case ref.Choice == ChosenRun:
		return ref.only(found)
	case len(found) == 0:
		return Summary{}, ref.none(runs, now, loc)
	case ref.Choice == ChosenFirst:
		return found[len(found)-1], nil
	}
	return found[0], nil
}

// only returns the one run among those that begin with the id. A whole id is found even where another one starts with it.
func (ref Reference) only(found []Summary) (Summary, error) {
	for _, s := range found {
		if s.ID == ref.ID || len(found) == 1 {
			return s, nil
		}
	}
	if len(found) == 0 {
		return Summary{}, fail(CodeNotFound, ref.ID)
	}
	return Summary{}, fail(CodeAmbiguous, ref.ID)
}

func (ref Reference) means(s Summary, now time.Time, loc *time.Location) bool {
	switch {
	case ref.Choice == ChosenRun:
		return len(s.ID) >= len(ref.ID) && strings.EqualFold(s.ID[:len(ref.ID)], ref.ID)
	case ref.Choice == ChosenLastQuarter:
		return QuarterOf(s.When().In(loc)) == QuarterOf(now.In(loc)).Previous()
	case ref.isTime():
		return ref.holds(s.When(), loc)
	}
	return true
}

// none says that there is no run in the time that is meant, and which one is nearest to it.
func (ref Reference) none(runs []Summary, now time.Time, loc *time.Location) error {
	e := &Error{Code: CodeNoRunThen, Subject: ref.asked}
	from, to := ref.from, ref.to
	if ref.Choice == ChosenLastQuarter {
		q := QuarterOf(now.In(loc)).Previous()
		last := period(ChosenQuarter, q.Year, time.Month(3*q.Number-2), 1, 3, 0)
		from, to = last.from, last.to
	}
	least := math.MaxInt
	for _, s := range runs {
		day := DayOf(s.When().In(loc))
		// The second day lies behind the time, so from the last day within it is one day more.
		if away := max(day.until(from), to.until(day)+1); away < least {
			least, e.Nearest = away, day
		}
	}
	return e
}
