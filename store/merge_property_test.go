package store_test

import (
	"iter"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/store"
)

// records returns all that is kept of a team, of all teams for "".
func records(t fatal, s *store.Store, team string) (list []checks.Record) {
	t.Helper()
	err := s.Records(team, func(all iter.Seq2[checks.Record, error]) error {
		for rec, err := range all {
			if err != nil {
				return err
			}
			list = append(list, rec)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
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
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func sameRecords(t fatal, what string, want, got []checks.Record) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatal(what + " (-want +got):\n" + diff)
	}
}

// anyLife does to a file what a team does over some time.
func anyLife(t *rapid.T, s *store.Store, m *model) {
	ids := rapid.SampledFrom([]string{"R1", "R2", "R10"})
	for range rapid.IntRange(0, 8).Draw(t, "deeds") {
		m.revise(t, s)
		switch rapid.IntRange(0, 8).Draw(t, "deed") {
		case 0, 1:
			m.saveRun(t, s, anyRun(ids).Draw(t, "run"))
		case 2:
			m.saveRun(t, s, anyLooks(t, anyRun(ids).Draw(t, "run")))
		case 3:
			m.deleteRun(t, s, ids.Draw(t, "id"))
		case 4:
			m.tell(t, s)
		case 5:
			m.act(t, s)
		case 6:
			m.untell(t, s, storyIDs.Draw(t, "id"))
		case 7:
			m.lead(t, s)
		case 8:
			m.change(t, s)
		}
	}
}

// change says that the people of a team change, or tells a story or an action otherwise.
func (m *model) change(t *rapid.T, s *store.Store) {
	team, changing := anyTeam.Draw(t, "team"), rapid.Bool().Draw(t, "changing")
	if err := s.MarkChanging(team, changing); err == nil {
		m.mark(m.changing, team, changing)
	}
	if len(m.stories) > 0 {
		m.retell(t, s)
	}
	if len(m.actions("")) > 0 {
		m.react(t, s)
	}
}

// TestTwoFilesThatAreMergedBothWaysHoldTheSame lets two files begin alike and go on apart.
func TestTwoFilesThatAreMergedBothWaysHoldTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		a := store.New(filepath.Join(t.TempDir(), "a.db"), check, store.WithPiece(2))
		b := store.New(filepath.Join(t.TempDir(), "b.db"), check, store.InPlace)
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
		if m.Replaced != len(m.Conflicts) || m.Added > 0 && len(m.Conflicts) == 0 || (m.Backup != "") != (m.Replaced > 0) {
			rt.Fatalf("%+v", m)
		}
		m.Backup = ""
		wantSame(rt, "the try", tried, m, nil)
		sameRecords(rt, "there", of, records(rt, b, ""))
		again := merge(rt, b, of, store.MergeOptions{Replace: true})
		wantSame(rt, "once more", store.Merged{Same: len(of)}, again, nil)
		for _, s := range []*store.Store{a, b} {
			if home, err := s.Home("", 1); err != nil {
				rt.Fatal(home, err)
			}
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
	sameRecords(t, "after a try", ours, records(t, s, ""))
	m := merge(t, s, theirs, store.MergeOptions{})
	wantSame(t, "the try", tried, m, nil)
	after, conflicts := byKey(records(t, s, "")), map[string]store.Conflict{}
	for _, c := range m.Conflicts {
		conflicts[keyOf(c.There)] = c
	}
	if m.Backup != "" || m.Replaced != 0 || m.Added+m.Same+len(conflicts) != len(theirs) || len(after) != len(before)+m.Added {
		t.Fatalf("%+v of %d, %d before and %d after", m, len(theirs), len(before), len(after))
	}
	for key, here := range before {
		if !checks.Same(here, after[key]) {
			t.Fatalf("%s was changed:\n%s", key, cmp.Diff(here, after[key]))
		}
	}
	for _, there := range theirs {
		c, differs := conflicts[keyOf(there)]
		here, known := before[keyOf(there)]
		switch {
		case !differs && !checks.Same(after[keyOf(there)], there):
			t.Fatalf("%s is lost", keyOf(there))
		case differs && !checks.Same(c.There, there), differs && known && !checks.Same(c.Here, here):
			t.Fatalf("%s is told as %+v", keyOf(there), c)
		}
	}
}

func keyOf(rec checks.Record) string {
	switch rec.(type) {
	case checks.Run:
		return "run " + rec.Key()
	case checks.TeamAction:
		return "action " + rec.Key()
	case checks.Story:
		return "story " + rec.Key()
	}
	return "marks " + rec.Key()
}

func byKey(list []checks.Record) map[string]checks.Record {
	m := map[string]checks.Record{}
	for _, rec := range list {
		m[keyOf(rec)] = rec
	}
	return m
}
