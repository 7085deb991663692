package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"emptychair/checks"
)

// Restore puts what it reads in the place of the file. It looks through all of it first, as [Store.Examine] does. What was in the place
// before is kept: a whole file becomes a backup, another one gets a name of its own and is never removed by this package. Aside is the
// path where it is then, "" where there was none. Whatever goes wrong, the file is then the one or the other.
//
// What cannot be restored is [checks.CodeBackupEmpty], [checks.CodeBackupForeign], [checks.CodeBackupNewer], or
// [checks.CodeBackupDamaged]. What from fails with is returned as it is. A file in the place that is newer than this program
// stays there.
func (s *Store) Restore(from io.Reader) (aside string, err error) {
	err = s.withCopy(from, func(f *os.File) error {
		if _, err := s.examineCopy(f); err != nil {
			return backupError(err)
		}
		r, err := s.read(f)
		if err != nil {
			return backupError(err)
		}
		aside, err = s.restore(r)
		return err
	})
	return aside, err
}

// ExamineBackup looks through a backup as [Store.Restore] does, and says what it holds. For that it is copied beside the file, and
// gone when ExamineBackup returns. What cannot be restored fails as it does there; where it is damaged the diagnosis says how.
func (s *Store) ExamineBackup(from io.Reader) (d Diagnosis, err error) {
	err = s.withCopy(from, func(f *os.File) error {
		d, err = s.examineCopy(f)
		return backupError(err)
	})
	return d, err
}

// withCopy calls fn with a copy of what it reads, beside the file, where it is swept away if this program ends before.
func (s *Store) withCopy(from io.Reader, fn func(f *os.File) error) error {
	folder := filepath.Dir(s.path)
	if err := makeFolder(folder); err != nil {
		return s.translate(err)
	}
	f, err := s.createTemporary(folder)
	if err != nil {
		return s.translate(err)
	}
	defer discard(f)
	source := &heard{from: from}
	_, err = io.Copy(f, source)
	if source.err != nil {
		return source.err
	}
	if err == nil {
		err = fn(f)
	}
	return s.translate(err)
}

// heard is a reader that keeps its own error apart from those of whoever reads it.
type heard struct {
	from io.Reader
	err  error
}

func (h *heard) Read(b []byte) (int, error) {
	n, err := h.from.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		h.err = err
	}
	return n, err
}

// examineCopy examines such a copy, and fails where it is damaged.
func (s *Store) examineCopy(f *os.File) (Diagnosis, error) {
	if info, err := f.Stat(); err != nil || info.Size() == 0 {
		return Diagnosis{}, errors.Join(err, s.fail(checks.CodeEmptyFile, nil))
	}
	e, err := s.examine(f)
	if err == nil {
		err = e.damage()
	}
	return e.Diagnosis, err
}

// backupError says of what is to be restored, in place of the file, what is wrong with it.
func backupError(err error) error {
	if err == nil {
		return nil
	}
	code := checks.CodeOf(err)
	if code == "" {
		code = codeOf(err)
	}
	now, ok := map[checks.Code]checks.Code{
		checks.CodeEmptyFile: checks.CodeBackupEmpty, checks.CodeForeign: checks.CodeBackupForeign,
		checks.CodeDamaged: checks.CodeBackupDamaged, checks.CodeNewer: checks.CodeBackupNewer,
	}[code]
	if !ok {
		return err
	}
	var ours *checks.Error
	if errors.As(err, &ours) && code == checks.CodeNewer {
		return &checks.Error{Code: now, Subject: ours.Subject, Err: err}
	}
	return &checks.Error{Code: now, Err: err}
}

// restore puts the records of a file in the place of the present one.
func (s *Store) restore(r *reading) (aside string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	deadline := time.Now().Add(s.timeout)
	for {
		aside, err = s.takePlace(r, deadline)
		if !errors.Is(err, errReplaced) || !time.Now().Before(deadline) {
			return aside, err
		}
	}
}

// takePlace gives a copy of what r reads the name of the present file, under the lock of that one and after it was kept. It fails with
// errReplaced where somebody else was faster.
func (s *Store) takePlace(r *reading, deadline time.Time) (aside string, err error) {
	f, err := s.acquire(true, deadline)
	was, _ := os.Lstat(s.path)
	change, name := s.nextChange(0), s.takeName
	switch {
	case errors.Is(err, errMissing):
		err, name = nil, func(from string) error { return s.claim(from, s.path) }
	case checks.CodeOf(err) == checks.CodeEmptyFile: // nobody writes there
		aside, err = s.setAside()
	case err == nil:
		defer func() { letGo(f) }()
		aside, change, err = s.keepPresent(f)
	}
	if err != nil {
		return "", err
	}
	err = s.build(filepath.Dir(s.path), func(from string) error {
		if runtime.GOOS == "windows" && f != nil { // where an open file cannot be replaced
			letGo(f)
		}
		return name(from)
	}, func(b *builder) error {
		err := r.copyTo(b)
		// Changes go on behind those of the present file: otherwise a revision that somebody has read there could be written once more,
		// for something else.
		b.meta.Change, b.meta.Nonce = max(b.meta.Change, change)+1, nonce()
		return err
	})
	if errors.Is(err, fs.ErrExist) {
		return "", errReplaced
	}
	if err != nil {
		s.undoSetAside(aside, was)
	}
	return aside, err
}

// keepPresent keeps the present file: as a backup where it is whole. Change is the last one that was made there.
func (s *Store) keepPresent(f *os.File) (aside string, change uint64, _ error) {
	r, err := s.read(f)
	if err == nil {
		var made Backup
		made, err = s.backUp(r, ForRestore)
		aside, change = made.Path, r.meta.Change
	}
	switch checks.CodeOf(s.translate(err)) {
	case checks.CodeDamaged, checks.CodeForeign, checks.CodeOlder: // which may be all that an accident left of ours
		err := carve(f, func(rec found) error {
			change = max(change, rec.version)
			return nil
		})
		if err != nil {
			return "", 0, err
		}
		aside, err = s.setAside()
		return aside, s.nextChange(change), err
	}
	return aside, change, err
}

// undoSetAside undoes [Store.setAside] where the place of the file that was there is not taken. A backup stays.
func (s *Store) undoSetAside(aside string, was os.FileInfo) {
	there, err := os.Lstat(s.path)
	if err == nil && was != nil && os.SameFile(there, was) && strings.HasPrefix(aside, s.path+damagedInfix) {
		_ = os.Remove(aside)
	}
}

// nextChange returns a change behind all those of a file of which not all can be read: nobody makes one in every millisecond, so the
// time is always ahead.
func (s *Store) nextChange(known uint64) uint64 {
	return max(known, uint64(max(s.now().UnixMilli(), 0)))
}
