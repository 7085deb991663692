package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

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
	tell(t, f.Store, complaintOn("S1", "A", day(1)))
	act(t, f.Store, between("L1", "A"))
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
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range actions {
		states[a.ID] = string(a.State)
	}
	stories, err := f.Stories("A", 0)
	if err != nil {
		t.Fatal(err)
	}
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
	if diff := cmp.Diff(want, f.states(t)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	f.save(t) // says nothing new
	f.look("S1", checks.OutcomeGone)
	f.look("L1", checks.OutcomeDone)
	f.save(t)
	want["S1"], want["L1"] = "gone", "done"
	if diff := cmp.Diff(want, f.states(t)); diff != "" {
		t.Fatalf("said otherwise (-want +got):\n%s", diff)
	}
	for id := range want {
		f.look(id, "")
	}
	f.save(t)
	if diff := cmp.Diff(before, f.states(t)); diff != "" {
		t.Fatalf("taken back (-want +got):\n%s", diff)
	}
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
	if err := f.DeleteRun(f.earlier.ID); err != nil {
		t.Fatal(err)
	}
	if contains(t, f.Path(), "No longer ours.") {
		t.Error("the reason is still in the file")
	}
	_, err := f.SaveRun(f.run, f.revision)
	wantCode(t, err, checks.CodeConflict)
	f.run.Looked = map[string]checks.Look{"S1": f.run.Looked["S1"]}
	wantRun(t, f.Store, f.run)
	if err := f.DeleteStory("S1"); err != nil {
		t.Fatal(err)
	}
	wantRun(t, f.Store, f.run) // there is no text in it
}

func TestWhatIsNoLongerThereIsPassedOver(t *testing.T) {
	f := openLookedAt(t)
	ids := []string{f.earlier.Actions[0].ID, "S1", "never"}
	if err := f.DeleteRun(f.earlier.ID); err != nil {
		t.Fatal(err)
	}
	if err := f.DeleteStory("S1"); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		f.look(id, checks.OutcomeDone)
	}
	f.save(t)
	if diff := cmp.Diff(map[string]string{"L1": "open"}, f.states(t)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A look that changes nothing does not get in the way of whoever has the earlier run open.
func TestLookThatChangesNothingIsNoNewRevision(t *testing.T) {
	f := openLookedAt(t)
	_, revision, err := f.Run(f.earlier.ID)
	if err != nil {
		t.Fatal(err)
	}
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
	_, err := f.SaveRun(f.run, f.revision+7)
	wantCode(t, err, checks.CodeConflict)
	failing := store.New(f.Path(), check, store.WithCommit(func(*bolt.Tx) error { return errors.New("input/output error") }))
	_, err = failing.SaveRun(f.run, f.revision)
	wantCode(t, err, checks.CodeIO)
	if diff := cmp.Diff(before, f.states(t)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	flip(t, f.Path(), "stories", 0)
	_, err = f.SaveRun(f.run, f.revision) // the action comes first
	wantCode(t, err, checks.CodeDamaged)
	wantRun(t, f.Store, stored)
	wantActions(t, f.Store, "A", append(checks.ActionsOf(f.earlier), between("L1", "A"))...)
}

// Runs that come from elsewhere bring their actions as these are now.
func TestSeveralRunsSayNothingOnceMore(t *testing.T) {
	f := openLookedAt(t)
	before := f.states(t)
	copied := f.run
	copied.ID, copied.Looked = "COPY", map[string]checks.Look{"L1": {Outcome: checks.OutcomeDone, On: day(1)}}
	if err := f.SaveRuns([]checks.Run{copied}); err != nil {
		t.Fatal(err)
	}
	wantRun(t, f.Store, copied)
	if diff := cmp.Diff(before, f.states(t)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLookThatCouldNotBeReadBackIsRefused(t *testing.T) {
	f := openLookedAt(t)
	for name, looked := range map[string]map[string]checks.Look{
		"a year of five digits": {"L1": {Outcome: checks.OutcomeDone, On: checks.Day{Year: 20260, Month: 1, Day: 1}}},
		"an id without end":     {strings.Repeat("L", 129): {Outcome: checks.OutcomeDone, On: day(1)}},
	} {
		run := f.run.Clone()
		run.Looked = looked
		if _, err := f.SaveRun(run, f.revision); checks.CodeOf(err) != checks.CodeInvalidRun {
			t.Errorf("%s: %v", name, err)
		}
	}
}
