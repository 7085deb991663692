package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
)

type pathsOptions struct {
	location
	backups string // their folder
	format  report.Format
}

// pathsFile is what "paths" says to other programs.
type pathsFile struct {
	Format   string `json:"format"`
	Version  int    `json:"version"`
	Database string `json:"database"`
	Exists   bool   `json:"exists"`
	Source   string `json:"source"`
	Backups  string `json:"backups"` // the folder, which may not be there yet
}

func (a *app) pathsCommand() *cli.Command {
	var asked string
	return a.command("paths", nil, []cli.Flag{plainFormatFlag(&asked)}, func([]string) error {
		f, err := format(asked, plainFormats)
		if err != nil {
			return err
		}
		return runPaths(a.stdout, pathsOptions{a.location(), a.store().BackupFolder(), f}, a.reportOptions)
	})
}

// runPaths says where the data is. It opens nothing.
func runPaths(w io.Writer, o pathsOptions, how func() report.Options) error {
	_, err := os.Lstat(o.path)
	exists := err == nil
	if o.format == report.JSON {
		return written(report.WriteJSON(w, pathsFile{"emptychair.paths", 1, o.path, exists, o.source, o.backups}))
	}
	say, state := how(), "cli.paths.missing"
	if exists {
		state = "cli.paths.exists"
	}
	width := max(ansi.StringWidth(say.Say("cli.paths.database")), ansi.StringWidth(say.Say("cli.paths.backups")))
	_, err = fmt.Fprintf(w, "%s  %s\n%s  %s\n%s\n%s\n",
		report.Pad(say.Say("cli.paths.database"), width), cleanPath(o.path),
		report.Pad(say.Say("cli.paths.backups"), width), cleanPath(o.backups), say.Say(state), say.Say("cli.paths."+o.source))
	return written(err)
}

// cleanPath is a path that is safe to print, on one line; blanks in it stay.
func cleanPath(path string) string { return strings.ReplaceAll(checks.Clean(path), "\n", "") }
