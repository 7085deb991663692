package checks_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
)

func agenda(minutes int, spent map[string]time.Duration) checks.Agenda {
	return checks.Agenda{Stages: checks.Run{}.Stages(check), Total: time.Duration(minutes) * time.Minute, Spent: spent}
}

func TestFirstSlotHasItsShareOfTheMinutes(t *testing.T) {
	// Three items of 4, four questions of 6, choosing 5, closing 2: 43 shares.
	slot := agenda(43, nil).Slot(0)
	want := checks.Slot{Planned: 4 * time.Minute, Left: 4 * time.Minute, Rest: 8, Each: 39 * time.Minute / 8}
	if slot != want {
		t.Errorf("got %+v, want %+v", slot, want)
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

func TestAStageOnPlanLeavesTheNextOnesAsPlanned(t *testing.T) {
	a := agenda(43, map[string]time.Duration{"contact": 4 * time.Minute, "trust": 3 * time.Minute})
	want := checks.Slot{Planned: 4 * time.Minute, Left: time.Minute, Rest: 7, Each: 35 * time.Minute / 7}
	if got := a.Slot(1); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestAnOverrunIsTakenFromTheStagesAfterIt(t *testing.T) {
	a := agenda(43, map[string]time.Duration{"contact": 12 * time.Minute})
	over := a.Slot(0)
	if over.Planned != 4*time.Minute || over.Left != -8*time.Minute || over.Each != 31*time.Minute/8 {
		t.Errorf("while over: %+v", over)
	}
	// 31 minutes for 39 shares.
	if next := a.Slot(1); next.Planned != 31*time.Minute*4/39 || next.Left != next.Planned {
		t.Errorf("after it: %+v", next)
	}
}

func TestTimeSavedGoesToTheStagesAfterIt(t *testing.T) {
	a := agenda(43, map[string]time.Duration{"contact": time.Minute})
	if next := a.Slot(1); next.Planned != 42*time.Minute*4/39 {
		t.Errorf("got %+v", next)
	}
}

func TestNothingIsLeftOnceAllTimeIsSpent(t *testing.T) {
	a := agenda(10, map[string]time.Duration{"contact": 11 * time.Minute})
	if got, want := a.Slot(1), (checks.Slot{Rest: 7}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	a.Spent["trust"] = time.Minute
	if got, want := a.Slot(1), (checks.Slot{Left: -time.Minute, Rest: 7}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestGoingBackToAStageFindsItsOwnTime(t *testing.T) {
	spent := map[string]time.Duration{}
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

func TestLastStageHasAllThatIsLeft(t *testing.T) {
	a := agenda(43, map[string]time.Duration{"contact": 20 * time.Minute, "close": time.Minute})
	want := checks.Slot{Planned: 23 * time.Minute, Left: 22 * time.Minute}
	if got := a.Slot(len(a.Stages) - 1); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestWithoutMinutesNoStageHasTime(t *testing.T) {
	a := agenda(0, nil)
	for i := range a.Stages {
		slot := a.Slot(i)
		if slot.Planned != 0 || slot.Left != 0 || slot.Each != 0 || slot.Half() {
			t.Errorf("stage %d: %+v", i, slot)
		}
	}
}

func TestHalfIsBetweenTheMiddleAndTheEnd(t *testing.T) {
	tests := []struct {
		left time.Duration
		want bool
	}{
		{10 * time.Second, false}, {5*time.Second + 1, false}, {5 * time.Second, true}, {1, true}, {0, false}, {-1, false},
	}
	for _, tt := range tests {
		if got := (checks.Slot{Planned: 10 * time.Second, Left: tt.left}).Half(); got != tt.want {
			t.Errorf("%v of 10s left: %v", tt.left, got)
		}
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
