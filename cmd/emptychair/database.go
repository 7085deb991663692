package main

import (
	"io"
	"iter"
	"slices"
	"sync/atomic"

	"emptychair/checks"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
	"emptychair/tui"
)

// database is what the commands need of a store; what each method does stands in [store]. The full-screen program needs only the
// first part.
type database interface {
	tui.Store

	Path() string
	DraftFiles() string
	Find(prefix string) (string, error)
	Settings() (checks.Settings, error)
	Records(team string) iter.Seq2[checks.Record, error]
	Merge(records iter.Seq2[checks.Record, error], o store.MergeOptions) (store.Merged, error)
	DeleteTeam(team string) (keys []string, err error)
	RenameTeam(from, to string, join bool) (store.Renamed, error)

	BackUpFor(why store.Reason) (store.Backup, error)
	WriteBackup(w io.Writer) error
	BackupFolder() string
	Backups() ([]store.Backup, error)
	BackupsHolding(keys []string, team string) ([]store.Backup, error)
	RemoveBackups(list []store.Backup) error

	Contents() (store.Contents, error)
	ExamineBackup(from io.Reader) (store.Diagnosis, error)
	Restore(from io.Reader) (aside string, err error)
	Examine() (store.Diagnosis, error)
	Repair() (store.Repaired, error)
}

// reservedOf are the places of a database, where no document is put.
func reservedOf(s database) (shell.Reserved, error) {
	r := shell.Reserved{File: s.Path(), Folder: s.BackupFolder()}
	backups, err := s.Backups()
	for _, b := range backups {
		r.Others = append(r.Others, b.Path)
	}
	return r, err
}

// stored is a store as the full-screen program, too, sees it.
type stored struct{ *store.Store }

// callStore is the store of one call of the program. Nearly every call needs the remembered language: where a team was read, that
// came with it, and the file is not opened once more. It may be used from several goroutines.
type callStore struct {
	stored
	settings atomic.Pointer[checks.Settings] // as it was read or saved last, nil before
}

// Snapshot is described at [tui.Store].
func (s *callStore) Snapshot(team string) (checks.Snapshot, error) {
	t, err := s.stored.Snapshot(team)
	if err == nil {
		s.settings.Store(&t.Settings)
	}
	return t, err
}

// ChangeSettings is described at [tui.Store].
func (s *callStore) ChangeSettings(change func(*checks.Settings)) error {
	s.settings.Store(nil)
	return s.stored.ChangeSettings(change)
}

// Settings returns what is remembered.
func (s *callStore) Settings() (checks.Settings, error) {
	if known := s.settings.Load(); known != nil {
		return *known, nil
	}
	settings, err := s.stored.Settings()
	if err == nil {
		s.settings.Store(&settings)
	}
	return settings, err
}

// BackUp backs up after a run was finished.
func (s stored) BackUp() error {
	_, err := s.BackUpFor(store.ForFinish)
	return err
}

// BackUpFor backs up for another reason.
func (s stored) BackUpFor(why store.Reason) (store.Backup, error) { return s.Store.BackUp(why) }

// CountBackups tells how many backups hold anything that has one of these ids, and whether there are no others.
func (s stored) CountBackups(ids []string) (n int, all bool, err error) {
	with, err := s.BackupsHolding(ids, "")
	if err != nil {
		return 0, false, err
	}
	list, err := s.Backups()
	for _, b := range with {
		list = slices.DeleteFunc(list, func(other store.Backup) bool { return other.Path == b.Path })
	}
	return len(with), len(list) == 0, err
}

// RemoveBackupsOf removes these backups.
func (s stored) RemoveBackupsOf(ids []string) error {
	list, err := s.BackupsHolding(ids, "")
	if err != nil {
		return err
	}
	return s.RemoveBackups(list)
}
