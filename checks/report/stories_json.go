package report

import "emptychair/checks"

// storiesJSON are stories for other programs; schema/stories.json describes them. Days are 2026-09-30; "" is what there is
// none of.
type storiesJSON struct {
	Format  string      `json:"format"`
	Version int         `json:"version"`
	Stories []storyJSON `json:"stories"`
}

type storyJSON struct {
	ID        string         `json:"id"`
	Team      string         `json:"team"`
	On        string         `json:"on"`
	Source    checks.Source  `json:"source"`
	About     string         `json:"about"`
	Text      string         `json:"text"`
	Complaint *complaintJSON `json:"complaint"` // null for a story that is none
}

type complaintJSON struct {
	State    checks.ComplaintState `json:"state"`
	Since    string                `json:"since"`
	AgeDays  int                   `json:"age_days"`
	CameBack string                `json:"came_back"`
	Cause    string                `json:"cause"`
	Whys     []string              `json:"whys"`
	Fix      string                `json:"fix"`
	Owner    string                `json:"owner"`
	Cases    int                   `json:"cases"`
	Steps    []stepJSON            `json:"steps"`
}

type stepJSON struct {
	State checks.ComplaintState `json:"state"`
	On    string                `json:"on"`
}

func storiesFile(list []checks.Story, today checks.Day) storiesJSON {
	f := storiesJSON{Format: "emptychair.stories", Version: 1, Stories: []storyJSON{}}
	for _, s := range list {
		f.Stories = append(f.Stories, storyJSON{
			ID: s.ID, Team: s.Team, On: s.On.String(), Source: s.Source, About: s.About, Text: s.Text,
			Complaint: complaintFile(s.Complaint, today),
		})
	}
	return f
}

func complaintFile(c checks.Complaint, today checks.Day) *complaintJSON {
	if c.State == checks.NoComplaint {
		return nil
	}
	f := &complaintJSON{
		State: c.State, Since: c.Since().String(), AgeDays: c.Age(today), CameBack: c.BackOn().String(), Cause: c.Cause(),
		Whys: append([]string{}, c.Whys...), Fix: c.Fix, Owner: c.Owner, Cases: c.Cases,
	}
	for _, s := range c.Steps {
		f.Steps = append(f.Steps, stepJSON{s.State, s.On.String()})
	}
	return f
}
