package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"emptychair/checks"
	"emptychair/store"
)

// schema3 is a file that a program has written which knew schema version 3 and no later one. It holds schema3Runs, and what was
// told and done between them.
const schema3 = "testdata/schema-3.bolt"

func schema3Runs() []checks.Run {
	runs := schema2Runs()
	runs[1].LookBack, runs[1].Looked = true, map[string]checks.Look{
		"S1": {Outcome: checks.OutcomeGone, On: day(1)}, "nowhere": {Outcome: checks.OutcomeOpen, On: day(1)},
	}
	return runs
}

func schema3Stories() []checks.Story {
	first, third := complaintOn("S1", "Payments", day(-4)), complaintOn("S3", "Payments", day(-2))
	for _, s := range []*checks.Story{&first, &third} { // the first at a run's look back
		s.Complaint, _ = s.Complaint.Settle(checks.ComplaintGone, day(1))
	}
	noted := story("S4", "Support", day(-3))
	noted.Noted = day(-1)
	return []checks.Story{third, noted, story("S2", "Payments", day(-4)), first}
}

func schema3Actions() []checks.TeamAction {
	return []checks.TeamAction{between("L1", "Payments"), between("L2", "Payments").Finish(), between("L3", "Shop")}
}

// openSchema3 returns a store in a copy of that file.
func openSchema3(t *testing.T) *store.Store {
	t.Helper()
	s := store.New(copyFile(t, schema3), check)
	t.Cleanup(func() { checkFile(t, s.Path()) })
	return s
}

func TestFileOfVersion3IsBroughtUpToDate(t *testing.T) {
	s := openSchema3(t)
	byTeam := map[string][]checks.Run{}
	for _, r := range schema3Runs() {
		byTeam[r.Team] = append(byTeam[r.Team], r)
		wantRun(t, s, r)
	}
	for team, runs := range byTeam {
		wantSummaries(t, s, team, runs...)
	}
	stories, err := s.Stories("", 0)
	if diff := cmp.Diff(schema3Stories(), stories, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Errorf("stories (-want +got):\n%s%v", diff, err)
	}
	var want []checks.TeamAction
	for _, r := range schema3Runs() {
		if r.IsFinished() {
			want = append(want, checks.ActionsOf(r)...)
		}
	}
	want = append(want, schema3Actions()...)
	checks.SortDue(want)
	actions, err := s.Actions("")
	if diff := cmp.Diff(want, actions); diff != "" || err != nil {
		t.Errorf("actions (-want +got):\n%s%v", diff, err)
	}
	home, err := s.Home("Payments", 1)
	if teams := []string{"Solitude", "Support", "Payments", "Shop"}; err != nil || !home.Leadership || home.Changing || home.Language != "de" || !slices.Equal(home.Teams, teams) {
		t.Errorf("%+v, %v", home, err)
	}
	wantMigrationKept(t, s, schema3)
}

func TestFileOfVersion3IsWrittenTo(t *testing.T) {
	s := openSchema3(t)
	runs, told := schema3Runs(), schema3Stories()
	later := typical("Payments", 7)
	later.Origin = checks.OriginLater
	save(t, s, later)
	wantSummaries(t, s, "Payments", runs[0], runs[1], runs[2], later)
	again := told[0]
	again.Complaint, _ = again.Complaint.Settle(checks.ComplaintBack, day(5))
	done := schema3Actions()[2]
	for _, err := range []error{
		s.SaveStory(told[0], again), s.SaveAction(done, done.Finish()), s.DeleteRun(runs[1].ID), s.DeleteStory(told[3].ID),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	home, err := s.Home("Payments", 1)
	if err != nil || !cmp.Equal(home.Followed, []checks.Story{again}, cmpopts.EquateEmpty()) {
		t.Errorf("%+v, %v", home, err)
	}
	wantSummaries(t, s, "Payments", runs[0], runs[2], later)
}

// All records come out as they came in, whichever program wrote them.
func TestFileOfVersion3IsHandedOutAndTakenIn(t *testing.T) {
	s, to := openSchema3(t), newStore(t)
	all := records(t, s, "")
	if n := len(schema3Runs()) + len(schema3Actions()) + len(schema3Stories()) + 2; len(all) != n {
		t.Errorf("%d of %d records", len(all), n)
	}
	merge(t, to, all, store.MergeOptions{})
	sameRecords(t, "there", all, records(t, to, ""))
}

// What cannot be read is no reason to refuse the others.
func TestDamageInAFileOfVersion3StaysWhereItIs(t *testing.T) {
	for _, bucket := range []string{"runs", "index", "stories", "loose"} {
		t.Run(bucket, func(t *testing.T) {
			s := openSchema3(t)
			flip(t, s.Path(), bucket, 0)
			if h, err := s.History("Support"); err != nil || len(h.Runs) == 0 {
				t.Errorf("%+v, %v", h, err)
			}
			wantRun(t, s, schema3Runs()[5])
			_, err := s.BackUp(store.ForFinish)
			wantCode(t, err, checks.CodeDamaged)
		})
	}
}
