package tui

import (
	"maps"
	"slices"
	"sync"

	"emptychair/checks"
)

// memory is a store that keeps runs in memory, for tests of the screens.
type memory struct {
	mu       sync.Mutex
	runs     map[string]checks.Run
	revision map[string]uint64
	fail     error        // what saves fail with, nil to let them through
	broken   error        // what all else fails with
	saved    []checks.Run // every state that was written, in order
	language string
	changing map[string]bool // teams
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
	h.Changing, h.Open = m.changing[h.Team], m.open(h.Team)
	return h, err
}

// open are the open actions of a team's finished runs.
func (m *memory) open(team string) (list []checks.OpenAction) {
	for _, id := range slices.Sorted(maps.Keys(m.runs)) {
		r := m.runs[id]
		for _, a := range r.Actions {
			if r.Team == team && r.IsFinished() && a.State == checks.Open {
				list = append(list, checks.OpenAction{Action: a, Run: id})
			}
		}
	}
	return list
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
	m.runs[r.ID] = r.Clone()
	m.revision[r.ID]++
	m.saved = append(m.saved, r.Clone())
	return m.revision[r.ID], nil
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
	return checks.History{Team: team, Changing: m.changing[team], Runs: runs}, err
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

func (m *memory) SaveLanguage(code string) error {
	m.language = code
	return m.broken
}
