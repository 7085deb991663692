package checks_test

import (
	"testing"
	"time"

	"emptychair/checks"
)

func TestQuartersFollowEachOther(t *testing.T) {
	for month, want := range map[time.Month]int{1: 1, 3: 1, 4: 2, 6: 2, 7: 3, 9: 3, 10: 4, 12: 4} {
		if q := checks.QuarterOf(time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC)); q != (checks.Quarter{Year: 2026, Number: want}) {
			t.Errorf("%v: %v", month, q)
		}
	}
	q := checks.Quarter{Year: 2027, Number: 2}
	for _, want := range []checks.Quarter{{Year: 2027, Number: 1}, {Year: 2026, Number: 4}, {Year: 2026, Number: 3}} {
		if q = q.Previous(); q != want {
			t.Errorf("got %v, want %v", q, want)
		}
	}
}

func TestQuartersAreCountedOverTheYears(t *testing.T) {
	q := checks.Quarter{Year: 2026, Number: 3}
	for _, tt := range []struct {
		other checks.Quarter
		want  int
	}{
		{checks.Quarter{Year: 2026, Number: 3}, 0},
		{checks.Quarter{Year: 2026, Number: 4}, 1},
		{checks.Quarter{Year: 2027, Number: 1}, 2},
		{checks.Quarter{Year: 2028, Number: 3}, 8},
		{checks.Quarter{Year: 2026, Number: 2}, -1},
		{checks.Quarter{Year: 2025, Number: 4}, -3},
	} {
		if got := q.Until(tt.other); got != tt.want || tt.other.Until(q) != -tt.want {
			t.Errorf("until %v: %d, and back %d; want %d", tt.other, got, tt.other.Until(q), tt.want)
		}
	}
}
