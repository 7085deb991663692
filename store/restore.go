package store

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"emptychair/checks"
)

// MaxBackup is how many bytes are read of a backup: one of 10,000 runs has a tenth of them.
const MaxBackup = 128 << 20

// WholeBackup is a backup of which all pages and records are in order.
type WholeBackup struct {
	Contents
	records *reading
}

// ReadBackup looks through a backup as [Store.Examine] looks through the file. One that cannot be restored is [checks.CodeEmptyFile],
// [checks.CodeForeign], [checks.CodeNewer], [checks.CodeOlder], [checks.CodeDamaged], or [checks.CodeTooLarge] where it might be whole if all of
// it were read. What from fails with is returned as it is.
func (s *Store) ReadBackup(from io.Reader) (WholeBackup, error) {
	backup, err := io.ReadAll(io.LimitReader(from, MaxBackup+1))
	switch {
	case err != nil:
		return WholeBackup{}, err
	case len(backup) == 0:
		return WholeBackup{}, s.fail(checks.CodeEmptyFile, nil)
	}
	f := io.NewSectionReader(bytes.NewReader(backup), 0, int64(min(len(backup), MaxBackup)))
	e, err := s.examine(f)
	if err == nil {
		err = e.damage()
	}
	if err = s.translate(err); checks.CodeOf(err) == checks.CodeDamaged && len(backup) > MaxBackup {
		err = s.fail(checks.CodeTooLarge, err)
	}
	if err != nil {
		return WholeBackup{}, err
	}
	r, err := s.read(f)
	return WholeBackup{e.Contents, r}, s.translate(err)
}

// Restore puts a backup in the place of the file. What was in the place before is kept: a whole file becomes a backup, another one gets a
// name of its own. Aside is the path where it is then, "" where there was none. Whatever goes wrong, the file is then the one or the other.
// A file in the place that is newer than this program stays there.
func (s *Store) Restore(b WholeBackup) (aside string, err error) {
	aside, err = s.restore(b.records)
	return aside, s.translate(err)
}

// restore puts the records of a backup in the place of the present file, under the lock of that one and after it was kept.
func (s *Store) restore(r *reading) (aside string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.makeFolder(filepath.Dir(s.path)); err != nil {
		return "", err
	}
	f, err := s.openLocked(true)
	change, place := s.nextChange(0), func(from string) (err error) {
		aside, err = s.replaceDamaged(f, from)
		return err
	}
	switch {
	case errors.Is(err, errMissing):
		place = func(from string) error { return s.renameNew(from, s.path) }
	case checks.CodeOf(err) == checks.CodeEmptyFile: // nobody writes there
	case err != nil:
		return "", err
	default:
		defer closeLocked(f)
		var made Backup
		if made, change, err = s.backUpPresent(f); err != nil {
			return "", err
		}
		if aside = made.Path; aside != "" {
			place = func(from string) error { return s.renameOver(f, from) }
		}
	}
	err = s.build(filepath.Dir(s.path), place, func(b *builder) error {
		err := r.copyTo(b)
		// Changes go on behind those of the present file: otherwise a revision that somebody has read there could be written once more,
		// for something else.
		b.meta.Change, b.meta.Nonce = max(b.meta.Change, change)+1, s.nonce()
		return err
	})
	if errors.Is(err, fs.ErrExist) {
		return "", errReplaced
	}
	return aside, err
}

// backUpPresent makes a backup of the present file where that is whole, and returns a change that is not before its last one.
func (s *Store) backUpPresent(f *os.File) (made Backup, change uint64, _ error) {
	r, err := s.read(s.contentOf(f))
	if err == nil {
		change = r.meta.Change
		made, err = s.backUp(r, ForRestore)
	}
	switch checks.CodeOf(s.translate(err)) {
	case checks.CodeDamaged, checks.CodeForeign, checks.CodeOlder: // which may be all that an accident left of ours
		content, err := io.ReadAll(s.contentOf(f))
		for _, rec := range latestIn(content) {
			change = max(change, rec.version)
		}
		return Backup{}, s.nextChange(change), err
	}
	return made, change, err
}

// replaceDamaged gives a new file the name of a damaged one, which is locked, once a copy of that one is kept. There is no moment without a
// file at the path: who came then would find an empty database.
func (s *Store) replaceDamaged(present *os.File, from string) (aside string, err error) {
	source, err := os.Open(s.path) // which is not open where it is empty
	if err != nil {
		return "", err
	}
	was, err := source.Stat()
	content, failed := io.ReadAll(s.contentOf(source))
	if err = errors.Join(err, failed, source.Close()); err != nil {
		return "", err
	}
	c, err := s.createTemporary(filepath.Dir(s.path))
	if err != nil {
		return "", err
	}
	defer discard(c)
	forgetOrder(content)
	_, err = c.Write(content)
	if err = errors.Join(err, c.Sync()); err == nil && runtime.GOOS == "windows" { // where an open file keeps its name
		err = c.Close()
	}
	if err != nil {
		return "", err
	}
	kept, err := s.takeName(c.Name(), ForDamage)
	if err != nil {
		return "", err
	}
	err = s.renameOver(present, from)
	if there, failed := os.Lstat(s.path); err != nil && failed == nil && os.SameFile(there, was) {
		return "", errors.Join(err, os.Remove(kept.Path))
	}
	return kept.Path, err
}

// nextChange returns a change behind all those of a file of which not all can be read: nobody makes one in every millisecond, so the
// time is always ahead.
func (s *Store) nextChange(known uint64) uint64 {
	return max(known, uint64(max(s.now().UnixMilli(), 0)))
}
