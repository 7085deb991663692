package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
)

type pathsOptions struct {
	location
	format report.Format
}

// pathsFile is what "paths" says to other programs.
type pathsFile struct {
	Format   string `json:"format"`
	Version  int    `json:"version"`
	Database string `json:"database"`
	Exists   bool   `json:"exists"`
	Source   string `json:"source"`
}

func (a *app) pathsCommand() *cli.Command {
	var asked string
	return a.command("paths", nil, []cli.Flag{plainFormatFlag(&asked)}, func([]string) error {
		f, err := format(asked, plainFormats)
		if err != nil {
			return err
		}
		return runPaths(a.stdout, pathsOptions{a.location(), f}, a.reportOptions)
	})
}

// runPaths says where the data is. It opens nothing.
func runPaths(w io.Writer, o pathsOptions, how func() report.Options) error {
	_, err := os.Lstat(o.path)
	exists := err == nil
	if o.format == report.JSON {
		return written(report.WriteJSON(w, pathsFile{"emptychair.paths", 1, o.path, exists, o.source}))
	}
	say, state := how(), "cli.paths.missing"
	if exists {
		state = "cli.paths.exists"
	}
	_, err = fmt.Fprintf(w, "%s  %s\n%s\n%s\n",
		say.Say("cli.paths.database"), strings.ReplaceAll(checks.Clean(o.path), "\n", ""), say.Say(state), say.Say("cli.paths."+o.source))
	return written(err)
}
