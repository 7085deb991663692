package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

func TestMissingFileReadsAsEmptyAndIsNotCreated(t *testing.T) {
	s := newStore(t)
	for _, team := range []string{"", "A"} {
		snap, err := s.Snapshot(team)
		wantOK(t, err)
		wantSame(t, "all of "+team, checks.Snapshot{Team: team, Marks: checks.Marks{Team: team}}, snap)
	}
	runs, err := s.Runs("")
	if settings, failed := s.Settings(); err != nil || failed != nil || len(runs) > 0 || settings != (checks.Settings{}) {
		t.Errorf("%v, %v, %v, %v", runs, settings, err, failed)
	}
	wantCode(t, s.MarkChanging("A", true), checks.CodeNotFound)
	_, _, err = s.Run("x")
	wantCode(t, err, checks.CodeNotFound)
	_, err = s.DeleteTeam("A")
	wantCode(t, err, checks.CodeNotFound)
	_, err = s.Find("x")
	wantCode(t, err, checks.CodeNotFound)
	wantCode(t, s.DeleteRun("x"), checks.CodeNotFound)
	wantNotSaved(t, s, typical("A", 1), 3, checks.CodeGone)
	if entries, _ := os.ReadDir(filepath.Dir(s.Path())); len(entries) != 0 {
		t.Errorf("created: %v", entries)
	}
}

func TestRevisionGuardsAgainstStaleWrites(t *testing.T) {
	s := newStore(t)
	run, stale := typical("A", 1), typical("A", 1)
	first := saveOver(t, s, run, 0)
	wantNotSaved(t, s, run, 0, checks.CodeConflict)
	run.People = 9
	second := saveOver(t, store.New(s.Path(), check), run, first)
	if second <= first {
		t.Errorf("%d after %d", second, first)
	}
	wantNotSaved(t, s, stale, first, checks.CodeConflict)
	wantRun(t, s, run)
	third := saveOver(t, s, run, second) // the same run again
	wantOK(t, s.DeleteRun(run.ID))
	wantNotSaved(t, s, run, third, checks.CodeConflict)
	save(t, s, run) // created again, it does not meet its old revision
	wantNotSaved(t, s, run, third, checks.CodeConflict)
}

func TestWhatCouldNotBeReadBackIsRefused(t *testing.T) {
	s := newStore(t)
	run := func(change func(*checks.Run)) checks.Record { r := typical("A", 1); change(&r); return r }
	story := func(change func(*checks.Story)) checks.Record {
		s := complaintOn("S1", "A", day(1))
		change(&s)
		return s
	}
	action := func(change func(*checks.Action)) checks.Record { a := between("L1", "A"); change(&a); return a }
	for name, tc := range map[string]struct {
		rec  checks.Record
		want checks.Code
	}{
		"run of nobody":           {run(func(r *checks.Run) { r.People = 0 }), checks.CodePeople},
		"run with an unclean id":  {run(func(r *checks.Run) { r.ID = "a\x00b" }), checks.CodeID},
		"story of unclean words":  {story(func(s *checks.Story) { s.Text = "a\u001b[2J" }), checks.CodeInvalid},
		"action of unclean words": {action(func(a *checks.Action) { a.Reason = "a\u001b[2J" }), checks.CodeInvalid},
	} {
		var err, changed error
		switch rec := tc.rec.(type) {
		case checks.Run:
			_, err = s.SaveRun(rec, 0)
			_, changed = s.SaveRun(rec, 1)
		case checks.Story:
			err, changed = s.SaveStory(checks.Story{}, rec), s.SaveStory(complaintOn("S1", "A", day(1)), rec)
		case checks.Action:
			err, changed = s.SaveAction(checks.Action{}, rec), s.SaveAction(between("L1", "A"), rec)
		}
		if checks.CodeOf(err) != tc.want || checks.CodeOf(changed) != tc.want {
			t.Errorf("%s: %v, %v", name, err, changed)
		}
	}
	if _, err := os.Stat(s.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Error("what was refused left a file")
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
	for prefix, want := range map[string]string{"01jaaab": "01JAAAB", "01JABc": "01JABC", "01JAB": "01JAB", "01jab": "01JAB"} {
		if id, err := s.Find(prefix); err != nil || id != want {
			t.Errorf("%s: %q, %v", prefix, id, err)
		}
	}
	for prefix, want := range map[string]checks.Code{
		"01J": checks.CodeAmbiguous, "01ja": checks.CodeAmbiguous, "02": checks.CodeNotFound, "": checks.CodeNotFound,
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
	snap, err := s.Snapshot("A")
	runs, failed := s.Runs("A")
	finished := kept(runs, checks.Run.IsFinished)
	if err != nil || failed != nil || !slices.Equal(idsOf(finished), ids) || !slices.Equal(idsOf(snap.Unfinished), open) {
		t.Errorf("%q, %q, %v, %v", idsOf(finished), idsOf(snap.Unfinished), err, failed)
	}
}

func TestSnapshotOfATeamThatIsNotThereIsEmpty(t *testing.T) {
	s := quarter(t)
	wantOK(t, s.ChangeSettings(func(s *checks.Settings) { s.Language = "de" }))
	for _, unknown := range []string{"B", "Pay", "a", "Payments\x00", "Payments\x00\x01", "\x00"} {
		want := checks.Snapshot{
			Team: unknown, Teams: []string{"A", "Payments", "Support"}, Settings: checks.Settings{Language: "de"}, Marks: checks.Marks{Team: unknown},
			Unfinished: []checks.Run{unfinished(typical("A", 5)), unfinished(typical("Payments", 2))},
		}
		got, err := s.Snapshot(unknown)
		wantOK(t, err)
		wantSame(t, unknown, want, got)
		actions, err := s.Actions(unknown)
		if stories, failed := s.Stories(unknown); err != nil || failed != nil || len(actions)+len(stories) > 0 {
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
	if list, err := s.Stories("Support"); err != nil || len(list) == 0 || list[0].ID != "S2" {
		t.Errorf("%+v, %v", list, err)
	}
	wantSame(t, "after it", before, records(t, s, ""))
}

func TestRecordsComeKindByKindAndTeamByTeam(t *testing.T) {
	s := quarter(t)
	id := func(i int) string { return "run " + typical("", i).ID }
	want := []string{
		id(5), id(2), id(1), id(3), id(2000), "action L1", "action L2", "action L3", "story S3", "story S1", "story S2",
		"team A", "team Support",
	}
	var got []string
	for _, rec := range records(t, s, "") {
		got = append(got, keyOf(rec))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	of := slices.DeleteFunc(records(t, s, ""), func(rec checks.Record) bool { return checks.TeamOf(rec) != "Payments" })
	wantSame(t, "of one team", of, records(t, s, "Payments"))
	if none := append(records(t, s, "Nobody"), records(t, newStore(t), "")...); len(none) > 0 {
		t.Errorf("%+v", none)
	}
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

// under returns the JSON of records in which a team has another name.
func under(list []checks.Record, from, to string) (out []string) {
	for _, rec := range list {
		out = append(out, strings.ReplaceAll(fmt.Sprintf("%T %s", rec, must1(checks.EncodeJSON(rec))), `"team":"`+from+`"`, `"team":"`+to+`"`))
	}
	slices.Sort(out)
	return out
}

func TestRenamedTeamHoldsTheSameAndItsOldNameIsInNoByte(t *testing.T) {
	for name, room := range map[string]bool{"Runde": true, "geheime runde": false} { // one is of other letters only
		s, run, _, _ := lived(t)
		open, on := unfinished(typical(run.Team, 9)), s
		revision := saveOver(t, s, open, 0)
		want := under(records(t, s, ""), run.Team, name)
		if !room {
			on = store.New(s.Path(), check, noRoom)
		}
		r, err := on.RenameTeam(run.Team, name, false)
		if r.Counts != (store.Counts{Runs: 2, Actions: 3, Stories: 1}) || len(r.Conflicts) > 0 {
			t.Errorf("%+v", r)
		}
		if room {
			wantOK(t, err)
		} else {
			wantCode(t, err, checks.CodeTextRemains)
			wantOK(t, s.MarkLeadership(name, true)) // as every first write does
		}
		wantSame(t, "all of it", want, under(records(t, s, ""), "", ""))
		wantGone(t, s.Path(), run.Team)
		if snap, err := s.Snapshot(""); err != nil || snap.Team != name || len(snap.Teams) != 2 || !snap.Marks.Leadership {
			t.Errorf("%+v, %v", snap.Teams, err)
		}
		wantNotSaved(t, s, open, revision, checks.CodeConflict)
	}
}

func TestTwoTeamsThatBecomeOneHoldTheUnionOfBoth(t *testing.T) {
	s := quarter(t)
	wantOK(t, s.MarkChanging("Payments", true))
	save(t, s, typical("B", 6))
	before := records(t, s, "")
	_, err := s.RenameTeam("A", "Payments", false)
	wantCode(t, err, checks.CodeConflict)
	_, err = store.New(s.Path(), check, brokenDisk).RenameTeam("A", "Payments", true)
	wantCode(t, err, checks.CodeIO)
	_, err = s.RenameTeam("Nobody", "Payments", true)
	wantCode(t, err, checks.CodeNotFound)
	_, err = s.RenameTeam("A", strings.Repeat("A", checks.MaxName+1), true)
	wantCode(t, err, checks.CodeTeamLong)
	wantSame(t, "after what was refused", before, records(t, s, ""))
	r, err := s.RenameTeam("A", "Payments", true)
	if wantOK(t, err); r.Counts != (store.Counts{Runs: 1, Actions: 1}) {
		t.Errorf("%+v", r)
	}
	isMarks := func(r checks.Record) bool { _, ok := r.(checks.Marks); return ok }
	union := append(slices.DeleteFunc(before, isMarks), checks.Marks{Team: "Payments", Changing: true, Leadership: true}, checks.Marks{Team: "Support", Changing: true})
	wantSame(t, "both", under(union, "A", "Payments"), under(records(t, s, ""), "", ""))
	snap, err := s.Snapshot("")
	if err != nil || !slices.Equal(snap.Teams, []string{"B", "Payments", "Support"}) || len(snap.Unfinished) != 2 {
		t.Errorf("%q, %q, %v", snap.Teams, idsOf(snap.Unfinished), err)
	}
	_, err = s.RenameTeam("Payments", "B", true)
	wantOK(t, err)
	snap, err = s.Snapshot("")
	if want := (checks.Marks{Team: "B", Changing: true, Leadership: true}); err != nil || snap.Marks != want || len(snap.Runs) != 5 {
		t.Errorf("%+v, %q, %v", snap.Marks, idsOf(snap.Runs), err)
	}
}

func TestTeamsWithDifferentActionsOfOneIDStayTwo(t *testing.T) {
	s := newStore(t)
	ours, theirs := typical("A", 1), typical("B", 2)
	theirs.Actions = slices.Clone(ours.Actions)
	theirs.Actions[1].Text = "Something else"
	save(t, s, ours, theirs)
	before := records(t, s, "")
	r, err := s.RenameTeam("B", "A", true)
	if wantCode(t, err, checks.CodeConflict); len(r.Conflicts) != 1 {
		t.Fatalf("%+v", r.Conflicts)
	}
	wantSame(t, "here", checks.ActionsOf(ours)[1], r.Conflicts[0].Stored)
	wantSame(t, "there", checks.ActionsOf(theirs)[1], r.Conflicts[0].Incoming)
	wantSame(t, "all of it", before, records(t, s, ""))
	wantOK(t, s.DeleteAction(ours.Actions[1].ID, ours.ID)) // which is one way out
	_, err = s.RenameTeam("B", "A", true)
	wantOK(t, err)
}

// A run is saved, changed over the revision that was read, and found again in what there is of its team.
func Example() {
	folder, err := os.MkdirTemp("", "example-")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	check := content.Check()
	s := store.New(filepath.Join(folder, "emptychair.db"), check) // the first write creates the file

	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: 6}
	run, err := checks.NewRun(check, setup, "01J5N3", time.Date(2026, 8, 19, 9, 0, 0, 0, time.UTC))
	if err != nil {
		panic(err)
	}
	revision, err := s.SaveRun(run, 0) // 0: it is new
	fmt.Println("saved:", revision > 0, err)

	run.People = 7
	_, err = s.SaveRun(run, revision)
	fmt.Println("saved again:", err)
	_, err = s.SaveRun(run, revision) // over a state that is not the stored one
	fmt.Println("over an older one:", checks.CodeOf(err))

	team, err := s.Snapshot("Payments")
	fmt.Println(team.Team, len(team.Runs), "run", err)
	// Output:
	// saved: true <nil>
	// saved again: <nil>
	// over an older one: conflict
	// Payments 1 run <nil>
}
