package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// wantRefused tries a read and a write; neither may touch what stands at the path.
func wantRefused(t *testing.T, path string, want checks.Code) {
	t.Helper()
	s := store.New(path, check, store.WithTimeout(100*time.Millisecond))
	before, _ := os.ReadFile(path)
	_, readErr := s.Home("", 1)
	_, writeErr := s.SaveRun(typical("A", 1), 0)
	for _, err := range []error{readErr, writeErr, s.SaveLanguage("de"), s.DeleteRun("x")} {
		var e *checks.Error
		if !errors.As(err, &e) || e.Code != want {
			t.Errorf("got %v, want %s", err, want)
		} else if e.Subject != path && want != checks.CodeNewer {
			t.Errorf("subject %q, want the path", e.Subject)
		}
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
}

func TestWhatIsNotOurFileIsRefused(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string][]byte{
		"text.db": []byte("not a database"),
		"long.db": bytes.Repeat([]byte("not a database\n"), 4000),
	} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		wantRefused(t, path, checks.CodeForeign)
	}
	other := filepath.Join(folder, "other.db")
	edit(t, other, func(tx *bolt.Tx) error {
		_, err := tx.CreateBucket([]byte("runs"))
		return err
	})
	wantRefused(t, other, checks.CodeForeign)
	empty := filepath.Join(folder, "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, empty, checks.CodeEmptyFile)
	wantRefused(t, folder, checks.CodeNotAFile)
	wantRefused(t, os.DevNull, checks.CodeNotAFile)
}

// What a system leaves that lost its power says nothing of any program.
func TestBlankFileIsDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "zeros.db")
	if err := os.WriteFile(path, make([]byte, 64<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, path, checks.CodeDamaged)
	if d, err := store.New(path, check).Examine(); err != nil || !d.IsDamaged() {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestLinkIsRefusedWhereverItPoints(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	for _, target := range []string{s.Path(), filepath.Join(t.TempDir(), "nowhere.db")} {
		link := filepath.Join(t.TempDir(), "link.db")
		if err := os.Symlink(target, link); err != nil {
			t.Skip(err)
		}
		wantRefused(t, link, checks.CodeLink)
	}
}

func TestBusyFileIsReportedAfterTheTimeout(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	db, err := bolt.Open(s.Path(), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	wantRefused(t, s.Path(), checks.CodeBusy)
	if took := time.Since(started); took > 2*time.Second {
		t.Errorf("four tries of 100 ms took %v", took)
	}
	time.AfterFunc(50*time.Millisecond, func() { _ = db.Close() })
	if _, err := s.Home("", 1); err != nil {
		t.Errorf("it was free in time: %v", err)
	}
}

func TestReadersShareTheFile(t *testing.T) {
	s := newStore(t, store.WithTimeout(50*time.Millisecond))
	save(t, s, typical("A", 1))
	db, err := bolt.Open(s.Path(), 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	wantRun(t, s, typical("A", 1))
	_, err = s.SaveRun(typical("A", 2), 0)
	wantCode(t, err, checks.CodeBusy)
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
	for round := range 5 {
		path := filepath.Join(t.TempDir(), "new", "chair.db")
		each(6, func(i int) {
			s := store.New(path, check, store.WithTimeout(10*time.Second))
			if _, err := s.SaveRun(typical("A", i), 0); err != nil {
				t.Errorf("round %d, store %d: %v", round, i, err)
			}
		})
		s := store.New(path, check)
		for i := range 6 {
			wantRun(t, s, typical("A", i))
		}
		checkFile(t, path)
	}
}

// Saves, reads and deletions through several stores on one file: a deletion puts another file in its place each time, and
// nothing that was saved meanwhile may go down with the old one.
func TestStoresOnOneFileLoseNothing(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1000))
	each(4, func(i int) {
		own := store.New(s.Path(), check, store.WithTimeout(20*time.Second))
		for n := range 8 {
			keep, drop := typical("A", 100*i+2*n), typical("B", 100*i+2*n+1)
			for _, r := range []checks.Run{keep, drop} {
				if _, err := own.SaveRun(r, 0); err != nil {
					t.Error(err)
				}
			}
			if _, err := own.Home("", 4); err != nil {
				t.Error(err)
			}
			if err := own.DeleteRun(drop.ID); err != nil {
				t.Error(err)
			}
		}
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

func TestOneStoreServesSeveralGoroutines(t *testing.T) {
	s := newStore(t)
	each(8, func(i int) {
		if _, err := s.SaveRun(typical("A", i), 0); err != nil {
			t.Error(err)
		}
		if _, _, err := s.Run(typical("A", i).ID); err != nil {
			t.Error(err)
		}
	})
	if runs, err := s.Runs("A"); err != nil || len(runs) != 8 {
		t.Error(len(runs), err)
	}
}

func each(n int, fn func(int)) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { fn(i) })
	}
	wg.Wait()
}

func TestLeftoverOfACrashDuringCreationDoesNoHarm(t *testing.T) {
	s := newStore(t)
	left := filepath.Join(filepath.Dir(s.Path()), ".chair.db.4711.tmp")
	if err := os.WriteFile(left, make([]byte, 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	if home, err := s.Home("", 1); err != nil || len(home.Teams) > 0 {
		t.Error(home, err)
	}
	save(t, s, typical("A", 1), typical("A", 2))
	if err := s.DeleteRun(typical("A", 1).ID); err != nil {
		t.Fatal(err)
	}
	wantRun(t, s, typical("A", 2))
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Error("it was not swept away")
	}
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
		"it took place, and then nothing goes": {func(_ int, tx *bolt.Tx) error {
			return errors.Join(broken, tx.Commit())
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
			_, err := failing.SaveRun(typical("A", 2), 0)
			wantCode(t, err, tc.want)
			_, _, err = s.Run(typical("A", 2).ID)
			if (err == nil) != tc.saved {
				t.Errorf("saved: %v", err)
			}
		})
	}
}

func TestCommitThatFailsBesideAnotherWriterIsUnsure(t *testing.T) {
	s := newStore(t)
	run := typical("A", 1)
	revision, err := s.SaveRun(run, 0)
	if err != nil {
		t.Fatal(err)
	}
	failing := store.New(s.Path(), check, store.WithCommit(func(tx *bolt.Tx) error {
		return errors.Join(errors.New("input/output error"), saveLater(tx, run.ID), tx.Commit())
	}))
	_, err = failing.SaveRun(run, revision)
	wantCode(t, err, checks.CodeUnsure)
}

// saveLater leaves a run as another program does that has read what is saved here and saved it again.
func saveLater(tx *bolt.Tx, id string) error {
	b, key := tx.Bucket([]byte("runs")), []byte(id)
	var body map[string]any
	parts, err := store.Unseal("runs", key, b.Get(key), &body)
	if err != nil {
		return err
	}
	body["revision"] = body["revision"].(float64) + 1
	v, err := store.Seal("runs", key, parts, body)
	if err != nil {
		return err
	}
	return b.Put(key, v)
}
