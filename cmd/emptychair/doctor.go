package main

import (
	"cmp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/checks/settings"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

func (a *app) doctorCommand() *cli.Command {
	var repair bool
	return a.writing("doctor", nil, []cli.Flag{&cli.BoolFlag{Name: "repair", Destination: &repair}}, func([]string) error {
		if repair {
			return a.runRepair()
		}
		return a.Paged(a.runDoctor)
	})
}

// doctorFile is what "doctor" says to other programs.
type doctorFile struct {
	Program  versionFile       `json:"program"`
	System   systemJSON        `json:"system"`
	Database databaseJSON      `json:"database"`
	Backups  backupsFolderJSON `json:"backups"`
	Findings []store.Finding   `json:"findings"`
	More     int               `json:"more_findings"`
}

// systemJSON are the surroundings in which the program runs.
type systemJSON struct {
	OS       string `json:"os"`
	Arch     string `json:"arch"`
	Terminal bool   `json:"terminal"` // stdin and stdout are one
	Term     string `json:"term"`
	Colours  string `json:"colours"`
	NoColor  bool   `json:"no_color"`
	Columns  int    `json:"columns"` // 0 where nobody knows
	Rows     int    `json:"rows"`
	Theme    string `json:"theme"`
	Themed   string `json:"theme_from"` // "" where nothing says so, as below
	ASCII    bool   `json:"ascii"`
	Signs    string `json:"ascii_from"`
	Language string `json:"language"`
	From     string `json:"language_from"`
}

type databaseJSON struct {
	Path    string         `json:"path"`
	Source  string         `json:"source"`
	Exists  bool           `json:"exists"`
	Size    int64          `json:"size"`
	Pages   int            `json:"pages"`
	Schema  int            `json:"schema"`
	Records map[string]int `json:"records"`
}

type backupsFolderJSON struct {
	Folder   string     `json:"folder"`
	Readable bool       `json:"readable"` // where it is not the rest says nothing; a folder that does not exist is
	Count    int        `json:"count"`
	Newest   *time.Time `json:"newest"`
	Good     int        `json:"newest_good"` // its number in the list of "restore", 0 for none
}

// doctorFile says where and how the program runs.
func (a *app) doctorFile() doctorFile {
	at := a.Location()
	s := systemJSON{
		OS: runtime.GOOS, Arch: runtime.GOARCH, Terminal: a.IsTerminal(a.Stdin) && a.IsTerminal(a.Stdout),
		Term: checks.CleanLine(a.Getenv("TERM")), Colours: a.Profile().String(), NoColor: a.Getenv("NO_COLOR") != "",
	}
	s.Theme, s.Themed = a.Setting(settings.Theme)
	s.ASCII, s.Signs = a.Signs()
	s.Language, s.From = a.Setting(settings.Language)
	s.Columns, s.Rows = a.Size()
	return doctorFile{
		Program: built(), System: s, Database: databaseJSON{Path: at.Path, Source: at.Source},
	}
}

// runDoctor looks at all of the database without changing anything, and says how it is and where the program runs. Where anything is
// wrong with the database that is said at last, as the error.
func (a *app) runDoctor() error {
	s, file := a.store(), a.doctorFile()
	d, failed := s.Examine()
	if failed == nil && d.IsDamaged() {
		failed = &checks.Error{Code: checks.CodeDamaged, Subject: s.Path()}
	}
	backups, unlisted := readBackups(s)
	file.take(d)
	exists, state := a.place()
	file.Database.Exists = exists
	file.Backups = backupsFolderJSON{s.BackupFolder(), unlisted == nil, len(backups), nil, newestGood(backups) + 1}
	if len(backups) > 0 {
		newest := backups[0].Made.UTC()
		file.Backups.Newest = &newest
	}
	if a.format == report.JSON {
		return cmp.Or(failed, unlisted, a.document("doctor", file))
	}
	p := doctorPage{report.NewPage(a.ReportOptions()), file}
	p.program()
	p.database(state)
	p.backupFolder(backups, a.Call())
	p.findings(failed == nil && unlisted == nil)
	return cmp.Or(failed, unlisted, shell.WritePage(a.Stdout, p.Page))
}

// take takes over what was found in the database.
func (f *doctorFile) take(d store.Diagnosis) {
	at := &f.Database
	at.Size, at.Pages, at.Schema = d.Size, d.Pages, d.Schema
	at.Records = map[string]int{
		"runs": d.Runs, "unfinished": d.Unfinished, "actions": d.Actions - d.Between, "between": d.Between, "stories": d.Stories, "teams": len(d.Teams),
	}
	f.Findings, f.More = append([]store.Finding{}, d.Findings...), d.More // never null
}

// doctorPage says how the program and its database are, in words.
type doctorPage struct {
	*report.Page
	file doctorFile
}

// facts appends lines below a heading: the message that says what each is about, and how that is.
func (d doctorPage) facts(heading string, facts ...[2]string) {
	if d.Len() > 0 {
		d.Line("")
	}
	d.Heading(d.Say(heading))
	for i := range facts {
		facts[i][0] = d.Say(facts[i][0])
	}
	shell.Rows(d.Page, 3, facts)
}

func (d doctorPage) program() {
	s, p := d.file.System, d.file.Program
	terminal, colours := d.Say("cli.doctor.terminal.none"), strings.ToLower(s.Colours)
	if s.Terminal {
		terminal = d.Say("cli.doctor.terminal.is", "Columns", s.Columns, "Rows", s.Rows)
	}
	if s.NoColor {
		colours += " (NO_COLOR)"
	}
	signs := "Unicode"
	if s.ASCII {
		signs = "ASCII"
	}
	d.facts("cli.doctor.program",
		[2]string{"cli.doctor.version", d.Say("cli.version", "Program", p.Program, "Go", p.Go, "Schema", p.Schema)},
		[2]string{"cli.doctor.system", s.OS + "/" + s.Arch},
		[2]string{"cli.doctor.terminal", terminal},
		[2]string{"cli.doctor.term", cmp.Or(s.Term, d.Printer.Signs("–"))},
		[2]string{"cli.doctor.colours", colours},
		[2]string{"cli.doctor.theme", d.decided(s.Theme, s.Themed)},
		[2]string{"cli.doctor.signs", d.decided(signs, s.Signs)},
		[2]string{"cli.doctor.language", d.decided(s.Language, s.From)})
}

// decided is a setting, and what decided.
func (d doctorPage) decided(value, by string) string {
	switch by {
	case "":
		return value
	case settings.Remembered:
		by = d.Say("setting.from." + by)
	}
	return value + " (" + by + ")"
}

// database says how the file is; state is what stands in its place.
func (d doctorPage) database(state string) {
	at := d.file.Database
	facts := [][2]string{{"cli.doctor.path", shell.CleanPath(at.Path)}, {"cli.doctor.source", d.Say("cli.paths." + at.Source)}}
	if at.Size == 0 {
		d.facts("cli.paths.database", append(facts, [2]string{"cli.doctor.state", state})...)
		return
	}
	schema := d.Printer.Signs("–") // where it cannot be read
	if at.Schema != 0 {
		schema = strconv.Itoa(at.Schema)
	}
	var counts []count
	for _, kind := range []string{"runs", "actions", "between", "stories", "teams"} {
		counts = append(counts, count{"cli.contents." + kind, at.Records[kind]})
	}
	d.facts("cli.paths.database", append(facts,
		[2]string{"cli.doctor.size", d.Say("cli.doctor.pages", "Size", shell.FileSize(at.Size), "Pages", at.Pages)},
		[2]string{"cli.doctor.schema", schema},
		[2]string{"cli.doctor.records", cmp.Or(counted(d.Options, counts...), d.Say("cli.contents.nothing"))})...)
}

func (d doctorPage) backupFolder(list []backup, call string) {
	b := d.file.Backups
	facts := [][2]string{{"cli.doctor.folder", shell.CleanPath(b.Folder)}}
	switch {
	case !b.Readable:
		facts = append(facts, [2]string{"cli.doctor.state", d.Say("cli.doctor.unlisted")})
	case b.Count == 0:
		facts = append(facts, [2]string{"cli.doctor.count", "0"})
	default:
		good := d.Say("cli.doctor.no-good")
		if b.Good > 0 {
			good = d.Say("cli.doctor.good-one", "When", shell.DayAndTime(list[b.Good-1].Made, d.Options), "Call", call, "Number", b.Good)
		}
		facts = append(facts, [2]string{"cli.doctor.count", strconv.Itoa(b.Count)},
			[2]string{"cli.doctor.newest", shell.DayAndTime(*b.Newest, d.Options)}, [2]string{"cli.doctor.good", good})
	}
	d.facts("cli.doctor.backups", facts...)
}

// linesPerKind is how many findings of one kind are told of: after some pages that are destroyed the next one says little more.
const linesPerKind = 12

// findings appends what is wrong with the database.
func (d doctorPage) findings(well bool) {
	d.Line("")
	if len(d.file.Findings) == 0 && well {
		d.Sentence(d.Say("cli.doctor.nothing"))
		return
	}
	lines, seen := map[store.FindingKind]int{}, map[string]bool{}
	more := d.file.More
	for _, f := range d.file.Findings {
		line := d.Say(f.MessageID(), "Where", f.Where)
		switch {
		case seen[line]:
		case lines[f.Kind] == linesPerKind:
			more++
		default:
			lines[f.Kind]++
			d.Paragraph(d.Printer.Signs("• "), line)
		}
		seen[line] = true
	}
	if more > 0 {
		d.Paragraph(d.Printer.Signs("• "), d.Printer.N("cli.doctor.more", more))
	}
}

// runRepair rescues what can be read into a new file, and says what came back, what is lost, and where the old file is. Where
// anything is lost that is an error, told at last, with the backup that may hold it.
func (a *app) runRepair() error {
	s, say := a.store(), a.ReportOptions()
	r, err := s.Repair()
	switch {
	case checks.CodeOf(err) == checks.CodeDamaged, checks.CodeOf(err) == checks.CodeEmptyFile:
		return &shell.Problem{Code: shell.ExitDamaged, ID: "cli.error.nothing-rescued", Pairs: wholeBackup(s, say, "File", shell.CleanPath(s.Path()))}
	case err != nil:
		return err
	}
	if err := a.tellRepaired(r); err != nil {
		return err
	}
	if len(r.Lost) > 0 {
		return &shell.Problem{Code: shell.ExitFailure, ID: "cli.error.partly-rescued", Pairs: wholeBackup(s, say)}
	}
	return nil
}

// tellRepaired says what came back, what is lost, and where the old file is.
func (a *app) tellRepaired(r store.Repaired) error {
	if a.format == report.JSON {
		r.Lost = append([]store.Loss{}, r.Lost...) // never null
		return a.document("repaired", r)
	}
	if r.Aside == "" {
		return a.say("cli.doctor.nothing")
	}
	p := report.NewPage(a.ReportOptions())
	p.Sentence(p.Say("cli.repair.done", "What", countedRecords(r.Counts, p.Options)))
	if len(r.Lost) == 0 {
		p.Sentence(p.Say("cli.repair.nothing-lost"))
	}
	writeLosses(p, r.Lost)
	p.Sentence(p.Say("cli.repair.aside", "File", shell.CleanPath(r.Aside)))
	return shell.WritePage(a.Stdout, p)
}

// wholeBackup appends the number of the newest backup that is whole and when it was made to the pairs of a message, where
// there is one.
func wholeBackup(s database, say report.Options, pairs ...any) []any {
	list, err := readBackups(s)
	if good := newestGood(list); err == nil && good >= 0 {
		return append(pairs, "When", shell.DayAndTime(list[good].Made, say), "Number", strconv.Itoa(good+1))
	}
	return append(pairs, "When", "", "Number", "")
}

// writeLosses says what a repair could not bring back. What is doubtful comes last, and not all of it where that is most of a
// file because its beginning is lost.
func writeLosses(p *report.Page, list []store.Loss) {
	isDoubtful := func(l store.Loss) bool { return l.Kind == store.LossDoubtful }
	lost := slices.DeleteFunc(slices.Clone(list), isDoubtful)
	doubtful := slices.DeleteFunc(slices.Clone(list), func(l store.Loss) bool { return !isDoubtful(l) })
	more := max(0, len(doubtful)-linesPerKind)
	for _, l := range append(lost, doubtful[:len(doubtful)-more]...) {
		day := ""
		if !l.Day.IsZero() {
			day = p.Printer.Day(l.Day.Time())
		}
		p.Paragraph(p.Printer.Signs("• "), p.Say(l.MessageID(), "Where", checks.CleanLine(l.Where), "Day", day))
	}
	if more > 0 {
		p.Paragraph(p.Printer.Signs("• "), p.Printer.N("cli.repair.doubtful", more))
	}
}
