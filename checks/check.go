package checks

import "slices"

// Check is a set of items and questions that stays the same from run to run. Its texts stand in checks/content.
type Check struct {
	ID        string
	Items     []Item
	Questions []Question
}

// Item is a statement that is rated on the scale. The revision rises when its meaning changes; ratings of different
// revisions are never compared.
type Item struct {
	ID       string
	Revision int
}

// Question is an open question that takes any number of answers.
type Question struct {
	ID      string
	Subject string // id of the item it is about as well: stories about that item belong to the question too
}

// Item returns the item with this id.
func (c Check) Item(id string) (Item, bool) {
	if i := slices.IndexFunc(c.Items, func(it Item) bool { return it.ID == id }); i >= 0 {
		return c.Items[i], true
	}
	return Item{}, false
}

// HasQuestion tells whether the check asks the question with this id.
func (c Check) HasQuestion(id string) bool {
	return slices.ContainsFunc(c.Questions, func(q Question) bool { return q.ID == id })
}

// SubjectOf returns the id of the item that the question with this id is about as well, "" where there is none.
func (c Check) SubjectOf(id string) string {
	for _, q := range c.Questions {
		if q.ID == id {
			return q.Subject
		}
	}
	return ""
}

// Has tells whether id is an item or a question of the check, so something an action can come from.
func (c Check) Has(id string) bool {
	_, ok := c.Item(id)
	return ok || c.HasQuestion(id)
}

// StageKind says what is done at a stage of a run.
type StageKind int

// The kinds of stage, in the order in which a run meets them.
const (
	StageLookBack StageKind = iota // where there is anything to look back on
	StageItem
	StageQuestion
	StageChoose
	StageClose
)

// Ids of the stages that belong to no item and no question.
const (
	LookBackID = "look-back"
	ChooseID   = "choose"
	CloseID    = "close"
)

// Stage is one station on the way through a run. ID is the id of its item or question, or [LookBackID], [ChooseID] or
// [CloseID].
type Stage struct {
	Kind StageKind
	ID   string
}

// Stages returns the way through this run of the check: the look back where the run has one, every item, every question, choosing
// actions, closing.
func (r Run) Stages(c Check) (stages []Stage) {
	if r.LookBack {
		stages = append(stages, Stage{StageLookBack, LookBackID})
	}
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
	return slices.IndexFunc(stages, func(s Stage) bool { return s.ID == id })
}
