package store

import (
	"os"
	"runtime"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// defaultTimeout is how long an operation waits for another program's to end. Operations take milliseconds: whoever waits
// longer than this waits for something that hangs.
const defaultTimeout = 2 * time.Second

// Store keeps runs, stories and actions in a file. Its methods may be called from several goroutines.
type Store struct {
	path    string
	check   checks.Check
	timeout time.Duration
	steps   []step
	now     func() time.Time
	commit  func(*bolt.Tx) error
	replace func(from, to string) error
	link    func(from, to string) error
	rename  func(from, to string) error // where link cannot
	piece   int                         // how many records a transaction of a change in pieces takes
	inPlace bool                        // a merge cannot take a file's place with a changed copy of it

	// mu lets the goroutines of one program wait for each other without polling the file lock.
	mu    sync.RWMutex
	stuck bool // the last try to sweep did not work
}

// Option changes how a store works.
type Option func(*Store)

// WithTimeout sets how long an operation waits for the file before it fails with [checks.CodeBusy].
func WithTimeout(d time.Duration) Option {
	return func(s *Store) { s.timeout = d }
}

// WithClock puts another clock in place of the system's. Backups and files that are put aside are named by it.
func WithClock(now func() time.Time) Option {
	return func(s *Store) { s.now = now }
}

// New returns the store in the file at path for runs of the check and what belongs to them. It does not touch the file.
func New(path string, check checks.Check, opts ...Option) *Store {
	s := &Store{
		path: path, check: check, timeout: defaultTimeout, steps: steps, now: time.Now, commit: (*bolt.Tx).Commit, replace: replace,
		link: os.Link, rename: os.Rename, piece: usualPiece, inPlace: runtime.GOOS == "windows", // where an open file cannot be replaced
	}
	for _, o := range opts {
		o(s)
	}
	return s
}

// Path returns the path of the file.
func (s *Store) Path() string { return s.path }
