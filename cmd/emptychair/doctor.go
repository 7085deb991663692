package main

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

func (a *app) doctorCommand() *cli.Command {
	var repair bool
	var f report.Format
	flags := []cli.Flag{&cli.BoolFlag{Name: "repair", Destination: &repair}, shell.PlainFormat(&f)}
	return a.Command("doctor", nil, flags, func([]string) error {
		if !repair {
			return runDoctor(a.Stdout, f, a.surroundings(), a.store(), a.ReportOptions)
		}
		if err := shell.Together("--repair", f == report.JSON, "--format"); err != nil {
			return err
		}
		return runRepair(a.Stdout, a.store(), a.ReportOptions)
	})
}

// doctorFile is what "doctor" says to other programs.
type doctorFile struct {
	Format   string            `json:"format"`
	Version  int               `json:"version"`
	Program  versionFile       `json:"program"`
	System   systemJSON        `json:"system"`
	Database databaseJSON      `json:"database"`
	Backups  backupsFolderJSON `json:"backups"`
	Findings []findingJSON     `json:"findings"`
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

type findingJSON struct {
	Kind  store.FindingKind `json:"kind"`
	Where string            `json:"where"`
}

// surroundings are where and how the program runs.
type surroundings struct {
	program  versionFile
	location shell.Location
	call     string // how the program is called for this database
	system   systemJSON
}

func (a *app) surroundings() surroundings {
	s := surroundings{program: built(), location: a.Location(), call: a.Call()}
	s.system = systemJSON{
		OS: runtime.GOOS, Arch: runtime.GOARCH, Terminal: a.IsTerminal(a.Stdin) && a.IsTerminal(a.Stdout),
		Term: checks.CleanLine(a.Getenv("TERM")), Colours: a.Profile().String(), NoColor: a.Getenv("NO_COLOR") != "",
	}
	if f, ok := a.Stdout.(term.File); ok {
		s.system.Columns, s.system.Rows, _ = term.GetSize(f.Fd())
	}
	remembered := ""
	if a.Flags.Lang == "" {
		remembered = a.rememberedLanguage()
	}
	s.system.Language, s.system.From = lang.Chosen(a.Flags.Lang, remembered, a.Getenv)
	return s
}

// examination is what "doctor" found.
type examination struct {
	surroundings
	store.Diagnosis
	failed   error // what makes the database unusable
	backups  []backup
	folder   string // of the backups
	unlisted error  // why they could not be listed
}

// runDoctor looks at all of the database without changing anything, and says how it is and where the program runs. Where anything
// is wrong with it that is said at last, as the error.
func runDoctor(w io.Writer, f report.Format, at surroundings, s database, how func() report.Options) error {
	x := examination{surroundings: at, folder: s.BackupFolder()}
	x.Diagnosis, x.failed = s.Examine()
	if x.failed == nil && x.IsDamaged() {
		x.failed = &checks.Error{Code: checks.CodeDamaged, Subject: s.Path()}
	}
	x.backups, x.unlisted = readBackups(s)
	var err error
	if f == report.JSON {
		err = shell.OutputError(report.WriteJSON(w, x.file()))
	} else {
		p := doctorPage{report.NewPage(how()), x}
		p.program()
		p.database()
		p.backupFolder()
		p.findings()
		err = shell.WritePage(w, p.Page)
	}
	return cmp.Or(x.failed, x.unlisted, err)
}

func (x examination) file() doctorFile {
	f := doctorFile{
		Format: "emptychair.doctor", Version: 1, Program: x.program, System: x.system,
		Database: databaseJSON{x.location.Path, x.location.Source, x.Size > 0, x.Size, x.Pages, x.Schema, map[string]int{
			"runs": x.Runs, "unfinished": x.Unfinished, "actions": x.Actions, "loose": x.Between, "stories": x.Stories, "teams": len(x.Teams),
		}},
		Backups:  backupsFolderJSON{x.folder, x.unlisted == nil, len(x.backups), nil, newestGood(x.backups) + 1},
		Findings: []findingJSON{}, More: x.More,
	}
	if len(x.backups) > 0 {
		newest := x.backups[0].Made.UTC()
		f.Backups.Newest = &newest
	}
	for _, finding := range x.Findings {
		f.Findings = append(f.Findings, findingJSON{finding.Kind, checks.CleanLine(finding.Where)})
	}
	return f
}

// doctorPage says how the program and its database are, in words.
type doctorPage struct {
	*report.Page
	examination
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
	s, p := d.system, d.examination.program
	terminal, colours, decider := d.Say("cli.doctor.terminal.none"), strings.ToLower(s.Colours), s.From
	if s.Terminal {
		terminal = d.Say("cli.doctor.terminal.is", "Columns", s.Columns, "Rows", s.Rows)
	}
	if s.NoColor {
		colours += " (NO_COLOR)"
	}
	if id := "cli.doctor.language." + s.From; d.Printer.Has(id) {
		decider = d.Say(id)
	}
	d.facts("cli.doctor.program",
		[2]string{"cli.doctor.version", d.Say("cli.version", "Program", p.Program, "Go", p.Go, "Schema", p.Schema)},
		[2]string{"cli.doctor.system", s.OS + "/" + s.Arch},
		[2]string{"cli.doctor.terminal", terminal},
		[2]string{"cli.doctor.term", cmp.Or(s.Term, d.Printer.Signs("–"))},
		[2]string{"cli.doctor.colours", colours},
		[2]string{"cli.doctor.language", d.Say("cli.doctor.language.by", "Code", s.Language, "By", decider)})
}

func (d doctorPage) database() {
	facts := [][2]string{
		{"cli.doctor.path", shell.CleanPath(d.location.Path)}, {"cli.doctor.source", d.Say("cli.paths." + d.location.Source)},
	}
	if d.Size == 0 {
		d.facts("cli.paths.database", append(facts, [2]string{"cli.doctor.state", d.Say("cli.paths.missing")})...)
		return
	}
	schema := d.Printer.Signs("–") // where it cannot be read
	if d.Schema != 0 {
		schema = strconv.Itoa(d.Schema)
	}
	records := counted(d.Options, count{"cli.contents.runs", d.Runs}, count{"cli.contents.actions", d.Actions},
		count{"cli.contents.between", d.Between}, count{"cli.contents.stories", d.Stories}, count{"cli.contents.teams", len(d.Teams)})
	d.facts("cli.paths.database", append(facts,
		[2]string{"cli.doctor.size", d.Say("cli.doctor.pages", "Size", shell.FileSize(d.Size), "Pages", d.Pages)},
		[2]string{"cli.doctor.schema", schema},
		[2]string{"cli.doctor.records", cmp.Or(records, d.Say("cli.contents.nothing"))})...)
}

func (d doctorPage) backupFolder() {
	facts := [][2]string{{"cli.doctor.folder", shell.CleanPath(d.folder)}}
	if d.unlisted != nil {
		d.facts("cli.doctor.backups", append(facts, [2]string{"cli.doctor.state", d.Say("cli.doctor.unlisted")})...)
		return
	}
	facts = append(facts, [2]string{"cli.doctor.count", fmt.Sprint(len(d.backups))})
	if len(d.backups) > 0 {
		good := d.Say("cli.doctor.no-good")
		if i := newestGood(d.backups); i >= 0 {
			good = d.Say("cli.doctor.good-one", "When", shell.DayAndTime(d.backups[i].Made, d.Options), "Call", d.call, "Number", i+1)
		}
		facts = append(facts, [2]string{"cli.doctor.newest", shell.DayAndTime(d.backups[0].Made, d.Options)}, [2]string{"cli.doctor.good", good})
	}
	d.facts("cli.doctor.backups", facts...)
}

// linesPerKind is how many findings of one kind are told of: after some pages that are destroyed the next one says little more.
const linesPerKind = 12

// findings appends what is wrong with the database.
func (d doctorPage) findings() {
	d.Line("")
	if len(d.Findings) == 0 && d.failed == nil && d.unlisted == nil {
		d.Sentence(d.Say("cli.doctor.nothing"))
		return
	}
	lines, seen := map[store.FindingKind]int{}, map[string]bool{}
	more := d.More
	for _, f := range d.Findings {
		line := d.finding(f)
		switch {
		case seen[line]:
			continue
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

// finding says in words what is wrong. Of a small list that stands within another page only its name is known.
func (d doctorPage) finding(f store.Finding) string {
	id, where := f.MessageID(), checks.CleanLine(f.Where)
	if _, err := strconv.Atoi(where); err != nil && d.Printer.Has(id+".list") {
		id += ".list"
	}
	return d.Say(id, "Where", where)
}

// runRepair rescues what can be read into a new file, and says what came back, what is lost, and where the old file is. Where
// anything is lost that is an error, told at last, with the backup that may hold it.
func runRepair(w io.Writer, s database, how func() report.Options) error {
	say := how()
	r, err := s.Repair()
	switch {
	case checks.CodeOf(err) == checks.CodeDamaged, checks.CodeOf(err) == checks.CodeEmptyFile:
		return &shell.Problem{Code: shell.ExitDamaged, ID: "cli.error.nothing-rescued", Pairs: wholeBackup(s, say, "File", shell.CleanPath(s.Path()))}
	case err != nil:
		return err
	case r.Aside == "":
		return shell.Print(w, say, say.Say("cli.doctor.nothing"))
	}
	p := report.NewPage(say)
	p.Sentence(say.Say("cli.repair.done", "What", countedRecords(r.Runs, r.Actions, r.Stories, say)))
	if len(r.Lost) == 0 {
		p.Sentence(say.Say("cli.repair.nothing-lost"))
	}
	writeLosses(p, r.Lost)
	p.Sentence(say.Say("cli.repair.aside", "File", shell.CleanPath(r.Aside)))
	if err := shell.WritePage(w, p); err != nil {
		return err
	}
	if len(r.Lost) > 0 {
		return &shell.Problem{Code: shell.ExitFailure, ID: "cli.error.partly-rescued", Pairs: wholeBackup(s, say)}
	}
	return nil
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
