package main

import (
	"cmp"
	"io"
	"runtime"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/store"
)

func (a *app) doctorCommand() *cli.Command {
	var repair bool
	var asked string
	flags := []cli.Flag{&cli.BoolFlag{Name: "repair", Destination: &repair}, plainFormatFlag(&asked)}
	return a.command("doctor", nil, flags, func([]string) error {
		f, err := format(asked, plainFormats)
		if err != nil {
			return err
		}
		if repair {
			if f == report.JSON {
				return wrongUse("cli.error.together", "Name", "--repair", "Other", "--format")
			}
			return runRepair(a.stdout, a.store(), a.reportOptions)
		}
		return runDoctor(a.stdout, f, a.surroundings(), a.store(), a.reportOptions)
	})
}

// doctorFile is what "doctor" says to other programs.
type doctorFile struct {
	Format   string        `json:"format"`
	Version  int           `json:"version"`
	Program  versionFile   `json:"program"`
	System   systemJSON    `json:"system"`
	Database databaseJSON  `json:"database"`
	Backups  backupsInJSON `json:"backups"`
	Findings []findingJSON `json:"findings"`
	More     int           `json:"more_findings"`
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

type backupsInJSON struct {
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
	location location
	call     string // how the program is called for this database
	system   systemJSON
}

func (a *app) surroundings() surroundings {
	s := surroundings{program: built(), location: a.location(), call: a.call()}
	s.system = systemJSON{
		OS: runtime.GOOS, Arch: runtime.GOARCH, Terminal: a.isTerminal(a.stdin) && a.isTerminal(a.stdout),
		Term: checks.CleanLine(a.getenv("TERM")), Colours: a.profile().String(), NoColor: a.getenv("NO_COLOR") != "",
	}
	if f, ok := a.stdout.(term.File); ok {
		s.system.Columns, s.system.Rows, _ = term.GetSize(f.Fd())
	}
	s.system.Language, s.system.From = lang.Chosen(a.flags.lang, a.remembered(), a.getenv)
	return s
}

// runDoctor looks at all of the database without changing anything, and says how it is and where the program runs. Where anything
// is wrong with it that is said at last, as the error.
func runDoctor(w io.Writer, f report.Format, at surroundings, s database, how func() report.Options) error {
	d, failed := s.Examine()
	if failed == nil && d.IsDamaged() {
		failed = &checks.Error{Code: checks.CodeDamaged, Subject: s.Path()}
	}
	backups, unlisted := keptBackups(s)
	var err error
	if f == report.JSON {
		err = report.WriteJSON(w, doctorFileOf(at, d, backups, backupsInJSON{Folder: s.BackupFolder(), Readable: unlisted == nil}))
	} else {
		p := doctorPage{report.NewPage(how())}
		p.program(at)
		p.database(at.location, d)
		p.backups(backups, s.BackupFolder(), at.call, unlisted)
		p.findings(d, cmp.Or(failed, unlisted))
		_, err = io.WriteString(w, p.String())
	}
	return cmp.Or(failed, unlisted, written(err))
}

// recordsOf counts the records of each sort that can be read.
func recordsOf(d store.Diagnosis) map[string]int {
	return map[string]int{
		"runs": d.Runs, "unfinished": d.Unfinished, "actions": d.Actions, "loose": d.Between, "stories": d.Stories, "teams": len(d.Teams),
	}
}

func doctorFileOf(at surroundings, d store.Diagnosis, backups []kept, in backupsInJSON) doctorFile {
	f := doctorFile{
		Format: "emptychair.doctor", Version: 1, Program: at.program, System: at.system,
		Database: databaseJSON{at.location.path, at.location.source, d.Size > 0, d.Size, d.Pages, d.Schema, recordsOf(d)},
		Findings: []findingJSON{}, More: d.More,
	}
	f.Backups = in
	f.Backups.Count, f.Backups.Good = len(backups), newestGood(backups)+1
	if len(backups) > 0 {
		newest := backups[0].Made.UTC()
		f.Backups.Newest = &newest
	}
	for _, finding := range d.Findings {
		f.Findings = append(f.Findings, findingJSON{finding.Kind, checks.CleanLine(finding.Where)})
	}
	return f
}
