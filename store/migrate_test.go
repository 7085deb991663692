package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

func addBucket(tx *bolt.Tx) error {
	_, err := tx.CreateBucket([]byte("more"))
	return err
}

// onlyBackup returns the path of the one backup there is.
func onlyBackup(t *testing.T, s *store.Store, why store.Reason) string {
	t.Helper()
	list, err := s.Backups()
	if err != nil || len(list) != 1 || list[0].Reason != why {
		t.Fatalf("backups: %+v, %v", list, err)
	}
	return list[0].Path
}

func TestOlderFileIsMigratedAfterABackup(t *testing.T) {
	for name, use := range map[string]func(*store.Store) error{
		"by a read":  func(s *store.Store) error { _, _, err := s.Run(typical("A", 1).ID); return err },
		"by a write": func(s *store.Store) error { return s.SaveLanguage("de") },
	} {
		t.Run(name, func(t *testing.T) {
			old := newStore(t)
			save(t, old, typical("A", 1))
			later := store.New(old.Path(), check, store.WithStep("2.5.0", addBucket))
			if err := use(later); err != nil {
				t.Fatal(err)
			}
			wantRun(t, later, typical("A", 1))
			backup := store.New(onlyBackup(t, later, store.ForMigration), check)
			wantRun(t, backup, typical("A", 1))
			checkFile(t, backup.Path())
			if info, err := os.Stat(backup.Path()); err != nil || info.Mode().Perm() != 0o600 {
				t.Error(info, err)
			}
		})
	}
}

func TestNewerFileIsRefusedWithTheVersionItNeeds(t *testing.T) {
	s := newStore(t)
	save(t, store.New(s.Path(), check, store.WithStep("2.5.0", addBucket)), typical("A", 1))
	wantRefused(t, s.Path(), checks.CodeNewer)
	var e *checks.Error
	if _, err := s.Home("", 1); !errors.As(err, &e) || e.Subject != "2.5.0" {
		t.Errorf("got %v, want the version", err)
	}
}

func TestMigrationThatFailsLeavesTheFileAsItWas(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	later := store.New(s.Path(), check, store.WithStep("2.5.0", addBucket), store.WithStep("2.6.0", func(*bolt.Tx) error {
		return errors.New("cannot")
	}))
	for range 2 {
		if _, err := later.Home("", 1); err == nil {
			t.Fatal("it did not fail")
		}
	}
	wantRun(t, s, typical("A", 1))
	if files, _ := filepath.Glob(s.Path() + "*"); len(files) != 1 {
		t.Errorf("each try leaves a copy: %q", files)
	}
}

func TestProgramsThatMigrateAtOnceDoSoOnce(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	each(4, func(int) {
		if _, err := store.New(s.Path(), check, store.WithStep("2.5.0", addBucket)).Home("", 1); err != nil {
			t.Error(err)
		}
	})
	onlyBackup(t, s, store.ForMigration)
}
