package store_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
	"emptychair/store/boltfile"
)

// wantRefused tries all that can be done with a file; none of it may touch what stands at the path.
func wantRefused(t *testing.T, path string, want checks.Code) {
	t.Helper()
	s := store.New(path, check, store.WithLockWait(20*time.Millisecond))
	before, _ := os.ReadFile(path)
	errs := map[string]error{"language": s.ChangeSettings(func(s *checks.Settings) { s.Language = "de" }), "delete": s.DeleteRun("x"), "write": s.WriteBackup(new(bytes.Buffer))}
	_, errs["read"] = s.Snapshot("")
	_, errs["save"] = s.SaveRun(typical("A", 1), 0)
	_, errs["contents"] = s.Contents()
	_, errs["repair"] = s.Repair()
	_, errs["back up"] = s.BackUp(store.ForAsked)
	_, errs["merge"] = s.Merge(sequence(nil, nil), store.MergeOptions{})
	if want == checks.CodeBusy {
		_, errs["restore"] = restored(s, bytes.NewReader(must1(os.ReadFile(path))))
	}
	for what, err := range errs {
		var e *checks.Error
		if !errors.As(err, &e) || e.Code != want || e.Subject != path && want != checks.CodeNewer {
			t.Errorf("%s gives %v, want %s", what, err, want)
		}
	}
	if d, err := s.Examine(); checks.CodeOf(err) != want && !d.IsDamaged() {
		t.Errorf("an examination gives %+v, %v", d, err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
	if files, _ := filepath.Glob(path + "*"); len(files) != 1 {
		t.Errorf("left: %q", files)
	}
}

// foreign returns a file of another program.
func foreign(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "other.db")
	edit(t, path, func(tx *bolt.Tx) error { _, err := tx.CreateBucket([]byte("runs")); return err })
	return path
}

func TestWhatIsNotOurFileIsRefused(t *testing.T) {
	newer := copyFile(t, quarter(t).Path())
	makeNewer(t, newer)
	flip(t, newer, "runs", 0)
	dangling := filepath.Join(t.TempDir(), "b")
	wantOK(t, os.Symlink("nowhere.db", dangling))
	for name, tc := range map[string]struct {
		path string
		want checks.Code
	}{
		"short text": {writeFile(t, []byte("not a database")), checks.CodeForeign}, "another program's": {foreign(t), checks.CodeForeign},
		"long text":    {writeFile(t, bytes.Repeat([]byte("not a database\n"), 4000)), checks.CodeForeign},
		"nothing":      {writeFile(t, nil), checks.CodeEmptyFile},
		"zeros":        {writeFile(t, make([]byte, 64<<10)), checks.CodeDamaged}, // as a system leaves it that lost its power
		"a folder":     {filepath.Dir(writeFile(t, nil)), checks.CodeNotAFile},
		"a device":     {os.DevNull, checks.CodeNotAFile},
		"a lost link":  {dangling, checks.CodeLink},
		"an older one": {older(t), checks.CodeOlder},
		"a newer one":  {newer, checks.CodeNewer},
	} {
		t.Run(name, func(t *testing.T) { wantRefused(t, tc.path, tc.want) })
	}
}

func TestLinkToTheFileIsFollowedAndStaysALink(t *testing.T) {
	s := quarter(t)
	folder := t.TempDir()
	link, second := filepath.Join(folder, "link.db"), filepath.Join(folder, "second.db")
	wantOK(t, errors.Join(os.Symlink(s.Path(), link), os.Symlink("link.db", second)))
	through := store.New(second, check)
	run := typical("Through", 77)
	saveOver(t, through, run, 0)
	wantOK(t, through.DeleteRun(typical("", 1).ID)) // which puts another file in the place
	_, err := through.Merge(sequence([]checks.Record{story("S9", "Through", day(1))}, nil), store.MergeOptions{})
	wantOK(t, err)
	restore(t, through, written(t, s))
	wantRun(t, s, run)
	if b := onlyBackup(t, s, store.ForRestore); through.Path() != s.Path() || filepath.Dir(b) != s.BackupFolder() {
		t.Error(through.Path(), b)
	}
	entries, err := os.ReadDir(folder)
	if info, failed := os.Lstat(link); err != nil || failed != nil || len(entries) != 2 || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("%v, %v, %v", entries, info, failed)
	}
}

func TestEachCauseHasItsCode(t *testing.T) {
	for want, causes := range map[checks.Code][]error{
		checks.CodeIO: {syscall.EIO, boltfile.Damaged("page 4: %w", syscall.EIO), errors.New("anything")}, checks.CodeDenied: {syscall.EACCES, syscall.EPERM},
		checks.CodeDiskFull: {syscall.ENOSPC, syscall.EFBIG}, checks.CodeQuota: {syscall.EDQUOT}, checks.CodeReadOnly: {syscall.EROFS},
		checks.CodeOpenFiles: {syscall.EMFILE, syscall.ENFILE},
	} {
		for _, cause := range causes {
			s := newStore(t)
			save(t, s, typical("A", 1))
			for _, err := range []error{&os.PathError{Op: "write", Path: s.Path(), Err: cause}, errors.New("file resize error: " + cause.Error())} {
				failing := store.New(s.Path(), check, store.WithCommit(func(*bolt.Tx) error { return err }), store.WithReplace(func(_, _ string) error { return err }))
				wantNotSaved(t, failing, typical("A", 2), 0, want)
				_, err := failing.Merge(sequence([]checks.Record{typical("A", 3)}, nil), store.MergeOptions{})
				wantCode(t, err, want)
			}
		}
	}
}

// failing fails with one of the reads of a file, counted from 1.
type failing struct {
	io.ReaderAt
	left *int
}

func (f failing) ReadAt(b []byte, at int64) (int, error) {
	if *f.left--; *f.left == 0 {
		return 0, &os.PathError{Op: "read", Path: "chair.db", Err: syscall.EIO}
	}
	return f.ReaderAt.ReadAt(b, at)
}

// operations are what is done with a file that is there. Each is done, or not at all.
var operations = map[string]func(*store.Store) error{
	"first of a team": func(s *store.Store) error { _, err := s.SaveRun(typical("New", 7), 0); return err },
	"run": func(s *store.Store) error {
		run, revision, err := s.Run(typical("", 2).ID)
		if err == nil {
			_, err = s.SaveRun(typical(run.Team, 2), revision)
		}
		return err
	},
	"story":        func(s *store.Store) error { return s.SaveStory(checks.Story{}, story("S9", "Support", day(9))) },
	"action":       func(s *store.Store) error { return s.SaveAction(checks.Action{}, between("L9", "Support")) },
	"mark":         func(s *store.Store) error { return s.MarkChanging("Payments", true) },
	"settings":     func(s *store.Store) error { return s.ChangeSettings(func(c *checks.Settings) { c.Language = "de" }) },
	"delete run":   func(s *store.Store) error { return s.DeleteRun(typical("", 1).ID) },
	"delete story": func(s *store.Store) error { return s.DeleteStory("S1") },
	"delete action": func(s *store.Store) error {
		return s.DeleteAction(typical("", 1).Actions[0].ID, typical("", 1).ID)
	},
	"rename team": func(s *store.Store) error { _, err := s.RenameTeam("A", "Payments", true); return err },
	"delete team": func(s *store.Store) error { _, err := s.DeleteTeam("Support"); return err },
	"merge": func(s *store.Store) error {
		_, err := s.Merge(sequence([]checks.Record{typical("M", 30), story("S8", "M", day(3))}, nil), store.MergeOptions{})
		return err
	},
	"back up":      func(s *store.Store) error { _, err := s.BackUp(store.ForAsked); return err },
	"list backups": func(s *store.Store) error { _, err := s.Backups(); return err },
	"search backups": func(s *store.Store) error {
		_, err := s.BackupsHolding([]string{typical("", 1).ID}, "Support")
		return err
	},
	"write a backup":   func(s *store.Store) error { return s.WriteBackup(io.Discard) },
	"examine":          func(s *store.Store) error { _, err := s.Examine(); return err },
	"examine a backup": func(s *store.Store) error { _, err := s.ReadBackup(bytes.NewReader(earlier)); return err },
	"restore":          func(s *store.Store) error { _, err := restored(s, bytes.NewReader(earlier)); return err },
	"repair":           func(s *store.Store) error { _, err := s.Repair(); return err },
	"home":             func(s *store.Store) error { _, err := s.Snapshot(""); return err },
	"contents":         func(s *store.Store) error { _, err := s.Contents(); return err },
	"read a run":       func(s *store.Store) error { _, _, err := s.Run(typical("", 1).ID); return err },
	"list runs":        func(s *store.Store) error { _, err := s.Runs(""); return err },
	"list actions":     func(s *store.Store) error { _, err := s.Actions("Payments"); return err },
	"list stories":     func(s *store.Store) error { _, err := s.Stories(""); return err },
	"find":             func(s *store.Store) error { _, err := s.Find(typical("", 1).ID); return err },
	"change a story": func(s *store.Store) error {
		return s.SaveStory(story("S1", "Support", day(1)), complaintOn("S1", "Support", day(1)))
	},
	"look back": func(s *store.Store) error {
		run, revision, err := s.Run(typical("", 2).ID)
		run.LookBack, run.Looked = true, map[string]checks.Look{"L3": {Outcome: checks.OutcomeDone, On: day(4)}}
		if err == nil {
			_, err = s.SaveRun(run, revision)
		}
		return err
	},
	"finish an action": func(s *store.Store) error {
		return s.SaveAction(between("L3", "Payments"), between("L3", "Payments").Finish())
	},
	"finish an action of a run": func(s *store.Store) error {
		a := checks.ActionsOf(typical("Payments", 1))[0]
		return s.SaveAction(a, a.Finish())
	},
	"replace": func(s *store.Store) error {
		theirs := story("S1", "Support", day(1))
		theirs.Text = "theirs"
		list := []checks.Record{typical("C", 9), typical("Payments", 1), between("L9", "C"), theirs, checks.Marks{Team: "C", Changing: true}}
		_, err := s.Merge(sequence(list, nil), store.MergeOptions{Replace: true})
		return err
	},
	"records": func(s *store.Store) error {
		for _, err := range s.Records("") {
			if err != nil {
				return err
			}
		}
		return nil
	},
}

// earlier is a backup with one run.
var earlier []byte

func makeEarlier(t *testing.T) {
	one := newStore(t)
	save(t, one, typical("Earlier", 40))
	earlier = written(t, one)
}

// Whichever read it is that the disk fails with, nobody says that the file is another program's, or damaged, and nothing becomes of it.
func TestReadThatFailsIsSaidToBeOneAndHarmless(t *testing.T) {
	makeEarlier(t)
	from := quarter(t)
	file, before := readFile(t, from.Path()), records(t, from, "")
	for name, do := range operations {
		t.Run(name, func(t *testing.T) {
			for n, left := 1, 0; left <= 0; n += everySo(1, 2) {
				left = n
				path := writeFile(t, file)
				s := store.New(path, check, store.WithReader(func(f *os.File) io.ReaderAt { return failing{f, &left} }))
				err := do(s)
				whole, code := store.New(path, check), checks.CodeOf(err)
				isFailure := code == checks.CodeIO || code == checks.CodeNoBackup
				if err != nil && !isFailure && code != checks.CodeTextRemains {
					t.Errorf("read %d: %v", n, err)
				}
				if bytes.Equal(readFile(t, path), file) {
					continue // nothing has become of it
				}
				if isFailure {
					wantSame(t, fmt.Sprint("after read ", n), before, records(t, whole, ""))
				}
				if d, err := whole.Examine(); err != nil || d.IsDamaged() {
					t.Fatalf("read %d: %+v, %v", n, d.Findings, err)
				}
			}
		})
	}
}

func TestClosedStoreWritesNothing(t *testing.T) {
	s := newStore(t)
	s.Close()
	wantNotSaved(t, s, typical("A", 1), 0, checks.CodeIO)
	s = quarter(t)
	s.Close()
	wantCode(t, s.DeleteRun(typical("", 1).ID), checks.CodeIO)
	wantRun(t, s, typical("Payments", 1))
}

func TestFileThatCannotBeMadeIsNotSaidToBeThere(t *testing.T) {
	file, backup := writeFile(t, []byte("a file")), written(t, quarter(t))
	for _, path := range []string{filepath.Join(file, "chair.db"), filepath.Join(os.DevNull, "a", "b", "chair.db"), "/proc/none/such/chair.db"} {
		s := store.New(path, check)
		wantNotSaved(t, s, typical("A", 1), 0, checks.CodeIO)
		_, err := restored(s, bytes.NewReader(backup))
		wantCode(t, err, checks.CodeIO)
		_, err = s.Merge(sequence([]checks.Record{typical("A", 1)}, nil), store.MergeOptions{})
		wantCode(t, err, checks.CodeIO)
	}
	s := quarter(t)
	wantOK(t, os.WriteFile(s.BackupFolder(), []byte("a file"), 0o600))
	_, err := s.BackUp(store.ForAsked)
	wantCode(t, err, checks.CodeBackupFolder)
	_, err = s.Backups()
	wantCode(t, err, checks.CodeIO)
	_, err = s.BackupsHolding([]string{"S1"}, "")
	wantCode(t, err, checks.CodeIO)
	wantCode(t, s.DeleteStory("S1"), checks.CodeTextRemains) // an earlier copy may be where nobody can look
}

func TestWhatNoProgramOfOursWritesIsDamage(t *testing.T) {
	whole := must1(store.Seal("runs", "A\x002026-08-20\x00R1", 3, "body"))
	for _, end := range []int{3, 24, 40} {
		if _, _, err := store.Open(whole[:end]); err == nil {
			t.Errorf("%d bytes of a record are taken for one", end)
		}
	}
	s := quarter(t)
	edit(t, s.Path(), func(tx *bolt.Tx) error {
		v := must1(store.Seal("meta", "schema", 1, map[string]any{"version": 1}))
		return tx.Bucket([]byte("meta")).Put([]byte("schema"), v)
	})
	_, err := s.Runs("")
	wantDamage(t, "an unknown version", err)
}

func TestWhatNoSettingCanBeIsLeftOut(t *testing.T) {
	s := newStore(t)
	wantOK(t, s.ChangeSettings(func(c *checks.Settings) { c.Year, c.Language = 13, "d\u202ee" }))
	if got, err := s.Settings(); err != nil || got != (checks.Settings{Language: "de"}) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestRepairSaysThatWhatIsKnownOfTheFileIsLost(t *testing.T) {
	s := quarter(t)
	wantOK(t, s.DeleteStory("S3")) // no earlier state is left
	before := records(t, s, "")
	tear(t, s.Path(), "meta", 0)
	var said []string
	for _, l := range repair(t, s).Lost {
		said = append(said, l.MessageID())
	}
	wantSame(t, "said to be lost", []string{"doctor.loss.language", "doctor.loss.unknown"}, said)
	wantSame(t, "brought back", before, records(t, s, ""))
}

func TestNewNameIsGivenOnce(t *testing.T) {
	folder := t.TempDir()
	a, b, c := filepath.Join(folder, "a"), filepath.Join(folder, "b"), filepath.Join(folder, "c")
	wantOK(t, errors.Join(os.WriteFile(a, []byte("a"), 0o600), os.WriteFile(c, []byte("c"), 0o600), store.RenameNew(a, b)))
	if err := store.RenameNew(c, b); !errors.Is(err, os.ErrExist) || string(readFile(t, b)) != "a" {
		t.Error(err)
	}
	if wantOK(t, store.RenameOver(c, b)); string(readFile(t, b)) != "c" {
		t.Error("another one is there")
	}
}

func TestWhatIsTemporaryGoesWithAKilledProgramAndStaysWithALivingOne(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	if os.TempDir() != os.Getenv("TMPDIR") {
		t.Skip("here temporary files are elsewhere")
	}
	const pattern = "emptychair-text-*"
	left, lock, err := store.CreateTemporaryFolder(pattern)
	wantOK(t, errors.Join(err, os.WriteFile(filepath.Join(left, "story.txt"), []byte("what was typed"), 0o600)))
	kept, own, err := store.CreateTemporaryFolder(pattern)
	wantOK(t, errors.Join(err, store.KeepTemporaryFolder(kept, own)))
	living, held, err := store.CreateTemporaryFolder(pattern)
	wantOK(t, err)
	file, err := store.CreateTemporary(living, pattern)
	wantOK(t, errors.Join(err, file.Close(), lock.Close())) // as if their programs had been killed
	next, last, err := store.CreateTemporaryFolder(pattern)
	wantOK(t, err)
	beside, err := store.CreateTemporary(living, pattern)
	wantOK(t, err)
	for path, want := range map[string]bool{left: false, kept: true, living: true, next: true, file.Name(): false, beside.Name(): true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
	wantOK(t, errors.Join(os.Remove(kept), beside.Close(), store.RemoveTemporaryFolder(living, held), store.RemoveTemporaryFolder(next, last)))
	if list, err := os.ReadDir(os.TempDir()); err != nil || len(list) > 0 {
		t.Error(list, err)
	}
}

// It did not change either: whoever had a run open there is told what became of it.
func TestFileThatWasThereIsGone(t *testing.T) {
	s := newStore(t)
	run, told, action := unfinished(typical("A", 1)), story("S1", "A", day(1)), between("L1", "A")
	revision := saveOver(t, s, run, 0)
	saveStories(t, s, told)
	saveActions(t, s, action)
	wantOK(t, os.Rename(s.Path(), s.Path()+".away"))
	wantNotSaved(t, s, run, revision, checks.CodeGone)
	wantCode(t, s.SaveStory(told, complaintOn("S1", "A", day(1))), checks.CodeGone)
	wantCode(t, s.KeepDraft("story", "half"), checks.CodeGone)
	wantCode(t, s.SaveAction(action, action.Finish()), checks.CodeGone)
	_, err := s.Snapshot("A")
	wantCode(t, err, checks.CodeGone)
	if s.Sweep(); len(must1(filepath.Glob(s.Path()))) > 0 {
		t.Error("another one was made")
	}
	wantOK(t, os.Rename(s.Path()+".away", s.Path()))
	saveOver(t, s, run, revision)
}

func TestBusyFileIsReportedAfterTheTimeout(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	db, err := bolt.Open(s.Path(), 0o600, nil)
	wantOK(t, err)
	started := time.Now()
	wantRefused(t, s.Path(), checks.CodeBusy)
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("ten tries of 20 ms took %v", took)
	}
	time.AfterFunc(50*time.Millisecond, func() { _ = db.Close() })
	if _, err := s.Snapshot(""); err != nil {
		t.Errorf("it was free in time: %v", err)
	}
}

func TestReadersShareTheFile(t *testing.T) {
	s := newStore(t, store.WithLockWait(50*time.Millisecond))
	save(t, s, typical("A", 1))
	db, err := bolt.Open(s.Path(), 0o600, &bolt.Options{ReadOnly: true})
	wantOK(t, err)
	defer func() { _ = db.Close() }()
	wantRun(t, s, typical("A", 1))
	wantNotSaved(t, s, typical("A", 2), 0, checks.CodeBusy)
}

func TestFolderAndFileAreForThisUserOnly(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "emptychair")
	s := store.New(filepath.Join(folder, "chair.db"), check)
	save(t, s, typical("A", 1))
	for path, want := range map[string]os.FileMode{
		filepath.Dir(folder): 0o700, folder: 0o700, s.Path(): 0o600,
	} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	checkFile(t, s.Path())
}

func TestFileInTheCurrentFolderIsFound(t *testing.T) {
	t.Chdir(t.TempDir())
	s := store.New("chair.db", check)
	save(t, s, typical("A", 1))
	if err := s.DeleteRun(typical("A", 1).ID); err != nil {
		t.Error(err)
	}
	checkFile(t, "chair.db")
}

func TestStoresThatCreateTheFileAtOnceLoseNothing(t *testing.T) {
	for range 5 {
		path := filepath.Join(t.TempDir(), "new", "chair.db")
		each(t, 6, func(i int) error {
			_, err := store.New(path, check, store.WithLockWait(10*time.Second)).SaveRun(typical("A", i), 0)
			return err
		})
		s := store.New(path, check)
		for i := range 6 {
			wantRun(t, s, typical("A", i))
		}
		checkFile(t, path)
	}
}

// Saves, reads and deletions through several stores on one file, each of which serves two goroutines: a deletion puts another file in its
// place each time, and nothing that was saved meanwhile may go down with the old one.
func TestStoresOnOneFileLoseNothing(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1000))
	stores := []*store.Store{store.New(s.Path(), check, store.WithLockWait(20*time.Second)), store.New(s.Path(), check, store.WithLockWait(20*time.Second))}
	each(t, 4, func(i int) error {
		own, failed := stores[i/2], error(nil)
		for n := range 8 {
			keep, drop := typical("A", 100*i+2*n), typical("B", 100*i+2*n+1)
			_, kept := own.SaveRun(keep, 0)
			_, dropped := own.SaveRun(drop, 0)
			_, seen := own.Snapshot("")
			failed = errors.Join(failed, kept, dropped, seen, own.DeleteRun(drop.ID))
		}
		return failed
	})
	if runs, err := s.Runs(""); err != nil || len(runs) != 1+4*8 {
		t.Errorf("%d runs, %v", len(runs), err)
	}
	for i := range 4 {
		for n := range 8 {
			wantRun(t, s, typical("A", 100*i+2*n))
		}
	}
}

// each runs fn so many times at once.
func each(t *testing.T, n int, fn func(int) error) {
	t.Helper()
	var wg sync.WaitGroup
	errs := make([]error, n)
	for i := range n {
		wg.Go(func() { errs[i] = fn(i) })
	}
	wg.Wait()
	wantOK(t, errors.Join(errs...))
}

func TestCommitThatFailsIsLookedInto(t *testing.T) {
	broken := errors.New("input/output error")
	for name, tc := range map[string]struct {
		commit func(n int, tx *bolt.Tx) error
		want   checks.Code
		saved  bool
	}{
		"it took place": {func(n int, tx *bolt.Tx) error {
			if err := tx.Commit(); n > 1 {
				return err
			}
			return broken
		}, "", true},
		"it did not": {func(int, *bolt.Tx) error { return broken }, checks.CodeIO, false},
		"it took place, and then nothing goes": {func(n int, tx *bolt.Tx) error {
			if err := tx.Commit(); n > 2 {
				return err
			}
			return broken
		}, checks.CodeUnsure, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			save(t, s, typical("A", 1))
			n := 0
			failing := store.New(s.Path(), check, store.WithCommit(func(tx *bolt.Tx) error {
				n++
				return tc.commit(n, tx)
			}))
			wantNotSaved(t, failing, typical("A", 2), 0, tc.want)
			_, _, err := s.Run(typical("A", 2).ID)
			if (err == nil) != tc.saved {
				t.Errorf("saved: %v", err)
			}
			if tc.want == checks.CodeUnsure { // who does not know tries again, and meets what it wrote itself
				_, other := s.SaveRun(typical("A", 2), 0)
				wantCode(t, other, checks.CodeConflict)
				run := typical("A", 2)
				run.Minutes++
				known := saveOver(t, failing, run, 0)
				wantRun(t, s, run)
				wantNotSaved(t, failing, run, 0, checks.CodeConflict)
				saveOver(t, failing, run, known)
			}
		})
	}
}

func TestUnsureChangeIsNoConflictForWhoeverMadeIt(t *testing.T) {
	s := quarter(t)
	inRun := checks.ActionsOf(typical("Payments", 1))[0]
	done := inRun.Finish()
	changed := complaintOn("S1", "Support", day(1))
	added, later := story("S7", "A", day(3)), story("S7", "A", day(3))
	later.Text = "more of it"
	for name, save := range map[string]func(s *store.Store, again bool) error{
		"a story": func(s *store.Store, again bool) error {
			if again {
				return s.SaveStory(checks.Story{}, later)
			}
			return s.SaveStory(checks.Story{}, added)
		},
		"a change of a story":      func(s *store.Store, _ bool) error { return s.SaveStory(story("S1", "Support", day(1)), changed) },
		"a change of one of a run": func(s *store.Store, _ bool) error { return s.SaveAction(inRun, done) },
	} {
		n := 0
		own := store.New(s.Path(), check, store.WithCommit(func(tx *bolt.Tx) error {
			if n++; n > 2 {
				return tx.Commit()
			}
			return errors.Join(syscall.EIO, tx.Commit())
		}))
		if err := save(own, false); checks.CodeOf(err) != checks.CodeUnsure {
			t.Errorf("%s: %v", name, err)
		}
		if err := save(s, true); checks.CodeOf(err) != checks.CodeConflict {
			t.Errorf("%s of another program: %v", name, err)
		}
		if err := save(own, true); err != nil {
			t.Errorf("%s once more: %v", name, err)
		}
	}
	if list, err := s.Stories("A"); err != nil || len(list) != 1 || list[0].Text != later.Text {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestCommitThatFailsBesideAnotherWriterIsUnsure(t *testing.T) {
	s := newStore(t)
	run := typical("A", 1)
	revision := saveOver(t, s, run, 0)
	failing := store.New(s.Path(), check, store.WithCommit(func(tx *bolt.Tx) error {
		return errors.Join(errors.New("input/output error"), changeLater(tx), tx.Commit())
	}))
	wantNotSaved(t, failing, run, revision, checks.CodeUnsure)
}

// changeLater leaves a file as another program does that has changed it since.
func changeLater(tx *bolt.Tx) error {
	b, key := tx.Bucket([]byte("meta")), []byte("file")
	version, raw, err := store.Open(b.Get(key))
	if err != nil {
		return err
	}
	var body map[string]any
	if err := json.Unmarshal(raw, &body); err != nil {
		return err
	}
	body["change"], body["nonce"], body["sum"] = version+1, 7, 7
	v, err := store.Seal("meta", "file", version+1, body)
	if err != nil {
		return err
	}
	return b.Put(key, v)
}

// older returns a file as programs wrote it that were never released.
func older(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "older.db")
	edit(t, path, func(tx *bolt.Tx) error {
		for _, rec := range [][3]string{
			{"emptychair", "schema", `{"version":4,"program":"0.4.0"}`}, {"emptychair", "file", "{}"}, {"runs", "01JOLD", `{"team":"A"}`},
		} {
			b, err := tx.CreateBucketIfNotExists([]byte(rec[0]))
			if err != nil {
				return err
			}
			if err := b.Put([]byte(rec[1]), []byte("\x01"+rec[2])); err != nil {
				return err
			}
		}
		return nil
	})
	return path
}

func TestOlderFileMakesRoomForABackupAndIsNoneItself(t *testing.T) {
	t.Parallel()
	s, from := store.New(older(t), check, clock(eleven)), quarter(t)
	before := readFile(t, s.Path())
	aside := restore(t, s, written(t, from))
	if aside != s.Path()+".damaged-2026-11-22T09-57-30.123Z" || !bytes.Equal(before, readFile(t, aside)) {
		t.Error(aside)
	}
	wantSame(t, "restored", records(t, from, ""), records(t, s, ""))
	_, err := restored(s, bytes.NewReader(before))
	wantCode(t, err, checks.CodeOlder)
	_, err = s.ReadBackup(bytes.NewReader(before))
	wantCode(t, err, checks.CodeOlder)
	wantSame(t, "after it", records(t, from, ""), records(t, s, ""))
	with, name := backUp(t, s, store.ForAsked), filepath.Join(s.BackupFolder(), "2026-01-01T00-00-00.000Z.finish.db")
	wantOK(t, os.WriteFile(name, before, 0o600))
	if list, err := s.Backups(); err != nil || len(list) != 2 || list[1].Path != name {
		t.Errorf("%+v, %v", list, err)
	}
	// Nothing in it is a record of this program, so nobody can tell what it holds.
	if list, err := s.BackupsHolding([]string{typical("", 1).ID, "01JOLD"}, ""); err != nil || len(list) != 1 || list[0] != with {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestFileThatAnotherOneReplacedMeanwhileIsNotTaken(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	for _, replaced := range []bool{false, true} {
		f, err := os.Open(s.Path())
		wantOK(t, err)
		if replaced {
			wantOK(t, os.Rename(copyFile(t, s.Path()), s.Path()))
		}
		if err := s.Lock(f); (err != nil) != replaced {
			t.Errorf("replaced %v: %v", replaced, err)
		}
		wantOK(t, f.Close())
	}
}
