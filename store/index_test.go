package store_test

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/store"
)

// TestIndexAgreesWithRuns does what programs do, in any order, and compares every answer with a model that is a map.
func TestIndexAgreesWithRuns(t *testing.T) {
	t.Parallel()
	ids := rapid.SampledFrom([]string{"R1", "R2", "R3", "R4", "R10", "R11"})
	rapid.Check(t, func(rt *rapid.T) {
		s := store.New(filepath.Join(t.TempDir(), "chair.db"), check)
		m := model{runs: map[string]checks.Run{}, revisions: map[string]uint64{}, changing: map[string]bool{}}
		rt.Repeat(map[string]func(*rapid.T){
			"": func(rt *rapid.T) { m.compare(rt, s) },
			"save": func(rt *rapid.T) {
				run := anyRun(ids).Draw(rt, "run")
				revision, err := s.SaveRun(run, m.revisions[run.ID])
				if err != nil {
					rt.Fatal(err)
				}
				m.saved(run, revision)
			},
			"delete": func(rt *rapid.T) {
				id := ids.Draw(rt, "id")
				if err := s.DeleteRun(id); (err == nil) != m.has(id) {
					rt.Fatal(err)
				}
				m.deleted(id)
			},
			"mark": func(rt *rapid.T) {
				team, changing := anyTeam.Draw(rt, "team"), rapid.Bool().Draw(rt, "changing")
				if err := s.MarkChanging(team, changing); (err == nil) != slices.Contains(m.used, team) {
					rt.Fatal(err)
				}
				m.mark(team, changing)
			},
			"be an older program's": func(rt *rapid.T) {
				if len(m.used) == 0 {
					rt.Skip("there may be no file")
				}
				asSchema1(t, s.Path())
				clear(m.changing)
			},
		})
		if !m.empty() {
			checkFile(t, s.Path())
		}
	})
}

type model struct {
	runs      map[string]checks.Run
	revisions map[string]uint64
	used      []string // teams in the order of their last use
	changing  map[string]bool
}

func (m *model) has(id string) bool { _, ok := m.runs[id]; return ok }
func (m *model) empty() bool        { return len(m.runs) == 0 }

func (m *model) saved(r checks.Run, revision uint64) {
	changing := m.changing[r.Team]
	m.deleted(r.ID)
	m.runs[r.ID], m.revisions[r.ID] = r, revision
	m.used = append(slices.DeleteFunc(m.used, func(t string) bool { return t == r.Team }), r.Team)
	m.mark(r.Team, changing)
}

func (m *model) mark(team string, changing bool) {
	if slices.Contains(m.used, team) {
		m.changing[team] = changing
	}
}

func (m *model) deleted(id string) {
	team := m.runs[id].Team
	delete(m.runs, id)
	delete(m.revisions, id)
	if len(m.summaries(func(s checks.Summary) bool { return s.Team == team })) == 0 {
		m.used = slices.DeleteFunc(m.used, func(t string) bool { return t == team })
		delete(m.changing, team)
	}
}

func (m *model) ofTeam(team string) map[string]checks.Run {
	runs := maps.Clone(m.runs)
	maps.DeleteFunc(runs, func(_ string, r checks.Run) bool { return r.Team != team })
	return runs
}

// summaries returns those of the runs that fit, latest first.
func (m *model) summaries(fits func(checks.Summary) bool) []checks.Summary {
	var list []checks.Summary
	for _, r := range m.runs {
		if s := checks.Summarize(r); fits(s) {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b checks.Summary) int {
		if c := b.When().Compare(a.When()); c != 0 {
			return c
		}
		return bytes.Compare([]byte(b.ID), []byte(a.ID))
	})
	return list
}

func (m *model) compare(t *rapid.T, s *store.Store) {
	all, err := s.Runs("")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m.summaries(func(checks.Summary) bool { return true }), all); diff != "" {
		t.Fatalf("all runs (-want +got):\n%s", diff)
	}
	for id, want := range m.runs {
		if got, _, err := s.Run(id); err != nil || !cmp.Equal(want, got) {
			t.Fatal(id, err, cmp.Diff(want, got))
		}
	}
	for _, team := range append([]string{""}, m.used...) {
		m.compareHome(t, s, team, 2)
		m.compareHistory(t, s, team)
	}
}

// lastUsed returns the team that is meant.
func (m *model) lastUsed(team string) string {
	if team == "" && len(m.used) > 0 {
		return m.used[len(m.used)-1]
	}
	return team
}

func (m *model) compareHistory(t *rapid.T, s *store.Store, team string) {
	h, err := s.History(team)
	if err != nil {
		t.Fatal(err)
	}
	want := checks.History{Team: m.lastUsed(team)}
	want.Changing = m.changing[want.Team]
	want.Runs = m.summaries(func(s checks.Summary) bool { return s.Team == want.Team })
	if diff := cmp.Diff(want, h); diff != "" {
		t.Fatalf("history of %q (-want +got):\n%s", team, diff)
	}
}

func (m *model) compareHome(t *rapid.T, s *store.Store, team string, n int) {
	home, err := s.Home(team, n)
	if err != nil {
		t.Fatal(err)
	}
	var want checks.Home
	for _, used := range m.used {
		want.Teams = append([]string{used}, want.Teams...)
	}
	want.Team = m.lastUsed(team)
	want.Changing = m.changing[want.Team]
	want.Open = openIn(slices.Collect(maps.Values(m.ofTeam(want.Team)))...)
	want.Unfinished = m.summaries(func(s checks.Summary) bool { return !s.IsFinished() })
	want.Last = m.summaries(func(s checks.Summary) bool { return s.IsFinished() && s.Team == want.Team })
	want.Last = want.Last[:min(n, len(want.Last))]
	if len(want.Last) == 0 {
		want.Last = nil
	}
	if diff := cmp.Diff(want, home); diff != "" {
		t.Fatalf("home of %q (-want +got):\n%s", team, diff)
	}
	if runs, err := s.Runs(want.Team); err != nil || want.Team != "" &&
		!cmp.Equal(idsOf(runs), idsOf(m.summaries(func(s checks.Summary) bool { return s.Team == want.Team }))) {
		t.Fatal(idsOf(runs), err)
	}
}
