package tui

import (
	"cmp"
	"maps"
	"slices"

	"emptychair/checks"
)

// memory is a store that keeps runs in memory, for tests of the screens.
type memory struct {
	runs     map[string]checks.Run
	revision map[string]uint64
	fail     error        // what saves fail with, nil to let them through
	broken   error        // what all else fails with
	gone     bool         // the file is, with all that it held
	unread   error        // what reading a team fails with
	missing  int          // records that cannot be read
	reads    []string     // that were made of runs and teams, in order
	saved    []checks.Run // every state that was written, in order
	swept    int          // how many of them when it was swept last
	settings checks.Settings
	changing map[string]bool // teams
	leading  map[string]bool // teams
	loose    []checks.Action // made between runs
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
	m := &memory{
		runs: map[string]checks.Run{}, revision: map[string]uint64{}, changing: map[string]bool{}, leading: map[string]bool{},
	}
	for _, r := range runs {
		m.put(r)
	}
	return m
}

// put writes a run as another program does, on the day of its moment.
func (m *memory) put(r checks.Run) {
	r = r.Clone()
	if r.Corrected.IsZero() { // of others the samples say only the moments
		r.Day = checks.DayOf(r.When())
	}
	m.runs[r.ID] = r
	m.revision[r.ID]++
}

// last is the state that was written last.
func (m *memory) last() checks.Run {
	if len(m.saved) == 0 {
		return checks.Run{}
	}
	return m.saved[len(m.saved)-1]
}

func (m *memory) Snapshot(team string) (checks.Snapshot, error) {
	m.reads = append(m.reads, "team "+team)
	t := checks.Snapshot{Team: team, Settings: m.settings, Revisions: maps.Clone(m.revision)}
	for _, r := range m.all() {
		t.Team = cmp.Or(t.Team, r.Team)
		if !slices.Contains(t.Teams, r.Team) {
			t.Teams = append(t.Teams, r.Team)
		}
		if r.Team == t.Team {
			t.Runs = append(t.Runs, r)
		}
		if !r.IsFinished() {
			t.Unfinished = append(t.Unfinished, r)
		}
	}
	if told := m.told(""); len(m.runs) == 0 && len(told) > 0 {
		t.Team, t.Teams = cmp.Or(t.Team, told[0].Team), []string{told[0].Team}
	}
	t.Marks = checks.Marks{Team: t.Team, Changing: m.changing[t.Team], Leadership: m.leading[t.Team]}
	t.ActionsBetween = ofTeam(t.Team, m.loose, func(a checks.Action) string { return a.Team })
	t.Stories = m.told(t.Team)
	return t, cmp.Or(m.unread, m.broken)
}

// all are the runs of all teams, the latest first.
func (m *memory) all() (list []checks.Run) {
	for _, r := range m.runs {
		list = append(list, r.Clone())
	}
	checks.SortRuns(list)
	return list
}

// told are the stories of a team, of all teams for "", the latest first.
func (m *memory) told(team string) []checks.Story {
	list := ofTeam(team, m.stories, func(st checks.Story) string { return st.Team })
	checks.SortStories(list)
	return list
}

// ofTeam are those of a team, of all teams for "".
func ofTeam[T any](team string, list []T, of func(T) string) (found []T) {
	for _, x := range list {
		if team == "" || of(x) == team {
			found = append(found, x)
		}
	}
	return found
}

// open are the open actions of a team.
func (m *memory) open(team string) []checks.Action {
	t, _ := m.Snapshot(team)
	return t.Open()
}

func (m *memory) Sweep() { m.swept = len(m.saved) }

func (m *memory) Unreadable() int { return m.missing }

func (m *memory) Run(id string) (checks.Run, uint64, error) {
	m.reads = append(m.reads, "run")
	r, ok := m.runs[id]
	if !ok && m.broken == nil {
		return r, 0, &checks.Error{Code: checks.CodeNotFound, Subject: id}
	}
	return r.Clone(), m.revision[id], m.broken
}

func (m *memory) Runs(team string) ([]checks.Run, error) {
	m.reads = append(m.reads, "runs")
	return ofTeam(team, m.all(), func(r checks.Run) string { return r.Team }), m.broken
}

func (m *memory) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	switch {
	case m.fail != nil:
		return 0, m.fail
	case m.gone && revision != 0:
		return 0, &checks.Error{Code: checks.CodeGone, Subject: "a.db"}
	case m.revision[r.ID] != revision:
		return 0, &checks.Error{Code: checks.CodeConflict, Subject: r.ID}
	}
	m.applyLooks(m.runs[r.ID], r)
	m.put(r)
	m.saved = append(m.saved, r.Clone())
	return m.revision[r.ID], nil
}

// applyLooks says of actions and complaints what a run says of them.
func (m *memory) applyLooks(before, after checks.Run) {
	for _, id := range checks.ChangedLooks(before, after) {
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
					r.Actions[i] = checks.ActionAfter(a, was, now).Own()
					m.runs[key] = r
				}
			}
		}
	}
}

func (m *memory) DeleteRun(id string) error {
	if m.broken == nil {
		delete(m.runs, id)
		delete(m.revision, id)
	}
	return m.broken
}

func (m *memory) Actions(team string) ([]checks.Action, error) {
	m.reads = append(m.reads, "actions")
	list := checks.Snapshot{Runs: m.all(), ActionsBetween: m.loose}.Actions()
	return ofTeam(team, list, func(a checks.Action) string { return a.Team }), m.broken
}

func (m *memory) SaveAction(was, now checks.Action) (err error) {
	if now.Run == "" {
		m.loose, err = replace(m, m.loose, was, now)
		return err
	}
	r := m.runs[now.Run].Clone()
	if r.Actions, err = replace(m, r.Actions, was.Own(), now.Own()); err == nil {
		m.put(r)
	}
	return err
}

func (m *memory) Stories(team string, n int) ([]checks.Story, error) {
	m.reads = append(m.reads, "stories")
	list := m.told(team)
	if n > 0 && n < len(list) {
		list = list[:n]
	}
	return list, m.broken
}

func (m *memory) SaveStory(was, now checks.Story) (err error) {
	m.stories, err = replace(m, m.stories, was, now)
	return err
}

// replace puts now in the place of was, or adds it where was is zero.
func replace[T checks.Record](m *memory, list []T, was, now T) ([]T, error) {
	i := slices.IndexFunc(list, func(x T) bool { return x.Key() == now.Key() })
	switch added := was.Key() == ""; {
	case m.broken != nil:
		return list, m.broken
	case added && i < 0:
		return append(list, now), nil
	case added, i < 0, !checks.Same(list[i], was):
		return list, &checks.Error{Code: checks.CodeConflict, Subject: now.Key()}
	}
	list[i] = now
	return list, nil
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

func (m *memory) DeleteAction(id, of string) error {
	none := func(a checks.Action) bool { return a.ID == id }
	if m.broken != nil {
		return m.broken
	}
	m.loose = slices.DeleteFunc(m.loose, func(a checks.Action) bool { return of == "" && none(a) })
	if r, ok := m.runs[of]; ok {
		r = r.Clone()
		r.Actions = slices.DeleteFunc(r.Actions, none)
		m.put(r)
	}
	return nil
}

func (m *memory) MarkChanging(team string, changing bool) error {
	return m.mark(m.changing, team, changing)
}

func (m *memory) MarkLeadership(team string, leadership bool) error {
	return m.mark(m.leading, team, leadership)
}

func (m *memory) mark(marks map[string]bool, team string, marked bool) error {
	if m.broken == nil {
		marks[team] = marked
	}
	return m.broken
}

func (m *memory) ChangeSettings(change func(*checks.Settings)) error {
	if m.broken == nil {
		change(&m.settings)
	}
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
