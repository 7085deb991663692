package store_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/store"
)

var eleven = time.Date(2026, 11, 22, 10, 57, 30, 123_900_000, time.FixedZone("", 3600))

func namesOf(list []store.Backup) (names []string) {
	for _, b := range list {
		names = append(names, filepath.Base(b.Path))
	}
	return names
}

func backUp(t *testing.T, s *store.Store, why store.Reason) store.Backup {
	t.Helper()
	made, err := s.BackUp(why)
	wantOK(t, err)
	return made
}

func TestBackupHoldsAllThatWasSaved(t *testing.T) {
	from := quarter(t)
	s := store.New(from.Path(), check, clock(eleven))
	made := backUp(t, s, store.ForFinish)
	if want := filepath.Join(s.BackupFolder(), "2026-11-22T09-57-30.123Z.finish.db"); made.Path != want || made.Reason != store.ForFinish {
		t.Errorf("%+v", made)
	}
	wantSame(t, "the backup", records(t, s, ""), records(t, store.New(made.Path, check), ""))
	info, err := os.Stat(made.Path)
	if err != nil || info.Size() != made.Size || info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
	if folder, err := os.Stat(s.BackupFolder()); err != nil || folder.Mode().Perm() != 0o700 {
		t.Error(folder, err)
	}
	list, err := s.Backups()
	if err != nil || len(list) != 1 || list[0] != made {
		t.Errorf("%+v, %v, not %+v", list, err, made)
	}
	checkFile(t, made.Path)
}

func TestNothingIsBackedUpWhereNothingIs(t *testing.T) {
	s := newStore(t)
	if made := backUp(t, s, store.ForFinish); made != (store.Backup{}) {
		t.Errorf("%+v", made)
	}
	if list, err := s.Backups(); err != nil || list != nil {
		t.Error(list, err)
	}
	if _, err := os.Stat(s.BackupFolder()); !errors.Is(err, os.ErrNotExist) {
		t.Error("there is a folder")
	}
	wantCode(t, s.WriteBackup(new(bytes.Buffer)), checks.CodeNoFile)
	_, err := s.Contents()
	wantCode(t, err, checks.CodeNoFile)
}

func TestTenBackupsAndTheNewestOfEachReasonAreKept(t *testing.T) {
	at := eleven
	s := store.New(quarter(t).Path(), check, store.WithClock(func() time.Time { at = at.Add(time.Hour); return at }))
	older := backUp(t, s, store.ForImport)
	folder := s.BackupFolder() + "/"
	others := []string{
		folder + "mine.db", folder + "2026-01-01T00-00-00.000Z.other.db", folder + "2026-01-01T00-00-00.000Z.finish.db.bak",
		folder + "2026-02-30T00-00-00.000Z.finish.db", s.Path() + ".damaged-2026-01-01T00-00-00.000Z",
	}
	for _, name := range others {
		wantOK(t, os.WriteFile(name, []byte("other"), 0o600))
	}
	want := []store.Backup{backUp(t, s, store.ForImport), backUp(t, s, store.ForRestore), backUp(t, s, store.ForAsked)}
	for i := range 12 {
		if made := backUp(t, s, store.ForFinish); i >= 5 {
			want = append(want, made)
		}
	}
	slices.Reverse(want)
	list, err := s.Backups()
	if err != nil || !slices.Equal(list, want) || slices.Contains(list, older) {
		t.Errorf("%q, %v", namesOf(list), err)
	}
	for _, name := range others {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
}

func TestBackupsOfOneMomentAllHaveANameOfTheirOwn(t *testing.T) {
	s := store.New(quarter(t).Path(), check, clock(eleven))
	for _, why := range []store.Reason{store.ForFinish, store.ForImport, store.ForFinish} {
		backUp(t, s, why)
	}
	list, err := s.Backups()
	want := []string{"2026-11-22T09-57-30.124Z.finish.db", "2026-11-22T09-57-30.123Z.import.db", "2026-11-22T09-57-30.123Z.finish.db"}
	if err != nil || !slices.Equal(namesOf(list), want) {
		t.Errorf("%q, %v", namesOf(list), err)
	}
}

// What was made while the clock was ahead does not push out what is made once it is right.
func TestBackupsOfATimeToComeAreTheOldest(t *testing.T) {
	for _, why := range []store.Reason{store.ForFinish, store.ForImport} {
		path := quarter(t).Path()
		var list []store.Backup // the newest first
		for range 10 {
			list = slices.Insert(list, 0, backUp(t, store.New(path, check, clock(eleven)), store.ForFinish))
		}
		right := store.New(path, check, clock(eleven.AddDate(-1, 0, 0)))
		for range 3 {
			list = slices.Insert(list, 0, backUp(t, right, why))[:10]
			if got, err := right.Backups(); err != nil || !slices.Equal(got, list) {
				t.Errorf("%q, %v", namesOf(got), err)
			}
		}
	}
}

func TestBackupThatCannotBeWrittenSaysSo(t *testing.T) {
	s := quarter(t)
	before, theirs := records(t, s, ""), changed(t, s)
	wantOK(t, os.WriteFile(s.BackupFolder(), nil, 0o600))
	_, err := s.BackUp(store.ForFinish)
	wantCode(t, err, checks.CodeBackupFolder)
	_, err = s.Merge(sequence(theirs, nil), store.MergeOptions{Replace: true}) // which replaces nothing without one
	wantCode(t, err, checks.CodeBackupFolder)
	wantSame(t, "what is there", before, records(t, s, ""))
	wantCode(t, s.WriteBackup(brokenPipe{}), "")
	if err := s.WriteBackup(brokenPipe{}); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

// brokenPipe takes nothing.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errFull }
func (brokenPipe) Read([]byte) (int, error)  { return 0, errFull }

func TestBackupsSayWhichHoldWhatWasDeleted(t *testing.T) {
	s := quarter(t)
	none := backUp(t, s, store.ForFinish)
	save(t, s, typical("Secret team", 700))
	saveStories(t, s, story("S77", "Secret team", day(1)))
	saveActions(t, s, between("L77", "Secret team"))
	with := backUp(t, s, store.ForImport)
	damaged := s.Path() + ".damaged-2026-11-22T09-57-30.125Z"
	wantOK(t, os.WriteFile(damaged, readFile(t, s.Path()), 0o600))
	keys, err := s.DeleteTeam("Secret team")
	if err != nil || !slices.Equal(keys, []string{typical("", 700).ID, "L77", "S77"}) {
		t.Fatal(keys, err)
	}
	for _, ids := range append([][]string{keys}, []string{keys[0]}, []string{"nowhere", "L77"}, []string{keys[0] + "-1"}, []string{"", "S77"}) {
		list, err := s.BackupsHolding(ids, "")
		if names := namesOf(list); err != nil || len(list) != 2 || !slices.Contains(names, filepath.Base(damaged)) || !slices.Contains(names, filepath.Base(with.Path)) {
			t.Errorf("%q are in %q, %v", ids, names, err)
		}
	}
	for team, want := range map[string]int{"Secret team": 2, "team": 0, "Secret": 0, "": 0} { // what was deleted before its team is not among the ids
		if list, err := s.BackupsHolding([]string{"nowhere"}, team); err != nil || len(list) != want {
			t.Errorf("%q is in %q, %v", team, namesOf(list), err)
		}
	}
	if list, err := s.BackupsHolding(nil, ""); err != nil || list != nil {
		t.Error(list, err)
	}
	list, err := s.BackupsHolding(keys, "")
	wantOK(t, err)
	wantOK(t, s.RemoveBackups(list))
	if left, err := s.Backups(); err != nil || len(left) != 1 || left[0] != none {
		t.Errorf("%q, %v", namesOf(left), err)
	}
	if _, err := os.Stat(damaged); !errors.Is(err, os.ErrNotExist) {
		t.Error("the damaged file is still there")
	}
	if _, err := s.Snapshot(""); err != nil {
		t.Error(err)
	}
}

// TestIDsAreFoundWhereverTheyStand puts a record, whole or not, somewhere into a file.
func TestIDsAreFoundWhereverTheyStand(t *testing.T) {
	s := store.New(filepath.Join(t.TempDir(), "chair.db"), check)
	noise := make([]byte, 1<<12)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(noise)
	ids := rapid.StringMatching(`[A-Z0-9]{12,40}`)
	rapid.Check(t, func(rt *rapid.T) {
		held, team := ids.Draw(rt, "held"), rapid.SampledFrom([]string{"A", "A\x002026-08-20"}).Draw(rt, "team")
		bucket := rapid.SampledFrom([]string{"runs", "stories", "actions", "teams", "meta"}).Draw(rt, "bucket")
		rec := must1(store.Seal(bucket, team+"\x00"+held, 7, rapid.SliceOfN(anyText, 0, 9).Draw(rt, "body")))
		want := bucket != "meta"
		switch rapid.IntRange(0, 3).Draw(rt, "harm") {
		case 0: // its text is damaged, and not what says whose it is
			rec[len(rec)-1] ^= 1
		case 1:
			rec, want = rec[1:], false
		}
		at := rapid.IntRange(0, len(noise)).Draw(rt, "at")
		file := slices.Concat(noise[:at], rec, noise[at:])
		wantOK(rt, os.WriteFile(s.Path()+".damaged-2026-11-22T09-57-30.125Z", file, 0o600))
		for _, search := range []struct {
			ids  []string
			team string
			want bool
		}{{[]string{"nowhere", held}, "", want}, {nil, "A", want}, {[]string{held[1:], held[:8], ""}, "B", false}} {
			if list, err := s.BackupsHolding(search.ids, search.team); err != nil || (len(list) == 1) != search.want {
				rt.Fatalf("found: %v, %v, want %+v", list, err, search)
			}
		}
	})
}
