package store_test

import (
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/store"
)

// schema2 is a file that a program has written which knew schema version 2 and no later one. It holds schema2Runs.
const schema2 = "testdata/schema-2.bolt"

func schema2Runs() []checks.Run {
	runs := schema1Runs()
	chair := func(r checks.Run, item string, step checks.Step, revealed bool) {
		rating := r.Ratings[item]
		rating.Chair.Step, rating.Revealed = step, revealed
		r.Ratings[item] = rating
	}
	chair(runs[0], "contact", 5, true)
	chair(runs[0], "trust", checks.NoAnswer, true)
	chair(runs[1], "contact", checks.NoAnswer, true)
	chair(runs[1], "trust", checks.NoAnswer, true)
	chair(runs[4], "contact", 1, true)
	chair(runs[4], "trust", 4, false) // behind what nobody has seen yet
	return runs
}

// openSchema2 returns a store in a copy of that file.
func openSchema2(t *testing.T) *store.Store {
	t.Helper()
	s := store.New(copyFile(t, schema2), check)
	t.Cleanup(func() { checkFile(t, s.Path()) })
	return s
}

func TestFileOfVersion2IsBroughtUpToDate(t *testing.T) {
	s := openSchema2(t)
	byTeam := map[string][]checks.Run{}
	for _, r := range schema2Runs() {
		byTeam[r.Team] = append(byTeam[r.Team], r)
		wantRun(t, s, r)
	}
	for team, runs := range byTeam {
		wantSummaries(t, s, team, runs...) // with the chairs that can be seen
		wantNothingBetween(t, s, team)
	}
	home, err := s.Home("Support", 1)
	if err != nil || !home.Changing || home.Leadership || home.Language != "de" || !slices.Equal(home.Teams, []string{"Solitude", "Support", "Payments"}) {
		t.Errorf("%+v, %v", home, err)
	}
	wantMigrationKept(t, s, schema2)
}

func wantNothingBetween(t *testing.T, s *store.Store, team string) {
	t.Helper()
	if list, err := s.Stories(team, 0); err != nil || list != nil {
		t.Errorf("stories: %v, %v", list, err)
	}
	home, err := s.Home(team, 1)
	if err != nil || home.Followed != nil {
		t.Errorf("%+v, %v", home, err)
	}
	work, err := s.Work(team, nil)
	if err != nil || !slices.Equal(work.Actions, home.Open) || work.Complaints != nil {
		t.Errorf("%+v, %v", work, err)
	}
}

func TestFileOfVersion2IsWrittenTo(t *testing.T) {
	s := openSchema2(t)
	complaint := complaintOn("S1", "Payments", day(3))
	if err := s.SaveStory(checks.Story{}, complaint); err != nil {
		t.Fatal(err)
	}
	action := between("L1", "Support")
	if err := s.SaveAction(checks.TeamAction{}, action); err != nil {
		t.Fatal(err)
	}
	home, err := s.Home("Payments", 1)
	if err != nil || !cmp.Equal(home.Followed, []checks.Story{complaint}) || !cmp.Equal(home.Open, openIn(schema2Runs()[:3]...)) {
		t.Errorf("%+v, %v", home, err)
	}
	if list, err := s.Actions("Support"); err != nil || len(list) != 3 {
		t.Errorf("%v, %v", list, err)
	}
	if err := s.DeleteRun(schema2Runs()[1].ID); err != nil {
		t.Fatal(err)
	}
	wantSummaries(t, s, "Payments", schema2Runs()[0], schema2Runs()[2])
}

func TestEachMigrationLeavesABackup(t *testing.T) {
	s := openSchema1(t)
	if _, err := s.Home("", 1); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.Path(), readFile(t, schema2), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.SaveLanguage("en"); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Backups()
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	for i, schema := range []int{2, 1} {
		if c, err := store.New(list[i].Path, check).Contents(); err != nil || c.Schema != schema {
			t.Errorf("%+v, %v", c, err)
		}
	}
}

// What cannot be read is no reason to refuse the others, and nothing that could be read is worse than before.
func TestDamageInAFileOfVersion2StaysWhereItIs(t *testing.T) {
	runs := schema2Runs()
	for name, damage := range map[string]func(t *testing.T, s *store.Store){
		"a run":           func(t *testing.T, s *store.Store) { flip(t, s.Path(), "runs", 0) },
		"a missing run":   func(t *testing.T, s *store.Store) { forge(t, s, "runs", func(r *record) { r.key = nil }) },
		"a chair nowhere": func(t *testing.T, s *store.Store) { forge(t, s, "runs", func(r *record) { chairOf(r)["chair"] = 77 }) },
		"yesterday's run": func(t *testing.T, s *store.Store) { forge(t, s, "runs", func(r *record) { r.body["revision"] = 99 }) },
		"nothing":         func(*testing.T, *store.Store) {},
	} {
		t.Run(name, func(t *testing.T) {
			s := openSchema2(t)
			damage(t, s)
			for _, team := range []string{"Payments", "Support", "Solitude"} {
				if h, err := s.History(team); err != nil || len(h.Runs) == 0 {
					t.Errorf("%s: %+v, %v", team, h, err)
				}
			}
			_, _, err := s.Run(runs[0].ID)
			if code := checks.CodeOf(err); (code == checks.CodeDamaged) != (name != "nothing") {
				t.Errorf("the run gives %v", err)
			}
			wantRun(t, s, runs[1])
		})
	}
}

func chairOf(r *record) map[string]any {
	return r.body["ratings"].(map[string]any)["contact"].(map[string]any)
}
