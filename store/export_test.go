package store

import (
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

// WithoutLinks is a store on a file system without hard links, and with rename in place of the system's.
func WithoutLinks(rename func(from, to string) error) Option {
	return func(s *Store) {
		s.link = func(from, to string) error { return &os.LinkError{Op: "link", Old: from, New: to, Err: syscall.EPERM} }
		s.rename = rename
	}
}

// WithPiece sets how many records a transaction of a merge takes.
func WithPiece(n int) Option {
	return func(s *Store) { s.piece = n }
}

// InPlace makes merges in one transaction of bbolt's, as on systems where an open file cannot be replaced.
func InPlace(s *Store) { s.inPlace = true }

// Rewrite rewrites the file as after a deletion, and tells whether a panic was met, after which nothing is closed through bbolt.
func Rewrite(s *Store) (panicked bool, err error) {
	h, err := s.open(true)
	if err != nil {
		return false, err
	}
	defer h.close()
	err = s.compact(h)
	return h.panicked, err
}

// WithStep is a program with one migration more.
func WithStep(program string, migrate func(*bolt.Tx) error) Option {
	return func(s *Store) {
		s.steps = append(s.steps[:len(s.steps):len(s.steps)], step{program, func(w *writing) error { return migrate(w.tx) }})
	}
}

// Seal and Unseal are what stands around a record.
var (
	Seal   = seal
	Unseal = unseal
)
