package report

import (
	"emptychair/checks"
	"emptychair/checks/content"
)

// voiceJSON is a month of a team for other programs; schema/voice.json describes it.
type voiceJSON struct {
	Format     string       `json:"format"`
	Version    int          `json:"version"`
	Team       string       `json:"team"`
	Leadership bool         `json:"leadership"`
	Month      string       `json:"month"`
	AsOf       string       `json:"as_of"`
	Today      string       `json:"today"`
	Stories    []fileStory  `json:"stories"`
	BySource   []fileGroup  `json:"by_source"`
	ByItem     []fileGroup  `json:"by_item"`
	Complaints []fileStory  `json:"complaints"`
	Actions    fileOwed     `json:"actions"`
	Figures    *fileFigures `json:"figures"`
}

type fileStory struct {
	ID        string         `json:"id"`
	On        string         `json:"on"`
	Source    checks.Source  `json:"source"`
	About     string         `json:"about"`
	Text      string         `json:"text"`
	Complaint *fileComplaint `json:"complaint"`
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
}

// fileGroup names stories of the month by their ids.
type fileGroup struct {
	ID      string   `json:"id"`
	Stories []string `json:"stories"`
}

type fileOwed struct {
	Until   string       `json:"until"`
	Overdue []fileAction `json:"overdue"`
	Due     []fileAction `json:"due"`
	Undated []fileAction `json:"undated"`
	Later   int          `json:"later"`
}

type fileFigures struct {
	Run      fileSide        `json:"run"`
	Baseline *fileSide       `json:"baseline"`
	Items    []fileVoiceItem `json:"items"`
}

type fileVoiceItem struct {
	ID       string       `json:"id"`
	Baseline *fileTally   `json:"baseline"`
	Current  fileItemSide `json:"current"`
	Story    string       `json:"story"`
	fileChange
}

func voiceFile(v checks.Voice) voiceJSON {
	return voiceJSON{
		Format: "emptychair.voice", Version: 1, Team: v.Team, Leadership: v.Leadership, Month: v.Month.String(),
		AsOf: v.AsOf.String(), Today: v.Today.String(),
		Stories: fileStories(v.Stories, v.AsOf), BySource: fileGroups(v.BySource()), ByItem: fileGroups(v.ByItem(content.Check())),
		Complaints: fileStories(v.Complaints, v.AsOf), Figures: fileFiguresOf(v),
		Actions: fileOwed{v.Until.String(), fileActions(v.Overdue), fileActions(v.Due), fileActions(v.Undated), v.Later},
	}
}

func fileStories(stories []checks.Story, asOf checks.Day) []fileStory {
	list := []fileStory{}
	for _, s := range stories {
		list = append(list, fileStory{s.ID, s.On.String(), s.Source, s.About, s.Text, fileComplaintOf(s.Complaint, asOf)})
	}
	return list
}

func fileComplaintOf(c checks.Complaint, asOf checks.Day) *fileComplaint {
	if c.State == checks.NoComplaint {
		return nil
	}
	return &fileComplaint{
		c.State, c.Since().String(), c.Age(asOf), c.BackOn().String(), c.Cause(), append([]string{}, c.Whys...), c.Fix, c.Owner, c.Cases,
	}
}

func fileGroups(groups []checks.StoryGroup) []fileGroup {
	list := []fileGroup{}
	for _, g := range groups {
		group := fileGroup{ID: g.ID}
		for _, s := range g.Stories {
			group.Stories = append(group.Stories, s.ID)
		}
		list = append(list, group)
	}
	return list
}

func fileActions(actions []checks.TeamAction) []fileAction {
	list := []fileAction{}
	for _, a := range actions {
		list = append(list, fileActionOf(a))
	}
	return list
}

func fileFiguresOf(v checks.Voice) *fileFigures {
	if v.Run == nil {
		return nil
	}
	f := &fileFigures{Run: side(*v.Run), Items: []fileVoiceItem{}}
	if b := v.Baseline; b != nil {
		f.Baseline = &fileSide{b.ID, b.Kind, stamp(b.Finished), b.People}
	}
	for _, item := range v.Items {
		side := fileVoiceItem{
			ID: item.ID, Current: fileItemSideOf(item.Current.Tally, item.Chair), Story: item.Story, fileChange: change(item.Change, v.Baseline == nil),
		}
		if v.Baseline != nil {
			then := fileTallyOf(item.Baseline.Tally)
			side.Baseline = &then
		}
		f.Items = append(f.Items, side)
	}
	return f
}
