package store_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

func TestHistoryHoldsAllRunsOfOneTeam(t *testing.T) {
	s := newStore(t)
	runs := []checks.Run{typical("A", 1), unfinished(typical("A", 4)), typical("A", 6)}
	save(t, s, append(runs, typical("B", 2), unfinished(typical("B", 3)), typical("AB", 5))...)
	wantTeam(t, s, "A", runs...)
	if h, err := s.History(""); err != nil || h.Team != "AB" || len(h.Runs) != 1 {
		t.Errorf("of the team used last: %+v, %v", h, err)
	}
	for _, unknown := range []string{"C", "a", "A\x00", "A ", "\x00"} {
		h, err := s.History(unknown)
		if want := (checks.History{Team: unknown}); err != nil || !cmp.Equal(want, h) {
			t.Errorf("of a team that does not exist: %+v, %v", h, err)
		}
	}
	if err := s.DeleteRun(runs[2].ID); err != nil {
		t.Fatal(err)
	}
	wantTeam(t, s, "A", runs[:2]...)
}

func TestHistoryReadsNothingOfOtherTeams(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1), typical("B", 2), typical("C", 3))
	edit(t, s.Path(), func(tx *bolt.Tx) error { // all but the records and summaries of B
		for _, bucket := range []string{"runs", "actions", "open", "index", "teams"} {
			b := tx.Bucket([]byte(bucket))
			var keys [][]byte
			_ = b.ForEach(func(k, _ []byte) error { keys = append(keys, bytes.Clone(k)); return nil })
			for _, k := range keys {
				if k[0] == 'B' && bucket != "open" {
					continue
				}
				if err := b.Put(k, []byte("nothing of ours")); err != nil {
					return err
				}
			}
		}
		return nil
	})
	wantB := checks.History{Team: "B", Runs: []checks.Summary{checks.Summarize(typical("B", 2))}}
	if h, err := s.History("B"); err != nil || !cmp.Equal(wantB, h) {
		t.Errorf("%+v, %v", h, err)
	}
	if list, err := s.Runs("B"); err != nil || !cmp.Equal(wantB.Runs, list) {
		t.Errorf("%+v, %v", list, err)
	}
	for _, team := range []string{"", "A"} {
		_, err := s.History(team)
		wantCode(t, err, checks.CodeDamaged)
	}
}

func TestRunsWithoutTheRecordOfTheirTeamAreDamage(t *testing.T) {
	for _, run := range []checks.Run{typical("A", 1), unfinished(typical("A", 1))} {
		s := newStore(t)
		save(t, s, run)
		edit(t, s.Path(), func(tx *bolt.Tx) error { return tx.Bucket([]byte("teams")).Delete([]byte("A")) })
		_, err := s.History("A")
		wantCode(t, err, checks.CodeDamaged)
		_, err = s.Runs("A")
		wantCode(t, err, checks.CodeDamaged)
		wantCode(t, s.MarkChanging("A", true), checks.CodeDamaged)
	}
}

func TestTeamIsMarkedAsLongAsItHasARun(t *testing.T) {
	s := newStore(t)
	run, other := typical("A", 1), typical("A", 2)
	save(t, s, run, other, typical("B", 3))
	if err := s.MarkChanging("A", true); err != nil {
		t.Fatal(err)
	}
	want := func(changing bool, after string) {
		t.Helper()
		home, err := s.Home("A", 1)
		if err != nil || home.Changing != changing || len(home.Teams) != 2 || home.Teams[0] != "B" && after == "a mark" {
			t.Errorf("home after %s: %+v, %v", after, home, err)
		}
		if h, err := s.History("A"); err != nil || h.Changing != changing {
			t.Errorf("history after %s: %+v, %v", after, h, err)
		}
		if h, err := s.History("B"); err != nil || h.Changing {
			t.Errorf("the other team after %s: %+v, %v", after, h, err)
		}
	}
	want(true, "a mark")
	_, revision, err := s.Run(run.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveRun(run, revision); err != nil {
		t.Fatal(err)
	}
	want(true, "a save")
	if err := s.DeleteRun(other.ID); err != nil {
		t.Fatal(err)
	}
	want(true, "a deletion")
	wantRun(t, s, run)
	if err := s.MarkChanging("A", false); err != nil {
		t.Fatal(err)
	}
	want(false, "the mark was taken back")
}

func TestMarkOfATeamThatDoesNotExistIsNotFound(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	for _, team := range []string{"B", "", "a"} {
		err := s.MarkChanging(team, true)
		wantCode(t, err, checks.CodeNotFound)
		if want := (&checks.Error{Code: checks.CodeNotFound, Subject: team}).Error(); err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if home, err := s.Home("", 1); err != nil || len(home.Teams) != 1 {
		t.Errorf("%+v, %v", home, err)
	}
}

func TestMarkWhoseCommitFailsIsLookedInto(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	failing := store.New(s.Path(), check, store.WithCommit(failOnce()))
	if err := failing.MarkChanging("A", true); err != nil {
		t.Error(err)
	}
	if h, err := s.History("A"); err != nil || !h.Changing {
		t.Errorf("%+v, %v", h, err)
	}
}
