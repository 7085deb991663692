package shell

import (
	"cmp"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
)

// Shell is one call of the program as a command line.
type Shell struct {
	Env
	Flags      Globals
	Root       *cli.Command      // of the tree of commands
	Remembered func() string     // returns the language that the database remembers, "" for none; asked where no option names one
	Version    func() error      // prints which program this is
	Before     func(call string) // is told which command is about to act

	printer *lang.Printer // set as soon as something is said
}

// Printer returns the printer in the user's language and signs.
func (s *Shell) Printer() *lang.Printer {
	if s.printer == nil {
		remembered := ""
		if s.Flags.Lang == "" {
			remembered = s.Remembered()
		}
		s.printer = lang.New(s.Language(remembered))
		if s.Flags.ASCII {
			s.printer = s.printer.ASCII()
		}
	}
	return s.printer
}

// Language returns the code of the language of this call.
func (s *Shell) Language(remembered string) string {
	return lang.Choose(s.Flags.Lang, remembered, s.Getenv)
}

// ReportOptions say how this call prints.
func (s *Shell) ReportOptions() report.Options {
	return report.Options{Printer: s.Printer(), Location: s.Now().Location(), Bold: s.hasColour(s.Stdout)}
}

// Call is how the program is called for the same database.
func (s *Shell) Call() string {
	if s.Flags.DB == "" {
		return "emptychair"
	}
	db := checks.CleanLine(s.Flags.DB)
	if strings.ContainsAny(db, " '\"$\\") {
		db = "'" + strings.ReplaceAll(db, "'", `'\''`) + "'"
	}
	return "emptychair --db " + db
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

// Location returns where the database of this call is: --db, EMPTYCHAIR_DB, the usual place of the system.
func (s *Shell) Location() Location {
	if s.Flags.DB != "" {
		return Location{s.Absolute(s.Flags.DB), FromOption}
	}
	if path := s.Getenv("EMPTYCHAIR_DB"); path != "" {
		return Location{s.Absolute(path), FromEnvironment}
	}
	return Location{s.Absolute(filepath.Join(dataHome(runtime.GOOS, s.Getenv), "emptychair", "emptychair.db")), FromDefault}
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
