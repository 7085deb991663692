package checks_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
)

func agenda(minutes int, spent map[string]time.Duration) checks.Agenda {
	return checks.Agenda{Stages: newRun(6).Stages(check), Total: time.Duration(minutes) * time.Minute, Spent: spent}
}

type spent = map[string]time.Duration

// Three items of 4, four questions of 6, choosing 5, closing 2: 43 shares.
func TestEachStageHasItsShareOfTheMinutesThatAreLeft(t *testing.T) {
	const minute = time.Minute
	tests := []struct {
		name    string
		minutes int
		spent   spent
		stage   int
		want    checks.Slot
	}{
		{"the first", 43, nil, 0, checks.Slot{Planned: 4 * minute, Left: 4 * minute, Rest: 8, Each: 39 * minute / 8}},
		{"one after another on plan", 43, spent{"contact": 4 * minute, "trust": 3 * minute}, 1, checks.Slot{Planned: 4 * minute, Left: minute, Rest: 7, Each: 35 * minute / 7}},
		{"one that is over its time", 43, spent{"contact": 12 * minute}, 0, checks.Slot{Planned: 4 * minute, Left: -8 * minute, Rest: 8, Each: 31 * minute / 8}},
		{"one after that: 31 minutes for 39 shares", 43, spent{"contact": 12 * minute}, 1,
			checks.Slot{Planned: 31 * minute * 4 / 39, Left: 31 * minute * 4 / 39, Rest: 7, Each: (31*minute - 31*minute*4/39) / 7}},
		{"one after time was saved", 43, spent{"contact": minute}, 1,
			checks.Slot{Planned: 42 * minute * 4 / 39, Left: 42 * minute * 4 / 39, Rest: 7, Each: (42*minute - 42*minute*4/39) / 7}},
		{"once all time is spent", 10, spent{"contact": 11 * minute}, 1, checks.Slot{Rest: 7}},
		{"and some more", 10, spent{"contact": 11 * minute, "trust": minute}, 1, checks.Slot{Left: -minute, Rest: 7}},
		{"the last has all that is left", 43, spent{"contact": 20 * minute, "close": minute}, 8, checks.Slot{Planned: 23 * minute, Left: 22 * minute}},
		{"without minutes", 0, nil, 3, checks.Slot{Rest: 5}},
	}
	for _, tt := range tests {
		if got := agenda(tt.minutes, tt.spent).Slot(tt.stage); got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestHalfIsBetweenTheMiddleAndTheEnd(t *testing.T) {
	for left, want := range map[time.Duration]bool{10 * time.Second: false, 5*time.Second + 1: false, 5 * time.Second: true, 1: true, 0: false, -1: false} {
		if got := (checks.Slot{Planned: 10 * time.Second, Left: left}).Half(); got != want {
			t.Errorf("%v of 10s left: %v", left, got)
		}
	}
	if (checks.Slot{}).Half() {
		t.Error("without a clock half of the time is gone")
	}
}

func TestSlotsAddUpToTheMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.IntRange(1, checks.MaxMinutes).Draw(t, "minutes")
		a := agenda(minutes, map[string]time.Duration{})
		var sum time.Duration
		for i, s := range a.Stages {
			slot := a.Slot(i)
			a.Spent[s.ID] = slot.Planned
			sum += slot.Planned
		}
		if sum != a.Total {
			t.Fatalf("%v of %v", sum, a.Total)
		}
	})
}

func TestGoingBackToAStageFindsItsOwnTime(t *testing.T) {
	spent := spent{}
	a := agenda(43, spent)
	for i, s := range a.Stages[:8] {
		spent[s.ID] = a.Slot(i).Planned
	}
	// Every stage took just its time, so none is over it.
	for i, s := range a.Stages[:8] {
		if got := a.Slot(i); got.Planned != spent[s.ID] || got.Left != 0 {
			t.Errorf("%s: %+v", s.ID, got)
		}
	}
	// There is no more to plan with than what is left, though.
	spent["risks"] += time.Minute
	spent["contact"] = time.Minute
	if got := a.Slot(0); got.Planned != 4*time.Minute || got.Left != 3*time.Minute {
		t.Errorf("contact: %+v", got)
	}
	spent["risks"] += 5 * time.Minute
	if got := a.Slot(0); got.Planned != 0 || got.Left != -time.Minute {
		t.Errorf("contact, all spent: %+v", got)
	}
}

func TestSlotNeverPromisesTimeThatIsGone(t *testing.T) {
	minute := rapid.IntRange(0, 40)
	rapid.Check(t, func(t *rapid.T) {
		a := agenda(minute.Draw(t, "total"), map[string]time.Duration{})
		left := a.Total
		for _, s := range a.Stages {
			a.Spent[s.ID] = time.Duration(minute.Draw(t, s.ID)) * time.Minute / 8
			left -= a.Spent[s.ID]
		}
		for i := range a.Stages {
			slot := a.Slot(i)
			promised := max(0, slot.Left) + slot.Each*time.Duration(slot.Rest)
			if promised > max(0, left) || slot.Planned < 0 || slot.Each < 0 {
				t.Fatalf("stage %d: %+v with %v left", i, slot, left)
			}
		}
	})
}

func TestFlowSplitsItsRunsMinutes(t *testing.T) {
	f := newFlow(6)
	f.Spend(time.Minute)
	a := f.Agenda()
	if a.Total != 45*time.Minute || a.Spent["contact"] != time.Minute || len(a.Stages) != 9 {
		t.Errorf("got %+v", a)
	}
}
