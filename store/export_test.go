package store

import (
	"bytes"
	"io"
	"os"
	"syscall"

	bolt "go.etcd.io/bbolt"
)

// WithCommit puts commit in place of bbolt's.
func WithCommit(commit func(*bolt.Tx) error) Option {
	return func(s *Store) { s.commit = commit }
}

// WithReplace puts replace in place of the one that gives a rewritten file its name.
func WithReplace(replace func(from, to string) error) Option {
	return func(s *Store) { s.replace = replace }
}

// WithReader puts another one in place of the file that is read.
func WithReader(reader func(*os.File) io.ReaderAt) Option {
	return func(s *Store) { s.reader = reader }
}

// Lock locks a file that was opened at the path of the store.
func (s *Store) Lock(f *os.File) error { return s.lock(f, false) }

// WithNonce lets all files be the same to the byte.
func WithNonce(s *Store) { s.nonce = func() uint64 { return 7 } }

// WithoutLinks is a store on a file system without hard links.
func WithoutLinks(s *Store) {
	s.link = func(from, to string) error { return &os.LinkError{Op: "link", Old: from, New: to, Err: syscall.EPERM} }
}

// WithoutOrder is a file as it is put aside: without earlier states of unfinished runs.
func WithoutOrder(file []byte) []byte {
	file = bytes.Clone(file)
	forgetOrder(file)
	return file
}

// Seal puts an envelope around a record.
func Seal(bucket, key string, version uint64, body any) ([]byte, error) {
	rec, err := newRecord(bucket, key, version, body)
	return rec.envelope, err
}

// Open takes it away.
func Open(v []byte) (version uint64, body []byte, err error) {
	rec, err := open(v)
	return rec.version, rec.body, err
}
