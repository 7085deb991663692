package store_test

import (
	"errors"
	"fmt"
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

// backupOf returns the path of the copy from before a migration that goes beyond what the program itself knows.
func backupOf(s *store.Store, suffix string) string {
	return fmt.Sprintf("%s.schema-%d%s", s.Path(), store.SchemaVersion(), suffix)
}

func TestBackupTakesNoNameThatIsTaken(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	if err := os.WriteFile(backupOf(s, ""), []byte("somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	save(t, store.New(s.Path(), check, store.WithStep("2.5.0", addBucket)), typical("A", 2))
	wantRun(t, store.New(backupOf(s, ".2"), check), typical("A", 1))
	if b, err := os.ReadFile(backupOf(s, "")); err != nil || string(b) != "somebody's" {
		t.Errorf("%q, %v", b, err)
	}
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
			backup := store.New(backupOf(old, ""), check)
			wantRun(t, backup, typical("A", 1))
			checkFile(t, backup.Path())
			if info, err := os.Stat(backup.Path()); err != nil || info.Mode().Perm() != 0o600 {
				t.Error(info, err)
			}
			if files, _ := filepath.Glob(old.Path() + "*"); len(files) != 2 {
				t.Errorf("files: %q", files)
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
	if files, _ := filepath.Glob(s.Path() + ".schema-*"); len(files) != 1 {
		t.Errorf("backups: %q", files)
	}
}
