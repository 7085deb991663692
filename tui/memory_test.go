package tui

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
)

// memory is a store that keeps runs in memory, for tests of the screens.
type memory struct {
	mu       sync.Mutex
	runs     map[string]checks.Run
	revision map[string]uint64
	fail     error        // what saves fail with, nil to let them through
	broken   error        // what all else fails with
	noWork   error        // what reading work fails with
	saved    []checks.Run // every state that was written, in order
	language string
	changing map[string]bool // teams
	leading  map[string]bool // teams
	loose    []checks.TeamAction
	stories  []checks.Story
	exports  []Export // that were asked for, in order
	noExport error    // what exporting fails with
	folder   string   // before the names of what is exported

	backUps    int            // that were made
	noBackUp   error          // what making one fails with
	backups    map[string]int // that hold an id
	allBackups bool           // hold it
	removed    []string       // ids whose backups were removed
}

func newMemory(runs ...checks.Run) *memory {
	m := &memory{runs: map[string]checks.Run{}, revision: map[string]uint64{}}
	for _, r := range runs {
		m.put(r)
	}
	return m
}

// put writes a run as another program does.
func (m *memory) put(r checks.Run) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.runs[r.ID] = r.Clone()
	m.revision[r.ID]++
}

// last is the state that was written last.
func (m *memory) last() checks.Run {
	if len(m.saved) == 0 {
		return checks.Run{}
	}
	return m.saved[len(m.saved)-1]
}

func (m *memory) Home(team string, n int) (checks.Home, error) {
	runs, err := m.Runs("")
	h := checks.Home{Team: team, Language: m.language}
	for _, r := range runs {
		if h.Team == "" {
			h.Team = r.Team
		}
		if !slices.Contains(h.Teams, r.Team) {
			h.Teams = append(h.Teams, r.Team)
		}
		if !r.IsFinished() {
			h.Unfinished = append(h.Unfinished, r)
		} else if r.Team == h.Team && len(h.Last) < n {
			h.Last = append(h.Last, r)
		}
	}
	h.Changing, h.Leadership, h.Open = m.changing[h.Team], m.leading[h.Team], m.open(h.Team)
	for _, st := range m.storiesOf(h.Team) {
		if st.Complaint.IsFollowed() {
			h.Followed = append(h.Followed, st)
		}
	}
	return h, err
}

// open are the open actions of a team.
func (m *memory) open(team string) (list []checks.TeamAction) {
	for _, a := range m.actions(team) {
		if a.State == checks.Open {
			list = append(list, a)
		}
	}
	return list
}

// actions are those of a team's finished runs and those made between runs, of all teams for "".
func (m *memory) actions(team string) (list []checks.TeamAction) {
	for _, r := range m.runs {
		if r.IsFinished() {
			list = append(list, checks.ActionsOf(r)...)
		}
	}
	list = append(list, m.loose...)
	list = slices.DeleteFunc(list, func(a checks.TeamAction) bool { return team != "" && a.Team != team })
	checks.SortDue(list)
	return list
}

func (m *memory) storiesOf(team string) (list []checks.Story) {
	for _, st := range m.stories {
		if team == "" || st.Team == team {
			list = append(list, st)
		}
	}
	checks.SortStories(list)
	return list
}

func (m *memory) MarkLeadership(team string, leadership bool) error {
	if m.broken != nil {
		return m.broken
	}
	if m.leading == nil {
		m.leading = map[string]bool{}
	}
	m.leading[team] = leadership
	return nil
}

func (m *memory) Work(team string, also []string) (w checks.Work, err error) {
	for _, a := range m.actions(team) {
		if a.State == checks.Open || slices.Contains(also, a.ID) {
			w.Actions = append(w.Actions, a)
		}
	}
	for _, st := range m.storiesOf(team) {
		if st.Complaint.State == checks.ComplaintFixed || slices.Contains(also, st.ID) {
			w.Complaints = append(w.Complaints, st)
		}
	}
	return w, cmp.Or(m.noWork, m.broken)
}

func (m *memory) Actions(team string) ([]checks.TeamAction, error) { return m.actions(team), m.broken }

func (m *memory) SaveAction(was, now checks.TeamAction) error {
	switch {
	case m.broken != nil:
		return m.broken
	case now.Run != "":
		return m.saveActionOf(was, now)
	}
	i := slices.IndexFunc(m.loose, func(a checks.TeamAction) bool { return a == was })
	switch {
	case was.ID == "" && slices.ContainsFunc(m.loose, func(a checks.TeamAction) bool { return a.ID == now.ID }):
		return &checks.Error{Code: checks.CodeConflict, Subject: now.ID}
	case was.ID == "":
		m.loose = append(m.loose, now)
	case i < 0:
		return &checks.Error{Code: checks.CodeConflict, Subject: now.ID}
	default:
		m.loose[i] = now
	}
	return nil
}

func (m *memory) saveActionOf(was, now checks.TeamAction) error {
	r := m.runs[now.Run].Clone()
	i := slices.Index(r.Actions, was.Action)
	if i < 0 {
		return &checks.Error{Code: checks.CodeConflict, Subject: now.ID}
	}
	r.Actions[i] = now.Action
	m.put(r)
	return nil
}

func (m *memory) Stories(team string, n int) ([]checks.Story, error) {
	list := m.storiesOf(team)
	if n > 0 && n < len(list) {
		list = list[:n]
	}
	return list, m.broken
}

func (m *memory) SaveStory(was, now checks.Story) error {
	i := slices.IndexFunc(m.stories, func(st checks.Story) bool { return st.Equal(was) })
	switch {
	case m.broken != nil:
		return m.broken
	case was.ID == "" && slices.ContainsFunc(m.stories, func(st checks.Story) bool { return st.ID == now.ID }):
		return &checks.Error{Code: checks.CodeConflict, Subject: now.ID}
	case was.ID == "":
		m.stories = append(m.stories, now)
	case i < 0:
		return &checks.Error{Code: checks.CodeConflict, Subject: now.ID}
	default:
		m.stories[i] = now
	}
	return nil
}

func (m *memory) DeleteStory(id string) error {
	i := slices.IndexFunc(m.stories, func(st checks.Story) bool { return st.ID == id })
	switch {
	case m.broken != nil:
		return m.broken
	case i < 0:
		return &checks.Error{Code: checks.CodeNotFound, Subject: id}
	}
	m.stories = slices.Delete(m.stories, i, i+1)
	return nil
}

func (m *memory) Run(id string) (checks.Run, uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.runs[id]
	switch {
	case m.broken != nil:
		return r, 0, m.broken
	case !ok:
		return r, 0, &checks.Error{Code: checks.CodeNotFound, Subject: id}
	}
	return r.Clone(), m.revision[id], nil
}

func (m *memory) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return 0, m.fail
	}
	if m.revision[r.ID] != revision {
		return 0, &checks.Error{Code: checks.CodeConflict, Subject: r.ID}
	}
	m.applyLooks(m.runs[r.ID], r)
	m.runs[r.ID] = r.Clone()
	m.revision[r.ID]++
	m.saved = append(m.saved, r.Clone())
	return m.revision[r.ID], nil
}

// applyLooks says of actions and complaints what a run says of them.
func (m *memory) applyLooks(before, after checks.Run) {
	for _, id := range checks.LookedDiffer(before, after) {
		was, now := before.Looked[id], after.Looked[id]
		for i, a := range m.loose {
			if a.ID == id {
				m.loose[i] = checks.ActionAfter(a, was, now)
			}
		}
		for i, st := range m.stories {
			if st.ID == id {
				m.stories[i].Complaint = checks.ComplaintAfter(st.Complaint, was, now)
			}
		}
		for key, r := range m.runs {
			r = r.Clone()
			for i, a := range checks.ActionsOf(r) {
				if a.ID == id {
					r.Actions[i] = checks.ActionAfter(a, was, now).Action
					m.runs[key] = r
				}
			}
		}
	}
}

func (m *memory) DeleteRun(id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return m.broken
	}
	delete(m.runs, id)
	delete(m.revision, id)
	return nil
}

func (m *memory) Runs(team string) ([]checks.Summary, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []checks.Summary
	for _, r := range m.runs {
		if team == "" || r.Team == team {
			list = append(list, checks.Summarize(r))
		}
	}
	slices.SortFunc(list, func(a, b checks.Summary) int { return b.When().Compare(a.When()) })
	return list, m.broken
}

func (m *memory) History(team string) (checks.History, error) {
	runs, err := m.Runs(team)
	return checks.History{Team: team, Changing: m.changing[team], Leadership: m.leading[team], Runs: runs}, err
}

func (m *memory) MarkChanging(team string, changing bool) error {
	if m.broken != nil {
		return m.broken
	}
	if m.changing == nil {
		m.changing = map[string]bool{}
	}
	m.changing[team] = changing
	return nil
}

func (m *memory) Voice(team string, month checks.Month, today checks.Day, loc *time.Location) (checks.Voice, error) {
	h, err := m.History(team)
	var latest *checks.Run
	if s, ok := checks.VoiceRun(h.Runs, month, loc); ok {
		r := m.runs[s.ID].Clone()
		latest = &r
	}
	return checks.VoiceOf(content.Check(), month, team, m.stories, m.actions(team), h, latest, today, loc), err
}

func (m *memory) SaveLanguage(code string) error {
	m.language = code
	return m.broken
}

// exportedTo is where the files of the tests go, but for their ending.
const exportedTo = "/home/ana/Documents/customers and quarters/emptychair-payments-2026-08-19"

func (m *memory) export(e Export) (Exported, error) {
	m.exports = append(m.exports, e)
	done := Exported{Path: m.folder + exportedTo + "." + string(e.Format)}
	if e.Format == "" {
		done = Exported{Markdown: "# Payments"}
	}
	if e.Share {
		done.LeftOut = []string{"3 stories", "2 owners", "1 reason"}
	}
	return done, m.noExport
}

func (m *memory) BackUp() error {
	m.backUps++
	return m.noBackUp
}

func (m *memory) CountBackups(ids []string) (n int, all bool, err error) {
	for _, id := range ids {
		n += m.backups[id]
	}
	return n, m.allBackups, m.noBackUp
}

func (m *memory) RemoveBackupsOf(ids []string) error {
	if m.noBackUp == nil {
		m.removed = append(m.removed, ids...)
	}
	return m.noBackUp
}
