package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

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
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestBackupHoldsAllThatWasSaved(t *testing.T) {
	from := quarter(t)
	s := store.New(from.Path(), check, clock(eleven))
	made := backUp(t, s, store.ForFinish)
	if want := filepath.Join(s.BackupFolder(), "2026-11-22T09-57-30.123Z.finish.db"); made.Path != want || made.Reason != store.ForFinish {
		t.Errorf("%+v", made)
	}
	sameRecords(t, "the backup", records(t, s, ""), records(t, store.New(made.Path, check), ""))
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

func TestTenBackupsAreKept(t *testing.T) {
	s := quarter(t)
	at := eleven
	s = store.New(s.Path(), check, store.WithClock(func() time.Time { return at }))
	others := []string{
		filepath.Join(s.BackupFolder(), "mine.db"), filepath.Join(s.BackupFolder(), "2026-01-01T00-00-00.000Z.other.db"),
		filepath.Join(s.BackupFolder(), "2026-01-01T00-00-00.000Z.finish.db.bak"), s.Path() + ".schema-1",
		filepath.Join(s.BackupFolder(), "2026-02-30T00-00-00.000Z.finish.db"), s.Path() + ".damaged-2026-01-01T00-00-00.000Z",
	}
	var made []string
	for i := range 13 {
		why := []store.Reason{store.ForFinish, store.ForImport, store.ForRestore}[i%3]
		made = append(made, filepath.Base(backUp(t, s, why).Path))
		at = at.Add(time.Hour)
		if i == 0 {
			for _, name := range others {
				if err := os.WriteFile(name, []byte("other"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	slices.Reverse(made)
	list, err := s.Backups()
	list = slices.DeleteFunc(list, func(b store.Backup) bool { return b.Path == s.Path()+".schema-1" })
	if err != nil || !slices.Equal(namesOf(list), made[:10]) {
		t.Errorf("%q, %v", namesOf(list), err)
	}
	for _, name := range others {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
}

func TestNewestBackupOfEachReasonIsKept(t *testing.T) {
	path, at := quarter(t).Path(), eleven
	s := store.New(path, check, store.WithClock(func() time.Time { at = at.Add(time.Hour); return at }))
	older := backUp(t, s, store.ForImport)
	rare := []store.Backup{backUp(t, s, store.ForImport), backUp(t, s, store.ForRestore), backUp(t, s, store.ForMigration)}
	for range 12 {
		backUp(t, s, store.ForFinish)
	}
	list, err := s.Backups()
	if err != nil || len(list) != 10 || slices.Contains(list, older) {
		t.Errorf("%q, %v", namesOf(list), err)
	}
	for _, b := range rare {
		if !slices.Contains(list, b) {
			t.Errorf("%s is gone", b.Path)
		}
	}
}

func TestBackupsOfOneMomentAllHaveANameAndAnOrder(t *testing.T) {
	s := store.New(quarter(t).Path(), check, clock(eleven))
	for _, why := range []store.Reason{store.ForFinish, store.ForImport, store.ForFinish} {
		backUp(t, s, why)
	}
	list, err := s.Backups()
	want := []string{"2026-11-22T09-57-30.125Z.finish.db", "2026-11-22T09-57-30.124Z.import.db", "2026-11-22T09-57-30.123Z.finish.db"}
	if err != nil || !slices.Equal(namesOf(list), want) {
		t.Errorf("%q, %v", namesOf(list), err)
	}
}

// A clock that was set back is no reason to remove what was just made.
func TestNewestBackupIsNeverRemoved(t *testing.T) {
	path := quarter(t).Path()
	for range 10 {
		backUp(t, store.New(path, check, clock(eleven)), store.ForFinish)
	}
	made := backUp(t, store.New(path, check, clock(eleven.AddDate(-1, 0, 0))), store.ForImport)
	list, err := store.New(path, check).Backups()
	if err != nil || len(list) != 10 || list[9] != made {
		t.Errorf("%q, %v", namesOf(list), err)
	}
}

// What is damaged would push whole copies out.
func TestDamagedFileIsNotBackedUp(t *testing.T) {
	s := store.New(copyFile(t, quarter(t).Path()), check)
	backUp(t, s, store.ForFinish)
	for _, bucket := range []string{"stories", "index", "open"} {
		flip(t, s.Path(), bucket, 0)
		_, err := s.BackUp(store.ForFinish)
		wantCode(t, err, checks.CodeDamaged)
		wantCode(t, s.WriteBackup(new(bytes.Buffer)), checks.CodeDamaged)
	}
	onlyBackup(t, s, store.ForFinish)
}

func TestBackupHoldsNoTextThatWasDeletedBefore(t *testing.T) {
	s := newStore(t)
	secret := typical("Secret team", 1)
	save(t, s, secret, typical("A", 2))
	full := store.New(s.Path(), check, store.WithReplace(func(string, string) error { return errNoRoom }))
	wantCode(t, full.DeleteRun(secret.ID), checks.CodeTextRemains)
	made := backUp(t, full, store.ForFinish)
	var written bytes.Buffer
	if err := full.WriteBackup(&written); err != nil {
		t.Fatal(err)
	}
	if !contains(t, s.Path(), "Secret team") {
		t.Fatal("nothing remains")
	}
	if contains(t, made.Path, "Secret team") || bytes.Contains(written.Bytes(), []byte("Secret team")) {
		t.Error("the deleted text is in the backup")
	}
	wantRun(t, store.New(made.Path, check), typical("A", 2))
	wantRun(t, store.New(writeFile(t, written.Bytes()), check), typical("A", 2))
}

func TestBackupThatCannotBeWrittenSaysSo(t *testing.T) {
	s := quarter(t)
	if err := os.WriteFile(s.BackupFolder(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := s.BackUp(store.ForFinish)
	wantCode(t, err, checks.CodeBackupFolder)
	wantCode(t, s.WriteBackup(brokenPipe{}), "")
	if err := s.WriteBackup(brokenPipe{}); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

// brokenPipe takes nothing.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errFull }
func (brokenPipe) Read([]byte) (int, error)  { return 0, errFull }

func TestContentsAreThoseOfAnySchemaAndNothingIsMigrated(t *testing.T) {
	for path, want := range map[string]store.Contents{
		schema1: {1, 6, 1, 11, 0, []string{"Payments", "Solitude", "Support"}, noon.AddDate(0, 0, 6).Add(40 * time.Minute)},
		schema2: {2, 6, 1, 11, 0, []string{"Payments", "Solitude", "Support"}, noon.AddDate(0, 0, 6).Add(40 * time.Minute)},
		schema3: {3, 6, 1, 14, 4, []string{"Payments", "Shop", "Solitude", "Support"}, noon.AddDate(0, 0, 6).Add(40 * time.Minute)},
	} {
		s := store.New(copyFile(t, path), check)
		before := readFile(t, s.Path())
		got, err := s.Contents()
		if err != nil || got.Schema != want.Schema || got.Runs != want.Runs || got.Unfinished != want.Unfinished || got.Actions != want.Actions ||
			got.Stories != want.Stories || !slices.Equal(got.Teams, want.Teams) || !got.Latest.Equal(want.Latest) {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
		if !bytes.Equal(before, readFile(t, s.Path())) {
			t.Error("the file was changed")
		}
		for _, bucket := range []string{"runs", "actions", "index", "teams"} {
			damaged := store.New(copyFile(t, path), check)
			flip(t, damaged.Path(), bucket, 1)
			_, err := damaged.Contents()
			wantCode(t, err, checks.CodeDamaged)
		}
	}
}

func TestContentsOfANewerFileAreNotRead(t *testing.T) {
	s := quarter(t)
	save(t, store.New(s.Path(), check, store.WithStep("9.0.0", addBucket)), typical("A", 99))
	_, err := s.Contents()
	wantCode(t, err, checks.CodeNewer)
	_, err = s.BackUp(store.ForFinish)
	wantCode(t, err, checks.CodeNewer)
}

// An older file in which one record is damaged is kept as it is before it is migrated, even where a sweep is still to be done.
func TestDamagedOlderFileIsKeptWithWhatCannotBeRead(t *testing.T) {
	s := openSchema3(t)
	edit(t, s.Path(), func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte("emptychair"))
		var body map[string]any
		parts, err := store.Unseal("emptychair", []byte("file"), b.Get([]byte("file")), &body)
		if err != nil {
			return err
		}
		body["sweep"] = true
		v, err := store.Seal("emptychair", []byte("file"), parts, body)
		if err != nil {
			return err
		}
		return b.Put([]byte("file"), v)
	})
	flip(t, s.Path(), "stories", 0)
	if _, err := s.Home("Support", 1); err != nil {
		t.Fatal(err)
	}
	_, err := store.New(onlyBackup(t, s, store.ForMigration), check).Contents()
	wantCode(t, err, checks.CodeDamaged)
}

// What was deleted one by one before its team is not among the ids that are left; the team itself is in the backups.
func TestBackupsSayWhichHoldATeam(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("Other", 1))
	none := backUp(t, s, store.ForFinish)
	save(t, s, typical("Secret", 700), typical("Top Secret", 701))
	with := backUp(t, s, store.ForImport)
	for _, team := range []string{"Secret", "Top Secret"} {
		if _, err := s.DeleteTeam(team); err != nil {
			t.Fatal(err)
		}
	}
	damaged := s.Path() + ".damaged-2026-11-22T09-57-30.125Z"
	for path, from := range map[string]string{damaged: with.Path, s.Path() + ".damaged-2026-11-22T09-57-30.126Z": none.Path} {
		if err := os.WriteFile(path, readFile(t, from), 0o600); err != nil {
			t.Fatal(err)
		}
		tear(t, path, "runs", 0)
	}
	for team, want := range map[string]int{"Secret": 2, "Top Secret": 2, "ret": 1, "Secre": 0, "": 0} {
		list, err := s.BackupsWith([]string{"nowhere"}, team)
		if names := namesOf(list); err != nil || len(list) != want || want == 2 && !slices.Contains(names, filepath.Base(with.Path)) {
			t.Errorf("%q is in %q, %v", team, names, err)
		}
	}
}

func TestBackupsSayWhichHoldWhatWasDeleted(t *testing.T) {
	s := quarter(t)
	older := openSchema1(t)
	none := backUp(t, s, store.ForFinish)
	save(t, s, typical("Secret team", 700))
	tell(t, s, story("S77", "Secret team", day(1)))
	act(t, s, between("L77", "Secret team"))
	with := backUp(t, s, store.ForImport)
	damaged, schema := s.Path()+".damaged-2026-11-22T09-57-30.125Z", s.Path()+".schema-1"
	for name, from := range map[string]string{damaged: s.Path(), schema: older.Path()} {
		if err := os.WriteFile(name, readFile(t, from), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	keys, err := s.DeleteTeam("Secret team")
	if err != nil || !slices.Equal(keys, []string{typical("", 700).ID, "L77", "S77"}) {
		t.Fatal(keys, err)
	}
	for _, ids := range append([][]string{keys}, []string{keys[0]}, []string{"nowhere", "L77"}, []string{"", "S77"}) {
		list, err := s.BackupsWith(ids, "")
		if names := namesOf(list); err != nil || len(list) != 2 || !slices.Contains(names, filepath.Base(damaged)) || !slices.Contains(names, filepath.Base(with.Path)) {
			t.Errorf("%q are in %q, %v", ids, names, err)
		}
	}
	if list, err := s.BackupsWith(nil, ""); err != nil || list != nil {
		t.Error(list, err)
	}
	list, err := s.BackupsWith(keys, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []store.Backup{{Path: s.Path()}, {Path: filepath.Join(s.BackupFolder(), "mine.db")}} {
		wantCode(t, s.RemoveBackups(append(slices.Clone(list), b)), checks.CodeNotFound)
	}
	if err := s.RemoveBackups(list); err != nil {
		t.Fatal(err)
	}
	if left, err := s.Backups(); err != nil || len(left) != 2 || !slices.Contains(left, none) || left[0].Path != schema && left[1].Path != schema {
		t.Errorf("%q, %v", namesOf(left), err)
	}
	if _, err := os.Stat(damaged); !errors.Is(err, os.ErrNotExist) {
		t.Error("the damaged file is still there")
	}
	if _, err := s.Home("", 1); err != nil {
		t.Error(err)
	}
}
