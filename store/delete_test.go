package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// Saves leave earlier states of a run in free pages: tallies in the order in which the answers came, words taken back.
func TestAFinishedRunLeavesNoEarlierStateInTheFile(t *testing.T) {
	s := newStore(t)
	run := unfinished(typical("A", 1))
	final := run.Answers["risks"][0].Text
	run.Answers["risks"][0].Text = "taken back"
	revision := saveOver(t, s, run, 0)
	run.Answers["risks"][0].Text = final
	revision = saveOver(t, s, run, revision)
	if !contains(t, s.Path(), "taken back") {
		t.Fatal("this test does not find what is there")
	}
	run.Finished, run.Day = run.Started.Add(time.Hour), checks.DayOf(run.Started)
	saveOver(t, s, run, revision)
	wantGone(t, s.Path(), "taken back")
	wantRun(t, s, run)
}

func TestACorrectedRunMovesWholeAndLeavesNoWordThatWasTakenBack(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("Rest", 9))
	run := typical("Typo", 1)
	run.Answers["risks"][0].Text = "taken back"
	revision := saveOver(t, s, run, 0)
	if !contains(t, s.Path(), "taken back") {
		t.Fatal("this test does not find what is there")
	}
	run = run.Clone()
	run.Team, run.Day.Year, run.Corrected, run.Answers["risks"][0].Text = "Payments", 2025, run.Day, "kept"
	revision = saveOver(t, s, run, revision)
	wantGone(t, s.Path(), "taken back", "Typo")
	wantRun(t, s, run)
	snap, err := s.Snapshot("")
	if wantOK(t, err); len(records(t, s, "")) != 2 || len(snap.Teams) != 2 || snap.Team != "Payments" {
		t.Errorf("%+v", snap)
	}
	a := checks.ActionsOf(run)[0]
	wantOK(t, s.SaveAction(a, a.Finish())) // which is no correction
	if after, _, err := s.Run(run.ID); err != nil || after.Corrected != run.Corrected {
		t.Error(after.Corrected, err)
	}
	wantNotSaved(t, s, run, revision, checks.CodeConflict)
}

// voting is a run in the middle of a vote, each answer of which was saved as it came.
type voting struct {
	*store.Store
	flow     *checks.Flow
	revision uint64
}

func (v *voting) save(t *testing.T, err error) {
	t.Helper()
	wantOK(t, err)
	v.revision = saveOver(t, v.Store, v.flow.Run(), v.revision)
}

func vote(t *testing.T, votes []checks.Step) *voting {
	t.Helper()
	run := unfinished(typical("A", 2))
	run.Ratings, run.At, run.People = nil, "contact", len(votes)+1
	flow, err := checks.NewFlow(check, run)
	wantOK(t, err)
	v := &voting{newStore(t, store.WithNonce, clock(eleven)), flow, 0}
	save(t, v.Store, typical("A", 1), typical("B", 3))
	v.save(t, nil)
	for _, step := range votes {
		v.save(t, flow.Vote("contact", step))
	}
	return v
}

// Who has the file, or a copy of it, of two orders of the same votes cannot tell which one it was.
func TestOrderOfVotesIsInNoByteOfAFile(t *testing.T) {
	again := func(v *voting) *store.Store { return store.New(v.Path(), check, store.WithNonce, clock(eleven)) }
	same := func(v *voting) string { return v.Path() }
	aside := func(v *voting) string { return must1(filepath.Glob(v.Path() + ".damaged-*"))[0] }
	backedUp := func(v *voting) string { return onlyBackup(t, v.Store, store.ForAsked) }
	for name, tc := range map[string]struct {
		end  func(t *testing.T, v *voting)
		file func(*voting) string
	}{
		"killed, and begun again": {func(_ *testing.T, v *voting) { again(v).Sweep() }, same},
		"killed, and then a change": {func(t *testing.T, v *voting) {
			wantOK(t, again(v).ChangeSettings(func(s *checks.Settings) { s.Language = "de" }))
		}, same},
		"killed, and then restored": {func(t *testing.T, v *voting) { restore(t, again(v), written(t, v.Store)) }, same},
		"left":                      {func(_ *testing.T, v *voting) { v.Sweep() }, same},
		"revealed":                  {func(t *testing.T, v *voting) { v.save(t, v.flow.Reveal("contact")) }, same},
		"at another item":           {func(t *testing.T, v *voting) { v.flow.Go(v.flow.At() + 1); v.save(t, nil) }, same},
		"finished":                  {func(t *testing.T, v *voting) { v.save(t, v.flow.Finish(noon.Add(time.Hour))) }, same},
		"backed up":                 {func(t *testing.T, v *voting) { backUp(t, v.Store, store.ForAsked) }, backedUp},
		"written as a backup":       {func(*testing.T, *voting) {}, func(v *voting) string { return writeFile(t, written(t, v.Store)) }},
		"put aside": {func(t *testing.T, v *voting) {
			backup := written(t, v.Store)
			b := readFile(t, v.Path())
			b[16] ^= 1 // one of the two pages with which every read begins
			wantOK(t, os.WriteFile(v.Path(), b, 0o600))
			restore(t, again(v), backup)
		}, aside},
		"damaged, begun again, repaired and put aside": {func(t *testing.T, v *voting) {
			wantOK(t, os.WriteFile(v.Path(), bytes.ReplaceAll(readFile(t, v.Path()), []byte("Run 3"), []byte("Ruf 3")), 0o600))
			again(v).Sweep()
			repair(t, again(v))
		}, aside},
		"merged": {func(t *testing.T, v *voting) {
			_, err := again(v).Merge(sequence([]checks.Record{story("S1", "A", day(1))}, nil), store.MergeOptions{})
			wantOK(t, err)
		}, same},
	} {
		t.Run(name, func(t *testing.T) {
			few, many := []checks.Step{1, 5, 2, 2}, append(slices.Repeat([]checks.Step{4}, 11), 3, 3)
			for _, votes := range [][]checks.Step{few, many} {
				if strings.HasSuffix(name, "put aside") && len(votes) > 9 {
					continue // there the place of what is gone shows how long it was, by which a tally of ten can be told from one of nine
				}
				v, other := vote(t, votes), vote(t, slices.Sorted(slices.Values(votes)))
				if bytes.Equal(readFile(t, v.Path()), readFile(t, other.Path())) {
					t.Fatal("this test does not find what is there")
				}
				tc.end(t, v)
				tc.end(t, other)
				if !bytes.Equal(readFile(t, tc.file(v)), readFile(t, tc.file(other))) {
					t.Errorf("%v are told apart", votes)
				}
			}
		})
	}
}

// The file gives the place of a longer record's beginning away first. What is then left of it tells a tally, but not of which run it was.
func TestTallyInWhatIsLeftOfAnEarlierVoteIsNotPutAside(t *testing.T) {
	const end = `0,2,0],"no_answer":1,"revealed":false`
	run := unfinished(typical("A", 2))
	trust, contact := run.Ratings["trust"], run.Ratings["contact"]
	contact.Before.Counts[0] = 1
	trust.Tally, trust.Revealed = checks.Tally{Counts: [checks.Steps]int{0, 1, 0, 2, 0}, NoAnswer: 1}, false
	run.Ratings["trust"], run.Ratings["contact"] = trust, contact
	latest := must1(store.Seal("runs", "\x00A\x00"+run.ID, 2, run))
	for name, tc := range map[string]struct {
		first []byte // in the file, before what is left
		begin string // of what is left
		gone  string // from there
	}{
		"all of a tally":            {latest, `"contact":`, `"counts":[0,1,` + end},
		"its end":                   {latest, end, end},
		"of a run that is not read": {nil, `"contact":`, ""},
		"of a damaged record":       {latest, "\x8cEC\x01", ""},
	} {
		_, rest, _ := bytes.Cut(bytes.Replace(latest, []byte("three calls"), []byte("seven calls"), 1), []byte(tc.begin))
		rest = append([]byte(tc.begin), rest...)
		kept := store.WithoutOrder(slices.Concat(tc.first, rest))
		want := slices.Concat(tc.first, bytes.Replace(rest, []byte(tc.gone), make([]byte, len(tc.gone)), 1))
		if !bytes.Equal(kept, want) {
			t.Errorf("%s: %q", name, kept[len(tc.first):])
		}
	}
}

// Each of these would be a copy of the whole file.
func TestAVoteIsNotSwept(t *testing.T) {
	v, sweeps := vote(t, []checks.Step{1}), 0
	v.Store = store.New(v.Path(), check, store.WithReplace(func(from, to string) error { sweeps++; return os.Rename(from, to) }))
	for n, step := range []checks.Step{1, 5, 2} {
		wantOK(t, v.flow.SetPeople("contact", 9))
		if v.save(t, v.flow.Vote("contact", step)); sweeps != 1 {
			t.Errorf("%d after the first and %d more", sweeps, n)
		}
	}
	if v.Sweep(); sweeps != 2 {
		t.Errorf("%d", sweeps)
	}
	if v.Sweep(); sweeps != 2 {
		t.Error("swept without need")
	}
}

// A program that dies between a deletion and the new file leaves it to the next write to sweep the text out.
func TestInterruptedDeletionIsFinishedByTheNextWrite(t *testing.T) {
	s := newStore(t)
	secret := typical("A", 1)
	secret.Answers["risks"][0].Text = "unmistakable answer"
	save(t, s, secret, typical("A", 2))
	dying := store.New(s.Path(), check, store.WithCommit(func(tx *bolt.Tx) error {
		defer panic("power cut")
		return tx.Commit()
	}))
	if err := dying.DeleteRun(secret.ID); err == nil {
		t.Fatal("it did not die")
	}
	if !contains(t, s.Path(), "unmistakable") {
		t.Fatal("nothing left to sweep")
	}
	save(t, s, typical("A", 3))
	wantGone(t, s.Path(), "unmistakable")
	_, _, err := s.Run(secret.ID)
	wantCode(t, err, checks.CodeNotFound)
	wantRun(t, s, typical("A", 2))
}

var (
	errNoRoom  = fmt.Errorf("rename: %w", syscall.ENOSPC)
	noRoom     = store.WithReplace(func(string, string) error { return errNoRoom })
	brokenDisk = store.WithCommit(func(*bolt.Tx) error { return errors.New("input/output error") })
)

func TestDeletionWhoseTextRemainsIsADeletion(t *testing.T) {
	for word, remove := range map[string]func(s *store.Store, run checks.Run, story checks.Story) error{
		"antwort-geblieben": func(s *store.Store, run checks.Run, _ checks.Story) error { return s.DeleteRun(run.ID) },
		"abhilfe-text":      func(s *store.Store, _ checks.Run, story checks.Story) error { return s.DeleteStory(story.ID) },
		"ZWISCHEN-8":        func(s *store.Store, _ checks.Run, _ checks.Story) error { return s.DeleteAction("ZWISCHEN-8", "") },
		"zwischen-durch": func(s *store.Store, run checks.Run, _ checks.Story) error {
			ids, err := s.DeleteTeam(run.Team)
			if len(ids) != 3 {
				return fmt.Errorf("gone are %q", ids)
			}
			return err
		},
	} {
		s, run, told, _ := lived(t)
		before := len(records(t, s, ""))
		full := store.New(s.Path(), check, noRoom)
		err := remove(full, run, told)
		if wantCode(t, err, checks.CodeTextRemains); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%v does not say why", err)
		}
		if left := records(t, s, ""); len(left) >= before || !contains(t, s.Path(), word) {
			t.Errorf("%d records are left, or not the text %q", len(left), word)
		}
		if contains(t, backUp(t, full, store.ForAsked).Path, word) || bytes.Contains(written(t, full), []byte(word)) {
			t.Errorf("%q is in a backup", word)
		}
		if wantOK(t, s.ChangeSettings(func(s *checks.Settings) { s.Language = "de" })); contains(t, s.Path(), word) {
			t.Errorf("the first write of another store did not take %q out", word)
		}
	}
}

func TestBeginningRemovesWhatAKilledProgramLeftAndNothingOfOneThatIsAlive(t *testing.T) {
	s := quarter(t)
	backUp(t, s, store.ForAsked)
	in := func(folder, name string) string { return filepath.Join(folder, name) }
	left := []string{in(filepath.Dir(s.Path()), ".chair.db.4711.tmp"), in(s.BackupFolder(), ".chair.db.4712.tmp")}
	other := in(filepath.Dir(s.Path()), ".chair.db.2.4711.tmp") // of another database
	wantOK(t, os.WriteFile(other, nil, 0o600))
	for _, path := range left {
		wantOK(t, os.WriteFile(path, []byte("half a file"), 0o600))
	}
	alive := 0
	busy := store.New(s.Path(), check, store.WithReplace(func(from, to string) error {
		store.New(s.Path(), check, store.WithLockWait(time.Millisecond)).Sweep()
		_, err := os.Stat(from)
		alive++
		return errors.Join(err, os.Rename(from, to))
	}))
	wantOK(t, busy.DeleteRun(typical("", 1).ID))
	if alive != 1 {
		t.Error("nothing was replaced")
	}
	for _, path := range left {
		wantOK(t, os.WriteFile(path, []byte("half a file"), 0o600))
	}
	s.Sweep()
	for _, path := range left {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is still there", path)
		}
	}
	if list, err := s.Backups(); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
	wantOK(t, os.Remove(other))
}

func TestCommitThatFailsDoesNotHideThatTextRemains(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	failing := store.New(s.Path(), check, noRoom,
		store.WithCommit(failOnce()))
	wantCode(t, failing.DeleteRun(typical("A", 1).ID), checks.CodeTextRemains)
}

// failOnce returns a commit that takes place but ends in an error the first time.
func failOnce() func(*bolt.Tx) error {
	n := 0
	return func(tx *bolt.Tx) error {
		err := tx.Commit()
		if n++; n == 1 {
			return errors.Join(errors.New("input/output error"), err)
		}
		return err
	}
}

// lived returns a file in which a run and a story of a team went through some states before they became what they are, and all
// that was ever written of them.
func lived(t *testing.T) (s *store.Store, run checks.Run, told checks.Story, words []string) {
	t.Helper()
	s = newStore(t)
	save(t, s, typical("Rest", 1))
	run = unfinished(typical("Geheime Runde", 2))
	run.Drafts = map[string]string{"channels": "entwurf-eins"}
	run.Answers["risks"][0].Text = "antwort-zurückgenommen"
	revision := saveOver(t, s, run, 0)
	run.Drafts = map[string]string{"risks": "entwurf-zwei"}
	run.Answers["risks"][0].Text = "antwort-geblieben"
	rating := run.Ratings["trust"]
	rating.Story, rating.Chair.Evidence = "geschichte-der-zahl", "stuhl-beleg"
	run.Ratings["trust"] = rating
	revision = saveOver(t, s, run, revision)
	run.Actions = typical("", 2).Actions
	run.Actions[0].Text, run.Actions[0].Owner = "maßnahme-text", "Frau Eigentum"
	run.Looked, run.LookBack = map[string]checks.Look{"S9": {Outcome: checks.OutcomeDropped, Reason: "grund-im-rückblick", On: day(1)}}, true
	run.Finished, run.Day = run.Started.Add(time.Hour), checks.DayOf(run.Started)
	saveOver(t, s, run, revision)
	first := complaintOn("GESCHICHTE-7", run.Team, day(2))
	first.Text = "erste-fassung"
	saveStories(t, s, first)
	told = first
	told.Text, told.Complaint.Fix = "zweite-fassung", "abhilfe-text"
	wantOK(t, s.SaveStory(first, told))
	loose := between("ZWISCHEN-8", run.Team)
	loose.Text = "zwischen-durch"
	saveActions(t, s, loose)
	wantOK(t, s.MarkLeadership(run.Team, true))
	return s, run, told, []string{
		"entwurf-eins", "entwurf-zwei", "antwort-zurückgenommen", "antwort-geblieben", "geschichte-der-zahl", "stuhl-beleg", "maßnahme-text",
		"Frau Eigentum", "grund-im-rückblick", run.ID, "erste-fassung", "zweite-fassung", "abhilfe-text", told.ID, "zwischen-durch", loose.ID,
		run.Team,
	}
}

func wantGone(t *testing.T, path string, words ...string) {
	t.Helper()
	for _, word := range words {
		if contains(t, path, word) {
			t.Errorf("%q is still in the file", word)
		}
	}
}

func TestOfWhatTwoKilledProgramsLeftAtAPlaceTheLatestComesBack(t *testing.T) {
	for _, latest := range []int{1, 2} {
		path := filepath.Join(t.TempDir(), "chair.db")
		for i := 1; i <= 2; i++ {
			file, at := fmt.Sprintf("%s.%d.typed", path, i), day(i)
			if i == latest {
				at = day(9)
			}
			wantOK(t, os.WriteFile(file, fmt.Appendf(nil, `{"walk": "text %d", "of %d": "x"}`, i, i), 0o600))
			wantOK(t, os.Chtimes(file, at.Time(), at.Time()))
		}
		s := store.New(path, check)
		if got := s.Drafts(); got["walk"] != fmt.Sprint("text ", latest) || len(got) != 3 {
			t.Errorf("the latest is %d: %q", latest, got)
		}
		s.Close()
	}
}

func TestADraftStaysUntilItIsLeftOrWhatItIsAboutIsDeletedAndIsInNoBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "chair.db")
	s := store.New(path, check)
	keep := func(place, text string) {
		t.Helper()
		wantOK(t, s.KeepDraft(place, text))
	}
	wantKept := func(when string, want ...string) { // in a program that begins once this one is killed
		t.Helper()
		s.Close()
		s = store.New(path, check)
		if got := slices.Sorted(maps.Values(s.Drafts())); !slices.Equal(got, want) {
			t.Errorf("%s: %q", when, got)
		}
	}
	files := func() []string { return must1(filepath.Glob(s.DraftFiles())) }
	keep("first", "before there is a file")
	wantKept("without a file", "before there is a file")
	if info, err := os.Stat(files()[0]); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
	if got := store.New(path, check).Drafts(); len(got) > 0 {
		t.Errorf("a second program has what is typed in the first: %q", got)
	}
	keep("first", "")
	wantKept("left")
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) > 0 {
		t.Error(left, err)
	}

	run := typical("A", 1)
	save(t, s, run, typical("B", 2), typical("C", 3))
	saveStories(t, s, story("S1", "A", day(1)), story("S2", "A", day(2)))
	keep("A\nS1\nA", "entwurf-1")
	keep("A\nS2\nA", "entwurf-2")
	keep("action\n"+run.Actions[0].ID+"\n"+run.ID+"\nA", "entwurf-3")
	keep("A\n\nB", "entwurf-4")
	keep("walk\nC", "entwurf-5")
	keep("A", "entwurf-6")
	backUp(t, s, store.ForAsked)
	wantGone(t, onlyBackup(t, s, store.ForAsked), "entwurf")
	wantGone(t, path, "entwurf")
	wantCode(t, store.New(path, check, brokenDisk).DeleteStory("S1"), checks.CodeIO)
	wantKept("a story could not be deleted", "entwurf-1", "entwurf-2", "entwurf-3", "entwurf-4", "entwurf-5", "entwurf-6")
	wantOK(t, s.DeleteStory("S1"))
	wantKept("a story was deleted", "entwurf-2", "entwurf-3", "entwurf-4", "entwurf-5", "entwurf-6")
	wantOK(t, s.DeleteRun(run.ID))
	wantKept("a run was deleted", "entwurf-2", "entwurf-4", "entwurf-5", "entwurf-6")
	must1(s.RenameTeam("B", "D", false))
	wantKept("a team was renamed", "entwurf-2", "entwurf-4", "entwurf-5", "entwurf-6")
	if s.Drafts()["A\n\nD"] != "entwurf-4" {
		t.Errorf("%q", s.Drafts())
	}
	must1(s.DeleteTeam("A"))
	wantKept("a team was deleted", "entwurf-4", "entwurf-5", "entwurf-6")

	s.Close()
	s = store.New(path, check)
	wantOK(t, s.DeleteRun(typical("C", 3).ID))
	wantKept("another program deleted a team", "entwurf-4", "entwurf-6")
	for content, how := range map[string]string{"{": "damaged", "null": "empty"} {
		s.Close()
		for _, file := range files() {
			wantOK(t, os.WriteFile(file, []byte(content), 0o600))
		}
		wantKept("it is " + how)
		keep("first", how)
	}
	s.Close()
	wantOK(t, os.WriteFile(path+".1.typed", []byte(`{"walk": "of another program"}`), 0o600))
	if err := s.KeepDraft("walk", "late"); err == nil || len(s.Drafts()) > 0 {
		t.Error("kept, or taken over, after the end")
	}
}

func TestNothingOfADeletedTeamIsInTheFile(t *testing.T) {
	s, run, _, words := lived(t)
	for _, word := range words {
		if !strings.HasPrefix(word, "entwurf") && !strings.Contains(word, "zurückg") && word != "erste-fassung" && !contains(t, s.Path(), word) {
			t.Fatalf("%q is not there", word)
		}
	}
	ids, err := store.New(s.Path(), check, brokenDisk).DeleteTeam(run.Team)
	if wantCode(t, err, checks.CodeIO); ids != nil {
		t.Error(ids)
	}
	ids, err = s.DeleteTeam(run.Team)
	if err != nil || len(ids) != 3 {
		t.Fatal(ids, err)
	}
	wantGone(t, s.Path(), words...)
	wantRun(t, s, typical("Rest", 1))
	if snap, err := s.Snapshot(""); err != nil || snap.Team != "Rest" || len(snap.Teams) != 1 {
		t.Errorf("%+v, %v", snap, err)
	}
	if list := records(t, s, ""); len(list) != 1 {
		t.Errorf("%+v", list)
	}
}

func TestNothingOfADeletedRunOrStoryIsInTheFile(t *testing.T) {
	s, run, told, words := lived(t)
	wantOK(t, s.DeleteRun(run.ID))
	wantGone(t, s.Path(), words[:10]...)
	wantOK(t, s.DeleteStory(told.ID))
	wantGone(t, s.Path(), words[:14]...)
	if !contains(t, s.Path(), "zwischen-durch") {
		t.Error("more than that is gone")
	}
	wantRun(t, s, typical("Rest", 1))
	if info, err := os.Stat(s.Path()); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
}
