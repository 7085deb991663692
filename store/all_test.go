package store_test

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"emptychair/checks"
	"emptychair/store"
)

// quarter returns a file with something of each kind, of three teams.
func quarter(t testing.TB) *store.Store {
	s := newStore(t)
	save(t, s, typical("Payments", 1), unfinished(typical("Payments", 2)), typical("Payments", 3), typical("Support", 2000))
	save(t, s, unfinished(typical("A", 5)))
	act(t, s, between("L2", "Payments").Finish(), between("L3", "Payments"), between("L1", "A"))
	tell(t, s, story("S1", "Support", day(1)), complaintOn("S2", "Support", day(2)), story("S3", "Payments", day(9)))
	for _, err := range []error{s.MarkChanging("Support", true), s.MarkLeadership("A", true)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestRecordsComeKindByKindAndTeamByTeam(t *testing.T) {
	s := quarter(t)
	id := func(i int) string { return "run " + typical("", i).ID }
	want := []string{
		id(5), id(3), id(1), id(2), id(2000), "action L1", "action L3", "action L2", "story S3", "story S2", "story S1",
		"marks A", "marks Support",
	}
	var got []string
	for _, rec := range records(t, s, "") {
		got = append(got, keyOf(rec))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	of := slices.DeleteFunc(records(t, s, ""), func(rec checks.Record) bool { return teamOf(rec) != "Payments" })
	sameRecords(t, "of one team", of, records(t, s, "Payments"))
	if none := records(t, s, "Nobody"); len(none) > 0 {
		t.Errorf("%+v", none)
	}
}

func teamOf(rec checks.Record) string {
	switch rec := rec.(type) {
	case checks.Run:
		return rec.Team
	case checks.TeamAction:
		return rec.Team
	case checks.Story:
		return rec.Team
	}
	return rec.Key()
}

func TestRecordsOfNoFileAreNone(t *testing.T) {
	s, called := newStore(t), false
	err := s.Records("", func(all iter.Seq2[checks.Record, error]) error {
		called = true
		for rec, err := range all {
			t.Error(rec, err)
		}
		return nil
	})
	if err != nil || !called {
		t.Error(called, err)
	}
}

var errFull = errors.New("the pipe is closed")

func TestWhoeverHasEnoughOfTheRecordsLeavesTheFileFree(t *testing.T) {
	s := quarter(t)
	for name, fn := range map[string]func(iter.Seq2[checks.Record, error]) error{
		"asks for none": func(iter.Seq2[checks.Record, error]) error { return errFull },
		"stops": func(all iter.Seq2[checks.Record, error]) error {
			for _, err := range all {
				return errors.Join(errFull, err)
			}
			return nil
		},
		"asks twice": func(all iter.Seq2[checks.Record, error]) error {
			n := 0
			for _, err := range all {
				if n++; n == 3 {
					break
				}
				if err != nil {
					return err
				}
			}
			for _, err := range all {
				if n++; err != nil {
					return err
				}
			}
			if n != 3+13 {
				t.Error(n)
			}
			return errFull
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := s.Records("", fn); !errors.Is(err, errFull) || checks.CodeOf(err) != "" {
				t.Errorf("got %v", err)
			}
			if err := s.SaveLanguage(name); err != nil {
				t.Error(err)
			}
		})
	}
}

// A mistake of the program is not to look like damage.
func TestPanicOfWhoeverReadsTheRecordsIsTheirs(t *testing.T) {
	s := quarter(t)
	func() {
		defer func() {
			if p := recover(); p != "mistake" {
				t.Errorf("recovered %v", p)
			}
		}()
		err := s.Records("", func(all iter.Seq2[checks.Record, error]) error {
			for _, err := range all {
				panic(map[bool]string{true: "mistake"}[err == nil])
			}
			return nil
		})
		t.Errorf("got %v", err)
	}()
	if err := s.SaveLanguage("de"); err != nil {
		t.Error(err)
	}
}

func TestDamageEndsTheRecords(t *testing.T) {
	for _, bucket := range []string{"runs", "actions", "index", "unfinished", "teams", "loose", "stories"} {
		t.Run(bucket, func(t *testing.T) {
			s := store.New(copyFile(t, quarter(t).Path()), check)
			flip(t, s.Path(), bucket, 0)
			seen := error(nil)
			err := s.Records("", func(all iter.Seq2[checks.Record, error]) error {
				for _, err := range all {
					seen = err
				}
				return nil // whoever does not look is told anyway
			})
			wantCode(t, err, checks.CodeDamaged)
			wantCode(t, seen, checks.CodeDamaged)
		})
	}
}

func TestMissingRecordEndsTheRecords(t *testing.T) {
	for _, bucket := range []string{"runs", "actions", "index", "unfinished", "teams", "loose", "stories"} {
		t.Run(bucket, func(t *testing.T) {
			s := store.New(copyFile(t, quarter(t).Path()), check)
			forge(t, s, bucket, func(r *record) { r.key = nil })
			err := s.Records("", func(all iter.Seq2[checks.Record, error]) error {
				for _, err := range all {
					if err != nil {
						return err
					}
				}
				return nil
			})
			wantCode(t, err, checks.CodeDamaged)
		})
	}
}
