package main

import (
	"fmt"
	"io"
	"runtime/debug"

	"github.com/urfave/cli/v3"

	"emptychair/checks/report"
	"emptychair/store"
)

// versionFile is what "version" says to other programs.
type versionFile struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Program string `json:"program"`
	Go      string `json:"go"`
	Schema  int    `json:"schema"` // of the database files that this program writes
}

func (a *app) versionCommand() *cli.Command {
	var asked string
	return a.command("version", nil, []cli.Flag{plainFormatFlag(&asked)}, func([]string) error {
		f, err := format(asked, plainFormats)
		if err != nil {
			return err
		}
		return runVersion(a.stdout, f, built(), a.reportOptions)
	})
}

// built returns which version this program is. Built from a working copy it is "(devel)" or a date and a commit.
func built() versionFile {
	v := versionFile{Format: "emptychair.version", Version: 1, Schema: store.SchemaVersion()}
	if info, ok := debug.ReadBuildInfo(); ok {
		v.Program, v.Go = info.Main.Version, info.GoVersion
	}
	return v
}

func runVersion(w io.Writer, f report.Format, v versionFile, how func() report.Options) error {
	if f == report.JSON {
		return written(report.WriteJSON(w, v))
	}
	_, err := fmt.Fprintln(w, how().Say("cli.version", "Program", v.Program, "Go", v.Go, "Schema", v.Schema))
	return written(err)
}
