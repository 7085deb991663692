package store_test

import (
	"errors"
	"os"
	"slices"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// changed returns what another machine made of the records of [quarter]: one of each kind differs, one is new, one is not there.
func changed(t testing.TB, s *store.Store) (list []checks.Record) {
	for _, rec := range records(t, s, "") {
		switch rec := rec.(type) {
		case checks.Run:
			if rec.ID == typical("", 3).ID {
				rec = rec.Clone()
				rec.Answers["risks"][0].Text, rec.Actions = "theirs", rec.Actions[:1]
			}
			if rec.ID != typical("", 1).ID {
				list = append(list, rec)
			}
		case checks.TeamAction:
			if rec.ID == "L3" {
				rec = rec.Finish()
			}
			list = append(list, rec)
		case checks.Story:
			if rec.ID == "S1" {
				rec.Text, rec.On = "theirs", day(-7)
			}
			list = append(list, rec)
		case checks.Marks:
			rec.Changing, rec.Leadership = !rec.Changing, !rec.Leadership
			list = append(list, rec)
		}
	}
	return append(list, typical("New", 3000), between("L9", "New"), story("S9", "New", day(0)), checks.Marks{Team: "New", Changing: true})
}

func TestRecordsFromElsewhereAreAddedAndNothingHereChanges(t *testing.T) {
	s := quarter(t)
	before, theirs, seen := byKey(records(t, s, "")), changed(t, s), 0
	m := merge(t, s, theirs, store.MergeOptions{Progress: func(done int) {
		if seen++; done != seen {
			t.Errorf("%d after %d", done, seen)
		}
	}})
	if m.Added != 4 || m.Same != 7 || m.Replaced != 0 || m.Backup != "" || seen != len(theirs) {
		t.Errorf("%+v, progress %d of %d", m, seen, len(theirs))
	}
	var conflicts []string
	for _, c := range m.Conflicts {
		conflicts = append(conflicts, keyOf(c.Here))
		if c.Stays || !checks.Same(c.Here, before[keyOf(c.Here)]) || checks.Same(c.Here, c.There) || keyOf(c.Here) != keyOf(c.There) {
			t.Errorf("%+v", c)
		}
	}
	if want := []string{"run " + typical("", 3).ID, "action L3", "story S1", "marks A", "marks Support"}; !slices.Equal(conflicts, want) {
		t.Errorf("conflicts: %q", conflicts)
	}
	after := byKey(records(t, s, ""))
	for key, rec := range before {
		if !checks.Same(rec, after[key]) {
			t.Errorf("%s was changed", key)
		}
	}
	for _, rec := range theirs[len(theirs)-4:] {
		if !checks.Same(rec, after[keyOf(rec)]) {
			t.Errorf("%s is not there", keyOf(rec))
		}
	}
	if list, err := s.Backups(); err != nil || len(list) > 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestWhatDiffersIsReplacedAfterABackup(t *testing.T) {
	s := quarter(t)
	before, theirs := records(t, s, ""), changed(t, s)
	_, revision, err := s.Run(typical("", 3).ID)
	if err != nil {
		t.Fatal(err)
	}
	m := merge(t, s, theirs, store.MergeOptions{Replace: true})
	if m.Added != 4 || m.Same != 7 || m.Replaced != 5 || len(m.Conflicts) != 5 || m.Backup != onlyBackup(t, s, store.ForImport) {
		t.Errorf("%+v", m)
	}
	sameRecords(t, "the backup", before, records(t, store.New(m.Backup, check), ""))
	after := byKey(records(t, s, ""))
	for _, rec := range theirs {
		if !checks.Same(rec, after[keyOf(rec)]) {
			t.Errorf("%s is not theirs", keyOf(rec))
		}
	}
	if _, err := s.SaveRun(typical("Payments", 3), revision); checks.CodeOf(err) != checks.CodeConflict {
		t.Errorf("a stale run was saved: %v", err)
	}
	again := merge(t, s, theirs, store.MergeOptions{Replace: true})
	if again.Same != len(theirs) || again.Backup != "" {
		t.Errorf("once more: %+v", again)
	}
	if contains(t, s.Path(), typical("", 3).Actions[1].ID) || contains(t, s.Path(), "The courier of S1") {
		t.Error("what was replaced is still in the file")
	}
	if _, err := s.Home("Payments", 9); err != nil {
		t.Error(err)
	}
}

func TestTryWritesNothing(t *testing.T) {
	s, none := quarter(t), newStore(t)
	theirs, before := changed(t, s), readFile(t, s.Path())
	for _, replace := range []bool{false, true} {
		tried := merge(t, s, theirs, store.MergeOptions{Try: true, Replace: replace})
		if tried.Added != 4 || tried.Same != 7 || len(tried.Conflicts) != 5 || (tried.Replaced > 0) != replace || tried.Backup != "" {
			t.Errorf("%+v", tried)
		}
	}
	if now := readFile(t, s.Path()); !slices.Equal(now, before) {
		t.Error("the file was changed")
	}
	if tried := merge(t, none, theirs, store.MergeOptions{Try: true}); tried.Added != len(theirs) {
		t.Errorf("%+v", tried)
	}
	if _, err := os.Stat(none.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Error("a file was created")
	}
}

func TestRecordsThatEndInAnErrorAreNotTakenIn(t *testing.T) {
	damaged := typical("Payments", 77)
	damaged.People = -1
	between7, twice := between("L7", "B"), typical("B", 9).Actions[0].ID
	ofRun := checks.ActionsOf(typical("Payments", 1))[0]
	for name, tc := range map[string]struct {
		list []checks.Record
		err  error
		want checks.Code
	}{
		"an error of theirs":              {list: []checks.Record{between7}, err: errFull},
		"a run that is not valid":         {list: []checks.Record{between7, damaged}, want: checks.CodePeople},
		"a story that is not valid":       {list: []checks.Record{between7, checks.Story{ID: "S7", Team: "B"}}, want: checks.CodeDay},
		"an action that is not valid":     {list: []checks.Record{between7, checks.TeamAction{Team: "B"}}, want: checks.CodeInvalidRun},
		"marks of no team":                {list: []checks.Record{between7, checks.Marks{}}, want: checks.CodeTeamEmpty},
		"an action of a run by itself":    {list: []checks.Record{between7, ofRun}, want: checks.CodeInvalidRun},
		"a run twice":                     {list: []checks.Record{typical("B", 9), typical("B", 9)}, want: checks.CodeTwice},
		"an action twice":                 {list: []checks.Record{between7, between7}, want: checks.CodeTwice},
		"an action of a run, and another": {list: []checks.Record{typical("B", 9), between(twice, "B")}, want: checks.CodeTwice},
		"another, and one of a run":       {list: []checks.Record{between(twice, "B"), typical("B", 9)}, want: checks.CodeTwice},
		"a story twice":                   {list: []checks.Record{story("S7", "B", day(1)), story("S7", "C", day(2))}, want: checks.CodeTwice},
		"marks twice":                     {list: []checks.Record{between7, checks.Marks{Team: "B"}, checks.Marks{Team: "B"}}, want: checks.CodeTwice},
	} {
		t.Run(name, func(t *testing.T) {
			s := quarter(t)
			before := records(t, s, "")
			for _, o := range []store.MergeOptions{{}, {Try: true}, {Replace: true}} {
				m, err := s.Merge(sequence(tc.list, tc.err), o)
				if checks.CodeOf(err) != tc.want || tc.err != nil && !errors.Is(err, tc.err) || err == nil || m.Added > 0 {
					t.Errorf("%+v, %v", m, err)
				}
			}
			sameRecords(t, "after it", before, records(t, s, ""))
		})
	}
}

func TestPanicOfWhoeverHasTheRecordsIsTheirs(t *testing.T) {
	s := quarter(t)
	before := records(t, s, "")
	for name, merge := range map[string]func() (store.Merged, error){
		"sequence": func() (store.Merged, error) {
			return s.Merge(func(yield func(checks.Record, error) bool) {
				yield(between("L7", "B"), nil)
				panic("mistake")
			}, store.MergeOptions{})
		},
		"progress": func() (store.Merged, error) {
			o := store.MergeOptions{Progress: func(int) { panic("mistake") }}
			return s.Merge(sequence([]checks.Record{between("L7", "B")}, nil), o)
		},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if p := recover(); p != "mistake" {
					t.Errorf("recovered %v", p)
				}
				sameRecords(t, "after it", before, records(t, s, ""))
			}()
			_, err := merge()
			t.Errorf("got %v", err)
		})
	}
}

// One id for two things is taken from nobody.
func TestActionsOfRunsAndBetweenThemNeverShareAnID(t *testing.T) {
	s := quarter(t)
	mine := typical("Payments", 1).Actions[0].ID
	other := typical("Elsewhere", 500)
	other.Actions[1].ID = "L3"
	changed := typical("Payments", 3)
	changed.Actions = append(changed.Actions, checks.Action{ID: "L2", From: "trust", Text: "x", State: checks.Open})
	before := records(t, s, "")
	list := []checks.Record{other, changed, between(mine, "Elsewhere")}
	for _, o := range []store.MergeOptions{{Try: true}, {}, {Replace: true}} {
		m := merge(t, s, list, o)
		if m.Added+m.Same+m.Replaced > 0 || len(m.Conflicts) != 3 || m.Backup != "" {
			t.Fatalf("%+v", m)
		}
		for i, key := range []string{"action L3", "run " + changed.ID, "action " + mine} {
			if c := m.Conflicts[i]; !c.Stays || keyOf(c.Here) != key || !checks.Same(c.There, list[i]) {
				t.Errorf("%+v", c)
			}
		}
	}
	sameRecords(t, "after it", before, records(t, s, ""))
}

func TestMarksOfATeamThatIsNotThereStayOut(t *testing.T) {
	s := quarter(t)
	marks := checks.Marks{Team: "Nobody", Leadership: true}
	for _, o := range []store.MergeOptions{{Try: true}, {}, {Replace: true}} {
		m := merge(t, s, []checks.Record{marks, checks.Marks{Team: "Nobody else"}}, o)
		if m.Same != 1 || len(m.Conflicts) != 1 || !m.Conflicts[0].Stays || m.Conflicts[0].Here != (checks.Marks{Team: "Nobody"}) {
			t.Errorf("%+v", m)
		}
	}
	m := merge(t, s, []checks.Record{marks, between("L8", "Nobody")}, store.MergeOptions{})
	if home, err := s.Home("Nobody", 1); err != nil || !home.Leadership || m.Added != 2 {
		t.Errorf("%+v, %+v, %v", m, home, err)
	}
}

// What a run said at its look back, its actions and stories have with them.
func TestLookBackIsNotAppliedOnceMore(t *testing.T) {
	s := quarter(t)
	run := typical("Payments", 600)
	run.LookBack, run.Looked = true, map[string]checks.Look{
		"L3": {Outcome: checks.OutcomeDone, On: day(1)}, "S2": {Outcome: checks.OutcomeGone, On: day(1)},
	}
	merge(t, s, []checks.Record{run}, store.MergeOptions{})
	run.Looked["S3"] = checks.Look{Outcome: checks.OutcomeGone, On: day(1)}
	merge(t, s, []checks.Record{run}, store.MergeOptions{Replace: true})
	work, err := s.Work("Payments", []string{"L3"})
	if i := slices.IndexFunc(work.Actions, func(a checks.TeamAction) bool { return a.ID == "L3" }); err != nil || i < 0 || work.Actions[i].State != checks.Open {
		t.Errorf("%+v, %v", work, err)
	}
}

func TestToTakeInIsNotToUse(t *testing.T) {
	s, fresh := newStore(t), newStore(t, store.WithPiece(2))
	save(t, s, typical("B", 1), typical("A", 2))
	list := []checks.Record{typical("C", 30), typical("D", 10), typical("B", 20), unfinished(typical("E", 15)), story("S", "F", day(99))}
	merge(t, s, list, store.MergeOptions{})
	merge(t, fresh, list, store.MergeOptions{})
	for s, want := range map[*store.Store][]string{s: {"A", "B", "C", "D", "E", "F"}, fresh: {"C", "B", "E", "D", "F"}} {
		home, err := s.Home("", 1)
		if err != nil || home.Team != want[0] || !slices.Equal(home.Teams, want) {
			t.Errorf("%+v, %v, want %q", home, err, want)
		}
		if h, err := s.History(""); err != nil || h.Team != want[0] {
			t.Errorf("%+v, %v", h, err)
		}
	}
}

// A commit in the file itself that fails may have taken place.
func TestMergeInPlaceWhoseCommitFailsIsLookedFor(t *testing.T) {
	run, action, told := typical("New", 9), between("L9", "New"), story("S9", "New", day(1))
	for name, last := range map[string]checks.Record{
		"run": run, "action": action, "story": told, "marks": checks.Marks{Team: "New", Changing: true}, "nothing new": nil,
	} {
		t.Run(name, func(t *testing.T) {
			s := quarter(t)
			list := []checks.Record{typical("New", 8)}
			if last == nil {
				list = records(t, s, "")
			} else {
				list = append(list, last)
			}
			landed := store.New(s.Path(), check, store.InPlace, store.WithCommit(failOnce()))
			if m, err := landed.Merge(sequence(list, nil), store.MergeOptions{}); err != nil || m.Added+m.Same != len(list) {
				t.Errorf("%+v, %v", m, err)
			}
			after := byKey(records(t, s, ""))
			for _, rec := range list {
				if !checks.Same(after[keyOf(rec)], rec) {
					t.Errorf("%s is not there", keyOf(rec))
				}
			}
		})
	}
	s := quarter(t)
	lost := store.New(s.Path(), check, store.InPlace, store.WithCommit(func(*bolt.Tx) error { return errFull }))
	_, err := lost.Merge(sequence([]checks.Record{run, action}, nil), store.MergeOptions{})
	wantCode(t, err, checks.CodeIO)
	if _, _, err := s.Run(run.ID); checks.CodeOf(err) != checks.CodeNotFound {
		t.Error(err)
	}
}

// Without a backup nothing is replaced.
func TestNothingIsReplacedWhereNoBackupCanBeMade(t *testing.T) {
	s := quarter(t)
	before, theirs := records(t, s, ""), changed(t, s)
	if err := os.WriteFile(s.BackupFolder(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := s.Merge(sequence(theirs, nil), store.MergeOptions{Replace: true})
	wantCode(t, err, checks.CodeBackupFolder)
	sameRecords(t, "after it", before, records(t, s, ""))
}

func TestDamagedRecordIsNotReplaced(t *testing.T) {
	s := store.New(copyFile(t, quarter(t).Path()), check)
	theirs := records(t, s, "")
	flip(t, s.Path(), "runs", 0)
	for _, o := range []store.MergeOptions{{Try: true}, {}, {Replace: true}} {
		_, err := s.Merge(sequence(theirs, nil), o)
		wantCode(t, err, checks.CodeDamaged)
	}
}

// clock returns a clock that stands still.
func clock(at time.Time) store.Option {
	return store.WithClock(func() time.Time { return at })
}
