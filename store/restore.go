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

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// Restore puts what it reads in the place of the file. It looks through all of it first, as [Store.Examine] does, and brings it up
// to date where it is older. What was in the place before is kept: a whole file becomes a backup, another one gets a name of its own and is never
// removed by this package. Aside is the path where it is then, "" where there was none. Whatever goes wrong, the file is then the
// one or the other.
//
// What cannot be restored is [checks.CodeBackupEmpty], [checks.CodeBackupForeign], [checks.CodeBackupNewer], or
// [checks.CodeBackupDamaged]. What from fails with is returned as it is. A file in the place that is newer than this program
// stays there.
func (s *Store) Restore(from io.Reader) (aside string, err error) {
	err = s.withCopy(from, func(f *os.File) error {
		aside, err = s.restore(f)
		return err
	})
	return aside, err
}

// ExamineBackup looks through a backup as [Store.Restore] does, and says what it holds. For that it is copied beside the file, and
// gone when ExamineBackup returns. What cannot be restored fails as it does there; where it is damaged the diagnosis says how.
func (s *Store) ExamineBackup(from io.Reader) (c Contents, d Diagnosis, err error) {
	err = s.withCopy(from, func(f *os.File) error {
		if d, err = s.examineCopy(f); err != nil {
			return unfit(err)
		}
		h, err := openBolt(f, true, time.Now().Add(s.timeout))
		if err != nil {
			return unfit(err)
		}
		defer h.close()
		c, err = s.contentsOf(h)
		return unfit(err)
	})
	return c, d, err
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
	var caller outside
	own := s.receive(f, from, &caller)
	if own == nil && caller.err == nil && caller.panicked == nil {
		own = fn(f)
	}
	return caller.end(s.translate(own))
}

// examineCopy examines such a copy, and fails where it is damaged.
func (s *Store) examineCopy(f *os.File) (Diagnosis, error) {
	if info, err := f.Stat(); err != nil || info.Size() == 0 {
		return Diagnosis{}, errors.Join(err, s.fail(checks.CodeEmptyFile, nil))
	}
	d, err := s.examine(f)
	if err == nil && d.IsDamaged() {
		first := d.Findings[0]
		err = broken("%s at %s: %w", first.Kind, first.Where, first.Err)
	}
	return d, err
}

// receive writes into a file all that is read.
func (s *Store) receive(f *os.File, from io.Reader, caller *outside) (own error) {
	caller.run(func() error {
		_, err := io.Copy(writerFunc(func(b []byte) (n int, err error) {
			caller.pause(func() { n, own = f.Write(b) })
			return n, own
		}), from)
		if own != nil {
			return nil
		}
		return err
	})
	return own
}

type writerFunc func([]byte) (int, error)

func (fn writerFunc) Write(b []byte) (int, error) { return fn(b) }

// restore puts a temporary file in the place of the file once it is known to be whole.
func (s *Store) restore(f *os.File) (aside string, err error) {
	h, err := s.prepare(f)
	if err != nil {
		return "", unfit(err)
	}
	defer h.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	deadline := time.Now().Add(s.timeout)
	for {
		aside, err = s.takePlace(h, deadline)
		if !errors.Is(err, errReplaced) || !time.Now().Before(deadline) {
			return aside, err
		}
	}
}

// prepare looks through what is to be restored, opens it, and brings it up to date.
func (s *Store) prepare(f *os.File) (*handle, error) {
	if _, err := s.examineCopy(f); err != nil {
		return nil, err
	}
	h, err := openBolt(f, true, time.Now().Add(s.timeout))
	if err != nil {
		return nil, err
	}
	err = h.guard(func() error {
		if err := h.db.View(func(tx *bolt.Tx) error { return s.sound(&reading{from: h, tx: tx, pages: h.pages}) }); err != nil {
			return err
		}
		if err := s.migrateIn(h, nil); err != nil {
			return err
		}
		if err := h.db.View(intact); err != nil {
			return err
		}
		return h.db.Sync()
	})
	if err != nil {
		h.close()
		return nil, err
	}
	return h, nil
}

// unfit says of what is to be restored, in place of the file, what is wrong with it.
func unfit(err error) error {
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

// takePlace gives the file of h the name of the present one, under the lock of that one and after it was kept. It fails with
// errReplaced where somebody else was faster.
func (s *Store) takePlace(h *handle, deadline time.Time) (aside string, err error) {
	f, err := s.acquire(true, deadline)
	was, _ := os.Lstat(s.path)
	change := s.unheard(0)
	switch {
	case errors.Is(err, errMissing):
		err = s.giveName(h, change, s.claim)
		if errors.Is(err, fs.ErrExist) {
			err = errReplaced
		}
		return "", err
	case checks.CodeOf(err) == checks.CodeEmptyFile: // nobody writes there
		aside, err = s.keepAside()
	case err == nil:
		present, failed := openBolt(f, true, deadline)
		if failed != nil {
			present = &handle{file: f}
		}
		defer present.close()
		if aside, change, err = s.keepPresent(present, failed); runtime.GOOS == "windows" {
			present.close()
		}
	}
	if err != nil {
		return "", err
	}
	if err = s.giveName(h, change, s.replace); err != nil {
		s.giveBack(aside, was)
	}
	return aside, err
}

// giveName has the file of h get the name of the present one. Its changes go on behind those of that one: otherwise a revision
// that somebody has read there could be written once more, for something else.
func (s *Store) giveName(h *handle, change uint64, name func(from, to string) error) error {
	err := h.guard(func() error {
		return h.db.Update(func(tx *bolt.Tx) error {
			w := newWriting(tx, nil)
			if err := w.readFile(); err != nil {
				return err
			}
			w.file.Change = max(w.file.Change, change) + 1
			return w.writeFile()
		})
	})
	if err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // where an open file keeps the name that it has
		h.close()
	}
	return name(h.file.Name(), s.path)
}

// unheard returns a change behind all those of a file of which not all can be read: nobody makes one in every millisecond, so the
// time is always ahead.
func (s *Store) unheard(known uint64) uint64 { return max(known, uint64(max(s.now().UnixMilli(), 0))) }

// keepPresent keeps the present file, which could be opened or ended in err: as a backup where it is whole. Change is the last one
// that was made there.
func (s *Store) keepPresent(h *handle, err error) (aside string, change uint64, _ error) {
	if err == nil {
		err = h.guard(func() error {
			return h.db.View(func(tx *bolt.Tx) error {
				r := &reading{from: h, tx: tx, pages: h.pages}
				if err := s.sound(r); err != nil {
					return err
				}
				made, err := s.backUp(r, ForRestore)
				aside, change = made.Path, r.file.Change
				return err
			})
		})
	}
	switch checks.CodeOf(s.translate(err)) {
	case checks.CodeDamaged, checks.CodeForeign: // which may be all that an accident left of ours
		aside, err = s.keepAside()
		return aside, s.latestIn(h.file), err
	}
	return aside, change, err
}

// latestIn returns a change behind all those of a damaged file.
func (s *Store) latestIn(f *os.File) uint64 {
	info, err := f.Stat()
	if err != nil {
		return s.unheard(0)
	}
	return s.unheard(latestChange(f, info.Size(), pageSizeOf(f, info.Size())))
}

// giveBack undoes [Store.keepAside] where the place of the file that was there is not taken. A backup stays.
func (s *Store) giveBack(aside string, was os.FileInfo) {
	there, err := os.Lstat(s.path)
	if err == nil && was != nil && os.SameFile(there, was) && strings.HasPrefix(aside, s.path+damagedInfix) {
		_ = os.Remove(aside)
	}
}

// isBlank tells whether a file holds nothing but zeros, as a system may leave it that lost its power.
func isBlank(f io.ReaderAt) bool {
	b := make([]byte, 1<<16)
	for at := int64(0); ; at += int64(len(b)) {
		n, err := f.ReadAt(b, at)
		for _, c := range b[:n] {
			if c != 0 {
				return false
			}
		}
		if err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}
