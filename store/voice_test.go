package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

func TestVoiceIsWhatTheTeamHasInOneState(t *testing.T) {
	s := newStore(t)
	runs := []checks.Run{typical("A", 1), typical("A", 3), unfinished(typical("A", 4)), typical("A", 40), typical("B", 2)}
	save(t, s, runs...)
	stories := []checks.Story{complaintOn("S1", "A", day(1)), story("S2", "A", day(2)), story("S3", "B", day(2)), story("S4", "A", day(-60))}
	tell(t, s, stories...)
	act(t, s, between("L1", "A"), between("L2", "A").Finish(), between("L3", "B"))
	if err := s.MarkLeadership("A", true); err != nil {
		t.Fatal(err)
	}
	h, err := s.History("A")
	if err != nil {
		t.Fatal(err)
	}
	actions := append(openIn(runs...), between("L1", "A"))
	month, today := checks.MonthOf(noon), day(30)
	want := checks.VoiceOf(check, month, "A", stories, actions, h, &runs[1], today, time.UTC)
	got, err := s.Voice("A", month, today, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.Run.ID != runs[1].ID || !got.Leadership || len(got.Stories) != 2 || !slices.ContainsFunc(got.Overdue, func(a checks.TeamAction) bool { return a.ID == "L1" }) {
		t.Errorf("%+v", got)
	}
}

func TestVoiceOfATeamOfWhichThereIsNothingIsEmpty(t *testing.T) {
	s := newStore(t)
	month := checks.MonthOf(noon)
	want := checks.VoiceOf(check, month, "A", nil, nil, checks.History{Team: "A"}, nil, day(0), time.UTC)
	for _, team := range []string{"", "B"} { // without a file, and with one of another team
		if team != "" {
			tell(t, s, story("S1", team, day(0)))
		}
		got, err := s.Voice("A", month, day(0), time.UTC)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	}
}

func TestVoiceNoticesWhatIsMissing(t *testing.T) {
	for _, bucket := range []string{"runs", "actions", "index", "open", "loose", "stories"} {
		s := newStore(t)
		save(t, s, typical("A", 1))
		tell(t, s, story("S1", "A", day(1)))
		act(t, s, between("L1", "A"))
		edit(t, s.Path(), func(tx *bolt.Tx) error {
			c := tx.Bucket([]byte(bucket)).Cursor()
			c.First()
			return c.Delete()
		})
		_, err := s.Voice("A", checks.MonthOf(noon), day(30), time.UTC)
		wantCode(t, err, checks.CodeDamaged)
	}
}
