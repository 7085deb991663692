package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"emptychair/checks"
	"emptychair/store"
)

// linkless returns a store where there are no hard links, with a file in which a record is destroyed.
func linkless(t *testing.T, rename func(from, to string) error, opts ...store.Option) *store.Store {
	t.Helper()
	s := store.New(filepath.Join(t.TempDir(), "chair.db"), check, append(opts, store.WithoutLinks(rename), clock(eleven))...)
	save(t, store.New(s.Path(), check), typical("A", 1), typical("A", 2))
	tear(t, s.Path(), "runs", 0)
	return s
}

func TestAllThatTakesANameWorksWithoutHardLinks(t *testing.T) {
	s := store.New(filepath.Join(t.TempDir(), "chair.db"), check, store.WithoutLinks(os.Rename), clock(eleven))
	save(t, s, typical("A", 1))
	first, second := backUp(t, s, store.ForFinish), backUp(t, s, store.ForFinish)
	if first.Path == second.Path {
		t.Error("one backup took the name of the other")
	}
	file := written(t, s)
	if err := os.Remove(s.Path()); err != nil {
		t.Fatal(err)
	}
	restore(t, s, file)
	wantRun(t, s, typical("A", 1))
	checkFile(t, s.Path())
}

// Whoever comes while another file takes the place finds the one or the other.
func TestDamagedFileIsCopiedAsideWithoutHardLinks(t *testing.T) {
	for name, mend := range map[string]func(s *store.Store) (string, error){
		"a repair":  func(s *store.Store) (string, error) { r, err := s.Repair("recovered"); return r.Aside, err },
		"a restore": func(s *store.Store) (string, error) { return s.Restore(bytes.NewReader(readFile(t, schema3))) },
	} {
		t.Run(name, func(t *testing.T) {
			there := true
			watch := func(from, to string) error {
				_, err := os.Lstat(filepath.Join(filepath.Dir(from), "chair.db"))
				there = there && err == nil
				return os.Rename(from, to)
			}
			s := linkless(t, watch, store.WithReplace(watch))
			before := readFile(t, s.Path())
			for range 2 { // two of one moment have two names
				if err := os.WriteFile(s.Path(), before, 0o600); err != nil {
					t.Fatal(err)
				}
				aside, err := mend(s)
				if err != nil || !there || !bytes.Equal(before, readFile(t, aside)) {
					t.Errorf("%s, %v, there: %t", aside, err, there)
				}
			}
			if files, _ := filepath.Glob(s.Path() + ".damaged-*"); len(files) != 2 {
				t.Errorf("aside: %q", files)
			}
			checkFile(t, s.Path())
		})
	}
}

func TestNameThatCannotBeTakenLeavesNoEmptyFile(t *testing.T) {
	s := linkless(t, func(string, string) error { return errNoRoom })
	before := readFile(t, s.Path())
	_, err := s.Repair("recovered")
	wantCode(t, err, checks.CodeDiskFull)
	if files, _ := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "*")); len(files) != 1 || !bytes.Equal(before, readFile(t, s.Path())) {
		t.Errorf("files: %q", files)
	}
	none := store.New(filepath.Join(t.TempDir(), "chair.db"), check, store.WithoutLinks(func(string, string) error { return errNoRoom }))
	_, err = none.SaveRun(typical("A", 1), 0)
	wantCode(t, err, checks.CodeDiskFull)
	if files, _ := filepath.Glob(filepath.Join(filepath.Dir(none.Path()), "*")); len(files) > 0 {
		t.Errorf("files: %q", files)
	}
}

func TestRepairThatCannotTakeThePlaceLeavesNoCopyWithoutHardLinks(t *testing.T) {
	s := linkless(t, os.Rename, store.WithReplace(func(string, string) error { return errNoRoom }))
	_, err := s.Repair("recovered")
	wantCode(t, err, checks.CodeDiskFull)
	if files, _ := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "*")); len(files) != 1 {
		t.Errorf("files: %q", files)
	}
}
