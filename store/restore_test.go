package store_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// written returns a backup as bytes.
func written(t *testing.T, s *store.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.WriteBackup(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func restore(t *testing.T, s *store.Store, file []byte) (aside string) {
	t.Helper()
	aside, err := s.Restore(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return aside
}

func TestBackupIsRestoredAndWhatWasThereIsKept(t *testing.T) {
	s := quarter(t)
	then, file := records(t, s, ""), written(t, s)
	save(t, s, typical("A", 900))
	now := records(t, s, "")
	aside := restore(t, s, file)
	if aside != onlyBackup(t, s, store.ForRestore) {
		t.Error(aside)
	}
	sameRecords(t, "restored", then, records(t, s, ""))
	sameRecords(t, "aside", now, records(t, store.New(aside, check), ""))
	info, err := os.Stat(s.Path())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
	again, err := os.Open(aside)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	if _, err := s.Restore(again); err != nil {
		t.Fatal(err)
	}
	sameRecords(t, "restored once more", now, records(t, s, ""))
	save(t, s, typical("A", 901))
}

func TestExaminedBackupSaysWhatItHoldsAndChangesNothing(t *testing.T) {
	for _, from := range []string{quarter(t).Path(), copyFile(t, schema3)} {
		s := newStore(t)
		want, err := store.New(from, check).Contents()
		if err != nil {
			t.Fatal(err)
		}
		c, d, err := s.ExamineBackup(bytes.NewReader(readFile(t, from)))
		if err != nil || !cmp.Equal(want, c) || d.IsDamaged() || d.Runs != c.Runs || d.Schema != c.Schema {
			t.Errorf("%+v, %+v, %v", c, d, err)
		}
		if files, _ := os.ReadDir(filepath.Dir(s.Path())); len(files) > 0 {
			t.Errorf("left: %q", files)
		}
	}
	_, _, err := newStore(t).ExamineBackup(brokenPipe{})
	if !errors.Is(err, errFull) || checks.CodeOf(err) != "" {
		t.Error(err)
	}
}

func TestBackupIsRestoredWhereNothingIs(t *testing.T) {
	from := quarter(t)
	s := store.New(filepath.Join(t.TempDir(), "new", "chair.db"), check)
	if aside := restore(t, s, written(t, from)); aside != "" {
		t.Error(aside)
	}
	sameRecords(t, "restored", records(t, from, ""), records(t, s, ""))
	checkFile(t, s.Path())
}

func TestOlderBackupIsBroughtUpToDate(t *testing.T) {
	for _, path := range []string{schema1, schema2, schema3} {
		s := quarter(t)
		restore(t, s, readFile(t, path))
		c, err := s.Contents()
		if err != nil || c.Schema != store.SchemaVersion() || c.Runs != 6 {
			t.Errorf("%+v, %v", c, err)
		}
		onlyBackup(t, s, store.ForRestore)
		wantRun(t, s, schema1Runs()[5])
		checkFile(t, s.Path())
	}
}

// The present file is older; it is kept as it was.
func TestOlderFileIsKeptAsItWas(t *testing.T) {
	s := openSchema3(t)
	aside := restore(t, s, written(t, quarter(t)))
	if c, err := store.New(aside, check).Contents(); err != nil || c.Schema != 3 || c.Stories != 4 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestWhatIsNoWholeBackupIsNotRestored(t *testing.T) {
	s := quarter(t)
	whole, before := written(t, s), records(t, s, "")
	newer := store.New(copyFile(t, s.Path()), check)
	save(t, store.New(newer.Path(), check, store.WithStep("9.0.0", addBucket)), typical("A", 99))
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	edit(t, foreign, func(tx *bolt.Tx) error { _, err := tx.CreateBucket([]byte("other")); return err })
	damaged := func(bucket string) []byte {
		path := copyFile(t, s.Path())
		flip(t, path, bucket, 0)
		return readFile(t, path)
	}
	without := store.New(copyFile(t, s.Path()), check)
	forge(t, without, "stories", func(r *record) { r.key = nil })
	for name, tc := range map[string]struct {
		file []byte
		want checks.Code
	}{
		"an empty file":          {nil, checks.CodeBackupEmpty},
		"garbage":                {bytes.Repeat([]byte("emptychair"), 9999), checks.CodeBackupForeign},
		"zeros":                  {make([]byte, 1<<16), checks.CodeBackupDamaged},
		"another program's":      {readFile(t, foreign), checks.CodeBackupForeign},
		"a newer one":            {readFile(t, newer.Path()), checks.CodeBackupNewer},
		"a truncated one":        {whole[:len(whole)-os.Getpagesize()], checks.CodeBackupDamaged},
		"the beginning of one":   {whole[:100], checks.CodeBackupDamaged},
		"one with a lost page":   {append(bytes.Clone(whole[:8*os.Getpagesize()]), make([]byte, len(whole)-8*os.Getpagesize())...), checks.CodeBackupDamaged},
		"one with a bad run":     {damaged("runs"), checks.CodeBackupDamaged},
		"one with a bad story":   {damaged("stories"), checks.CodeBackupDamaged},
		"one with a bad team":    {damaged("teams"), checks.CodeBackupDamaged},
		"one without some story": {readFile(t, without.Path()), checks.CodeBackupDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			c, d, err := s.ExamineBackup(bytes.NewReader(tc.file))
			if wantCode(t, err, tc.want); !cmp.Equal(c, store.Contents{}) || tc.want == checks.CodeBackupDamaged && !d.IsDamaged() {
				t.Errorf("%+v, %+v", c, d)
			}
			aside, err := s.Restore(bytes.NewReader(tc.file))
			wantCode(t, err, tc.want)
			if list, err := s.Backups(); aside != "" || err != nil || len(list) > 0 {
				t.Error(aside, list, err)
			}
			sameRecords(t, "after it", before, records(t, s, ""))
			if files, _ := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "*")); len(files) != 1 {
				t.Errorf("files: %q", files)
			}
		})
	}
}

func TestRestoreThatCannotReadOnReturnsWhy(t *testing.T) {
	s := quarter(t)
	before := records(t, s, "")
	_, err := s.Restore(io.MultiReader(bytes.NewReader(written(t, s)), brokenPipe{}))
	if !errors.Is(err, errFull) || checks.CodeOf(err) != "" {
		t.Error(err)
	}
	sameRecords(t, "after it", before, records(t, s, ""))
}

// What cannot be read any more is kept under a name of its own, for whoever can.
func TestDamagedFileIsKeptAside(t *testing.T) {
	whole := written(t, quarter(t))
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	edit(t, foreign, func(tx *bolt.Tx) error { _, err := tx.CreateBucket([]byte("other")); return err })
	for name, file := range map[string][]byte{
		"a bad record": nil, "an empty file": {}, "zeros": make([]byte, 1<<15), "half of it": whole[:len(whole)/2],
		"a letter": []byte(strings.Repeat("a letter\n", 999)), "another program's": readFile(t, foreign),
		"a lost page": append(make([]byte, os.Getpagesize()), whole[os.Getpagesize():]...),
	} {
		t.Run(name, func(t *testing.T) {
			s := store.New(copyFile(t, quarter(t).Path()), check, clock(eleven))
			if file == nil {
				flip(t, s.Path(), "stories", 0)
			} else if err := os.WriteFile(s.Path(), file, 0o600); err != nil {
				t.Fatal(err)
			}
			was := readFile(t, s.Path())
			aside := restore(t, s, whole)
			if aside != s.Path()+".damaged-2026-11-22T09-57-30.123Z" || !bytes.Equal(was, readFile(t, aside)) {
				t.Error(aside)
			}
			if list, err := s.Backups(); err != nil || len(list) > 0 {
				t.Error(list, err)
			}
			if _, err := s.Home("", 1); err != nil {
				t.Error(err)
			}
			checkFile(t, s.Path())
		})
	}
}

func TestNewerFileIsNotReplaced(t *testing.T) {
	whole := written(t, quarter(t))
	newer := quarter(t)
	save(t, store.New(newer.Path(), check, store.WithStep("9.0.0", addBucket)), typical("A", 99))
	for path, want := range map[string]checks.Code{
		newer.Path(): checks.CodeNewer, t.TempDir(): checks.CodeNotAFile,
	} {
		s := store.New(path, check)
		var before []byte
		if want != checks.CodeNotAFile {
			before = readFile(t, path)
		}
		aside, err := s.Restore(bytes.NewReader(whole))
		wantCode(t, err, want)
		if aside != "" || before != nil && !bytes.Equal(before, readFile(t, path)) {
			t.Errorf("%s was changed: %s", path, aside)
		}
	}
}

// Whoever waits for the file while it is replaced writes into the new one.
func TestWhoeverWaitsFindsTheRestoredFile(t *testing.T) {
	s := quarter(t)
	file := written(t, s)
	waiting := make(chan error)
	slow := store.New(s.Path(), check, store.WithReplace(func(from, to string) error {
		go func() { // the old file is locked by now
			_, err := store.New(s.Path(), check).SaveRun(typical("Late", 950), 0)
			waiting <- err
		}()
		time.Sleep(30 * time.Millisecond)
		return os.Rename(from, to)
	}))
	restore(t, slow, file)
	if err := <-waiting; err != nil {
		t.Fatal(err)
	}
	wantRun(t, s, typical("Late", 950))
	wantRun(t, s, typical("Payments", 1))
}

func TestFileStaysInItsPlaceWhereRestoringFails(t *testing.T) {
	whole := written(t, quarter(t))
	for name, damage := range map[string]bool{"a whole file": false, "a damaged file": true} {
		t.Run(name, func(t *testing.T) {
			s := store.New(copyFile(t, quarter(t).Path()), check, store.WithReplace(func(string, string) error { return errNoRoom }))
			if damage {
				flip(t, s.Path(), "stories", 0)
			}
			before := readFile(t, s.Path())
			_, err := s.Restore(bytes.NewReader(whole))
			wantCode(t, err, checks.CodeDiskFull)
			if !bytes.Equal(before, readFile(t, s.Path())) {
				t.Error("the file was changed")
			}
			if left, _ := filepath.Glob(s.Path() + ".damaged-*"); len(left) > 0 {
				t.Errorf("left: %q", left)
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), ".*")); len(left) > 0 {
				t.Errorf("left: %q", left)
			}
		})
	}
}

func TestRestoreWaitsForWhoeverWrites(t *testing.T) {
	s := quarter(t)
	file := written(t, s)
	db, err := bolt.Open(s.Path(), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	busy := store.New(s.Path(), check, store.WithTimeout(20*time.Millisecond))
	_, err = busy.Restore(bytes.NewReader(file))
	wantCode(t, err, checks.CodeBusy)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	restore(t, busy, file)
}

// A program that has a run open from before must not meet its revision again, whatever became of the file meanwhile.
func TestRevisionFromBeforeARestoreIsNoRevisionAfterIt(t *testing.T) {
	for name, lose := range map[string]func(t *testing.T, path string){
		"of a whole file": func(*testing.T, string) {},
		"of a damaged file": func(t *testing.T, path string) {
			t.Helper()
			tear(t, path, "runs", 0)
		},
		"of an empty file": func(t *testing.T, path string) {
			t.Helper()
			if err := os.Truncate(path, 0); err != nil {
				t.Fatal(err)
			}
		},
		"of a file that is gone": func(t *testing.T, path string) {
			t.Helper()
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			run := typical("A", 1)
			saveOver := func(minutes int, revision uint64) (uint64, error) {
				run.Minutes = minutes
				return s.SaveRun(run, revision)
			}
			first, err := saveOver(1, 0)
			if err != nil {
				t.Fatal(err)
			}
			file := written(t, s)
			known, err := saveOver(2, first) // and stays open
			if err != nil {
				t.Fatal(err)
			}
			lose(t, s.Path())
			restore(t, s, file)
			_, err = saveOver(3, known)
			wantCode(t, err, checks.CodeConflict)
			if _, err := saveOver(4, first); err != nil { // in another program
				t.Fatal(err)
			}
			_, err = saveOver(5, known)
			wantCode(t, err, checks.CodeConflict)
			run.Minutes = 4
			wantRun(t, s, run)
		})
	}
}

func TestRevisionFromBeforeAnImportOrARepairIsNoRevisionAfterIt(t *testing.T) {
	s := newStore(t)
	run, other := typical("A", 1), typical("A", 2)
	save(t, s, other)
	known, err := s.SaveRun(run, 0)
	if err != nil {
		t.Fatal(err)
	}
	theirs := run.Clone()
	theirs.Minutes++
	merge(t, s, []checks.Record{theirs}, store.MergeOptions{Replace: true})
	_, err = s.SaveRun(run, known)
	wantCode(t, err, checks.CodeConflict)
	_, known, err = s.Run(run.ID)
	if err != nil {
		t.Fatal(err)
	}
	edit(t, s.Path(), func(tx *bolt.Tx) error { return tx.Bucket([]byte("emptychair")).Delete([]byte("file")) })
	repair(t, s)
	_, err = s.SaveRun(theirs, known)
	wantCode(t, err, checks.CodeConflict)
}
