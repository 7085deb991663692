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

	"emptychair/checks"
	"emptychair/store"
)

// written returns a backup as bytes.
func written(t *testing.T, s *store.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	wantOK(t, s.WriteBackup(&b))
	return b.Bytes()
}

// restored reads a backup and puts it in the place of the file.
func restored(s *store.Store, from io.Reader) (aside string, err error) {
	b, err := s.ReadBackup(from)
	if err != nil {
		return "", err
	}
	return s.Restore(b)
}

func restore(t *testing.T, s *store.Store, file []byte) (aside string) {
	t.Helper()
	aside, err := restored(s, bytes.NewReader(file))
	wantOK(t, err)
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
	wantSame(t, "restored", then, records(t, s, ""))
	wantSame(t, "aside", now, records(t, store.New(aside, check), ""))
	info, err := os.Stat(s.Path())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
	again, err := os.Open(aside)
	wantOK(t, err)
	defer func() { _ = again.Close() }()
	if _, err := restored(s, again); err != nil {
		t.Fatal(err)
	}
	wantSame(t, "restored once more", now, records(t, s, ""))
	save(t, s, typical("A", 901))
	none := store.New(filepath.Join(t.TempDir(), "new", "chair.db"), check)
	if aside := restore(t, none, file); aside != "" {
		t.Error(aside)
	}
	wantSame(t, "restored where nothing is", then, records(t, none, ""))
	checkFile(t, none.Path())
}

// endless never ends; what is read of it is counted.
type endless struct {
	head []byte
	read int
}

func (e *endless) Read(b []byte) (int, error) {
	clear(b)
	if e.read < len(e.head) {
		copy(b, e.head[e.read:])
	}
	e.read += len(b)
	return len(b), nil
}

func TestWhatHasNoEndIsNoBackup(t *testing.T) {
	whole := written(t, quarter(t))
	for name, tc := range map[string]struct {
		from *endless
		want checks.Code
	}{"zeros": {&endless{}, checks.CodeTooLarge}, "a backup, and then zeros": {&endless{head: whole}, ""}} {
		s := newStore(t)
		_, err := restored(s, tc.from)
		if checks.CodeOf(err) != tc.want || tc.from.read > store.MaxBackup+1 {
			t.Errorf("%s: %v after %d bytes", name, err, tc.from.read)
		}
		if left, _ := os.ReadDir(filepath.Dir(s.Path())); tc.want != "" && len(left) > 0 {
			t.Errorf("%s left %v", name, left)
		}
	}
}

func TestExaminedBackupSaysWhatItHoldsAndChangesNothing(t *testing.T) {
	from, s := quarter(t), newStore(t)
	before := readFile(t, from.Path())
	latest := typical("", 2000).Finished
	want := store.Contents{
		Schema: store.SchemaVersion(), Counts: store.Counts{Runs: 5, Actions: 9, Stories: 3}, Unfinished: 2, Between: 3,
		Teams: []string{"A", "Payments", "Support"}, Latest: &latest,
	}
	got, err := from.Contents()
	wantOK(t, err)
	wantSame(t, "the contents of the file", want, got)
	b, err := s.ReadBackup(bytes.NewReader(before))
	if err != nil || !equal(want, b.Contents) || !bytes.Equal(before, readFile(t, from.Path())) {
		t.Errorf("%+v, %v", b.Contents, err)
	}
	if files, _ := os.ReadDir(filepath.Dir(s.Path())); len(files) > 0 {
		t.Errorf("left: %q", files)
	}
	_, err = s.ReadBackup(brokenPipe{})
	_, failed := restored(from, io.MultiReader(bytes.NewReader(before), brokenPipe{}))
	if !errors.Is(err, errFull) || checks.CodeOf(err) != "" || !errors.Is(failed, errFull) || checks.CodeOf(failed) != "" {
		t.Errorf("%v, %v", err, failed)
	}
	if !bytes.Equal(before, readFile(t, from.Path())) {
		t.Error("the file was changed")
	}
}

func TestWhatIsNoWholeBackupIsNotRestored(t *testing.T) {
	s := quarter(t)
	whole, before := written(t, s), records(t, s, "")
	newer := store.New(copyFile(t, s.Path()), check)
	makeNewer(t, newer.Path())
	damaged := func(bucket string) []byte {
		path := copyFile(t, s.Path())
		flip(t, path, bucket, 0)
		return readFile(t, path)
	}
	without := store.New(copyFile(t, s.Path()), check)
	forge(t, without, "stories", func(r *record) { r.key = "" })
	for name, tc := range map[string]struct {
		file []byte
		want checks.Code
	}{
		"an empty file":          {nil, checks.CodeEmptyFile},
		"garbage":                {bytes.Repeat([]byte("emptychair"), 9999), checks.CodeForeign},
		"zeros":                  {make([]byte, 1<<16), checks.CodeDamaged},
		"another program's":      {readFile(t, foreign(t)), checks.CodeForeign},
		"a newer one":            {readFile(t, newer.Path()), checks.CodeNewer},
		"a truncated one":        {whole[:(len(bytes.TrimRight(whole, "\x00"))-1)/os.Getpagesize()*os.Getpagesize()], checks.CodeDamaged},
		"the beginning of one":   {whole[:100], checks.CodeDamaged},
		"one with a lost page":   {append(bytes.Clone(whole[:8*os.Getpagesize()]), make([]byte, len(whole)-8*os.Getpagesize())...), checks.CodeDamaged},
		"one with a bad run":     {damaged("runs"), checks.CodeDamaged},
		"one with a bad story":   {damaged("stories"), checks.CodeDamaged},
		"one with a bad team":    {damaged("teams"), checks.CodeDamaged},
		"one without some story": {readFile(t, without.Path()), checks.CodeDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			aside, err := restored(s, bytes.NewReader(tc.file))
			wantCode(t, err, tc.want)
			if list, err := s.Backups(); aside != "" || err != nil || len(list) > 0 {
				t.Error(aside, list, err)
			}
			wantSame(t, "after it", before, records(t, s, ""))
			if files, _ := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "*")); len(files) != 1 {
				t.Errorf("files: %q", files)
			}
		})
	}
}

// What cannot be read any more is kept under a name of its own, for whoever can.
func TestDamagedFileIsKeptAside(t *testing.T) {
	whole := written(t, quarter(t))
	for name, file := range map[string][]byte{
		"a bad record": nil, "an empty file": {}, "zeros": make([]byte, 1<<15), "half of it": whole[:len(whole)/2],
		"a letter": []byte(strings.Repeat("a letter\n", 999)), "another program's": readFile(t, foreign(t)),
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
			if _, err := s.Snapshot(""); err != nil {
				t.Error(err)
			}
			checkFile(t, s.Path())
		})
	}
}

func TestNewerFileIsNotReplaced(t *testing.T) {
	whole := written(t, quarter(t))
	newer := quarter(t)
	makeNewer(t, newer.Path())
	for path, want := range map[string]checks.Code{
		newer.Path(): checks.CodeNewer, t.TempDir(): checks.CodeNotAFile,
	} {
		before, _ := os.ReadFile(path)
		aside, err := restored(store.New(path, check), bytes.NewReader(whole))
		wantCode(t, err, want)
		if after, _ := os.ReadFile(path); aside != "" || !bytes.Equal(before, after) {
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
	wantOK(t, <-waiting)
	wantRun(t, s, typical("Late", 950))
	wantRun(t, s, typical("Payments", 1))
}

// A program that has a run open from before must not meet its revision again, whatever became of the file meanwhile.
func TestRevisionFromBeforeARestoreIsNoRevisionAfterIt(t *testing.T) {
	for name, lose := range map[string]func(path string) error{
		"of a whole file": func(string) error { return nil }, "of a damaged file": func(path string) error { flip(t, path, "runs", 0); return nil },
		"of an empty file": func(path string) error { return os.Truncate(path, 0) }, "of a file that is gone": os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			run := typical("A", 1)
			saveOver := func(minutes int, revision uint64) (uint64, error) {
				run.Minutes = minutes
				return s.SaveRun(run, revision)
			}
			first, err := saveOver(1, 0)
			wantOK(t, err)
			file := written(t, s)
			known, err := saveOver(2, first) // and stays open
			wantOK(t, err)
			wantOK(t, lose(s.Path()))
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

// A repair may bring back what was there before the last save.
func TestRevisionThatARepairDidNotBringBackIsNoRevisionAfterIt(t *testing.T) {
	s := newStore(t)
	run := typical("A", 1)
	earlier := saveOver(t, s, run, 0)
	run.Minutes++
	known := saveOver(t, s, run, earlier)
	tear(t, s.Path(), "runs", 0)
	if r := repair(t, s); len(r.Lost) != 1 || r.Lost[0].Kind != store.LossEarlier {
		t.Errorf("%+v", r.Lost)
	}
	wantRun(t, s, typical("A", 1))
	wantNotSaved(t, s, run, known, checks.CodeConflict)
	if again, err := s.SaveRun(run, earlier); err != nil || again <= known {
		t.Errorf("revision %d after %d, %v", again, known, err)
	}
}

func TestAllThatTakesANameWorksWithoutHardLinks(t *testing.T) {
	s := store.New(filepath.Join(t.TempDir(), "chair.db"), check, store.WithoutLinks, clock(eleven))
	save(t, s, typical("A", 1))
	first, second := backUp(t, s, store.ForFinish), backUp(t, s, store.ForFinish)
	if first.Path == second.Path {
		t.Error("one backup took the name of the other")
	}
	file := written(t, s)
	wantOK(t, os.Remove(s.Path()))
	restore(t, s, file)
	for range 2 { // two of one moment have two names
		flip(t, s.Path(), "runs", 0)
		before := readFile(t, s.Path())
		if aside := restore(t, s, file); !bytes.Equal(before, readFile(t, aside)) {
			t.Error(aside)
		}
		wantRun(t, s, typical("A", 1))
	}
	checkFile(t, s.Path())
}

// Whoever comes while another file takes the place finds the one or the other.
func TestDamagedFileIsInItsPlaceUntilAnotherOneIs(t *testing.T) {
	whole := written(t, quarter(t))
	for name, mend := range map[string]func(s *store.Store) (string, error){
		"a repair":  func(s *store.Store) (string, error) { r, err := s.Repair(); return r.Aside, err },
		"a restore": func(s *store.Store) (string, error) { return restored(s, bytes.NewReader(whole)) },
	} {
		s := quarter(t)
		flip(t, s.Path(), "runs", 0)
		before := readFile(t, s.Path())
		there := false
		aside, err := mend(store.New(s.Path(), check, store.WithReplace(func(from, to string) error {
			there = bytes.Equal(before, readFile(t, s.Path()))
			return os.Rename(from, to)
		})))
		if err != nil || !there || !bytes.Equal(before, readFile(t, aside)) {
			t.Errorf("%s: %s, %v, there: %t", name, aside, err, there)
		}
	}
}
