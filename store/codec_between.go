package store

import (
	"time"

	"emptychair/checks"
)

// looseRecord is an action that was made between runs. Its team stands in its key.
type looseRecord struct {
	actionRecord
	Made   time.Time `json:"made"`
	Change uint64    `json:"change,omitempty"` // with which it was written
}

// storyRecord is a story, as it stands in a list. Its team, its day and its id stand in its key.
type storyRecord struct {
	Source    string           `json:"source"`
	About     string           `json:"about,omitempty"`
	Text      string           `json:"text"`
	Noted     string           `json:"noted,omitempty"`
	Complaint *complaintRecord `json:"complaint,omitempty"`
	Older     string           `json:"older,omitempty"`  // id of the story of the team that comes after this one
	Change    uint64           `json:"change,omitempty"` // with which all but that was written
}

type complaintRecord struct {
	State string                `json:"state"`
	Whys  []string              `json:"whys,omitempty"`
	Fix   string                `json:"fix,omitempty"`
	Owner string                `json:"owner,omitempty"`
	Cases int                   `json:"cases"`
	Steps []complaintStepRecord `json:"steps"`

	Before []attemptRecord `json:"before,omitempty"`
}

type attemptRecord struct {
	Whys  []string `json:"whys"`
	Fix   string   `json:"fix"`
	Owner string   `json:"owner,omitempty"`
}

type complaintStepRecord struct {
	State string `json:"state"`
	On    string `json:"on"`
}

func (rec looseRecord) decode(key []byte) (checks.TeamAction, error) {
	team, id := splitLooseKey(key)
	a, err := rec.actionRecord.decode(id)
	return checks.TeamAction{Action: a, Team: team, Made: rec.Made}, err
}

func encodeStory(s checks.Story) storyRecord {
	rec := storyRecord{Source: string(s.Source), About: s.About, Text: s.Text, Noted: s.Noted.String()}
	if c := s.Complaint; s.IsComplaint() {
		rec.Complaint = &complaintRecord{
			State: string(c.State), Whys: c.Whys, Fix: c.Fix, Owner: c.Owner, Cases: c.Cases,
			Steps: mapSlice(c.Steps, func(s checks.ComplaintStep) complaintStepRecord {
				return complaintStepRecord{string(s.State), s.On.String()}
			}),
			Before: mapSlice(c.Before, func(a checks.Attempt) attemptRecord { return attemptRecord(a) }),
		}
	}
	return rec
}

func (rec storyRecord) decode(key []byte) (checks.Story, error) {
	team, on, id, ok := splitStoryKey(key)
	if !ok {
		return checks.Story{}, errPlace
	}
	s := checks.Story{
		ID: id, Team: team, On: on, Source: checks.Source(rec.Source), About: rec.About, Text: checks.Clean(rec.Text),
	}
	var err error
	if s.Noted, err = checks.ParseDay(rec.Noted, checks.Day{}); err != nil {
		return checks.Story{}, err
	}
	if rec.Complaint != nil {
		s.Complaint = rec.Complaint.decode()
	}
	return s, nil
}

// decode leaves out days that are none: what is read is validated after that.
func (rec complaintRecord) decode() checks.Complaint {
	return checks.Complaint{
		State: checks.ComplaintState(rec.State), Whys: mapSlice(rec.Whys, checks.CleanLine), Fix: checks.CleanLine(rec.Fix),
		Owner: checks.CleanLine(rec.Owner), Cases: rec.Cases,
		Steps: mapSlice(rec.Steps, func(s complaintStepRecord) checks.ComplaintStep {
			on, _ := checks.ParseDay(s.On, checks.Day{})
			return checks.ComplaintStep{State: checks.ComplaintState(s.State), On: on}
		}),
		Before: mapSlice(rec.Before, attemptRecord.decode),
	}
}

func (rec attemptRecord) decode() checks.Attempt {
	return checks.Attempt{Whys: mapSlice(rec.Whys, checks.CleanLine), Fix: checks.CleanLine(rec.Fix), Owner: checks.CleanLine(rec.Owner)}
}
