package store

import bolt "go.etcd.io/bbolt"

// WithCommit puts commit in place of bbolt's.
func WithCommit(commit func(*bolt.Tx) error) Option {
	return func(s *Store) { s.commit = commit }
}

// WithStep is a program with one migration more.
func WithStep(program string, migrate func(*bolt.Tx) error) Option {
	return func(s *Store) { s.steps = append(s.steps[:len(s.steps):len(s.steps)], step{program, migrate}) }
}

// Seal and Unseal are what stands around a record.
var (
	Seal   = seal
	Unseal = unseal
)
