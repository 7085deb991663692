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

// fileGroup names stories of the month by their ids.
type fileGroup struct {
	ID      string   `json:"id"`
	Stories []string `json:"stories"`
}

type fileOwed struct {
	Until   string   `json:"until"`
	Overdue []merged `json:"overdue"`
	Due     []merged `json:"due"`
	Undated []merged `json:"undated"`
	Later   int      `json:"later"`
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
		Actions: fileOwedOf(v),
	}
}

func fileOwedOf(v checks.Voice) fileOwed {
	list := func(actions []checks.Action) []merged { return fileActions(actions, v.Today) }
	return fileOwed{v.Until.String(), list(v.Overdue), list(v.Due), list(v.Undated), v.Later}
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

func fileFiguresOf(v checks.Voice) *fileFigures {
	if v.Run == nil {
		return nil
	}
	f := &fileFigures{Run: side(*v.Run), Items: []fileVoiceItem{}}
	if b := v.Baseline; b != nil {
		f.Baseline = &fileSide{b.ID, b.Kind, stamp(b.Finished), b.People, b.Origin}
	}
	for _, item := range v.Items {
		side := fileVoiceItem{
			ID: item.ID, Current: fileItemSideOf(item.Current, item.Chair), Story: item.Story, fileChange: change(item.Change, v.Baseline == nil),
		}
		if v.Baseline != nil {
			then := fileTallyOf(item.Baseline)
			side.Baseline = &then
		}
		f.Items = append(f.Items, side)
	}
	return f
}
