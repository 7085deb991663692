package store_test

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/store"
)

// TestFileAgreesWithAllThatWasSaid is [TestIndexAgreesWithRuns] with stories, actions between runs, and runs that look back.
func TestFileAgreesWithAllThatWasSaid(t *testing.T) {
	t.Parallel()
	ids := rapid.SampledFrom([]string{"R1", "R2", "R10"})
	rapid.Check(t, func(rt *rapid.T) {
		s := store.New(filepath.Join(t.TempDir(), "chair.db"), check, store.WithPiece(3))
		m := newModel()
		begin(rt, s, m)
		rt.Repeat(map[string]func(*rapid.T){
			"": func(rt *rapid.T) {
				m.compare(rt, s)
				m.compareBetween(rt, s)
			},
			"save a run":        func(rt *rapid.T) { m.saveRun(rt, s, anyRun(ids).Draw(rt, "run")) },
			"look back":         func(rt *rapid.T) { m.saveRun(rt, s, anyLooks(rt, anyRun(ids).Draw(rt, "run"))) },
			"look back again":   func(rt *rapid.T) { m.lookAgain(rt, s) },
			"delete a run":      func(rt *rapid.T) { m.deleteRun(rt, s, ids.Draw(rt, "id")) },
			"tell a story":      func(rt *rapid.T) { m.tell(rt, s) },
			"tell it otherwise": func(rt *rapid.T) { m.retell(rt, s) },
			"delete a story":    func(rt *rapid.T) { m.untell(rt, s, storyIDs.Draw(rt, "id")) },
			"add an action":     func(rt *rapid.T) { m.act(rt, s) },
			"change an action":  func(rt *rapid.T) { m.react(rt, s) },
			"mark":              func(rt *rapid.T) { m.lead(rt, s) },
			"delete a team":     func(rt *rapid.T) { m.deleteTeam(rt, s) },
			"merge":             func(rt *rapid.T) { m.merge(rt, s) },
			"open it again":     func(*rapid.T) { s = store.New(s.Path(), check, store.InPlace) },
		})
		if !m.empty() {
			checkFile(t, s.Path())
		}
	})
}

// begin puts something of each kind into the file.
func begin(t *rapid.T, s *store.Store, m *model) {
	for range rapid.IntRange(0, 3).Draw(t, "at first") {
		m.tell(t, s)
		m.act(t, s)
	}
}

func (m *model) saveRun(t *rapid.T, s *store.Store, run checks.Run) {
	before := m.runs[run.ID]
	revision, err := s.SaveRun(run, m.revisions[run.ID])
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range checks.LookedDiffer(before, run) {
		m.look(run, id, before.Looked[id], run.Looked[id])
	}
	m.saved(run, revision)
}

// look says of an action or a complaint what a run says of it.
func (m *model) look(run checks.Run, id string, before, now checks.Look) {
	with := func(a checks.TeamAction) bool { return a.ID == id }
	if there := append(kept(m.open(run.Team), with), kept(m.actions(run.Team), with)...); len(there) > 0 {
		if there[0].Run != run.ID {
			m.setAction(checks.ActionAfter(there[0], before, now))
		}
		return
	}
	if story, ok := m.stories[id]; ok && story.Team == run.Team {
		story.Complaint = checks.ComplaintAfter(story.Complaint, before, now)
		m.stories[id] = story
	}
}

func (m *model) setAction(a checks.TeamAction) {
	if a.Run == "" {
		m.loose[a.ID] = a
		return
	}
	run := m.runs[a.Run].Clone()
	i := slices.IndexFunc(run.Actions, func(other checks.Action) bool { return other.ID == a.ID })
	run.Actions[i] = a.Action
	m.runs[a.Run] = run
}

// lookAgain takes back or says anew what a run said at its look back.
func (m *model) lookAgain(t *rapid.T, s *store.Store) {
	var looked []string
	for id, r := range m.runs {
		if len(r.Looked) > 0 {
			looked = append(looked, id)
		}
	}
	if len(looked) == 0 {
		t.Skip("no run has looked back")
	}
	slices.Sort(looked)
	run := m.runs[rapid.SampledFrom(looked).Draw(t, "run")].Clone()
	if rapid.Bool().Draw(t, "taken back") {
		run.Looked = nil
	}
	m.saveRun(t, s, anyLooks(t, run))
}

func (m *model) deleteRun(t *rapid.T, s *store.Store, id string) {
	gone, err := m.runs[id], s.DeleteRun(id)
	if (err == nil) != m.has(id) {
		t.Fatal(err)
	}
	m.deleted(id)
	m.forget(t, s, gone.Team, func(about string, _ checks.Look) bool {
		return slices.ContainsFunc(gone.Actions, func(a checks.Action) bool { return a.ID == about })
	})
}

// forget takes out of the runs of a team what they said of something that was deleted.
func (m *model) forget(t *rapid.T, s *store.Store, team string, about func(id string, l checks.Look) bool) {
	for id, run := range m.runs {
		run = run.Clone()
		maps.DeleteFunc(run.Looked, about)
		if run.Team != team || len(run.Looked) == len(m.runs[id].Looked) {
			continue
		}
		if len(run.Looked) == 0 {
			run.Looked = nil
		}
		if m.runs[id] = run; m.revisions[id] == 0 {
			continue
		}
		var err error
		if _, m.revisions[id], err = s.Run(id); err != nil {
			t.Fatal(err)
		}
	}
}

func (m *model) tell(t *rapid.T, s *store.Store) {
	story := anyStory(t, storyIDs.Draw(t, "id"))
	_, taken := m.stories[story.ID]
	if err := s.SaveStory(checks.Story{}, story); (err == nil) == taken || err != nil && checks.CodeOf(err) != checks.CodeConflict {
		t.Fatal(err)
	}
	if !taken {
		m.stories[story.ID] = story
		m.joined(story.Team)
	}
}

func (m *model) retell(t *rapid.T, s *store.Store) {
	if len(m.stories) == 0 {
		t.Skip("there is none")
	}
	was := rapid.SampledFrom(m.storiesOf("")).Draw(t, "story")
	stale, now := was, anyStory(t, was.ID)
	if stale.Text += "?"; checks.CodeOf(s.SaveStory(stale, now)) != checks.CodeConflict {
		t.Fatal("a stale story was written over")
	}
	if rapid.Bool().Draw(t, "settled only") {
		now = was
		now.Complaint = checks.ComplaintAfter(was.Complaint, checks.Look{}, checks.Look{Outcome: checks.OutcomeGone, On: day(0)})
	}
	if err := s.SaveStory(was, now); err != nil {
		t.Fatal(err)
	}
	m.stories[now.ID] = now
	m.joined(now.Team)
}

func (m *model) untell(t *rapid.T, s *store.Store, id string) {
	gone, there := m.stories[id]
	if err := s.DeleteStory(id); (err == nil) != there || err != nil && checks.CodeOf(err) != checks.CodeNotFound {
		t.Fatal(err)
	}
	delete(m.stories, id)
	m.forget(t, s, gone.Team, func(about string, l checks.Look) bool { return about == id && l.Reason != "" })
	m.prune()
}

func (m *model) act(t *rapid.T, s *store.Store) {
	a := anyLoose(t, actionIDs.Draw(t, "id"))
	_, taken := m.loose[a.ID]
	if err := s.SaveAction(checks.TeamAction{}, a); (err == nil) == taken || err != nil && checks.CodeOf(err) != checks.CodeConflict {
		t.Fatal(err)
	}
	if !taken {
		m.loose[a.ID] = a
		m.joined(a.Team)
	}
}

func (m *model) react(t *rapid.T, s *store.Store) {
	all := m.actions("")
	if len(all) == 0 {
		t.Skip("there is none")
	}
	was := rapid.SampledFrom(all).Draw(t, "action")
	stale, now := was, was
	now.State, now.Text, now.Due = anyState.Draw(t, "state"), anyText.Draw(t, "text"), anyDay.Draw(t, "due")
	if stale.Text += "?"; checks.CodeOf(s.SaveAction(stale, now)) != checks.CodeConflict {
		t.Fatal("a stale action was written over")
	}
	if err := s.SaveAction(was, now); err != nil {
		t.Fatal(err)
	}
	m.setAction(now)
}

func (m *model) deleteTeam(t *rapid.T, s *store.Store) {
	team := anyTeam.Draw(t, "team")
	ids, err := s.DeleteTeam(team)
	if (err == nil) != slices.Contains(m.teams(), team) {
		t.Fatal(err)
	}
	maps.DeleteFunc(m.runs, func(_ string, r checks.Run) bool { return r.Team == team })
	maps.DeleteFunc(m.stories, func(_ string, story checks.Story) bool { return story.Team == team })
	maps.DeleteFunc(m.loose, func(_ string, a checks.TeamAction) bool { return a.Team == team })
	for _, id := range ids {
		delete(m.revisions, id)
	}
	m.prune()
}

// merge takes in a run, a story and an action, each of which may be there, in place of what is.
func (m *model) merge(t *rapid.T, s *store.Store) {
	run := anyRun(rapid.SampledFrom([]string{"R1", "R2", "R10"})).Draw(t, "run")
	told, a := anyStory(t, storyIDs.Draw(t, "id")), anyLoose(t, actionIDs.Draw(t, "id"))
	fresh := len(m.runs) == 0
	merge(t, s, []checks.Record{run, told, a}, store.MergeOptions{Replace: true})
	m.runs[run.ID], m.stories[told.ID], m.loose[a.ID] = run, told, a
	m.revisions[run.ID]++
	if fresh {
		theirs := func(team string) bool { return team == run.Team }
		m.came, m.used = slices.DeleteFunc(m.came, theirs), append(slices.DeleteFunc(m.used, theirs), run.Team)
	}
	for _, team := range []string{run.Team, told.Team, a.Team} {
		m.joined(team)
	}
}

func (m *model) lead(t *rapid.T, s *store.Store) {
	team, leads := anyTeam.Draw(t, "team"), rapid.Bool().Draw(t, "leads")
	if err := s.MarkLeadership(team, leads); (err == nil) != slices.Contains(m.teams(), team) {
		t.Fatal(err)
	}
	m.mark(m.leading, team, leads)
}

// compareBetween compares what is read of stories and actions.
func (m *model) compareBetween(t *rapid.T, s *store.Store) {
	for _, team := range append([]string{"", "Nobody"}, m.teams()...) {
		actions, err := s.Actions(team)
		wantSame(t, "actions of "+team, m.actions(team), actions, err)
		for _, n := range []int{0, 1, 2} {
			stories, err := s.Stories(team, n)
			want := m.storiesOf(team)
			if n > 0 {
				want = want[:min(n, len(want))]
			}
			wantSame(t, "stories of "+team, want, stories, err)
		}
		if team == "" {
			continue
		}
		also := rapid.SliceOfN(rapid.OneOf(storyIDs, actionIDs, rapid.SampledFrom([]string{"act1", "act3"})), 0, 3).Draw(t, "also")
		work, err := s.Work(team, also)
		wantSame(t, "work of "+team, m.work(team, also), work, err)
	}
}

func (m *model) work(team string, also []string) checks.Work {
	open := m.open(team)
	settled := func(id string) bool {
		return slices.Contains(also, id) && !slices.ContainsFunc(open, func(a checks.TeamAction) bool { return a.ID == id })
	}
	return checks.Work{
		Actions: kept(m.actions(team), func(a checks.TeamAction) bool { return a.State == checks.Open || settled(a.ID) }),
		Complaints: kept(m.storiesOf(team), func(story checks.Story) bool {
			return story.Complaint.State == checks.ComplaintFixed || slices.Contains(also, story.ID)
		}),
	}
}

func wantSame(t *rapid.T, what string, want, got any, err error) {
	if err != nil {
		t.Fatal(what, err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// revise notes under which revisions the runs are stored: more than to save a run gives it a new one.
func (m *model) revise(t *rapid.T, s *store.Store) {
	for id := range m.runs {
		_, revision, err := s.Run(id)
		if err != nil {
			t.Fatal(err)
		}
		m.revisions[id] = revision
	}
}

// copied returns the model of a file into which all that m holds was merged when it was new.
func (m *model) copied(t *rapid.T, s *store.Store) *model {
	c := newModel()
	c.used, c.came = slices.Clone(m.used), slices.Clone(m.came)
	maps.Copy(c.runs, m.runs)
	maps.Copy(c.stories, m.stories)
	maps.Copy(c.loose, m.loose)
	c.revise(t, s)
	for _, team := range m.teams() {
		c.mark(c.changing, team, m.changing[team])
		c.mark(c.leading, team, m.leading[team])
	}
	return c
}
