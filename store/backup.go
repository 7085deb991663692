package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// Reason says before or after what a backup was made.
type Reason string

// The reasons.
const (
	ForFinish    Reason = "finish"    // a run was finished
	ForMigration Reason = "migration" // an older file was about to be brought up to date
	ForImport    Reason = "import"    // an import was about to replace something
	ForRestore   Reason = "restore"   // another backup was about to take the file's place
	ForAsked     Reason = "asked"     // somebody wanted one
	ForDamage    Reason = "damage"    // it is no backup but a damaged file whose place another one took
)

// Backup is a copy of the file.
type Backup struct {
	Path   string
	Made   time.Time
	Reason Reason
	Size   int64 // in bytes
}

// keptBackups is how many backups are kept, whatever they were made for.
const keptBackups = 10

// BackUp puts a copy of the file into the folder of backups, of which it then removes the oldest beyond ten. Where there is no
// file it does nothing and returns a zero Backup. What is damaged is not copied: that would push whole copies out. A copy that
// cannot be written is [checks.CodeNoBackup], or [checks.CodeBackupFolder].
func (s *Store) BackUp(why Reason) (made Backup, err error) {
	err = s.view(func(r *reading) error {
		if err := r.intact(); err != nil {
			return err
		}
		made, err = s.backUp(r, why)
		return err
	})
	return made, err
}

// backUpBefore backs the file up while a change of it is being made that is not committed yet.
func (s *Store) backUpBefore(h *handle, why Reason) (made Backup, err error) {
	err = h.db.View(func(tx *bolt.Tx) error {
		r := &reading{from: h, tx: tx, pages: h.pages}
		if err := r.intact(); err != nil {
			return err
		}
		made, err = s.backUp(r, why)
		return err
	})
	return made, err
}

// backUpAsItIs does so whether the file is whole or not.
func (s *Store) backUpAsItIs(h *handle, why Reason) (made Backup, err error) {
	err = h.db.View(func(tx *bolt.Tx) error {
		r := &reading{from: h, tx: tx, pages: h.pages}
		if err := r.readFile(); err != nil {
			return err
		}
		made, err = s.backUp(r, why)
		return err
	})
	return made, err
}

// backUp makes a backup of the state that r reads.
func (s *Store) backUp(r *reading, why Reason) (made Backup, err error) {
	folder := s.BackupFolder()
	if err = makeFolder(folder); err == nil {
		err = s.copyTo(r, folder, func(from string) error {
			made, err = s.nameBackup(from, why)
			return err
		})
	}
	if err == nil {
		err = s.rotate(made)
	}
	if err != nil {
		err = notBackedUp(folder, err)
	}
	return made, err
}

// notBackedUp says why there is no backup.
func notBackedUp(folder string, err error) error {
	code := checks.CodeNoBackup
	if codeOf(err) == checks.CodeDenied || errors.Is(err, fs.ErrExist) || errors.Is(err, syscall.ENOTDIR) {
		code = checks.CodeBackupFolder
	}
	return &checks.Error{Code: code, Subject: folder, Err: err}
}

// copyTo makes a copy of the state that r reads, in a folder, and has it named when it is on the disk. Where free pages still hold
// what was deleted it copies records alone, unless one of them is damaged: somebody may want to save what can be saved.
func (s *Store) copyTo(r *reading, folder string, name func(from string) error) error {
	if r.file.Sweep {
		err := s.fill(r.from, folder, name, r.from.copyRecords)
		if !isRecord(err) {
			return err
		}
	}
	f, err := s.createTemporary(folder)
	if err != nil {
		return err
	}
	defer discard(f)
	if _, err = r.tx.WriteTo(f); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return name(f.Name())
}

// nameBackup gives a file the name of a backup that is made now, or in the next millisecond of which there is none.
func (s *Store) nameBackup(from string, why Reason) (Backup, error) {
	list, err := s.rotating()
	if err != nil {
		return Backup{}, err
	}
	taken := map[time.Time]bool{}
	for _, b := range list {
		taken[b.Made] = true
	}
	for at := s.now().UTC().Truncate(time.Millisecond); ; at = at.Add(time.Millisecond) {
		if taken[at] {
			continue
		}
		to := filepath.Join(s.BackupFolder(), backupName(at, why))
		err := s.claim(from, to)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return Backup{}, err
		}
		info, err := os.Stat(to)
		if err != nil {
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
		if err := r.intact(); err != nil {
			return err
		}
		return s.copyTo(r, filepath.Dir(s.path), func(from string) (err error) {
			f, err = os.Open(from)
			return err
		})
	})
	if err == nil && f == nil {
		err = s.fail(checks.CodeNoFile, nil)
	}
	if err != nil {
		return err
	}
	defer discard(f) // where an open file can be removed it is gone already
	_, err = io.Copy(w, f)
	return err
}
