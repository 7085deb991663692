package checks_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
)

// planned returns a flow through a run of so many minutes, of which these were spent.
func planned(minutes int, spent spent) *checks.Flow {
	r := newRun(6)
	r.Minutes, r.Spent = minutes, spent
	return get(checks.NewFlow(check, r))
}

type spent = checks.Spent

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
		if got := planned(tt.minutes, tt.spent).Slot(tt.stage); got != tt.want {
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
		f := planned(minutes, nil)
		var sum time.Duration
		for i := range f.Stages() {
			slot := f.Slot(i)
			f.Go(i)
			f.Spend(slot.Planned)
			sum += slot.Planned
		}
		if sum != time.Duration(minutes)*time.Minute {
			t.Fatalf("%v of %d minutes", sum, minutes)
		}
	})
}

func TestGoingBackToAStageFindsItsOwnTime(t *testing.T) {
	f := planned(43, nil)
	for i := range 8 {
		f.Go(i)
		f.Spend(f.Slot(i).Planned)
	}
	spent := f.Run().Spent
	// Every stage took just its time, so none is over it.
	for i, s := range f.Stages()[:8] {
		if got := f.Slot(i); got.Planned != spent[s.ID] || got.Left != 0 {
			t.Errorf("%s: %+v", s.ID, got)
		}
	}
	// There is no more to plan with than what is left, though.
	spent["risks"] += time.Minute
	spent["contact"] = time.Minute
	if got := planned(43, spent).Slot(0); got.Planned != 4*time.Minute || got.Left != 3*time.Minute {
		t.Errorf("contact: %+v", got)
	}
	spent["risks"] += 5 * time.Minute
	if got := planned(43, spent).Slot(0); got.Planned != 0 || got.Left != -time.Minute {
		t.Errorf("contact, all spent: %+v", got)
	}
}

func TestSlotNeverPromisesTimeThatIsGone(t *testing.T) {
	minute := rapid.IntRange(0, 40)
	rapid.Check(t, func(t *rapid.T) {
		minutes, spent := minute.Draw(t, "total"), spent{}
		left := time.Duration(minutes) * time.Minute
		for _, s := range newRun(6).Stages(check) {
			spent[s.ID] = time.Duration(minute.Draw(t, s.ID)) * time.Minute / 8
			left -= spent[s.ID]
		}
		f := planned(minutes, spent)
		for i := range f.Stages() {
			slot := f.Slot(i)
			promised := max(0, slot.Left) + slot.Each*time.Duration(slot.Rest)
			if promised > max(0, left) || slot.Planned < 0 || slot.Each < 0 {
				t.Fatalf("stage %d: %+v with %v left", i, slot, left)
			}
		}
	})
}
