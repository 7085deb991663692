package store_test

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

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
		case checks.Action:
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

func TestWhatDiffersIsReplacedAfterABackup(t *testing.T) {
	s := quarter(t)
	before, theirs := records(t, s, ""), changed(t, s)
	_, revision, err := s.Run(typical("", 3).ID)
	wantOK(t, err)
	m := merge(t, s, theirs, store.MergeOptions{Replace: true})
	if m.Added.Records != 4 || m.Same.Records != 7 || m.Replaced.Records != 5 || len(m.Conflicts) != 5 || m.Backup != onlyBackup(t, s, store.ForImport) {
		t.Errorf("%+v", m)
	}
	wantSame(t, "the backup", before, records(t, store.New(m.Backup, check), ""))
	after := byKey(records(t, s, ""))
	for _, rec := range theirs {
		if !checks.Same(rec, after[keyOf(rec)]) {
			t.Errorf("%s is not theirs", keyOf(rec))
		}
	}
	wantNotSaved(t, s, typical("Payments", 3), revision, checks.CodeConflict)
	again := merge(t, s, theirs, store.MergeOptions{Replace: true})
	if again.Same.Records != len(theirs) || again.Backup != "" {
		t.Errorf("once more: %+v", again)
	}
	wantGone(t, s.Path(), typical("", 3).Actions[1].ID, "The courier of S1")
}

func TestRecordsThatEndInAnErrorAreNotTakenIn(t *testing.T) {
	damaged := typical("Payments", 77)
	damaged.People = -1
	between7 := between("L7", "B")
	ofRun := checks.ActionsOf(typical("Payments", 1))[0]
	for name, tc := range map[string]struct {
		list []checks.Record
		err  error
		want checks.Code
	}{
		"an error of theirs":           {list: []checks.Record{between7}, err: errFull},
		"a run that is not valid":      {list: []checks.Record{between7, damaged}, want: checks.CodePeople},
		"a story that is not valid":    {list: []checks.Record{between7, checks.Story{ID: "S7", Team: "B"}}, want: checks.CodeDay},
		"an action that is not valid":  {list: []checks.Record{between7, checks.Action{Team: "B"}}, want: checks.CodeMissingField},
		"marks of no team":             {list: []checks.Record{between7, checks.Marks{}}, want: checks.CodeTeamEmpty},
		"an action of a run by itself": {list: []checks.Record{between7, ofRun}, want: checks.CodeInvalid},
		"a run twice":                  {list: []checks.Record{typical("B", 9), typical("B", 9)}, want: checks.CodeTwice},
		"an action twice":              {list: []checks.Record{between7, between7}, want: checks.CodeTwice},
		"a story twice":                {list: []checks.Record{story("S7", "B", day(1)), story("S7", "C", day(2))}, want: checks.CodeTwice},
		"marks twice":                  {list: []checks.Record{between7, checks.Marks{Team: "B"}, checks.Marks{Team: "B"}}, want: checks.CodeTwice},
	} {
		t.Run(name, func(t *testing.T) {
			s := quarter(t)
			before := records(t, s, "")
			for _, o := range []store.MergeOptions{{}, {Try: true}, {Replace: true}} {
				m, err := s.Merge(sequence(tc.list, tc.err), o)
				if checks.CodeOf(err) != tc.want || tc.err != nil && !errors.Is(err, tc.err) || err == nil || m.Added.Records > 0 {
					t.Errorf("%+v, %v", m, err)
				}
			}
			wantSame(t, "after it", before, records(t, s, ""))
		})
	}
}

func TestMarksOfATeamThatIsNotThereStayOut(t *testing.T) {
	s := quarter(t)
	marks := checks.Marks{Team: "Nobody", Leadership: true}
	for _, o := range []store.MergeOptions{{Try: true}, {}, {Replace: true}} {
		m := merge(t, s, []checks.Record{marks, checks.Marks{Team: "Nobody else"}}, o)
		if m.Same.Records != 1 || len(m.Conflicts) != 1 || !m.Conflicts[0].Stays || m.Conflicts[0].Stored != (checks.Marks{Team: "Nobody"}) {
			t.Errorf("%+v", m)
		}
	}
	m := merge(t, s, []checks.Record{marks, between("L8", "Nobody")}, store.MergeOptions{})
	if snap, err := s.Snapshot("Nobody"); err != nil || !snap.Marks.Leadership || m.Added.Records != 2 {
		t.Errorf("%+v, %+v, %v", m, snap, err)
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
	snap, err := s.Snapshot("Payments")
	if i := slices.IndexFunc(snap.ActionsBetween, func(a checks.Action) bool { return a.ID == "L3" }); err != nil || i < 0 || snap.ActionsBetween[i].State != checks.Open {
		t.Errorf("%+v, %v", snap, err)
	}
}

func TestToTakeInIsNotToUse(t *testing.T) {
	s, fresh := newStore(t), newStore(t)
	save(t, s, typical("B", 1), typical("A", 2))
	list := []checks.Record{typical("C", 30), typical("D", 10), typical("B", 20), unfinished(typical("E", 15)), story("S", "F", day(99))}
	merge(t, s, list, store.MergeOptions{})
	merge(t, fresh, list, store.MergeOptions{})
	for s, want := range map[*store.Store][]string{s: {"A", "B", "C", "D", "E", "F"}, fresh: {"C", "B", "D", "E", "F"}} {
		snap, err := s.Snapshot("")
		if err != nil || snap.Team != want[0] || !slices.Equal(snap.Teams, want) {
			t.Errorf("%+v, %v, want %q", snap, err, want)
		}
	}
}

// clock returns a clock that stands still.
func clock(at time.Time) store.Option {
	return store.WithClock(func() time.Time { return at })
}

// records returns all that is kept of a team, of all teams for "".
func records(t fatal, s *store.Store, team string) (list []checks.Record) {
	t.Helper()
	for rec, err := range s.Records(team) {
		wantOK(t, err)
		list = append(list, rec)
	}
	return list
}

// fatal is a test, or one of rapid's.
type fatal interface {
	Helper()
	Fatal(args ...any)
}

// sequence returns records as they come from elsewhere, and then an error if there is one.
func sequence(list []checks.Record, err error) iter.Seq2[checks.Record, error] {
	return func(yield func(checks.Record, error) bool) {
		for _, rec := range list {
			if !yield(rec, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

func merge(t fatal, s *store.Store, list []checks.Record, o store.MergeOptions) store.Merged {
	t.Helper()
	m, err := s.Merge(sequence(list, nil), o)
	wantOK(t, err)
	return m
}

// anyLife does to a file what a team does over some time.
func anyLife(t *rapid.T, s *store.Store, m *model) {
	deeds := m.deeds(s)
	for range rapid.IntRange(0, 8).Draw(t, "deeds") {
		m.revise(t, s)
		deeds[rapid.SampledFrom(slices.Sorted(maps.Keys(deeds))).Draw(t, "deed")](t)
	}
}

// TestTwoFilesThatAreMergedBothWaysHoldTheSame lets two files begin alike and go on apart.
func TestTwoFilesThatAreMergedBothWaysHoldTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		a := store.New(filepath.Join(t.TempDir(), "a.db"), check)
		b := store.New(filepath.Join(t.TempDir(), "b.db"), check)
		ours, theirs := newModel(), newModel()
		anyLife(rt, a, ours)
		if rapid.Bool().Draw(rt, "from one root") {
			merge(rt, b, records(rt, a, ""), store.MergeOptions{})
			theirs = ours.copied(rt, b)
		}
		anyLife(rt, a, ours)
		anyLife(rt, b, theirs)

		wantOnlyAdded(rt, b, records(rt, a, ""))
		wantOnlyAdded(rt, a, records(rt, b, ""))
		of := records(rt, a, "")
		tried := merge(rt, b, of, store.MergeOptions{Replace: true, Try: true})
		m := merge(rt, b, of, store.MergeOptions{Replace: true})
		if m.Replaced.Records != len(m.Conflicts) || m.Added.Records > 0 && len(m.Conflicts) == 0 || (m.Backup != "") != (m.Replaced.Records > 0) {
			rt.Fatalf("%+v", m)
		}
		m.Backup = ""
		wantSame(rt, "the try", tried, m)
		wantSame(rt, "there", of, records(rt, b, ""))
		again := merge(rt, b, of, store.MergeOptions{Replace: true})
		wantSame(rt, "once more", [2]int{len(of), 0}, [2]int{again.Same.Records, len(again.Conflicts)})
		for _, s := range []*store.Store{a, b} {
			checkFile(t, s.Path())
		}
	})
}

// wantOnlyAdded takes records in without replacing anything: what was here stays, what was not is there after that, and all that
// differs is told with both sides.
func wantOnlyAdded(t *rapid.T, s *store.Store, theirs []checks.Record) {
	ours := records(t, s, "")
	before := byKey(ours)
	tried := merge(t, s, theirs, store.MergeOptions{Try: true})
	wantSame(t, "after a try", ours, records(t, s, ""))
	m := merge(t, s, theirs, store.MergeOptions{})
	wantSame(t, "the try", tried, m)
	after, conflicts := byKey(records(t, s, "")), map[string]store.Conflict{}
	for _, c := range m.Conflicts {
		conflicts[keyOf(c.Incoming)] = c
	}
	if m.Backup != "" || m.Replaced.Records != 0 || m.Added.Records+m.Same.Records+len(conflicts) != len(theirs) || len(after) != len(before)+m.Added.Records {
		t.Fatalf("%+v of %d, %d before and %d after", m, len(theirs), len(before), len(after))
	}
	for key, here := range before {
		if !checks.Same(here, after[key]) {
			t.Fatalf("%s was changed:\n%s", key, diffOf(here, after[key]))
		}
	}
	for _, there := range theirs {
		c, differs := conflicts[keyOf(there)]
		here, known := before[keyOf(there)]
		switch {
		case !differs && !checks.Same(after[keyOf(there)], there):
			t.Fatalf("%s is lost", keyOf(there))
		case differs && !checks.Same(c.Incoming, there), differs && known && !checks.Same(c.Stored, here):
			t.Fatalf("%s is told as %+v", keyOf(there), c)
		}
	}
}

func keyOf(rec checks.Record) string { return checks.KindOf(rec) + " " + rec.Key() }

func byKey(list []checks.Record) map[string]checks.Record {
	m := map[string]checks.Record{}
	for _, rec := range list {
		m[keyOf(rec)] = rec
	}
	return m
}

func TestWhatIsReplacedIsNowhereInALargeFile(t *testing.T) {
	s := newStore(t)
	var runs []checks.Record
	for i := range 1500 { // more than a new file takes in one transaction
		runs = append(runs, typical("A", i))
	}
	candid := runs[3].(checks.Run)
	candid.Answers["risks"][0].Text = "A candid answer."
	merge(t, s, runs, store.MergeOptions{})
	now := candid.Clone()
	now.Answers["risks"][0].Text = "Another one."
	merge(t, s, []checks.Record{now}, store.MergeOptions{Replace: true})
	wantGone(t, s.Path(), "A candid answer.")
}

// replicate makes a change by the state that is noted, which it returns.
func replicate(t testing.TB, s *store.Store, r store.Replication) (state string, ofFile bool, list []checks.Record) {
	t.Helper()
	wantOK(t, s.Replicate(func(noted []byte, known bool, records []checks.Record) (store.Replication, error) {
		state, ofFile, list = string(noted), known, records
		if r.State == nil {
			r.State = noted
		}
		return r, nil
	}))
	return state, ofFile, list
}

func TestTheStateBesideAFileIsOfThatFileAlone(t *testing.T) {
	s := quarter(t)
	backup, err := s.BackUp(store.ForAsked)
	wantOK(t, err)
	replicate(t, s, store.Replication{State: []byte(`"one"`), Apart: 2})
	before := readFile(t, s.Path())
	if state, ofFile, list := replicate(t, s, store.Replication{}); state != `"one"` || !ofFile || len(list) != 13 {
		t.Errorf("%s %v, %d records", state, ofFile, len(list))
	}
	if !slices.Equal(before, readFile(t, s.Path())) {
		t.Error("nothing was changed, and the file was written")
	}
	if snap, err := s.Snapshot(""); err != nil || snap.Apart != 2 {
		t.Errorf("%d apart, %v", snap.Apart, err)
	}
	f, err := os.Open(backup.Path)
	wantOK(t, err)
	defer func() { _ = f.Close() }()
	_, err = restored(s, f)
	wantOK(t, err)
	if state, ofFile, err := s.State(); string(state) != `"one"` || ofFile || err != nil {
		t.Errorf("after a restore %s %v %v", state, ofFile, err)
	}
	if snap, err := s.Snapshot(""); err != nil || snap.Apart != 0 {
		t.Errorf("%d apart, %v", snap.Apart, err)
	}
}

// Whatever a crash leaves between the two renames, the number in the file says which state counts.
func TestTheStateThatCountsIsThatOfTheLastChange(t *testing.T) {
	s := quarter(t)
	replicate(t, s, store.Replication{State: []byte(`"one"`)})
	one, file := readFile(t, s.StateFile()), readFile(t, s.Path())
	replicate(t, s, store.Replication{State: []byte(`"two"`)})
	two := readFile(t, s.StateFile())
	for _, c := range []struct {
		about           string
		state, next, db []byte
		want            string
	}{
		{"before the change", one, two, file, `"one"`},
		{"after the change", one, two, readFile(t, s.Path()), `"two"`},
		{"with part of the next one", two, one[:9], readFile(t, s.Path()), `"two"`},
	} {
		wantOK(t, os.WriteFile(s.StateFile(), c.state, 0o600))
		wantOK(t, os.WriteFile(s.StateFile()+".new", c.next, 0o600))
		wantOK(t, os.WriteFile(s.Path(), c.db, 0o600))
		if state, ofFile, err := s.State(); string(state) != c.want || !ofFile || err != nil {
			t.Errorf("%s: %s %v %v", c.about, state, ofFile, err)
		}
		replicate(t, s, store.Replication{State: []byte(c.want + " ")})
		if state, ofFile, _ := replicate(t, s, store.Replication{}); state != c.want+" " || !ofFile {
			t.Errorf("%s, then: %s %v", c.about, state, ofFile)
		}
	}
}

func TestWhatIsReplicatedMovesAndGoesWithItsText(t *testing.T) {
	s := quarter(t)
	all := records(t, s, "")
	var r store.Replication
	r.State = []byte(`{}`)
	for _, rec := range all {
		switch rec := rec.(type) {
		case checks.Story:
			if rec.ID == "S1" {
				now := rec
				now.Team, now.On, now.Text = "Elsewhere", day(-40), "quite another text"
				r.Save = append(r.Save, [2]checks.Record{rec, now})
			} else {
				r.Remove = append(r.Remove, rec)
			}
		case checks.Marks:
			r.Remove = append(r.Remove, rec)
		}
	}
	r.Save = append(r.Save, [2]checks.Record{nil, checks.Marks{Team: "Elsewhere", Leadership: true}})
	replicate(t, s, r)
	list, err := s.Stories("")
	wantOK(t, err)
	if len(list) != 1 || list[0].Team != "Elsewhere" {
		t.Errorf("%v", list)
	}
	for _, rec := range records(t, s, "") {
		if m, ok := rec.(checks.Marks); ok && (m.Team != "Elsewhere" || !m.Leadership) {
			t.Errorf("%v", m)
		}
	}
	for _, rec := range r.Remove {
		if st, ok := rec.(checks.Story); ok && contains(t, s.Path(), st.Text) {
			t.Errorf("%q is in the file", st.Text)
		}
	}
}

func TestWhereAStateCannotBeNotedNothingIsChanged(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil func(s *store.Store) error
		r     store.Replication
		fails error
	}{
		"a folder in the place of the next state": {spoil: func(s *store.Store) error { return os.MkdirAll(s.StateFile()+".new/x", 0o700) }},
		"a folder in the place of the state": {spoil: func(s *store.Store) error {
			return errors.Join(os.Rename(s.StateFile(), s.StateFile()+".new"), os.MkdirAll(s.StateFile()+"/x", 0o700))
		}},
		"what no record can be": {r: store.Replication{Save: [][2]checks.Record{{nil, checks.Story{ID: "S9"}}}}},
		"no decision":           {fails: io.ErrUnexpectedEOF},
		"a damaged record":      {spoil: func(s *store.Store) error { flip(t, s.Path(), "runs", 0); return nil }},
	} {
		s := quarter(t)
		replicate(t, s, store.Replication{State: []byte(`"one"`)})
		if tt.spoil != nil {
			wantOK(t, tt.spoil(s))
		}
		before := readFile(t, s.Path())
		tt.r.State = []byte(`"two"`)
		err := s.Replicate(func([]byte, bool, []checks.Record) (store.Replication, error) { return tt.r, tt.fails })
		if err == nil || !bytes.Equal(before, readFile(t, s.Path())) {
			t.Errorf("%s: %v, and the file is another one: %v", name, err, !bytes.Equal(before, readFile(t, s.Path())))
		}
	}
}
