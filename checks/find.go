package checks

import "strings"

// Findable is a story with what was written of it made ready once, so that thousands can be searched with each key.
type Findable struct {
	Story
	ready string // [Story.words]
}

// MakeFindable makes stories ready to be searched.
func MakeFindable(list []Story) []Findable {
	found := make([]Findable, len(list))
	for i, s := range list {
		found[i] = Findable{s, s.words()}
	}
	return found
}

// Find returns the places of the stories that are meant, in their order.
func (f StoryFilter) Find(list []Findable) []int {
	text, places := searched(f.Text), make([]int, 0, len(list))
	for i := range list {
		if f.admits(list[i].Story) && strings.Contains(list[i].ready, text) {
			places = append(places, i)
		}
	}
	return places
}

// words is all that was written of the story, in small letters: a part a line, so that no search reaches from one to the next.
func (s Story) words() string {
	parts := append([]string{s.Text, s.Complaint.Fix}, s.Complaint.Whys...)
	for _, a := range s.Complaint.Before {
		parts = append(append(parts, a.Fix), a.Whys...)
	}
	for i, part := range parts {
		parts[i] = searched(part)
	}
	return strings.Join(parts, "\n")
}

// searched is a text as it is searched for.
func searched(text string) string { return strings.ToLower(CleanLine(text)) }
