package shell

import (
	"cmp"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/oklog/ulid/v2"
	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/checks/settings"
	"emptychair/store"
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
	Pressed func() time.Time // when a key is pressed; Now may stand

	LockWait   time.Duration // how long it waits for a database that another program holds
	Patience   time.Duration // how long a program that was asked to end may take for its last save
	ScryptWork int           // how hard passphrases are made to guess
	Alone      bool          // no other call is in this process, whose memory it may save
}

// System is the Env of a program that somebody called.
func System() Env {
	return Env{
		Args: os.Args, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Environ: os.Environ(),
		Now: time.Now, NewID: func() string { return ulid.Make().String() }, Pressed: time.Now, LockWait: store.LockWait, Patience: 5 * time.Second, ScryptWork: scryptWork, Alone: true,
	}
}

// Lookup returns the value of an environment variable, and whether it is set; of several the last one counts.
func (e Env) Lookup(key string) (value string, set bool) {
	for _, entry := range slices.Backward(e.Environ) {
		if k, v, _ := strings.Cut(entry, "="); k == key {
			return v, true
		}
	}
	return "", false
}

// Getenv returns the value of an environment variable, "" for one that is not set.
func (e Env) Getenv(key string) string {
	value, _ := e.Lookup(key)
	return value
}

// Absolute makes a path independent of the folder the program was called in, where that is known. A "~/" that no shell has read, as in
// --db=~/x.db, is the user's folder. No path stays none.
func (e Env) Absolute(path string) string {
	if path == "" {
		return ""
	}
	if below, ok := belowHome(path); ok && e.Home() != "" {
		return filepath.Join(e.Home(), below)
	}
	if e.Dir != "" && !filepath.IsAbs(path) {
		return filepath.Join(e.Dir, path)
	}
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// belowHome returns what stands behind the sign of the user's folder, where a path begins with that.
func belowHome(path string) (below string, ok bool) {
	below, ok = strings.CutPrefix(path, "~")
	return below, ok && (below == "" || os.IsPathSeparator(below[0]))
}

// Home returns the user's folder, "" where nothing says which that is.
func (e Env) Home() string {
	dir := e.Getenv("HOME")
	if runtime.GOOS == "windows" {
		dir = cmp.Or(e.Getenv("USERPROFILE"), dir)
	}
	if !filepath.IsAbs(dir) {
		return ""
	}
	return dir
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
	signal.Notify(c, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	return c, func() { signal.Stop(c) }
}

// OutlastPipes ignores SIGPIPE until stop is called: a write to a closed pipe fails, and does not end the program.
func OutlastPipes() (stop func()) {
	signal.Ignore(syscall.SIGPIPE)
	return func() { signal.Reset(syscall.SIGPIPE) }
}

// Shell is one call of the program as a command line.
type Shell struct {
	Env
	Flags      Globals
	Root       *cli.Command                                 // of the tree of commands
	Remembered func() checks.Settings                       // returns what the database remembers
	Version    func() error                                 // prints which program this is
	Before     func(call string) error                      // is told which command is about to act
	Keys       func(each func(where string, keys []string)) // hands over the keys of each part of the program, and what they do
	Values     func(name string) [][2]string                // returns what an option or argument may be, and what that is

	printer *lang.Printer // set as soon as something is said
	toFile  bool          // what is printed goes into a file
}

// Printer returns the printer in the user's language and signs.
func (s *Shell) Printer() *lang.Printer {
	if s.printer == nil {
		said, remembered := s.Settings(), s.Remembered()
		s.printer = lang.New(said.Code(settings.Language, remembered))
		if said.Code(settings.Signs, remembered) == settings.ASCII {
			s.printer = s.printer.ASCII()
		}
	}
	return s.printer
}

// ReportOptions say how this call prints.
func (s *Shell) ReportOptions() report.Options {
	o := report.Options{Printer: s.Printer(), Location: s.Now().Location(), Today: checks.DayOf(s.Now()), Year: s.Remembered().Year, Plain: s.IsPlain(), Whole: true}
	if s.toFile {
		o.Bold = s.hasColour(nil) && !o.Plain
		return o
	}
	o.Bold, o.Width, o.Whole = s.hasColour(s.Stdout) && !o.Plain, s.width(), !s.IsTerminal(s.Stdout)
	return o
}

// Call is how the program is called for the same database.
func (s *Shell) Call() string {
	if s.Flags.DB == "" {
		return "emptychair"
	}
	return "emptychair --db " + report.Argument(checks.CleanLine(s.Flags.DB))
}

// Location is where the database is, and what says so.
type Location struct {
	Path   string
	Source string
}

// What can say where the database is.
const (
	FromOption      = "option"
	FromEnvironment = "environment"
	FromDefault     = "default"
)

// Location returns where the database of this call is: --db, EMPTYCHAIR_DB, the usual place of the system. The path is empty where that
// lies in the user's folder, and nothing says which that is.
func (s *Shell) Location() Location {
	path, source := s.Flags.DB, FromOption
	if path == "" {
		path, source = s.Getenv("EMPTYCHAIR_DB"), FromEnvironment
	}
	if path == "" {
		path, source = filepath.Join(dataHome(runtime.GOOS, s.Getenv), "emptychair", "emptychair.db"), FromDefault
	}
	_, below := belowHome(path)
	if s.Home() == "" && (below || source == FromDefault && !filepath.IsAbs(path)) {
		return Location{"", source}
	}
	return Location{s.Absolute(path), source}
}

// dataHome returns the folder in which programs keep the data of this user on a system.
func dataHome(system string, getenv func(string) string) string {
	if dir := getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	switch system {
	case "windows":
		return cmp.Or(getenv("LOCALAPPDATA"), filepath.Join(getenv("USERPROFILE"), "AppData", "Local"))
	case "darwin":
		return filepath.Join(getenv("HOME"), "Library", "Application Support")
	}
	return filepath.Join(getenv("HOME"), ".local", "share")
}
