package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/interchange"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

func (a *app) organisationCommand() *cli.Command {
	var o printOptions
	var answers bool
	o.known = report.RunFormats
	flags := append([]cli.Flag{o.formatFlag("format.report"), &cli.BoolFlag{Name: "answers", Destination: &answers}}, o.Flags()...)
	return a.Command("organisation", []string{"FOLDER"}, flags, func(args []string) error {
		defer a.saveMemory()()
		org, err := a.readOrganisation(args[0])
		if err != nil {
			return err
		}
		return a.print(&o, func(w io.Writer) (checks.LeftOut, error) {
			return checks.LeftOut{}, shell.OutputError(report.Organisation(w, o.format, org, answers, a.ReportOptions()))
		})
	})
}

// readOrganisation reads all documents in a folder and its folders, one at a time, and names on stderr those that cannot be used.
func (a *app) readOrganisation(folder string) (org checks.Organisation, err error) {
	root := a.Absolute(folder)
	var unusable []string
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		hidden := path != root && strings.HasPrefix(filepath.Base(path), ".")
		switch {
		case err != nil && path == root:
			return err
		case err == nil && hidden && d.IsDir():
			return fs.SkipDir
		case err == nil && (hidden || !d.Type().IsRegular() || !isDocument(path)):
			return nil
		case err == nil:
			err = readShared(&org, path)
		}
		if err != nil {
			what, _ := a.Words(err)
			name, _ := filepath.Rel(root, path)
			unusable = append(unusable, shell.CleanPath(name)+": "+what)
		}
		return nil
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return org, shell.NotFound("cli.error.organisation-folder", "Folder", folder)
	case err != nil:
		return org, shell.FailureOf(err, "cli.error.not-read", "File", folder)
	}
	if err = a.tellUnusable(unusable); err == nil && org.Len() == 0 {
		err = shell.NotFound("cli.error.no-shared", "Folder", folder)
	}
	return org, err
}

// tellUnusable names on stderr some of the files that cannot be used, if there are any.
func (a *app) tellUnusable(files []string) error {
	if len(files) == 0 {
		return nil
	}
	say := a.ReportOptions()
	lines := []string{say.Printer.N("cli.organisation.unusable", len(files))}
	for _, file := range files[:min(len(files), someRuns)] {
		lines = append(lines, "  "+say.Printer.Signs("• ")+file)
	}
	if more := len(files) - someRuns; more > 0 {
		lines = append(lines, "  "+say.Printer.N("cli.organisation.more", more))
	}
	return shell.Print(a.Stderr, say, lines...)
}

// isDocument tells by the name of a file whether it may be a document, also one that is encrypted.
func isDocument(name string) bool {
	return slices.Contains([]string{".json", shell.AgeSuffix}, strings.ToLower(filepath.Ext(name)))
}

// readShared adds the teams of a document that was exported safe to share.
func readShared(org *checks.Organisation, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if strings.HasSuffix(strings.ToLower(path), shell.AgeSuffix) {
		return shell.Failure("cli.error.organisation-encrypted")
	}
	made, teams, err := interchange.ReadShared(f, content.Check())
	for _, t := range teams {
		org.Add(t, made)
	}
	return err
}
