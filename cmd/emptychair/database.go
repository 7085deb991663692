package main

import (
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
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
	Replicate(fn func(state []byte, ofFile bool, records []checks.Record) (store.Replication, error)) error
	State() (state []byte, ofFile bool, err error)
	StateFile() string
	DeleteTeam(team string) (keys []string, err error)
	RenameTeam(from, to string, join bool) (store.Renamed, error)

	BackUpFor(why store.Reason) (store.Backup, error)
	WriteBackup(w io.Writer) error
	BackupFolder() string
	Backups() ([]store.Backup, error)
	BackupsHolding(keys []string, team string) ([]store.Backup, error)
	RemoveBackups(list []store.Backup) error

	Contents() (store.Contents, error)
	ReadBackup(from io.Reader) (store.WholeBackup, error)
	Restore(b store.WholeBackup) (aside string, err error)
	Examine() (store.Diagnosis, error)
	Repair() (store.Repaired, error)
}

// reservedOf are the places of a database, where no document is put.
func reservedOf(s database) shell.Reserved {
	return shell.Reserved{File: s.Path(), Folder: s.BackupFolder(), Others: []string{s.StateFile()}}
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

// settingsWait is how long a call waits for the settings at most. While another program writes, the locale must do.
const settingsWait = 250 * time.Millisecond

// Settings returns what is remembered.
func (s *callStore) Settings() (checks.Settings, error) {
	if known := s.settings.Load(); known != nil {
		return *known, nil
	}
	settings, err := store.New(s.Path(), content.Check(), store.WithLockWait(settingsWait)).Settings()
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

// pathsFile is what "paths" says to other programs.
type pathsFile struct {
	Database string `json:"database"`
	Exists   bool   `json:"exists"`
	Source   string `json:"source"`
	Backups  string `json:"backups"` // the folder, which may not be there yet
	Drafts   string `json:"drafts"`  // the files in which programs keep what is being typed, with a star
	Sync     string `json:"sync"`
}

func (a *app) pathsCommand() *cli.Command {
	var f report.Format
	return a.reading("paths", nil, []cli.Flag{shell.PlainFormat(&f)}, func([]string) error {
		return a.runPaths(f)
	})
}

// runPaths says where the data is. It opens nothing.
func (a *app) runPaths(f report.Format) error {
	at := a.Location()
	there, state := a.place()
	paths := pathsFile{at.Path, there, at.Source, a.store().BackupFolder(), a.store().DraftFiles(), a.store().StateFile()}
	if f == report.JSON {
		return a.document("paths", paths)
	}
	p := report.NewPage(a.ReportOptions())
	rows, width := [][2]string{{"database", paths.Database}, {"backups", paths.Backups}, {"drafts", paths.Drafts}, {"sync", paths.Sync}}, 0
	for i, row := range rows {
		rows[i][0] = p.Say("cli.paths." + row[0])
		width = max(width, ansi.StringWidth(rows[i][0])+2)
	}
	for _, row := range rows {
		p.Line(report.Pad(row[0], width) + shell.CleanPath(row[1]))
	}
	p.Sentence(state)
	p.Line(p.Say("cli.paths." + paths.Source))
	return shell.WritePage(a.Stdout, p)
}

// place tells whether a file stands where the database is to be, and says so.
func (a *app) place() (there bool, words string) {
	info, err := os.Lstat(a.store().Path()) // to which a link leads, where it leads somewhere
	id := "cli.paths.other"
	if there = err == nil && info.Mode().IsRegular(); there {
		id = "cli.paths.exists"
	} else if errors.Is(err, fs.ErrNotExist) {
		id = "cli.paths.missing"
	}
	return there, a.Printer().T(id)
}
