package main

import (
	"github.com/urfave/cli/v3"

	"emptychair/checks/report"
)

// formatFlag is the option of every command that reads.
func formatFlag(f *string) *cli.StringFlag {
	return &cli.StringFlag{Name: "format", Destination: f, Value: string(report.Text)}
}

// plainFormats are those of commands that have no document to show.
var plainFormats = []report.Format{report.Text, report.JSON}

// plainFormatFlag is the option of a command that knows only [plainFormats].
func plainFormatFlag(f *string) *cli.StringFlag {
	flag := formatFlag(f)
	flag.Usage = "format.plain"
	return flag
}

// format returns the format that was asked for, if it is one of those known.
func format(asked string, known []report.Format) (report.Format, error) {
	f := report.Format(asked)
	return f, oneOf("--format", f, known)
}
