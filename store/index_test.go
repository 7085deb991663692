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
		m := newModel()
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
				if err := s.MarkChanging(team, changing); (err == nil) != slices.Contains(m.teams(), team) {
					rt.Fatal(err)
				}
				m.mark(m.changing, team, changing)
			},
			"be an older program's": func(rt *rapid.T) {
				if m.empty() {
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

// model is what a file is known to hold.
type model struct {
	runs      map[string]checks.Run
	revisions map[string]uint64
	stories   map[string]checks.Story
	loose     map[string]checks.TeamAction // actions that were made between runs
	used      []string                     // teams in the order of their last use
	came      []string                     // teams that were not used, in the order in which they came
	changing  map[string]bool
	leading   map[string]bool
}

func newModel() *model {
	return &model{
		runs: map[string]checks.Run{}, revisions: map[string]uint64{}, stories: map[string]checks.Story{},
		loose: map[string]checks.TeamAction{}, changing: map[string]bool{}, leading: map[string]bool{},
	}
}

func (m *model) has(id string) bool { _, ok := m.runs[id]; return ok }
func (m *model) empty() bool        { return len(m.teams()) == 0 }

// teams returns the names of all teams, the one used last first.
func (m *model) teams() (names []string) {
	names = append(names, m.used...)
	slices.Reverse(names)
	return append(names, m.came...)
}

func (m *model) saved(r checks.Run, revision uint64) {
	m.runs[r.ID], m.revisions[r.ID] = r, revision
	m.came = slices.DeleteFunc(m.came, func(t string) bool { return t == r.Team })
	m.used = append(slices.DeleteFunc(m.used, func(t string) bool { return t == r.Team }), r.Team)
	m.prune()
}

// joined notes that something between runs was added to a team.
func (m *model) joined(team string) {
	if !slices.Contains(m.teams(), team) {
		m.came = append(m.came, team)
	}
	m.prune()
}

func (m *model) mark(marks map[string]bool, team string, value bool) {
	if slices.Contains(m.teams(), team) {
		marks[team] = value
	}
}

func (m *model) deleted(id string) {
	delete(m.runs, id)
	delete(m.revisions, id)
	m.prune()
}

// prune forgets the teams of which there is nothing any more.
func (m *model) prune() {
	left := map[string]bool{}
	for _, r := range m.runs {
		left[r.Team] = true
	}
	for _, story := range m.stories {
		left[story.Team] = true
	}
	for _, a := range m.loose {
		left[a.Team] = true
	}
	gone := func(team string) bool { return !left[team] }
	m.used, m.came = slices.DeleteFunc(m.used, gone), slices.DeleteFunc(m.came, gone)
	for _, marks := range []map[string]bool{m.changing, m.leading} {
		maps.DeleteFunc(marks, func(team string, _ bool) bool { return gone(team) })
	}
}

// actions returns those of a team's finished runs and those made between runs, of all teams for "".
func (m *model) actions(team string) (list []checks.TeamAction) {
	for _, r := range m.runs {
		if r.IsFinished() {
			list = append(list, checks.ActionsOf(r)...)
		}
	}
	list = append(list, slices.Collect(maps.Values(m.loose))...)
	list = slices.DeleteFunc(list, func(a checks.TeamAction) bool { return team != "" && a.Team != team })
	checks.SortDue(list)
	return list
}

// open returns the open ones of a team's actions.
func (m *model) open(team string) []checks.TeamAction {
	return kept(m.actions(team), func(a checks.TeamAction) bool { return a.State == checks.Open })
}

func (m *model) storiesOf(team string) []checks.Story {
	list := slices.Collect(maps.Values(m.stories))
	checks.SortStories(list)
	return kept(list, func(story checks.Story) bool { return team == "" || story.Team == team })
}

// kept returns those that fit, nil for none.
func kept[T any](list []T, fits func(T) bool) (out []T) {
	for _, v := range list {
		if fits(v) {
			out = append(out, v)
		}
	}
	return out
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
		got, revision, err := s.Run(id)
		if err != nil || !cmp.Equal(want, got) || revision < m.revisions[id] {
			t.Fatal(id, revision, err, cmp.Diff(want, got))
		}
		m.revisions[id] = revision // another run's look back may have raised it
	}
	for _, team := range append([]string{""}, m.teams()...) {
		m.compareHome(t, s, team, 2)
		m.compareHistory(t, s, team)
	}
}

// lastUsed returns the team that is meant.
func (m *model) lastUsed(team string) string {
	if teams := m.teams(); team == "" && len(teams) > 0 {
		return teams[0]
	}
	return team
}

func (m *model) compareHistory(t *rapid.T, s *store.Store, team string) {
	h, err := s.History(team)
	if err != nil {
		t.Fatal(err)
	}
	want := checks.History{Team: m.lastUsed(team)}
	want.Changing, want.Leadership = m.changing[want.Team], m.leading[want.Team]
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
	want := checks.Home{Team: m.lastUsed(team), Teams: m.teams()}
	want.Changing, want.Leadership = m.changing[want.Team], m.leading[want.Team]
	if want.Team != "" {
		want.Open = m.open(want.Team)
		want.Followed = kept(m.storiesOf(want.Team), func(story checks.Story) bool { return story.Complaint.IsFollowed() })
	}
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
