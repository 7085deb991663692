package checks

import (
	"slices"
	"strings"
)

// Source says where a story comes from.
type Source string

// The sources of stories.
const (
	FromCustomer        Source = "customer"
	FromCustomerService Source = "customer-service"
	FromColleague       Source = "colleague"
	FromFamily          Source = "family"
	FromFriend          Source = "friend"
	FromNeighbour       Source = "neighbour"
	FromShopWalk        Source = "shop-walk" // a walk through one's own product
	FromReport          Source = "report"
	FromElsewhere       Source = "other"
)

// Sources returns all sources, in the order in which they are offered and listed.
func Sources() []Source {
	return []Source{
		FromCustomer, FromCustomerService, FromColleague, FromFamily, FromFriend, FromNeighbour, FromShopWalk, FromReport, FromElsewhere,
	}
}

// Story is something that happened with a customer. It is no number and changes none: it stands beside them.
type Story struct {
	ID     string `json:"id"`
	Team   string `json:"team" import:"line"`
	On     Day    `json:"on"` // on which it happened
	Source Source `json:"source"`
	Text   string `json:"text" import:"text"` // may have several lines

	// A story that is followed to its cause is a complaint; the zero Complaint is none.
	Complaint Complaint `json:"complaint" import:"optional"`

	Noted Day    `json:"noted" import:"optional"` // on which it was written down, zero where nobody knows
	About string `json:"about" import:"optional"` // id of the item or question that it is about, "" for none
}

// NewStory cleans what somebody wrote of a story and refuses it where something is wrong with it.
func NewStory(c Check, s Story) (Story, error) {
	s.Team = CleanLine(s.Team)
	text, err := checkText(s.Text)
	if err != nil {
		return Story{}, err
	}
	s.Text = text
	return s, s.Validate(c)
}

// IsComplaint tells whether the story is followed to its cause.
func (s Story) IsComplaint() bool { return s.Complaint.State != NoComplaint }

// Validate returns the first thing that is wrong with the story as one beside check c, or nil.
func (s Story) Validate(c Check) error { return first(s.Problems(c)) }

// Problems returns everything that is wrong with the story as one beside check c.
func (s Story) Problems(c Check) []Problem {
	return problemsOf(func(p problems) {
		p.team(s.Team)
		p.id(s.ID, "id")
		p.date(s.On, true, "on")
		p.date(s.Noted, false, "noted")
		p.refuse(!slices.Contains(Sources(), s.Source), CodeSource, s.Source, "source")
		p.refuse(s.About != "" && !c.Has(s.About), CodeUnknownItem, s.About, "about")
		p.written(s.Text, "text")
		s.Complaint.check(p.in("complaint"))
	})
}

// SortStories puts stories in order: the latest day first, and of one day the later id.
func SortStories(list []Story) { slices.SortFunc(list, CompareStories) }

// CompareStories is the order of [SortStories]: negative where a stands before b.
func CompareStories(a, b Story) int {
	if a.On != b.On {
		return b.On.Time().Compare(a.On.Time())
	}
	return strings.Compare(b.ID, a.ID)
}

// StoryFilter says which stories are meant; what is zero says nothing.
type StoryFilter struct {
	Team   string
	Source Source
	About  string
	State  ComplaintState
	Month  Month
	Text   string // that occurs in the story, in letters of either case
}

// Matches tells whether the story is meant.
func (f StoryFilter) Matches(s Story) bool {
	return f.admits(s) && (f.Text == "" || strings.Contains(s.words(), searched(f.Text)))
}

// admits tells whether the story is meant, whatever it says.
func (f StoryFilter) admits(s Story) bool {
	switch {
	case f.Team != "" && f.Team != s.Team,
		f.Source != "" && f.Source != s.Source,
		f.About != "" && f.About != s.About,
		f.State != NoComplaint && !f.State.means(s.Complaint.State),
		!f.Month.IsZero() && !f.Month.Holds(s.On):
		return false
	}
	return true
}

// means tells whether somebody who asks for complaints in this state means one in the other. One that came back is open again.
func (s ComplaintState) means(other ComplaintState) bool {
	return s == other || s == ComplaintOpen && other == ComplaintBack
}

// SinceDay returns the stories that happened or were noted on a day or later; all of them for no date.
func SinceDay(list []Story, day Day) []Story {
	var since []Story
	for _, s := range list {
		if !s.On.Before(day) || !s.Noted.Before(day) {
			since = append(since, s)
		}
	}
	return since
}

// Tension is where the number of an item and the stories about it disagree. It is worth a question, never a correction.
type Tension string

// The tensions.
const (
	NoTension       Tension = ""
	HighYetOpen     Tension = "complaints" // a median of 4 or more beside complaints about the item that are open
	LowYetOnlyGood  Tension = "good"       // a median of 2 or less beside stories none of which is a complaint
	tensionFromHigh         = 4
	tensionFromLow          = 2
)

// TensionOf holds the answers to an item against the stories about it: all complaints that are open, and what was noted since
// the baseline.
func TensionOf(item string, t Tally, complaints, since []Story) Tension {
	median, ok := t.Median()
	if !ok {
		return NoTension
	}
	if median >= tensionFromHigh && slices.ContainsFunc(complaints, func(s Story) bool { return s.About == item && s.Complaint.IsOpen() }) {
		return HighYetOpen
	}
	about := slices.DeleteFunc(slices.Clone(since), func(s Story) bool { return s.About != item })
	if median <= tensionFromLow && len(about) > 0 && !slices.ContainsFunc(about, Story.IsComplaint) {
		return LowYetOnlyGood
	}
	return NoTension
}

// Offered returns those of the stories that belong to an item or a question, those that are about it itself first.
func Offered(c Check, id string, stories []Story) []Story {
	var own, near []Story
	for _, s := range stories {
		switch {
		case s.About == id:
			own = append(own, s)
		case s.About != "" && s.About == c.SubjectOf(id):
			near = append(near, s)
		}
	}
	return append(own, near...)
}
