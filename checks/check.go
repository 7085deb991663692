package checks

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
	for _, it := range c.Items {
		if it.ID == id {
			return it, true
		}
	}
	return Item{}, false
}

// HasQuestion tells whether the check asks the question with this id.
func (c Check) HasQuestion(id string) bool {
	for _, q := range c.Questions {
		if q.ID == id {
			return true
		}
	}
	return false
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
