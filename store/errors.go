package store

import (
	"cmp"
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
	case errors.As(err, new(syscall.Errno)): // also where it is in the way of looking at a page
	case errors.Is(err, boltfile.ErrDamaged), errors.Is(err, berrors.ErrIncompatibleValue): // a bucket where a record should be
		return checks.CodeDamaged
	case errors.Is(err, berrors.ErrTimeout), errors.Is(err, errReplaced):
		return checks.CodeBusy
	case errors.Is(err, errMissing):
		return checks.CodeGone
	}
	return cmp.Or(SystemCode(err), checks.CodeIO)
}

// causes are what a system says of which each calls for something else. A file that may not grow has no room.
var causes = []struct {
	err  syscall.Errno
	code checks.Code
}{
	{syscall.EACCES, checks.CodeDenied},
	{syscall.EPERM, checks.CodeDenied},
	{syscall.EROFS, checks.CodeReadOnly},
	{syscall.ENOSPC, checks.CodeDiskFull},
	{syscall.EFBIG, checks.CodeDiskFull},
	{syscall.EDQUOT, checks.CodeQuota},
	{syscall.EMFILE, checks.CodeOpenFiles},
	{syscall.ENFILE, checks.CodeOpenFiles},
	{syscall.EIO, checks.CodeIO},
}

// SystemCode returns the code of what a system says, "" where that is none of those with words of their own. bbolt passes some of it on as
// text only.
func SystemCode(err error) checks.Code {
	if errors.Is(err, fs.ErrPermission) {
		return checks.CodeDenied
	}
	for _, c := range causes {
		if errors.Is(err, c.err) || strings.Contains(err.Error(), c.err.Error()) {
			return c.code
		}
	}
	return ""
}
