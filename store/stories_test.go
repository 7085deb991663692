package store_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"emptychair/checks"
	"emptychair/store"
)

func wantStories(t *testing.T, s *store.Store, team string, want ...checks.Story) {
	t.Helper()
	got, err := s.Stories(team)
	wantOK(t, err)
	wantSame(t, fmt.Sprintf("stories of %q", team), want, got)
}

func TestStoryThatSomebodyElseChangedIsNotWrittenOver(t *testing.T) {
	s := newStore(t)
	was := story("S1", "A", day(1))
	mine, theirs := was, was
	mine.Text, theirs.Text = "mine", "theirs"
	wantCode(t, s.SaveStory(was, mine), checks.CodeGone)
	saveStories(t, s, was, complaintOn("S2", "A", day(2)))
	wantCode(t, s.SaveStory(checks.Story{}, mine), checks.CodeConflict)
	other := store.New(s.Path(), check)
	wantOK(t, other.SaveStory(was, theirs))
	for name, stale := range map[string]checks.Story{
		"as it was": was, "another day": func() checks.Story { s := theirs; s.On = day(2); return s }(),
		"another team": func() checks.Story { s := theirs; s.Team = "B"; return s }(), "another id": func() checks.Story { s := theirs; s.ID = "S2"; return s }(),
	} {
		if err := s.SaveStory(stale, mine); checks.CodeOf(err) != checks.CodeConflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantStories(t, s, "A", complaintOn("S2", "A", day(2)), theirs)
	wantOK(t, s.DeleteStory("S1"))
	wantCode(t, other.SaveStory(theirs, mine), checks.CodeConflict)
	wantCode(t, s.DeleteStory("S1"), checks.CodeNotFound)
	wantStories(t, s, "A", complaintOn("S2", "A", day(2)))
}

// Names and ids as long as they may be, and such that each begins another one.
func TestLongNamesKeepApartWhatBelongsToThem(t *testing.T) {
	s := newStore(t)
	long := strings.Repeat("𝔸", checks.MaxName)
	var want []checks.Story
	for i, team := range []string{long, long[:len(long)-4], "A", "A\u00a0", "AA", "\U0010ffff", "~"} {
		if team = checks.CleanLine(team); team == "A" && i > 2 {
			continue
		}
		for _, id := range []string{strings.Repeat("é", 64), strings.Repeat("z", 127)} {
			id = fmt.Sprint(i) + id[len(fmt.Sprint(i))+1:]
			want = append(want, complaintOn(checks.CleanLine(id), team, day(1)))
			saveActions(t, s, between(checks.CleanLine(id), team))
		}
	}
	saveStories(t, s, want...)
	for _, st := range want {
		snap, err := s.Snapshot(st.Team)
		if err != nil || len(snap.Stories) != 2 || len(snap.ActionsBetween) != 2 || snap.ActionsBetween[0].Team != st.Team || snap.Stories[0].Team != st.Team {
			t.Errorf("%q: %d, %d, %v", st.Team, len(snap.Stories), len(snap.ActionsBetween), err)
		}
	}
	for _, st := range want {
		if err := s.DeleteStory(st.ID); err != nil {
			t.Error(err)
		}
	}
	wantStories(t, s, "")
}

// Only words that were taken back are worth a copy of the whole file.
func TestStoryThatOnlyGainsWordsIsNotSwept(t *testing.T) {
	s := newStore(t)
	was, tries := story("S1", "A", day(1)), 0
	saveStories(t, s, was)
	counting := store.New(s.Path(), check, store.WithReplace(func(from, to string) error { tries++; return os.Rename(from, to) }))
	now := complaintOn("S1", "A", day(1))
	if err := counting.SaveStory(was, now); err != nil || tries != 0 {
		t.Errorf("%d tries, %v", tries, err)
	}
	was, now.Complaint.Whys = now, now.Complaint.Whys[:1]
	if err := counting.SaveStory(was, now); err != nil || tries != 1 {
		t.Errorf("%d tries, %v", tries, err)
	}
}

// cameBack returns a complaint that was fixed, came back, and was fixed once more.
func cameBack() checks.Story {
	const id = "S1"
	s := complaintOn(id, "A", day(1))
	c := s.Complaint
	c, _ = c.Confirm(checks.ComplaintBack, day(3))
	c, _ = c.Explain([]string{"The bell is broken."}, day(4))
	s.Complaint, _ = c.NoteFix("A new bell.", "Ben", day(5))
	return s
}

// Whatever words are taken back, whoever wrote them, are nowhere in the file. What is on no screen of its own is somebody's, too.
func TestStoryIsAnotherOneByAnyOfItsFieldsAndItsWordsCanBeTakenBack(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(s *checks.Story, word string){
		"team":          func(s *checks.Story, word string) { s.Team = word },
		"text":          func(s *checks.Story, word string) { s.Text = word },
		"why":           func(s *checks.Story, word string) { s.Complaint.Whys = []string{"The bell.", word} },
		"fix":           func(s *checks.Story, word string) { s.Complaint.Fix = word },
		"owner":         func(s *checks.Story, word string) { s.Complaint.Owner = word },
		"earlier why":   func(s *checks.Story, word string) { s.Complaint.Before[0].Whys = []string{word} },
		"earlier fix":   func(s *checks.Story, word string) { s.Complaint.Before[0].Fix = word },
		"earlier owner": func(s *checks.Story, word string) { s.Complaint.Before[0].Owner = word },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			was, now := cameBack(), cameBack()
			change(&was, "unmistakable")
			change(&now, "another")
			saveStories(t, s, story("S2", "A", day(2)), was)
			if !contains(t, s.Path(), "unmistakable") {
				t.Fatal("this test does not find what is there")
			}
			wantCode(t, s.SaveStory(now, was), checks.CodeConflict)
			wantOK(t, s.SaveStory(was, now))
			wantStories(t, s, "", story("S2", "A", day(2)), now)
			wantGone(t, s.Path(), "unmistakable")
			wantCode(t, s.SaveStory(was, now), checks.CodeConflict)
			m := merge(t, s, []checks.Record{was}, store.MergeOptions{})
			if len(m.Conflicts) != 1 || !equal(m.Conflicts[0], store.Conflict{Stored: now, Incoming: was}) {
				t.Errorf("merged: %+v", m)
			}
		})
	}
}

// withStates returns the run with one action in each of the states.
func withStates(r checks.Run, states ...checks.State) checks.Run {
	r = r.Clone()
	r.Actions = nil
	for i, s := range states {
		r.Actions = append(r.Actions, checks.Action{
			ID: fmt.Sprintf("%s-%d", r.ID, i), From: "contact", Text: "Call one customer a week", Owner: "Ana", State: s,
		})
	}
	return r
}

func wantActions(t *testing.T, s *store.Store, team string, want ...checks.Action) {
	t.Helper()
	got, err := s.Actions(team)
	wantOK(t, err)
	checks.SortDue(want)
	wantSame(t, fmt.Sprintf("actions of %q", team), want, got)
}

func TestActionOfARunIsChangedInTheRun(t *testing.T) {
	s := newStore(t)
	run := withStates(typical("A", 1), checks.Open, checks.Open)
	revision := saveOver(t, s, run, 0)
	save(t, s, typical("B", 2))
	was := checks.ActionsOf(run)[1]
	wantOK(t, store.New(s.Path(), check).SaveAction(was, was.Finish()))
	stale := run.Clone()
	run.Actions[1].State = checks.Done
	wantRun(t, s, run)
	if snap, err := s.Snapshot(""); err != nil || snap.Team != "B" {
		t.Errorf("to change an action is not to use its team: %q, %v", snap.Team, err)
	}
	wantNotSaved(t, s, stale, revision, checks.CodeConflict) // whoever has the run open does not know of it
	wantCode(t, s.SaveAction(was, was.Finish()), checks.CodeConflict)
}

func TestActionThatSomebodyElseChangedIsNotWrittenOver(t *testing.T) {
	s := newStore(t)
	was := between("L1", "A")
	wantCode(t, s.SaveAction(was, was.Finish()), checks.CodeGone)
	run, ongoing := withStates(typical("A", 1), checks.Open), unfinished(typical("A", 3))
	ongoing.Actions = withStates(typical("A", 3), checks.Open).Actions
	save(t, s, run, ongoing, typical("B", 2))
	saveActions(t, s, was)
	inRun, elsewhere := checks.ActionsOf(run)[0], between(run.Actions[0].ID, "A")
	moved := func(a checks.Action, team, run string) checks.Action { a.Team, a.Run = team, run; return a }
	for name, tc := range map[string]struct{ was, now checks.Action }{
		"new, with an id that is taken":      {checks.Action{}, was},
		"new, with one of another team":      {checks.Action{}, between("L1", "B")},
		"new, in a run":                      {checks.Action{}, inRun},
		"stale":                              {was.Finish(), was},
		"with another id":                    {was, between("L2", "A")},
		"in another team":                    {was, between("L1", "B")},
		"never there":                        {between("L2", "A"), between("L2", "A").Finish()},
		"of a run, taken for another's":      {moved(inRun, "B", inRun.Run), moved(inRun, "B", inRun.Run).Finish()},
		"of a run, taken for one between":    {elsewhere, elsewhere.Finish()},
		"of a run that does not exist":       {moved(inRun, "A", "nothing"), moved(inRun, "A", "nothing").Finish()},
		"of a run that is not finished":      {checks.ActionsOf(ongoing)[0], checks.ActionsOf(ongoing)[0].Finish()},
		"of a run, in which it does not lie": {moved(was, "A", run.ID), moved(was, "A", run.ID).Finish()},
	} {
		if tc.now.Run != "" {
			tc.was.From, tc.now.From = "contact", "contact"
		}
		if err := s.SaveAction(tc.was, tc.now); checks.CodeOf(err) != checks.CodeConflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantActions(t, s, "A", inRun, was)
	wantRun(t, s, ongoing)
}

// lookedAt is a file in which something stands open, and a run that looks back on it.
type lookedAt struct {
	*store.Store
	earlier  checks.Run
	run      checks.Run
	revision uint64
}

func openLookedAt(t *testing.T) *lookedAt {
	t.Helper()
	f := &lookedAt{Store: newStore(t), earlier: withStates(typical("A", 1), checks.Open, checks.Open), run: unfinished(typical("A", 2))}
	f.run.LookBack, f.run.At = true, checks.LookBackID
	save(t, f.Store, f.earlier)
	saveStories(t, f.Store, complaintOn("S1", "A", day(1)))
	saveActions(t, f.Store, between("L1", "A"))
	f.save(t)
	return f
}

func (f *lookedAt) save(t *testing.T) {
	t.Helper()
	var err error
	if f.revision, err = f.SaveRun(f.run, f.revision); err != nil {
		t.Fatal(err)
	}
	wantRun(t, f.Store, f.run)
}

// look says something of what has this id, and takes back what was said for the zero Outcome.
func (f *lookedAt) look(id string, outcome checks.Outcome) {
	f.run = f.run.Clone()
	l := checks.Look{Outcome: outcome, On: day(8)}
	if outcome == checks.OutcomeDropped {
		l.Reason = "No longer ours."
	}
	if f.run.Looked = put(f.run.Looked, id, l); outcome == "" {
		delete(f.run.Looked, id)
	}
	if len(f.run.Looked) == 0 {
		f.run.Looked = nil
	}
}

func (f *lookedAt) states(t *testing.T) map[string]string {
	t.Helper()
	states := map[string]string{}
	actions, err := f.Actions("A")
	wantOK(t, err)
	for _, a := range actions {
		states[a.ID] = string(a.State)
	}
	stories, err := f.Stories("A")
	wantOK(t, err)
	for _, story := range stories {
		states[story.ID] = string(story.Complaint.State)
	}
	return states
}

func TestWhatIsSaidAtTheLookBackIsSaidOfTheThingsThemselves(t *testing.T) {
	f := openLookedAt(t)
	first, second := f.earlier.Actions[0].ID, f.earlier.Actions[1].ID
	before := f.states(t)
	f.look(first, checks.OutcomeDone)
	f.look(second, checks.OutcomeOpen)
	f.look("L1", checks.OutcomeDropped)
	f.look("S1", checks.OutcomeCameBack)
	f.save(t)
	want := map[string]string{first: "done", second: "open", "L1": "dropped", "S1": "came-back"}
	wantSame(t, "what is there", want, f.states(t))
	f.save(t) // says nothing new
	f.look("S1", checks.OutcomeGone)
	f.look("L1", checks.OutcomeDone)
	f.save(t)
	want["S1"], want["L1"] = "gone", "done"
	wantSame(t, "said otherwise", want, f.states(t))
	for id := range want {
		f.look(id, "")
	}
	f.save(t)
	wantSame(t, "taken back", before, f.states(t))
	wantRun(t, f.Store, f.earlier)
	wantStories(t, f.Store, "A", complaintOn("S1", "A", day(1)))
}

// Why an action was dropped is said of it, and goes with it.
func TestWhatWasSaidOfADeletedRunAtALookBackIsGone(t *testing.T) {
	f := openLookedAt(t)
	f.look(f.earlier.Actions[0].ID, checks.OutcomeDropped)
	f.look(f.earlier.Actions[1].ID, checks.OutcomeDone)
	f.look("S1", checks.OutcomeGone)
	f.save(t)
	if !contains(t, f.Path(), "No longer ours.") {
		t.Fatal("the reason is not in the file")
	}
	wantOK(t, f.DeleteRun(f.earlier.ID))
	wantGone(t, f.Path(), "No longer ours.")
	wantNotSaved(t, f.Store, f.run, f.revision, checks.CodeConflict)
	f.run.Looked = map[string]checks.Look{"S1": f.run.Looked["S1"]}
	wantRun(t, f.Store, f.run)
	wantOK(t, f.DeleteStory("S1"))
	f.run.Looked = nil
	wantRun(t, f.Store, f.run)
}

func TestDeletedActionIsGoneFromItsRunAndFromLaterLookBacks(t *testing.T) {
	f := openLookedAt(t)
	gone, stays := f.earlier.Actions[1].ID, f.earlier.Actions[0].ID
	_, revision, err := f.Run(f.earlier.ID)
	wantOK(t, err)
	for _, id := range []string{gone, "L1"} {
		f.look(id, checks.OutcomeDropped)
	}
	f.look(stays, checks.OutcomeDone)
	f.save(t)
	wantCode(t, f.DeleteAction(gone, ""), checks.CodeNotFound)
	wantCode(t, f.DeleteAction("L1", f.earlier.ID), checks.CodeNotFound)
	wantCode(t, f.DeleteAction(gone, "nowhere"), checks.CodeNotFound)
	wantCode(t, store.New(f.Path(), check, brokenDisk).DeleteAction(gone, f.earlier.ID), checks.CodeIO)
	wantOK(t, f.DeleteAction(gone, f.earlier.ID))
	wantNotSaved(t, f.Store, f.earlier, revision, checks.CodeConflict)
	wantNotSaved(t, f.Store, f.run, f.revision, checks.CodeConflict)
	wantOK(t, f.DeleteAction("L1", ""))
	wantGone(t, f.Path(), gone, "L1", "No longer ours.")
	wantSame(t, "what is there", map[string]string{stays: "done", "S1": "fixed"}, f.states(t))
	f.run.Looked = map[string]checks.Look{stays: f.run.Looked[stays]}
	wantRun(t, f.Store, f.run)
}

// A look that changes nothing does not get in the way of whoever has the earlier run open.
func TestLookThatChangesNothingIsNoNewRevision(t *testing.T) {
	f := openLookedAt(t)
	_, revision, err := f.Run(f.earlier.ID)
	wantOK(t, err)
	f.look(f.earlier.Actions[0].ID, checks.OutcomeOpen)
	f.look(f.earlier.Actions[1].ID, checks.OutcomeGone)
	f.save(t)
	if _, now, err := f.Run(f.earlier.ID); err != nil || now != revision {
		t.Errorf("revision %d became %d, %v", revision, now, err)
	}
}

func TestRunAndWhatItSaysAreWrittenTogetherOrNotAtAll(t *testing.T) {
	f := openLookedAt(t)
	before, stored := f.states(t), f.run
	f.look("L1", checks.OutcomeDone)
	f.look("S1", checks.OutcomeGone)
	wantNotSaved(t, f.Store, f.run, f.revision+7, checks.CodeConflict)
	failing := store.New(f.Path(), check, brokenDisk)
	wantNotSaved(t, failing, f.run, f.revision, checks.CodeIO)
	wantSame(t, "what is there", before, f.states(t))
	wantRun(t, f.Store, stored)
}

// What is damaged is as good as no longer there.
func TestLookAtADamagedStoryIsSaidOfTheOthers(t *testing.T) {
	f := openLookedAt(t)
	flip(t, f.Path(), "stories", 0)
	f.look("L1", checks.OutcomeDone)
	f.look("S1", checks.OutcomeGone)
	f.save(t)
	if got := f.states(t); got["L1"] != "done" || len(got) != 3 {
		t.Errorf("%v", got)
	}
}
