package checks

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
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
	Choice Choice
	ID     string // the beginning of it, as typed
	named  Period // where a time was named
	typed  string // all that was typed
}

// orderWords are the words for a place in the order, in the languages of the program.
var orderWords = map[string]Choice{
	"previous": ChosenPrevious, "latest": ChosenPrevious,
	"neueste": ChosenPrevious, "neuester": ChosenPrevious,
	"vorheriger": ChosenPrevious, "vorherige": ChosenPrevious, "voriger": ChosenPrevious,
	"first": ChosenFirst, "erster": ChosenFirst, "erste": ChosenFirst,
	"last-quarter": ChosenLastQuarter, "last quarter": ChosenLastQuarter,
	"letztes-quartal": ChosenLastQuarter, "letztes quartal": ChosenLastQuarter,
}

// What may begin an id. The program's own begin with a digit, imported ones hold what their makers chose; a word without any
// digit (today, heute) is a slip rather than an id, and so is a time that does not exist or is written in another way.
var (
	idLike   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9A-Za-z_-]*[0-9][0-9A-Za-z_-]*$`) })
	timeLike = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^((19|20)\d\d|\d{1,4}(-\d{0,4}){1,2}|\d{4}-?[Qq]\d*|[Qq]\d(-?\d+)?)$`)
	})
)

// Reference reads the words previous, first and last-quarter (vorheriger, erster, letztes Quartal), a quarter, a month or a day, without
// its year the last one, or else the beginning of a run's id, which holds a digit. Anything else, and a time that does not exist, is an
// error.
func (c Calendar) Reference(s string) (Reference, error) {
	s = CleanLine(s)
	if choice, ok := orderWords[Fold(s)]; ok {
		return Reference{Choice: choice, typed: s}, nil
	}
	switch named, kind, err := c.read(s, past); {
	case CodeOf(err) == CodeTwoDays:
		return Reference{}, err
	case err == nil && kind != "":
		return Reference{Choice: kind, named: named, typed: s}, nil
	}
	if idLike().MatchString(s) && !timeLike().MatchString(s) {
		return Reference{Choice: ChosenRun, ID: s, typed: s}, nil
	}
	return Reference{}, fail(CodeReference, s)
}

// Pick returns the run that is meant among these, which are finished and stand with the latest first. Now is the quarter after
// the last quarter. Where no run is meant the error has the code [CodeNoRunThen], and the
// day of the nearest run where a time was named, of the later one where two are equally near; an id that several runs begin with
// is [CodeAmbiguous], unless it is the whole id of one.
func (ref Reference) Pick(runs []Run, now Quarter) (Run, error) {
	found, err := ref.All(runs, now)
	if err != nil {
		return Run{}, err
	}
	return found[0], nil
}

// All returns what [Reference.Pick] chooses among: all runs of the time that was named, otherwise the one that is meant.
func (ref Reference) All(runs []Run, now Quarter) ([]Run, error) {
	if ref.Choice == ChosenRun {
		return ref.byID(runs)
	}
	days := ref.named
	if ref.Choice == ChosenLastQuarter {
		days = now.Previous().Days()
	}
	none := &Error{Code: CodeNoRunThen, Subject: ref.typed}
	least := math.MaxInt
	var found []Run
	for _, s := range runs {
		if days.Holds(s.Day) {
			found = append(found, s)
		} else if away := max(s.Day.until(days.From), days.To.until(s.Day)); away < least {
			least, none.Nearest = away, s.Day
		}
	}
	switch {
	case len(found) == 0:
		return nil, none
	case ref.Choice == ChosenFirst:
		return found[len(found)-1:], nil
	case ref.Choice == ChosenPrevious:
		return found[:1], nil
	}
	return found, nil
}

func (ref Reference) byID(runs []Run) ([]Run, error) {
	ids := make([]string, len(runs))
	for i, r := range runs {
		ids[i] = r.ID
	}
	id, err := PickID(ref.ID, ids)
	if err != nil {
		return nil, err
	}
	i := slices.Index(ids, id)
	return runs[i : i+1], nil
}

// PickID returns the id that begins with what was typed, letters of either case alike, or the one that it is as a whole. That none
// or several begin so is an error with the code [CodeNotFound] or [CodeAmbiguous].
func PickID(typed string, ids []string) (found string, err error) {
	err = fail(CodeNotFound, typed)
	switch {
	case typed == "":
		return "", err
	case slices.Contains(ids, typed):
		return typed, nil
	}
	for _, id := range ids {
		switch {
		case len(id) < len(typed) || !strings.EqualFold(id[:len(typed)], typed) || id == found:
		case len(id) == len(typed):
			return id, nil
		case found != "":
			err = fail(CodeAmbiguous, typed)
		default:
			found, err = id, nil
		}
	}
	return found, err
}

// Earlier returns the runs that r can be compared with, the latest first: the finished ones of the same team and kind before r.
func Earlier(r Run, runs []Run) []Run {
	return latestFirst(runs, func(s Run) bool {
		return s.ID != r.ID && s.Team == r.Team && s.Kind == r.Kind && s.IsFinished() && inOrder(s, r) < 0
	})
}

// OtherViews returns the runs that can stand beside r as another view of the same quarter: one person's beside the team's, or the
// team's beside one person's, the latest first.
func OtherViews(r Run, runs []Run, year FiscalYear) []Run {
	quarter := year.Quarter(r.Day)
	return latestFirst(runs, func(s Run) bool {
		return s.Team == r.Team && s.Kind != r.Kind && s.IsFinished() && year.Quarter(s.Day) == quarter
	})
}

func latestFirst(runs []Run, keep func(Run) bool) []Run {
	list := slices.DeleteFunc(slices.Clone(runs), func(s Run) bool { return !keep(s) })
	SortRuns(list)
	return list
}

// inOrder puts runs in the order of their days, on one day in that of time, and at the same moment in that of their ids.
func inOrder(a, b Run) int {
	return cmp.Or(a.Day.Time().Compare(b.Day.Time()), a.When().Compare(b.When()), strings.Compare(a.ID, b.ID))
}

// Baseline picks the run that r is compared with when nobody chose one: of the [Earlier] ones the latest in the quarter before r's,
// or else simply the latest.
func Baseline(r Run, runs []Run, year FiscalYear) (baseline Run, chosen Choice, ok bool) {
	earlier := Earlier(r, runs)
	if len(earlier) == 0 {
		return Run{}, "", false
	}
	if s, err := (Reference{Choice: ChosenLastQuarter}).Pick(earlier, year.Quarter(r.Day)); err == nil {
		return s, ChosenLastQuarter, true
	}
	return earlier[0], ChosenPrevious, true
}
