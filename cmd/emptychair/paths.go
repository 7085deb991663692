package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/urfave/cli/v3"

	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

// pathsFile is what "paths" says to other programs.
type pathsFile struct {
	Format   string `json:"format"`
	Version  int    `json:"version"`
	Database string `json:"database"`
	Exists   bool   `json:"exists"`
	Source   string `json:"source"`
	Backups  string `json:"backups"` // the folder, which may not be there yet
	Drafts   string `json:"drafts"`  // the files in which programs keep what is being typed, with a star
}

func (a *app) pathsCommand() *cli.Command {
	var f report.Format
	return a.Command("paths", nil, []cli.Flag{shell.PlainFormat(&f)}, func([]string) error {
		return a.runPaths(f)
	})
}

// runPaths says where the data is. It opens nothing.
func (a *app) runPaths(f report.Format) error {
	at := a.Location()
	there, state := a.place()
	paths := pathsFile{"emptychair.paths", 1, at.Path, there, at.Source, a.store().BackupFolder(), a.store().DraftFiles()}
	if f == report.JSON {
		return shell.OutputError(report.WriteJSON(a.Stdout, paths))
	}
	p := report.NewPage(a.ReportOptions())
	rows, width := [][2]string{{"database", paths.Database}, {"backups", paths.Backups}, {"drafts", paths.Drafts}}, 0
	for i, row := range rows {
		rows[i][0] = p.Say("cli.paths." + row[0])
		width = max(width, ansi.StringWidth(rows[i][0])+2)
	}
	for _, row := range rows {
		p.Line(report.Pad(row[0], width) + shell.CleanPath(row[1]))
	}
	p.Sentence(state)
	p.Line(p.Say("cli.paths." + paths.Source))
	return shell.WritePage(a.Stdout, p)
}

// place tells whether a file stands where the database is to be, and says so.
func (a *app) place() (there bool, words string) {
	info, err := os.Lstat(a.store().Path()) // to which a link leads, where it leads somewhere
	id := "cli.paths.other"
	if there = err == nil && info.Mode().IsRegular(); there {
		id = "cli.paths.exists"
	} else if errors.Is(err, fs.ErrNotExist) {
		id = "cli.paths.missing"
	}
	return there, a.Printer().T(id)
}

// versionFile is what "version" says to other programs.
type versionFile struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Program string `json:"program"`
	Go      string `json:"go"`
	Schema  int    `json:"schema"` // of the database files that this program writes
	day     string // of its source, "" where that is not known
}

func (a *app) versionCommand() *cli.Command {
	var f report.Format
	var licences bool
	flags := []cli.Flag{shell.PlainFormat(&f), &cli.BoolFlag{Name: "licenses", Destination: &licences}}
	return a.Command("version", nil, flags, func([]string) error {
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

// built returns which version this program is. Built from a working copy it is "(devel)" or a date and a commit.
func built() versionFile {
	v := versionFile{Format: "emptychair.version", Version: 1, Schema: store.SchemaVersion()}
	if info, ok := debug.ReadBuildInfo(); ok {
		v.Program, v.Go = info.Main.Version, info.GoVersion
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
		return shell.OutputError(report.WriteJSON(a.Stdout, v))
	}
	_, err := fmt.Fprintln(a.Stdout, a.ReportOptions().Say("cli.version", "Program", v.Program, "Go", v.Go, "Schema", v.Schema))
	return shell.OutputError(err)
}
