package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

func wantStories(t *testing.T, s *store.Store, team string, want ...checks.Story) {
	t.Helper()
	got, err := s.Stories(team, 0)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("stories of %q (-want +got):\n%s", team, diff)
	}
}

func TestStoriesOfAnyYearAreListedTheLatestFirst(t *testing.T) {
	s := newStore(t)
	days := []checks.Day{
		{Year: 9999, Month: 12, Day: 31}, {Year: 9999, Month: 1, Day: 1}, {Year: 2026, Month: 11, Day: 3}, {Year: 2026, Month: 10, Day: 30},
		{Year: 1969, Month: 12, Day: 31}, {Year: 1000, Month: 2, Day: 28}, {Year: 999, Month: 12, Day: 31}, {Year: 1, Month: 1, Day: 1},
	}
	var want []checks.Story
	for _, on := range days {
		for _, id := range []string{"SX", "SB", "SAB", "SA", "S"} { // of one day the later id comes first
			want = append(want, story(fmt.Sprintf("%d%s", on.Year*100+int(on.Month), id), "A", on))
		}
	}
	for _, i := range rand.Perm(len(want)) {
		tell(t, s, want[i])
	}
	wantStories(t, s, "A", want...)
	wantStories(t, s, "", want...)
	for _, n := range []int{1, 7, len(want), 1000} {
		if few, err := s.Stories("A", n); err != nil || !cmp.Equal(want[:min(n, len(want))], few) {
			t.Errorf("%d of them: %v, %v", n, few, err)
		}
	}
}

func TestStoriesOfAllTeamsAreListedTogether(t *testing.T) {
	s := newStore(t)
	tell(t, s, story("S1", "A", day(1)), story("S2", "B", day(2)), story("S3", "AB", day(3)), story("S4", "A", day(4)))
	wantStories(t, s, "", story("S4", "A", day(4)), story("S3", "AB", day(3)), story("S2", "B", day(2)), story("S1", "A", day(1)))
	if few, err := s.Stories("", 2); err != nil || len(few) != 2 || few[1].ID != "S3" {
		t.Errorf("%v, %v", few, err)
	}
	for _, unknown := range []string{"C", "a", "A\x00", "A\x00\x01", "\x00"} {
		if list, err := s.Stories(unknown, 0); err != nil || list != nil {
			t.Errorf("of a team that does not exist: %v, %v", list, err)
		}
	}
}

func TestStoryThatSomebodyElseChangedIsNotWrittenOver(t *testing.T) {
	s := newStore(t)
	was := story("S1", "A", day(1))
	mine, theirs := was, was
	mine.Text, theirs.Text = "mine", "theirs"
	wantCode(t, s.SaveStory(was, mine), checks.CodeConflict) // there is no file
	tell(t, s, was, complaintOn("S2", "A", day(2)))
	wantCode(t, s.SaveStory(checks.Story{}, mine), checks.CodeConflict)
	other := store.New(s.Path(), check)
	if err := other.SaveStory(was, theirs); err != nil {
		t.Fatal(err)
	}
	for name, stale := range map[string]checks.Story{
		"as it was": was, "another day": func() checks.Story { s := theirs; s.On = day(2); return s }(),
		"another team": func() checks.Story { s := theirs; s.Team = "B"; return s }(), "another id": func() checks.Story { s := theirs; s.ID = "S2"; return s }(),
	} {
		if err := s.SaveStory(stale, mine); checks.CodeOf(err) != checks.CodeConflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantStories(t, s, "A", complaintOn("S2", "A", day(2)), theirs)
	if err := s.DeleteStory("S1"); err != nil {
		t.Fatal(err)
	}
	wantCode(t, other.SaveStory(theirs, mine), checks.CodeConflict)
	wantCode(t, s.DeleteStory("S1"), checks.CodeNotFound)
	wantStories(t, s, "A", complaintOn("S2", "A", day(2)))
}

func TestSeveralStoriesAreSavedAllOrNone(t *testing.T) {
	s := newStore(t)
	if err := s.SaveStories(nil); err != nil {
		t.Fatal(err)
	}
	list := []checks.Story{story("S3", "B", day(3)), complaintOn("S2", "A", day(2)), story("S1", "A", day(1))}
	if err := s.SaveStories(list); err != nil {
		t.Fatal(err)
	}
	wantCode(t, s.SaveStories([]checks.Story{story("S4", "A", day(4)), story("S3", "A", day(9))}), checks.CodeConflict)
	wantCode(t, s.SaveStories([]checks.Story{story("S4", "A", day(4)), story("S4", "A", day(4))}), checks.CodeConflict)
	wantStories(t, s, "", list...)
}

func TestStoryThatCouldNotBeReadBackIsRefused(t *testing.T) {
	s := newStore(t)
	for name, tc := range map[string]struct {
		change func(*checks.Story)
		want   checks.Code
	}{
		"no words":            {func(s *checks.Story) { s.Text = "" }, checks.CodeTextEmpty},
		"unclean words":       {func(s *checks.Story) { s.Text = "a\u001b[2J" }, checks.CodeInvalidRun},
		"unclean team":        {func(s *checks.Story) { s.Team = "a\x00b" }, checks.CodeInvalidRun},
		"unclean id":          {func(s *checks.Story) { s.ID = "a\x00b" }, checks.CodeInvalidStory},
		"id without end":      {func(s *checks.Story) { s.ID = strings.Repeat("A", 129) }, checks.CodeInvalidStory},
		"no day":              {func(s *checks.Story) { s.On = checks.Day{} }, checks.CodeDay},
		"year of five digits": {func(s *checks.Story) { s.On.Year = 20260 }, checks.CodeInvalidStory},
		"step in such a year": {func(s *checks.Story) { s.Complaint.Steps[0].On.Year = 20260 }, checks.CodeInvalidStory},
		"unknown source":      {func(s *checks.Story) { s.Source = "courier" }, checks.CodeSource},
	} {
		story := complaintOn("S1", "A", day(1))
		story.Complaint.Steps = slices.Clone(story.Complaint.Steps)
		tc.change(&story)
		for what, err := range map[string]error{
			"": s.SaveStory(checks.Story{}, story), " over another": s.SaveStory(complaintOn("S1", "A", day(1)), story),
			" among several": s.SaveStories([]checks.Story{complaintOn("S2", "A", day(1)), story}),
		} {
			if checks.CodeOf(err) != tc.want {
				t.Errorf("%s%s: %v", name, what, err)
			}
		}
	}
	if _, err := os.Stat(s.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Error("a refused story left a file")
	}
}

// Names and ids as long as they may be, and such that each begins another one.
func TestLongNamesKeepApartWhatBelongsToThem(t *testing.T) {
	s := newStore(t)
	long := strings.Repeat("𝔸", checks.MaxName)
	var want []checks.Story
	for i, team := range []string{long, long[:len(long)-4], "A", "A\u00a0", "AA", "\U0010ffff", "~"} {
		if team = checks.CleanLine(team); team == "A" && i > 2 {
			continue
		}
		for _, id := range []string{strings.Repeat("é", 64), strings.Repeat("z", 127)} {
			id = fmt.Sprint(i) + id[len(fmt.Sprint(i))+1:]
			want = append(want, complaintOn(checks.CleanLine(id), team, day(1)))
			act(t, s, between(checks.CleanLine(id), team))
		}
	}
	tell(t, s, want...)
	for _, st := range want {
		home, err := s.Home(st.Team, 1)
		if err != nil || len(home.Followed) != 2 || len(home.Open) != 2 || home.Open[0].Team != st.Team || home.Followed[0].Team != st.Team {
			t.Errorf("%q: %d, %d, %v", st.Team, len(home.Followed), len(home.Open), err)
		}
	}
	for _, st := range want {
		if err := s.DeleteStory(st.ID); err != nil {
			t.Error(err)
		}
	}
	wantStories(t, s, "")
}

func TestTeamOfStoriesAloneIsThereAsLongAsTheyAre(t *testing.T) {
	s := newStore(t)
	wantTeams := func(want ...string) {
		t.Helper()
		home, err := s.Home("", 1)
		if err != nil || !slices.Equal(home.Teams, want) || len(want) > 0 && home.Team != want[0] {
			t.Fatalf("%q, %q, %v", home.Team, home.Teams, err)
		}
		if h, err := s.History(""); err != nil || h.Team != home.Team {
			t.Fatalf("%q, %v", h.Team, err)
		}
	}
	tell(t, s, story("S1", "Zoo", day(1)))
	wantTeams("Zoo")
	act(t, s, between("L1", "Abc"))
	tell(t, s, story("S2", "Mid", day(1)), story("S3", "Zoo", day(1)))
	wantTeams("Zoo", "Abc", "Mid") // nobody was used: who was there first
	save(t, s, typical("Used", 1), typical("Last", 2))
	tell(t, s, story("S4", "Used", day(1)))
	act(t, s, between("L2", "New"))
	wantTeams("Last", "Used", "Zoo", "Abc", "Mid", "New")
	if err := s.MarkLeadership("Mid", true); err != nil {
		t.Fatal(err)
	}
	moved := story("S2", "New", day(1))
	if err := s.SaveStory(story("S2", "Mid", day(1)), moved); err != nil {
		t.Fatal(err)
	}
	wantTeams("Last", "Used", "Zoo", "Abc", "New")
	wantCode(t, s.MarkLeadership("Mid", true), checks.CodeNotFound)
	for _, id := range []string{"S1", "S3"} {
		if err := s.DeleteStory(id); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.DeleteRun(typical("Used", 1).ID); err != nil {
		t.Fatal(err)
	}
	wantTeams("Last", "Used", "Abc", "New")
}

func TestStoryWhoseCommitFailsIsLookedInto(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	failing := func() *store.Store { return store.New(s.Path(), check, store.WithCommit(failOnce())) }
	was, now := story("S1", "A", day(1)), complaintOn("S1", "B", day(2))
	for _, err := range []error{
		failing().SaveStory(checks.Story{}, was), failing().SaveStory(was, now), failing().SaveAction(checks.TeamAction{}, between("L1", "A")),
		failing().SaveAction(between("L1", "A"), between("L1", "A").Finish()),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	wantStories(t, s, "", now)
	if err := failing().DeleteStory("S1"); err != nil {
		t.Error(err)
	}
	wantStories(t, s, "")
	lost := store.New(s.Path(), check, store.WithCommit(func(*bolt.Tx) error { return errors.New("input/output error") }))
	for _, err := range []error{lost.SaveStory(checks.Story{}, was), lost.SaveAction(between("L1", "A").Finish(), between("L1", "A"))} {
		wantCode(t, err, checks.CodeIO)
	}
	wantStories(t, s, "")
}

// What is told at once in several programs is all there.
func TestStoriesToldSideBySideAreAllThere(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	each(4, func(i int) {
		own := store.New(s.Path(), check)
		for n := range 5 {
			if err := own.SaveStory(checks.Story{}, story(fmt.Sprintf("S%d%d", i, n), fmt.Sprint("Team ", n%2), day(n))); err != nil {
				t.Error(err)
			}
		}
	})
	if list, err := s.Stories("", 0); err != nil || len(list) != 20 {
		t.Errorf("%d stories, %v", len(list), err)
	}
}

func TestDeletedStoryIsNowhereInTheFile(t *testing.T) {
	s := newStore(t)
	secret := complaintOn("SSECRET", "Secret team", day(1))
	secret.Text, secret.Complaint.Fix, secret.Complaint.Owner = "unmistakable story", "unmistakable fix", "unmistakable owner"
	secret.Complaint.Whys = []string{"unmistakable why"}
	earlier := secret
	earlier.Text = "unmistakable slip"
	rest := []checks.Story{story("S3", "Rest", day(3)), complaintOn("S2", "Rest", day(2))}
	tell(t, s, append(rest, earlier)...)
	for n := range 3 { // moves it about, and leaves it in several pages
		now := earlier
		if now.On = day(n + 2); n == 2 {
			now = secret
		}
		if err := s.SaveStory(earlier, now); err != nil {
			t.Fatal(err)
		}
		earlier = now
	}
	if contains(t, s.Path(), "unmistakable slip") {
		t.Error("what was taken back is still in the file")
	}
	if !contains(t, s.Path(), "unmistakable story") {
		t.Fatal("this test does not find what is there")
	}
	if err := s.DeleteStory(secret.ID); err != nil {
		t.Fatal(err)
	}
	turned := []byte(secret.ID)
	for i := range turned {
		turned[i] = ^turned[i]
	}
	for _, text := range []string{"unmistakable", "Secret team", secret.ID, string(turned)} {
		if contains(t, s.Path(), text) {
			t.Errorf("%q is still in the file", text)
		}
	}
	wantStories(t, s, "", rest...)
}

func TestDeletionOfAStoryWhoseTextRemainsIsADeletion(t *testing.T) {
	s := newStore(t)
	tell(t, s, story("S1", "A", day(1)), story("S2", "A", day(2)))
	full := store.New(s.Path(), check, store.WithReplace(func(string, string) error { return errNoRoom }))
	wantCode(t, full.DeleteStory("S1"), checks.CodeTextRemains)
	wantStories(t, s, "A", story("S2", "A", day(2)))
	if !contains(t, s.Path(), "courier of S1") {
		t.Fatal("nothing remains")
	}
	now := story("S2", "A", day(2))
	now.Text = "Another one."
	if err := full.SaveStory(story("S2", "A", day(2)), now); err != nil {
		t.Errorf("a change that leaves words behind gives %v", err)
	}
	if err := s.SaveLanguage("de"); err != nil || contains(t, s.Path(), "courier of S") {
		t.Errorf("the first write of another store did not take it out: %v", err)
	}
}

// Only words that were taken back are worth a copy of the whole file.
func TestStoryThatOnlyGainsWordsIsNotSwept(t *testing.T) {
	s := newStore(t)
	was, tries := story("S1", "A", day(1)), 0
	tell(t, s, was)
	counting := store.New(s.Path(), check, store.WithReplace(func(from, to string) error { tries++; return os.Rename(from, to) }))
	now := complaintOn("S1", "A", day(1))
	if err := counting.SaveStory(was, now); err != nil || tries != 0 {
		t.Errorf("%d tries, %v", tries, err)
	}
	was, now.Complaint.Whys = now, now.Complaint.Whys[:1]
	if err := counting.SaveStory(was, now); err != nil || tries != 1 {
		t.Errorf("%d tries, %v", tries, err)
	}
}

func TestSameStoryGivesSameBytes(t *testing.T) {
	raw := func(s *store.Store) (v []byte) {
		edit(t, s.Path(), func(tx *bolt.Tx) error {
			_, last := tx.Bucket([]byte("stories")).Cursor().Last()
			v = bytes.Clone(last)
			return nil
		})
		return v
	}
	a, b := newStore(t), newStore(t)
	tell(t, a, complaintOn("S1", "A", day(1)))
	tell(t, b, complaintOn("S1", "A", day(1)), story("S2", "B", day(9)))
	if err := b.DeleteStory("S2"); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(raw(a), raw(b)) {
		t.Error("the same story is stored differently")
	}
}
