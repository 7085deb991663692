package checks

// StageKind says what is done at a stage of a run.
type StageKind int

// The kinds of stage, in the order in which a run meets them.
const (
	StageItem StageKind = iota
	StageQuestion
	StageChoose
	StageClose
)

// Ids of the stages that belong to no item and no question.
const (
	ChooseID = "choose"
	CloseID  = "close"
)

// Stage is one station on the way through a run. ID is the id of its item or question, or [ChooseID] or [CloseID].
type Stage struct {
	Kind StageKind
	ID   string
}

// Stages returns the way through a run of this check: every item, every question, choosing actions, closing.
func (c Check) Stages() []Stage {
	stages := make([]Stage, 0, len(c.Items)+len(c.Questions)+2)
	for _, it := range c.Items {
		stages = append(stages, Stage{StageItem, it.ID})
	}
	for _, q := range c.Questions {
		stages = append(stages, Stage{StageQuestion, q.ID})
	}
	return append(stages, Stage{StageChoose, ChooseID}, Stage{StageClose, CloseID})
}

// stageIndex returns the place of a stage on the way, or -1 where the check has no such stage.
func stageIndex(stages []Stage, id string) int {
	for i, s := range stages {
		if s.ID == id {
			return i
		}
	}
	return -1
}
