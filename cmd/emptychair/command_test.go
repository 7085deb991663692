package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // so that every machine knows the zone

	"github.com/rogpeppe/go-internal/testscript"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
	"emptychair/tui/theme"
)

func TestCommandsPrintWhatTheScriptsSay(t *testing.T) {
	t.Parallel()
	root := filepath.Join(os.TempDir(), "s") // whose name is so short that no line of a script breaks elsewhere
	must(t, os.MkdirAll(root, 0o700))
	t.Cleanup(func() { _ = os.RemoveAll(root) })
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		WorkdirRoot:         root,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("EMPTYCHAIR_DB", e.WorkDir+"/runs.db")
			e.Setenv("TERM", "xterm-256color")
			e.Setenv(quickExit())
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"seed": seed, "remember": remember, "halve": halve, "blank": blank, "spoil": spoil, "older": older, "hold": hold, "exits": exits,
			"clock": clock, "latin": latin, "emptychair": emptychair,
		},
	})
}

// seed fills the database with [seedRuns], or with what the demo shows in a language: seed [demo en].
func seed(ts *testscript.TestScript, _ bool, args []string) {
	s := store.New(ts.Getenv("EMPTYCHAIR_DB"), content.Check())
	if len(args) == 2 && args[0] == "demo" {
		ts.Check(fillDemo(s, args[1], time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)))
		return
	}
	ts.Check(saveInOrder(s, seedRuns()...))
}

// clock says when the program is called from now on: clock 2026-11-12T10:01.
func clock(ts *testscript.TestScript, _ bool, args []string) {
	_, err := time.Parse(clockLayout, args[0])
	ts.Check(err)
	ts.Setenv(clockVariable, args[0])
}

// remember makes a language the remembered one.
func remember(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(store.New(ts.Getenv("EMPTYCHAIR_DB"), content.Check()).ChangeSettings(func(s *checks.Settings) { s.Language = args[0] }))
}

// halve cuts the second half of a file off.
func halve(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(cutInHalf(ts.MkAbs(args[0])))
}

// spoil changes a byte of a text wherever it stands in a file.
func spoil(ts *testscript.TestScript, _ bool, args []string) {
	b := []byte(ts.ReadFile(args[0]))
	spoiled := bytes.ReplaceAll(b, []byte(args[1]), append([]byte("?"), args[1][1:]...))
	if bytes.Equal(b, spoiled) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), spoiled, 0o600))
}

// blank makes a file that holds nothing but zeros.
func blank(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), make([]byte, 1<<15), 0o600))
}

// older makes a database as the programs left it that were never released: older FILE.
func older(ts *testscript.TestScript, _ bool, args []string) {
	db, err := bolt.Open(ts.MkAbs(args[0]), 0o600, &bolt.Options{NoSync: true})
	ts.Check(err)
	ts.Check(db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte("emptychair"))
		if err != nil {
			return err
		}
		return b.Put([]byte("schema"), []byte(`{"version":4,"program":"0.4.0"}`))
	}))
	ts.Check(db.Close())
}

func cutInHalf(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return os.Truncate(path, min(info.Size()/2, 6*int64(os.Getpagesize()))) // a small one is written as far as the eighth page
}

// latin makes a file of a table as old spreadsheets save it, which is not in UTF-8: latin FILE.
func latin(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("date,team,item,step,count\n2026-05-12,M\xe4rkte,contact,4,2\n"), 0o600))
}

// hold keeps a database open until the script ends, as no program of ours does.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	db, err := bolt.Open(ts.MkAbs(args[0]), 0o600, nil)
	ts.Check(err)
	ts.Defer(func() { ts.Check(db.Close()) })
}

// scriptVariables are what the program looks at of a script's environment.
var scriptVariables = []string{
	"EMPTYCHAIR_DB", "EMPTYCHAIR_LANG", "EMPTYCHAIR_PASSPHRASE", "EMPTYCHAIR_ASCII", "EMPTYCHAIR_THEME", "HOME", "XDG_DATA_HOME", "LC_ALL", "LC_MESSAGES", "LANG", "TERM", "NO_COLOR",
	"FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "VISUAL", "EDITOR", clockVariable,
}

// callHere runs the program in this process, with the arguments and perhaps a file as its stdin: [args...] [< FILE].
func callHere(ts *testscript.TestScript, args []string) (code int) {
	var variables []string
	for _, key := range scriptVariables {
		variables = append(variables, key+"="+ts.Getenv(key))
	}
	e := emptyEnv(variables...)
	e.Stdout, e.Stderr, e.Dir = ts.Stdout(), ts.Stderr(), ts.MkAbs(".")
	if n := len(args) - 2; n >= 0 && args[n] == "<" {
		e.Stdin, args = strings.NewReader(ts.ReadFile(args[n+1])), args[:n]
	}
	e.Args = append([]string{"emptychair"}, args...)
	return run(e)
}

// emptychair runs the program, which must end well or, behind a "!", must not: emptychair [args...] [< FILE].
func emptychair(ts *testscript.TestScript, neg bool, args []string) {
	if code := callHere(ts, args); neg == (code == shell.ExitOK) {
		ts.Fatalf("exit code %d", code)
	}
}

// exits runs the program and holds its exit code: exits CODE [args...] [< FILE], or exits CODE exec PROGRAM [args...] for a process.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code, exit := 0, (*exec.ExitError)(nil)
	if len(args) < 2 || args[1] != "exec" {
		code = callHere(ts, args[1:])
	} else if err := ts.Exec(args[2], args[3:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if code != want {
		ts.Fatalf("exit code %d, not %d", code, want)
	}
}

func TestHelpVersionsAndErrorsWaitForNoLock(t *testing.T) {
	t.Parallel()
	path := seeded(t).Path()
	db, err := bolt.Open(path, 0o600, nil)
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	for _, command := range []string{"help", "version", "paths", "foo"} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			e := emptyEnv("LANG=de")
			e.LockWait = longEnough
			began := time.Now()
			c := called(e, "--db", path, command)
			if took := time.Since(began); took > longEnough/10 || c.stdout+c.stderr == "" {
				t.Errorf("it takes %v and says %q", took, c.stdout+c.stderr)
			}
		})
	}
}

// forgetful deletes a run and cannot take its text out of the file.
type forgetful struct{ database }

func (f forgetful) DeleteRun(id string) error {
	if err := f.database.DeleteRun(id); err != nil {
		return err
	}
	return &checks.Error{Code: checks.CodeTextRemains}
}

func TestARunWhoseTextRemainsIsDeletedAllTheSame(t *testing.T) {
	var out bytes.Buffer
	a := newApp(emptyEnv())
	a.Stdout, a.db, a.Flags.Lang = &out, forgetful{seeded(t)}, "en"
	err := a.runDelete("latest", confirmOptions{yes: true})
	if checks.CodeOf(err) != checks.CodeTextRemains || shell.ExitCode(err) != shell.ExitFailure {
		t.Errorf("error %v, exit code %d", err, shell.ExitCode(err))
	}
	if !strings.HasPrefix(out.String(), "Deleted: ") {
		t.Errorf("it says %q", &out)
	}
}

func TestPrintAndScreensDrawTheSameSigns(t *testing.T) {
	p, full, plain := lang.New("en").ASCII(), theme.Unicode, theme.ASCII
	pairs := map[string]string{
		full.Today: plain.Today, full.Earlier: plain.Earlier, full.Chair: plain.Chair, full.Before: plain.Before, full.After: plain.After,
		full.Bullet: plain.Bullet, full.Dash: plain.Dash,
		full.Ellipsis: plain.Ellipsis, " " + full.Dot + " ": " " + plain.Dot + " ",
	}
	for sign, want := range pairs {
		if got := p.Signs(sign); got != want {
			t.Errorf("%s is printed as %s and drawn as %s", sign, got, want)
		}
	}
}

func TestTheManualsCommandsDoWhatTheySay(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	for _, code := range lang.Codes {
		e, ran := emptyEnv("EMPTYCHAIR_DB=runs.db", "EMPTYCHAIR_LANG="+code), 0
		s := newStore(t)
		if err := fillDemo(s.Store, code, now); err != nil {
			t.Fatal(err)
		}
		e.Dir, e.Now = filepath.Dir(s.Path()), func() time.Time { return now }
		for line := range strings.SplitSeq(called(e, "help", "data").stdout, "\n") {
			command, ok := strings.CutPrefix(line, "  emptychair ")
			if !ok {
				continue
			}
			ran++
			if c := called(e, strings.Fields(command)...); c.code != shell.ExitOK {
				t.Errorf("%s: exit code %d\n%s", command, c.code, c.stderr)
			}
			if _, file, ok := strings.Cut(command, "-o "); ok {
				if info, err := os.Stat(filepath.Join(e.Dir, file)); err != nil || info.Size() == 0 {
					t.Errorf("%s: %v", command, err)
				}
			}
		}
		if ran < 10 {
			t.Errorf("%s: the manual has %d commands for data", code, ran)
		}
	}
}

// commandsNamed returns the commands that a page of help lists, as they are called, those of families too.
func commandsNamed(call string) (all []string) {
	list, _, _ := strings.Cut(called(emptyEnv(), strings.Fields("help "+call)...).stdout, "\nOptions ")
	for _, m := range regexp.MustCompile(`(?m)^  ([a-z]+)( \[COMMAND\])?( \[?[A-Z]+\]?(\.\.\.)?)*   `).FindAllStringSubmatch(list, -1) {
		name := strings.TrimSpace(call + " " + m[1])
		all = append(all, name)
		if m[2] != "" && m[1] != "help" && m[1] != "man" {
			all = append(all, commandsNamed(name)...)
		}
	}
	return all
}

func TestEveryPageOfHelpIsOneOfTheManualToo(t *testing.T) {
	t.Parallel()
	pages := append(append(topicsOfHelp, ""), commandsNamed("")...)
	if len(pages) < 50 {
		t.Fatalf("there are %d pages: %v", len(pages), pages)
	}
	mandoc, _ := exec.LookPath("mandoc")
	begins := regexp.MustCompile(`^\.TH EMPTYCHAIR[A-Z-]* 1 \d{4}-\d\d-\d\d emptychair\n\.SH (NAME|BEZEICHNUNG)\nemptychair[a-z\\-]* \\- .`)
	line := regexp.MustCompile(`^(\.(SH .+|PP|TP|IP .+|nf|fi)|[^.' ].*|  .*)$`)
	for _, code := range lang.Codes {
		for _, page := range pages {
			c := called(emptyEnv(), append([]string{"man", "--lang", code}, strings.Fields(page)...)...)
			_, body, _ := strings.Cut(c.stdout, "\n")
			if c.code != shell.ExitOK || !begins.MatchString(c.stdout) || strings.Count(body, ".nf\n") < strings.Count(body, ".fi\n") {
				t.Errorf("%s %q: exit code %d\n%s%s", code, page, c.code, c.stderr, c.stdout)
			}
			for l := range strings.Lines(body) {
				if l = strings.TrimSuffix(l, "\n"); !line.MatchString(l) {
					t.Errorf("%s %q: no line of a manual: %q", code, page, l)
				}
			}
			if mandoc == "" {
				continue
			}
			lint := exec.Command(mandoc, "-T", "lint")
			lint.Stdin = strings.NewReader(c.stdout)
			if said, err := lint.CombinedOutput(); err != nil || len(said) > 0 {
				t.Errorf("%s %q: %v\n%s", code, page, err, said)
			}
		}
	}
}

// TestCommandsInAnotherLanguage is for a folder of messages in TEST_MESSAGES: each command says in it what it says in English, and no id of a
// message.
func TestCommandsInAnotherLanguage(t *testing.T) {
	folder := os.Getenv("TEST_MESSAGES")
	if folder == "" {
		t.Skip("no messages are named")
	}
	calls := strings.Split("runs, show latest, compare, compare --beside Leadership --team Payments, trend, voice, due, stories, stories show latest, actions --state all --all-teams, teams, settings, paths,"+
		" doctor, restore, version, backup, export -o x.html, export -o x.md, stories add x, stories complain latest, stories why latest x, stories remedy latest x, stories plan latest x,"+
		" stories fix latest x, stories gone latest, stories back latest, stories cases latest 3, stories edit latest --text y, actions add x, actions done latest, actions open latest,"+
		" actions drop latest x, actions edit latest --text y, teams mark Payments --leadership, settings bell on, edit latest --people 5, teams rename Leadership Heads --yes,"+
		" delete latest --yes, stories delete latest --yes, actions delete latest --yes, import x.json, show nothing, runs --last, foo, stories foo, runs --team '', start, walk", ", ")
	for _, page := range append(commandsNamed(""), topicsOfHelp...) {
		calls = append(calls, "help "+page, "man "+page)
	}
	said := map[string][]result{}
	for _, code := range []string{lang.Default, "qps"} {
		if code != lang.Default {
			lang.Add(code, code, os.DirFS(folder))
		}
		now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
		s := newStore(t)
		must(t, fillDemo(s.Store, lang.Default, now))
		e := emptyEnv("EMPTYCHAIR_DB="+s.Path(), "EMPTYCHAIR_LANG="+code)
		e.Dir, e.Now = filepath.Dir(s.Path()), func() time.Time { return now }
		for _, call := range calls {
			said[code] = append(said[code], called(e, strings.Fields(call)...))
		}
	}
	id := regexp.MustCompile(`\b(cli|man|report|error|change|date|home|settings?|voice|trend|compare)\.[a-z]+[.-][a-z]`)
	for i, call := range calls {
		english, other := said[lang.Default][i], said["qps"][i]
		if other.code != english.code || (other.stdout+other.stderr == "") != (english.stdout+english.stderr == "") || id.MatchString(other.stdout+other.stderr) {
			t.Errorf("%s: exit code %d in English, %d in the other language:\n%s%s", call, english.code, other.code, other.stdout, other.stderr)
		}
	}
}

// topicsOfHelp are the pages that explain no command.
var topicsOfHelp = []string{"data", "files", "keys", "line", "method", "privacy"}

func TestARunOfATeamWithALateAnswerSaysWhyItIsNotSolo(t *testing.T) {
	r := finishedRun()
	r.Ratings["contact"] = checks.Rating{Tally: checks.Tally{Counts: [checks.Steps]int{0, 0, 3, 3, 1}}, People: 7, Revision: 1, Revealed: true}
	e := emptyEnv("EMPTYCHAIR_DB=" + seeded(t, r).Path())
	for code, want := range map[string]string{"en": "More people than that answered", "de": "haben mehr Personen beantwortet"} {
		if c := called(e, "edit", "latest", "--kind", "solo", "--lang", code); c.code != shell.ExitUse || !strings.Contains(c.stderr, want) {
			t.Errorf("exit code %d: %s", c.code, c.stderr)
		}
	}
}

func TestACallThatLacksSomethingSaysWhatInWords(t *testing.T) {
	t.Parallel()
	for _, code := range lang.Codes {
		for _, command := range commandsNamed("") {
			if c := called(emptyEnv(), append(strings.Fields(command), "--lang", code)...); strings.Contains(c.stderr, "cli.") {
				t.Errorf("%s: %s", command, c.stderr)
			}
		}
	}
}

func TestOtherWordsStandForCommandsThatThereAre(t *testing.T) {
	t.Parallel()
	calls := commandsNamed("")
	for _, code := range lang.Codes {
		b, err := os.ReadFile(filepath.Join("../../checks/lang/messages", code, "commands.json"))
		must(t, err)
		for _, m := range regexp.MustCompile(`"words\.command\.([a-z.]+)"`).FindAllStringSubmatch(string(b), -1) {
			if !slices.Contains(calls, strings.ReplaceAll(m[1], ".", " ")) {
				t.Errorf("%s: there is no command %s", code, m[1])
			}
		}
	}
	for typed, want := range map[string]string{
		"story add x": "stories add", "list": "runs, stories list, actions list, teams list", "add": "stories add, actions add", "expo": "export", "sto": "stories",
		"stat": "start", "status": "due", "Geschichte": "stories", "ERGEBNIS": "show", "data": "help data", "stories new": "stories add", "stories li": "stories list", "stories rm": "stories delete",
		"re": "resume, restore", "comprae": "compare", "help story": "stories", "xyzzy": "", "stories xyzzy": "",
	} {
		c := called(emptyEnv(), strings.Fields(typed)...)
		_, do, _ := strings.Cut(strings.Join(strings.Fields(c.stderr), " "), "Did you mean ")
		do, _, _ = strings.Cut(do, "?")
		if got := strings.NewReplacer("“emptychair ", "", "”", "", " or ", ", ").Replace(do); got != want || c.code != shell.ExitUse {
			t.Errorf("%q: exit code %d, means %q, want %q", typed, c.code, got, want)
		}
	}
}

// readmes are the README in each language, with the folder that its links begin in.
var readmes = map[string]string{"../../README.md": "../..", "../../.github/README.de.md": "../../.github"}

var (
	codeBlock  = regexp.MustCompile("(?s)```.*?```")
	tag        = regexp.MustCompile(`(?s)<[^>]*>`)
	leadsTo    = regexp.MustCompile(`(?:\]\(|src="|srcset=")([^)" ]+)`)
	helpTopics = regexp.MustCompile("`emptychair help ([a-z ]+)`")
)

func TestTheReadmeIsShortAndPointsToWhatThereIs(t *testing.T) {
	for file, folder := range readmes {
		b, err := os.ReadFile(file)
		must(t, err)
		text := string(b)
		for _, m := range leadsTo.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(folder, m[1])); err != nil && !strings.HasPrefix(m[1], "https://") {
				t.Errorf("%s: %v", file, err)
			}
		}
		topics := helpTopics.FindAllStringSubmatch(text, -1)
		for _, m := range topics {
			if c := called(emptyEnv(), append([]string{"help"}, strings.Fields(m[1])...)...); c.code != shell.ExitOK {
				t.Errorf("%s: %s: %s", file, m[0], c.stderr)
			}
		}
		words := len(strings.Fields(tag.ReplaceAllString(codeBlock.ReplaceAllString(text, ""), "")))
		if words > 900 || len(topics) < 5 {
			t.Errorf("%s has %d words and names %d pages of the manual", file, words, len(topics))
		}
	}
}

func TestSourcesAreMeantByTheirWordsInEitherLanguage(t *testing.T) {
	list := worded("source.", checks.Sources())
	for typed, want := range map[string][]string{
		"customer": {"customer"}, "Kunde": {"customer"}, "KUNDENDIENST": {"customer-service"}, "customer service": {"customer-service"},
		"nachbar": {"neighbour"}, " neigh ": {"neighbour"}, "rundgang": {"shop-walk"}, "other": {"other"}, "anderswo": {"other"},
		"kund": {"customer", "customer-service"}, "fam": {"family"}, "shop-walk": {"shop-walk"}, "customer-serv": {"customer-service"}, "foe": nil, "unde": nil,
		"Kunden": {"customer"}, "Kundin": {"customer"}, "customers": {"customer"}, "kollegin": {"colleague"}, "Kollege": {"colleague"}, "Nachbarin": {"neighbour"},
		"Kundens": {"customer-service"}, "neighbors": {"neighbour"}, "Freundin": {"friend"}, "Verwandte": {"family"}, "Berichte": {"report"}, "Kunststück": nil,
	} {
		var got []string
		for _, w := range matching(typed, list) {
			got = append(got, w.id)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q means %q, want %q", typed, got, want)
		}
	}
}

func TestWhatAStoryIsAboutIsMeantByItsTitle(t *testing.T) {
	for typed, want := range map[string]string{
		"trust": "trust", "Vertrauen": "trust", "direct c": "contact", "draht": "contact", "Kundennutzen": "value", "entsch": "decisions", "": "", " ": "",
	} {
		if got, err := parseAbout(typed); err != nil || got != want {
			t.Errorf("%q is about %q, %v; want %q", typed, got, err, want)
		}
	}
	if _, err := parseAbout("weather"); shell.ExitCode(err) != shell.ExitUse {
		t.Errorf("weather: %v", err)
	}
}

func TestAnIDIsPickedByABeginningThatNoOtherHas(t *testing.T) {
	ids := []string{"01KC", "01KCA", "01KB"}
	for typed, want := range map[string]string{"01kca": "01KCA", "01KC": "01KC", "01kb": "01KB", "01K": "", "": "", "02": "", "latest": "01KCA", "Neueste": "01KCA"} {
		got, err := pick(typed, ids, stories.list)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
	}
	if _, _, err := stories.find(newStore(t), "latest"); shell.ExitCode(err) != shell.ExitNotFound {
		t.Errorf("the latest of none: %v", err)
	}
}
