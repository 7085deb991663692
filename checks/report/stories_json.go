package report

import "emptychair/checks"

// storiesJSON are stories for other programs; schema/stories.json describes them. Days are 2026-09-30; "" is what there is
// none of.
type storiesJSON struct {
	Format  string      `json:"format"`
	Version int         `json:"version"`
	Stories []fileStory `json:"stories"`
}

// fileStory is a story with a complaint as it stands on a day.
type fileStory struct {
	checks.Story
	Complaint merged `json:"complaint"` // null for a story that is none
}

// fileAge is what a day makes of a complaint.
type fileAge struct {
	Since    checks.Day `json:"since"`
	AgeDays  int        `json:"age_days"`
	CameBack checks.Day `json:"came_back"`
}

func storiesFile(list []checks.Story, today checks.Day) storiesJSON {
	return storiesJSON{"emptychair.stories", 1, fileStories(list, today)}
}

// fileStories are stories with their complaints as old as they are on a day.
func fileStories(stories []checks.Story, asOf checks.Day) []fileStory {
	list := []fileStory{}
	for _, s := range stories {
		f := fileStory{Story: s}
		if c := s.Complaint; s.IsComplaint() {
			f.Complaint = merged{c, fileAge{c.Since(), c.Age(asOf), c.BackOn()}}
		}
		list = append(list, f)
	}
	return list
}
