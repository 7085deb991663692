package checks

import "time"

// weights says how the minutes of a run are split over its stages: the look back is brief, an item needs a vote and some talk, a
// question time to think and to write.
var weights = map[StageKind]int{StageLookBack: 3, StageItem: 4, StageQuestion: 6, StageChoose: 5, StageClose: 2}

// Agenda splits the minutes of a run over its stages.
type Agenda struct {
	Stages []Stage
	Total  time.Duration            // 0 means no clock
	Spent  map[string]time.Duration // by stage
}

// Slot is the time of one stage.
type Slot struct {
	Planned time.Duration
	Left    time.Duration // below zero once the stage is over its time
	Rest    int           // stages after this one
	Each    time.Duration // what is left for each of them, on average, as of now
}

// Half tells whether half of the stage's time is gone, and not yet all of it.
func (s Slot) Half() bool { return s.Left > 0 && 2*s.Left <= s.Planned }

// Slot returns the time of the stage at place i. What earlier overruns took, the stages from i on make up for in
// proportion to their weights; what was spent on later ones, before the way led back to this, is part of their own time.
func (a Agenda) Slot(i int) Slot {
	here := a.Spent[a.Stages[i].ID]
	left, toSplit := a.Total, a.Total
	for _, d := range a.Spent {
		left -= d
	}
	for _, s := range a.Stages[:i] {
		toSplit -= a.Spent[s.ID]
	}
	sum := 0
	for _, s := range a.Stages[i:] {
		sum += weights[s.Kind]
	}
	share := toSplit * time.Duration(weights[a.Stages[i].Kind]) / time.Duration(sum)
	planned := max(0, min(share, left+here))
	slot := Slot{Planned: planned, Left: planned - here, Rest: len(a.Stages) - 1 - i}
	if slot.Rest > 0 {
		slot.Each = max(0, left-max(0, slot.Left)) / time.Duration(slot.Rest)
	}
	return slot
}

// Agenda returns how the run's time is split.
func (f *Flow) Agenda() Agenda {
	r := f.now.run
	return Agenda{Stages: f.stages, Total: time.Duration(r.Minutes) * time.Minute, Spent: r.Spent}
}
