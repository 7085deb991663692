package main

import (
	"os"
	"path/filepath"
	"testing"

	"emptychair/store"
)

func TestNoDocumentTakesAPlaceOfTheDatabase(t *testing.T) {
	s := seeded(t)
	folder := filepath.Dir(s.Path())
	reserved, err := reservedOf(s)
	if err != nil {
		t.Fatal(err)
	}
	wantOwn := func(path string, want bool) {
		t.Helper()
		if got := reserved.Has(path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	wantOwn(s.BackupFolder(), true) // which is not there yet
	wantOwn(filepath.Join(s.BackupFolder(), "new.json"), true)
	backup, err := s.BackUpFor(store.ForAsked)
	if err != nil {
		t.Fatal(err)
	}
	if err := cutInHalf(s.Path()); err != nil {
		t.Fatal(err)
	}
	repaired, err := s.Repair()
	if err != nil || repaired.Aside == "" {
		t.Fatal(repaired.Aside, err)
	}
	for _, path := range []string{
		s.Path(), filepath.Join(folder, "x", "..", "runs.db"), s.BackupFolder(), backup.Path, repaired.Aside,
		filepath.Join(s.BackupFolder(), "a", "b.json"),
	} {
		wantOwn(path, true)
	}
	for _, name := range []string{"runs.db.age", "runs.db.json", "runs.json", "backups", "other.db.damaged-1"} {
		wantOwn(filepath.Join(folder, name), false)
	}
	if link := filepath.Join(folder, "link"); os.Symlink(s.BackupFolder(), link) == nil {
		wantOwn(filepath.Join(link, "new.json"), true)
	}
}
