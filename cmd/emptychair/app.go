package main

import (
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/interchange"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
	"emptychair/tui"
)

// app is one call of the program.
type app struct {
	*shell.Shell
	db      database // set as soon as it is asked for
	call    string   // which command acts
	nothing bool     // it found nothing of what it was to show

	format report.Format // in which a command that writes answers
}

func newApp(e shell.Env) *app {
	a := &app{}
	a.Shell = &shell.Shell{Env: e, Remembered: a.settings, Version: func() error { return a.runVersion(report.Text) }, Before: a.before, Keys: a.keys, Values: a.values}
	return a
}

// run carries out a call and returns its exit code.
func run(e shell.Env) int {
	a := newApp(e)
	err := a.Run(a.open,
		shell.Group("run", a.startCommand(), a.resumeCommand(), a.editCommand(), a.deleteCommand()),
		shell.Group("look", a.runsCommand(), a.showCommand(), a.compareCommand(), a.trendCommand(), a.voiceCommand(), a.organisationCommand()),
		shell.Group("between", a.dueCommand(), a.storiesCommand(), a.walkCommand(), a.actionsCommand(), a.teamsCommand()),
		shell.Group("data", a.exportCommand(), a.importCommand(), a.syncCommand(), a.backupCommand(), a.restoreCommand(), a.doctorCommand(), a.pathsCommand()),
		shell.Group("program", a.demoCommand(), a.settingsCommand(), a.schemaCommand(), a.helpCommand(), a.manCommand(), a.CompletionCommand(), a.versionCommand()))
	a.complain(err)
	a.tellMissing()
	a.tellWhere(err)
	return shell.ExitCode(err)
}

func (a *app) helpCommand() *cli.Command {
	return a.Command("help", []string{"[COMMAND]" + shell.More}, nil, func(args []string) error {
		return a.PrintHelp(strings.Join(args, " "))
	})
}

// manCommand prints the pages of help as those of the manual. Their day is that of the program, if the build knows it.
func (a *app) manCommand() *cli.Command {
	return a.Command("man", []string{"[COMMAND]" + shell.More}, nil, func(args []string) error {
		return a.PrintManual(strings.Join(args, " "), cmp.Or(built().day, a.today().String()))
	})
}

// exportSchema is what the schema of the documents that "export" and "import" exchange is called.
const exportSchema = "export"

func schemaNames() []string {
	return slices.Sorted(slices.Values(append(report.Schemas(), exportSchema)))
}

// schemaCommand prints the schema of a kind of JSON, or which there are.
func (a *app) schemaCommand() *cli.Command {
	return a.reading("schema", []string{"[SCHEMA]"}, nil, func(args []string) (err error) {
		kinds := schemaNames()
		text := []byte(strings.Join(kinds, "\n") + "\n")
		if len(args) > 0 {
			kind := strings.TrimPrefix(args[0], "emptychair.")
			if !slices.Contains(kinds, kind) {
				return shell.WrongUse("cli.error.schema", "Value", kind, "Known", strings.Join(kinds, ", "))
			}
			if text = interchange.Schema; kind != exportSchema {
				text, err = report.Schema(kind)
			}
		}
		if err == nil {
			_, err = a.Stdout.Write(text)
		}
		return shell.OutputError(err)
	})
}

// versionFile is what "version" says to other programs.
type versionFile struct {
	Program string `json:"program"`
	Go      string `json:"go"`
	Schema  int    `json:"schema"` // of the database files that this program writes
	day     string // of its source, "" where that is not known
}

func (a *app) versionCommand() *cli.Command {
	var f report.Format
	var licences bool
	flags := []cli.Flag{shell.PlainFormat(&f), &cli.BoolFlag{Name: "licenses", Destination: &licences}}
	return a.reading("version", nil, flags, func([]string) error {
		if licences {
			_, err := io.WriteString(a.Stdout, linked)
			return shell.OutputError(err)
		}
		return a.runVersion(f)
	})
}

// linked is the licences of all that the program is made of. A test writes it.
//
//go:embed licenses.txt
var linked string

// built returns which version this program is.
func built() versionFile {
	v := versionFile{Program: store.Program(), Schema: store.SchemaVersion()}
	if info, ok := debug.ReadBuildInfo(); ok {
		v.Go = info.GoVersion
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				v.day, _, _ = strings.Cut(s.Value, "T")
			}
		}
	}
	return v
}

func (a *app) runVersion(f report.Format) error {
	v := built()
	if f == report.JSON {
		return a.document("version", v)
	}
	_, err := fmt.Fprintln(a.Stdout, a.ReportOptions().Say("cli.version", "Program", v.Program, "Go", v.Go, "Schema", v.Schema))
	return shell.OutputError(err)
}

// keys hands over the keys of each part of the program, and what they do.
func (a *app) keys(each func(where string, keys []string)) {
	ascii, _ := a.Signs()
	for _, table := range tui.Keys(a.Printer(), ascii) {
		each(table.Where, table.Keys)
	}
}

// values returns what an option or an argument of this name may be, each with what it is, for who completes a call. What cannot be read at
// once is not offered.
func (a *app) values(name string) (rows [][2]string) {
	switch name {
	case "TEAM", "team", "beside":
		home, _ := a.store().Snapshot("")
		for _, team := range home.Teams {
			rows = append(rows, [2]string{team, ""})
		}
	case "RUN", "with":
		rows = a.runValues()
	case "ACTION":
		rows = valuesOf(a, withUnfinished())
	case "STORY", "story":
		rows = valuesOf(a, stories)
	}
	return rows
}

// runValues are the latest run, the quarters in which there were some, and all by their ids.
func (a *app) runValues() (rows [][2]string) {
	list, _ := a.store().Runs("")
	say, ids := a.ReportOptions(), idsOf(list)
	for i, r := range list {
		if i == 0 {
			latest, _, _ := strings.Cut(say.Say("words.latest"), ", ")
			rows = append(rows, [2]string{latest, ""})
		}
		q := say.Year.Quarter(r.Day)
		if quarter := [2]string{fmt.Sprintf("%s-Q%d", q.YearName(), q.Number), say.Printer.Quarter(q.YearName(), q.Number)}; !slices.Contains(rows, quarter) {
			rows = append(rows, quarter)
		}
	}
	for _, r := range list {
		rows = append(rows, [2]string{shortID(r.ID, ids), say.Printer.Team(r.Team) + ", " + say.Printer.Day(r.Day.Time())})
	}
	return rows
}

// valuesOf are the ids of actions or stories, with what they say.
func valuesOf[T checks.Record](a *app, c collection[T]) (rows [][2]string) {
	list, _ := c.read(a.store())
	ids := idsOf(list)
	for _, x := range list {
		rows = append(rows, [2]string{shortID(x.Key(), ids), c.text(x)})
	}
	return rows
}

// store returns the database that this call is about. Nothing is opened yet.
func (a *app) store() database {
	if a.db == nil {
		a.db = &callStore{stored: stored{store.New(a.Location().Path, content.Check(), store.WithClock(a.Now), store.WithLockWait(a.LockWait))}}
	}
	return a.db
}

// today is the day of this call, where the user is.
func (a *app) today() checks.Day { return checks.DayOf(a.Now()) }

// calendar reads days as they are meant in this call.
func (a *app) calendar() checks.Calendar {
	return checks.Calendar{Today: a.today(), Year: a.settings().Year}
}

// say prints a message.
func (a *app) say(id string, pairs ...any) error {
	a.nothing = a.nothing || strings.Contains(id, ".no-")
	return shell.Print(a.Stdout, a.ReportOptions(), a.ReportOptions().Say(id, pairs...))
}

// writing is [shell.Shell.Command] for one that changes what is kept, and then says what it wrote, to other programs in JSON.
func (a *app) writing(call string, arguments []string, flags []cli.Flag, action func(args []string) error) *cli.Command {
	return a.Command(call, arguments, append(slices.Clone(flags), shell.PlainFormat(&a.format)), action)
}

// reading is [shell.Shell.Command] for one that only shows something, perhaps in a pager.
func (a *app) reading(call string, arguments []string, flags []cli.Flag, action func(args []string) error) *cli.Command {
	return a.Command(call, arguments, flags, func(args []string) error { return a.Paged(func() error { return action(args) }) })
}

// document prints fields as a document of a kind, for other programs.
func (a *app) document(kind string, fields any) error {
	return shell.OutputError(report.WriteDocument(a.Stdout, kind, fields))
}

// settings returns what is remembered where it can be read at once: help, versions and errors wait for nobody.
func (a *app) settings() checks.Settings {
	s, _ := a.store().Settings()
	return s
}

// complain prints what failed, if anything did, and what to do.
func (a *app) complain(err error) {
	if err == nil || errors.Is(err, shell.ErrInterrupted) || errors.Is(err, shell.ErrDue) {
		return
	}
	what, do := a.Words(err)
	switch checks.CodeOf(err) {
	case checks.CodeDamaged, checks.CodeEmptyFile, checks.CodeForeign:
		do = a.rescue(err)
	}
	_ = shell.Print(a.Stderr, report.Options{}, "emptychair: "+what, do) // without the clock: it may be what failed
}

// tellMissing says how many records the call met that cannot be read. What it printed is without them.
func (a *app) tellMissing() {
	if a.db != nil && a.db.Unreadable() > 0 {
		_ = shell.Print(a.Stderr, report.Options{}, a.Printer().N("cli.missing.records", a.db.Unreadable(), "Call", a.Call()))
	}
}

// before is called ahead of each command. It refuses one that needs a database where the place of that is unknown, and points to the backups
// of one that is gone.
func (a *app) before(call string) error {
	a.call = call
	if slices.Contains([]string{"help", "man", "completion", "version", "schema", demoName}, call) {
		return nil // which have nothing to do with it
	}
	if a.Location().Path == "" {
		return shell.WrongUse("cli.error.no-home")
	}
	if call != "restore" && call != "doctor" { // which say so themselves
		a.announceBackups()
	}
	return nil
}

// readers are the commands that show what is kept.
var readers = []string{
	"resume", "runs", "show", "compare", "trend", "voice", "stories list", "stories show", "actions list", "teams list", "due", "export",
}

// tellWhere says after such a command in which file it looked, where that holds nothing: it may be another one than was meant.
func (a *app) tellWhere(err error) {
	if !slices.Contains(readers, a.call) || err != nil && shell.ExitCode(err) != shell.ExitNotFound {
		return
	}
	if what, why := a.emptyPlace(a.nothing || err != nil); what != "" {
		_, _ = fmt.Fprintln(a.Stderr, what) // whole, for copying
		_ = shell.Print(a.Stderr, report.Options{}, why)
	}
}

// emptyPlace says where the database of this call is and what says so, if it is not there or, where that is asked for, holds nothing.
func (a *app) emptyPlace(look bool) (what, why string) {
	id, at := "cli.looked.nothing", a.Location()
	if _, err := os.Lstat(at.Path); errors.Is(err, fs.ErrNotExist) {
		id = "cli.looked.missing"
	} else if !look {
		return "", ""
	} else if home, err := a.store().Snapshot(""); err != nil || len(home.Teams) > 0 {
		return "", ""
	}
	return a.Printer().T(id, "File", shell.CleanPath(at.Path)), a.Printer().T("cli.paths." + at.Source)
}

// announceBackups says, before a command that has no database to work with, that there are backups of one.
func (a *app) announceBackups() {
	s := a.store()
	if _, err := os.Lstat(s.Path()); !errors.Is(err, fs.ErrNotExist) {
		return
	}
	if list, err := s.Backups(); err == nil && len(list) > 0 {
		say := a.ReportOptions()
		_ = shell.Print(a.Stderr, say, say.Printer.N("cli.missing.backups", len(list), "File", shell.CleanPath(s.Path()), "Call", a.Call()))
	}
}

// rescue says what to do where nobody can work with what stands in the place of the database: which backup can take it, and
// what else there is.
func (a *app) rescue(err error) string {
	p, call, damaged := a.Printer(), a.Call(), checks.CodeOf(err) == checks.CodeDamaged
	list, unlisted := readBackups(a.store())
	if good := newestGood(list); good >= 0 {
		id := "cli.damaged.backup"
		if !damaged {
			id = "cli.damaged.only-backup" // nothing can be read
		}
		return p.T(id, "When", shell.DayAndTime(list[good].Made, a.ReportOptions()), "Call", call, "Number", good+1)
	}
	switch {
	case !damaged:
		_, do := p.Error(err)
		return do
	case unlisted != nil:
		return p.T("cli.damaged.unlisted", "Folder", shell.CleanPath(a.store().BackupFolder()), "Call", call)
	}
	return p.T("cli.damaged.no-backup", "Call", call)
}
