package main

import (
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/oklog/ulid/v2"
)

// env is all that lies outside the program.
type env struct {
	args    []string // the program's own name first
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
	environ []string         // as KEY=value
	dir     string           // where relative paths begin, "" for the folder of the process
	now     func() time.Time // in the user's zone
	newID   func() string    // never the same twice, and later ones sort behind earlier ones

	lockWait   time.Duration // how long it waits for a database that another program holds
	scryptWork int           // how hard passphrases are made to guess
}

// system is the env of a program that somebody called.
func system() env {
	return env{
		args: os.Args, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ(),
		now: time.Now, newID: newIDs(time.Now), lockWait: lockWait, scryptWork: scryptWork,
	}
}

// getenv returns the value of an environment variable; of several the last one counts.
func (e env) getenv(key string) string {
	for _, entry := range slices.Backward(e.environ) {
		if k, v, _ := strings.Cut(entry, "="); k == key {
			return v
		}
	}
	return ""
}

// absolute makes a path independent of the folder the program was called in, where that is known. No path stays none.
func (e env) absolute(path string) string {
	if path == "" {
		return ""
	}
	if e.dir != "" && !filepath.IsAbs(path) {
		return filepath.Join(e.dir, path)
	}
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// withoutPassphrase is the environment of other programs: the passphrase is no matter of theirs.
func (e env) withoutPassphrase() []string {
	return slices.DeleteFunc(slices.Clone(e.environ), func(entry string) bool {
		return strings.HasPrefix(entry, passphraseVariable+"=")
	})
}

// isTerminal tells whether a stream is a terminal, whatever that can do.
func (e env) isTerminal(stream any) bool {
	f, ok := stream.(term.File)
	return ok && term.IsTerminal(f.Fd())
}

// newIDs returns a source of ULIDs. It may be called from several goroutines.
func newIDs(now func() time.Time) func() string {
	entropy := &ulid.LockedMonotonicReader{MonotonicReader: ulid.Monotonic(rand.Reader, 0)}
	return func() string {
		return ulid.MustNew(ulid.Timestamp(now()), entropy).String()
	}
}
