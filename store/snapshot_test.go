package store_test

import (
	"errors"
	"slices"
	"testing"

	"emptychair/checks"
	"emptychair/store"
)

func TestSnapshotOfATeamThatIsNotThereIsEmpty(t *testing.T) {
	s := quarter(t)
	wantOK(t, s.ChangeSettings(func(s *checks.Settings) { s.Language = "de" }))
	for _, unknown := range []string{"B", "Pay", "a", "Payments\x00", "Payments\x00\x01", "\x00"} {
		want := checks.Snapshot{
			Team: unknown, Teams: []string{"A", "Support", "Payments"}, Settings: checks.Settings{Language: "de"}, Marks: checks.Marks{Team: unknown},
			Unfinished: []checks.Run{unfinished(typical("A", 5)), unfinished(typical("Payments", 2))},
		}
		got, err := s.Snapshot(unknown)
		wantOK(t, err)
		wantSame(t, unknown, want, got)
		actions, err := s.Actions(unknown)
		if stories, failed := s.Stories(unknown, 0); err != nil || failed != nil || len(actions)+len(stories) > 0 {
			t.Errorf("%q: %+v, %+v, %v, %v", unknown, actions, stories, err, failed)
		}
	}
}

// quarter returns a file with something of each kind, of three teams.
func quarter(t testing.TB) *store.Store {
	s := newStore(t)
	save(t, s, typical("Payments", 1), unfinished(typical("Payments", 2)), typical("Payments", 3), typical("Support", 2000))
	save(t, s, unfinished(typical("A", 5)))
	saveActions(t, s, between("L2", "Payments").Finish(), between("L3", "Payments"), between("L1", "A"))
	saveStories(t, s, story("S1", "Support", day(1)), complaintOn("S2", "Support", day(2)), story("S3", "Payments", day(9)))
	for _, err := range []error{s.MarkChanging("Support", true), s.MarkLeadership("A", true)} {
		wantOK(t, err)
	}
	return s
}

func TestChangeOfNothingIsNone(t *testing.T) {
	s := quarter(t)
	before := records(t, s, "")
	wantCode(t, s.MarkChanging("Nobody", true), checks.CodeNotFound)
	_, err := s.DeleteTeam("Nobody")
	wantCode(t, err, checks.CodeNotFound)
	wantOK(t, s.SaveStory(story("S1", "Support", day(1)), story("S1", "Support", day(1))))
	if list, err := s.Stories("Support", 1); err != nil || len(list) != 1 || list[0].ID != "S2" {
		t.Errorf("%+v, %v", list, err)
	}
	wantSame(t, "after it", before, records(t, s, ""))
}

func TestRecordsComeKindByKindAndTeamByTeam(t *testing.T) {
	s := quarter(t)
	id := func(i int) string { return "run " + typical("", i).ID }
	want := []string{
		id(5), id(2), id(1), id(3), id(2000), "action L1", "action L2", "action L3", "story S3", "story S1", "story S2",
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
	wantSame(t, "of one team", of, records(t, s, "Payments"))
	if none := append(records(t, s, "Nobody"), records(t, newStore(t), "")...); len(none) > 0 {
		t.Errorf("%+v", none)
	}
}

func teamOf(rec checks.Record) string {
	switch rec := rec.(type) {
	case checks.Run:
		return rec.Team
	case checks.Action:
		return rec.Team
	case checks.Story:
		return rec.Team
	}
	return rec.Key()
}

var errFull = errors.New("the pipe is closed")

func TestWhoeverHasEnoughOfTheRecordsLeavesTheFileFree(t *testing.T) {
	s := quarter(t)
	all := s.Records("")
	for n, stop := range []int{1, 3, 99} {
		met := 0
		for _, err := range all {
			wantOK(t, err)
			if met++; met == stop {
				break
			}
		}
		if met != min(stop, 13) {
			t.Errorf("%d records", met)
		}
		wantOK(t, s.MarkChanging("A", n%2 == 0))
	}
}
