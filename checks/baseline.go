package checks

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Earlier returns the runs that r can be held against, the latest first: the finished ones of the same team and kind before r.
func Earlier(r Summary, runs []Summary) []Summary {
	var list []Summary
	for _, s := range runs {
		if s.ID != r.ID && s.Team == r.Team && s.Kind == r.Kind && s.IsFinished() && inOrder(s, r) < 0 {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b Summary) int { return inOrder(b, a) })
	return list
}

// inOrder puts runs in the order of time; where two were finished at the same moment, the later id is the later run.
func inOrder(a, b Summary) int {
	return cmp.Or(a.When().Compare(b.When()), strings.Compare(a.ID, b.ID))
}

// Baseline picks the run that r is held against when nobody chose one: of the [Earlier] ones the latest in the calendar quarter
// before r's, or else simply the latest. Quarters are those of the zone of loc.
func Baseline(r Summary, runs []Summary, loc *time.Location) (baseline Summary, chosen Choice, ok bool) {
	earlier := Earlier(r, runs)
	if len(earlier) == 0 {
		return Summary{}, "", false
	}
	if s, err := (Reference{Choice: ChosenLastQuarter}).Pick(earlier, r.When(), loc); err == nil {
		return s, ChosenLastQuarter, true
	}
	return earlier[0], ChosenPrevious, true
}

// Besides returns the runs that can stand beside r as another view of the same quarter: one person's beside the team's, or the
// team's beside one person's, the latest first.
func Besides(r Summary, runs []Summary, loc *time.Location) []Summary {
	var list []Summary
	quarter := QuarterOf(r.When().In(loc))
	for _, s := range runs {
		if s.Team == r.Team && s.Kind != r.Kind && s.IsFinished() && QuarterOf(s.Finished.In(loc)) == quarter {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b Summary) int { return inOrder(b, a) })
	return list
}
