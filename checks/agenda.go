package checks

import "time"

// weights says how the minutes of a run are split over its stages: the look back is brief, an item needs a vote and some talk, a
// question time to think and to write.
var weights = map[StageKind]int{StageLookBack: 3, StageItem: 4, StageQuestion: 6, StageChoose: 5, StageClose: 2}

// Slot is the time of one stage, and what is left of the whole run's.
type Slot struct {
	Planned time.Duration
	Left    time.Duration // below zero once the stage is over its time
	Total   time.Duration // left for the whole run, below zero once it is over its time
}

// Half tells whether half of the stage's time is gone, and not yet all of it.
func (s Slot) Half() bool { return s.Left > 0 && 2*s.Left <= s.Planned }

// Slot returns the time of the stage at place i of [Flow.Stages]. What earlier overruns took, the stages from i on make up for in
// proportion to their weights; what was spent on later ones, before the way led back to this, is part of their own time. Without
// minutes nothing is planned.
func (f *Flow) Slot(i int) Slot {
	spent := f.now.run.Spent
	here := spent[f.stages[i].ID]
	total := time.Duration(f.now.run.Minutes) * time.Minute
	toSplit := total
	for _, d := range spent {
		total -= d
	}
	for _, s := range f.stages[:i] {
		toSplit -= spent[s.ID]
	}
	sum := 0
	for _, s := range f.stages[i:] {
		sum += weights[s.Kind]
	}
	share := toSplit * time.Duration(weights[f.stages[i].Kind]) / time.Duration(sum)
	planned := max(0, min(share, total+here))
	return Slot{Planned: planned, Left: planned - here, Total: total}
}

// AddMinutes gives the run more minutes, which the stages share from the present one on.
func (f *Flow) AddMinutes(n int) error {
	next := f.now
	next.run.Minutes += n
	return f.change(next)
}
