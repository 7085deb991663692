package shell

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/settings"
)

// The editor is a program of somebody else's: it is not told the passphrase.
func TestTheLastOfSeveralVariablesCountsAndTheEnvironmentGoesOnWithoutSome(t *testing.T) {
	e := Env{Environ: []string{"LANG=en", "LANGUAGE=x", PassphraseVariable + "=correct horse", "LANG=de"}}
	if got := e.Getenv("LANG"); got != "de" {
		t.Errorf("LANG is %q", got)
	}
	if got := e.Getenv("LC_ALL"); got != "" {
		t.Errorf("LC_ALL is %q", got)
	}
	if got := e.without(PassphraseVariable); !slices.Equal(got, []string{"LANG=en", "LANGUAGE=x", "LANG=de"}) {
		t.Errorf("the environment is %q", got)
	}
}

func TestTheUsualPlaceIsThatOfTheSystem(t *testing.T) {
	for _, c := range []struct {
		system  string
		environ []string
		want    string
	}{
		{"linux", []string{"HOME=/home/ann"}, "/home/ann/.local/share"},
		{"linux", []string{"HOME=/home/ann", "XDG_DATA_HOME=/data"}, "/data"},
		{"linux", []string{"HOME=/home/ann", "XDG_DATA_HOME=relative"}, "/home/ann/.local/share"},
		{"freebsd", []string{"HOME=/home/ann"}, "/home/ann/.local/share"},
		{"darwin", []string{"HOME=/Users/ann"}, "/Users/ann/Library/Application Support"},
		{"darwin", []string{"HOME=/Users/ann", "XDG_DATA_HOME=/data"}, "/data"},
		{"windows", []string{"LOCALAPPDATA=C:/ann/Local", "USERPROFILE=C:/ann"}, "C:/ann/Local"},
		{"windows", []string{"USERPROFILE=C:/ann"}, "C:/ann/AppData/Local"},
		{"windows", []string{"USERPROFILE=C:/ann", "XDG_DATA_HOME=/data"}, "/data"},
	} {
		if got := dataHome(c.system, Env{Environ: c.environ}.Getenv); filepath.ToSlash(got) != c.want && filepath.IsAbs("/data") {
			t.Errorf("%s with %q: %s", c.system, c.environ, got)
		}
	}
}

func TestTheCallThatIsPrintedMeansTheSameInAShell(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("it has other shells")
	}
	for sign := ' '; sign < 0x7f; sign++ {
		db := "run" + string(sign) + "s.db"
		read, err := exec.Command("sh", "-c", "set -- "+(&Shell{Flags: Globals{DB: db}}).Call()+`; printf %s "$3"`).Output()
		if string(read) != db || err != nil {
			t.Errorf("%s is read as %s, %v", db, read, err)
		}
	}
}

func TestASignForTheUsersFolderThatNoShellReadMeansThatFolder(t *testing.T) {
	home := t.TempDir()
	key := map[bool]string{true: "USERPROFILE=", false: "HOME="}[runtime.GOOS == "windows"]
	known, unknown := Env{Dir: "/work", Environ: []string{key + home}}, Env{Dir: "/work", Environ: []string{"HOME=relative"}}
	for typed, want := range map[string]string{
		"~/a.db": filepath.Join(home, "a.db"), "~": home,
		"~ann/a.db": filepath.Join("/work", "~ann/a.db"), "a/~/b.db": filepath.Join("/work", "a/~/b.db"),
	} {
		if got := known.Absolute(typed); got != want {
			t.Errorf("%s is %s, not %s", typed, got, want)
		}
	}
	for typed, want := range map[string]string{"~/a.db": "", "a.db": filepath.Join("/work", "a.db"), "": ""} {
		s := &Shell{Env: unknown, Flags: Globals{DB: typed}}
		if got := s.Location().Path; got != want && runtime.GOOS != "windows" {
			t.Errorf("without a home folder %q is %q, not %q", typed, got, want)
		}
	}
}

// nothing is what a database remembers of which nothing is set.
func nothing() checks.Settings { return checks.Settings{} }

func TestWhatIsAskedForCountsMoreThanWhatIsRememberedAndThatMoreThanWhatIsFound(t *testing.T) {
	for environ, c := range map[string]struct {
		option string
		theme  [2]string
		signs  [2]string
	}{
		"":                                      {"", [2]string{"dark", "setting"}, [2]string{"unicode", "setting"}},
		"EMPTYCHAIR_THEME=light TERM=linux":     {"", [2]string{"light", themeVariable}, [2]string{"unicode", "setting"}},
		"EMPTYCHAIR_THEME=light LANG=C":         {"plain", [2]string{"plain", "--theme"}, [2]string{"unicode", "setting"}},
		"EMPTYCHAIR_THEME=x EMPTYCHAIR_ASCII=1": {"", [2]string{"dark", "setting"}, [2]string{"ascii", asciiVariable}},
	} {
		s := &Shell{Env: Env{Environ: strings.Fields(environ)}, Flags: Globals{Theme: c.option}}
		s.Remembered = func() checks.Settings { return checks.Settings{Theme: "dark", Signs: "unicode"} }
		for name, want := range map[string][2]string{settings.Theme: c.theme, settings.Signs: c.signs} {
			if code, by := s.Setting(name); code != want[0] || by != want[1] {
				t.Errorf("%s: the %s is %s by %q, not %v", environ, name, code, by, want)
			}
		}
	}
}

func TestAVariableSaysWhetherTheTerminalIsDark(t *testing.T) {
	for value, want := range map[string][2]bool{
		"15;0": {true, true}, "0;15": {false, true}, "0;default;15": {false, true}, "7;8": {true, true}, "0;7": {false, true},
		"": {}, "default;default": {}, "0;16": {}, "15;-1": {},
	} {
		s := &Shell{Env: Env{Environ: []string{"COLORFGBG=" + value}}}
		if dark, ok := s.DarkByVariable(); [2]bool{dark, ok} != want {
			t.Errorf("%q: %v, %v", value, dark, ok)
		}
	}
}

func TestOnlySignsThatTheTerminalCanShowAreDrawn(t *testing.T) {
	for environ, c := range map[string]struct {
		ascii   bool
		why     string
		charset string // other letters than those of UTF-8
	}{
		"":                                {},
		"LANG=de_AT.UTF-8":                {},
		"LANG=C.utf8 LC_CTYPE=":           {},
		"LANG=de":                         {},
		"LANG=C":                          {true, "LANG=C", ""},
		"LANG=de_DE.UTF-8 LC_ALL=POSIX":   {true, "LC_ALL=POSIX", ""},
		"LANG=C LC_CTYPE=en_US.UTF-8":     {},
		"LANG=de_DE.ISO-8859-1":           {true, "LANG=de_DE.ISO-8859-1", "ISO-8859-1"},
		"LC_CTYPE=de_DE.ISO-8859-15@euro": {true, "LC_CTYPE=de_DE.ISO-8859-15@euro", "ISO-8859-15"},
		"TERM=linux LANG=en_US.UTF-8":     {true, "TERM=linux", ""},
		"TERM=linux EMPTYCHAIR_ASCII=no":  {true, "TERM=linux", ""},
		"TERM=linux EMPTYCHAIR_ASCII=0":   {false, asciiVariable, ""},
		"EMPTYCHAIR_ASCII=true":           {true, asciiVariable, ""},
	} {
		s := &Shell{Env: Env{Environ: strings.Fields(environ)}, Remembered: nothing}
		if ascii, why := s.Signs(); ascii != c.ascii || why != c.why || s.Charset() != c.charset {
			t.Errorf("%s: %v, %q, %q", environ, ascii, why, s.Charset())
		}
	}
}

func TestEveryMistakeInACallIsNamed(t *testing.T) {
	for call, want := range map[string]string{
		"":                              "",
		"runs --team x --ascii":         "",
		"runs --ascii=false --team=":    "cli.error.empty",
		"runs --foo":                    "cli.error.option",
		"runs -x":                       "cli.error.option",
		"runs --team x --foo=y --team":  "cli.error.option",
		"--foo":                         "cli.error.option",
		"runs ---team x":                "cli.error.option",
		"runs --team":                   "cli.error.no-value",
		"--lang":                        "cli.error.no-value",
		"runs --ascii=perhaps":          "cli.error.value",
		"--ascii=perhaps runs":          "cli.error.value",
		"runs --team --foo --ascii=x":   "cli.error.value",
		"runs -- --foo":                 "cli.error.too-many",
		"rnus":                          "cli.error.command",
		"rnus --foo":                    "cli.error.command",
		"stories --foo":                 "cli.error.option",
		"stories lsit":                  "cli.error.member",
		"stories lsit a --foo":          "cli.error.member",
		"stories --team x list":         "cli.error.options-first",
		"stories list --team":           "cli.error.no-value",
		"help stories lsit":             "cli.error.member",
		"runs --color=pink":             "cli.error.choice",
		"runs --team x --lang=tlh":      "cli.error.choice",
		"stories list a --ascii --team": "cli.error.no-value",
	} {
		var team string
		done := func([]string) error { return nil }
		s := &Shell{Env: Env{Args: append([]string{"emptychair"}, strings.Fields(call)...), Now: time.Now}, Remembered: nothing, Before: func(string) error { return nil }}
		err := s.Run(done, Group("all",
			s.Command("runs", nil, []cli.Flag{Line("team", &team)}, done),
			s.Family("stories", s.Command("stories list", nil, []cli.Flag{Line("team", &team)}, done)),
			s.Command("help", []string{"[COMMAND]" + More}, nil, func(args []string) error { return s.PrintHelp(strings.Join(args, " ")) })))
		if got := problemOf(err); got != want {
			t.Errorf("%q: %q, not %q (%v)", call, got, want, err)
		}
	}
}
