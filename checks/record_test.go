package checks_test

import (
	"testing"
	"time"

	"emptychair/checks"
)

func TestSameRecordsAreTheSameInAnyZoneAndWithoutEmptyLists(t *testing.T) {
	at := time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)
	r := checks.Run{ID: "R1", Started: at, Answers: map[string][]checks.Answer{"channels": {}}, Ratings: map[string]checks.Rating{}}
	o := checks.Run{ID: "R1", Started: at.In(time.FixedZone("", 7200))}
	a := checks.Action{Team: "A", Made: at}
	b := checks.Action{Team: "A", Made: at.Local()}
	if !checks.Same(r, o) || !checks.Same(a, b) || !checks.Same(checks.Marks{Team: "A"}, checks.Marks{Team: "A"}) {
		t.Error("not the same")
	}
}

// That each field counts is tested beside the interchange format, in which a forgotten one would be lost as well.
func TestRecordsOfDifferentKindsAreNotTheSame(t *testing.T) {
	all := []checks.Record{checks.Run{}, checks.Action{}, checks.Story{}, checks.Marks{}}
	for i, a := range all {
		for j, b := range all {
			if checks.Same(a, b) != (i == j) {
				t.Errorf("%T and %T", a, b)
			}
		}
	}
}
