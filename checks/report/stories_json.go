package report

import "emptychair/checks"

// storiesJSON are stories for other programs; schema/stories.json describes them. Days are 2026-09-30; "" is what there is
// none of.
type storiesJSON struct {
	Format  string      `json:"format"`
	Version int         `json:"version"`
	Stories []fileStory `json:"stories"`
}

type fileStory struct {
	ID        string         `json:"id"`
	Team      string         `json:"team"`
	On        string         `json:"on"`
	Noted     string         `json:"noted"`
	Source    checks.Source  `json:"source"`
	About     string         `json:"about"`
	Text      string         `json:"text"`
	Complaint *fileComplaint `json:"complaint"` // null for a story that is none
}

type fileComplaint struct {
	State    checks.ComplaintState `json:"state"`
	Since    string                `json:"since"`
	AgeDays  int                   `json:"age_days"`
	CameBack string                `json:"came_back"`
	Cause    string                `json:"cause"`
	Whys     []string              `json:"whys"`
	Fix      string                `json:"fix"`
	Owner    string                `json:"owner"`
	Cases    int                   `json:"cases"`
	Steps    []fileStep            `json:"steps"`
	Before   []fileAttempt         `json:"before"`
}

// fileAttempt is what was found and changed before a complaint came back.
type fileAttempt struct {
	Whys  []string `json:"whys"`
	Fix   string   `json:"fix"`
	Owner string   `json:"owner"`
}

type fileStep struct {
	State checks.ComplaintState `json:"state"`
	On    string                `json:"on"`
}

func storiesFile(list []checks.Story, today checks.Day) storiesJSON {
	return storiesJSON{"emptychair.stories", 1, fileStories(list, today)}
}

// fileStories are stories with their complaints as old as they are on a day.
func fileStories(stories []checks.Story, asOf checks.Day) []fileStory {
	list := []fileStory{}
	for _, s := range stories {
		list = append(list, fileStory{s.ID, s.Team, s.On.String(), s.Noted.String(), s.Source, s.About, s.Text, fileComplaintOf(s.Complaint, asOf)})
	}
	return list
}

func fileComplaintOf(c checks.Complaint, asOf checks.Day) *fileComplaint {
	if c.State == checks.NoComplaint {
		return nil
	}
	f := &fileComplaint{
		State: c.State, Since: c.Since().String(), AgeDays: c.Age(asOf), CameBack: c.BackOn().String(), Cause: c.Cause(),
		Whys: append([]string{}, c.Whys...), Fix: c.Fix, Owner: c.Owner, Cases: c.Cases,
		Before: []fileAttempt{},
	}
	for _, a := range c.Before {
		f.Before = append(f.Before, fileAttempt(a))
	}
	for _, s := range c.Steps {
		f.Steps = append(f.Steps, fileStep{s.State, s.On.String()})
	}
	return f
}
