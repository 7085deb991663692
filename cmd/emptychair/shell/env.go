package shell

import (
	"crypto/rand"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/oklog/ulid/v2"
)

// Env is all that lies outside the program.
type Env struct {
	Args    []string // the program's own name first
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	Environ []string         // as KEY=value
	Dir     string           // where relative paths begin, "" for the folder of the process
	Now     func() time.Time // in the user's zone
	NewID   func() string    // never the same twice, and later ones sort behind earlier ones

	LockWait   time.Duration // how long it waits for a database that another program holds
	ScryptWork int           // how hard passphrases are made to guess
}

// lockWait is how long a call waits for a database that another program holds. Whoever waits longer waits for something that hangs.
const lockWait = 2 * time.Second

// System is the Env of a program that somebody called.
func System() Env {
	stdout := io.Writer(os.Stdout)
	if isClosed(os.Stdout) {
		stdout = closed{}
	}
	return Env{
		Args: os.Args, Stdin: os.Stdin, Stdout: stdout, Stderr: os.Stderr, Environ: os.Environ(),
		Now: time.Now, NewID: newIDs(time.Now), LockWait: lockWait, ScryptWork: scryptWork,
	}
}

// closed is the stdout of a program that was called without one.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, os.ErrClosed }

// Getenv returns the value of an environment variable; of several the last one counts.
func (e Env) Getenv(key string) string {
	for _, entry := range slices.Backward(e.Environ) {
		if k, v, _ := strings.Cut(entry, "="); k == key {
			return v
		}
	}
	return ""
}

// Absolute makes a path independent of the folder the program was called in, where that is known. No path stays none.
func (e Env) Absolute(path string) string {
	if path == "" {
		return ""
	}
	if e.Dir != "" && !filepath.IsAbs(path) {
		return filepath.Join(e.Dir, path)
	}
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// without returns the environment without some variables.
func (e Env) without(keys ...string) []string {
	return slices.DeleteFunc(slices.Clone(e.Environ), func(entry string) bool {
		key, _, _ := strings.Cut(entry, "=")
		return slices.Contains(keys, key)
	})
}

// IsTerminal tells whether a stream is a terminal, whatever that can do.
func (e Env) IsTerminal(stream any) bool {
	f, ok := stream.(term.File)
	return ok && term.IsTerminal(f.Fd())
}

// Signals returns the signals that end the program, until stop is called.
func Signals() (signals chan os.Signal, stop func()) {
	c := make(chan os.Signal, 2)
	signal.Notify(c, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return c, func() { signal.Stop(c) }
}

// newIDs returns a source of ULIDs. It may be called from several goroutines.
func newIDs(now func() time.Time) func() string {
	entropy := &ulid.LockedMonotonicReader{MonotonicReader: ulid.Monotonic(rand.Reader, 0)}
	return func() string {
		return ulid.MustNew(ulid.Timestamp(now()), entropy).String()
	}
}
