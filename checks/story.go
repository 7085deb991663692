package checks

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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
	s.Text = CleanText(s.Text)
	return s, s.Validate(c)
}

// MovedTo returns the story as one that happened on another day, and so its complaint where that was noted with it. It refuses a day after
// one on which the complaint was noted or followed.
func (s Story) MovedTo(on Day) (Story, error) {
	moved, steps := s, slices.Clone(s.Complaint.Steps)
	if len(steps) > 0 && steps[0].On == s.On {
		steps[0].On = on
	}
	moved.On, moved.Complaint.Steps = on, steps
	for _, step := range append(steps, ComplaintStep{On: cmp.Or(s.Complaint.Remedy.On, on)}) {
		if on != s.On && step.On.Before(on) {
			return s, &Error{Code: CodeStoryLate, Nearest: step.On}
		}
	}
	return moved, nil
}

// Followed returns the story with its complaint taken further, unless err says that it was not. It refuses a remedy from before it happened,
// and a fix from before that or before it came back.
func (s Story) Followed(c Complaint, err error) (Story, error) {
	if err != nil {
		return s, err
	}
	was, on, back := s.Complaint, c.FixedOn(), c.BackOn()
	isFix := c.State == ComplaintFixed && (was.State != ComplaintFixed || was.FixedOn() != on)
	isRemedy := c.Remedy.Text != "" && c.Remedy.On != was.Remedy.On
	switch {
	case isFix && on.Before(back):
		return s, &Error{Code: CodeTooEarly, Subject: string(ComplaintBack), Nearest: back}
	case isFix && on.Before(s.On), isRemedy && c.Remedy.On.Before(s.On):
		return s, &Error{Code: CodeTooEarly, Nearest: s.On}
	}
	s.Complaint = c
	return s, nil
}

// IsComplaint tells whether the story is followed to its cause.
func (s Story) IsComplaint() bool { return s.Complaint.State != NoComplaint }

// SortStories puts stories in order: the latest day first, and of one day the later id.
func SortStories(list []Story) { slices.SortFunc(list, compareStories) }

func compareStories(a, b Story) int {
	return cmp.Or(b.On.Time().Compare(a.On.Time()), strings.Compare(b.ID, a.ID))
}

// Unanswered returns the complaints of which nobody has done anything for the customer yet, the oldest first.
func Unanswered(list []Story) []Story { return complaintsThat(Complaint.LacksRemedy, list) }

// Waiting returns the complaints that wait for somebody to answer the customer, or to find the cause, the oldest first.
func Waiting(list []Story) []Story {
	return complaintsThat(func(c Complaint) bool { return c.LacksRemedy() || c.LacksCause() }, list)
}

// complaintsThat returns the complaints of which something holds, the oldest first.
func complaintsThat(holds func(Complaint) bool, list []Story) []Story {
	list = slices.DeleteFunc(slices.Clone(list), func(s Story) bool { return !holds(s.Complaint) })
	slices.SortFunc(list, func(a, b Story) int { return compareStories(b, a) })
	return list
}

// StoryFilter says which stories are to be found; a zero field finds all.
type StoryFilter struct {
	Team   string
	Source Source
	About  string
	State  ComplaintState
	Month  Month
	Text   string // that occurs in the story, as [Fold] compares
}

// Find returns the stories that match, in their order.
func (f StoryFilter) Find(list []Story) []Story {
	var letters []byte // of the text that is looked at
	text := appendFolded(nil, CleanLine(f.Text))
	contains := func(t string) bool {
		letters = appendFolded(letters[:0], t)
		return bytes.Contains(letters, text)
	}
	found := make([]Story, 0, len(list))
	for _, s := range list {
		if (f.Team == "" || f.Team == s.Team) &&
			(f.Source == "" || f.Source == s.Source) &&
			(f.About == "" || f.About == s.About) &&
			(f.State == NoComplaint || f.State.finds(s.Complaint.State)) &&
			(f.Month.IsZero() || f.Month.Holds(s.On)) &&
			(len(text) == 0 || contains(s.Text) || s.Complaint.containsText(contains)) {
			found = append(found, s)
		}
	}
	return found
}

// containsText tells whether one of the texts that were written of the complaint is one that is searched for.
func (c Complaint) containsText(is func(text string) bool) bool {
	return is(c.Remedy.Text) || is(c.Plan) || is(c.Fix) || slices.ContainsFunc(c.Whys, is) ||
		slices.ContainsFunc(c.Before, func(a Attempt) bool { return is(a.Plan) || is(a.Fix) || slices.ContainsFunc(a.Whys, is) })
}

// appendFolded appends a text without what a search does not mind: what [Fold] takes away, its lines and its white space. Most texts hold
// plain letters and single spaces but for a few signs, and are looked through by thousands with each key.
func appendFolded(to []byte, text string) []byte {
	begun := len(to)
	for i := 0; i < len(text); i++ {
		c, end := text[i], i+1
		for c >= utf8.RuneSelf && end < len(text) && text[end] >= utf8.RuneSelf {
			end++
		}
		switch signs := text[i:end]; {
		case c == '\n', c == ' ' && i > 0 && text[i-1] == ' ', c >= utf8.RuneSelf && strings.ContainsFunc(signs, unicode.IsSpace):
			return append(to[:begun], strings.Join(strings.Fields(Fold(text)), " ")...)
		case 'A' <= c && c <= 'Z':
			to = append(to, c+'a'-'A')
		case c < utf8.RuneSelf:
			to = append(to, c)
		case i > 0: // an accent may belong to the letter before
			to = append(to[:len(to)-1], Fold(text[i-1:end])...)
		default:
			to = append(to, Fold(signs)...)
		}
		i = end - 1
	}
	return to
}

// finds tells whether a search for complaints in this state finds those in the other. One that came back is open again.
func (s ComplaintState) finds(other ComplaintState) bool {
	return s == other || s == ComplaintOpen && other == ComplaintBack
}

// StoriesSince returns the stories that happened or were noted on a day or later; all of them for no date.
func StoriesSince(list []Story, day Day) []Story {
	return slices.DeleteFunc(slices.Clone(list), func(s Story) bool { return s.On.Before(day) && s.Noted.Before(day) })
}

// Tension is where the number of an item and the stories about it disagree. It is worth a question, never a correction.
type Tension string

// The tensions.
const (
	NoTension         Tension = ""
	TensionComplaints Tension = "complaints" // a median of 4 or more beside complaints about the item that are open
	TensionGood       Tension = "good"       // a median of 2 or less beside stories alone, none of which is a complaint
	tensionFromHigh           = 4
	tensionFromLow            = 2
)

// TensionOf compares the answers to an item with the stories about it: all complaints that are open, and what was noted since
// the baseline.
func TensionOf(item string, t Tally, complaints, since []Story) Tension {
	median, ok := t.Median()
	if !ok {
		return NoTension
	}
	open := slices.ContainsFunc(complaints, func(s Story) bool { return s.About == item && s.Complaint.IsOpen() })
	about := slices.DeleteFunc(slices.Clone(since), func(s Story) bool { return s.About != item })
	switch {
	case median >= tensionFromHigh && open:
		return TensionComplaints
	case median <= tensionFromLow && !open && len(about) > 0 && !slices.ContainsFunc(about, Story.IsComplaint):
		return TensionGood
	}
	return NoTension
}

// StoriesFor returns the stories about an item or a question, and behind them those about the item that the question is about as well.
func StoriesFor(c Check, id string, stories []Story) (list []Story) {
	for _, about := range []string{id, c.SubjectOf(id)} {
		for _, s := range stories {
			if about != "" && s.About == about {
				list = append(list, s)
			}
		}
	}
	return list
}
