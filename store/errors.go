package store

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"

	"emptychair/checks"
	"emptychair/store/boltfile"
)

// What an operation meets on the way and deals with itself.
var (
	errMissing  = errors.New("no such file")
	errReplaced = errors.New("the file was replaced while waiting for it")
	errNotThere = errors.New("the change is not in the file")
	errNoChange = errors.New("there is nothing to write")
	errInUse    = errors.New("an open file cannot be replaced on this system")
)

// damaged says that a record is not what was written. The name comes from the file too, so it is made fit to show.
func damaged(bucket, key string, err error) error {
	return &checks.Error{Code: checks.CodeDamaged, Subject: placeName(bucket, key), Err: recordError{err}}
}

// recordError is what is wrong with one record, and says nothing of those around it.
type recordError struct{ error }

func (e recordError) Unwrap() error { return e.error }

func isRecord(err error) bool { return errors.As(err, new(recordError)) }

func notFound(id string) error {
	return &checks.Error{Code: checks.CodeNotFound, Subject: checks.CleanLine(id)}
}

func conflict(id string) error { return &checks.Error{Code: checks.CodeConflict, Subject: id} }

// fail is an error about the file as a whole.
func (s *Store) fail(c checks.Code, err error) error {
	return &checks.Error{Code: c, Subject: s.path, Err: err}
}

// translate turns whatever an operation met into a checks.Error.
func (s *Store) translate(err error) error {
	var ours *checks.Error
	if err == nil {
		return nil
	}
	if errors.As(err, &ours) {
		return ours
	}
	return s.fail(codeOf(err), err)
}

func codeOf(err error) checks.Code {
	switch {
	case errors.Is(err, boltfile.ErrDamaged), errors.Is(err, berrors.ErrIncompatibleValue): // a bucket where a record should be
		return checks.CodeDamaged
	case errors.Is(err, berrors.ErrTimeout), errors.Is(err, errReplaced):
		return checks.CodeBusy
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return checks.CodeDenied
	case isFull(err):
		return checks.CodeDiskFull
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch):
		return checks.CodeForeign
	}
	return checks.CodeIO
}

// isFull tells whether there is no room for a file to grow: no space, no quota, or a limit on its size. bbolt passes some of
// these on as text only.
func isFull(err error) bool {
	for _, full := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, full) || strings.Contains(err.Error(), full.Error()) {
			return true
		}
	}
	return false
}
