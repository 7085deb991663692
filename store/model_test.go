package store_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/store"
)

// model is what a file is known to hold.
type model struct {
	runs      map[string]checks.Run
	revisions map[string]uint64
	stories   map[string]checks.Story
	between   map[string]checks.Action // actions that were made between runs
	used      string                   // the team used last
	marks     map[string]checks.Marks
}

func newModel() *model {
	return &model{
		runs: map[string]checks.Run{}, revisions: map[string]uint64{}, stories: map[string]checks.Story{},
		between: map[string]checks.Action{}, marks: map[string]checks.Marks{},
	}
}

func (m *model) has(id string) bool { _, ok := m.runs[id]; return ok }
func (m *model) empty() bool        { return len(m.teams()) == 0 }

// teams returns the names of all teams, the one used last first.
func (m *model) teams() (names []string) {
	there := map[string]bool{}
	for _, r := range m.runs {
		there[r.Team] = true
	}
	for _, story := range m.stories {
		there[story.Team] = true
	}
	for _, a := range m.between {
		there[a.Team] = true
	}
	names = slices.Sorted(maps.Keys(there))
	if there[m.used] {
		names = slices.Insert(slices.DeleteFunc(names, func(t string) bool { return t == m.used }), 0, m.used)
	}
	return names
}

func (m *model) saved(r checks.Run, revision uint64) {
	m.runs[r.ID], m.revisions[r.ID], m.used = asRead(r), revision, r.Team
	m.prune()
}

// asRead returns a run as it is read again, which is quickly compared: what holds nothing is there all the same.
func asRead(r checks.Run) checks.Run {
	if r.Ratings == nil {
		r.Ratings = map[string]checks.Rating{}
	}
	if r.Answers == nil {
		r.Answers = map[string][]checks.Answer{}
	}
	return r
}

func (m *model) marksOf(team string) checks.Marks {
	marks := m.marks[team]
	marks.Team = team
	return marks
}

func (m *model) deleted(id string) {
	delete(m.runs, id)
	delete(m.revisions, id)
	m.prune()
}

// prune forgets the teams of which there is nothing any more.
func (m *model) prune() {
	left := m.teams()
	if !slices.Contains(left, m.used) {
		m.used = ""
	}
	maps.DeleteFunc(m.marks, func(team string, _ checks.Marks) bool { return !slices.Contains(left, team) })
}

// actions returns those of a team's finished runs and those made between runs, of all teams for "".
func (m *model) actions(team string) (list []checks.Action) {
	for _, r := range m.runs {
		if r.IsFinished() {
			list = append(list, checks.ActionsOf(r)...)
		}
	}
	list = append(list, slices.Collect(maps.Values(m.between))...)
	list = slices.DeleteFunc(list, func(a checks.Action) bool { return team != "" && a.Team != team })
	checks.SortDue(list)
	return list
}

// open returns the open ones of a team's actions.
func (m *model) open(team string) []checks.Action {
	return kept(m.actions(team), func(a checks.Action) bool { return a.State == checks.Open })
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

// runsOf returns the runs of a team, of all teams for "", latest first.
func (m *model) runsOf(team string) []checks.Run {
	list := kept(slices.Collect(maps.Values(m.runs)), func(r checks.Run) bool { return team == "" || r.Team == team })
	checks.SortRuns(list)
	return list
}

// snapshot returns what is kept of a team, "" for the one used last.
func (m *model) snapshot(team string) checks.Snapshot {
	teams := m.teams()
	if team == "" && len(teams) > 0 {
		team = teams[0]
	}
	want := checks.Snapshot{
		Team: team, Teams: teams, Marks: m.marksOf(team),
		Revisions: map[string]uint64{}, Stories: m.storiesOf(team),
		Unfinished: kept(m.runsOf(""), func(r checks.Run) bool { return !r.IsFinished() }),
	}
	if team != "" {
		want.Runs = m.runsOf(team)
	}
	for _, r := range want.Runs {
		want.Revisions[r.ID] = m.revisions[r.ID]
	}
	for _, id := range slices.Sorted(maps.Keys(m.between)) {
		if a := m.between[id]; a.Team == team {
			want.ActionsBetween = append(want.ActionsBetween, a)
		}
	}
	return want
}

// compare compares all that is read of a file.
func (m *model) compare(t *rapid.T, s *store.Store) {
	for id, want := range m.runs {
		got, revision, err := s.Run(id)
		if err != nil || !equal(want, got) || revision < m.revisions[id] {
			t.Fatal(id, revision, err, diffOf(want, got))
		}
		m.revisions[id] = revision // another run's look back may have raised it
	}
	for _, team := range append([]string{"", "Nobody"}, m.teams()...) {
		snap, err := s.Snapshot(team)
		wantOK(t, err)
		wantSame(t, "all of "+team, m.snapshot(team), snap)
		runs, err := s.Runs(team)
		wantOK(t, err)
		wantSame(t, "runs of "+team, m.runsOf(team), runs)
		actions, err := s.Actions(team)
		wantOK(t, err)
		wantSame(t, "actions of "+team, m.actions(team), actions)
		stories, err := s.Stories(team)
		wantOK(t, err)
		wantSame(t, "stories of "+team, m.storiesOf(team), stories)
	}
}

// TestFileAgreesWithAllThatWasSaid does what programs do, in any order, and compares every answer with a model that is made of maps.
func TestFileAgreesWithAllThatWasSaid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s, m := store.New(filepath.Join(t.TempDir(), "chair.db"), check), newModel()
		for range rapid.IntRange(0, 3).Draw(rt, "at first") {
			m.addStory(rt, s)
			m.addAction(rt, s)
		}
		deeds := m.deeds(s)
		deeds[""] = func(rt *rapid.T) { m.compare(rt, store.New(s.Path(), check)) }
		rt.Repeat(deeds)
		if !m.empty() {
			checkFile(t, s.Path())
		}
	})
}

// deeds are what can be done to a file, and in the same way to what is known of it.
func (m *model) deeds(s *store.Store) map[string]func(*rapid.T) {
	ids := rapid.SampledFrom([]string{"R1", "R2", "R10", "R11"})
	return map[string]func(*rapid.T){
		"save a run":        func(t *rapid.T) { m.saveRun(t, s, anyRun(ids).Draw(t, "run")) },
		"look back":         func(t *rapid.T) { m.saveRun(t, s, anyLooks(t, anyRun(ids).Draw(t, "run"))) },
		"look back again":   func(t *rapid.T) { m.lookAgain(t, s) },
		"delete a run":      func(t *rapid.T) { m.deleteRun(t, s, ids.Draw(t, "id")) },
		"tell a story":      func(t *rapid.T) { m.addStory(t, s) },
		"tell it otherwise": func(t *rapid.T) { m.changeStory(t, s) },
		"delete a story":    func(t *rapid.T) { m.deleteStory(t, s, storyIDs.Draw(t, "id")) },
		"add an action":     func(t *rapid.T) { m.addAction(t, s) },
		"change an action":  func(t *rapid.T) { m.changeAction(t, s) },
		"delete an action":  func(t *rapid.T) { m.deleteAction(t, s) },
		"mark a team":       func(t *rapid.T) { m.markTeam(t, s) },
		"delete a team":     func(t *rapid.T) { m.deleteTeam(t, s) },
		"rename a team":     func(t *rapid.T) { m.renameTeam(t, s) },
		"merge":             func(t *rapid.T) { m.merge(t, s) },
	}
}

func (m *model) saveRun(t *rapid.T, s *store.Store, run checks.Run) {
	before := m.runs[run.ID]
	revision, err := s.SaveRun(run, m.revisions[run.ID])
	wantOK(t, err)
	for _, id := range checks.ChangedLooks(before, run) {
		m.look(run, id, before.Looked[id], run.Looked[id])
	}
	m.saved(run, revision)
}

// look says of an action or a complaint what a run says of it.
func (m *model) look(run checks.Run, id string, before, now checks.Look) {
	with := func(a checks.Action) bool { return a.ID == id }
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

func (m *model) setAction(a checks.Action) {
	if a.Run == "" {
		m.between[a.ID] = a
		return
	}
	run := m.runs[a.Run].Clone()
	i := slices.IndexFunc(run.Actions, func(other checks.Action) bool { return other.ID == a.ID })
	run.Actions[i] = a.Own()
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
		return
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
	for _, a := range gone.Actions {
		m.forget(t, s, gone.Team, "", a.ID)
	}
}

// forget takes out of the runs of a team, but for one, what they said of something that was deleted, unless another run has an action of
// the same id.
func (m *model) forget(t *rapid.T, s *store.Store, team, but, about string) {
	for _, run := range m.runsOf(team) {
		if run.ID != but && slices.ContainsFunc(run.Actions, func(a checks.Action) bool { return a.ID == about }) {
			return
		}
	}
	for id, run := range m.runs {
		run = run.Clone()
		delete(run.Looked, about)
		if run.Team != team || id == but || len(run.Looked) == len(m.runs[id].Looked) {
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

func (m *model) addStory(t *rapid.T, s *store.Store) {
	story := anyStory(t, storyIDs.Draw(t, "id"))
	_, taken := m.stories[story.ID]
	if err := s.SaveStory(checks.Story{}, story); (err == nil) == taken || err != nil && checks.CodeOf(err) != checks.CodeConflict {
		t.Fatal(err)
	}
	if !taken {
		m.stories[story.ID] = story
	}
}

func (m *model) changeStory(t *rapid.T, s *store.Store) {
	if len(m.stories) == 0 {
		return
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
	wantOK(t, s.SaveStory(was, now))
	m.stories[now.ID] = now
	m.prune()
}

func (m *model) deleteStory(t *rapid.T, s *store.Store, id string) {
	gone, there := m.stories[id]
	if err := s.DeleteStory(id); (err == nil) != there || err != nil && checks.CodeOf(err) != checks.CodeNotFound {
		t.Fatal(err)
	}
	delete(m.stories, id)
	m.forget(t, s, gone.Team, "", id)
	m.prune()
}

func (m *model) addAction(t *rapid.T, s *store.Store) {
	a := anyBetween(t, actionIDs.Draw(t, "id"))
	_, taken := m.between[a.ID]
	if err := s.SaveAction(checks.Action{}, a); (err == nil) == taken || err != nil && checks.CodeOf(err) != checks.CodeConflict {
		t.Fatal(err)
	}
	if !taken {
		m.between[a.ID] = a
	}
}

func (m *model) changeAction(t *rapid.T, s *store.Store) {
	all := m.actions("")
	if len(all) == 0 {
		return
	}
	was := rapid.SampledFrom(all).Draw(t, "action")
	stale, now := was, was
	now.State, now.Text, now.Due = anyState.Draw(t, "state"), anyText.Draw(t, "text"), anyDay.Draw(t, "due")
	now.Reason = maybeText.Draw(t, "reason")
	if stale.Reason += "?"; checks.CodeOf(s.SaveAction(stale, now)) != checks.CodeConflict {
		t.Fatal("a stale action was written over")
	}
	wantOK(t, s.SaveAction(was, now))
	m.setAction(now)
}

func (m *model) deleteAction(t *rapid.T, s *store.Store) {
	all := slices.Collect(maps.Values(m.between))
	for _, r := range m.runs {
		all = append(all, checks.ActionsOf(r)...) // of unfinished ones, too
	}
	if checks.SortDue(all); len(all) == 0 {
		return
	}
	gone := rapid.SampledFrom(all).Draw(t, "action")
	wantOK(t, s.DeleteAction(gone.ID, gone.Run))
	if gone.Run == "" {
		delete(m.between, gone.ID)
	} else {
		run := m.runs[gone.Run].Clone()
		run.Actions = slices.DeleteFunc(run.Actions, func(a checks.Action) bool { return a.ID == gone.ID })
		m.runs[gone.Run] = run
	}
	m.forget(t, s, gone.Team, gone.Run, gone.ID)
	m.revise(t, s)
	m.prune()
}

// renameTeam gives a team another name, of which there may be one.
func (m *model) renameTeam(t *rapid.T, s *store.Store) {
	from, to, join := anyTeam.Draw(t, "team"), anyTeam.Draw(t, "name"), rapid.Bool().Draw(t, "join")
	known := func(team string) bool { return slices.Contains(m.teams(), team) }
	here, clash := map[string][]checks.Action{}, false
	for _, r := range m.runsOf(to) {
		for _, a := range r.Actions {
			here[a.ID] = append(here[a.ID], a)
		}
	}
	for _, r := range m.runsOf(from) {
		for _, a := range r.Actions {
			clash = clash || len(here[a.ID]) > 0 && !slices.Contains(here[a.ID], a)
		}
	}
	r, err := s.RenameTeam(from, to, join)
	if can := known(from) && from != to && (join || !known(to)) && !clash; (err == nil) != can {
		t.Fatal(can, r, err)
	}
	if err == nil {
		m.renamed(from, to)
		m.revise(t, s)
	}
}

func (m *model) renamed(from, to string) {
	for id, r := range m.runs {
		if r.Team == from {
			r.Team = to
			m.runs[id] = r
		}
	}
	for id, x := range m.stories {
		if x.Team == from {
			x.Team = to
			m.stories[id] = x
		}
	}
	for id, a := range m.between {
		if a.Team == from {
			a.Team = to
			m.between[id] = a
		}
	}
	if m.used == from {
		m.used = to
	}
	ours, theirs := m.marks[to], m.marks[from]
	m.marks[to] = checks.Marks{Team: to, Changing: ours.Changing || theirs.Changing, Leadership: ours.Leadership || theirs.Leadership}
	m.prune()
}

func (m *model) deleteTeam(t *rapid.T, s *store.Store) {
	team := anyTeam.Draw(t, "team")
	ids, err := s.DeleteTeam(team)
	if (err == nil) != slices.Contains(m.teams(), team) {
		t.Fatal(err)
	}
	maps.DeleteFunc(m.runs, func(_ string, r checks.Run) bool { return r.Team == team })
	maps.DeleteFunc(m.stories, func(_ string, story checks.Story) bool { return story.Team == team })
	maps.DeleteFunc(m.between, func(_ string, a checks.Action) bool { return a.Team == team })
	for _, id := range ids {
		delete(m.revisions, id)
	}
	m.prune()
}

// merge takes in a run, a story and an action, each of which may be there, in place of what is.
func (m *model) merge(t *rapid.T, s *store.Store) {
	run := anyRun(rapid.SampledFrom([]string{"R1", "R2", "R10"})).Draw(t, "run")
	told, a := anyStory(t, storyIDs.Draw(t, "id")), anyBetween(t, actionIDs.Draw(t, "id"))
	fresh := len(m.runs) == 0
	merge(t, s, []checks.Record{run, told, a}, store.MergeOptions{Replace: true})
	m.runs[run.ID], m.stories[told.ID], m.between[a.ID] = asRead(run), told, a
	m.revisions[run.ID]++
	if fresh {
		m.used = run.Team
	}
	m.prune()
}

func (m *model) markTeam(t *rapid.T, s *store.Store) {
	team, value := anyTeam.Draw(t, "team"), rapid.Bool().Draw(t, "value")
	set, marks := s.MarkChanging, m.marksOf(team)
	if rapid.Bool().Draw(t, "leads") {
		set, marks.Leadership = s.MarkLeadership, value
	} else {
		marks.Changing = value
	}
	if err := set(team, value); (err == nil) != slices.Contains(m.teams(), team) {
		t.Fatal(err)
	}
	m.marks[team] = marks
	m.prune()
}

// revise notes under which revisions the runs are stored: more than to save a run gives it a new one.
func (m *model) revise(t *rapid.T, s *store.Store) {
	for id := range m.runs {
		_, revision, err := s.Run(id)
		wantOK(t, err)
		m.revisions[id] = revision
	}
}

// copied returns the model of a file into which all that m holds was merged when it was new.
func (m *model) copied(t *rapid.T, s *store.Store) *model {
	c := newModel()
	maps.Copy(c.runs, m.runs)
	maps.Copy(c.stories, m.stories)
	maps.Copy(c.between, m.between)
	if runs := c.runsOf(""); len(runs) > 0 {
		c.used = runs[0].Team
	}
	c.revise(t, s)
	maps.Copy(c.marks, m.marks)
	return c
}

// day returns a day in autumn.
func day(i int) checks.Day { return checks.DayOf(noon.AddDate(0, 0, i)) }

// story returns a story as somebody writes it down.
func story(id, team string, on checks.Day) checks.Story {
	return checks.Story{ID: id, Team: team, On: on, Source: checks.FromNeighbour, About: "trust", Text: "The courier of " + id + " never rang."}
}

// complaintOn returns a story that was followed from the beginning and whose fix is in.
func complaintOn(id, team string, on checks.Day) checks.Story {
	s := story(id, team, on)
	c := checks.NewComplaint(on)
	c, _ = c.Explain([]string{"The bell was not on the list.", "Nobody asks for it."}, on)
	s.Complaint, _ = c.NoteFix("We ask for it.", "Ana", on)
	return s
}

// between returns an action that was made between runs.
func between(id, team string) checks.Action {
	return checks.Action{
		ID: id, Text: "Ring the bell of " + id, Owner: "Ana", Due: day(9), State: checks.Open, Team: team, Made: noon,
	}
}

func saveStories(t testing.TB, s *store.Store, list ...checks.Story) {
	t.Helper()
	for _, story := range list {
		wantOK(t, s.SaveStory(checks.Story{}, story))
	}
}

func saveActions(t testing.TB, s *store.Store, list ...checks.Action) {
	t.Helper()
	for _, a := range list {
		wantOK(t, s.SaveAction(checks.Action{}, a))
	}
}

// The generators of what the domain calls valid between runs.
var (
	anyComplaint = rapid.Custom(func(t *rapid.T) checks.Complaint {
		c, on := checks.NewComplaint(anyDay.Draw(t, "noted")), anyDay.Draw(t, "then")
		steps := rapid.IntRange(0, 5).Draw(t, "steps")
		if steps > 0 {
			c, _ = c.Explain(rapid.SliceOfN(anyText, 1, checks.MaxWhys).Draw(t, "whys"), on)
		}
		if steps > 1 {
			c, _ = c.NoteRemedy(anyText.Draw(t, "remedy"), on)
			c, _ = c.NotePlan(anyText.Draw(t, "plan"), "Ana", on)
			c, _ = c.NoteFix(anyText.Draw(t, "fix"), rapid.SampledFrom([]string{"", "Ana", "Jürgen"}).Draw(t, "owner"), on)
		}
		if steps > 2 {
			c, _ = c.Confirm(checks.ComplaintGone, on)
		}
		if steps > 3 {
			c, _ = c.Confirm(checks.ComplaintBack, on)
		}
		if steps > 4 {
			c, _ = c.Explain(rapid.SliceOfN(anyText, 1, checks.MaxWhys).Draw(t, "whys again"), on)
		}
		return c
	})
	storyIDs  = rapid.SampledFrom([]string{"S1", "S2", "S10", "S11"})
	actionIDs = rapid.SampledFrom([]string{"L1", "L2", "L10"})
)

func anyStory(t *rapid.T, id string) checks.Story {
	s := checks.Story{
		ID: id, Team: anyTeam.Draw(t, "team"), On: anyDay.Draw(t, "on"), Source: rapid.SampledFrom(checks.Sources()).Draw(t, "source"),
		About: rapid.SampledFrom([]string{"", "trust", "risks"}).Draw(t, "about"), Text: anyText.Draw(t, "text"),
		Noted: rapid.OneOf(rapid.Just(checks.Day{}), anyDay).Draw(t, "noted"),
	}
	if rapid.Bool().Draw(t, "complaint") {
		s.Complaint = anyComplaint.Draw(t, "followed")
	}
	return s
}

func anyBetween(t *rapid.T, id string) checks.Action {
	a := between(id, anyTeam.Draw(t, "team"))
	a.Text, a.State = anyText.Draw(t, "text"), anyState.Draw(t, "state")
	a.Due = rapid.OneOf(rapid.Just(checks.Day{}), anyDay).Draw(t, "due")
	return a
}

// anyLooks lets a run look back on actions and complaints that are there or not.
func anyLooks(t *rapid.T, r checks.Run) checks.Run {
	var ids []string
	for i := range 3 {
		ids = append(ids, fmt.Sprint("act", i), fmt.Sprint("S", i), fmt.Sprint("L", i))
	}
	r.LookBack = true
	for _, id := range rapid.SliceOfN(rapid.SampledFrom(ids), 0, 5).Draw(t, "looked at") {
		l := checks.Look{On: anyDay.Draw(t, "said on"), Outcome: rapid.SampledFrom([]checks.Outcome{
			checks.OutcomeDone, checks.OutcomeOpen, checks.OutcomeDropped, checks.OutcomeGone, checks.OutcomeCameBack,
		}).Draw(t, "outcome")}
		if l.Outcome == checks.OutcomeDropped {
			l.Reason = "No longer ours."
		}
		r.Looked = put(r.Looked, id, l)
	}
	return r
}
