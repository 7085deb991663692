package store

import (
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// LockWait is how long an operation waits for another program's lock where [WithLockWait] says nothing else. What that does with the file
// takes milliseconds: whoever waits longer waits for something that hangs.
const LockWait = 2 * time.Second

// What people say in a check is for their eyes only.
const (
	fileMode   = 0o600
	folderMode = 0o700
)

// Store keeps runs, stories and actions in a file. Its methods may be called from several goroutines.
type Store struct {
	path    string
	check   checks.Check
	timeout time.Duration
	now     func() time.Time
	commit  func(*bolt.Tx) error
	replace func(from, to string) error
	link    func(from, to string) error
	nonce   func() uint64
	reader  func(*os.File) io.ReaderAt

	// mu lets the goroutines of one program wait for each other without polling the file lock.
	mu      sync.RWMutex
	written bool     // something was, so what an earlier program left is swept
	unsure  *writing // the last one of which nobody knows whether it is in the file
	closed  bool     // nothing is saved or deleted any more

	draftMu   sync.Mutex
	drafts    map[string]string // what is being typed outside runs, by its place; nil once the store is closed
	draftFile *os.File          // locked, nil where there are none

	seen     atomic.Bool // there was a file
	hiddenMu sync.Mutex
	hidden   map[string]bool // names of records that were met and cannot be read
}

// Option changes how a store works.
type Option func(*Store)

// WithLockWait sets how long an operation waits for the file before it fails with [checks.CodeBusy].
func WithLockWait(d time.Duration) Option {
	return func(s *Store) { s.timeout = d }
}

// WithClock puts another clock in place of the system's. Backups and files that are put aside are named by it.
func WithClock(now func() time.Time) Option {
	return func(s *Store) { s.now = now }
}

// New returns the store in the file at path, or in the one to which a link there leads, for runs of the check and what belongs to them. It
// does not touch the file.
func New(path string, check checks.Check, opts ...Option) *Store {
	s := &Store{
		path: followed(path), check: check, timeout: LockWait, now: time.Now, commit: (*bolt.Tx).Commit, replace: os.Rename, link: os.Link,
		nonce: rand.Uint64, reader: func(f *os.File) io.ReaderAt { return f }, hidden: map[string]bool{}, drafts: map[string]string{},
	}
	for _, o := range opts {
		o(s)
	}
	return s
}

// Close waits for the save or the deletion that is under way, and lets all later ones fail: the file can be removed, and nothing
// brings it back.
func (s *Store) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.closeDrafts()
}

// followed returns where a link at a path leads, so that what is written beside the file is beside that; the path where there is none, or
// nothing at its end.
func followed(path string) string {
	if info, err := os.Lstat(path); err == nil && info.Mode()&os.ModeSymlink != 0 {
		if target, err := filepath.EvalSymlinks(path); err == nil {
			return target
		}
	}
	return path
}

// Path returns the path of the file: of a link to it, where that leads.
func (s *Store) Path() string { return s.path }

// BackupFolder returns the path of the folder in which backups are kept. It may not exist yet.
func (s *Store) BackupFolder() string { return s.path + ".backups" }

// schemaVersion is the schema version of the files that this program reads and writes.
const schemaVersion = 5

// Program returns which version this program is, as its build knows: of a release its tag, of any other commit the day and the commit, and
// "(devel)" where neither is known. Each new file says which program made it, for an older one that cannot read it.
func Program() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return ""
}

// SchemaVersion returns the schema version of the files that this program writes.
func SchemaVersion() int { return schemaVersion }

// earlierBucket is in the files of all earlier schemas.
const earlierBucket = "emptychair"

// schemaRecord says who can read the file. Its place and its envelope never change. Unknown fields are passed over.
type schemaRecord struct {
	Version int    `json:"version"`
	Program string `json:"program"`
}

// fileRecord is what is known of the file as a whole.
type fileRecord struct {
	checks.Settings
	Change  uint64 `json:"change"` // rises with every write
	Nonce   uint64 `json:"nonce"`  // of that write alone, so that whoever made it knows it again
	Records int    `json:"records"`
	Sum     uint64 `json:"sum"`   // over the checksums of all records, so that one that is missing or of earlier is noticed
	Team    string `json:"team"`  // used last; "" where nobody knows
	Sweep   bool   `json:"sweep"` // free pages still hold what should not stay there

	// Open: an unfinished run was saved, of which free pages may hold earlier states until whoever works on it leaves it.
	Open bool `json:"open,omitempty"`

	Synced uint64 `json:"synced,omitempty"` // number of the state that stands beside the file, see [Store.Replicate]
	Apart  int    `json:"apart,omitempty"`  // records that were changed apart, by that state
}

// count adds a record to the sum and to the number of records, or takes it away where n is -1.
func (f *fileRecord) count(v []byte, n int) {
	f.Records += n
	f.Sum += uint64(n) * sumOf(v)
}

// refuse returns what is wrong with a record that could not be read back.
func (s *Store) refuse(rec checks.Record) error {
	if list := rec.Problems(s.check); len(list) > 0 {
		return list[0].Err
	}
	return nil
}

// Contents says what a file holds, in figures.
type Contents struct {
	Schema int `json:"schema"` // version, 0 where it cannot be read
	Counts
	Unfinished int        `json:"unfinished"` // of the runs
	Between    int        `json:"-"`          // of the actions, those that were made between runs
	Teams      []string   `json:"teams"`      // by name
	Latest     *time.Time `json:"latest"`     // when the latest run was finished, nil where none was
}

// count counts a record.
func (c *Contents) count(rec checks.Record) {
	c.Add(rec)
	switch rec := rec.(type) {
	case checks.Run:
		if !rec.IsFinished() {
			c.Unfinished++
		} else if c.Latest == nil || rec.Finished.After(*c.Latest) {
			c.Latest = &rec.Finished
		}
	case checks.Action:
		c.Between++
	case checks.Marks:
		return
	}
	_, key := placeOf(rec)
	if at, found := slices.BinarySearch(c.Teams, teamIn(key)); !found {
		c.Teams = slices.Insert(c.Teams, at, teamIn(key))
	}
}

// Counts is how many records of each kind there are. Actions are those of runs and those between runs.
type Counts struct {
	Runs    int `json:"runs"`
	Actions int `json:"actions"`
	Stories int `json:"stories"`
}

// Add counts a record.
func (c *Counts) Add(rec checks.Record) {
	switch rec := rec.(type) {
	case checks.Run:
		c.Runs++
		c.Actions += len(rec.Actions)
	case checks.Action:
		c.Actions++
	case checks.Story:
		c.Stories++
	}
}
