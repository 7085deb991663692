package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"emptychair/checks"
)

// Restore puts what it reads in the place of the file. It looks through all of it first, as [Store.Examine] does, and brings it up
// to date where it is older. What was in the place before is kept: a whole file becomes a backup, another one gets a name of its own and is never
// removed by this package. Aside is the path where it is then, "" where there was none. Whatever goes wrong, the file is then the
// one or the other.
//
// What cannot be restored is [checks.CodeBackupEmpty], [checks.CodeBackupForeign], [checks.CodeBackupNewer], or
// [checks.CodeBackupDamaged]. What from fails with is returned as it is. A file in the place that is newer than this program, or
// another program's database, stays there.
func (s *Store) Restore(from io.Reader) (aside string, err error) {
	folder := filepath.Dir(s.path)
	if err := makeFolder(folder); err != nil {
		return "", s.translate(err)
	}
	f, err := s.createTemporary(folder)
	if err != nil {
		return "", s.translate(err)
	}
	defer discard(f)
	var caller outside
	own := s.receive(f, from, &caller)
	if own == nil && caller.err == nil && caller.panicked == nil {
		aside, own = s.restore(f)
	}
	return aside, caller.end(s.translate(own))
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
	if runtime.GOOS == "windows" { // where an open file keeps the name that it has
		h.close()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	deadline := time.Now().Add(s.timeout)
	for {
		aside, err = s.takePlace(f.Name(), deadline)
		if !errors.Is(err, errReplaced) || !time.Now().Before(deadline) {
			return aside, err
		}
	}
}

// prepare looks through what is to be restored, opens it, and brings it up to date.
func (s *Store) prepare(f *os.File) (*handle, error) {
	if info, err := f.Stat(); err != nil || info.Size() == 0 {
		return nil, errors.Join(err, s.fail(checks.CodeEmptyFile, nil))
	}
	d, err := s.examine(f)
	if err == nil && d.IsDamaged() {
		first := d.Findings[0]
		err = broken("%s at %s: %w", first.Kind, first.Where, first.Err)
	}
	if err != nil {
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

// takePlace gives a file the name of the present one, under the lock of that one and after it was kept. It fails with errReplaced
// where somebody else was faster.
func (s *Store) takePlace(from string, deadline time.Time) (aside string, err error) {
	f, err := s.acquire(true, deadline)
	switch {
	case errors.Is(err, errMissing):
		if err = claim(from, s.path); errors.Is(err, fs.ErrExist) {
			err = errReplaced
		}
		return "", err
	case checks.CodeOf(err) == checks.CodeEmptyFile: // nobody writes there
		aside, err = s.keepAside()
	case err == nil:
		h, failed := openBolt(f, true, deadline)
		if failed != nil {
			h = &handle{file: f}
		}
		defer h.close()
		if aside, err = s.keepPresent(h, failed); runtime.GOOS == "windows" {
			h.close()
		}
	}
	if err != nil {
		return "", err
	}
	if err = s.replace(from, s.path); err != nil {
		s.putBack(aside)
	}
	return aside, err
}

// keepPresent keeps the present file, which could be opened or ended in err: as a backup where it is whole.
func (s *Store) keepPresent(h *handle, err error) (aside string, _ error) {
	if err == nil {
		err = h.guard(func() error {
			return h.db.View(func(tx *bolt.Tx) error {
				r := &reading{from: h, tx: tx, pages: h.pages}
				if err := s.sound(r); err != nil {
					return err
				}
				made, err := s.backUp(r, ForRestore)
				aside = made.Path
				return err
			})
		})
	}
	if checks.CodeOf(s.translate(err)) == checks.CodeDamaged || errors.Is(err, berrors.ErrInvalid) && isBlank(h.file) {
		return s.keepAside()
	}
	return aside, err
}

// putBack undoes [Store.keepAside] where the file's place was not taken.
func (s *Store) putBack(aside string) {
	there, missing := os.Lstat(s.path)
	kept, err := os.Lstat(aside)
	switch {
	case err != nil:
	case errors.Is(missing, fs.ErrNotExist):
		_ = replace(aside, s.path)
	case missing == nil && os.SameFile(there, kept):
		_ = os.Remove(aside)
	}
}

// isBlank tells whether a file holds nothing but zeros, as a system may leave it that lost its power.
func isBlank(f *os.File) bool {
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
