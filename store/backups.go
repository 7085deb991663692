package store

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Names of what is kept beside the file, all behind its own name.
const (
	backupFolder  = ".backups"
	backupEnding  = ".db"
	damagedInfix  = ".damaged-"
	migratedInfix = ".schema-" // where earlier programs put their copies from before a migration
)

// nameTime is how a time stands in names: in UTC, sortable, and without what some system does not allow there.
const nameTime = "2006-01-02T15-04-05.000Z"

// BackupFolder returns the path of the folder in which backups are kept. It may not exist yet.
func (s *Store) BackupFolder() string { return s.path + backupFolder }

func backupName(at time.Time, why Reason) string {
	return at.Format(nameTime) + "." + string(why) + backupEnding
}

// Backups lists the backups there are, the newest first, with the copies that earlier programs made before a migration.
func (s *Store) Backups() ([]Backup, error) {
	list, err := s.rotating()
	if err != nil {
		return nil, s.translate(err)
	}
	beside, err := s.beside()
	if err != nil {
		return nil, s.translate(err)
	}
	for _, b := range beside {
		if b.Reason == ForMigration {
			list = append(list, b)
		}
	}
	newestFirst(list)
	return list, nil
}

func newestFirst(list []Backup) {
	slices.SortFunc(list, func(a, b Backup) int { return cmp.Or(b.Made.Compare(a.Made), cmp.Compare(b.Path, a.Path)) })
}

// rotating returns the backups in their folder, the newest first.
func (s *Store) rotating() ([]Backup, error) {
	list, err := filesIn(s.BackupFolder(), func(name string, _ fs.FileInfo) (time.Time, Reason, bool) {
		stem, ok := strings.CutSuffix(name, backupEnding)
		at, why := stem[:min(len(nameTime), len(stem))], Reason(strings.TrimPrefix(stem[min(len(nameTime), len(stem)):], "."))
		made, err := time.Parse(nameTime, at)
		known := slices.Contains([]Reason{ForFinish, ForMigration, ForImport, ForRestore, ForAsked}, why)
		return made, why, ok && err == nil && known && backupName(made, why) == name
	})
	newestFirst(list)
	return list, err
}

// beside returns what is kept beside the file itself.
func (s *Store) beside() ([]Backup, error) {
	base := filepath.Base(s.path)
	return filesIn(filepath.Dir(s.path), func(name string, info fs.FileInfo) (time.Time, Reason, bool) {
		if version, ok := strings.CutPrefix(name, base+migratedInfix); ok {
			return info.ModTime().UTC(), ForMigration, version != "" && strings.Trim(version, "0123456789.") == ""
		}
		at, ok := strings.CutPrefix(name, base+damagedInfix)
		made, err := time.Parse(nameTime, at)
		return made, ForDamage, ok && err == nil && made.Format(nameTime) == at
	})
}

// filesIn returns the regular files of a folder whose names say what they are. A folder that does not exist has none.
func filesIn(folder string, read func(string, fs.FileInfo) (time.Time, Reason, bool)) (list []Backup, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
			continue
		}
		if err != nil {
			return nil, err
		}
		if made, why, ok := read(e.Name(), info); ok {
			list = append(list, Backup{filepath.Join(folder, e.Name()), made, why, info.Size()})
		}
	}
	return list, nil
}

// rotate removes the oldest backups beyond those that are kept. The newest one of each reason is none of them: what is made often
// does not push out what is made rarely. Nor is the one that was just made, even where the clock was set back.
func (s *Store) rotate(made Backup) error {
	list, err := s.rotating()
	if err != nil {
		return err
	}
	var others []Backup
	stay, newest := 0, map[Reason]bool{}
	for _, b := range list {
		if b.Path == made.Path || !newest[b.Reason] {
			stay++
		} else {
			others = append(others, b)
		}
		newest[b.Reason] = true
	}
	return removeFiles(others[min(max(keptBackups-stay, 0), len(others)):])
}

// removeFiles removes files and puts that on the disk. One that is gone already is no failure.
func removeFiles(list []Backup) (err error) {
	folders := map[string]bool{}
	for _, b := range list {
		if failed := os.Remove(b.Path); !errors.Is(failed, fs.ErrNotExist) {
			err = errors.Join(err, failed)
		}
		folders[filepath.Dir(b.Path)] = true
	}
	for folder := range folders {
		err = errors.Join(err, syncFolder(folder))
	}
	return err
}

// RemoveBackups removes files that [Store.Backups] or [Store.BackupsWith] lists. Where one of them is something else it is
// [checks.CodeNotFound], and none is removed.
func (s *Store) RemoveBackups(list []Backup) error {
	known, err := s.kept()
	if err != nil {
		return s.translate(err)
	}
	for _, b := range list {
		if !slices.ContainsFunc(known, func(k Backup) bool { return k.Path == b.Path }) {
			return notFound(b.Path)
		}
	}
	return s.translate(removeFiles(list))
}

// kept returns all that is kept of the file: backups and damaged files, the newest first.
func (s *Store) kept() ([]Backup, error) {
	list, err := s.rotating()
	if err != nil {
		return nil, err
	}
	beside, err := s.beside()
	list = append(list, beside...)
	newestFirst(list)
	return list, err
}

// keepAside gives a damaged file a name of its own besides the one that another file is to take, or a copy of it where it cannot have
// two names: at no time there is no file at the path.
func (s *Store) keepAside() (string, error) {
	for at := s.now().UTC().Truncate(time.Millisecond); ; at = at.Add(time.Millisecond) {
		to := s.path + damagedInfix + at.Format(nameTime)
		err := s.link(s.path, to)
		switch {
		case err == nil:
			return to, syncFolder(filepath.Dir(to))
		case !errors.Is(err, fs.ErrExist):
			err = s.claimCopy(s.path, to)
		}
		if !errors.Is(err, fs.ErrExist) {
			return to, err
		}
	}
}
