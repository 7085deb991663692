package store_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// schema1 is a file that a program has written which knew schema version 1 and no later one. It holds schema1Runs.
const schema1 = "testdata/schema-1.bolt"

func schema1Runs() []checks.Run {
	with := func(r checks.Run, actions ...checks.Action) checks.Run { r.Actions = actions; return r }
	action := func(id string, s checks.State, due checks.Day) checks.Action {
		return checks.Action{ID: id, From: "contact", Text: "Call one customer a week", Owner: "Ana", State: s, Due: due}
	}
	september, june := checks.Day{Year: 2026, Month: 9, Day: 30}, checks.Day{Year: 2026, Month: 6, Day: 1}
	return []checks.Run{
		with(typical("Payments", 1), action("A1", checks.Open, september), action("A2", checks.Done, september), action("A3", checks.Open, checks.Day{})),
		with(typical("Payments", 2), action("B1", checks.Done, june), action("B2", checks.Dropped, june)),
		with(typical("Payments", 3), action("C1", checks.Open, june)),
		typical("Support", 4),
		with(unfinished(typical("Support", 5)), action("E1", checks.Open, june), action("E2", checks.Done, june)),
		with(typical("Solitude", 6), action("F1", checks.Done, june)),
	}
}

// openSchema1 returns a store in a copy of that file.
func openSchema1(t *testing.T) *store.Store {
	t.Helper()
	s := store.New(copyFile(t, schema1), check)
	t.Cleanup(func() { checkFile(t, s.Path()) })
	return s
}

func TestFileOfVersion1IsBroughtUpToDate(t *testing.T) {
	s := openSchema1(t)
	byTeam := map[string][]checks.Run{}
	for _, r := range schema1Runs() {
		byTeam[r.Team] = append(byTeam[r.Team], r)
	}
	for team, runs := range byTeam {
		wantTeam(t, s, team, runs...)
		for _, r := range runs {
			wantRun(t, s, r)
		}
	}
	if home, err := s.Home("", 1); err != nil || home.Team != "Solitude" || home.Language != "de" || len(home.Unfinished) != 1 {
		t.Errorf("%+v, %v", home, err)
	}
	wantMigrationKept(t, s, schema1)
}

// wantMigrationKept compares the backup from before a migration with what the file was.
func wantMigrationKept(t *testing.T, s *store.Store, was string) {
	t.Helper()
	backup := onlyBackup(t, s, store.ForMigration)
	checkFile(t, backup)
	if now, then := readFile(t, backup), readFile(t, was); !bytes.Equal(now[2*os.Getpagesize():], then[2*os.Getpagesize():len(now)]) {
		t.Error("the copy is not what the file was")
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// wantTeam compares what is read of a team with what one can reckon from all its runs, the earliest first.
func wantTeam(t *testing.T, s *store.Store, team string, runs ...checks.Run) {
	t.Helper()
	home, err := s.Home(team, 1)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(openIn(runs...), home.Open); diff != "" {
		t.Errorf("open actions of %s (-want +got):\n%s", team, diff)
	}
	wantSummaries(t, s, team, runs...)
}

func wantSummaries(t *testing.T, s *store.Store, team string, runs ...checks.Run) {
	t.Helper()
	var want []checks.Summary
	for _, r := range runs {
		want = append([]checks.Summary{checks.Summarize(r)}, want...)
	}
	h, err := s.History(team)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, h.Runs); diff != "" {
		t.Errorf("history of %s (-want +got):\n%s", team, diff)
	}
}

func TestFileOfVersion1IsWrittenTo(t *testing.T) {
	s := openSchema1(t)
	runs := schema1Runs()
	_, revision, err := s.Run(runs[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	runs[0].Actions[0].State = checks.Done
	if _, err := s.SaveRun(runs[0], revision); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteRun(runs[2].ID); err != nil {
		t.Fatal(err)
	}
	wantTeam(t, s, "Payments", runs[0], runs[1])
}

func TestFileOfVersion1WithManyRunsIsBroughtUpToDate(t *testing.T) {
	s := newStore(t)
	var all []checks.Run
	byTeam := map[string][]checks.Run{}
	for i := range 2000 {
		r := withStates(typical(fmt.Sprintf("Team %d", i%20), i), checks.Done, checks.Open, checks.Dropped, checks.Open)
		switch i % 3 {
		case 0:
			r.Actions = r.Actions[:1]
		case 1:
			r.Actions = r.Actions[:3]
		}
		all, byTeam[r.Team] = append(all, r), append(byTeam[r.Team], r)
	}
	if err := s.SaveRuns(all); err != nil {
		t.Fatal(err)
	}
	asSchema1(t, s.Path())
	for team, runs := range byTeam {
		wantTeam(t, s, team, runs...)
	}
}

// asSchema1 leaves a file as a program writes it that knows schema version 1 and no later one. There is nothing in it yet that
// only later programs can write.
func asSchema1(t testing.TB, path string) {
	t.Helper()
	edit(t, path, func(tx *bolt.Tx) error {
		for _, bucket := range []string{"open", "loose", "stories", "followed"} {
			if err := tx.DeleteBucket([]byte(bucket)); err != nil {
				return err
			}
		}
		for _, bucket := range []string{"index", "unfinished", "teams"} {
			if err := forget(tx, bucket, "open", "changing", "chairs"); err != nil {
				return err
			}
		}
		v, err := store.Seal("emptychair", []byte("schema"), 0, map[string]any{"version": 1, "program": "0.1.0"})
		if err != nil {
			return err
		}
		return tx.Bucket([]byte("emptychair")).Put([]byte("schema"), v)
	})
}

// forget takes fields out of all records of a bucket.
func forget(tx *bolt.Tx, bucket string, fields ...string) error {
	changed := map[string][]byte{}
	b := tx.Bucket([]byte(bucket))
	err := b.ForEach(func(k, v []byte) error {
		var body map[string]any
		parts, err := store.Unseal(bucket, k, v, &body)
		if err != nil {
			return err
		}
		for _, f := range fields {
			delete(body, f)
		}
		changed[string(k)], err = store.Seal(bucket, k, parts, body)
		return err
	})
	for k, v := range changed {
		if err := b.Put([]byte(k), v); err != nil {
			return err
		}
	}
	return err
}

// A damaged record in a file of version 1 is no reason to refuse the others, and nothing of it is passed over without a word.
func TestDamageInAFileOfVersion1StaysWhereItIs(t *testing.T) {
	for name, tc := range map[string]struct {
		bucket string
		n      int
		home   bool // of Payments can still be read
	}{
		"the only open action":                  {"actions", 5, false},
		"a summary that Home does not read":     {"index", 2, false},
		"a summary of a run without open work":  {"index", 1, true},
		"an action that is done, of another":    {"actions", 9, true},
		"the summary of an unfinished run":      {"unfinished", 0, false},
		"the record of a team that is not read": {"teams", 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := openSchema1(t)
			flip(t, s.Path(), tc.bucket, tc.n)
			_, err := s.Home("Payments", 1)
			if code := checks.CodeOf(err); tc.home != (err == nil) || err != nil && code != checks.CodeDamaged {
				t.Errorf("home of Payments: %v", err)
			}
			if tc.bucket != "unfinished" {
				if _, err := s.History("Solitude"); err != nil {
					t.Error(err)
				}
			}
			if _, _, err := s.Run(schema1Runs()[5].ID); err != nil && tc.n != 9 {
				t.Error(err)
			}
		})
	}
}

// More are open then than its summary says there are.
func TestActionTooManyInAFileOfVersion1StaysWhereItIs(t *testing.T) {
	s := openSchema1(t)
	for _, more := range []string{"x", "xx"} {
		forge(t, s, "actions", func(r *record) { r.key = append(r.key, more...) })
	}
	_, err := s.Home("Payments", 1)
	wantCode(t, err, checks.CodeDamaged)
	if h, err := s.History("Payments"); err != nil || len(h.Runs) != 3 {
		t.Error(h, err)
	}
}

// flip changes a byte in the n-th record of a bucket.
func flip(t *testing.T, path, bucket string, n int) {
	t.Helper()
	edit(t, path, func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte(bucket)).Cursor()
		k, v := c.First()
		for range n {
			k, v = c.Next()
		}
		v = bytes.Clone(v)
		v[len(v)/2] ^= 1
		return tx.Bucket([]byte(bucket)).Put(bytes.Clone(k), v)
	})
}
