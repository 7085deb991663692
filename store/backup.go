package store

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"emptychair/checks"
)

// Reason says before or after what a backup was made.
type Reason string

// The reasons.
const (
	ForFinish  Reason = "finish"  // a run was finished
	ForImport  Reason = "import"  // an import was about to replace something
	ForRestore Reason = "restore" // another backup was about to take the file's place
	ForAsked   Reason = "asked"   // somebody wanted one
	ForDamage  Reason = "damage"  // a damaged file that was put aside, which is no backup
)

var (
	backupReasons = []Reason{ForFinish, ForImport, ForRestore, ForAsked}
	allReasons    = append(slices.Clone(backupReasons), ForDamage)
)

// Backup is a copy of the file.
type Backup struct {
	Path   string    `json:"path"`
	Made   time.Time `json:"made"` // in UTC
	Reason Reason    `json:"reason"`
	Size   int64     `json:"size"` // in bytes
}

// keptBackups is how many backups are kept, whatever they were made for.
const keptBackups = 10

// BackUp puts a copy of the file into the folder of backups, of which it then removes the oldest beyond ten. Where there is no
// file it does nothing and returns a zero Backup. What is damaged is not copied: that would push whole copies out. A copy that
// cannot be written is [checks.CodeNoBackup], or [checks.CodeBackupFolder].
func (s *Store) BackUp(why Reason) (made Backup, err error) {
	err = s.view(func(r *reading) error {
		if r.file != nil {
			made, err = s.backUp(r, why)
		}
		return err
	})
	return made, err
}

// backUp makes a backup of the state that r reads: of its records, and of nothing that free pages still hold.
func (s *Store) backUp(r *reading, why Reason) (made Backup, err error) {
	folder := s.BackupFolder()
	if err = s.makeFolder(folder); err == nil {
		err = s.build(folder, func(from string) error {
			made, err = s.takeName(from, why)
			return err
		}, r.copyTo)
	}
	if err == nil {
		err = s.rotate(made)
	}
	if err != nil && checks.CodeOf(s.translate(err)) != checks.CodeDamaged {
		err = s.notBackedUp(folder, err)
	}
	return made, err
}

// notBackedUp says why there is no backup.
func (s *Store) notBackedUp(folder string, err error) error {
	code := checks.CodeNoBackup
	if codeOf(err) == checks.CodeDenied || errors.Is(err, fs.ErrExist) || errors.Is(err, syscall.ENOTDIR) {
		code = checks.CodeBackupFolder
	}
	return &checks.Error{Code: code, Subject: folder, Err: s.translate(err)}
}

// takeName gives a file the name of a backup that is made now, or in the next millisecond of which there is none yet for this reason.
func (s *Store) takeName(from string, why Reason) (Backup, error) {
	for at := s.now().UTC().Truncate(time.Millisecond); ; at = at.Add(time.Millisecond) {
		to := s.nameOf(at, why)
		err := s.renameNew(from, to)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		info, failed := os.Stat(to)
		if err = cmp.Or(err, failed); err != nil {
			_ = os.Remove(to) // which may have the name already: what failed is not done in part
			return Backup{}, err
		}
		return Backup{Path: to, Made: at, Reason: why, Size: info.Size()}, nil
	}
}

// WriteBackup writes a copy of the file, as [Store.BackUp] makes it, for which there has to be room beside the file. It is
// [checks.CodeNoFile] where there is none. What w fails with is returned as it is.
func (s *Store) WriteBackup(w io.Writer) error {
	var f *os.File
	err := s.view(func(r *reading) error {
		if r.file == nil {
			return s.fail(checks.CodeNoFile, nil)
		}
		return s.build(filepath.Dir(s.path), func(from string) (err error) {
			f, err = os.Open(from)
			return err
		}, r.copyTo)
	})
	if err != nil {
		return err
	}
	defer discard(f) // where an open file can be removed it is gone already
	_, err = io.Copy(w, f)
	return err
}

// nameTime is how a time stands in names: in UTC, sortable, and without what some system does not allow there.
const nameTime = "2006-01-02T15-04-05.000Z"

// nameOf returns the path of a backup. A damaged file stays beside the file itself.
func (s *Store) nameOf(at time.Time, why Reason) string {
	if why == ForDamage {
		return s.path + ".damaged-" + at.Format(nameTime)
	}
	return filepath.Join(s.BackupFolder(), at.Format(nameTime)+"."+string(why)+".db")
}

// Backups lists the backups there are, the newest first.
func (s *Store) Backups() ([]Backup, error) { return s.kept(backupReasons...) }

// kept lists what is kept for some reasons, the newest first: all regular files whose names say so. What is of a time to come was made before
// the clock was set back, and so counts as older than all others.
func (s *Store) kept(reasons ...Reason) (list []Backup, err error) {
	for _, why := range reasons {
		folder, name := filepath.Split(s.nameOf(time.Time{}, why))
		before, after, _ := strings.Cut(name, time.Time{}.Format(nameTime))
		entries, err := os.ReadDir(filepath.Clean(folder))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, s.translate(err)
		}
		for _, e := range entries {
			at, isBackup := strings.CutPrefix(strings.TrimSuffix(e.Name(), after), before)
			made, failed := time.Parse(nameTime, at)
			path := s.nameOf(made, why)
			if !isBackup || failed != nil || filepath.Base(path) != e.Name() {
				continue
			}
			info, err := e.Info()
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, s.translate(err)
			}
			if err == nil && info.Mode().IsRegular() {
				list = append(list, Backup{path, made, why, info.Size()})
			}
		}
	}
	soon := s.now().Add(time.Minute)
	slices.SortFunc(list, func(a, b Backup) int {
		if ahead := a.Made.After(soon); ahead == b.Made.After(soon) {
			return cmp.Or(b.Made.Compare(a.Made), cmp.Compare(b.Path, a.Path))
		} else if ahead {
			return 1
		}
		return -1
	})
	return list, nil
}

// rotate removes the oldest backups beyond those that are kept, but never the newest one of a reason, nor the one that was just made, even
// where the clock was set back.
func (s *Store) rotate(made Backup) error {
	list, err := s.Backups()
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

// RemoveBackups removes files that [Store.Backups] or [Store.BackupsHolding] lists.
func (s *Store) RemoveBackups(list []Backup) error { return s.translate(removeFiles(list)) }

// BackupsHolding returns which of the backups, and of the damaged files whose place another one took, hold a record with one of these ids,
// a run that names one of them, as one of its actions, or anything of a team, "" for none, in whichever of their pages, the newest first.
func (s *Store) BackupsHolding(ids []string, team string) (with []Backup, err error) {
	list, err := s.kept(allReasons...)
	if err != nil {
		return nil, s.translate(err)
	}
	for _, b := range list {
		content, err := os.ReadFile(b.Path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // it may be removed meanwhile
			return nil, s.translate(err)
		}
		for v := range envelopes(content) { // one whose text is damaged counts as well
			if holds(v, ids, team) {
				with = append(with, b)
				break
			}
		}
	}
	return with, nil
}

// holds tells whether an envelope is that of a record with one of these ids, of a run that names one, or of anything of a team.
func holds(v []byte, ids []string, team string) bool {
	rec, _, _ := address(v)
	isIt := func(id string) bool {
		return id != "" && (idIn(rec.key) == id || rec.bucket == runsBucket && bytes.Contains(v, []byte(strconv.Quote(id))))
	}
	return rec.bucket != metaBucket && (slices.ContainsFunc(ids, isIt) || team != "" && teamIn(rec.key) == team)
}
