package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/store"
)

func TestMissingFileReadsAsEmptyAndIsNotCreated(t *testing.T) {
	s := newStore(t)
	home, err := homeOf(s, "", 8)
	if err != nil || !equal(home, checks.Home{}) {
		t.Errorf("home: %+v, %v", home, err)
	}
	if runs, err := s.Runs(""); err != nil || len(runs) != 0 {
		t.Errorf("runs: %v, %v", runs, err)
	}
	if h, err := historyOf(s, "A"); err != nil || !equal(h, checks.History{Team: "A"}) {
		t.Errorf("history: %+v, %v", h, err)
	}
	if code, err := s.Language(); err != nil || code != "" {
		t.Errorf("language: %q, %v", code, err)
	}
	wantCode(t, s.MarkChanging("A", true), checks.CodeNotFound)
	_, _, err = s.Run("x")
	wantCode(t, err, checks.CodeNotFound)
	_, err = s.Find("x")
	wantCode(t, err, checks.CodeNotFound)
	wantCode(t, s.DeleteRun("x"), checks.CodeNotFound)
	_, err = s.SaveRun(typical("A", 1), 3)
	wantCode(t, err, checks.CodeConflict)
	if entries, _ := os.ReadDir(filepath.Dir(s.Path())); len(entries) != 0 {
		t.Errorf("created: %v", entries)
	}
}

func TestSavedRunIsReadBackAsItWas(t *testing.T) {
	s := newStore(t)
	ids := rapid.StringMatching(`[0-9A-Z]{4,26}`)
	rapid.Check(t, func(rt *rapid.T) {
		run := anyRun(ids).Draw(rt, "run")
		_, revision, err := s.Run(run.ID)
		if err != nil && checks.CodeOf(err) != checks.CodeNotFound {
			rt.Fatal(err)
		}
		saved, err := s.SaveRun(run, revision)
		if err != nil {
			rt.Fatal(err)
		}
		got, revision, err := s.Run(run.ID)
		if err != nil || revision != saved {
			rt.Fatal(revision, saved, err)
		}
		if diff := diffOf(run, got); diff != "" {
			rt.Fatalf("(-saved +read):\n%s", diff)
		}
	})
}

func TestSameRunGivesSameBytes(t *testing.T) {
	run := typical("A", 1)
	run.Started = run.Started.In(time.FixedZone("x", 7200))
	a, b := newStore(t), newStore(t)
	save(t, a, run)
	run = run.Clone()
	run.Started = run.Started.UTC()
	save(t, b, run)
	if !bytes.Equal(rawRun(t, a, run.ID), rawRun(t, b, run.ID)) {
		t.Error("the same run is stored differently")
	}
}

func TestOrderOfVotesIsNotInTheBytes(t *testing.T) {
	a, b := newStore(t), newStore(t)
	id := 0
	rapid.Check(t, func(rt *rapid.T) {
		id++
		votes := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 6).Draw(rt, "votes")
		other := rapid.Permutation(votes).Draw(rt, "other order")
		first, second := voted(rt, id, votes), voted(rt, id, other)
		save(t, a, first)
		save(t, b, second)
		if !bytes.Equal(rawRun(t, a, first.ID), rawRun(t, b, second.ID)) {
			rt.Fatal("two orders of the same votes are stored differently")
		}
	})
}

func voted(t *rapid.T, id int, votes []int) checks.Run {
	r := unfinished(typical("A", id))
	r.Ratings, r.At = nil, "contact"
	f, err := checks.NewFlow(check, r)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range votes {
		if err := f.Vote("contact", checks.Step(v)); err != nil {
			t.Fatal(err)
		}
	}
	return f.Run()
}

func TestRevisionGuardsAgainstStaleWrites(t *testing.T) {
	s := newStore(t)
	run := typical("A", 1)
	first, err := s.SaveRun(run, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.SaveRun(run, 0)
	wantCode(t, err, checks.CodeConflict)
	other := store.New(s.Path(), check)
	run.People = 9
	second, err := other.SaveRun(run, first)
	if err != nil || second <= first {
		t.Fatal(second, err)
	}
	stale := typical("A", 1)
	_, err = s.SaveRun(stale, first)
	wantCode(t, err, checks.CodeConflict)
	wantRun(t, s, run)
	if _, err = s.SaveRun(run, second); err != nil {
		t.Errorf("the same run again: %v", err)
	}
}

func TestDeletedRunIsNotWrittenOver(t *testing.T) {
	s := newStore(t)
	run := typical("A", 1)
	revision, err := s.SaveRun(run, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteRun(run.ID); err != nil {
		t.Fatal(err)
	}
	_, err = s.SaveRun(run, revision)
	wantCode(t, err, checks.CodeConflict)
	save(t, s, run) // created again, it does not meet its old revision
	_, err = s.SaveRun(run, revision)
	wantCode(t, err, checks.CodeConflict)
}

func TestRunThatCouldNotBeReadBackIsRefused(t *testing.T) {
	s := newStore(t)
	for name, tc := range map[string]struct {
		change func(*checks.Run)
		want   checks.Code
	}{
		"invalid":             {func(r *checks.Run) { r.People = 0 }, checks.CodePeople},
		"id with a zero byte": {func(r *checks.Run) { r.ID = "a\x00b" }, checks.CodeID},
		"action id twice":     {func(r *checks.Run) { r.Actions[1].ID = r.Actions[0].ID }, checks.CodeTwice},
		"action id unclean":   {func(r *checks.Run) { r.Actions[1].ID = "a\x00" }, checks.CodeID},
		"day that is none":    {func(r *checks.Run) { r.Actions[0].Due = checks.Day{Year: 2026, Month: 2, Day: 30} }, checks.CodeDay},
		"year of five digits": {func(r *checks.Run) { r.Finished = noon.AddDate(9000, 0, 0) }, checks.CodeWantTime},
		"due in such a year":  {func(r *checks.Run) { r.Actions[0].Due = checks.Day{Year: 20260, Month: 2, Day: 3} }, checks.CodeDay},
		"id without end":      {func(r *checks.Run) { r.ID = strings.Repeat("A", 129) }, checks.CodeID},
	} {
		run := typical("A", 1)
		tc.change(&run)
		_, err := s.SaveRun(run, 0)
		if checks.CodeOf(err) != tc.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(s.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Error("a refused run left a file")
	}
}

func TestHomeShowsTheTeamUsedLast(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("Zoo", 1), typical("Abc", 9), typical("Zoo", 5), typical("Zoo", 3), unfinished(typical("Abc", 4)), unfinished(typical("Zoo", 7)))
	if err := s.SaveLanguage("de"); err != nil {
		t.Fatal(err)
	}
	home, err := homeOf(s, "", 2)
	if err != nil {
		t.Fatal(err)
	}
	want := checks.Home{
		Team: "Zoo", Teams: []string{"Zoo", "Abc"}, Language: "de",
		Last:       []checks.Summary{checks.Summarize(typical("Zoo", 5)), checks.Summarize(typical("Zoo", 3))},
		Open:       openIn(typical("Zoo", 1), typical("Zoo", 3), typical("Zoo", 5)),
		Unfinished: []checks.Summary{checks.Summarize(unfinished(typical("Zoo", 7))), checks.Summarize(unfinished(typical("Abc", 4)))},
	}
	if diff := diffOf(want, home); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if code, err := s.Language(); err != nil || code != "de" {
		t.Errorf("language: %q, %v", code, err)
	}
	for team, n := range map[string]int{"Abc": 1, "Zoo": 3, "Z": 0, "unknown": 0} {
		if home, err := homeOf(s, team, 8); err != nil || home.Team != team || len(home.Last) != n {
			t.Errorf("%s: %+v, %v", team, home, err)
		}
	}
	if home, err := homeOf(s, "", 0); err != nil || len(home.Last) != 0 || len(home.Unfinished) != 2 {
		t.Errorf("%+v, %v", home, err)
	}
}

func TestTallyThatIsNotRevealedStaysOutOfTheIndex(t *testing.T) {
	s := newStore(t)
	run := unfinished(typical("A", 1))
	hidden := run.Ratings["contact"]
	hidden.Revealed = false
	run.Ratings["contact"] = hidden
	save(t, s, run)
	home, err := homeOf(s, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, there := home.Unfinished[0].Ratings["contact"]; there || len(home.Unfinished[0].Ratings) != 1 {
		t.Errorf("ratings in the summary: %v", home.Unfinished[0].Ratings)
	}
}

func TestFindTakesAUniquePrefixInEitherCase(t *testing.T) {
	s := newStore(t)
	for i, id := range []string{"01JAAAA", "01JAAAB", "01JAB", "01JABC"} {
		run := typical("A", i)
		run.ID = id
		if i%2 == 1 {
			run = unfinished(run)
		}
		save(t, s, run)
	}
	for prefix, want := range map[string]string{"01jaaab": "01JAAAB", "01JABc": "01JABC", "01JAB": "01JAB"} {
		if id, err := s.Find(prefix); err != nil || id != want {
			t.Errorf("%s: %q, %v", prefix, id, err)
		}
	}
	for prefix, want := range map[string]checks.Code{
		"01J": checks.CodeAmbiguous, "01jab": checks.CodeAmbiguous, "02": checks.CodeNotFound, "": checks.CodeNotFound,
	} {
		_, err := s.Find(prefix)
		if checks.CodeOf(err) != want {
			t.Errorf("%q: %v", prefix, err)
		}
	}
}

// A copy that is kept after a conflict starts when the run did, and has a later id.
func TestLaterIDComesFirstAtTheSameMoment(t *testing.T) {
	s := newStore(t)
	ids := []string{"01JB", "01JAB", "01JA", "01J"}
	open := []string{"01JX", "01JBX", "01JAX", "01JABX"}
	for _, i := range []int{2, 0, 3, 1} {
		run := typical("A", 1)
		run.ID = ids[i]
		save(t, s, run)
		run = unfinished(run)
		run.ID += "X"
		save(t, s, run)
	}
	slices.Sort(open)
	slices.Reverse(open)
	home, err := homeOf(s, "A", 3)
	if err != nil || !slices.Equal(idsOf(home.Last), ids[:3]) || !slices.Equal(idsOf(home.Unfinished), open) {
		t.Errorf("%q, %q, %v", idsOf(home.Last), idsOf(home.Unfinished), err)
	}
	if err := s.DeleteRun("01JA"); err != nil {
		t.Fatal(err)
	}
	if home, err = homeOf(s, "A", 3); err != nil || !slices.Equal(idsOf(home.Last), []string{"01JB", "01JAB", "01J"}) {
		t.Errorf("%q, %v", idsOf(home.Last), err)
	}
}
