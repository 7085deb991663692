package store

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"

	"emptychair/checks"
)

// What an operation meets on the way and deals with itself.
var (
	errMissing  = errors.New("no such file")
	errReplaced = errors.New("the file was replaced while waiting for it")
	errOlder    = errors.New("the file has an older schema")
	errNotThere = errors.New("the change is not in the file")
	errNoChange = errors.New("there is nothing to write")
	errInUse    = errors.New("an open file cannot be replaced on this system")
)

// commitError is an error of a commit: whether the transaction is in the file is not known.
type commitError struct {
	err    error
	leaves residue // where it is
}

func (e *commitError) Error() string { return "commit: " + e.err.Error() }
func (e *commitError) Unwrap() error { return e.err }

// damaged says that a record is not what was written. The name comes from the file too, so it is made fit to show.
func damaged(bucket string, key []byte, err error) error {
	return &checks.Error{Code: checks.CodeDamaged, Subject: placeName(bucket, key), Err: err}
}

// placeName is the name of a record as it can be shown, that of the bucket where there is no key.
func placeName(bucket string, key []byte) string {
	if len(key) == 0 {
		return checks.CleanLine(bucket)
	}
	return checks.CleanLine(bucket) + "/" + recordName(bucket, key)
}

// isRecord tells whether an error says that one record is damaged, and so nothing of those around it.
func isRecord(err error) bool {
	var ours *checks.Error
	return errors.As(err, &ours) && ours.Code == checks.CodeDamaged && ours.Subject != ""
}

func recordName(bucket string, key []byte) string {
	switch bucket {
	case indexBucket, openBucket:
		if id, ok := indexedID(key); ok {
			return checks.CleanLine(id)
		}
	case storiesBucket, followedBucket:
		if _, _, id, ok := splitStoryKey(key); ok {
			return checks.CleanLine(id)
		}
	}
	return checks.CleanLine(strings.ReplaceAll(string(key), sep, "/"))
}

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
		if ours.Subject == "" && ours.Code == checks.CodeDamaged {
			return s.fail(ours.Code, ours.Err)
		}
		return ours
	}
	return s.fail(codeOf(err), err)
}

func codeOf(err error) checks.Code {
	switch {
	case errors.Is(err, berrors.ErrTimeout), errors.Is(err, errReplaced):
		return checks.CodeBusy
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return checks.CodeDenied
	case isFull(err):
		return checks.CodeDiskFull
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch):
		return checks.CodeForeign
	case isBroken(err):
		return checks.CodeDamaged
	}
	return checks.CodeIO
}

// isBroken tells whether bbolt met what this package never writes.
func isBroken(err error) bool {
	return slices.ContainsFunc([]error{
		berrors.ErrChecksum, berrors.ErrKeyRequired, berrors.ErrKeyTooLarge, berrors.ErrValueTooLarge,
		berrors.ErrIncompatibleValue, berrors.ErrBucketNotFound, berrors.ErrBucketExists, berrors.ErrBucketNameRequired,
	}, func(target error) bool { return errors.Is(err, target) })
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

// broken is damage to the structure of the file; translate adds the path.
func broken(format string, args ...any) error {
	return &checks.Error{Code: checks.CodeDamaged, Err: fmt.Errorf(format, args...)}
}
